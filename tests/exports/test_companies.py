"""Several companies, and several series of one, in one ledger."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from ledger.store.address import TABLE
from tests.docs.command import seriesd
from tests.exports.books import ATG, EXAMPLES, FLIP, done, recorded, refused, told

NAMES = ["Trigger Flip Inc.", "American Technologies Group, Inc."]


def test_companies_says_how_each_stands(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP, ATG)
    answer = told(tmp_path, "--ledger", "ledger.db", "companies", "--on", "2006-03-15")
    assert answer["on"] == "2006-03-15"
    first, second = answer["companies"]
    assert first.pop("recorded_at") is not None
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        assert first.pop("head") == ledger.store.head("Trigger Flip Inc.")[1]
    assert first == {
        "name": "Trigger Flip Inc.",
        "series": "Series D",
        "entries": 7,
        "position": 7,
        "first": "2005-09-06",
        "last": "2006-04-30",
        "in_effect": {"exact": "13/5000", "decimal": "0.0026000000"},
        "series_d_outstanding": 974,
        "common_outstanding": 15_111_111,
    }
    assert (second["name"], second["entries"], second["first"], second["last"]) == (
        NAMES[1],
        26,
        "2001-03-14",
        "2008-04-01",
    )


def test_what_was_not_known_then_does_not_count(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    (one,) = told(tmp_path, "--ledger", "ledger.db", "companies", "--as-known", "2000-01-01")["companies"]
    assert (one["entries"], one["position"], one["first"], one["last"]) == (0, 0, None, None)


def test_a_person_sees_a_line_for_each(tmp_path: Path) -> None:
    recorded(tmp_path, *EXAMPLES)
    said = done(tmp_path, "--ledger", "ledger.db", "companies")
    assert len(said.splitlines()) == 2 + len(EXAMPLES)


@pytest.mark.parametrize("verb", ["price", "holders", "calendar", "flags"])
def test_the_answer_of_all_is_the_answers_of_each(tmp_path: Path, verb: str) -> None:
    recorded(tmp_path, FLIP, ATG)
    words = ("--ledger", "ledger.db", verb, "--on", "2006-04-01")
    every = told(tmp_path, *words, "--all-companies")
    assert every.pop("schema") == f"seriesd/{verb}/1"
    assert list(every) == ["companies"]
    assert list(every["companies"]) == NAMES
    for name in NAMES:
        one = told(tmp_path, *words, "--company", name)
        assert one.pop("schema") == f"seriesd/{verb}/1"
        assert every["companies"][name] == one
    said = done(tmp_path, *words, "--all-companies").splitlines()
    assert [line for line in said if line in NAMES] == NAMES


@pytest.mark.parametrize(("verb", "day"), [("price", "2006-04-01"), ("holders", "2006-02-15")])
def test_of_all_each_is_read_off_the_tables_where_they_are_up_to_date(tmp_path: Path, verb: str, day: str) -> None:
    """Holders of a day before the first delivery that is assumed: of whom later balances rest on it, no table says."""
    recorded(tmp_path, FLIP, ATG)
    words = ("--ledger", "ledger.db", verb, "--on", day, "--all-companies")
    replayed = told(tmp_path, *words)["companies"]
    done(tmp_path, "--ledger", "ledger.db", "project")
    late = {"type": "common_issued", "effective": "2007-01-02", "holder": "Late", "shares": 1}
    with open_ledger(str(tmp_path / "ledger.db"), company=NAMES[1]) as ledger:
        ledger.record([late])
    every = told(tmp_path, *words)["companies"]
    assert [every[name].pop("position", None) for name in NAMES] == [7, None]
    assert every == replayed


def test_every_log_is_verified_at_once(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP, ATG)
    every = told(tmp_path, "--ledger", "ledger.db", "verify", "--all-companies")
    assert (every["intact"], list(every["companies"])) == (True, NAMES)
    for name in NAMES:
        one = told(tmp_path, "--ledger", "ledger.db", "verify", "--company", name)
        assert one.pop("store") == every["store"]
        assert {"schema": "seriesd/verify/1", **every["companies"][name]} == one
    said = done(tmp_path, "--ledger", "ledger.db", "verify", "--all-companies").splitlines()
    assert [line.split(":")[0] for line in said if "whole and untouched" in line] == NAMES


def test_one_log_that_was_altered_is_found_among_all(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP, ATG)
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as file, file:
        altered = "CAST(replace(CAST(state AS TEXT), '5000000', '5000001') AS BLOB)"
        file.execute(f"UPDATE {TABLE} SET state = {altered} WHERE originator_id = 'company/{NAMES[0]}'")
    run = seriesd("--ledger", "ledger.db", "verify", "--all-companies", folder=tmp_path)
    assert (run.returncode, run.stderr) == (1, "")
    assert "position 4 was altered" in run.stdout
    assert f"{NAMES[1]}: 26 entries, whole and untouched" in run.stdout


def test_all_and_one_cannot_both_be_asked_for(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    said = refused(tmp_path, "--ledger", "ledger.db", "price", "--all-companies", "--company", NAMES[0])
    assert "give one of the two" in said
    said = refused(tmp_path, "--ledger", "ledger.db", "calendar", "--all-companies", "--record-due")
    assert "--record-due is for one company" in said


def test_two_series_of_one_company_are_two_logs(tmp_path: Path) -> None:
    journal = Path("docs/examples/option-lapse-with-trigger-flip.yaml").absolute()
    for series in ("Series D", "Series E"):
        done(tmp_path, "record", str(journal), "--company", f"Acme / {series}", "--new-company")
    found = told(tmp_path, "companies")["companies"]
    assert [one["name"] for one in found] == ["Acme / Series D", "Acme / Series E"]
    assert found[0]["in_effect"] == found[1]["in_effect"]
    assert found[0]["head"] != found[1]["head"]
