"""Rows of text files: CSV with commas, semicolons or tabs, as spreadsheets of any country write it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commands.reading.cells import Cell, Wrong
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


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def said_mark(text: str) -> str | None:
    """The mark that the first line names, `sep=;`, as one spreadsheet program has it."""
    found = _SAID.match(text[:8])
    return found[1] if found and found[1] in MARKS and len(text.splitlines()[0]) == len("sep=;") else None


def rows_of(text: str, mark: str, place: Place) -> Iterator[Row]:
    """The rows of a text whose columns this mark parts. Raises `UnreadableError`."""
    dirty = _CONTROL.search(text) is not None
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True, skipinitialspace=True)
    number = 0
    try:
        for row in rows:
            number += 1
            filled = {at: _clean(cell) if dirty else cell for at, cell in enumerate(row) if cell.strip()}
            yield Row(number, filled, len(row))
    except csv.Error as error:
        raise place.error(f"not valid CSV: {error}", number + 1) from None


def _clean(cell: str) -> Cell:
    found = _CONTROL.search(cell)
    return cell if found is None else Wrong(f"the control character #x{ord(found[0]):02x} cannot stand in a cell")
