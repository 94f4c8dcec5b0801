"""Making what stands in the reporting database as it should be.

All rows follow from the log, and all tables and views from this program. What somebody else made and called like one
of ours is never touched.
"""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.store.address import TABLE
from ledger.store.store import Store
from projections.sql.checks import places
from projections.sql.checks.objects import OURS, VIEW_NAMES, About, Aspect, There, Told, wanted
from projections.sql.checks.structure import missing, structure_faults, there, version_fault
from projections.sql.checks.views import altered_or_none
from projections.sql.database import is_there, reading, writing
from projections.sql.grants import kept_grants
from projections.sql.migrate import claim, make_view, move, say_of_table, say_of_view, upgrade, versions_said
from projections.sql.names import VERSION, VERSION_TABLE
from projections.sql.runner.delta import check
from projections.sql.runner.runner import write
from projections.sql.runner.standing import NOWHERE
from projections.sql.runner.together import InOrder, rows_in_order
from projections.sql.runner.tracking import go_back, tracked
from projections.sql.runner.workers import Crew, Task
from projections.sql.schema import METADATA, POSITIONS, TRACKING
from projections.sql.write import clear, is_of


class Mended(NamedTuple):
    """What was wrong and no longer is, and what still is, a sentence each."""

    mended: list[str]
    left: list[str]


def mend_schema(engine: Engine, *, anew: bool = False) -> Mended:
    """Make the tables, or bring them to today's version, and make all about them, and the views, as they should be.

    A table that is not as it should be is made again only where all is made `anew`, for its rows go with it.
    Raises `StoreError` where the tables are of a later version, or nothing says that they are ours.
    """
    mended = _made_anew(engine) if anew else []
    mended += [missing(name).said for name in sorted(upgrade(engine))]
    with reading(engine) as connection:
        faults = list(structure_faults(connection, there(connection)))
    if any(one.by == "project" for one in faults):
        with writing(engine) as connection:
            found = there(connection)
            _mend_views(connection, found)
            for name in METADATA.tables.keys() & found.told.keys():
                _mend_table(connection, name, found)
            left = list(structure_faults(connection, there(connection)))
        mended += [one.said for one in faults if one not in left]
        faults = left
    return Mended(mended, [one.sentence for one in faults])


def _made_anew(engine: Engine) -> list[str]:
    """Drop and make all, if that is what it takes; what was wrong."""
    if not is_there(engine):
        return []
    with writing(engine) as connection:
        found, wrong = there(connection), version_fault(connection)
        faults = [one for one in structure_faults(connection, found) if one.by == "rebuild"]
        if wrong is None and versions_said(connection) == [VERSION]:
            if faults:
                _drop_and_make(connection, found)
            return [one.said for one in faults]
        if wrong is not None and wrong.kind == "no_version":
            _drop_and_make(connection, found)
            return [wrong.said]
        if wrong is not None and wrong.kind == "unsaid_version" and not faults and _has_all_tables(found):
            claim(connection)
            return [wrong.said]
    return []


def _has_all_tables(found: There) -> bool:
    return METADATA.tables.keys() <= found.sorts.keys()


def _drop_and_make(connection: Connection, found: There) -> None:
    """Make all tables and views anew, without rows, and for the same people."""
    with kept_grants(connection, OURS):
        present = OURS & found.sorts.keys()
        for name in sorted(present, key=lambda name: (name not in VIEW_NAMES, found.sorts[name] == "table")):
            connection.execute(text(f"DROP {found.sorts[name].removeprefix('partitioned ').upper()} {name}"))
        connection.execute(text(f"DELETE FROM {VERSION_TABLE}"))  # noqa: S608
        move(connection, VERSION)


def _mend_views(connection: Connection, found: There) -> None:
    for name in altered_or_none(connection, found):
        with kept_grants(connection, [name]):
            if not _replaced(connection, name):
                connection.execute(text(f"DROP VIEW {name}"))
                make_view(connection, VIEW_NAMES[name])
    for name, told in found.told.items():
        if name in VIEW_NAMES and _differ("meaning", told, wanted(name, connection.dialect)):
            say_of_view(connection, VIEW_NAMES[name])


def _replaced(connection: Connection, name: str) -> bool:
    """Whether PostgreSQL put the right question in its place, with all that others have made of the view."""
    if connection.dialect.name != "postgresql":
        return False
    point = connection.begin_nested()
    try:
        make_view(connection, VIEW_NAMES[name], replace=True)
    except DBAPIError:
        point.rollback()
        return False
    point.commit()
    return True


def _mend_table(connection: Connection, name: str, found: There) -> None:
    """Say again what a table and its columns mean, and make its index as it should be."""
    told, should = found.told[name], wanted(name, connection.dialect)
    if _differ("meaning", told, should):
        say_of_table(connection, METADATA.tables[name], {about.name for about in told if about.aspect == "column"})
    wrong = _differ("index", told, should)
    for about in wrong & told.keys():
        connection.execute(text(f'DROP INDEX "{about.name}"'))
    for made in METADATA.tables[name].indexes:
        if About("index", str(made.name)) in wrong:
            made.create(connection)


def _differ(aspect: Aspect, told: Told, should: Told) -> set[About]:
    return {one for one in told.keys() | should.keys() if one.aspect == aspect and told.get(one) != should.get(one)}


def mend_rows(store: Store, engine: Engine, crew: Crew | None = None, in_order: InOrder = rows_in_order) -> list[str]:
    """Take out the rows of companies that the ledger does not have, and make those of companies anew that stand wrong.

    How many entries a company has rows of is counted; what stands in them `verify` knows, and `project --rebuild` makes
    anew. Raises `CorruptLedgerError` where the rows of a company are those of another log, which may have been
    altered, and `StoreError` where all of them are those of another ledger: then nothing is touched.
    """
    known = store.companies()
    with writing(engine) as connection:
        places.check_ledger(connection, store)
        wrong = places.wrong_places(connection, store, known)
        for company, standing in wrong.checked.items():
            check(store, company, standing)
        _take_out(connection, wrong, known)
        number = tracked(connection) or 0
    for one in in_order(store, [Task(*one) for one in wrong.again.items()], crew):
        write(engine, [one], number)
    return [one.said for one in wrong.faults]


def _take_out(connection: Connection, wrong: places.Wrong, known: Sequence[str]) -> None:
    for company in [*places.unknown_companies(connection, known), *places.unknown_positions(connection, known)]:
        clear(connection, company)
        connection.execute(sa.delete(POSITIONS).where(is_of(POSITIONS, company)))
    for company, standing in wrong.again.items():
        if standing == NOWHERE:
            clear(connection, company)
            connection.execute(sa.delete(POSITIONS).where(POSITIONS.c.company == company))
    name = TRACKING.c.application_name
    connection.execute(sa.delete(TRACKING).where(sa.or_(name != TABLE, name.is_(None))))
    if tracked(connection) is None:
        go_back(connection)


def wrong_rows(store: Store, engine: Engine) -> list[str]:
    """What a rebuild is about to mend, as far as it can be known without making the rows."""
    with reading(engine) as connection:
        return [one.said for one in places.wrong_places(connection, store, store.companies()).faults]
