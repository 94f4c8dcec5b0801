"""The list of letters that were written, read back: a table in a text file or a workbook, whole or refused.

It is the list that `seriesd notice --all-due` wrote, or what became of it in a spreadsheet: rows of letters that were
not mailed are taken out of it, and columns that say more are left alone.
"""

import zlib
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, get_args
from zipfile import BadZipFile, ZipFile

from commands.reading.cells import Cell, Reader, as_claimed, as_day, as_text
from commands.reading.columns import Mapped, Vocabulary, squeezed
from commands.reading.delimited import Row
from commands.reading.guarded import unguarded
from commands.reading.limits import check_part, check_zip, check_zip_size
from commands.reading.lines import Place, SlipError, Unread, UnreadableError
from commands.reading.sources import bytes_of, place_of
from commands.reading.tables import Table, of_text, of_workbook
from ledger.events import NoticeSent
from ledger.names import near
from ledger.numbers.days import read_day
from ledger.numbers.exact import read_amount, read_whole

LIST = "letters.csv"
"""The name of the list in a folder of letters."""

ZIP = ".zip"
"""How the name of a file ends that has the letters and their list in it."""

COLUMNS = ("file", "holder", "address", "kind", "about", "due", "state", "price", "places", "dated", "says")
KINDS: tuple[str, ...] = get_args(NoticeSent.model_fields["kind"].annotation)

_REQUIRED = ("holder", "kind", "about")


class Listed(NamedTuple):
    """A letter of a list: where it stands there, what it told whom, and the price that it stated.

    `dated` is the day that it bears and `says` the fingerprint of all that it says, where the list has them: it is the
    list that `seriesd notice --all-due` wrote, and not one that somebody made.
    """

    row: int
    file: str
    holder: str
    kind: str
    about: str
    price: Fraction | None
    places: int | None
    dated: date | None
    says: str | None


def _kind(text: str) -> str:
    if text not in KINDS:
        known = near(text, KINDS) or f"; known are {', '.join(KINDS)}"
        raise ValueError(f"{text!r} is no kind of notice{known}")
    return text


_FIELDS: Mapping[str, tuple[Reader, Callable[[str], Any]]] = {
    "file": (as_text, str),
    "holder": (as_text, unguarded),
    "kind": (as_text, _kind),
    "about": (as_text, unguarded),
    "price": (as_claimed, read_amount),
    "places": (as_claimed, read_whole),
    "dated": (as_day, read_day),
    "says": (as_text, str),
}


def _is_key(name: str, cell: Cell) -> bool:
    return name != "kind" or cell in KINDS


VOCABULARY = Vocabulary(
    kind="letters",
    needed=_REQUIRED,
    least=_REQUIRED,
    known=COLUMNS,
    by_squeezed={squeezed(name): name for name in COLUMNS},
    exactly=lambda name: name if name in COLUMNS else None,
    is_key=_is_key,
    day="due",
)
"""What a table is that lists letters."""


def letters_of(path: str) -> list[Listed]:
    """The letters of a list, or of the list in a folder or a zip file.

    Raises `UnreadableError`, for all rows that it cannot read.
    """
    if path != "-" and Path(path).is_dir():
        path = str(Path(path) / LIST)
    place = place_of(path)
    data = bytes_of(path, place)
    if Path(path).suffix.lower() == ZIP:
        data = _list_in(data, place)
    if Path(path).suffix.lower() == ".xlsx":
        tables, _ = of_workbook(data, place, VOCABULARY, Mapped(), only_one=True)
    else:
        tables, _ = of_text(data, place, VOCABULARY, Mapped())
    found, unread = list[Listed](), Unread()
    for table in tables:
        for row in table.entries():
            try:
                found.append(_listed(table, row))
            except UnreadableError as error:
                unread.add(error)
                unread.check_not_too_many(place)
    unread.check()
    if not found:
        raise place.error("there are no letters in it; each is a row with holder, kind and about")
    return found


def _list_in(data: bytes, place: Place) -> bytes:
    """The list in a zip file of letters."""
    check_zip_size(data, place)
    try:
        with ZipFile(BytesIO(data)) as archive:
            check_zip(archive, place)
            listed = archive.getinfo(LIST)
            check_part(listed, place)
            return archive.read(listed)
    except KeyError:
        raise place.error(f"there is no {LIST} in it, which is the list of the letters") from None
    except (BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise place.error(f"cannot be unpacked: {error}") from None


def _listed(table: Table, row: Row) -> Listed:
    try:
        given = {name: _value(table, row, name) for name in _FIELDS}
    except SlipError as slip:
        cell = table.cell(row, slip.field)
        raise table.place.error(str(slip), row.number, field=slip.field, cell=cell) from None
    return Listed(row.number, given.pop("file") or "", **given)


def _value(table: Table, row: Row, name: str) -> Any:
    at = table.at(name)
    cell = None if at is None else row.cells.get(at)
    if cell is None:
        if name in _REQUIRED:
            raise SlipError("is required and missing", name)
        return None
    read, value = _FIELDS[name]
    try:
        return value(str(read(cell, local=table.local)))
    except ValueError as error:
        raise SlipError(str(error), name) from None
