"""Whether positions, tracking and companies in the tables are such as the ledger has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from ledger.log.recorded import CorruptLedgerError
from ledger.store.address import TABLE
from ledger.store.store import Store, StoreError
from projections.read_model import catalogue
from projections.sql.checks.fault import Fault
from projections.sql.names import POSITIONS_TABLE
from projections.sql.runner.standing import NOWHERE, Standing
from projections.sql.runner.tracking import is_number, is_standing, tracked
from projections.sql.schema import POSITIONS, TABLES, TRACKING

_AT_ONCE = 20_000


@dataclass(frozen=True)
class Followed:
    """Up to which number of the notification log the tables say that all is in them, and what came after it."""

    store: Store
    number: int

    @cached_property
    def first(self) -> Mapping[str, int]:
        """The first position of each company that was recorded after that number."""
        first: dict[str, int] = {}
        after = self.number
        while notices := self.store.follow(after, _AT_ONCE):
            for one in notices:
                if one.company is not None:
                    first.setdefault(one.company, one.position)
            after = notices[-1].number
        return first

    def leaves_out(self, company: str, position: int, last: int) -> bool:
        """Whether some of what was recorded behind a position counts as followed, so that nobody looks at it again."""
        if position >= last or self.number == 0 or self.number > self.store.latest():
            return False
        return self.first.get(company, last + 1) > position + 1


def tracking_faults(connection: Connection, store: Store) -> Iterator[Fault]:
    """What is wrong with how far the tables say that the ledger was followed."""
    stood = connection.execute(sa.select(sa.func.count()).select_from(POSITIONS)).scalar_one()
    found = [
        tuple(row) for row in connection.execute(sa.select(TRACKING.c.application_name, TRACKING.c.notification_id))
    ]
    numbers = [number for name, number in found if name == TABLE]
    if strange := [name for name, _ in found if name != TABLE]:
        yield Fault("tracking", f"{TRACKING.name} speaks of {_listed(strange)}, and of no such log")
    if not numbers and stood:
        yield Fault("tracking", f"{TRACKING.name} does not say how far the ledger was followed")
    for number in numbers:
        if not is_number(number, least=0):
            yield Fault("tracking", f"{TRACKING.name} says that the ledger was followed up to {number!r}")
        elif number > (there := store.latest()):
            said = f"the reporting tables have followed {number:,} events, and the ledger has only {there:,}"
            yield Fault("tracking_ahead", f"{said}: they were made of another one")


def company_faults(connection: Connection, known: Sequence[str]) -> Iterator[Fault]:
    """Rows of companies that the ledger does not have."""
    for company, tables in unknown_companies(connection, known).items():
        said = f"the ledger has no company {company!r}, and the reporting tables have rows of it"
        yield Fault("unknown_company", f"{said} ({', '.join(tables)})")
    for company in unknown_positions(connection, known):
        said = f"the ledger has no company {company!r}, and {POSITIONS_TABLE} says where its rows stand"
        yield Fault("unknown_position", said)


def unknown_companies(connection: Connection, known: Sequence[str]) -> Mapping[object, list[str]]:
    """The companies that the ledger does not have, with the tables in which each has rows."""
    found: dict[object, list[str]] = {}
    for table, made in TABLES.items():
        for company in _companies_in(connection, made):
            if company not in known:
                found.setdefault(company, []).append(table.name)
    return found


def unknown_positions(connection: Connection, known: Sequence[str]) -> list[object]:
    """The companies that the ledger does not have and that are said to stand somewhere."""
    return [one for (one,) in connection.execute(sa.select(POSITIONS.c.company)) if one not in known]


def _companies_in(connection: Connection, made: sa.Table) -> Iterator[object]:
    """From one company to the next by the key: that takes a moment however many rows there are."""
    column = made.c.company
    company = connection.execute(sa.select(sa.func.min(column))).scalar()
    while company is not None:
        yield company
        company = connection.execute(sa.select(sa.func.min(column)).where(column > company)).scalar()
    if connection.execute(sa.select(sa.literal(1)).select_from(made).where(column.is_(None)).limit(1)).scalar():
        yield None


class Wrong(NamedTuple):
    """What is wrong with where companies stand; whose rows are to be made again, from where; and all the others."""

    faults: list[Fault]
    again: dict[str, Standing]
    checked: dict[str, Standing]


def wrong_places(connection: Connection, store: Store, known: Sequence[str]) -> Wrong:
    """What of positions, tracking and companies is not as the log has it, as far as a look at it tells."""
    wrong = Wrong([*tracking_faults(connection, store), *company_faults(connection, known)], {}, {})
    followed, entries = Followed(store, tracked(connection) or 0), entries_in(connection)
    for company in known:
        standing = standing_of(connection, company)
        if isinstance(standing, Fault):
            wrong.faults.append(standing)
            wrong.again[company] = NOWHERE
        elif entries.get(company, 0) != standing.written and not _is_of_another_log(store, company, standing):
            wrong.faults.append(_entries_lost(company, standing, entries.get(company, 0)))
            wrong.again[company] = NOWHERE
        elif followed.leaves_out(company, standing.position, last_of(store, company)):
            wrong.faults.append(not_followed(company, standing))
            wrong.again[company] = standing
        else:
            wrong.checked[company] = standing
    return wrong


def _is_of_another_log(store: Store, company: str, standing: Standing) -> bool:
    there = store.hash_at(company, standing.position) if standing.position else None
    return there is not None and there != standing.head


def last_of(store: Store, company: str) -> int:
    """The position of the last entry of a log; 0 where that was altered, which is said by who reads it."""
    try:
        return store.head(company)[0]
    except CorruptLedgerError:
        return 0


def not_followed(company: str, standing: Standing) -> Fault:
    """Nobody would look at a company again."""
    upto = f"position {standing.position:,}" if standing.position else "nothing yet"
    said = "the reporting tables are said to know all that was recorded"
    return Fault("not_followed", f"{said}, and have of {company} {upto}")


def _entries_lost(company: str, standing: Standing, found: int) -> Fault:
    said = f"the reporting table entries has {found:,} rows of {company}"
    return Fault("entries_lost", f"{said}, which stands at position {standing.position:,}")


def check_ledger(connection: Connection, store: Store) -> None:
    """Raise `StoreError` where the tables were made of another ledger."""
    for one in tracking_faults(connection, store):
        if one.kind == "tracking_ahead":
            raise StoreError(f"{one.said}; project --rebuild makes them anew")


def has_rows(connection: Connection, company: str) -> bool:
    """Whether any table has rows of a company."""
    asked = (
        sa.select(sa.literal(1)).select_from(made).where(made.c.company == company).limit(1) for made in TABLES.values()
    )
    return any(connection.execute(one).scalar() for one in asked)


def standing_of(connection: Connection, company: str) -> Standing | Fault:
    """Where the rows of a company stand, or why that cannot be said."""
    columns = POSITIONS.c.position, POSITIONS.c.head, POSITIONS.c.no_room
    found = [Standing(*row) for row in connection.execute(sa.select(*columns).where(POSITIONS.c.company == company))]
    if not found:
        if has_rows(connection, company):
            return Fault(
                "no_position", f"the reporting tables have rows of {company}, and {POSITIONS_TABLE} no position"
            )
        return NOWHERE
    if len(found) > 1 or not is_standing(found[0]):
        said = ", ".join(f"{one.position!r}" for one in found)
        return Fault("unreadable_position", f"{POSITIONS_TABLE} says of {company} what is no position: {said}")
    return found[0]


def entries_in(connection: Connection) -> Mapping[Any, int]:
    """How many rows of entries each company has."""
    company = TABLES[catalogue.ENTRIES].c.company
    found = connection.execute(sa.select(company, sa.func.count()).group_by(company))
    return {name: number for name, number in found}  # noqa: C416  dict() of rows has no type


def _listed(given: Sequence[object]) -> str:
    return ", ".join(f"{one!r}" for one in given)
