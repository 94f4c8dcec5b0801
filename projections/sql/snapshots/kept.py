"""The snapshots in a database, a row for each company: written where one is of use, looked at, held against the log."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy import Engine

from ledger.log.recorded import Recorded
from ledger.store.store import Store, StoreError
from projections.sql.database import is_there, reading, writing
from projections.sql.names import SNAPSHOTS_TABLE
from projections.sql.snapshots.document import NoSnapshotError, Snapshot, read
from projections.sql.snapshots.made import Said, sealed, snapshot_of, state_of

WORTH_IT = 1000
"""So many entries, from the beginning or behind the last snapshot, make another one: they are read in a moment."""

SNAPSHOTS = sa.Table(
    SNAPSHOTS_TABLE,
    sa.MetaData(),
    sa.Column("company", sa.Text, primary_key=True),
    sa.Column("state", sa.LargeBinary, nullable=False),
)


def missing(store: Store, engine: Engine, *, anew: bool = False) -> list[str]:
    """The companies of which a snapshot would be of use and is not there; with `anew` all that are to have one."""
    long = {name: position for name, (position, _) in store.heads().items() if position >= WORTH_IT}
    return [name for name, position in long.items() if anew or not is_of_use(engine, store, name, position)]


def keep(engine: Engine, company: str, log: Sequence[Recorded], head: str, said: Said) -> None:
    """Make the snapshot of a company and write it in the place of the one that is there. Raises `StoreError`."""
    put(engine, company, state_of(snapshot_of(company, log, head, today(), said)))


def put(engine: Engine, company: str, state: bytes | None) -> None:
    """Write a snapshot in the place of the one that is there; none where there is none to be had."""
    with writing(engine) as connection:
        SNAPSHOTS.create(connection, checkfirst=True)
        connection.execute(sa.delete(SNAPSHOTS).where(SNAPSHOTS.c.company == company))
        if state is not None:
            connection.execute(sa.insert(SNAPSHOTS).values(company=company, state=state))


def is_of_use(engine: Engine, store: Store, company: str, position: int) -> bool:
    """Whether the snapshot of a company answers for today, and is not too far behind the end of its log.

    One that was made today and does not answer for it, a right being past its term, is the best that can be had.
    """
    try:
        found = stored(engine, company)
    except NoSnapshotError:
        return False
    if found is None or not found.position <= position < found.position + WORTH_IT:
        return False
    if store.hash_at(company, found.position) != found.head:
        return False
    return found.made_on == today() or found.day <= today() <= (found.until or date.max)


def stored(engine: Engine, company: str) -> Snapshot | None:
    """The snapshot of a company, where there is one. Raises `NoSnapshotError` for one that is of no use."""
    states = _states(engine, company)
    return read(states[0], company) if states else None


def faults(store: Store, engine: Engine, company: str, log: Sequence[Recorded], said: Said) -> Iterator[str]:
    """What is wrong with the snapshot of a company, a sentence: it is held against one made anew of the same log."""
    for state in _states(engine, company):
        try:
            found = read(state, company)
        except NoSnapshotError as error:
            yield f"the snapshot of {company} {error}; it is not used, and `seriesd project` makes it anew"
            continue
        at = found.position
        if store.hash_at(company, at) != found.head:
            yield f"the snapshot of {company} stands on another log than this one at position {at}; it is not used"
            continue
        if at > len(log):
            log = store.read(company)  # more was recorded since
        again = snapshot_of(company, log[:at], found.head, found.made_on, said)
        if again is None or sealed(again) != state:
            said_so = f"the snapshot of {company} says what the log up to position {at} does not say"
            yield f"{said_so}; `seriesd project --rebuild` makes it anew"


def _states(engine: Engine, company: str) -> list[object]:
    if not is_there(engine):
        return []
    try:
        with reading(engine) as connection:
            query = sa.select(SNAPSHOTS.c.state).where(SNAPSHOTS.c.company == company)
            return [*connection.execute(query).scalars()]
    except StoreError:
        return []  # there is no such table, or it cannot be asked


def today() -> date:
    """The day of which a snapshot is made."""
    return datetime.now(UTC).date()
