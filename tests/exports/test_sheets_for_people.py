"""The six sheets for people, opened by another library and worked out again by a spreadsheet program."""

import re
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from commands.api.ledger import open_ledger
from tests.commands.test_what_if import START, record
from tests.exports.books import ATG, FLIP, done, hostile, recorded
from tests.exports.test_workbook import formulas_in
from tests.render.large import HOLDERS, large

SHEETS = [
    *("Summary", "Price history", "Cap table", "Rights outstanding"),
    *("Conversions & dividends", "Entries & notes"),
]
ON = "2022-12-31"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of a large company, and its workbook."""
    made = tmp_path_factory.mktemp("people")
    with open_ledger(str(made / "ledger.db")) as ledger:
        ledger.record(large())
    done(made, "--ledger", "ledger.db", "export", "-o", "book.xlsx", "--on", ON)
    return made


@pytest.fixture(scope="module")
def book(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "book.xlsx")


@pytest.fixture(scope="module")
def values(folder: Path) -> Any:
    """The same with what the ledger wrote beside its formulas."""
    return openpyxl.load_workbook(folder / "book.xlsx", data_only=True)


def heads(sheet: Any) -> dict[str, str]:
    """The letter of each column by its name."""
    return {str(cell.value): cell.column_letter for cell in sheet[4] if cell.value}


def rows(sheet: Any) -> dict[str, int]:
    """The row of what stands in the first column."""
    return {str(cell.value): cell.row for (cell,) in sheet.iter_rows(min_row=5, max_col=1) if cell.value is not None}


def test_the_six_sheets_stand_first_and_the_tables_behind_them(book: Any) -> None:
    assert book.sheetnames[: len(SHEETS)] == SHEETS
    assert book.sheetnames[len(SHEETS) :][:4] == ["About", "Balances", "Columns", "entries"]


@pytest.mark.parametrize("name", SHEETS)
def test_each_is_ready_to_be_printed(book: Any, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes is not None
    assert sheet.freeze_panes.endswith("5")
    assert sheet.page_setup.orientation == "landscape"
    # one page wide is what stands there where nothing is said
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows in ("$1:$4", "$1:$2")
    area = sheet.print_area
    last = re.search(r"\$(\w+)\$(\d+)$", area)
    assert last is not None
    assert int(last[2]) >= max(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value is not None) - 1
    assert "Head of the log: " in sheet.oddFooter.left.text
    assert sheet.oddFooter.right.text.strip() == "Page &P of &N"
    assert not [cell.value for cell in sheet[4] if "_" in str(cell.value)]


def test_no_number_is_wider_than_its_column(values: Any) -> None:
    """What is too wide for a column is shown as ###; a format adds commas, and no more than ten decimals."""
    for name in SHEETS:
        sheet = values[name]
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    shown = len(f"{cell.value:,.10f}".rstrip("0").rstrip("."))
                    assert shown <= sheet.column_dimensions[cell.column_letter].width + 1, (name, cell.coordinate)


def test_the_summary_is_the_answer_and_leads_to_the_sheets(folder: Path, book: Any, values: Any) -> None:
    sheet, shown = book["Summary"], values["Summary"]
    at = rows(sheet)
    with open_ledger(str(folder / "ledger.db")) as ledger:
        price, held = ledger.price(date(2022, 12, 31)), ledger.holders(date(2022, 12, 31))
        head = ledger.known()[2]
    assert Fraction(shown.cell(at["Conversion Price in effect"], 4).value) == price.in_effect.fraction
    assert abs(shown.cell(at["Conversion Price in effect"], 2).value - float(price.in_effect)) < 1e-12
    assert shown.cell(at["Common outstanding"], 2).value == held.common_outstanding
    assert shown.cell(at["Fully diluted"], 2).value == held.totals.fully_diluted
    assert shown.cell(at["Head of the log"], 2).value == head
    assert shown["A2"].value == "As of the close of 2022-12-31, as known now"
    assert sheet.cell(at["Common outstanding"], 2).value.startswith("='Cap table'!")
    assert shown.cell(at["Asserted balances"], 2).value == "1 of 1 differ"
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A4" for name in SHEETS[1:]}


def test_the_cap_table_adds_up_by_formulas(book: Any, values: Any) -> None:
    sheet, shown = book["Cap table"], values["Cap table"]
    at, column = rows(sheet), heads(sheet)
    first, last, total = 5, 4 + len(HOLDERS), at["Total"]
    assert total == last + 1
    assert {sheet.cell(row, 1).value for row in range(first, total)} == set(HOLDERS)
    for name in ("Common", "Series D", "As converted", "Rights", "Fully diluted", "Votes"):
        letter = column[name]
        assert sheet[f"{letter}{total}"].value == f"=SUM({letter}{first}:{letter}{last})"
        assert shown[f"{letter}{total}"].value == shown[f"{letter}{total + 1}"].value, "as the ledger says"
        assert shown[f"{letter}{total + 2}"].value == "yes"
    assert sheet[f"F{first}"].value == f"=B{first}+D{first}+E{first}"
    assert sheet[f"G{first}"].value == f"=B{first}/$B${total}"
    diluted = [shown[f"F{row}"].value for row in range(first, total)]
    assert diluted == sorted(diluted, reverse=True)
    part = Fraction(shown[f"{column['% fully diluted, exactly']}{first}"].value)
    assert part == Fraction(100 * int(diluted[0]), int(sum(diluted)))


def half_a_share(folder: Path) -> Path:
    """The workbook of a company with a right to half a share, much authorized and a dividend of many decimals."""
    option = {"type": "option_granted", "effective": "2006-01-03", "id": "x", "right": "X", "holder": "Adviser"}
    with open_ledger(str(folder / "ledger.db")) as ledger:
        ledger.record(
            [
                {"type": "certificate_adopted", "effective": "2005-09-06", "id": "c", "company": "Halves"}
                | {"common_authorized": 900_000_000_000_001},
                {"type": "opening_balance", "effective": "2005-09-06", "id": "o", "holder": "Ada", "common": 7000},
                {"type": "opening_balance", "effective": "2005-09-06", "id": "p", "holder": "Bo", "common": 3000},
                {"type": "series_d_issued", "effective": "2005-09-07", "id": "d", "holder": "Fund", "shares": 900},
                option | {"shares": 5, "exercise_price": "1"},
                {"type": "convertible_issued", "effective": "2006-01-03", "id": "n", "right": "N", "holder": "Bank"}
                | {"shares": 777_777_777_777, "conversion_price": "1"},
                {"type": "common_split", "effective": "2006-01-05", "id": "split", "old": 2, "new": 1},
                {"type": "cash_dividend_paid", "effective": "2006-02-01", "id": "money", "per_share": "1.2345678901"},
            ]
        )
    done(folder, "--ledger", "ledger.db", "export", "-o", "book.xlsx", "--on", "2006-12-31")
    return folder / "book.xlsx"


def test_a_fraction_in_one_column_leaves_the_formulas_of_the_others(tmp_path: Path) -> None:
    """Half of 5 shares is 2.5, and of 777,777,777,777 it is no whole number either: rights, and what is fully diluted with them, stand as they are; all else adds up."""
    sheet = openpyxl.load_workbook(half_a_share(tmp_path))["Cap table"]
    total, column = rows(sheet)["Total"], heads(sheet)
    said = {name: str(sheet[f"{column[name]}{total}"].value) for name in column}
    for name in ("Common", "Series D", "As converted", "Votes", "% of Common", "% as converted", "% of votes"):
        assert said[name] == f"=SUM({column[name]}5:{column[name]}{total - 1})", name
    assert said["Rights"] == "388888888891"  # (777,777,777,777 + 5) / 2
    assert not said["% fully diluted"].startswith("=SUM")
    assert [sheet[f"{column[name]}{total + 2}"].value is None for name in ("Common", "Rights")] == [False, True]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_a_spreadsheet_program_shows_every_number(tmp_path: Path) -> None:
    book = half_a_share(tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(book)],
        cwd=tmp_path, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "book.pdf").pages)
    assert "Left over" in text
    assert "388,888,888,888.5" in text
    assert "###" not in text


def test_an_entry_leads_to_its_row(book: Any) -> None:
    entries, found = book["Entries & notes"], 0
    for name in ("Price history", "Rights outstanding", "Conversions & dividends", "Entries & notes"):
        for row in book[name].iter_rows():
            for cell in row:
                if cell.hyperlink:
                    sheet, _, at = cell.hyperlink.location.partition("!")
                    assert sheet == "'Entries & notes'"
                    assert entries[at].value == cell.value
                    found += 1
    assert found > 60


def test_the_rights_are_those_of_the_day_and_say_what_exercise_brings(values: Any) -> None:
    """100,001 shares at 7/3 a share."""
    sheet = values["Rights outstanding"]
    at, column = rows(sheet), heads(sheet)
    row = at["Plan 2022"]
    assert sheet[f"{column['Shares outstanding']}{row}"].value == 100_001
    assert sheet[f"{column['Price, exactly']}{row}"].value == "7/3"
    assert abs(sheet[f"{column['Shares x price']}{row}"].value - 100_001 * 7 / 3) < 1e-6
    assert sheet[f"{column['Granted by entry']}{row}"].value == "last-grant"


def test_conversions_and_dividends_by_hand(tmp_path: Path) -> None:
    """26 x 11.1111 / .0026 = 111,111, which nobody stated."""
    recorded(tmp_path, FLIP)
    done(tmp_path, "--ledger", "ledger.db", "export", "-o", "book.xlsx", "--on", "2006-12-31")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)["Conversions & dividends"]
    column, row = heads(sheet), rows(sheet)["conversion"]
    said = {name: sheet[f"{letter}{row}"].value for name, letter in column.items()}
    assert said["Due, worked out again"] == said["Common due"] == said["Common delivered"] == 111_111
    assert (said["Delivered as"], said["Agrees"], said["Price, exactly"]) == ("assumed", "yes", "13/5000")
    prices = openpyxl.load_workbook(tmp_path / "book.xlsx")["Price history"]
    again = [cell.value for cell in prices[heads(prices)["(A x B + D) / (A + C) worked out again"]][4:]]
    assert again[0] == "=(G5*H5+J5)/(G5+I5)"


def test_shares_of_before_and_after_a_split_have_no_total(tmp_path: Path) -> None:
    split = {"type": "common_split", "id": "split", "effective": "2006-03-10", "old": 10, "new": 1}
    made = [
        {"type": "series_d_converted", "id": name, "effective": day, "holder": "Fund", "shares": shares}
        for name, day, shares in (("first", "2006-03-01", 100), ("second", "2006-04-03", 50))
    ]
    for name, entries, totals in (
        # at .0033: 1,111.11 / .0033 = 336,700, and 555.555 / .0033 = 168,350
        ("one", made, ["=SUM(D5:D6)", "=SUM(G5:G6)", "=SUM(H5:H6)", "=SUM(I5:I6)"]),
        ("two", [*made, split], ["=SUM(D5:D6)", "-", "-", "-"]),
    ):
        (tmp_path / name).mkdir()
        record(tmp_path / name, [*START, *entries])
        done(tmp_path / name, "export", "-o", "book.xlsx", "--on", "2006-12-31")
        sheet = openpyxl.load_workbook(tmp_path / name / "book.xlsx")["Conversions & dividends"]
        row = rows(sheet)["Total"]
        assert [sheet[f"{letter}{row}"].value for letter in "DGHI"] == totals
        said = str(sheet[f"A{row + 1}"].value or "")
        assert said.startswith("Share units changed between these conversions") is (name == "two")


def test_a_name_that_looks_like_a_formula_stays_a_name_on_every_sheet(tmp_path: Path) -> None:
    hostile(tmp_path)
    done(tmp_path, "--ledger", "ledger.db", "export", "-o", "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    said = [cell for name in SHEETS for row in book[name].iter_rows() for cell in row]
    dangerous = [cell for cell in said if str(cell.value).startswith(("=HYPERLINK", "=cmd", "@SUM", "+1", "=1+1"))]
    assert len(dangerous) > 8
    assert {cell.data_type for cell in dangerous} == {"s"}
    assert book["Cap table"].oddFooter.left.text.strip().startswith("=cmd|' /C calc'!A0, Head of the log: ")


def test_of_several_companies_each_has_its_part(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP, ATG)
    done(tmp_path, "--ledger", "ledger.db", "export", "-o", "book.xlsx", "--all-companies", "--on", "2008-12-31")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)
    assert [cell.value for cell in book["Summary"][4]][:4] == [
        "Figure", "Trigger Flip Inc.", "American Technologies Group, Inc.", "See",
    ]  # fmt: skip
    bands = [cell.value for (cell,) in book["Cap table"].iter_rows(min_row=5, max_col=1)]
    assert bands.index("Trigger Flip Inc.") < bands.index("American Technologies Group, Inc.")
    assert bands.count("Total") == 2
    # a digit behind the size of the letters would belong to it
    assert book["Summary"].oddFooter.left.size == 8
    assert book["Summary"].oddFooter.left.text.strip() == "2 companies, Heads of the logs: Summary"


# -- worked out again by a spreadsheet program -----------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_a_spreadsheet_program_works_out_every_figure_again(folder: Path, tmp_path: Path) -> None:
    """The copy that is converted holds no figure beside its formulas: what comes out was worked out."""
    shown = openpyxl.load_workbook(folder / "book.xlsx", data_only=True)
    bare = openpyxl.load_workbook(folder / "book.xlsx")
    (tmp_path / "bare").mkdir()
    bare.save(tmp_path / "bare" / "book.xlsx")
    without = openpyxl.load_workbook(tmp_path / "bare" / "book.xlsx", data_only=True)
    every = formulas_in(folder / "book.xlsx")
    assert len(every) > 500
    assert {without[sheet][at].value for sheet, at in every} == {None}
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), "bare/book.xlsx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    again = openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)
    for (sheet, at), formula in every.items():
        wanted, value = shown[sheet][at].value, again[sheet][at].value
        if isinstance(wanted, bool | str):
            assert value == wanted, (sheet, at, formula)
        else:
            assert abs(Fraction(value) - Fraction(wanted)) <= abs(Fraction(wanted)) / 10**12, (sheet, at, formula)
