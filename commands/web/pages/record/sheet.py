"""The tables that were sent: the rows in which something is wrong, and the columns, to be named by eye."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.journal.described import ITEM, all_columns
from commands.journal.tabular import vocabulary
from commands.reading.cells import as_shown
from commands.reading.columns import Mapped
from commands.reading.delimited import MARKS, Row, rows_of
from commands.reading.lines import Place, UnreadableError
from commands.reading.sources import text_of
from commands.reading.tables import Table, of_text, of_workbook
from commands.reading.workbook import read_workbook
from commands.web.pages.record.given import Files
from commands.web.pages.record.tried import Wrong

_TEXTS: Mapping[str, str | None] = {".csv": None, ".tsv": "\t"}
_BOOK = ".xlsx"
_LOOKED_AT = 30
_EXAMPLES = 3
_LONG = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, the field that it is taken for, and what stands under it first."""

    at: int
    header: str
    field: str
    examples: Sequence[str]


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row in which something is wrong: its number, its cells as they stand, and why, by the column or of the row."""

    number: int
    cells: Sequence[str]
    wrong: Mapping[int, str]
    of_row: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as somebody sent it; `unknown` where one of its columns is not known."""

    name: str
    columns: Sequence[Heading]
    rows: Sequence[WrongRow]

    @property
    def unknown(self) -> bool:
        """Whether a column names no field."""
        return any(not one.field for one in self.columns)


def sheets_of(files: Files, mapped: Mapped, wrong: Sequence[Wrong]) -> list[Sheet]:
    """The tables among the files that have anything to be looked at; a file that is none has no table."""
    return [sheet for path in files.paths for sheet in _sheets(path, mapped, wrong) if sheet.rows or sheet.unknown]


def fields() -> list[str]:
    """The fields that a column can be, those first that every table has."""
    names = sorted(name.replace(f".{ITEM}.", ".0.") for name in all_columns())
    first = ("type", "effective", "id")
    return [*first, *(name for name in names if name not in first)]


def _sheets(path: Path, mapped: Mapped, wrong: Sequence[Wrong]) -> list[Sheet]:
    place = Place(path.name)
    try:
        data = path.read_bytes()
        try:
            tables = _tables(path.suffix.lower(), data, place, mapped)
        except UnreadableError:
            return _without_header(path.suffix.lower(), data, place)
    except UnreadableError:
        return []
    return [_sheet(one, [it for it in wrong if it.file == one.place.file]) for one in tables]


def _tables(suffix: str, data: bytes, place: Place, mapped: Mapped) -> list[Table]:
    if suffix in _TEXTS:
        return of_text(data, place, vocabulary(), mapped, _TEXTS[suffix]).tables
    return of_workbook(data, place, vocabulary(), mapped).tables if suffix == _BOOK else []


def _sheet(table: Table, wrong: Sequence[Wrong]) -> Sheet:
    columns = [table.columns[at] for at in sorted(table.columns)]
    places = {one.name: at for at, one in enumerate(columns) if one.name}
    rows = {row.number: row for row in table.rows}
    headings = [Heading(one.at, one.header, one.name or "", _examples(table.rows, one.at)) for one in columns]
    numbers = sorted({one.line for one in wrong if one.line in rows})
    found = []
    for number in numbers:
        here = [one for one in wrong if one.line == number]
        cells = [_shown(rows[number], one.at) for one in columns]
        of_cells = {places[one.field]: one.sentence for one in here if one.field in places}
        of_row = [one.sentence for one in here if one.field not in places]
        found.append(WrongRow(number, cells, of_cells, of_row))
    return Sheet(table.place.file, headings, found)


def _without_header(suffix: str, data: bytes, place: Place) -> list[Sheet]:
    """The table as it stands where no row names the columns as the program knows them: the widest row may."""
    rows = _rows(suffix, data, place)[:_LOOKED_AT]
    if not rows:
        return []
    header = max(rows, key=lambda row: len(row.cells))
    below = [row for row in rows if row.number > header.number]
    columns = [Mapped().column(at, cell, vocabulary()) for at, cell in header.cells.items()]
    return [
        Sheet(
            place.file, [Heading(one.at, one.header, one.name or "", _examples(below, one.at)) for one in columns], []
        )
    ]


def _rows(suffix: str, data: bytes, place: Place) -> list[Row]:
    if suffix == _BOOK:
        return next((grid.rows for grid in read_workbook(data, place) if grid.is_shown and grid.rows), [])
    if suffix not in _TEXTS:
        return []
    text = text_of(data, place, wide=True)
    marks = [one for one in (_TEXTS[suffix],) if one] or list(MARKS)
    tried = [[row for row in rows_of(text, mark, place) if row.cells] for mark in marks]
    return max(tried, key=lambda rows: max((len(row.cells) for row in rows[:_LOOKED_AT]), default=0))


def _examples(rows: Sequence[Row], at: int) -> list[str]:
    return [_shown(row, at) for row in rows[:_LOOKED_AT] if at in row.cells][:_EXAMPLES]


def _shown(row: Row, at: int) -> str:
    if at not in row.cells:
        return ""
    text = as_shown(row.cells[at])
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
