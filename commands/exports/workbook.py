"""XLSX: a workbook of the reporting tables: both clocks on its cover, balances with totals, and formulas to check."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commands.api.ledger import Ledger
from commands.errors import UnableError, UsageError
from commands.exports.cells import FORMATS, MOST_DIGITS, WIDTHS, Sheet
from commands.exports.request import Made, Request
from commands.exports.rows import Rows, chosen
from ledger.numbers.bounded import Bounded
from ledger.numbers.days import written
from projections.answers.balances import Holders
from projections.answers.companies import AtClose, CompanySummary
from projections.read_model.catalogue import Row, Table
from projections.read_model.rows import rows_and_book

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from commands.exports.checks import Preferences

_MOST_ROWS = 1_048_576
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


@dataclass(frozen=True, slots=True)
class _Company:
    """A company on the cover and the sheet of balances, its rows, and the preference of each of its conversions."""

    summary: CompanySummary
    held: Holders
    rows: Rows
    preferences: "Preferences"


def write(request: Request) -> Made:
    """Write the workbook. Raises `UsageError` without a file to write to, and for more rows than a sheet has."""
    if request.suffix != ".xlsx":
        raise UsageError("a workbook is a file: name one that ends in .xlsx with -o")
    import xlsxwriter

    extracts = [_extract(ledger, request) for ledger in request.ledgers]
    rows: Rows = {table: [row for one in extracts for row in one.rows[table]] for table in chosen(request.tables)}
    for table, found in rows.items():
        if len(found) >= _MOST_ROWS:
            raise UnableError(
                f"{table.name} has {len(found):,} rows, more than a worksheet; CSV and Parquet have no limit"
            )
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": "Reporting tables", "created": request.made.replace(tzinfo=None)})
    _fill(book, request, rows, extracts)
    book.close()
    return Made(stream.getvalue(), rows={str(request.output): sum(map(len, rows.values()))})


def _extract(ledger: Ledger, request: Request) -> _Company:
    name, log, head = ledger.known(as_known=request.as_known)
    noted = AtClose(name, log, head, request.on)
    rows, book = rows_and_book(name, log, noted)
    assert noted.summary is not None  # noqa: S101  a pass to the end of the calendar closes every day asked for
    assert noted.held is not None  # noqa: S101  likewise
    preferences = {(name, one.entry): _value(one.parts[0][1]) for one in book.state.conversions}
    return _Company(noted.summary, noted.held, rows, preferences)


def _value(number: Bounded) -> Fraction:
    exact = number.exact()
    return Fraction(int(exact.numerator), int(exact.denominator))


def _fill(book: "Workbook", request: Request, rows: Rows, companies: Sequence[_Company]) -> None:
    formats = {name: book.add_format(look) for name, look in FORMATS.items()}
    too_long: dict[str, None] = {}
    cover, balances, columns = (
        Sheet(book.add_worksheet(name), formats, too_long) for name in ("About", "Balances", "Columns")
    )
    _balances(balances, companies)
    _columns(columns, list(rows))
    preferences = {key: value for one in companies for key, value in one.preferences.items()}
    for table, found in rows.items():
        _table(Sheet(book.add_worksheet(table.name), formats, too_long), table, found, preferences)
    _cover(cover, request, companies, too_long)


def _cover(to: Sheet, request: Request, companies: Sequence[_Company], too_long: Iterable[str]) -> None:
    to.sheet.set_column(0, 0, 34)
    to.sheet.set_column(1, 8, 22)
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
        to.sheet.merge_range(row, 0, row, 8, "", to.formats["wrap"])
        to.text(row, 0, note, "wrap")


def _company(to: Sheet, row: int, one: _Company) -> None:
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


def _balances(to: Sheet, companies: Sequence[_Company]) -> None:
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


def _head(to: Sheet, names: Sequence[str], widths: Sequence[int], frozen: int = 0) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        to.sheet.set_column(column, column, width)
        to.text(0, column, name, "header")
    to.sheet.set_row(0, _HEADER_HEIGHT)
    to.sheet.freeze_panes(1, frozen)


def _table(to: Sheet, table: Table, rows: Sequence[Row], preferences: "Preferences") -> None:
    from commands.exports.checks import CHECKS, Line

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
        exact = Fraction(str(value)) if column.kind == "exact" and value is not None else None
    return numbers
