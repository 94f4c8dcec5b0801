"""Tables written to files and read again: CSV by its rules, Parquet by its types, both equal to the catalogue's rows."""

import csv
import gc
import io
import json
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from commands.api.ledger import open_ledger
from commands.cli import main
from projections.read_model.catalogue import TABLES, Column, Row, Table
from projections.read_model.rows import rows_of
from tests.exports.books import ATG, EXAMPLES, FLIP, HOSTILE, done, hostile, recorded, refused, told

NAMES = {table.name: table for table in TABLES}


def rows_in(file: str, *, as_known: datetime | None = None) -> dict[str, list[Row]]:
    """What the catalogue gives for all companies of a ledger."""
    with open_ledger(file, create=False) as ledger:
        made = [rows_of(one.chosen_company(), one.log(as_known=as_known)) for one in ledger.of_each_company()]
    return {table.name: [row for rows in made for row in rows[table]] for table in TABLES}


def _moment(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text).astimezone(UTC)


READERS: dict[str, Callable[[str], Any]] = {
    "text": lambda text: text.removeprefix("'"),
    "whole": int,
    "exact": str,
    "decimal": str,
    "date": date.fromisoformat,
    "moment": _moment,
    "bool": {"true": True, "false": False}.__getitem__,
}


def value(column: Column, text: str) -> Any:
    """A cell as the documentation says to read it."""
    return None if text == "" and column.optional else READERS[column.kind](text)


def read_csv(table: Table, data: bytes) -> list[Row]:
    """A CSV file read by the rules of RFC 4180: commas, CRLF, quotes doubled."""
    text = data.decode()
    assert text.endswith("\r\n")
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert lines[0] == [column.name for column in table.columns]
    return [tuple(map(value, table.columns, line)) for line in lines[1:]]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all examples in one ledger, and its tables as CSV and Parquet."""
    folder = tmp_path_factory.mktemp("many")
    recorded(folder, *EXAMPLES)
    for kind, target in (("csv", "tables"), ("csv", "tables.zip"), ("parquet", "columns")):
        done(folder, "--ledger", "ledger.db", "export", "--format", kind, "-o", target, "--all-companies")
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_csv_file_reads_back_as_the_rows_of_the_catalogue(many: Path, name: str) -> None:
    assert (
        read_csv(NAMES[name], (many / "tables" / f"{name}.csv").read_bytes()) == rows_in(str(many / "ledger.db"))[name]
    )


def test_the_zip_file_holds_the_same_files_as_the_folder(many: Path) -> None:
    with zipfile.ZipFile(many / "tables.zip") as packed:
        assert packed.testzip() is None
        inside = {name: packed.read(name) for name in packed.namelist() if name.endswith(".csv")}
    assert inside == {path.name: path.read_bytes() for path in (many / "tables").glob("*.csv")}
    assert set(inside) == {f"{name}.csv" for name in NAMES} | {"dictionary.csv"}


@pytest.mark.parametrize("name", NAMES)
def test_a_parquet_file_reads_back_as_the_rows_of_the_catalogue(many: Path, name: str) -> None:
    table = pyarrow.parquet.read_table(many / "columns" / f"{name}.parquet")
    columns = NAMES[name].columns
    assert table.column_names == [column.name for column in columns]
    assert [str(field.type) for field in table.schema] == [PARQUET[column.kind] for column in columns]
    assert [field.metadata[b"meaning"].decode() for field in table.schema] == [column.meaning for column in columns]
    assert table.schema.metadata[b"seriesd.as_known"] == b"now"
    wanted = [
        tuple(Decimal(v) if c.kind == "decimal" and v is not None else v for c, v in zip(columns, row, strict=True))
        for row in rows_in(str(many / "ledger.db"))[name]
    ]
    assert [tuple(row.values()) for row in table.to_pylist()] == wanted


PARQUET = {
    "text": "string",
    "whole": "int64",
    "exact": "string",
    "decimal": "decimal128(38, 10)",
    "date": "date32[day]",
    "moment": "timestamp[us, tz=UTC]",
    "bool": "bool",
}


def test_the_description_names_every_column_with_its_meaning(many: Path) -> None:
    described = json.loads((many / "tables" / "datapackage.json").read_bytes())
    found = {one["name"]: [field["description"] for field in one["schema"]["fields"]] for one in described["resources"]}
    assert found == {name: [column.meaning for column in table.columns] for name, table in NAMES.items()}


def test_what_identifies_a_row_is_required(many: Path) -> None:
    """But for the holder of a deadline, which is an empty text where nobody in particular is meant: that looks absent."""
    described = json.loads((many / "tables" / "datapackage.json").read_bytes())["resources"]
    free = [
        (one["name"], field["name"])
        for one in described
        for field in one["schema"]["fields"]
        if field["name"] in one["schema"]["primaryKey"] and not field.get("constraints", {}).get("required")
    ]
    assert free == [("calendar", "holder")]


def test_the_dictionary_has_a_line_for_every_column(many: Path) -> None:
    data = (many / "tables" / "dictionary.csv").read_bytes()
    assert (many / "columns" / "dictionary.csv").read_bytes() == data
    lines = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert [(one["table"], one["column"], one["kind"], one["meaning"]) for one in lines] == [
        (table.name, column.name, column.kind, column.meaning) for table in TABLES for column in table.columns
    ]
    said = {(one["table"], one["column"]): one for one in lines}
    assert said["holder_balances", "common"]["unit"] == "shares"
    assert said["transactions", "per_share_decimal"]["unit"] == "money per share"
    assert said["transactions", "entry"]["joins"] == "entries.entry"
    assert {name for (table, name), one in said.items() if table == "notices" and one["in_key"] == "true"} == {
        *("company", "entry")
    }


def test_every_number_of_the_dictionary_says_what_it_counts() -> None:
    """But for places, items and numbers that count nothing, and those whose unit is another in each row."""
    without = {
        (table.name, one.name) for table in TABLES for one in table.columns if not one.unit and one.kind in COUNTING
    }
    assert without == {
        ("entries", "position"),
        ("price_history", "step"),
        ("rights", "grant_number"),
        ("transactions", "number"),
        ("transactions", "place"),
        ("terms", "value_decimal"),
        ("notices", "places"),
        ("calendar", "item"),
        ("flags", "nth"),
        ("flags", "place"),
        ("flags", "item"),
    }


def test_what_a_column_is_said_to_join_is_there(many: Path) -> None:
    """The foreign keys of the data package, followed in the files: no row names an entry that is none."""
    described = json.loads((many / "tables" / "datapackage.json").read_bytes())["resources"]
    rows = rows_in(str(many / "ledger.db"))
    followed = 0
    for one in described:
        for key in one["schema"].get("foreignKeys", []):
            there = key["reference"]["resource"] or one["name"]
            known = {tuple(value_of(there, row, name) for name in key["reference"]["fields"]) for row in rows[there]}
            named = {tuple(value_of(one["name"], row, name) for name in key["fields"]) for row in rows[one["name"]]}
            named = {pair for pair in named if pair[1] is not None}
            followed += len(named)
            assert named <= known, (one["name"], key)
    assert followed > 100


def value_of(table: str, row: Row, column: str) -> Any:
    return row[NAMES[table].place_of(column)]


COUNTING = ("whole", "exact", "decimal")


def test_a_long_entry_is_whole_in_csv_and_parquet_and_cut_in_a_workbook(tmp_path: Path) -> None:
    """A cell holds 32,767 letters; the note and the source of an entry can have more together."""
    note = "word," * 4000
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(
            [
                {"type": "certificate_adopted", "effective": "2005-09-06", "company": "Wordy", "common_authorized": 10}
                | {"id": "c", "note": note, "source": note}
            ]
        )
    words = ("--ledger", "ledger.db", "export", "--tables", "entries", "-o")
    done(tmp_path, *words, "entries.csv")
    (row,) = read_csv(NAMES["entries"], (tmp_path / "entries.csv").read_bytes())
    assert json.loads(str(row[-1]))["note"] == note
    done(tmp_path, *words, "entries.parquet")
    (line,) = pyarrow.parquet.read_table(tmp_path / "entries.parquet").to_pylist()
    assert json.loads(line["entry_json"])["note"] == note
    done(tmp_path, *words, "entries.xlsx")
    book = openpyxl.load_workbook(tmp_path / "entries.xlsx")
    cell = str(book["entries"].cell(2, len(NAMES["entries"].columns)).value)
    assert (len(cell), cell[-1]) == (32_767, "…")


def test_no_cell_begins_like_a_formula_and_every_name_comes_back(tmp_path: Path) -> None:
    file = hostile(tmp_path)
    done(tmp_path, "--ledger", file, "export", "--format", "csv", "-o", "tables")
    for path in (tmp_path / "tables").glob("*.csv"):
        for line in csv.reader(io.StringIO(path.read_bytes().decode(), newline="")):
            assert not [cell for cell in line if cell.startswith(("=", "+", "@", "\t", "\r"))]
    balances = read_csv(NAMES["holder_balances"], (tmp_path / "tables" / "holder_balances.csv").read_bytes())
    assert {row[1] for row in balances} == set(HOSTILE)
    assert balances == rows_in(file)["holder_balances"]


def test_one_table_goes_to_standard_output_or_into_a_file(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    words = ("--ledger", "ledger.db", "export", "--format", "csv", "--tables", "price_history")
    out = done(tmp_path, *words)
    assert [line.split(",")[10] for line in out.splitlines()[1:]] == ["13/5000", "2/625"]
    assert done(tmp_path, *words, "-o", "steps.csv") == "Wrote steps.csv: 2 rows.\n"
    assert (tmp_path / "steps.csv").read_bytes().decode().splitlines() == out.splitlines()


def test_what_was_known_then_is_exported_as_it_was_known(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    done(tmp_path, "--ledger", "ledger.db", "export", "--format", "csv", "-o", "then", "--as-known", "2100-01-01")
    assert len(read_csv(NAMES["entries"], (tmp_path / "then" / "entries.csv").read_bytes())) == 7
    about = json.loads((tmp_path / "then" / "datapackage.json").read_bytes())
    assert about["description"].startswith("As known 2100-01-01T23:59:59.999999Z.")


def test_the_answer_in_json_names_the_files_and_their_rows(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    words = ("--ledger", "ledger.db", "export", "--format", "parquet", "--tables", "entries,rights", "-o", "out")
    answer = told(tmp_path, *words)
    heads = answer.pop("heads")
    assert answer == {
        "schema": "seriesd/export/1",
        "format": "parquet",
        "files": [{"file": "entries.parquet", "rows": 7}, {"file": "rights.parquet", "rows": 2}],
        "losses": [],
    }
    assert {name: [*one] for name, one in heads.items()} == {"Trigger Flip Inc.": ["head", "ledger_head"]}
    # the list of companies, 7 entries, and their recording
    assert heads["Trigger Flip Inc."]["ledger_head"].startswith("9:")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--format", "csv", "--tables", "price_histry"], "did you mean 'price_history'?"),
        (["--format", "csv"], "several tables are several files"),
        (["--format", "csv", "-o", "all.csv"], "several tables are several files"),
        (["--format", "parquet"], "name a .parquet file, a folder or a .zip file"),
        (["--format", "parquet", "-o", "all.parquet"], "several tables are several files"),
        (["--format", "xlsx"], "name one that ends in .xlsx"),
        (["--format", "xlsx", "-o", "book.ods"], "name one that ends in .xlsx"),
        (["--format", "ocf"], "name a folder or a .zip file"),
        (["--format", "jsonl", "--tables", "rights"], "--tables goes with --format csv, xlsx, parquet"),
        (["--format", "csv", "--on", "2006-01-01"], "--on goes with --format pdf, html, xlsx, ocf"),
        (["--format", "ocf", "--all-companies", "-o", "x"], "--all-companies goes with --format csv, xlsx, parquet"),
        (["--format", "csv", "--all-companies", "--company", "Acme", "-o", "x"], "give one of the two"),
        (["--format", "csv", "-o", "ledger.db"], "ledger.db is a file; name a folder"),
        (["--format", "jsonl", "-o", "ledger.db"], "ledger.db is a database, perhaps a ledger"),
        (["--format", "jsonl", "-o", "."], "cannot write ."),
        (["--format", "csv", "-o", "ledger.db/folder"], "cannot write ledger.db/folder/"),
        (["--format", "jsonl", "-o", "ledger.db/file.jsonl"], "cannot write ledger.db/file.jsonl"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, words: list[str], says: str
) -> None:
    recorded(tmp_path, FLIP)
    before = (tmp_path / "ledger.db").read_bytes()
    assert says in refused(tmp_path, "--ledger", "ledger.db", "export", *words)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]
    assert (tmp_path / "ledger.db").read_bytes() == before


@pytest.mark.parametrize(("kind", "library"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_format_whose_library_is_not_installed_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, library: str
) -> None:
    file = recorded(tmp_path, FLIP)
    for name in [one for one in sys.modules if one.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    out = tmp_path / f"out.{kind}"
    assert main(["--ledger", file, "export", "--format", kind, "--tables", "rights", "-o", str(out)]) == 2
    gc.enable()
    assert f"needs {library}, which is not installed: pip install 'seriesd[{kind}]'" in capsys.readouterr().err
    assert not out.exists()


def test_what_stood_there_is_replaced_and_what_else_is_in_the_folder_stays(tmp_path: Path) -> None:
    recorded(tmp_path, ATG)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "rights.csv").write_text("old")
    (tmp_path / "out" / "mine.txt").write_text("mine")
    words = ("--ledger", "ledger.db", "export", "--format", "csv", "-o", "out")
    done(tmp_path, *words, "--tables", "rights,entries")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "rights.csv", "entries.csv", "dictionary.csv", "datapackage.json", "mine.txt",
    }  # fmt: skip
    assert (tmp_path / "out" / "rights.csv").read_text("utf-8").startswith("company,")
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_number_without_room_in_parquet_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(
            [
                {
                    "type": "certificate_adopted",
                    "effective": "2005-09-06",
                    "company": "Vast",
                    "common_authorized": 10**30,
                },
                {"type": "opening_balance", "effective": "2005-09-06", "holder": "Ann", "common": 10**29},
            ]
        )
    words = ("--ledger", "ledger.db", "export", "--tables", "holder_balances", "-o")
    assert "CSV has no such limit" in refused(tmp_path, *words, "vast.parquet", "--format", "parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]
    done(tmp_path, *words, "vast.csv", "--format", "csv")
    assert f"{10**29}" in (tmp_path / "vast.csv").read_text("utf-8")
