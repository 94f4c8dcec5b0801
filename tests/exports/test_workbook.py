"""The workbook, opened by another library and worked out again by a third."""

import warnings
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commands.api.ledger import open_ledger
from projections.read_model.catalogue import TABLES
from tests.exports.books import ATG, EXAMPLES, FLIP, done, hostile, recorded
from tests.exports.test_tables_in_files import rows_in


def book_of(folder: Path, *words: str) -> Path:
    done(folder, "--ledger", "ledger.db", "export", "--format", "xlsx", "-o", "book.xlsx", *words)
    return folder / "book.xlsx"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a ledger that holds all examples."""
    folder = tmp_path_factory.mktemp("many")
    recorded(folder, *EXAMPLES)
    return book_of(folder, "--all-companies", "--on", "2006-02-01")


def formulas_in(file: Path) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in openpyxl.load_workbook(file)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def worked_out(file: Path) -> dict[tuple[str, str], Any]:
    """The value of every cell, as the formulas give it when they are worked out anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import formulas

        found = formulas.ExcelModel().loads(str(file)).finish().calculate()
    upper = {sheet.title.upper(): sheet.title for sheet in openpyxl.load_workbook(file, read_only=True)}
    values = {}
    for name, cell in found.items():
        if "!" in str(name) and ":" not in str(name):
            sheet, at = str(name).rsplit("!", 1)
            values[upper[sheet.split("]")[1].rstrip("'")], at] = cell.value[0, 0]
    return values


def all_hold(file: Path) -> dict[tuple[str, str], Any]:
    """Every formula gives the figure that was written beside it, and every check agrees; the values of all cells."""
    written, again = openpyxl.load_workbook(file, data_only=True), worked_out(file)
    for (sheet, at), formula in formulas_in(file).items():
        shown, value = written[sheet][at].value, again[sheet, at]
        if isinstance(shown, bool):
            assert bool(value) is shown is True, (sheet, at, formula)
        elif isinstance(shown, str):
            assert value == shown == "yes", (sheet, at, formula)
        else:
            assert abs(Fraction(float(value)) - Fraction(shown)) <= abs(Fraction(shown)) / 10**12, (sheet, at, formula)
    return again


def test_every_formula_gives_the_figure_that_the_ledger_wrote_beside_it(many: Path) -> None:
    assert len(formulas_in(many)) > 300
    all_hold(many)


def test_there_are_checks_of_each_kind(many: Path) -> None:
    said = [formula for (sheet, _), formula in formulas_in(many).items() if sheet != "About"]
    for piece in (")/(", "INT(ROUND(", "SUMPRODUCT(", "<=1E-9*ABS("):
        assert any(piece in formula for formula in said), piece


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_sheets_hold_the_rows_of_the_catalogue(many: Path, table: Any) -> None:
    sheet = openpyxl.load_workbook(many, data_only=True)[table.name]
    found = [row[: len(table.columns)] for row in sheet.iter_rows(values_only=True)]
    assert found[0] == tuple(column.name for column in table.columns)
    wanted = rows_in(str(many.parent / "ledger.db"))[table.name]
    assert len(found) == len(wanted) + 1
    for row, values in zip(found[1:], wanted, strict=True):
        for column, cell, value in zip(table.columns, row, values, strict=True):
            assert shows(column.kind, cell, value), (table.name, column.name, cell, value)


def shows(kind: str, cell: Any, value: Any) -> bool:
    match kind:
        case "date" if value is not None and value.year < 1900:
            return bool(cell == value.isoformat())  # a spreadsheet has no earlier days
        case "date" if value is not None:
            return bool(cell.date() == value)
        case "moment":
            return bool(cell.replace(tzinfo=UTC) == value.replace(microsecond=0))
        case "decimal" if value is not None:
            return abs(Fraction(cell) - Fraction(value)) <= max(abs(Fraction(value)) / 10**9, Fraction(1, 10**10))
        case _:
            return cell == value or (cell is None and value == "")


def test_the_cover_says_both_clocks_and_how_each_company_stands(many: Path) -> None:
    sheet = openpyxl.load_workbook(many, data_only=True)["About"]
    cells = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    assert ("Balances at the close of", "2006-02-01") in [row[:2] for row in cells]
    assert ("As known", "now") in [row[:2] for row in cells]
    flip = next(row for row in cells if row[0] == "Trigger Flip Inc.")
    assert flip[5] == 0.0026
    assert flip[2] == 7
    with open_ledger(str(many.parent / "ledger.db"), company="Trigger Flip Inc.") as ledger:
        assert flip[8] == ledger.store.head("Trigger Flip Inc.")[1]


def test_nothing_that_anybody_is_called_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    hostile(tmp_path)
    file = book_of(tmp_path)
    for formula in formulas_in(file).values():
        assert not any(word in formula for word in ("HYPERLINK", "cmd", "SUM(A1)"))
    book = openpyxl.load_workbook(file)
    linked = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert linked
    assert {one.target for one in linked} == {None}, "what leads anywhere leads to a sheet of this workbook"
    assert all(one.location.partition("!")[0].strip("'") in book.sheetnames for one in linked)
    assert all(cell.data_type != "f" for row in book["Cap table"].iter_rows(max_col=1) for cell in row)
    assert book["About"]["A8"].value == "=cmd|' /C calc'!A0"
    assert book["About"]["A8"].data_type == "s"


def test_what_15_digits_do_not_hold_stands_as_text_and_the_cover_says_so(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(
            [
                {
                    "type": "certificate_adopted",
                    "effective": "1899-09-06",
                    "company": "Vast",
                    "common_authorized": 10**18,
                },
                {
                    "type": "opening_balance",
                    "effective": "1899-09-06",
                    "holder": "Ann",
                    "common": 1234567890123456789 // 10,
                },
            ]
        )
    book = openpyxl.load_workbook(book_of(tmp_path))
    assert book["holder_balances"]["E2"].value == "123456789012345678"
    assert book["holder_balances"]["C2"].value == "1899-09-06"
    said = next(str(cell.value) for row in book["About"] for cell in row if "stand as text on" in str(cell.value))
    assert "before the point stand as text on: Cap table, Summary, Balances" in said


def test_the_figures_that_were_worked_out_by_hand(tmp_path: Path) -> None:
    """(33,000 + 6,000) / 15,000,000 = .0026; 26 x 11.1111 / .0026 = 111,111."""
    recorded(tmp_path, FLIP)
    file = book_of(tmp_path)
    book, again = openpyxl.load_workbook(file), worked_out(file)
    heads = {(sheet.title, str(cell.value)): cell.column_letter for sheet in book for cell in sheet[1]}
    found = {(sheet, name): again.get((sheet, f"{letter}2")) for (sheet, name), letter in heads.items()}
    assert float(found["price_history", "check: (A x B + D) / (A + C)"]) == 0.0026
    assert float(found["conversions", "preference"]) == 11.1111
    assert float(found["conversions", "check: floor of converted x preference / price"]) == 111_111


def test_a_price_with_a_long_fraction_is_checked_with_all_its_digits(tmp_path: Path) -> None:
    """Ten places of 0.0032966… are eight digits, and no check would agree with these."""
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(
            [
                {"type": "certificate_adopted", "effective": "2005-09-06", "company": "Small", "common_authorized": 10**12},
                {"type": "opening_balance", "effective": "2005-09-06", "holder": "Ann", "common": 10**7},
                {"type": "series_d_issued", "effective": "2005-09-07", "holder": "Fund", "shares": 1000},
                *(
                    {"type": "common_issued", "effective": f"2006-01-{day:02}", "holder": "Buyer", "shares": 10**7,
                     "consideration": {"cash": f"1/{prime}"}}
                    for day, prime in ((7, 1009), (8, 10007), (9, 100003), (10, 1000003))
                ),
            ]
        )  # fmt: skip
    file = book_of(tmp_path)
    again = all_hold(file)
    assert (
        sum(cell.startswith("=ABS(") for cell in formulas_in(file).values()) == 4 + 6
    )  # of steps, and of days with a price
    price = openpyxl.load_workbook(file)["price_history"]["K5"].value
    assert len(price) > 2 * 15
    assert abs(Fraction(float(again["price_history", "L5"])) - Fraction(price)) < Fraction(price) / 10**12


def test_a_workbook_is_of_what_was_known_then(tmp_path: Path) -> None:
    recorded(tmp_path, ATG)
    book = openpyxl.load_workbook(book_of(tmp_path, "--as-known", "2100-01-01T00:00:00Z", "--tables", "entries"))
    assert book.sheetnames == ["About", "Balances", "Columns", "entries"]
    assert book["About"]["B4"].value == "2100-01-01T00:00:00Z"
    assert isinstance(book["entries"]["E2"].value, datetime | date)
