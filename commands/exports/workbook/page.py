"""A sheet for people: its title, a head that is repeated on every page, its columns, and how it is printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from commands.exports.request import Request
from commands.exports.workbook.cells import LETTER, Sheet
from commands.exports.workbook.extract import Company
from ledger.numbers.figure import Figure
from ledger.shown import visible
from projections.documents.company_facts import CompanyFacts
from projections.read_model.catalogue import Kind

SUMMARY, PRICES, CAP_TABLE = "Summary", "Price history", "Cap table"
RIGHTS, PAYMENTS, ENTRIES = "Rights outstanding", "Conversions & dividends", "Entries & notes"
HEAD = 3
"""The row of the names of columns, from 0; what stands above is the title, and is repeated with it."""
_MOST_LINKS = 60_000
_FOOTER = 250
_LINE, _HIGHEST = 15, 400
_LOOSE = 1.12
_WRAPPED = frozenset(("wrap", "quiet", "link"))

Number = Figure | Fraction | int


class Column(NamedTuple):
    """A column: its name, how wide it is, and how its cells look."""

    name: str
    width: int
    look: str = "wrap"


Rows = Mapping[tuple[str, str], int]
"""The row of each entry on the sheet of entries, by company and id."""


@dataclass(slots=True)
class Page:
    """A sheet for people while it is written; `row` is the next free one.

    `printed` columns are printed; those after them have exact figures as text.
    """

    to: Sheet
    columns: Sequence[Column]
    printed: int
    entries: Rows
    row: int = HEAD + 1
    lines: int = 1
    """How many lines the words of the row take."""

    def next(self, rows: int = 1) -> None:
        """Go on to the next row, or further; the one that was written becomes as high as its words need."""
        if self.lines > 1:
            self.to.sheet.set_row(self.row, min(_LINE * self.lines + 2, _HIGHEST))
        self.lines = 1
        self.row += rows

    def _takes(self, column: int, text: str) -> None:
        """Text is wrapped in its column; words that do not fill a line leave room behind them."""
        self.lines = max(self.lines, _lines(text, self.columns[column].width))

    def link(self, column: int, company: str, entry: str) -> None:
        """Write the id of an entry that leads to its row."""
        self._takes(column, entry)
        at = self.entries.get((company, entry))
        if at is None or at > _MOST_LINKS:
            self.text(column, entry)
        else:
            self.to.link(self.row, column, entry, ENTRIES, at)

    def text(self, column: int, text: str, look: str | None = None) -> None:
        """Write text."""
        shown = look or self.columns[column].look
        if shown in _WRAPPED:
            self._takes(column, text)
        self.to.text(self.row, column, text, shown)

    def number(self, column: int, number: Number | None, look: str | None = None) -> bool:
        """Write a number, a dash where there is none; whether a formula can count with it."""
        if number is None:
            self.text(column, "-")
            return False
        figure = number if isinstance(number, Figure) else Figure.of(number)
        return self.to.number(self.row, column, figure.fraction, figure.decimal(), look or self.columns[column].look)

    def exact(self, column: int, number: Number | None, look: str = "exact") -> None:
        """Write a number exactly, as text; where it has too many digits, how many."""
        if number is None:
            return
        num = (number if isinstance(number, Figure) else Figure.of(number)).num()
        self.text(column, num["exact"] or f"a rational of {num.get('digits', 0):,} digits", look)

    def value(self, column: int, value: date | None) -> None:
        """Write a day or a moment."""
        kind: Kind = "date" if self.columns[column].look == "date" else "moment"
        self.to.value(self.row, column, kind, value)

    def formula(self, column: int, formula: str, value: float | bool | str, look: str | None = None) -> None:  # noqa: FBT001
        """Write a formula and what it gives."""
        self.to.formula(self.row, column, formula, value, look or self.columns[column].look)

    def at(self, column: int, row: int | None = None, *, fixed: bool = False) -> str:
        """The address of a cell of this row or another, and of a `fixed` one."""
        return str(xl_rowcol_to_cell(self.row if row is None else row, column, row_abs=fixed, col_abs=fixed))

    def span(self, column: int, first: int) -> str:
        """The addresses of a column from a row down to the one before this."""
        return f"{self.at(column, first)}:{self.at(column, self.row - 1)}"

    def head(self, names: Sequence[str]) -> None:
        """Write names of columns in a row of their own, of a further table on the sheet."""
        _write_head(self.to, self.row, self.columns, names)
        self.row += 1

    def band(self, text: str) -> None:
        """Write a line across what is printed: the name of a company, or of a part."""
        for column in range(self.printed):
            self.to.text(self.row, column, text if column == 0 else "", "company")
        self.row += 1

    def finish(self) -> None:
        """Set how it is printed, now that it is known how long it is."""
        self.to.sheet.print_area(0, 0, max(self.row - 1, HEAD + 1), self.printed - 1)


class Shape(NamedTuple):
    """A sheet: its title, its columns, how many of them are printed, and how many stay when one moves to the right.

    `repeated` is the last row that is printed on every page: a sheet of several tables repeats its title alone.
    """

    title: str
    columns: Sequence[Column]
    printed: int
    frozen: int = 1
    repeated: int = HEAD


class Given(NamedTuple):
    """What the sheets are made of: what is asked for, the companies, and the row of each entry."""

    request: Request
    companies: Sequence[Company]
    entries: Rows

    @property
    def several(self) -> bool:
        """Whether there are several companies, whose names stand over what is said of them."""
        return len(self.companies) > 1


def begin(to: Sheet, shape: Shape, given: Given) -> Page:
    """A sheet with its title, its head and its looks on paper."""
    sheet = to.sheet
    sheet.hide_gridlines(2)
    to.text(0, 0, shape.title if given.several else f"{shape.title}: {given.companies[0].name}", "title")
    to.text(1, 0, f"As of the close of {given.request.on}, as known {given.request.known}")
    for column, one in enumerate(shape.columns):
        sheet.set_column(column, column, one.width)
    _write_head(to, HEAD, shape.columns, [one.name for one in shape.columns])
    sheet.freeze_panes(HEAD + 1, shape.frozen)
    sheet.repeat_rows(0, shape.repeated)
    sheet.set_landscape()
    sheet.set_paper(LETTER)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.7)
    sheet.set_footer(_footer(given.companies))
    return Page(to, shape.columns, shape.printed, given.entries)


def parts(page: Page, given: Given) -> Iterator[tuple[Company, CompanyFacts]]:
    """The companies of which there is something to say, each under its name where there are several."""
    for one in given.companies:
        if one.facts is not None:
            if given.several:
                page.band(one.name)
            yield one, one.facts


def _footer(companies: Sequence[Company]) -> str:
    """The head of the log and the number of the page; of several companies the summary has the heads."""
    # && is one & on paper
    name = visible(companies[0].name).replace("&", "&&") if len(companies) == 1 else f"{len(companies)} companies"
    head = f"Head of the log: {companies[0].summary.head}" if len(companies) == 1 else f"Heads of the logs: {SUMMARY}"
    room = _FOOTER - len(head) - len("&L&8 , &R&8 Page &P of &N")
    shown = name if len(name) <= room else f"{name[: room - 1].rstrip('&')}…"
    # the space ends the size of the letters: a digit of a name would go on with it
    return f"&L&8 {shown}, {head}&R&8 Page &P of &N"


def _write_head(to: Sheet, row: int, columns: Sequence[Column], names: Sequence[str]) -> None:
    """The names of columns, those of numbers over them on the right; as high as the longest needs."""
    for column, (one, name) in enumerate(zip(columns, names, strict=True)):
        to.text(row, column, name, "header right" if one.look in _NUMBERS else "header")
    lines = max(_lines(name, one.width - 2) for one, name in zip(columns, names, strict=True))
    to.sheet.set_row(row, _LINE * lines + 3)


def _lines(text: str, width: int) -> int:
    """How many lines text takes: letters are narrower than digits, and words do not fill a line."""
    parts = text.split("\n")
    return sum(1 if len(part) <= width * _LOOSE else ceil(len(part) * _LOOSE / width) for part in parts)


_NUMBERS = frozenset(("whole", "shares", "price", "money", "percent"))
