"""Journals as people send them: spelled in every way, with the noise that spreadsheets and exporters add."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

import openpyxl
import yaml
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from commands.journal.described import columns_of
from ledger.events import Entry, write_entry
from tests.commands.strategies import flat

Written = dict[str, Any]
File = tuple[str, bytes]
"""A format, and the bytes of a file of it."""

TITLES = [
    ["Acme Corp."],
    ["Capitalization", "", "2007"],
    ["as of the end of the year"],
    [""],
    ["Draft", "not reviewed"],
]
FOOTERS = [
    ["Prepared by counsel; unaudited."],
    ["* without the shares in treasury"],
    ["Notes:", "figures as stated by the company"],
]
MONEY = ("cash", "property", "expenses", "additional_rights", "exercise_price")


def footers(draw: st.DrawFn, names: Sequence[str]) -> list[list[str]]:
    """Notes at the foot of a table, and a total under one of its numbers."""
    counted = [at for at, name in enumerate(names) if at and name in ("shares", "common", "new")]
    total = ["Total"] + [""] * (counted[0] - 1) + ["15000000"] if counted else ["Total"]
    return draw(st.lists(st.sampled_from([*FOOTERS, total]), max_size=2))


@st.composite
def plain_files(draw: st.DrawFn, entries: Sequence[Entry]) -> File:
    """YAML in blocks or in braces, JSON, or JSONL; an absent field left out, or null."""
    written = [write_entry(one) for one in entries]
    if draw(st.booleans()):
        written = [one | {name: None for name in ("note", "source") if name not in one} for one in written]
    form = draw(st.sampled_from(["yaml", "braces", "json", "jsonl"]))
    outer: Any = {"entries": written} if draw(st.booleans()) else written
    match form:
        case "yaml" | "braces":
            flow = form == "braces"
            return "yaml", yaml.safe_dump(outer, sort_keys=False, default_flow_style=flow, width=1000).encode()
        case "json":
            return "json", json.dumps(outer, indent=draw(st.sampled_from([None, 1]))).encode()
    return "jsonl", "\n".join(json.dumps(one) for one in written).encode()


def header(draw: st.DrawFn, name: str) -> str:
    """A column's name as people write it."""
    spaced = re.sub(r"[._]", " ", name)
    titled = spaced.title() if not re.search(r"\d", name) and not name.startswith("with.") else name.upper()
    dollars = f"{titled} ($)" if name.rpartition(".")[2] in MONEY and "." not in name else titled
    return draw(st.sampled_from([name, name, f" {name} ", name.upper(), titled, dollars]))


def kind_of(written: Mapping[str, Any], name: str) -> str:
    """What kind of field a column is for an entry."""
    while name.startswith("with."):
        name, written = name.removeprefix("with."), written["with"]
    return columns_of(written["type"])[re.sub(r"\.\d+(?=\.|$)", ".N", name)].kind


@st.composite
def text_tables(draw: st.DrawFn, entries: Sequence[Entry]) -> File:
    """CSV with commas, semicolons or tabs, in UTF-8 or UTF-16, with titles above it and notes below it."""
    written = [write_entry(one) for one in entries]
    names = list(dict.fromkeys(name for one in written for name, _ in flat(one)))
    names = draw(st.permutations(names))
    mark = draw(st.sampled_from([",", ";", "\t"]))
    wide = draw(st.integers(0, 2))
    rows: list[list[str]] = draw(st.lists(st.sampled_from(TITLES), max_size=2))
    rows = [*rows, [header(draw, name) for name in names] + [""] * wide]
    for one in written:
        cells = dict(flat(one))
        rows.append([_text_cell(draw, one, name, cells[name]) if name in cells else "" for name in names] + [""] * wide)
        rows += draw(st.sampled_from([[], [], [], [[]], [[""] * len(names)]]))
    rows += footers(draw, names)
    stream = io.StringIO(newline="")
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(stream, delimiter=mark, quoting=quoting, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(
        rows
    )
    text = stream.getvalue()
    if mark == ";" and draw(st.booleans()):
        text = f"sep=;\n{text}"
    encoded = draw(
        st.sampled_from([("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff")])
    )
    return "csv", f"{encoded[1]}{text}".encode(encoded[0])


def _text_cell(draw: st.DrawFn, one: Written, name: str, value: str) -> str:
    kind = kind_of(one, name)
    if kind == "date":
        return draw(st.sampled_from([value, value, f"{value} 00:00:00", f" {value}"]))
    if kind == "true or false":
        return draw(st.sampled_from([value, value.upper()]))
    if kind == "number, 0 or more":
        return draw(st.sampled_from([value, value, f"${value}", f"$ {value}", f" {value} "]))
    return value


@st.composite
def workbooks(draw: st.DrawFn, entries: Sequence[Entry]) -> File:
    """A workbook with numbers and dates as such, on one sheet or several, with what else people have in one."""
    written = [write_entry(one) for one in entries]
    book = openpyxl.Workbook()
    if draw(st.booleans()):
        book.epoch = CALENDAR_MAC_1904
    if draw(st.booleans()):
        book.active.append(["Acme Corp.", None, "cover"])
        book.active.title = "Cover"
        book.create_sheet("Entries")
    cut = draw(st.integers(1, len(written)))
    parts = [written[:cut], written[cut:]]
    for at, part in enumerate(parts):
        if part:
            sheet = book.worksheets[-1] if at == 0 else book.create_sheet("More entries")
            _fill(draw, sheet, part)
    if draw(st.booleans()):
        old = book.create_sheet("Old")
        old.append(["type", "effective", "holder", "shares"])
        old.append(["common_issued", date(2006, 1, 2), "Nobody", 1])
        old.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return "xlsx", stream.getvalue() if draw(st.booleans()) else with_dimension(stream.getvalue(), "A1")


def _fill(draw: st.DrawFn, sheet: Any, written: list[Written]) -> None:
    names = draw(st.permutations(list(dict.fromkeys(name for one in written for name, _ in flat(one)))))
    for title in draw(st.lists(st.sampled_from(TITLES), max_size=2)):
        sheet.append(title)
        if draw(st.booleans()):
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=3)
    first = (sheet.max_row if sheet.max_row > 1 or sheet["A1"].value is not None else 0) + draw(st.integers(1, 3))
    for column, name in enumerate(names, start=1):
        sheet.cell(first, column, header(draw, name))
    for at, one in enumerate(written, start=first + 1):
        cells = dict(flat(one))
        for column, name in enumerate(names, start=1):
            if name in cells:
                _book_cell(draw, sheet.cell(at, column), kind_of(one, name), cells[name])
        sheet.cell(at, len(names) + 3).font = Font(bold=True)
    if "effective" in names:
        _merge_days(draw, sheet, names.index("effective") + 1, first + 1, written)
    for footer in footers(draw, names):
        sheet.append(footer)


def _merge_days(draw: st.DrawFn, sheet: Any, column: int, first: int, written: list[Written]) -> None:
    """Where two rows below each other have one date, it may stand in one cell."""
    row = first
    while row - first + 1 < len(written):
        at = row - first
        if written[at]["effective"] == written[at + 1]["effective"] and draw(st.booleans()):
            sheet.cell(row, column).value = date.fromisoformat(written[at]["effective"])
            sheet.cell(row + 1, column).value = None
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
            row += 1
        row += 1


def _book_cell(draw: st.DrawFn, cell: Any, kind: str, value: str) -> None:
    as_such = draw(st.booleans())
    if kind == "date" and as_such and value >= "1904-01-02":
        cell.value = datetime.combine(date.fromisoformat(value), time())
        cell.number_format = draw(
            st.sampled_from(["yyyy-mm-dd", "mm/dd/yy", "d. mmmm yyyy", "[$-407]dd.mm.yyyy", "mmm-yy"])
        )
    elif kind == "true or false" and as_such:
        cell.value = value == "true"
    elif kind.startswith(("number", "whole")) and as_such and _short(value):
        cell.value = int(value) if value.isdecimal() else float(value)
        formats = ["General", "#,##0", '_("$"* #,##0.00_);_("$"* (#,##0.00)', "0.00E+00", "#,##0.00;[Red](#,##0.00)"]
        cell.number_format = draw(st.sampled_from(formats))
    else:
        cell.value = value
        cell.data_type = "s"


def _short(value: str) -> bool:
    """Whether a spreadsheet keeps all its digits."""
    if not re.fullmatch(r"\d+(\.\d+)?", value) or len(value.replace(".", "").strip("0")) > 15:
        return False
    return Fraction(repr(float(value))) == Fraction(value)


def with_dimension(data: bytes, declared: str) -> bytes:
    """The same workbook, whose sheets declare this size."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{declared}"'.encode(), part)
            new.writestr(name, part)
    return made.getvalue()


FILES = {"plain": plain_files, "text": text_tables, "workbook": workbooks}
