"""What keeps the tables up to date: it follows the notification log of the ledger and writes what follows from it.

Rows are made before the database is locked and written only if the tables still stand where they stood: of several
runners at once one writes, and the others look again. The rows of a company, its position and the number of the
notification log go into one transaction. Killed at any instant, a runner leaves all of a transaction or nothing of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eventsourcing.persistence import Tracking
from sqlalchemy import Connection, Engine

from ledger.store.address import TABLE
from ledger.store.store import Notice, Store, StoreError
from projections.sql.database import reading, writing
from projections.sql.runner.delta import NOWHERE, Fresh, fresh
from projections.sql.runner.tracking import Standing, stand, standings, track, tracked
from projections.sql.runner.workers import Alone, Crew, Making, begin
from projections.sql.write import clear, replace_tail

NOTICES_AT_ONCE = 20_000
COMPANIES_AT_ONCE = 20
"""So much at most goes into one transaction: the log of a company is never cut, but other logs wait for the next."""

Progress = Callable[[int, int], None]
"""Told now and then how far it is, of how much."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """What goes into one transaction: rows on their way, up to which number of the notification log, and from where."""

    last: int
    stood: Mapping[str, Standing]
    makings: Sequence[Making]


def catch_up(
    store: Store, engine: Engine, progress: Progress | None = None, crew: Crew | None = None, alone: Alone = fresh
) -> None:
    """Bring the tables up to what is recorded now; a `crew` makes the next rows while those before are written.

    What others record meanwhile is for the next time, so that it ends however much they record.

    Where no crew pays, `alone` makes them.

    A company whose numbers have no room in the tables has no rows there until they have; its standing says so.

    Raises `CorruptLedgerError` where a log was tampered with, or is not the one that the tables were made of; what was
    written before stays, and nothing is written of that log. Raises `StoreError` where the whole ledger is another.
    """
    goal = store.latest()

    def following(after: int, stood: Mapping[str, Standing]) -> _Batch | None:
        if progress is not None:
            progress(after, store.latest())
        notices = store.follow(after, NOTICES_AT_ONCE) if after < goal else []
        if not notices:
            return None
        last, companies = _at_once(notices, stood)
        tasks = [(name, stood.get(name, NOWHERE)) for name in companies]
        return _Batch(last, stood, list(begin(store, tasks, crew, alone)))

    while (batch := following(*_in_tables(store, engine))) is not None:
        while batch is not None:
            made = [one() for one in batch.makings]
            ahead = following(batch.last, {**batch.stood, **{one.company: one.now for one in made}})
            # another runner may have gone on; then what was made for after this is of no use either
            batch = ahead if write(engine, made, batch.last) else None
    _look_behind(store, engine)


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


def _at_once(notices: Sequence[Notice], stood: Mapping[str, Standing]) -> tuple[int, list[str]]:
    """The last of the notices that go into one transaction, and the companies whose rows do not know of them yet."""
    stale: dict[str, None] = {}
    last = notices[0].number
    for one in notices:
        if one.company is not None and stood.get(one.company, NOWHERE).position < one.position:
            if one.company not in stale and len(stale) == COMPANIES_AT_ONCE:
                return last, list(stale)
            stale[one.company] = None
        last = one.number
    return last, list(stale)


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
