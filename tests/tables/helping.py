"""What the tests of the tables share: a ledger that is recorded piece by piece, and all rows as they stand."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Engine

from ledger.log.recorded import ORIGIN, Recorded
from ledger.store.store import Store, open_store
from projections.read_model.catalogue import Row, Table
from projections.read_model.rows import rows_of
from projections.sql.database import engine_of, reading
from projections.sql.limits import no_room
from projections.sql.migrate import upgrade
from projections.sql.read import rows_in
from projections.sql.runner.tracking import standings, tracked
from projections.sql.schema import TABLES

Rows = dict[str, list[Row]]
ADOPTED = {"type": "certificate_adopted", "effective": "2005-09-06", "id": "certificate", "common_authorized": 10**12}


def some_entries(company: str, number: int = 6) -> list[dict[str, Any]]:
    """A small journal with adjustments, a right, a conversion and a repeated late entry."""
    day = dt.date(2006, 1, 1)
    entries: list[dict[str, Any]] = [
        ADOPTED | {"company": company},
        {"type": "opening_balance", "effective": "2005-12-30", "id": "opening", "holder": "Founders", "common": 10**7},
        {"type": "series_d_issued", "effective": "2006-01-01", "id": "series-d", "holder": "Fund", "shares": 1000},
    ]
    for one in range(number):
        day += dt.timedelta(days=7 if one % 3 else -2)
        entries.append(
            {
                "type": "common_issued",
                "effective": max(day, dt.date(2006, 1, 2)).isoformat(),
                "id": f"sale-{one}",
                "holder": f"Buyer {one % 4}",
                "shares": 10_000 + one,
                "consideration": {"cash": f"{20 + one}.5"},
            }
        )
    return entries


def on_one_day(asked: Callable[[], list[tuple[Any, ...]]]) -> tuple[dt.date, list[tuple[Any, ...]]]:
    """The day of the asking, and what was found: asked again where a midnight fell into it."""
    while True:
        today = dt.datetime.now(dt.UTC).date()
        found = asked()
        if dt.datetime.now(dt.UTC).date() == today:
            return today, found


def tables(url: str) -> Engine:
    """A database with tables."""
    engine = engine_of(url)
    upgrade(engine)
    return engine


def followed(engine: Engine) -> int | None:
    """The number of the notification log up to which everything is in the tables."""
    with reading(engine) as connection:
        return tracked(connection)


def wait_for(url: str, patience: float) -> None:
    """Wait until everything that is recorded now is in the tables."""
    engine, end = engine_of(url), time.monotonic() + patience
    with open_store(url) as store:
        latest = store.latest()
    while (followed(engine) or 0) < latest:
        assert time.monotonic() < end, f"{latest} events are recorded, and the tables do not have them"
        time.sleep(0.05)


def append(store: Store, company: str, log: Sequence[Recorded], upto: int) -> None:
    """Record a log up to a position, as if it had been decided like that."""
    position, head = store.head(company)
    assert position or head == ORIGIN
    store.append(company, log[position:upto], after=position, previous=head)


def all_rows(engine: Engine, company: str | None = None) -> Rows:
    """Every row of every table."""
    with reading(engine) as connection:
        return {table.name: rows_in(connection, table, company) for table in TABLES}


def made_anew(logs: dict[str, Sequence[Recorded]]) -> Rows:
    """The rows that these logs make, in the order in which the tables are read."""
    found: Rows = {table.name: [] for table in TABLES}
    for company, log in logs.items():
        for table, rows in rows_of(company, log).items():
            found[table.name] += rows
    return {table.name: sorted(found[table.name], key=lambda row: _key(table, row)) for table in TABLES}


def same(one: Rows, other: Rows) -> bool:
    """Whether two sets of rows are the same; databases order text each in their way."""
    assert one.keys() == other.keys()
    for name in one:
        assert sorted(one[name], key=repr) == sorted(other[name], key=repr), name
    return True


def stands_whole(engine: Engine, store: Store) -> None:
    """Whatever happened: the rows of each company are those of its log up to the position that they are said to stand on."""
    with reading(engine) as connection:
        stood, upto = standings(connection), tracked(connection) or 0
    logs = {name: store.read(name)[: one.position] for name, one in stood.items()}
    for name, log in logs.items():
        assert no_room(name, rows_of(name, log)) == stood[name].no_room
    same(all_rows(engine), made_anew({name: log for name, log in logs.items() if not stood[name].no_room}))
    for one in store.follow(0, 10**6):
        if one.number <= upto and one.company is not None:
            assert stood[one.company].position >= one.position


def _key(table: Table, row: Row) -> list[str]:
    return [str(row[table.place_of(name)]) for name in table.key]


def names(rows: Iterable[Row], place: int) -> list[Any]:
    return [row[place] for row in rows]
