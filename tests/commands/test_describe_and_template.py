"""What can be put in: the entry types with their fields and examples, and empty journals to fill in."""

import csv
import json
import re
from pathlib import Path

import openpyxl
import pytest
import yaml

from commands.journal import read_journals, read_text
from commands.journal.described import columns_of
from commands.journal.examples import EXAMPLES, example_lines, example_of
from commands.journal.tabular import column_named
from ledger.events import ENTRY_TYPES, read_entry
from tests.commands.asking_the_command import failed
from tests.commands.strategies import flat
from tests.docs.command import seriesd


def told(folder: Path, *words: str) -> str:
    done = seriesd(*words, folder=folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_every_type_has_an_example_that_is_one() -> None:
    assert EXAMPLES.keys() == ENTRY_TYPES.keys()
    for kind in ENTRY_TYPES:
        entry = read_entry(example_of(kind))
        assert entry.type == kind
        assert read_text("\n".join(example_lines(kind)), "yaml", "j")[0].entry == entry


def test_the_types_are_listed_and_one_is_described(tmp_path: Path) -> None:
    listed = json.loads(told(tmp_path, "describe", "--json"))["types"]
    assert [one["type"] for one in listed] == list(ENTRY_TYPES)
    assert "common_issued" in told(tmp_path, "describe")
    found = json.loads(told(tmp_path, "describe", "option_granted", "--json"))
    assert (found["type"], found["clause"]) == ("option_granted", "4E(1)")
    fields = {one["field"]: one for one in found["fields"]}
    assert fields.keys() == columns_of("option_granted").keys() - {"type"}
    assert [name for name, one in fields.items() if one["required"] and "." not in name] == [
        *("effective", "right", "holder", "shares", "exercise_price"),
    ]
    assert (fields["kind"]["kind"], fields["kind"]["default"]) == ("option, warrant or right", "option")
    assert all(one["meaning"] for one in found["fields"])
    assert read_entry(found["example"]).type == "option_granted"
    assert "exercise_price" in told(tmp_path, "describe", "option_granted")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["describe", "comon_issued"], ["template", "comon_issued"]])
def test_a_mistyped_type_gets_the_nearest(words: list[str], tmp_path: Path) -> None:
    assert "there is no entry type 'comon_issued'; did you mean 'common_issued'?" in failed(
        seriesd(*words, folder=tmp_path), 2
    )


def test_a_template_in_yaml_is_refused_until_it_is_filled_in(tmp_path: Path) -> None:
    text = told(tmp_path, "template", "common_issued", "liquidated")
    (tmp_path / "j.yaml").write_text(text)
    checked = seriesd("check", "j.yaml", folder=tmp_path)
    assert checked.returncode == 2
    assert checked.stderr.count("is required and missing") > 2  # all of them at once
    every = told(tmp_path, "template")
    every = re.sub(r"^  # ", "  ", every, flags=re.MULTILINE)
    for given in yaml.load(every, Loader=yaml.BaseLoader):  # noqa: S506  it makes text of everything
        known = {name.replace(".N.", ".0.") for name in columns_of(given["type"])}
        for name, _ in flat(given):
            assert name in known or name == "with.type", (given["type"], name)


def test_a_template_in_csv_names_the_columns(tmp_path: Path) -> None:
    assert told(tmp_path, "template", "common_split", "-o", "j.csv") == "Wrote j.csv: 1 type of entries.\n"
    assert (tmp_path / "j.csv").read_text() == "type,effective,id,old,new,fractions,common_authorized,note,source\n"
    assert "there are no entries in it" in failed(seriesd("check", "j.csv", folder=tmp_path), 2)
    with (tmp_path / "j.csv").open("a") as file:
        file.write("common_split,2006-01-01,,10,1,,,,\n")
    assert read_journals([str(tmp_path / "j.csv")]).lines[0].entry == read_entry(
        {"type": "common_split", "effective": "2006-01-01", "old": 10, "new": 1}
    )
    (columns,) = csv.reader([told(tmp_path, "template", "--format", "csv")])
    assert [name for name in columns if column_named(name) is None] == []


def test_a_workbook_has_a_sheet_for_each_family_with_columns_that_check(tmp_path: Path) -> None:
    told(tmp_path, "template", "-o", "j.xlsx")
    book = openpyxl.load_workbook(tmp_path / "j.xlsx")
    assert book.sheetnames == [
        "Company",
        "Stock",
        "Rights",
        "Splits and distributions",
        "Series D",
        "Holders",
        "Approvals",
        "Documents",
        "Edits",
    ]
    for sheet in book.worksheets:
        names = [cell.value for cell in sheet[1]]
        assert names[:3] == ["type", "effective", "id"]
        assert all(cell.comment for cell in sheet[1])
        checks = {str(one.sqref).partition("2:")[0]: one for one in sheet.data_validations.dataValidation}
        assert checks["A"].type == "list"
        assert checks["B"].type == "date"
        assert set(checks["A"].formula1.strip('"').split(",")) <= ENTRY_TYPES.keys()
    stock = book["Stock"]
    shares = stock.cell(1, [cell.value for cell in stock[1]].index("shares") + 1).column_letter
    check = next(one for one in stock.data_validations.dataValidation if str(one.sqref).startswith(f"{shares}2:"))
    assert (check.type, check.operator) == ("whole", None)
    assert "there are no entries in it" in failed(seriesd("check", "j.xlsx", folder=tmp_path), 2)


def test_a_filled_in_workbook_is_read_back(tmp_path: Path) -> None:
    told(tmp_path, "template", "-o", "j.xlsx")
    book = openpyxl.load_workbook(tmp_path / "j.xlsx")
    kinds = [kind for kind in EXAMPLES if kind != "entry_corrected"]
    rows = dict.fromkeys(book.sheetnames, 2)
    for kind in kinds:
        sheet = next(one for one in book.worksheets if _takes(one, kind))
        names = [cell.value for cell in sheet[1]]
        for name, value in flat(example_of(kind)):
            cell = sheet.cell(rows[sheet.title], names.index(name) + 1)
            cell.value = int(value) if value.isdecimal() else value
        rows[sheet.title] += 1
    book.save(tmp_path / "j.xlsx")
    found = {line.entry.type: line.entry for line in read_journals([str(tmp_path / "j.xlsx")]).lines}
    assert found == {kind: read_entry(example_of(kind)) for kind in kinds}


def _takes(sheet: openpyxl.worksheet.worksheet.Worksheet, kind: str) -> bool:
    checks = sheet.data_validations.dataValidation
    listed = next(one for one in checks if str(one.sqref).startswith("A2:"))
    return kind in listed.formula1.strip('"').split(",")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-o", "j.pdf"], "no template is written as .pdf; known are .yaml, .csv and .xlsx"),
        (["--format", "csv", "-o", "j.xlsx"], "j.xlsx is the name of another format than --format csv"),
        (["--format", "xlsx"], "a workbook is a file: name one that ends in .xlsx with -o"),
    ],
)
def test_what_no_template_is_written_as(words: list[str], says: str, tmp_path: Path) -> None:
    assert says in failed(seriesd("template", "common_issued", *words, folder=tmp_path), 2)
    assert list(tmp_path.iterdir()) == []


def test_a_program_is_told_the_columns(tmp_path: Path) -> None:
    found = json.loads(told(tmp_path, "template", "common_split", "--json"))
    assert (found["format"], found["file"], found["types"]) == ("yaml", None, ["common_split"])
    assert found["columns"][:3] == ["type", "effective", "id"]
    assert found["text"].startswith("# ")
    assert "text" not in json.loads(told(tmp_path, "template", "common_split", "-o", "j.xlsx", "--json"))
