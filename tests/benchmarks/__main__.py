"""`make bench`: how long things take, as ratios to a named baseline measured in the same run.

Absolute seconds depend on the machine and on what else it does; the ratios are what is promised.
"""

import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from ledger.store.store import open_store
from tests.benchmarks import branches, questions, tables
from tests.benchmarks.journal import journal

SERIESD = str(Path(sys.executable).with_name("seriesd"))
BATCH = 1000


class Row(NamedTuple):
    """A line of the table."""

    what: str
    seconds: float
    baseline: str
    ratio: float
    promised: float


def main() -> None:
    """Measure, and print the table."""
    gc.disable()  # as the command does: a baseline is not to lose by it
    entries = int(os.environ.get("BENCH_ENTRIES", "100000"))
    runs = int(os.environ.get("BENCH_RUNS", "3"))
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder), entries, runs)
        several = min(entries, 20_000)
        asked = questions.rows(Path(folder), several, lambda work: timed(runs, work), run, SERIESD)
        rows += [Row(*row) for row in asked]
        rows += [Row(*row) for row in branches.rows(entries, runs, timed)]
    print(f"{entries:,} entries, median of {runs} runs, Python {sys.version.split()[0]}\n")
    print(f"{'what':<44}{'seconds':>9}  {'baseline':<46}{'ratio':>7}{'promised':>10}")
    for row in rows:
        print(f"{row.what:<44}{row.seconds:>9.2f}  {row.baseline:<46}{row.ratio:>7.3g}{row.promised:>10g}")


def measure(folder: Path, entries: int, runs: int) -> list[Row]:
    """All rows of the table."""
    lines = folder / "journal.jsonl"
    lines.write_text("".join(json.dumps(entry) + "\n" for entry in journal(entries)))
    ledger = folder / "ledger.db"
    run(SERIESD, "record", str(lines), "--ledger", str(ledger), "--json")
    events = stored(ledger)

    record = timed(runs, lambda: run(SERIESD, "record", str(lines), "--ledger", fresh(folder), "--json"))
    insert = timed(runs, lambda: insert_batches(fresh(folder), events))
    price = timed(runs, lambda: run(SERIESD, "price", "--ledger", str(ledger), "--json"))
    decode = timed(runs, lambda: read(ledger))
    helped = timed(max(runs, 5), lambda: run(SERIESD, "--help"))
    imports = timed(max(runs, 5), lambda: run(sys.executable, "-c", "import pydantic, sqlalchemy"))
    run(SERIESD, "project", "--ledger", str(ledger))
    asked = timed(max(runs, 5), lambda: run(SERIESD, "price", "--on", "2026-03-01", "--ledger", str(ledger)))
    projected, inserted = tables.measure(folder, lambda work: timed(runs, work), lambda: fresh(folder))
    return [
        Row("seriesd record, JSONL", record, "library inserts the same events in batches", record / insert, 8),
        Row("seriesd price, cold", price, "read and decode the same events", price / decode, 3),
        Row("seriesd price --on, from the tables", asked, "seriesd --help", asked / helped, 2),
        Row("project many companies", projected, "SQLAlchemy Core inserts the same rows", projected / inserted, 3),
        Row("seriesd --help", helped, 'python -c "import pydantic, sqlalchemy"', helped / imports, 2),
    ]


def timed(runs: int, work: Callable[[], object]) -> float:
    """The median time of some runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run(*command: str) -> None:
    """Run a command whose output is not of interest."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def fresh(folder: Path) -> str:
    """A place where there is no ledger yet."""
    place = folder / "fresh"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return str(place / "ledger.db")


def stored(ledger: Path) -> list[StoredEvent]:
    """The events of a ledger, as the library stores them."""
    datastore = SQLiteDatastore(str(ledger), originator_id_type="text")
    try:
        return list(SQLiteApplicationRecorder(datastore, "seriesd_events").select_events("company/Busy Company"))
    finally:
        datastore.close()


def insert_batches(place: str, events: list[StoredEvent]) -> None:
    """The baseline of recording: the library alone, in batches."""
    datastore = SQLiteDatastore(place, originator_id_type="text")
    recorder = SQLiteApplicationRecorder(datastore, "seriesd_events")
    recorder.create_table()
    for start in range(0, len(events), BATCH):
        recorder.insert_events(events[start : start + BATCH])
    datastore.close()


def read(ledger: Path) -> None:
    """The baseline of a cold price: all events read, their seals checked, decoded into entries."""
    with open_store(str(ledger), create=False) as store:
        store.read("Busy Company")


if __name__ == "__main__":
    main()
