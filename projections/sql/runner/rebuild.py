"""Making all rows anew beside the tables, and putting them in their place at one moment.

The rows are staged in temporary tables, which a database throws away itself when a process is killed. Readers see the
old rows until all the new ones are there; the tables stay the tables, with every right that was granted on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from eventsourcing.persistence import Tracking
from sqlalchemy import Connection, Engine

from ledger.store.address import TABLE
from ledger.store.store import Store
from projections.sql.database import connected, one_at_a_time
from projections.sql.names import PREFIX
from projections.sql.runner.runner import Progress
from projections.sql.runner.standing import NOWHERE, Standing
from projections.sql.runner.together import InOrder, rows_in_order
from projections.sql.runner.tracking import go_back, stand, standings, track
from projections.sql.runner.workers import Crew, Task
from projections.sql.schema import POSITIONS, TABLES
from projections.sql.write import insert

_ASIDE = f"{PREFIX}aside_"


@dataclass(slots=True)
class Staging:
    """Rows on their way: the temporary tables of one connection, and where the rows of each company in them stand."""

    store: Store
    connection: Connection
    aside: dict[sa.Table, sa.Table]
    crew: Crew | None
    in_order: InOrder
    staged: dict[str, Standing] = field(default_factory=dict)


def rebuild(
    store: Store,
    engine: Engine,
    progress: Progress | None = None,
    crew: Crew | None = None,
    in_order: InOrder = rows_in_order,
) -> None:
    """Make the rows of all companies anew, and put them in place of those that are there; a `crew` helps to make them.

    Raises `CorruptLedgerError` where a log was tampered with; the tables are then what they were.
    """
    number = store.latest()
    with connected(engine, writes=True) as connection:
        staging = Staging(store, connection, _make_aside(connection), crew, in_order)
        _stage(staging, store.companies(), progress)
        while ahead := _swap(staging, number):
            # another runner went on meanwhile; the tables are not to go back
            _stage(staging, ahead, progress)


def _make_aside(connection: Connection) -> dict[sa.Table, sa.Table]:
    metadata = sa.MetaData()
    aside = {}
    for made in TABLES.values():
        columns = [sa.Column(one.name, one.type) for one in made.columns]
        aside[made] = sa.Table(f"{_ASIDE}{made.name.removeprefix(PREFIX)}", metadata, *columns, prefixes=["TEMPORARY"])
    connection.execution_options(writes=False)
    with connection.begin():
        metadata.create_all(connection, checkfirst=False)
    return aside


def _stage(staging: Staging, companies: Sequence[str], progress: Progress | None) -> None:
    # temporary tables are ours alone: nobody waits for them
    staging.connection.execution_options(writes=False)
    tasks = [Task(company, NOWHERE) for company in companies]
    for done, one in enumerate(staging.in_order(staging.store, tasks, staging.crew)):
        if progress is not None:
            progress(done, len(companies))
        with staging.connection.begin():
            for table, made in TABLES.items():
                aside = staging.aside[made]
                if one.company in staging.staged:
                    staging.connection.execute(sa.delete(aside).where(aside.c.company == one.company))
                insert(staging.connection, aside, table, one.rows[table])
        staging.staged[one.company] = one.now


def _swap(staging: Staging, number: int) -> list[str]:
    """Put the staged rows in place; not if the tables are ahead of some of them: these companies are the answer."""
    connection = staging.connection.execution_options(writes=True)
    with connection.begin():
        one_at_a_time(connection)
        ahead = [name for name, one in standings(connection).items() if _is_ahead(staging, name, one)]
        if ahead:
            return ahead
        for made, aside in staging.aside.items():
            connection.execute(sa.delete(made))
            connection.execute(sa.insert(made).from_select(list(made.c.keys()), sa.select(aside)))
        connection.execute(sa.delete(POSITIONS))
        for name, one in staging.staged.items():
            stand(connection, name, one)
        # perhaps back: what was followed there may have been another log, of which less or more was recorded
        go_back(connection)
        track(connection, Tracking(TABLE, number))
    return []


def _is_ahead(staging: Staging, company: str, there: Standing) -> bool:
    """Whether the rows in the tables stand on more of the log; rows of a log that is no longer there do not."""
    staged = staging.staged.get(company, NOWHERE)
    if there.position <= staged.position:
        return False
    return staging.store.hash_at(company, there.position) == there.head
