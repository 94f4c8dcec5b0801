"""Tables in files: one reader for journals and claims, for text files and workbooks.

The row that names the columns is looked for, under titles and blank rows. Below it every row is an entry, or a note
at the foot or a total, which are left out and told; what could be either is refused.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from commands.reading.cells import Cell, Number, Wrong, as_shown
from commands.reading.columns import Column, Mapped, Vocabulary, is_day
from commands.reading.delimited import COMMA, MARKS, Row, rows_of, said_mark
from commands.reading.header import check_header, no_header, row_said
from commands.reading.limits import MOST_ABOVE, MOST_LEFT_OUT, MOST_LOOKED_AT, too_many
from commands.reading.lines import Place, SlipError, UnreadableError
from commands.reading.notes import HEADER_ROW, ROWS_LEFT_OUT, SHEET_LEFT_OUT, columns_told, hidden_told, quoted
from commands.reading.sources import text_of
from commands.reading.workbook import Grid, Merged, corner, read_workbook, spread
from ledger.refusals import Flag

_ASIDE = re.compile(
    r"\W*((grand|sub)[ -]?)?totals?\b|\W*(sum|notes?|sources?|prepared|unaudited|confidential|page)\b|[*†‡]",
    re.IGNORECASE,
)
_PROSE = re.compile(r"\S\s+\S|:\s*$|^\s*[*†‡(]")


@dataclass(slots=True)
class Table:
    """A table: where it is, its columns by their places, its rows below the header, and what was left out of it.

    `local` where numbers may be written as in a country where a point parts thousands; `is_book` where its rows are
    those of a workbook; `parted` where a comma parts columns. `wide` are rows in which cells of several columns are
    merged. Some rows and columns of a workbook are hidden.
    """

    place: Place
    header: Row
    columns: dict[int, Column]
    rows: Sequence[Row]
    vocabulary: Vocabulary
    local: bool = False
    is_book: bool = False
    parted: bool = False
    wide: frozenset[int] = frozenset()
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    left_out: list[Row] = field(default_factory=list)
    unknown: set[int] = field(default_factory=set)
    """Columns that name no field and are filled; each is said once."""
    doubtful: list[Flag] = field(default_factory=list)
    """What is to be said of cells that could be meant otherwise than they are read."""
    _places: dict[str | None, int] = field(init=False)
    _needed: list[tuple[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        self._places = {column.name: at for at, column in self.columns.items()}
        self._needed = [(name, at) for name in self.vocabulary.needed if (at := self.at(name)) is not None]

    def at(self, name: str) -> int | None:
        """The place of the column of a field."""
        return self._places.get(name)

    def cell(self, row: Row, name: str) -> str:
        """The name of the cell that a field has in a row of a workbook; else nothing."""
        at = self.at(name)
        return corner(row.number, at) if self.is_book and at is not None else ""

    def entries(self) -> Iterator[Row]:
        """The rows that are entries; what is a note or a total is kept for `notes`."""
        for row in self.rows:
            if self._is_aside(row):
                self.left_out.append(row)
                if len(self.left_out) > MOST_LEFT_OUT:
                    raise too_many(self.place, MOST_LEFT_OUT, "rows that can be no entries")
            else:
                yield row

    def _is_aside(self, row: Row) -> bool:
        """Whether a row is a note or a total: no entry can be meant by it, and it begins like one."""
        if any(at in row.cells and self.vocabulary.is_key(name, row.cells[at]) for name, at in self._needed):
            return False
        own = [at for at in row.cells if at not in row.spread]
        first = row.cells[own[0]] if own else None
        if not isinstance(first, str) or not re.search(r"[^\W\d]", first):
            return False
        if _ASIDE.match(first) and (len(own) == 1 or own[0] <= min(self.columns)):
            return True  # further on it can be the name of a holder
        if len(own) > 1:
            return False
        column = self.columns.get(own[0])
        is_first = own[0] == min(self.columns)
        if column is None:
            return True
        return is_first and (column.name in self.vocabulary.needed or _PROSE.search(first) is not None)

    def notes(self) -> Iterator[Flag]:
        """What is to be said of a table that was read."""
        file = self.place.file
        yield from columns_told(file, self.columns.values(), self.unknown, self.vocabulary.known)
        aside = {row.number for row in self.left_out}
        rows = [row.number for row in self.rows if row.number in self.hidden_rows and row.number not in aside]
        columns = [one.header for at, one in self.columns.items() if at in self.hidden_columns and one.name]
        yield from hidden_told(file, rows, columns)
        yield from self.doubtful
        if self.left_out:
            yield Flag(ROWS_LEFT_OUT, f"{file}: {quoted(self.left_out)}", file=file)


class Tables(NamedTuple):
    """The tables of a file, and what is to be said of it that no table knows."""

    tables: list[Table]
    notes: list[Flag]


# -- text files -------------------------------------------------------------------------------------------------------


def of_text(data: bytes | str, place: Place, vocabulary: Vocabulary, mapped: Mapped, mark: str | None = None) -> Tables:
    """The table of a text file. What parts its columns is found out by its header. Raises `UnreadableError`."""
    text = data if isinstance(data, str) else text_of(data, place, wide=True)
    said = said_mark(text)
    one = mark or said
    marks = MARKS if one is None else (one,)
    probed = [(each, _header_in(text, each, place, vocabulary, mapped)) for each in marks]
    found = [(each, head) for each, head in probed if isinstance(head, tuple)]
    if not found:
        wrong = next((head for _, head in probed if isinstance(head, UnreadableError)), None)
        if wrong is not None:
            _check_table(text, place, vocabulary)
            raise wrong
        _check_table(text, place, vocabulary)
        rows = list(_first(_filled(text, marks[0], place)))
        if not rows:
            return Tables([], [])
        raise no_header(rows, place, vocabulary, mapped)
    chosen, (header, columns) = max(found, key=lambda one: len([c for c in one[1][1].values() if c.name]))
    every = list(_filled(text, chosen, place))
    above = [row for row in every if row.number < header.number and not (said and row.number == 1)]
    table = Table(
        place, header, columns, [row for row in every if row.number > header.number], vocabulary,
        local=chosen != COMMA, parted=chosen == COMMA,
    )  # fmt: skip
    return Tables([table], _told_above(table, above))


_SPELLINGS = {
    "JSON": (re.compile(r"\s*[\[{]\s*[\[{\"]"), "json"),
    "YAML": (re.compile(r"(?:\s|---|#.*\n)*(?:-\s+(?:\{|[\w.]+\s*:)|entries\s*:)"), "yaml"),
}
"""Spellings of a journal that are no tables: how a text in one begins, and the suffix that it has."""


_MOST_BEGUN = 10_000
"""As many characters are looked at for how a text begins."""


def _check_table(text: str, place: Place, vocabulary: Vocabulary) -> None:
    """Raises `UnreadableError` where a text in which no row names columns has the look of another spelling."""
    for name, (begins, suffix) in _SPELLINGS.items():
        if begins.match(text[:_MOST_BEGUN]):
            told = f"name it so that it ends in .{suffix}, or say --format {suffix}"
            advice = told if vocabulary.kind == "entries" else f"{vocabulary.kind} are read from tables"
            raise place.error(f"it looks like {name}, and not like a table; {advice}", 1)


def _filled(text: str, mark: str, place: Place) -> Iterator[Row]:
    return (row for row in rows_of(text, mark, place) if row.cells)


def _header_in(
    text: str, mark: str, place: Place, vocabulary: Vocabulary, mapped: Mapped
) -> tuple[Row, dict[int, Column]] | UnreadableError | None:
    """The header where this mark parts the columns; or why there can be none, said only where no other mark fits."""
    try:
        return header_among(_filled(text, mark, place), place, vocabulary, mapped)
    except UnreadableError as error:
        return error


def _first(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that are looked at for the header: so many, and of wide ones fewer."""
    cells = 0
    for row in islice(rows, MOST_ABOVE):
        if cells and cells + len(row.cells) > MOST_LOOKED_AT:
            return
        cells += len(row.cells)
        yield row


def header_among(
    rows: Iterable[Row], place: Place, vocabulary: Vocabulary, mapped: Mapped
) -> tuple[Row, dict[int, Column]] | None:
    """The row that names the columns: the first with all the fields that are needed, else with the least of them."""
    if mapped.row is not None:
        return _header_said(rows, mapped.row, place, vocabulary, mapped)
    found: tuple[Row, dict[int, Column]] | None = None
    for row in _first(rows):
        columns = mapped.columns(row.cells, vocabulary)
        names = {one.name for one in columns.values()}
        if names.issuperset(vocabulary.needed) or (found is None and names.issuperset(vocabulary.least)):
            found = row, columns
            if names.issuperset(vocabulary.needed):
                break
    if found:
        check_header(*found, place, vocabulary.aside)
    return found


def _header_said(
    rows: Iterable[Row], number: int, place: Place, vocabulary: Vocabulary, mapped: Mapped
) -> tuple[Row, dict[int, Column]] | None:
    """Likewise of the row that was said to name the columns."""
    row = row_said(rows, number)
    columns = {} if row is None else mapped.columns(row.cells, vocabulary)
    if row is None or not {one.name for one in columns.values()}.issuperset(vocabulary.least):
        return None
    check_header(row, columns, place, vocabulary.aside)
    return row, columns


def _told_above(table: Table, above: Sequence[Row]) -> list[Flag]:
    """What is to be said of the rows above the header. Raises `UnreadableError` where one of them is an entry."""
    for row in above:
        if table.vocabulary.could_be_meant(list(row.cells.values())):
            said = f"this could be an entry, and stands above row {table.header.number}, which names the columns"
            raise table.place.error(f"{said}; let the names stand first", row.number)
    if not above:
        return []
    names = ", ".join(column.header for column in table.columns.values())
    said = f"row {table.header.number} names the columns ({names}); what stands above it is a title and left out"
    return [Flag(HEADER_ROW, f"{table.place.file}: {said}", file=table.place.file)]


# -- workbooks --------------------------------------------------------------------------------------------------------


def of_workbook(data: bytes, place: Place, vocabulary: Vocabulary, mapped: Mapped, *, only_one: bool = False) -> Tables:
    """The tables of a workbook: those of all sheets that are shown, or of the only one that has one.

    Raises `UnreadableError`.
    """
    grids = read_workbook(data, place)
    found: list[tuple[Grid, Place, tuple[Row, dict[int, Column]]]] = []
    notes: list[Flag] = []
    for grid in grids:
        there = Place(f"{place.file}:{grid.title}") if len(grids) > 1 else place
        head = header_among(grid.rows, there, vocabulary, mapped)
        if grid.is_shown and head:
            found.append((grid, there, head))
        elif grid.rows and (head or grid.is_shown or _has_entries(grid, vocabulary)):
            if grid.is_shown and not only_one and _has_entries(grid, vocabulary):
                raise no_header([*_first(grid.rows)], there, vocabulary, mapped)
            why = "is hidden" if head or not grid.is_shown else "has no row that names the columns"
            said = f"{place.file}: the sheet {grid.title!r} {why}; it is left out"
            notes.append(Flag(SHEET_LEFT_OUT, said, file=place.file))
    if not found:
        filled = next((grid for grid in grids if grid.is_shown and grid.rows), None)
        if filled is None:
            return Tables([], notes)
        there = Place(f"{place.file}:{filled.title}") if len(grids) > 1 else place
        raise no_header([*_first(filled.rows)], there, vocabulary, mapped)
    if only_one and len(found) > 1:
        named = " and ".join(repr(grid.title) for grid, *_ in found)
        said = f"the {vocabulary.kind} could be in several sheets, {named}; hide all but one of them, or save it as CSV"
        raise place.error(said)
    tables = [_of_grid(*one, vocabulary) for one in found]
    for (grid, *_), table in zip(found, tables, strict=True):
        notes += _told_above(table, [row for row in grid.rows if row.number < table.header.number])
    return Tables(tables, notes)


def _has_entries(grid: Grid, vocabulary: Vocabulary) -> bool:
    """Whether rows of a sheet could be entries though nothing names its columns: it goes on where another ends.

    Where more cells stand beside dates than are looked at, it is taken that they could.
    """
    count = 0
    for row in grid.rows:
        cells = list(row.cells.values())
        count += len(cells) if any(map(is_day, cells)) else 0
        if count > MOST_LOOKED_AT or vocabulary.could_be_meant(cells):
            return True
    return False


def _of_grid(grid: Grid, place: Place, head: tuple[Row, dict[int, Column]], vocabulary: Vocabulary) -> Table:
    header, columns = head
    rows = spread(grid, header.number, place)
    numbers = [row.number for row in rows]
    return Table(
        place,
        header,
        columns,
        rows,
        vocabulary,
        is_book=True,
        wide=frozenset(_wide(grid.merged, columns, numbers)),
        hidden_rows=grid.hidden_rows,
        hidden_columns=[at for at in columns if any(first <= at <= last for first, last in grid.hidden_columns)],
    )


def _wide(merged: Iterable[Merged], columns: dict[int, Column], numbers: Sequence[int]) -> Iterator[int]:
    """The rows in which cells of several columns are one."""
    places, reached = sorted(columns), 0
    for top, bottom, left, right in sorted(merged):
        if bisect_right(places, right) - bisect_left(places, left) > 1:
            yield from numbers[bisect_left(numbers, max(top, reached + 1)) : bisect_right(numbers, bottom)]
            reached = max(reached, bottom)


# -- a row ------------------------------------------------------------------------------------------------------------

_FIRST_GROUP = re.compile(r"\s*[+-]?\$?\d{1,3}\s*", re.ASCII)
_GROUP = re.compile(r"\d{3}(?:\.\d+)?\s*", re.ASCII)


def check_row(table: Table, row: Row, numbers: set[int]) -> None:
    """Raises `SlipError` where it is not plain which cell belongs to which column. `numbers` are columns of numbers."""
    if row.number in table.wide:
        raise SlipError("cells of several columns are merged in this row; give each its own")
    for at, cell in row.cells.items():
        if at not in table.columns:
            if isinstance(cell, Wrong):
                raise SlipError(cell.message)
            if row.width > table.header.width and at >= table.header.width:
                said = (
                    f"the row has {row.width} cells, and row {table.header.number} names {table.header.width} columns"
                )
                raise SlipError(f"{said}; {as_shown(cell)!r} is one too many")
            raise SlipError(f"{as_shown(cell)!r} stands in a column without a name; name it, or leave it out")
    if table.parted:
        _check_threes(table, row, numbers)


def _check_threes(table: Table, row: Row, numbers: set[int]) -> None:
    """A number in threes is several cells where a comma parts them, and shows by a group of zeros or by its width."""
    for at in sorted(numbers & row.cells.keys()):
        first, second = row.cells[at], row.cells.get(at + 1)
        if not (isinstance(first, str) and isinstance(second, str)):
            continue
        is_number = _FIRST_GROUP.fullmatch(first) and not first.strip().startswith("0") and _GROUP.fullmatch(second)
        if is_number and (second.startswith("0") or row.width != table.header.width):
            name = table.columns[at].name or ""
            said = f"{first.strip()},{second.strip()} could be one number with thousands separators, or two cells"
            raise SlipError(f"{said}; write numbers without them, and every cell of the row", name)


def shared_number(table: Table, row: Row, at: int, cell: Cell) -> SlipError:
    """What is said of a number that several rows share because their cells are merged."""
    name = table.columns[at].name or ""
    what = cell.text if isinstance(cell, Number) else as_shown(cell)
    return SlipError(
        f"{what} stands in a cell that is merged with row {row.number - 1}, and could be of each row or of both "
        "together; give each row its own",
        name,
    )
