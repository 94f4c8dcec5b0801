"""`project --follow`: keeps up with what others record, and ends when it is told to."""

import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event

import psycopg
import pytest

from commands.api.ledger import open_ledger
from ledger.store.address import TABLE
from ledger.store.store import open_store
from projections.sql.database import engine_of
from projections.sql.runner import follow as follow_module
from tests.docs.command import BIN, environment, seriesd
from tests.tables import helping

PATIENCE = 60.0


@contextmanager
def following(url: str, *words: str, before: str = "") -> Iterator[subprocess.Popen[str]]:
    """A process that follows, once it has said so, and this before it."""
    command = [str(BIN / "seriesd"), "project", "--follow", "--ledger", url, *words]
    with subprocess.Popen(
        command, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        try:
            said = f"{before}following the ledger; interrupt to end\n"
            assert [process.stderr.readline() for _ in said.splitlines()] == said.splitlines(keepends=True)
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_what_is_recorded_appears_in_the_tables_until_it_is_told_to_end(ledger_url: str, stop: signal.Signals) -> None:
    with open_ledger(ledger_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    with following(ledger_url, "--json") as process:
        for name in ("Second", "Third"):
            with open_ledger(ledger_url, company=name) as ledger:
                ledger.record(helping.some_entries(name), new_company=True)
            helping.wait_for(ledger_url, PATIENCE)
        process.send_signal(stop)
        answer, complaint = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaint) == (0, "")
    assert '"position": 27' in answer
    with open_store(ledger_url) as store:
        helping.stands_whole(engine_of(ledger_url), store)


def test_in_postgresql_it_is_woken_by_what_is_recorded(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_module, "LOOK_SECONDS", float("inf"))  # nothing but NOTIFY makes it look again
    with open_ledger(postgres_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    looked, stop = Queue[int](), Event()

    def follows() -> None:
        with open_store(postgres_url) as store:
            follow_module.follow(store, postgres_url, stop, lambda: looked.put(store.latest()))

    with ThreadPoolExecutor(1) as others:
        ended = others.submit(follows)
        try:
            first = looked.get(timeout=PATIENCE)
            with open_ledger(postgres_url, company="Second") as ledger:
                ledger.record(helping.some_entries("Second"), new_company=True)
            assert looked.get(timeout=PATIENCE) > first
        finally:
            stop.set()
        ended.result(timeout=PATIENCE)


def test_a_server_that_goes_away_ends_it_with_a_sentence(postgres_url: str) -> None:
    with open_ledger(postgres_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    with following(postgres_url) as process:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            listens = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"
            while (found := connection.execute(listens).fetchone()) is None:
                assert process.poll() is None  # it is about to
            connection.execute("SELECT pg_terminate_backend(%s)", found)
        answer, complaint = process.communicate(timeout=PATIENCE)
    assert (process.returncode, answer) == (2, "")
    assert complaint.startswith("seriesd: the reporting tables: ")
    assert len(complaint.splitlines()) == 1


def test_a_log_that_was_tampered_with_ends_it_with_a_sentence(tmp_path: Path) -> None:
    import sqlite3

    url = str(tmp_path / "seriesd.db")
    with open_ledger(url) as ledger:
        ledger.record(helping.some_entries("First"))
    with sqlite3.connect(url) as file:
        altered = "CAST(replace(CAST(state AS TEXT), '20.5', '21.5') AS BLOB)"
        file.execute(f"UPDATE {TABLE} SET state = {altered} WHERE originator_id = 'company/First'")
    file.close()
    for words in ([], ["--rebuild"], ["--follow"]):
        done = seriesd("project", *words, folder=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "position 4 was altered" in done.stderr
        assert "Traceback" not in done.stderr
    assert helping.all_rows(engine_of(url))["entries"] == []


def test_no_bar_is_drawn_where_nobody_looks(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record(helping.some_entries("First"))
    done = seriesd("project", folder=tmp_path)
    assert done.stderr == ""
    assert done.stdout.startswith("The reporting tables stand at position 9 (First)\n")


def test_where_there_is_no_ledger_nothing_is_made(tmp_path: Path) -> None:
    done = seriesd("project", folder=tmp_path)
    assert done.returncode == 2
    assert "there is no ledger" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_tables_can_stand_elsewhere_and_are_found_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record(helping.some_entries("First"))
    assert seriesd("project", "--into", "tables.db", folder=tmp_path).returncode == 0
    before = (tmp_path / "seriesd.db").read_bytes()
    monkeypatch.setenv("SERIESD_TABLES", "tables.db")
    assert "position 9" in seriesd("price", folder=tmp_path, keep_settings=True).stdout
    assert "at position 9" in seriesd("verify", folder=tmp_path, keep_settings=True).stdout
    assert seriesd("project", folder=tmp_path, keep_settings=True).returncode == 0
    assert (tmp_path / "seriesd.db").read_bytes() == before
