"""Processes to compute in: whatever the program that hires them is, and whatever becomes of them, the work is done."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pytest

from commands.api.ledger import open_ledger
from projections.workers import AloneError, Crew
from tests.docs.command import environment
from tests.tables import helping

PROJECT = """
from ledger.store.store import open_store
from projections.sql.runner.workers import Crew
from projections.sql.database import engine_of
from projections.sql.migrate import upgrade
from projections.sql.runner.runner import catch_up
from projections.sql.runner.tracking import standings_in
engine = engine_of("seriesd.db")
upgrade(engine)
with open_store("seriesd.db") as store, Crew("seriesd.db", members=2) as crew:
    catch_up(store, engine, crew=crew)
print(len(standings_in(engine)), sum(one.position for one in standings_in(engine).values()))
"""
SWEEP = """
from datetime import date
from fractions import Fraction
from commands.api.ledger import open_ledger
from projections.compare.sweep_grid import NextIssue, steps
one, five, grid = Fraction(1000), Fraction(5000), steps(Fraction(0), Fraction(4, 1000), Fraction(1, 1000))
with open_ledger("seriesd.db", company="Company 0") as ledger:
    rows = ledger.sweep(NextIssue(steps(one, five, one), grid), on=date(2006, 12, 31), jobs=2).rows
print(len(rows), sum(row.refused is None for row in rows))
"""
ROOT = Path(__file__).parents[2]
ALONE = "import sys\nsys.executable = ''\n"


@contextmanager
def opened(path: str) -> Iterator[Callable[[int], float]]:
    """What the members of these tests do: they hold a lock for as long as they live, and divide."""
    with Path(path).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        print("this is no answer")
        yield lambda number: os._exit(1) if number < 0 else 1 / number


def ran(program: str, folder: Path) -> str:
    """What a program says that is read from standard input, and so is no module."""
    done = subprocess.run(
        [sys.executable, "-"],
        cwd=folder,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        input=program,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("before", ["", ALONE])
def test_a_program_read_from_standard_input_can_hire_processes_or_does_without(tmp_path: Path, before: str) -> None:
    for number in range(9):
        with open_ledger(str(tmp_path / "seriesd.db"), company=f"Company {number}") as ledger:
            ledger.record(helping.some_entries(f"Company {number}", 2), new_company=True)
    # a certificate, an opening balance, Series D and two sales each; five numbers of shares at five prices
    assert ran(before + PROJECT, tmp_path) == "9 45\n"
    assert ran(before + SWEEP, tmp_path) == "25 25\n"


def test_what_cannot_be_answered_is_for_the_one_who_asked_and_the_next_is_answered(tmp_path: Path) -> None:
    with Crew(1, opened, str(tmp_path / "lock")) as crew:
        asked = [crew.ask(number) for number in (2, 0, 4)]
        assert asked[0].result() == 0.5
        with pytest.raises(AloneError):
            asked[1].result()
        assert asked[2].result() == 0.25


@pytest.mark.parametrize("task", [-1, Lock()], ids=["the process dies", "the task cannot be sent"])
def test_where_no_process_answers_nobody_waits_for_one(tmp_path: Path, task: object) -> None:
    with Crew(2, opened, str(tmp_path / "lock")) as crew:
        for one in (task, 2):
            with pytest.raises(AloneError):
                crew.ask(one).result()  # type: ignore[arg-type]


def test_the_members_end_with_the_one_who_hired_them_however_that_was(tmp_path: Path) -> None:
    program = (
        "import os, signal\n"
        "from projections.workers import Crew\n"
        "from tests.tables.test_crew import opened\n"
        "crew = Crew(1, opened, 'lock')\n"
        "assert crew.ask(4).result() == 0.25\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    words, settings = [sys.executable, "-c", program], environment() | {"PYTHONPATH": str(ROOT)}
    assert subprocess.run(words, cwd=tmp_path, env=settings, check=False, timeout=120).returncode == -9
    with (tmp_path / "lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # it can be had as soon as nobody holds it any more
