"""Whoever reads the tables while they are written sees them whole: as of one position, late entries included."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from sqlalchemy import Engine

from commands.api.ledger import open_ledger
from ledger.log.recorded import Recorded
from ledger.store.store import open_store
from projections.sql.database import reading
from projections.sql.read import rows_in
from projections.sql.runner.rebuild import rebuild
from projections.sql.runner.runner import catch_up
from projections.sql.runner.tracking import standings
from projections.sql.schema import TABLES
from tests.tables import helping

Seen = dict[int, helping.Rows]


def log_of(folder: Path) -> Sequence[Recorded]:
    with open_ledger(str(folder / "elsewhere.db")) as ledger:
        ledger.record(helping.some_entries("First", number=20))
        return ledger.log()


def seen_by_a_reader(engine: Engine, last: int, looked: Event) -> Seen:
    """What a reader sees at each position, looking again and again until the last is there."""
    seen: Seen = {}
    while last not in seen:
        with reading(engine) as connection:
            at = standings(connection).get("First")
            position = 0 if at is None else at.position
            rows = {table.name: rows_in(connection, table) for table in TABLES}
        assert helping.same(rows, seen.setdefault(position, rows))
        looked.set()
    return seen


def test_a_reader_never_sees_half_of_what_a_late_entry_rewrites(ledger_url: str, tmp_path: Path) -> None:
    log, looked = log_of(tmp_path), Event()
    with open_store(ledger_url) as store, ThreadPoolExecutor(1) as others:
        helping.append(store, "First", log, 2)
        engine = helping.tables(ledger_url)
        reader = others.submit(seen_by_a_reader, engine, len(log), looked)
        assert looked.wait(timeout=60)
        for upto in range(3, len(log) + 1):
            helping.append(store, "First", log, upto)
            catch_up(store, engine)
            if upto % 5 == 0:
                rebuild(store, engine)
        seen = reader.result(timeout=60)
    for position, rows in seen.items():
        helping.same(rows, helping.made_anew({"First": log[:position]} if position else {}))
    assert {0, len(log)} <= seen.keys()
