"""Workbooks, as spreadsheet programs and exporters write them: what they hold is read, and nothing that it is not."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from datetime import time as time_of_day
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from commands.journal import Journal, UnreadableError, read_journals
from commands.reading import sources
from commands.reading.cells import Number, Wrong, number_of
from commands.reading.claims import claims_of
from commands.reading.formats import shown_by
from commands.reading.lines import Place
from commands.reading.package import MOST_ELEMENTS
from commands.reading.workbook import read_workbook
from ledger.events import write_entry
from tests.commands.noise import with_dimension
from tests.commands.sentences import refusal

HEADER = ["Type", "Effective", "Holder", "Shares", "Consideration Cash ($)"]
ROW = ["common_issued", date(2006, 3, 1), "Fund", 5_000_000, 6000.5]


def book(*rows: list[Any], change: Callable[[Any], object] = lambda _: None) -> bytes:
    """A workbook of one sheet with these rows, changed before it is saved."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    change(made.active)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def moment(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """A moment as a spreadsheet has it, on the clock on the wall."""
    return datetime.combine(date(year, month, day), time_of_day(hour))


def read(folder: Path, data: bytes) -> Journal:
    (folder / "j.xlsx").write_bytes(data)
    return read_journals([str(folder / "j.xlsx")])


def refused(folder: Path, data: bytes) -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        read(folder, data)
    return [str(one).removeprefix(f"{folder}/") for one in caught.value.all_told]


def changed(data: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """A workbook some of whose parts are changed: named by what their own names end with."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = next((how for part, how in parts.items() if name.endswith(f"{part}.xml")), lambda same: same)
            new.writestr(name, change(old.read(name)))
    return made.getvalue()


def test_a_title_a_footer_a_merged_date_and_formats(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("B4:B5")
        sheet["D4"].number_format = "#,##0"
        sheet["E4"].number_format = '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)'
        sheet["B4"].number_format = "d-mmm-yy"

    rows = [
        ["Acme Corp."],
        [],
        HEADER,
        ROW,
        ["common_issued", None, "Other", "11", 0.0033],
        ["Total", None, None, 5_000_011],
    ]
    journal = read(tmp_path, book(*rows, ["Prepared by counsel"], change=change))
    first, second = (write_entry(line.entry) for line in journal.lines)
    assert (first["effective"], first["shares"], first["consideration"]) == (
        "2006-03-01",
        5_000_000,
        {"cash": "6000.5"},
    )
    assert (second["effective"], second["shares"], second["consideration"]) == ("2006-03-01", 11, {"cash": "0.0033"})
    assert [one.code for one in journal.notes] == ["header_row", "rows_left_out"]
    assert [line.number for line in journal.lines] == [4, 5]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates_of_both_epochs(epoch: Any, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    if epoch is not None:
        made.epoch = epoch
    for row in (
        HEADER,
        ROW,
        ["common_issued", moment(1904, 1, 2), "a", 1, 1],
        ["common_issued", date(9999, 12, 31), "a", 1, 1],
    ):
        made.active.append(row)
    made.save(tmp_path / "j.xlsx")
    days = [line.entry.effective for line in read_journals([str(tmp_path / "j.xlsx")]).lines]
    assert days == [date(2006, 3, 1), date(1904, 1, 2), date(9999, 12, 31)]


def formatted(code: str, at: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[at].number_format = code

    return change


def merged(cells: str) -> Callable[[Any], None]:
    return lambda sheet: sheet.merge_cells(cells)


def with_cell(at: int, value: Any) -> list[Any]:
    return [*ROW[:at], value, *ROW[at + 1 :]]


NOTHING: Callable[[Any], object] = lambda _: None  # noqa: E731
REFUSED: dict[str, tuple[list[Any], Callable[[Any], object], str]] = {
    "in thousands": (ROW, formatted("#,##0,", "D2"), "cell D2, field shares: the cell holds 5000000 and is shown in thousands"),
    "in millions": (ROW, formatted("0.0,,", "D2"), "is shown in thousands"),
    "with figures": (ROW, formatted('0",000"', "D2"), "is shown with figures that its format adds"),
    "a percentage": (ROW, formatted("0%", "E2"), "cell E2, field consideration.cash: the cell holds 6000.5 and is shown as a percentage"),
    "in euros": (ROW, formatted("[$€-407]#,##0.00", "E2"), "is shown in other units (€)"),
    "as nothing": (ROW, formatted(";;;", "E2"), "is shown as nothing"),
    "a date for a fraction": (with_cell(4, date(2006, 11, 3)), NOTHING, "it is the date 2006-11-03 to the spreadsheet; format the cell as text"),
    "a date for a name": (with_cell(2, date(2006, 11, 3)), NOTHING, "cell C2, field holder: it is the date 2006-11-03"),
    "a serial number": (with_cell(1, 38777), NOTHING, "'38777' is not a date"),
    "a time of day": (with_cell(1, moment(2006, 3, 1, 12)), NOTHING, "'2006-03-01 12:00:00' is not a date"),
    "a day before March 1900": (with_cell(1, 59), formatted("yyyy-mm-dd", "B2"), "a date that no spreadsheet counts rightly"),
    "a date as text": (with_cell(1, "03/04/2006"), NOTHING, "which number is the day and which the month is not guessed"),
    "worked out": (with_cell(4, 1 / 3), NOTHING, "has more digits than a spreadsheet keeps of what is typed"),
    "cut off": (with_cell(3, 12345678901234567), NOTHING, "has more digits than a spreadsheet keeps"),
    "threes as text": (with_cell(3, "1,000"), NOTHING, "'1,000' has a comma"),
    "cut off as text": (with_cell(3, "1.23457E+09"), NOTHING, "its last digits are cut off"),
    "no value": (with_cell(3, "=2+3"), NOTHING, "the formula =2+3 has no value in the file"),
    "a long number as a name": (with_cell(2, 123456789012), NOTHING, "123456789012 is a number, and the field holds text"),
    "true for a number": (with_cell(4, True), NOTHING, "TRUE is true or false, and the field holds a number"),
    "below zero": (with_cell(4, -5), NOTHING, "-5 is below zero"),
    "merged across": (ROW, merged("C2:D2"), "cells of several columns are merged in this row"),
    "a note in the margin": ([*ROW, None, "see minutes"], NOTHING, "'see minutes' stands in a column without a name"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_plain_is_refused_with_its_cell(case: str, tmp_path: Path) -> None:
    row, change, says = REFUSED[case]
    (said,) = refused(tmp_path, book(HEADER, row, change=change))
    assert said.startswith("j.xlsx:2")
    assert says in said


def test_a_number_that_rows_share_is_refused_and_so_is_an_id(tmp_path: Path) -> None:
    other = [*ROW[:2], "Other", None, 1]
    (said,) = refused(tmp_path, book(HEADER, ROW, other, change=merged("D2:D3")))
    assert "j.xlsx:3, cell D3, field shares: 5000000 stands in a cell that is merged with row 2" in said
    rows = [[*HEADER, "id"], [*ROW, "a"], [*ROW, None]]
    assert "could be of each row" in refused(tmp_path, book(*rows, change=merged("F2:F3")))[0]
    # a row that is tall, all of it, is one entry
    tall = book(HEADER, ROW, change=lambda sheet: [sheet.merge_cells(f"{at}2:{at}3") for at in "ABCDE"])
    assert len(read(tmp_path, tall).lines) == 1


def test_numbers_as_names_are_what_is_shown(tmp_path: Path) -> None:
    (line,) = read(tmp_path, book(HEADER, with_cell(2, 1001))).lines
    assert line.entry.holder == "1001"  # type: ignore[union-attr]
    assert "is a number" in refused(tmp_path, book(HEADER, with_cell(2, 7), change=formatted("000", "C2")))[0]


def test_all_rows_are_read_whatever_size_the_sheet_declares(tmp_path: Path) -> None:
    data = book(HEADER, *[ROW] * 300)
    for declared in ("A1", "A1:B2", "A1:XFD1048576"):
        assert len(read(tmp_path, with_dimension(data, declared)).lines) == 300


def test_a_sheet_that_goes_on_without_naming_its_columns_is_not_left_out(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for row in (HEADER, ROW):
        made.active.append(row)
    made.create_sheet("More").append(ROW)
    made.save(tmp_path / "j.xlsx")
    with pytest.raises(UnreadableError, match="More"):
        read_journals([str(tmp_path / "j.xlsx")])


def test_several_sheets_are_one_journal_and_what_is_hidden_is_said(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "Cover"
    made.active.append(["Acme Corp.", "2007"])
    for title, hidden in (("Issues", False), ("More", False), ("Old", True), ("Empty", False)):
        sheet = made.create_sheet(title)
        sheet.sheet_state = "hidden" if hidden else "visible"
        for row in [HEADER, ROW] if title != "Empty" else []:
            sheet.append(row)
    made.save(tmp_path / "j.xlsx")
    journal = read_journals([str(tmp_path / "j.xlsx")])
    assert [(line.file.rpartition("/")[2], line.number) for line in journal.lines] == [
        ("j.xlsx:Issues", 2),
        ("j.xlsx:More", 2),
    ]
    assert {one.code for one in journal.notes} == {"sheet_left_out"}
    assert [one.message.removeprefix(f"{tmp_path}/") for one in journal.notes] == [
        "j.xlsx: the sheet 'Cover' has no row that names the columns; it is left out",
        "j.xlsx: the sheet 'Old' is hidden; it is left out",
    ]
    made["More"]["D2"] = "many"
    made.save(tmp_path / "j.xlsx")
    with pytest.raises(UnreadableError, match=r"j\.xlsx:More:2, cell D2, field shares: 'many' is not a number"):
        read_journals([str(tmp_path / "j.xlsx")])


def test_a_workbook_of_another_program(tmp_path: Path) -> None:
    """Texts that cells share, some of them in several formats, and formulas with their values."""
    made = xlsxwriter.Workbook(str(tmp_path / "j.xlsx"))
    sheet, bold = made.add_worksheet(), made.add_format({"bold": True})
    sheet.write_row(0, 0, [*HEADER[:4], "Note"])
    sheet.write_string(1, 0, "common_issued")
    sheet.write_datetime(1, 1, moment(2006, 3, 1), made.add_format({"num_format": "mm/dd/yyyy"}))
    sheet.write_rich_string(1, 2, "F", bold, "un", "d")
    sheet.write_string(1, 4, "5_x000D_")
    sheet.write_formula(1, 3, "=2*3", None, 6)
    made.close()
    (line,) = read_journals([str(tmp_path / "j.xlsx")]).lines
    assert line.entry.model_dump(include={"holder", "shares", "note"}) == {
        "holder": "Fund",
        "shares": 6,
        "note": "5_x000D_",
    }


def test_the_reader_and_a_library_agree() -> None:
    rows = [
        ["a", 1, 2.5, True, date(2006, 3, 1)],
        [None, "x\ny", -0.25, False, moment(1999, 12, 31)],
        ["é", 10**14, 1e-7, 3e10],
    ]
    data = book(*rows)
    (grid,) = read_workbook(data, Place("j"))
    seen = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    for row, known in zip(grid.rows, seen, strict=True):
        found = [row.cells.get(at) for at in range(len(known))]
        plain = [float(one.text) if isinstance(one, Number) else one for one in found]
        assert plain == [one.date() if isinstance(one, datetime) else one for one in known]


@settings(max_examples=300, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4))
def test_a_number_as_typed_is_the_number_whatever_digits_the_file_has(number: Any) -> None:
    """A spreadsheet writes the binary number that it keeps with up to 17 digits."""
    if len(str(abs(number)).replace(".", "").strip("0")) > 15:
        return
    for written in (str(number), repr(float(number)), f"{float(number):.17g}", f"{float(number):.16E}"):
        found = number_of(written)
        assert isinstance(found, Number)
        assert (Fraction(found.text), found.cut) == (Fraction(number), False)


@pytest.mark.parametrize(
    "written", ["0.30000000000000004", "0.33333333333333331", "12345678901234567", "1.0000000000000002"]
)
def test_a_number_that_was_worked_out_is_told_from_a_typed_one(written: str) -> None:
    found = number_of(written)
    assert isinstance(found, Number)
    assert found.cut


@pytest.mark.parametrize("written", ["NaN", "INF", "1,5", "", "0x1F"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert number_of(written) == Wrong(f"{written!r} is not a number")


def test_the_text_of_a_formula_may_be_empty(tmp_path: Path) -> None:
    cell = b'<c r="F2" t="str"><f>IF(1,"","")</f><v></v></c></row></sheetData>'
    data = changed(book([*HEADER, "Note"], ROW), sheet1=lambda part: part.replace(b"</row></sheetData>", cell))
    (line,) = read(tmp_path, data).lines
    assert line.entry.note is None


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        *(
            (code, True)
            for code in ("yyyy-mm-dd", "m/d/yy", "[$-409]d-mmm-yy;@", "mmm-yy", "d. mmmm yyyy", "yyyy-mm-dd hh:mm")
        ),
        *(
            (code, False)
            for code in ("General", "0.00", "#,##0", '"day" 0', "[Red]0", "0.00E+00", "@", '_("$"* #,##0_)', "# ?/?")
        ),
    ],
)
def test_which_formats_are_those_of_dates(code: str, is_date: bool) -> None:
    assert shown_by(code).date == is_date
    assert not shown_by(code).time


# -- what is no workbook, and what unpacks to more than it seems ------------------------------------------------------


@pytest.fixture
def plain() -> bytes:
    return book(HEADER, ROW)


def rows_of(cells: bytes, count: int) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(
        b"</sheetData>", b"".join(b"<row>" + cells + b"</row>" for _ in range(count)) + b"</sheetData>"
    )


def bombs(plain: bytes) -> Iterator[tuple[str, bytes, str]]:
    yield "cells", changed(plain, sheet1=rows_of(b"<c/>" * 10_000, 400)), f"has more than {MOST_ELEMENTS:,} cells"
    merges = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 200_000 + b"</mergeCells>"
    yield (
        "merged",
        changed(plain, sheet1=lambda part: part.replace(b"</sheetData>", merges)),
        "has more than 100,000 merged cells",
    )
    doctype = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'
    yield "entities", changed(plain, workbook=lambda part: doctype + part), "it declares a document type"
    yield (
        "styles",
        changed(plain, styles=lambda part: part.replace(b"<fonts", b"<a/>" * 4_000_000 + b"<fonts")),
        "has more than",
    )
    far = rows_of(b'<c r="XFD3"><v>1</v></c>', 1)
    yield "far away", changed(plain, sheet1=far), "stands in a column without a name"
    yield (
        "a far row",
        changed(plain, sheet1=lambda part: part.replace(b'<row r="2"', b'<row r="99999999"')),
        "row 99999999 stands after",
    )
    yield (
        "a row again",
        changed(plain, sheet1=lambda part: part.replace(b'<row r="2"', b'<row r="1"')),
        "row 1 stands after row 1",
    )
    yield (
        "a cell again",
        changed(plain, sheet1=lambda part: part.replace(b'r="E2"', b'r="D2"')),
        "a cell is out of its place in row 2",
    )
    yield "cut short", plain[: len(plain) // 2], "cannot be read as a spreadsheet"
    yield "no zip", b"type,effective", "cannot be read as a spreadsheet"
    yield "an old one", b"\xd0\xcf\x11\xe0" + bytes(600), "an old workbook (.xls), or one with a password"


@pytest.mark.parametrize("at", range(11))
def test_a_small_workbook_costs_little_whatever_it_unpacks_to(at: int, plain: bytes, tmp_path: Path) -> None:
    _, data, says = list(bombs(plain))[at]
    started = time.process_time()
    assert says in refused(tmp_path, data)[0]
    assert time.process_time() - started < 60


def test_a_workbook_beyond_measure_is_refused_before_it_is_read(plain: bytes, tmp_path: Path) -> None:
    data = changed(plain, theme1=lambda part: part + b" " * (sources.MOST_BYTES + 1))
    assert len(data) < 1_000_000
    assert refused(tmp_path, data) == ["j.xlsx: larger than 256 MiB when it is unpacked; record it in several files"]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(_DAMAGED)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_workbook(bytes(whole), Place("j"))
    except UnreadableError:
        return


_DAMAGED = book(HEADER, ROW)


def test_a_workbook_is_no_text() -> None:
    assert str(refusal("a", "xlsx")) == "j: a workbook is no text; give its file"


def hidden(rows: str = "", columns: str = "") -> Callable[[Any], object]:
    """Hide rows, by their numbers, and columns, by their letters."""

    def change(sheet: Any) -> None:
        for row in map(int, rows.split()):
            sheet.row_dimensions[row].hidden = True
        for column in columns.split():
            sheet.column_dimensions[column].hidden = True

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (hidden("3"), ["row 3 is hidden in the sheet and is read like the others"]),
        (hidden("2 4"), ["rows 2 and 4 are hidden in the sheet and are read like the others"]),
        (hidden("2 3 4 5 6"), ["rows 2, 3, 4 and 2 more are hidden in the sheet and are read like the others"]),
        (hidden("", "D"), ["the column 'Shares' is hidden in the sheet and is read like the others"]),
        (hidden("7 9", "Z"), []),  # a note at the foot is left out, and there is nothing else
    ],
)
def test_what_is_hidden_in_a_sheet_is_read_and_said(
    tmp_path: Path, change: Callable[[Any], object], says: list[str]
) -> None:
    data = book(HEADER, *[ROW] * 5, ["Prepared by counsel"], change=change)
    journal = read(tmp_path, data)
    assert len(journal.lines) == 5
    found = [one.message for one in journal.notes if one.code == "hidden_read"]
    assert [one.removeprefix(f"{tmp_path}/j.xlsx: ") for one in found] == says


def test_rows_that_a_filter_hides_are_said_of_claims_also(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:B3"
        sheet.auto_filter.add_filter_column(0, ["2006-02-01"])
        hidden("3")(sheet)

    path = tmp_path / "claims.xlsx"
    path.write_bytes(book(["date", "price"], ["2006-02-01", ".0033"], ["2006-03-05", ".0033"], change=change))
    found = claims_of(str(path))
    assert len(found.claims) == 2
    assert [one.message.removeprefix(f"{path}: ") for one in found.notes] == [
        "row 3 is hidden in the sheet and is read like the others"
    ]
