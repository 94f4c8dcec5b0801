"""Recording and asking with the command, beside the library alone; and what of it is the start of a program."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from tests.benchmarks.frame.measure import COMPANY, LARGEST, SERIESD, Bench, across, read, run
from tests.benchmarks.frame.row import Row

_BATCH = 1_000
_TABLE = "seriesd_events"


def rows(bench: Bench) -> Iterator[Row]:
    """Recording, a cold price, a price off the tables, and the help."""
    yield from across(bench.sizes(), partial(_of_a_ledger, bench))
    helped = bench.timed(lambda: run(SERIESD, "--help"), 5)
    yield from across(bench.sizes(), lambda entries: [_out_of_a_snapshot(bench, entries, helped)])
    yield from across(bench.sizes(), lambda entries: [_off_the_tables(bench, entries, helped)])
    imports = bench.timed(lambda: run(sys.executable, "-c", "import pydantic, sqlalchemy"), 5)
    yield Row("seriesd --help", helped, 'python -c "import pydantic, sqlalchemy"', imports, 2)


def _of_a_ledger(bench: Bench, entries: int) -> Iterator[Row]:
    ledger, is_long = str(bench.ledger(entries)), entries >= LARGEST
    record, events = bench.recordings(entries), stored(bench.ledger(entries))
    insert = bench.timed(lambda: insert_batches(bench.fresh() / "ledger.db", events))
    yield Row("seriesd record, JSONL", record, "library inserts the events in batches", insert, 5 if is_long else None)
    price = bench.timed(lambda: run(SERIESD, "price", "--replay", "--ledger", ledger, "--json"))
    decode = bench.timed(lambda: read(bench.ledger(entries)))
    yield Row("seriesd price, cold", price, "read and decode the same events", decode, 1.2 if is_long else None)


def _out_of_a_snapshot(bench: Bench, entries: int, helped: tuple[float, ...]) -> Row:
    """A price of a ledger to which nothing was added since its snapshot."""
    ledger = str(bench.ledger(entries))
    asked = bench.timed(lambda: run(SERIESD, "price", "--ledger", ledger, "--json"), 5)
    return Row("seriesd price, out of a snapshot", asked, "seriesd --help", helped, 1.5)


def _off_the_tables(bench: Bench, entries: int, helped: tuple[float, ...]) -> Row:
    """A price as of a day, read off the tables, which lie in the file of the ledger."""
    ledger = str(bench.copied(entries))
    run(SERIESD, "project", "--ledger", ledger)
    asked = bench.timed(lambda: run(SERIESD, "price", "--on", "2006-03-01", "--ledger", ledger), 5)
    return Row("seriesd price --on, from the tables", asked, "seriesd --help", helped, 2)


def stored(ledger: Path) -> list[StoredEvent]:
    """The events of a ledger, as the library stores them."""
    datastore = SQLiteDatastore(str(ledger), originator_id_type="text")
    try:
        return list(SQLiteApplicationRecorder(datastore, _TABLE).select_events(f"company/{COMPANY}"))
    finally:
        datastore.close()


def insert_batches(place: Path, events: list[StoredEvent]) -> None:
    """The baseline of recording: the library alone, in batches."""
    datastore = SQLiteDatastore(str(place), originator_id_type="text")
    recorder = SQLiteApplicationRecorder(datastore, _TABLE)
    recorder.create_table()
    for start in range(0, len(events), _BATCH):
        recorder.insert_events(events[start : start + _BATCH])
    datastore.close()
