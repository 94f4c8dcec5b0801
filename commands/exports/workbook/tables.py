"""The reporting tables as sheets: both clocks on a cover, balances with totals, and formulas to check."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from commands.exports.request import Request
from commands.exports.rows import Rows
from commands.exports.workbook.cells import LETTER, MOST_DIGITS, WIDTHS, Sheet
from commands.exports.workbook.checks import CHECKS, Line
from commands.exports.workbook.extract import Company, Preferences
from ledger.numbers.days import written
from ledger.numbers.spelling import read_back
from projections.read_model.catalogue import Row, Table

_HEADER_HEIGHT = 32
_NOTES = (
    "Every figure comes from the record by exact arithmetic, and stands as text in the columns named exact.",
    "A spreadsheet keeps 15 digits. A number beside an exact one is that division where both its parts are that short.",
    "A longer one stands as the nearest number that a spreadsheet can have.",
    "Blue cells are formulas that work a figure out again; where 15 digits do not suffice for that they are left out.",
    "A delivery marked assumed on the sheet conversions is a number that nobody stated: the ledger worked it out.",
    "Dates are those on which an act took effect; recorded_at is when it was recorded, in UTC.",
    "Columns are explained on the sheet Columns. This workbook is a copy: the ledger is the record.",
)


def write_tables(sheets: Sequence[Sheet], request: Request, rows: Rows, companies: Sequence[Company]) -> None:
    """Fill the sheets: the cover, the balances, the columns, and one for each table.

    The cover comes last: it says what had to stand as text on all of them.
    """
    cover, balances, columns, *tables = sheets
    _balances(balances, companies)
    _columns(columns, list(rows))
    preferences = {key: value for one in companies for key, value in one.preferences.items()}
    for to, (table, found) in zip(tables, rows.items(), strict=True):
        _table(to, table, found, preferences)
    _cover(cover, request, companies, cover.too_long)


FRONT = ("About", "Balances", "Columns")
"""The sheets before those of the tables."""


def _cover(to: Sheet, request: Request, companies: Sequence[Company], too_long: Iterable[str]) -> None:
    on_one_width(to)
    to.sheet.set_column(0, 0, 34)
    to.sheet.set_column(1, 9, 22)
    to.text(0, 0, "Reporting tables of a seriesd ledger", "title")
    facts = (
        ("Balances at the close of", request.on.isoformat()),
        ("As known", request.known),
        ("Made at", written(request.made, "seconds")),
    )
    for row, (label, fact) in enumerate(facts, start=2):
        to.text(row, 0, label, "label")
        to.text(row, 1, fact)
    names = (
        "company",
        "series",
        "entries",
        "first",
        "last",
        "Conversion Price",
        "Series D",
        "Common",
        "head of the log",
        "head of the ledger",
    )
    top = 6
    for column, name in enumerate(names):
        to.text(top, column, name, "header")
    for row, one in enumerate(companies, start=top + 1):
        _company(to, row, one)
    notes = list(_NOTES)
    if names_of := ", ".join(too_long):
        notes.append(f"Numbers with more than {MOST_DIGITS} digits before the point stand as text on: {names_of}.")
    for row, note in enumerate(notes, start=top + 3 + len(companies)):
        to.sheet.merge_range(row, 0, row, 9, "", to.formats["wrap"])
        to.text(row, 0, note, "wrap")


def _company(to: Sheet, row: int, one: Company) -> None:
    summary = one.summary
    to.text(row, 0, summary.name)
    to.text(row, 1, summary.series)
    to.value(row, 2, "whole", summary.entries)
    to.value(row, 3, "date", summary.first)
    to.value(row, 4, "date", summary.last)
    to.number(row, 5, summary.price.fraction, summary.price.decimal(), "decimal")
    to.value(row, 6, "whole", summary.series_d_outstanding)
    to.value(row, 7, "whole", summary.common_outstanding)
    to.text(row, 8, summary.head)
    to.text(row, 9, one.ledger_head)


def _balances(to: Sheet, companies: Sequence[Company]) -> None:
    """Who holds what, and for each company the sums beside what the ledger has outstanding."""
    _head(to, ("company", "holder", "Series D", "Common", "votes of Series D"), (34, 34, 16, 20, 20))
    held = [(one.summary.name, name, each) for one in companies for name, each in one.held.holders.items()]
    for row, (company, holder, each) in enumerate(held, start=1):
        to.text(row, 0, company)
        to.text(row, 1, holder)
        for column, number in enumerate((each.series_d, each.common, each.votes), start=2):
            to.value(row, column, "whole", number)
    last = max(len(held), 1) + 1
    row = last + 1
    for one in companies:
        outstanding = (one.held.series_d_outstanding, one.held.common_outstanding)
        to.text(row, 0, one.summary.name, "label")
        to.text(row, 1, "sum", "label")
        to.text(row + 1, 1, "outstanding in the ledger", "label")
        to.text(row + 2, 1, "agrees", "label")
        for column, number in enumerate(outstanding, start=2):
            letter = "CD"[column - 2]
            total = f"=SUMPRODUCT(($A$2:$A${last}=$A${row + 1})*{letter}$2:{letter}${last})"
            to.formula(row, column, total, number, "total")
            to.value(row + 1, column, "whole", number)
            to.formula(row + 2, column, f"={letter}{row + 1}={letter}{row + 2}", value=True)
        row += 4


def _columns(to: Sheet, tables: Sequence[Table]) -> None:
    _head(to, ("table", "column", "kind", "meaning", "unit"), (22, 26, 12, 100, 20))
    lines = [(table.name, column) for table in tables for column in table.columns]
    for row, (name, column) in enumerate(lines, start=1):
        for place, text in enumerate((name, column.name, column.kind, column.meaning, column.unit)):
            to.text(row, place, text, "wrap")


def on_one_width(to: Sheet) -> None:
    """Printed across, on pages as wide as the table."""
    to.sheet.set_landscape()
    to.sheet.set_paper(LETTER)
    to.sheet.fit_to_pages(1, 0)


def _head(to: Sheet, names: Sequence[str], widths: Sequence[int], frozen: int = 0) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        to.sheet.set_column(column, column, width)
        to.text(0, column, name, "header")
    to.sheet.set_row(0, _HEADER_HEIGHT)
    to.sheet.freeze_panes(1, frozen)
    to.sheet.repeat_rows(0)
    on_one_width(to)


def _table(to: Sheet, table: Table, rows: Sequence[Row], preferences: Preferences) -> None:
    headings, check = CHECKS.get(table, ((), None))
    names = [column.name for column in table.columns]
    widths = [WIDTHS[column.kind] for column in table.columns]
    _head(to, [*names, *headings], [*widths, *(26 for _ in headings)], frozen=2)
    for row, values in enumerate(rows, start=1):
        numbers = frozenset(_row(to, table, row, values))
        if check is not None:
            check(to, Line(table, values, row, numbers), preferences)
    to.sheet.autofilter(0, 0, max(len(rows), 1), len(names) - 1)


def _row(to: Sheet, table: Table, row: int, values: Row) -> Sequence[str]:
    """Write a row; the names of the columns that a formula can count with."""
    numbers = []
    exact: Fraction | None = None
    for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
        if to.value(row, place, column.kind, value, exact if column.kind == "decimal" else None):
            numbers.append(column.name)
        exact = read_back(str(value)) if column.kind == "exact" and value is not None else None
    return numbers
