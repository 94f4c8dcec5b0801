"""The first rows of a sheet, under which each column is named by eye: what `--column` and `--header-row` say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from commands.errors import UsageError
from commands.reading.cells import Cell, as_shown
from commands.reading.claims import COLUMNS, VOCABULARY
from commands.reading.columns import Mapped, is_day
from commands.reading.delimited import MARKS, Row, rows_of, said_mark
from commands.reading.header import letters_of
from commands.reading.limits import MOST_COLUMNS, MOST_ROWS
from commands.reading.lines import Place, UnreadableError
from commands.reading.sources import text_of
from commands.reading.workbook import read_workbook
from commands.web.asking import each, option
from commands.web.pages.audit.sheet import Sheet
from commands.web.sent import Sent

MOST_ROWS_SHOWN = 12
MOST_COLUMNS_SHOWN = 40
_LONGEST_SHOWN = 80

ASIDE = VOCABULARY.aside[0]
"""What a column is that is left out."""

FIELDS = (*((name, name.replace("_", " ")) for name in COLUMNS), (ASIDE, "left out"))
"""What a column can be, and how that is called."""


class Eye(NamedTuple):
    """The first rows of a sheet: what each column is called there, what it is taken for, and the row of the names.

    `row` is 0 where no row names the columns.
    """

    rows: Sequence[tuple[int, Sequence[str]]]
    letters: Sequence[str]
    taken_for: Sequence[str]
    row: int
    more: bool


def seen(sheet: Sheet, sent: Sent) -> Eye | None:
    """The first rows of a sheet, with what was said of its columns already; nothing where none can be read."""
    try:
        rows = _first_rows(sheet)
    except UnreadableError:
        return None
    width = min(max((at + 1 for row in rows for at in row.cells), default=0), MOST_COLUMNS_SHOWN)
    if not width:
        return None
    row = _said_row(sent)
    row = _guessed_row(rows) if row is None else row
    shown = [(one.number, [_shown(one.cells.get(at)) for at in range(width)]) for one in rows[:MOST_ROWS_SHOWN]]
    said = dict(_said(sent))
    guessed = _guessed(rows, row, width)
    taken_for = [said.get(at, guessed[at]) for at in range(width)]
    return Eye(shown, [letters_of(at) for at in range(width)], taken_for, row, len(rows) > MOST_ROWS_SHOWN)


def words_of(sheet: Sheet, sent: Sent) -> list[str]:
    """What was said of the columns, as options; none where nothing was.

    Raises `UsageError` for a row that is not there, and `UnreadableError` where the sheet has no rows.
    """
    row, said = _said_row(sent), [(at, name) for at, name in _said(sent) if name]
    if row is None or not said:
        return []
    cells = _cells_of(_first_rows(sheet), row)
    columns = [(name, Mapped().column(at, cells.get(at, letters_of(at)), VOCABULARY).header) for at, name in said]
    return [
        *option("--header-row", str(row)),
        *each("--column", dict.fromkeys(f"{name}={header}" for name, header in columns)),
    ]


def carried(sent: Sent) -> Iterator[tuple[str, str]]:
    """What was said of the columns, as fields of the next form."""
    row = _said_row(sent)
    if row is not None:
        yield "header-row", str(row)
        yield from ((f"column-{at}", name) for at, name in _said(sent))


def _said_row(sent: Sent) -> int | None:
    given = sent.one("header-row")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal()) or int(given[:8]) > MOST_ROWS:
        raise UsageError(f"{given[:80]!r} is no row of a sheet; choose the row that names the columns")
    return int(given)


def _said(sent: Sent) -> Iterator[tuple[int, str]]:
    """What was said of each column, by its place."""
    known = {name for name, _ in FIELDS} | {""}
    for field in sent.fields:
        name, dash, at = field.partition("-")
        if name == "column" and dash and at.isascii() and at.isdecimal() and int(at[:6]) < MOST_COLUMNS:
            if sent.one(field) not in known:
                raise UsageError(f"there is no field {sent.one(field)[:80]!r} of a claim; choose one of the list")
            yield int(at), sent.one(field)


def _cells_of(rows: Sequence[Row], number: int) -> Mapping[int, Cell]:
    if number == 0:
        return {}
    found = next((row.cells for row in rows if row.number == number), None)
    if found is None:
        raise UsageError(
            f"row {number} is not among the first rows of the sheet; choose the row that names the columns"
        )
    return found


def _first_rows(sheet: Sheet) -> list[Row]:
    """One row more than is shown, blank ones left out. Raises `UnreadableError`."""
    place = Place(sheet.name)
    if PurePath(sheet.name).suffix.lower() == ".xlsx":
        shown = next((one for one in read_workbook(sheet.content, place) if one.is_shown and one.rows), None)
        return [] if shown is None else shown.rows[: MOST_ROWS_SHOWN + 1]
    text = text_of(sheet.content, place, wide=True)
    said = said_mark(text)
    parted = [list(_filled(text, mark, place)) for mark in ((said,) if said else MARKS)]
    return max(parted, key=lambda rows: sum(len(row.cells) for row in rows))


def _filled(text: str, mark: str, place: Place) -> Iterator[Row]:
    return islice((row for row in rows_of(text, mark, place) if row.cells), MOST_ROWS_SHOWN + 1)


def _guessed_row(rows: Sequence[Row]) -> int:
    """The row that names most fields; else the one above the first that could be a claim; else none."""
    names = [sum(_field(cell) is not None for cell in row.cells.values()) for row in rows]
    if any(names):
        return rows[names.index(max(names))].number
    claims = [VOCABULARY.could_be_meant(list(row.cells.values())) for row in rows]
    first = claims.index(True) if True in claims else 0
    return rows[first - 1].number if first else 0


def _guessed(rows: Sequence[Row], header: int, width: int) -> list[str]:
    """What each column is by its name, or by what it resembles; what is not known is left out."""
    named = next((row.cells for row in rows if row.number == header), {})
    below = [row for row in rows if row.number > header]
    found = [_field(named.get(at)) for at in range(width)]
    alike: Mapping[str, Callable[[int], bool]] = {
        "date": lambda at: any(is_day(row.cells[at]) for row in below if at in row.cells),
        "price": lambda at: "price" in _shown(named.get(at)).casefold(),
    }
    for name, resembles in alike.items():
        at = next((at for at in range(width) if found[at] is None and resembles(at)), None)
        if name not in found and at is not None:
            found[at] = name
    return [ASIDE if name is None or name in VOCABULARY.aside else name for name in found]


def _field(cell: Cell | None) -> str | None:
    return None if cell is None else VOCABULARY.name_of(_shown(cell))


def _shown(cell: Cell | None) -> str:
    return "" if cell is None else as_shown(cell)[:_LONGEST_SHOWN]
