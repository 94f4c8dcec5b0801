"""Columns named by hand, for journals and claims: read so, told so, and remembered beside the ledger."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from commands.terminal.columns import Mapping
from commands.verbs.audit.audit import configure
from tests.commands.asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, failed, recorded, stands
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
