"""What keeps the tables up to date: it follows the notification log of the ledger and writes what follows from it.

Rows are made before the database is locked and written only if the tables still stand where they stood: of several
runners at once one writes, and the others look again. The rows of a company, its position and the number of the
notification log go into one transaction. Killed at any instant, a runner leaves all of a transaction or nothing of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from eventsourcing.persistence import Tracking
from sqlalchemy import Connection, Engine

from ledger.store.address import TABLE
from ledger.store.store import Store, StoreError
from projections.sql.database import reading, writing
from projections.sql.runner.delta import Fresh, fresh
from projections.sql.runner.standing import NOWHERE, Standing
from projections.sql.runner.together import Alone, InOrder, rows_in_order
from projections.sql.runner.tracking import stand, standings, track, tracked
from projections.sql.runner.workers import Crew, Task
from projections.sql.write import clear, replace_tail

NOTICES_AT_ONCE = 4_000
COMPANIES_AT_ONCE = 20
"""So much at most goes into one transaction: the log of a company is never cut, but other logs wait for the next.

One is written while the rows of the next are made, so it is to be a small part of the whole.
"""
_READ_AT_ONCE = 20_000
"""So many notices are in memory at once."""

Progress = Callable[[int, int], None]
"""Told now and then how far it is, of how much."""


class _Portion(NamedTuple):
    """What goes into one transaction: the rows of some companies, and up to which number of the notification log."""

    last: int
    tasks: Sequence[Task]


def catch_up(  # noqa: PLR0913, PLR0917  by name
    store: Store,
    engine: Engine,
    progress: Progress | None = None,
    crew: Crew | None = None,
    alone: Alone = fresh,
    in_order: InOrder = rows_in_order,
) -> None:
    """Bring the tables up to what is recorded now; a `crew` makes the next rows while those before are written.

    What others record meanwhile is for the next time, so that it ends however much they record.

    Where no crew pays, `alone` makes them.

    A company whose numbers have no room in the tables has no rows there until they have; its standing says so.

    Raises `CorruptLedgerError` where a log was tampered with, or is not the one that the tables were made of; what was
    written before stays, and nothing is written of that log. Raises `StoreError` where the whole ledger is another.
    """
    goal = store.latest()

    def told(after: int) -> None:
        if progress is not None:
            progress(after, store.latest())

    def written() -> bool:
        """Whether all was written; not where another runner went on: then what was made for later is of no use."""
        after, stood = _in_tables(store, engine)
        told(after)
        portions = list(_portions(store, after, goal, stood))
        made = in_order(store, [task for one in portions for task in one.tasks], crew, alone)
        for one in portions:
            if not write(engine, list(islice(made, len(one.tasks))), one.last):
                return False
            told(one.last)
        return True

    while not written():
        pass
    _look_behind(store, engine)


def _portions(store: Store, after: int, goal: int, stood: Mapping[str, Standing]) -> Iterator[_Portion]:
    """What is to be written after a number of the notification log and up to another, in its order.

    The rows of a company are made of all that its log holds by then, so of each company what comes first is enough.
    """
    begun = last = after
    planned, stale, notices = set[str](), list[Task](), 0
    while after < goal and (found := store.follow(after, _READ_AT_ONCE)):
        after = found[-1].number
        for one in found:
            if one.number > goal:
                break
            before = NOWHERE if one.company is None else stood.get(one.company, NOWHERE)
            is_new = one.company is not None and one.company not in planned and before.position < one.position
            if is_new and (len(stale) >= COMPANIES_AT_ONCE or notices >= NOTICES_AT_ONCE):
                yield _Portion(last, stale)
                stale, notices = [], 0
            if one.company is not None and is_new:
                planned.add(one.company)
                stale.append(Task(one.company, before))
            last, notices = one.number, notices + 1
    if last > begun:
        yield _Portion(last, stale)


def _look_behind(store: Store, engine: Engine) -> None:
    """Bring up what the number of the log says is in the tables, and is not.

    A ledger that was put back to an earlier state and has grown again has other entries under the numbers that were
    followed. Where the rows are those of entries that are gone, making the rows that follow says so.
    """
    after, stood = _in_tables(store, engine)
    heads = store.heads()
    left = [name for name, head in heads.items() if stood.get(name, NOWHERE)[:2] != head]
    gone = [name for name, standing in stood.items() if standing.position and name not in heads]
    made = [fresh(store, name, stood.get(name, NOWHERE)) for name in (*left, *gone)]
    if made:
        write(engine, made, after)


def _in_tables(store: Store, engine: Engine) -> tuple[int, Mapping[str, Standing]]:
    """Up to which number of the notification log everything is in the tables, and where each company stands."""
    with reading(engine) as connection:
        after, stood = tracked(connection) or 0, standings(connection)
    there = store.latest()  # read after the tables, which can only be behind
    if after > there:
        raise StoreError(
            f"the reporting tables have followed {after:,} events, and the ledger has only {there:,}: "
            "they were made of another one; project --rebuild makes them anew"
        )
    return after, stood


def write(engine: Engine, made: Sequence[Fresh], number: int) -> bool:
    """Write fresh rows and how far they go, in one transaction; not if another runner wrote some of them meanwhile."""
    with writing(engine) as connection:
        stood = standings(connection)
        if any(stood.get(one.company, NOWHERE) != one.before for one in made):
            return False
        for one in made:
            put(connection, one)
        track(connection, Tracking(TABLE, number))
    return True


def put(connection: Connection, one: Fresh) -> None:
    """Write the rows of a company and where they stand."""
    if one.now.no_room:
        clear(connection, one.company)
    else:
        replace_tail(connection, one.company, one.rows, since=one.since, after=one.before.written)
    stand(connection, one.company, one.now)
