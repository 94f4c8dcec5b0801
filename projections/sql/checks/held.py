"""All that stands in the reporting database under our names, held against what the log and this program give."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from ledger.engine.book import Book
from ledger.log.recorded import Recorded
from ledger.store.backend import one_line
from ledger.store.store import Store
from projections.read_model.rows import Rows, rows_and_book
from projections.sql.checks.fault import Fault
from projections.sql.checks.places import Followed, company_faults, not_followed, standing_of, tracking_faults
from projections.sql.checks.rows import Stored, row_faults, stored_rows
from projections.sql.checks.structure import structure_faults, there, version_fault
from projections.sql.database import is_there, reading
from projections.sql.limits import no_room
from projections.sql.migrate import versions_said
from projections.sql.names import VERSION
from projections.sql.runner.standing import Standing
from projections.sql.runner.tracking import tracked


class Held(NamedTuple):
    """On which position the rows of a company stand, None where there are no tables, and a sentence for each fault.

    The book is that of the log that was given, where the rows stand at its end: it was replayed for them.
    """

    position: int | None
    faults: list[str]
    book: Book | None


class _Read(NamedTuple):
    """What was read of the tables, all of it at one moment."""

    standing: Standing | Fault
    followed: int | None
    stored: Stored


def held_against(engine: Engine, store: Store, company: str, log: Sequence[Recorded], *, shared: bool) -> Held:
    """Hold the tables against the log of a company; with `shared` also what they have in common for all companies."""
    if not is_there(engine):
        return Held(None, [], None)
    faults: list[Fault] = []
    with reading(engine) as connection:
        wrong = version_fault(connection)
        if wrong is not None or versions_said(connection) != [VERSION]:
            return Held(None, [wrong.sentence] if wrong is not None and shared else [], None)
        if shared:
            faults += _shared_faults(connection, store)
        try:
            read = _read(connection, company)
        except DBAPIError as error:
            said = f"the reporting tables cannot be read: {one_line(error.orig or error)}"
            return Held(0, [one.sentence for one in [*faults, Fault("unreadable", said)]], None)
    found, book = _of_company(store, company, log, read, engine.dialect.name)
    position = read.standing.position if isinstance(read.standing, Standing) else 0
    return Held(position, [one.sentence for one in [*faults, *found]], book)


def _shared_faults(connection: Connection, store: Store) -> Iterator[Fault]:
    yield from structure_faults(connection, there(connection))
    yield from _asked(connection, lambda: tracking_faults(connection, store))
    yield from _asked(connection, lambda: company_faults(connection, store.companies()))


def _asked(connection: Connection, of: Callable[[], Iterator[Fault]]) -> list[Fault]:
    """What is asked of tables that may not be there, or lack a column: that is said by itself."""
    point = connection.begin_nested()
    try:
        found = list(of())
    except DBAPIError:
        point.rollback()
        return []
    point.commit()
    return found


def _read(connection: Connection, company: str) -> _Read:
    standing = standing_of(connection, company)
    return _Read(standing, tracked(connection), stored_rows(connection, company))


def _of_company(
    store: Store, company: str, log: Sequence[Recorded], read: _Read, dialect: str
) -> tuple[list[Fault], Book | None]:
    if isinstance(read.standing, Fault):
        return [read.standing], None
    standing, found = read.standing, []
    if Followed(store, read.followed or 0).leaves_out(company, standing.position, len(log)):
        found.append(not_followed(company, standing))
    if not standing.position:
        return found, None
    known = len(log)
    if standing.position > known:
        log = store.read(company)  # more was recorded since
    head = store.hash_at(company, standing.position)
    if head != standing.head:
        return [*found, Fault("another_log", _of_another_log(company, standing, len(log)))], None
    expected, book = rows_and_book(company, log[: standing.position])
    found += _room_or_rows(company, standing, expected, read.stored, dialect)
    return found, book if standing.position == known else None


def _of_another_log(company: str, standing: Standing, last: int) -> str:
    if standing.position > last:
        return f"the reporting tables stand at position {standing.position:,} of {company}, whose log ends at {last:,}"
    return f"the reporting tables stand on another log than this one at position {standing.position}"


def _room_or_rows(company: str, standing: Standing, expected: Rows, stored: Stored, dialect: str) -> Iterator[Fault]:
    if (no_room(company, expected) is None) != (standing.no_room is None):
        said = "have" if standing.no_room is None else "have no"
        yield Fault("room", f"the reporting tables {said} room for {company}, other than they say")
        return
    rows = {table: [] for table in expected} if standing.no_room else expected
    yield from row_faults(stored, rows, dialect)
