"""Columns named by hand, for journals and claims: read so, told so, and remembered beside the ledger."""

import json
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commands.terminal.columns import Mapping
from commands.verbs.audit.audit import configure
from tests.commands.asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, failed, recorded, stands
from tests.commands.test_audit import spreadsheet
from tests.docs.command import environment, seriesd

JOURNAL = "Acme Corp.\n\nKind,When,Holder,Number,id\ncommon_issued,2006-03-01,Fund,5,s-1\n"
NAMED = ("--column", "type=Kind", "--column", "effective=when", "--column", "shares=Number")
CLAIMS = "As of,Price of conversion\n2006-03-02,0.0026\n"
REMEMBERED = "seriesd.db.columns.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, SALE)
    (tmp_path / "sales.csv").write_text(JOURNAL)
    (tmp_path / "claims.csv").write_text(CLAIMS)
    return tmp_path


def answer(folder: Path, *words: str) -> Any:
    done = seriesd(*words, "--json", folder=folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return json.loads(done.stdout)


def warnings(found: Any) -> list[str]:
    return [one["message"] for one in found["warnings"] if one["code"] == "column_mapped"]


def test_without_a_name_it_is_said_which_row_and_how(folder: Path) -> None:
    said = failed(seriesd("record", "sales.csv", folder=folder), 2)
    assert (
        "sales.csv:3, field type: row 3 seems to name the columns (Kind, When, Holder, Number, id), and none of them"
        in said
    )
    assert "say which one is: --column type=" in said
    said = failed(seriesd("audit", "claims.csv", folder=folder), 2)
    assert "claims.csv:1, field date: row 1 seems" in said or "claims.csv:1: no row names the columns" in said


def test_a_column_named_by_hand_is_read_so_and_remembered(folder: Path) -> None:
    checked = answer(folder, "check", "sales.csv", *NAMED)
    assert checked["entries"] == ["s-1"]
    assert not (folder / REMEMBERED).exists()  # check writes nothing
    found = answer(folder, "record", "sales.csv", *NAMED)
    assert warnings(found) == [
        "sales.csv: the column 'Kind' is read as type, as said by hand",
        "sales.csv: the column 'When' is read as effective, as said by hand",
        "sales.csv: the column 'Number' is read as shares, as said by hand",
    ]
    assert json.loads((folder / REMEMBERED).read_text()) == {
        "entries": {"kind": "type", "when": "effective", "number": "shares"}
    }
    assert stat.S_IMODE((folder / REMEMBERED).stat().st_mode) & 0o111 == 0
    (folder / "sales.csv").write_text(JOURNAL.replace("s-1", "s-2").replace("Kind", " KIND "))
    again = answer(folder, "record", "sales.csv")
    assert again["entries"] == ["s-2"]
    assert warnings(again)[0] == "sales.csv: the column 'KIND' is read as type, as was said by hand before"


def test_those_of_claims_are_remembered_apart(folder: Path) -> None:
    found = answer(folder, "audit", "claims.csv", "--column", "date=As of", "--column", "price=Price of conversion")
    assert found["claims"][0]["verdict"] == "exact"
    assert json.loads((folder / REMEMBERED).read_text()) == {
        "claims": {"as of": "date", "price of conversion": "price"}
    }
    assert len(warnings(answer(folder, "audit", "claims.csv"))) == 2
    # a name said anew takes the place of the one before
    (folder / "claims.csv").write_text(CLAIMS.replace("As of", "Day"))
    answer(folder, "audit", "claims.csv", "--column", "date=Day")
    assert json.loads((folder / REMEMBERED).read_text())["claims"] == {"price of conversion": "price", "day": "date"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["type"], "'type' is not FIELD=HEADER, such as price='Conversion Price ($)'"),
        (["typ=Kind"], "there is no field 'typ'; did you mean 'type'?"),
        (["type=Kind", "type=When"], "'type=When' says again what is said before it"),
        (["type=Kind", "holder=kind"], "'holder=kind' says again what is said before it"),
        (
            ["type=Kind", "effective=When", "holder=Owner"],
            "no column is called 'Owner', which --column holder names; the columns are",
        ),
    ],
)
def test_a_slip_in_it_is_refused_and_nothing_is_remembered(words: list[str], says: str, folder: Path) -> None:
    before = stands(folder)
    given = [word for one in words for word in ("--column", one)]
    assert says in failed(seriesd("record", "sales.csv", *given, folder=folder), 2)
    assert stands(folder) == before


def test_a_column_named_by_hand_and_by_its_header_is_given_twice(folder: Path) -> None:
    (folder / "sales.csv").write_text("type,effective,holder,Owner,shares\n")
    said = failed(seriesd("record", "sales.csv", "--column", "holder=Owner", folder=folder), 2)
    assert "'holder' is given twice; give each field once: 'holder' and 'Owner' both are" in said


def test_what_is_remembered_gives_way_where_the_file_names_the_field(folder: Path) -> None:
    (folder / REMEMBERED).write_text(
        json.dumps({"entries": {"kind": "type", "nobody": "no_field", "number": "shares"}})
    )
    text = "type,effective,right,holder,Number,exercise_price,kind\noption_granted,2006-03-01,W,Fund,5,1,warrant\n"
    (folder / "sales.csv").write_text(text)
    found = answer(folder, "check", "sales.csv")
    assert found["recorded"] == 1
    assert warnings(found) == ["sales.csv: the column 'Number' is read as shares, as was said by hand before"]


@pytest.mark.parametrize("text", ["{", "[]", '{"entries": 5}', '{"entries": {"a": 5}}'])
def test_a_spoilt_memory_is_said(text: str, folder: Path) -> None:
    (folder / REMEMBERED).write_text(text)
    assert f"{REMEMBERED}, which" in failed(seriesd("check", "sales.csv", folder=folder), 2)


def test_for_a_ledger_on_a_server_it_is_in_the_configuration_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import argparse

    from commands.reading.claims import VOCABULARY
    from commands.reading.columns import Column

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    parser = argparse.ArgumentParser()
    configure(parser)
    options = parser.parse_args(["--column", "price=Cost"])
    options.ledger = "postgresql://somebody:secret@host/ledger"
    Mapping.of(options, VOCABULARY).remember([Column(0, "Cost", "price", "by hand")])
    (made,) = tmp_path.rglob("*.columns.json")
    assert "secret" not in str(made)
    options.columns = []
    assert Mapping.of(options, VOCABULARY).mapped.remembered == {"cost": "price"}
    assert environment()


BILLED = "Prices as billed\nWhen,Price ($),Clerk,Clerk,\n2006-03-02,.0026,Ann,Bob,x\n2006-02-01,.0031,Ann,Bob,\n"
ASIDE = ("--column", "date=When", "--column", "note=Clerk", "--column", "price=Price ($)")


def test_columns_for_people_are_left_out_as_many_as_there_are(folder: Path) -> None:
    (folder / "billed.csv").write_text(BILLED.replace(",x", ","))
    said = failed(seriesd("audit", "billed.csv", "--column", "date=When", folder=folder), 2)
    assert "--column note=Clerk leaves it out" in said
    found = json.loads(seriesd("audit", "billed.csv", *ASIDE, "--json", folder=folder).stdout)
    assert [(one["row"], one["verdict"]) for one in found["claims"]] == [(3, "exact"), (4, "wrong")]
    assert json.loads((folder / REMEMBERED).read_text())["claims"] == {
        "when": "date",
        "clerk": "note",
        "price ($)": "price",
    }
    again = json.loads(seriesd("audit", "billed.csv", "--json", folder=folder).stdout)
    assert again["claims"] == found["claims"]
    missing = failed(seriesd("audit", "billed.csv", *ASIDE, "--column", "note=Owner", folder=folder), 2)
    assert "no column is called 'Owner', which --column note names" in missing
    failed(seriesd("audit", "billed.csv", *ASIDE, "--column", "note=When", folder=folder), 2)


def test_the_row_that_names_the_columns_can_be_said(folder: Path) -> None:
    (folder / "billed.csv").write_text(BILLED)
    # a column without a name is called as a spreadsheet calls it
    words = ("audit", "billed.csv", "--header-row", "2", *ASIDE, "--column", "note=E", "--json")
    found = json.loads(seriesd(*words, folder=folder).stdout)
    assert [one["row"] for one in found["claims"]] == [3, 4]
    failed(seriesd("audit", "billed.csv", "--header-row", "7", *ASIDE, folder=folder), 2)
    failed(seriesd("audit", "billed.csv", "--header-row", "1", *ASIDE, folder=folder), 2)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_table_without_names_has_the_letters_of_its_columns(folder: Path, suffix: str) -> None:
    rows = [["x", "2006-03-02", "0.0026"], ["x", "2006-02-01", "0.0033"]]
    if suffix == "xlsx":
        spreadsheet(folder / "bare.xlsx", rows)
    else:
        (folder / "bare.csv").write_text("".join(",".join(row) + "\n" for row in rows))
    named = ("--header-row", "0", "--column", "note=A", "--column", "date=B", "--column", "price=c")
    found = answer(folder, "audit", f"bare.{suffix}", *named)
    assert [(one["row"], one["verdict"]) for one in found["claims"]] == [(1, "exact"), (2, "exact")]
    # a letter says nothing of the next file
    assert not (folder / REMEMBERED).exists()


def test_a_file_of_more_claims_than_wanted_is_refused(folder: Path) -> None:
    (folder / "two.csv").write_text("date,price\n2006-03-02,0.0026\n2006-03-03,0.0026\n")
    assert len(answer(folder, "audit", "two.csv", "--most", "2")["claims"]) == 2
    assert "more than 1 claims" in failed(seriesd("audit", "two.csv", "--most", "1", folder=folder), 2)


def test_a_reviewers_note_is_of_a_claim(folder: Path) -> None:
    (folder / "two.csv").write_text("date,price\n2006-03-02,0.0026\n2006-03-03,0.0030\n")
    notes = ("--note", "3=asked the agent", "--note", "3=again on Friday")
    seriesd("audit", "two.csv", *notes, "-o", "paper.xlsx", folder=folder)
    sheet = openpyxl.load_workbook(folder / "paper.xlsx")["Claims"]
    column = [one.value for one in sheet[1]].index("reviewer: note")
    noted = {row[0].value: row[column].value for row in sheet.iter_rows(min_row=2)}
    assert noted[3] == "asked the agent\nagain on Friday"
    assert not noted[2]
    assert "no claim stands in row 9" in failed(seriesd("audit", "two.csv", "--note", "9=x", folder=folder), 2)
    assert "is not ROW=TEXT" in failed(seriesd("audit", "two.csv", "--note", "x", folder=folder), 2)
