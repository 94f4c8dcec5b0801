"""Several processes at one ledger, and processes that die: never half of anything."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from ledger.log.recorded import ORIGIN
from ledger.store.store import open_store
from tests.ledger.store_writer import entries

ROOT = Path(__file__).parents[2]
BATCH = 30_000
TRIES = ("Acme", "Bolt", "Cork", "Dime")  # on a busy machine a writer can be done before it is killed


def started(*arguments: object) -> subprocess.Popen[str]:
    """A writer that has opened the ledger, made its batch, and waits for a line."""
    command = [sys.executable, "-m", "tests.ledger.store_writer", *map(str, arguments)]
    writer = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def go(*writers: subprocess.Popen[str]) -> None:
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()


def said(writer: subprocess.Popen[str]) -> str:
    answer, _ = writer.communicate(timeout=120)
    assert writer.returncode == 0
    return answer


def killed_when(writer: subprocess.Popen[str], half_way: Callable[[], bool]) -> bool:
    """Kill the writer as soon as it is half-way; answers whether it was not faster."""
    go(writer)
    while not half_way() and writer.poll() is None:
        pass
    writer.send_signal(signal.SIGKILL)
    answer, _ = writer.communicate(timeout=120)
    return "done" not in answer


def size(path: str) -> int:
    return Path(path).stat().st_size if Path(path).exists() else 0


def test_writers_of_one_company_take_turns(ledger_url: str) -> None:
    writers = [started(ledger_url, "Acme", 25, "single", name) for name in ("a", "b", "c")]
    go(*writers)
    for writer in writers:
        assert int(said(writer)) >= 0  # how often another was first is chance
    with open_store(ledger_url, create=False) as store:
        names = [one.id.split("-")[0] for one in store.read("Acme")]
        assert sorted(names) == sorted("abc" * 25)
        assert store.check("Acme") == []
        assert store.companies() == ["Acme"]


def test_of_two_batches_for_one_position_one_is_recorded_whole(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    writers = [started(ledger_url, "Acme", 500, "batch") for _ in range(2)]
    go(*writers)
    assert sorted(said(writer) for writer in writers) == ["done\n", "refused\n"]
    with open_store(ledger_url) as store:
        assert store.read("Acme") == entries(1, 502)


def test_companies_that_begin_at_once_are_all_listed(ledger_url: str) -> None:
    names = [f"company {number}" for number in range(4)]
    writers = [started(ledger_url, name, 3, "single") for name in names]
    go(*writers)
    assert [said(writer) for writer in writers] == ["0\n"] * 4
    with open_store(ledger_url, create=False) as store:
        assert sorted(store.companies()) == names
        for name in names:
            assert store.read(name) == entries(1, 3)
            assert store.check(name) == []


def whole_or_nothing(url: str, company: str, before: int) -> None:
    with open_store(url) as store:
        position, head = store.head(company)
        assert position in (before, before + BATCH)
        assert (company in store.companies()) == (position > 0)
        store.append(company, entries(position + 1, 2), after=position, previous=head)
        assert store.read(company) == [*entries(1, before), *entries(before + 1, position - before + 2)]
        assert store.check(company) == []


@pytest.mark.parametrize("before", [0, 3])
@pytest.mark.parametrize("written", [1, 2_000_000, 8_000_000])
def test_a_writer_killed_half_way_leaves_nothing_in_a_file(sqlite_url: str, before: int, written: int) -> None:
    def killed(company: str) -> bool:
        with open_store(sqlite_url) as store:
            store.append(company, entries(1, before), after=0, previous=ORIGIN)
        writer = started(sqlite_url, company, BATCH, "batch")
        half_way = size(sqlite_url) + written
        was_half_way = killed_when(writer, lambda: size(sqlite_url) >= half_way)
        whole_or_nothing(sqlite_url, company, before)
        return was_half_way

    assert any(killed(company) for company in TRIES)


@pytest.mark.parametrize("before", [0, 3])
def test_a_writer_killed_half_way_leaves_nothing_in_a_server(postgres_url: str, before: int) -> None:
    def killed(company: str, watcher: psycopg.Connection) -> bool:
        with open_store(postgres_url) as store:
            store.append(company, entries(1, before), after=0, previous=ORIGIN)
        writer = started(postgres_url, company, BATCH, "batch")
        copied = "SELECT coalesce(max(tuples_processed), 0) > 10 FROM pg_stat_progress_copy"
        was_half_way = killed_when(writer, lambda: watcher.execute(copied).fetchone() == (True,))
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        while watcher.execute(others).fetchone() != (0,):
            pass
        whole_or_nothing(postgres_url, company, before)
        return was_half_way

    with psycopg.connect(postgres_url, autocommit=True) as watcher:
        assert any(killed(company, watcher) for company in TRIES)


def test_a_writer_that_waits_for_its_turn_can_die(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        store.append("Acme", entries(1, 3), after=0, previous=ORIGIN)
    with psycopg.connect(postgres_url) as connection, psycopg.connect(postgres_url, autocommit=True) as watcher:
        connection.execute("LOCK TABLE seriesd_events IN EXCLUSIVE MODE")
        writer = started(postgres_url, "Acme", 3, "batch")
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        assert killed_when(writer, lambda: watcher.execute(waiting).fetchone() == (1,))
        connection.rollback()
    with open_store(postgres_url) as store:
        assert store.read("Acme") == entries(1, 3)


def test_reading_goes_on_while_somebody_writes(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
        writer = started(ledger_url, "Acme", BATCH, "batch")
        go(writer)
        seen = {store.head("Acme")[0]}
        while writer.poll() is None:
            seen.add(store.head("Acme")[0])
        assert said(writer) == "done\n"
        assert seen <= {1, 1 + BATCH}


def test_importing_the_store_needs_no_driver() -> None:
    code = "import sys, ledger.store.store; print(sorted({'psycopg', 'eventsourcing.postgres'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
