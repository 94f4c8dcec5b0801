"""Whoever records, takes back or verifies is told how far the reporting tables are behind."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from tests.commands.asking_the_command import STORY, asked, recorded
from tests.docs.command import seriesd
from tests.tables import helping

SALE = {"type": "common_issued", "effective": "2006-05-01", "holder": "Late", "shares": 5, "excluded": "C"}
ONE_BEHIND = "The reporting tables are 1 entry behind; `seriesd project` brings them up to date.\n"


def company(folder: Path, name: str) -> None:
    with open_ledger(str(folder / "seriesd.db"), company=name) as ledger:
        ledger.record(helping.some_entries(name), new_company=True)


def record(folder: Path, *words: str, **fields: Any) -> str:
    done = seriesd("record", "-", "--format", "json", *words, folder=folder, given=json.dumps([SALE | fields]))
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company with tables that know all of its log."""
    company(tmp_path, "First")
    seriesd("project", folder=tmp_path)
    return tmp_path


def test_where_there_are_no_tables_nothing_is_said_of_them(tmp_path: Path) -> None:
    company(tmp_path, "First")
    assert "reporting tables" not in record(tmp_path, id="one")
    assert not {"tables", "behind"} & json.loads(record(tmp_path, "--json", id="two")).keys()


def test_a_recording_ends_with_how_far_the_tables_are_behind(folder: Path) -> None:
    assert record(folder, id="one").endswith(ONE_BEHIND)
    said = record(folder, id="two", effective="2006-05-02")
    assert said.endswith("The reporting tables are 2 entries behind; `seriesd project` brings them up to date.\n")
    found = json.loads(record(folder, "--json", id="three", effective="2006-05-03"))
    assert (found["recorded"], found["tables"], found["behind"]) == (1, 9, 3)


def test_what_is_only_checked_says_nothing_of_the_tables(folder: Path) -> None:
    assert "reporting tables" not in record(folder, "--dry-run", id="one")


def test_a_recording_brings_the_tables_up_to_date_where_that_is_wanted(folder: Path) -> None:
    assert record(folder, "--project", id="one").endswith("The reporting tables are up to date, at position 10.\n")
    found = json.loads(record(folder, "--project", "--json", id="two", effective="2006-05-02"))
    assert (found["tables"], found["behind"]) == (11, 0)
    assert asked(folder, "verify")["tables"] == 11
    assert "behind" not in asked(folder, "verify")


def test_tables_are_made_where_there_were_none_if_that_is_wanted(tmp_path: Path) -> None:
    company(tmp_path, "First")
    assert record(tmp_path, "--project", id="one").endswith("The reporting tables are up to date, at position 10.\n")


def test_what_is_recorded_is_recorded_where_the_tables_cannot_be_written(folder: Path) -> None:
    with sqlite3.connect(folder / "seriesd.db") as file:
        file.execute("UPDATE seriesd_tables_version SET version_num = '9999'")
    file.close()
    given = json.dumps([SALE | {"id": "one"}])
    done = seriesd("record", "-", "--format", "json", "--project", folder=folder, given=given)
    assert done.returncode == 0
    assert "seriesd: it is recorded; the reporting tables are of version 9999" in done.stderr
    assert done.stdout.endswith(ONE_BEHIND)


def test_the_tables_of_another_database_are_asked_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(tmp_path, "First")
    monkeypatch.setenv("SERIESD_TABLES", "elsewhere.db")
    given = json.dumps([SALE | {"id": "one"}])
    words = ("record", "-", "--format", "json")
    done = seriesd(*words, "--project", folder=tmp_path, given=given, keep_settings=True)
    assert done.stdout.endswith("The reporting tables are up to date, at position 10.\n")
    given = json.dumps([SALE | {"id": "two"}])
    assert seriesd(*words, folder=tmp_path, given=given, keep_settings=True).stdout.endswith(ONE_BEHIND)


def test_a_void_says_it_as_well(folder: Path) -> None:
    said = seriesd("void", "sale-5", "--reason", "a slip", "--yes", folder=folder).stdout
    assert said.endswith(ONE_BEHIND)
    assert asked(folder, "correct", "sale-4", "shares=3", "--reason", "a slip", "--yes")["behind"] == 2
    assert not {"tables", "behind"} & asked(folder, "void", "sale-3", "--reason", "a slip", "--dry-run").keys()


def test_each_of_several_companies_is_said_to_be_as_far_behind_as_it_is(folder: Path) -> None:
    company(folder, "Second")
    said = record(folder, "--company", "First", id="one")
    assert said.endswith(ONE_BEHIND)
    found = asked(folder, "verify", "--all-companies")["companies"]
    assert {name: (one["tables"], one["behind"], one["intact"]) for name, one in found.items()} == {
        "First": (9, 1, True),
        "Second": (0, 9, True),
    }
    said = seriesd("verify", "--all-companies", folder=folder).stdout
    assert "the reporting tables, at position 9, are what the log up to there gives, and 1 entry behind it" in said
    assert "the reporting tables have nothing of it yet: `seriesd project` brings them up to date" in said
    seriesd("project", folder=folder)
    found = asked(folder, "verify", "--all-companies")["companies"]
    assert {name: (one["tables"], one.get("behind")) for name, one in found.items()} == {
        "First": (10, None),
        "Second": (9, None),
    }


def test_a_company_without_room_in_the_tables_is_not_said_to_be_up_to_date(folder: Path) -> None:
    """Its numbers were followed up to there, and it has no rows."""
    with sqlite3.connect(folder / "seriesd.db") as file:
        file.execute("UPDATE seriesd_positions SET no_room = 'too large' WHERE company = 'First'")
    file.close()
    said = record(folder, id="one")
    assert "up to date, at position" not in said
    assert "The reporting tables are 10 entries behind" in said


def test_positions_that_cannot_be_are_none(folder: Path) -> None:
    """Nor does a position on another log, or behind the end of this one, mean that the tables are up to date."""
    for altered in ("position = 'nine'", "position = 99", "position = 9, head = 'x'"):
        with sqlite3.connect(folder / "seriesd.db") as file:
            file.execute(f"UPDATE seriesd_positions SET {altered}")
            (before,) = file.execute(
                "SELECT COUNT(*) FROM seriesd_events WHERE originator_id = 'company/First'"
            ).fetchone()
        file.close()
        said = record(folder, id=altered, effective=f"2006-05-{before:02}")
        assert f"The reporting tables are {before + 1} entries behind" in said


def test_it_is_noted_when_rows_were_written(folder: Path) -> None:
    with sqlite3.connect(folder / "seriesd.db") as file:
        ((before,),) = file.execute("SELECT projected_at FROM seriesd_positions")
    record(folder, "--project", id="one")
    with sqlite3.connect(folder / "seriesd.db") as file:
        ((after,),) = file.execute("SELECT projected_at FROM seriesd_positions")
    file.close()
    assert datetime.fromisoformat(before) < datetime.fromisoformat(after) <= datetime.now(UTC).replace(tzinfo=None)


def test_whatever_records_says_it(tmp_path: Path) -> None:
    """The ends of rights, notices that were mailed, and a scenario that is promoted."""
    right = {
        "type": "option_granted",
        "effective": "2006-01-10",
        "id": "X",
        "right": "X",
        "holder": "Taker",
        "shares": 5_000_000,
        "exercise_price": ".001",
        "consideration": {"cash": 1_000},
        "expires": "2006-06-30",
    }
    recorded(tmp_path, *STORY[:3], right)
    asked(tmp_path, "project")
    words = ("notice", "adjustment", "--record", "--mailed", "2006-01-11")
    done = seriesd(*words, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert ONE_BEHIND in done.stderr
    done = seriesd("calendar", "--record-due", "--yes", folder=tmp_path)
    assert "The reporting tables are 2 entries behind" in done.stdout
    assert "behind" not in seriesd("calendar", "--record-due", "--yes", folder=tmp_path).stdout
    given = json.dumps(SALE | {"id": "added"})
    add = ("scenario", "save", "one", "--add", "-")
    assert seriesd(*add, folder=tmp_path, given=given).returncode == 0
    found = asked(tmp_path, "scenario", "promote", "one")
    assert (found["tables"], found["behind"]) == (4, 3)
