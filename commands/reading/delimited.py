"""Rows of text files: CSV with commas, semicolons or tabs, as spreadsheets of any country write it."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commands.reading.cells import Cell, Wrong
from commands.reading.limits import MOST_COLUMNS, MOST_LINE, MOST_ROWS, MOST_VALUES, too_many
from commands.reading.lines import Place

COMMA = ","
MARKS = (COMMA, ";", "\t")
"""What may part columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, counted from 1, and what stands in its columns, counted from 0; what is blank is left out.

    `width` is how many cells a row of a text file has, blank ones included. `spread` are the columns whose value a
    merged cell of a workbook has in common with the row above.
    """

    number: int
    cells: Mapping[int, Cell]
    width: int = 0
    spread: frozenset[int] = frozenset()


_LINE_END = re.compile(r"\r\n?|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def said_mark(text: str) -> str | None:
    """The mark that the first line names, `sep=;`, as one spreadsheet program has it."""
    found = _SAID.match(text[:8])
    return found[1] if found and found[1] in MARKS and len(text[:8].splitlines()[0]) == len("sep=;") else None


def rows_of(text: str, mark: str, place: Place) -> Iterator[Row]:
    """The rows of a text whose columns this mark parts. Raises `UnreadableError`, also for more of it than is read."""
    dirty = _CONTROL.search(text) is not None
    lines = _Lines(text, place)
    count = 0
    try:
        for row in csv.reader(iter(lines), delimiter=mark, strict=True, skipinitialspace=True):
            lines.begin_row()
            if lines.rows > MOST_ROWS:
                raise too_many(place, MOST_ROWS, "rows")
            filled = {at: _clean(cell) if dirty else cell for at, cell in enumerate(row) if cell.strip()}
            count += len(filled)
            if len(row) > MOST_COLUMNS and any(at >= MOST_COLUMNS for at in filled):
                raise place.error(f"the row has more than {MOST_COLUMNS:,} cells; no table needs that", lines.rows)
            if count > MOST_VALUES:
                raise too_many(place, MOST_VALUES, "filled cells")
            yield Row(lines.rows, filled, len(row))
    except csv.Error as error:
        raise place.error(f"not valid CSV: {error}", lines.rows + 1) from None


@dataclass(slots=True)
class _Lines:
    """The lines of a text, given out one by one: no row is longer than a limit, however many lines it has."""

    text: str
    place: Place
    rows: int = 0
    begun: int = 0
    at: int = 0

    def begin_row(self) -> None:
        """A row is complete, and the next one begins."""
        self.rows += 1
        self.begun = self.at

    def __iter__(self) -> Iterator[str]:
        size = len(self.text)
        while self.at < size:
            found = _LINE_END.search(self.text, self.at)
            end = size if found is None else found.end()
            if end - self.begun > MOST_LINE:
                raise self.place.error("the row is longer than 1 MiB; no entry needs that", self.rows + 1)
            line, self.at = self.text[self.at : end], end
            yield line


def _clean(cell: str) -> Cell:
    found = _CONTROL.search(cell)
    return cell if found is None else Wrong(f"the control character #x{ord(found[0]):02x} cannot stand in a cell")
