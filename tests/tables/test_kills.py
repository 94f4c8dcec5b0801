"""Runners that are killed with SIGKILL: whenever it was, nothing is lost, nothing is there twice, nothing half."""

import signal
import subprocess
import sys
from contextlib import ExitStack, suppress

import pytest

from commands.api.ledger import open_ledger
from ledger.store.store import open_store
from projections.sql.database import engine_of, reading
from projections.sql.migrate import version_of
from tests.tables import helping
from tests.tables.test_follow import following

NAMES = ("First", "Second", "Third")


def run(url: str, deadly: int, how: str = "project") -> int:
    return subprocess.run(
        [sys.executable, "-m", "tests.tables.killed", url, str(deadly), how],
        check=False,
        capture_output=True,
        timeout=120,
    ).returncode


def record(url: str) -> None:
    for name in NAMES:
        with open_ledger(url, company=name) as ledger:
            ledger.record(helping.some_entries(name, 8), new_company=True)


def looks_whole(url: str) -> None:
    """What is there is right, as far as it says that it goes."""
    engine = engine_of(url)
    with reading(engine) as connection:
        made = version_of(connection)
    if made is not None:
        with open_store(url) as store:
            helping.stands_whole(engine, store)


def finished(url: str) -> None:
    """A runner that is left alone comes to the end, and then everything is there."""
    assert run(url, 0) == 0
    with open_store(url) as store:
        engine = engine_of(url)
        assert helping.same(helping.all_rows(engine), helping.made_anew({name: store.read(name) for name in NAMES}))


def test_a_runner_killed_again_and_again_loses_nothing(ledger_url: str) -> None:
    record(ledger_url)
    killed = 0
    for deadly in (2, 98, 14, 27, 41, 60):
        code = run(ledger_url, deadly)
        killed += code == -signal.SIGKILL
        assert code in (0, -signal.SIGKILL)
        looks_whole(ledger_url)
    assert killed > 3
    finished(ledger_url)


def test_a_rebuild_that_is_killed_leaves_the_tables_as_they_were(ledger_url: str) -> None:
    record(ledger_url)
    finished(ledger_url)
    late = {"type": "common_issued", "effective": "2006-01-02", "holder": "Late", "shares": 5, "id": "late"}
    with open_ledger(ledger_url, company="Second") as ledger:
        ledger.record([late])
    before = helping.all_rows(engine_of(ledger_url))
    for deadly in (20, 60, 80):
        assert run(ledger_url, deadly, "rebuild") == -signal.SIGKILL
        assert helping.same(helping.all_rows(engine_of(ledger_url)), before)
    assert run(ledger_url, 0, "rebuild") == 0
    looks_whole(ledger_url)
    finished(ledger_url)


@pytest.mark.parametrize("milliseconds", [500, 700])
def test_a_runner_killed_at_any_time_loses_nothing(ledger_url: str, milliseconds: int) -> None:
    record(ledger_url)
    process = subprocess.Popen([sys.executable, "-m", "tests.tables.killed", ledger_url, "0", "project"])
    with suppress(subprocess.TimeoutExpired):
        process.wait(milliseconds / 1000)
    process.kill()
    process.wait()
    looks_whole(ledger_url)
    finished(ledger_url)


def test_followers_killed_beside_a_writer_lose_nothing(ledger_url: str) -> None:
    """Two follow; whenever something was recorded one of them is killed, wherever it is, and another begins."""
    record(ledger_url)
    story = helping.some_entries("Fourth", 20)
    with ExitStack() as stack:
        followers = [stack.enter_context(following(ledger_url)) for _ in range(2)]
        with open_ledger(ledger_url, company="Fourth") as ledger:
            for number, entry in enumerate(story):
                ledger.record([entry], new_company=True)
                if number % 4 == 0:
                    followers[0].kill()
                    followers = [followers[1], stack.enter_context(following(ledger_url))]
            sale = story[-1] | {"shares": 7}
            ledger.record([{"type": "entry_corrected", "effective": "2006-06-01", "id": "fix", "entry": story[-1]["id"],
                            "with": sale, "reason": "a slip"}])  # fmt: skip
            ledger.record([{"type": "entry_voided", "effective": "2006-06-02", "id": "void", "entry": story[5]["id"],
                            "reason": "never happened"}])  # fmt: skip
        for one in followers:
            one.kill()
    looks_whole(ledger_url)
    assert run(ledger_url, 0) == 0
    with open_store(ledger_url) as store:
        logs = {name: store.read(name) for name in (*NAMES, "Fourth")}
    assert helping.same(helping.all_rows(engine_of(ledger_url)), helping.made_anew(logs))
