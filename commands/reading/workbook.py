"""Workbooks (.xlsx): the sheets that are shown, with their numbers as they are written in the file.

All rows are read, whatever size a sheet declares. A value that several cells share because they are merged is theirs
all. Formulas have the values that the file keeps of them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from commands.reading.cells import Cell, Number, Wrong, is_blank, number_of
from commands.reading.delimited import Row
from commands.reading.formats import BUILT_IN, Shown, day_cell, flag_cell, moment_cell, shown_by, text_cell
from commands.reading.header import letters_of
from commands.reading.limits import MOST_COLUMNS, MOST_MERGED, MOST_ROWS, MOST_VALUES, too_many
from commands.reading.lines import Place, UnreadableError
from commands.reading.package import Package, opened, relation_of
from ledger.names import shown

Merged = tuple[int, int, int, int]
"""Cells that are one: the first and last row, counted from 1, and the first and last column, counted from 0."""


@dataclass(slots=True)
class Grid:
    """A sheet: its title, whether it is shown, its rows that are not blank, and which of its cells are merged.

    Rows and columns that are hidden in it, by a filter also, are there like the others, and named.
    """

    title: str
    is_shown: bool
    rows: list[Row] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of each run of them, counted from 0."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    texts: list[str]
    formats: list[Shown]
    is_from_1904: bool


_WITHOUT_CELLS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
"""Sheets that are no tables: a chart, a window, and macros."""


def read_workbook(data: bytes, place: Place) -> list[Grid]:
    """The sheets of a workbook in their order; of one that is hidden only what it is called is right to use.

    Raises `UnreadableError`.
    """
    with opened(data, place) as package:
        main = next((part for kind, part in package.related("").values() if kind == "officeDocument"), "")
        sheets: list[tuple[str, bool, str]] = []
        epoch: list[bool] = []

        def sheet(attributes: Mapping[str, str]) -> None:
            is_shown = attributes.get("state", "visible") == "visible"
            sheets.append((attributes.get("name", ""), is_shown, relation_of(attributes)))

        def properties(attributes: Mapping[str, str]) -> None:
            epoch.append(attributes.get("date1904", "0").lower() in ("1", "true"))

        package.read(main, {"sheet": sheet, "workbookPr": properties})
        parts = package.related(main)
        of_kind = dict(parts.values())
        book = _Book(
            _texts(package, of_kind.get("sharedStrings")), _formats(package, of_kind.get("styles")), any(epoch)
        )
        return [
            _grid(package, part, Grid(title, is_shown), book)
            for title, is_shown, part in _with_cells(sheets, parts, place)
        ]


def _with_cells(
    sheets: Iterable[tuple[str, bool, str]], parts: Mapping[str, tuple[str, str]], place: Place
) -> Iterator[tuple[str, bool, str]]:
    """The sheets that have cells, each with its part. Raises `UnreadableError` where a sheet is lost, or is another."""
    seen = set[str]()
    for title, is_shown, relation in sheets:
        kind, part = parts.get(relation, ("", ""))
        if not kind or part in seen:
            why = "has no part" if not kind else "has the part of another"
            raise place.error(f"cannot be read as a spreadsheet: the sheet {title!r} {why}")
        seen.add(part)
        if kind == "worksheet":
            yield title, is_shown, part
        elif kind not in _WITHOUT_CELLS:
            raise place.error(f"the sheet {title!r} is of a kind that is not read ({kind}); leave it out")


def _texts(package: Package, part: str | None) -> list[str]:
    """The texts that cells share, without the reading aids of Japanese ones."""
    texts: list[str] = []
    if part is None or not package.has(part):
        return texts
    pieces: list[str] = []
    asides: list[None] = []
    package.read(
        part,
        {"si": lambda _: pieces.clear(), "rPh": lambda _: asides.append(None)},
        {
            "t": lambda text: None if asides else pieces.append(text),
            "rPh": lambda _: asides.pop(),
            "si": lambda _: texts.append(_unescaped("".join(pieces))),
        },
    )
    return texts


def _formats(package: Package, part: str | None) -> list[Shown]:
    """How each style shows numbers."""
    codes: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    inside: list[None] = []

    def form(attributes: Mapping[str, str]) -> None:
        codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")

    def style(attributes: Mapping[str, str]) -> None:
        if inside:
            styles.append(int(attributes.get("numFmtId", "0")))

    if part is not None and package.has(part):
        starts = {"numFmt": form, "cellXfs": lambda _: inside.append(None), "xf": style}
        package.read(part, starts, {"cellXfs": lambda _: inside.clear()})
    return [shown_by(codes.get(one, "General")) for one in styles]


def _unescaped(text: str) -> str:
    """A text with the signs that XML cannot hold, which are written `_x000D_`."""
    made = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return made.replace("\r\n", "\n").replace("\r", "\n")


# -- a sheet ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sheet:
    """A sheet being read: where in it we are, and what is known of the cell at hand."""

    place: Place
    book: _Book
    made: Grid
    row: int = 0
    column: int = -1
    cells: dict[int, Cell] = field(default_factory=dict)
    kind: str = ""
    style: int = 0
    value: str | None = None
    in_row: bool = False
    open: bool = False
    formula: str | None = None
    pieces: list[str] = field(default_factory=list)
    aside: int = 0

    def read(self, package: Package, part: str) -> None:
        """Go through the sheet."""
        package.read(
            part,
            {
                "col": self._columns,
                "row": self._start_row,
                "c": self._start_cell,
                "rPh": self._start_aside,
                "mergeCell": self._merge,
            },
            {
                "v": self._set_value,
                "f": self._set_formula,
                "t": self._add_text,
                "rPh": self._end_aside,
                "c": self._end_cell,
                "row": self._end_row,
            },
        )

    def _columns(self, attributes: Mapping[str, str]) -> None:
        first, last = (attributes.get(name, "") for name in ("min", "max"))
        if _is_hidden(attributes) and _ORDINAL.fullmatch(first) and _ORDINAL.fullmatch(last):
            self.made.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _set_value(self, text: str) -> None:
        if self.value is not None or not self.open:
            raise self._out_of_place()
        self.value = text

    def _out_of_place(self) -> UnreadableError:
        return self.place.error(f"cannot be read as a spreadsheet: a cell is out of its place in row {self.row}")

    def _set_formula(self, text: str) -> None:
        self.formula = text

    def _add_text(self, text: str) -> None:
        if not self.aside:
            self.pieces.append(text)

    def _start_aside(self, _: Mapping[str, str]) -> None:
        self.aside += 1

    def _end_aside(self, _: str) -> None:
        self.aside -= 1

    def _merge(self, attributes: Mapping[str, str]) -> None:
        self.made.merged.append(_range(attributes.get("ref", ""), self.place))
        if len(self.made.merged) > MOST_MERGED:
            raise self.place.error(f"has more than {MOST_MERGED:,} merged cells; give each cell its own value")

    def _end_cell(self, _: str) -> None:
        self.open = False
        if self.value is None and self.formula is None and not self.pieces:
            return
        cell = self._cell()
        if not is_blank(cell):
            self.cells[self.column] = cell

    def _end_row(self, _: str) -> None:
        self.in_row = False
        if self.cells:
            self.made.rows.append(Row(self.row, self.cells))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self.row + 1))
        if not self.row < number <= MOST_ROWS or self.in_row:
            raise self.place.error(f"cannot be read as a spreadsheet: row {number} stands after row {self.row}")
        self.row, self.column, self.cells, self.in_row = number, -1, {}, True
        if _is_hidden(attributes):
            self.made.hidden_rows.add(number)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        row, column = _corner(attributes["r"], self.place) if "r" in attributes else (self.row, self.column + 1)
        if row != self.row or not self.column < column < MOST_COLUMNS or self.open or not self.in_row:
            raise self._out_of_place()
        self.column, self.open = column, True
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self.value, self.formula = None, None
        self.pieces.clear()

    def _cell(self) -> Cell:
        if self.pieces and (self.kind != "inlineStr" or self.value):
            return Wrong("the cell holds a text, and says that it holds something else")
        if self.kind == "inlineStr":
            return text_cell(_unescaped("".join(self.pieces)))
        value = self.value
        if not value:
            if self.formula is None or self.kind == "str":
                return ""
            return Wrong(
                f"the formula ={self.formula} has no value in the file; open it in a spreadsheet program and save it "
                "there"
            )
        return _KINDS[self.kind](value, self.book) if self.kind in _KINDS else self._number(value)

    def _number(self, value: str) -> Cell:
        formats = self.book.formats
        if self.style and not 0 <= self.style < len(formats):
            return Wrong(f"the cell is shown as {self.style} says, and the workbook has no such format")
        form = formats[self.style] if formats else shown_by("General")
        number = number_of(value, odd=form.odd, plain=form.plain)
        if isinstance(number, Number) and (form.date or form.time):
            return day_cell(number.text, is_from_1904=self.book.is_from_1904, is_time=form.time)
        return number


def _grid(package: Package, part: str, made: Grid, book: _Book) -> Grid:
    _Sheet(package.place, book, made).read(package, part)
    return made


def _shared(value: str, book: _Book) -> Cell:
    at = int(value) if _SHARED.fullmatch(value.strip()) else -1
    if not 0 <= at < len(book.texts):
        return Wrong(f"the cell refers to the text {shown(value)}, and the workbook has {len(book.texts):,}")
    return text_cell(book.texts[at])


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden", "0").lower() in ("1", "true")


_ORDINAL = re.compile(r"[1-9]\d{0,6}", re.ASCII)

_SHARED = re.compile(r"\d{1,9}", re.ASCII)

_KINDS: Mapping[str, Callable[[str, _Book], Cell]] = {
    "s": _shared,
    "str": lambda value, _: text_cell(_unescaped(value)),
    "b": lambda value, _: flag_cell(value),
    "e": lambda value, _: Wrong(f"the cell holds the error {value}"),
    "d": lambda value, _: moment_cell(value),
}
"""How the values of cells are read that are no numbers, by what kind they say they are."""


# -- merged cells -----------------------------------------------------------------------------------------------------


def corner(row: int, column: int) -> str:
    """The name of a cell, like B3, its column counted from 0."""
    return f"{letters_of(column)}{row}"


def _corner(name: str, place: Place) -> tuple[int, int]:
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", name)
    if found is None:
        raise place.error(f"cannot be read as a spreadsheet: {name!r} is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def _range(name: str, place: Place) -> Merged:
    first, _, last = name.partition(":")
    (top, left), (bottom, right) = _corner(first, place), _corner(last or first, place)
    return top, bottom, left, right


def spread(grid: Grid, below: int, place: Place) -> list[Row]:
    """The rows below this one, with the values that merged cells share. Raises `UnreadableError` where they overlap."""
    rows = [row for row in grid.rows if row.number > below]
    numbers = [row.number for row in rows]
    filled: dict[int, dict[int, Cell]] = {}
    done: dict[int, int] = {}
    count = 0
    by_number = {row.number: row for row in rows}
    for top, bottom, left, _ in sorted(grid.merged):
        if bottom <= below or left not in by_number.get(top, Row(0, {})).cells:
            continue
        if top <= done.get(left, 0):
            raise place.error("cannot be read as a spreadsheet: merged cells lie over each other", top)
        done[left] = bottom
        among = numbers[bisect_right(numbers, top) : bisect_left(numbers, bottom + 1)]
        count += len(among)
        if count > MOST_VALUES:
            raise too_many(place, MOST_VALUES, "cells, with those that are merged")
        for number in among:
            filled.setdefault(number, {})[left] = by_number[top].cells[left]
    return [
        Row(row.number, {**row.cells, **filled[row.number]}, row.width, frozenset(filled[row.number]))
        if row.number in filled
        else row
        for row in rows
    ]
