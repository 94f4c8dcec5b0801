"""`verify` projects the log anew and compares: what was altered in the tables shows."""

import sqlite3
from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from tests.commands.asking_the_command import STORY, asked, recorded
from tests.docs.command import seriesd
from tests.tables import helping


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record(helping.some_entries("First"))
    assert "tables" not in asked(tmp_path, "verify")
    seriesd("project", folder=tmp_path)
    return tmp_path


def test_tables_that_are_as_the_log_gives_them_are_said_to_be(folder: Path) -> None:
    assert asked(folder, "verify")["tables"] == 9
    said = seriesd("verify", folder=folder).stdout
    assert "the reporting tables, at position 9, are what the log projected anew gives" in said


def test_tables_that_are_behind_are_compared_with_the_log_up_to_there(folder: Path) -> None:
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        ledger.record([{"type": "common_issued", "effective": "2006-01-05", "holder": "Late", "shares": 5}])
    assert asked(folder, "verify")["tables"] == 9


def test_where_there_are_no_tables_none_are_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERIESD_TABLES", "nowhere.db")
    done = seriesd("verify", folder=folder, keep_settings=True)
    assert done.returncode == 0
    assert "reporting tables" not in done.stdout
    assert not (folder / "nowhere.db").exists()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE seriesd_holder_balances SET common = common + 1 WHERE holder = 'Founders'",
            "the reporting table holder_balances lacks 1 of its rows and has 1 that are not its own; `seriesd project --rebuild` makes them anew",
        ),
        (
            "DELETE FROM seriesd_entries WHERE position > 7",
            "the reporting table entries lacks 2 of its rows and has 0 that are not its own; `seriesd project --rebuild` makes them anew",
        ),
        (
            "UPDATE seriesd_positions SET head = 'x'",
            "the reporting tables stand on another log than this one at position 9; project --rebuild",
        ),
    ],
)
def test_what_was_altered_in_the_tables_shows(folder: Path, statement: str, said: str) -> None:
    with sqlite3.connect(folder / "seriesd.db") as file:
        file.execute(statement)
    file.close()
    done = seriesd("verify", folder=folder)
    assert (done.returncode, done.stdout) == (1, f"{said}\n")
    assert asked(folder, "project", "--rebuild")["position"] == 9
    assert seriesd("verify", folder=folder).returncode == 0


def test_tables_that_are_an_entry_behind_are_said_to_be(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY[:-1])
    asked(tmp_path, "project")
    assert "behind" not in asked(tmp_path, "verify")
    recorded(tmp_path, STORY[-1])
    found = asked(tmp_path, "verify")
    assert (found["intact"], found["tables"], found["behind"]) == (True, 4, 1)
    said = seriesd("verify", folder=tmp_path).stdout
    assert "the reporting tables, at position 4, are what the log up to there gives, and 1 entry behind it" in said
    assert "`seriesd project`" in said
