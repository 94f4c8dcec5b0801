"""Claimed prices from a file: CSV, or a spreadsheet where the extra `xlsx` is installed. Read whole or refused."""

import csv
import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from commands.reading.lines import Place, UnreadableError
from ledger.names import near
from ledger.numbers.days import read_day
from ledger.numbers.exact import NotANumberError, read_amount
from projections.audit.audit import Claim
from projections.audit.verdicts import NO_DECIMAL

COLUMNS = ("date", "price", "common_per_share", "source")
_SIGNS = re.compile(r"[%$€£¥]|[A-Z]{3}")
_COMMA = re.compile(r"[\d.]*,[\d.,]*")
_DIGITS_OF_A_CELL = 15
_MOST_BYTES = 64 * 1024 * 1024

Row = Sequence[Any]


def read_claims(path: str) -> list[Claim]:
    """Read a file of claims, or standard input for "-": date, price and, if wanted, common_per_share and source.

    What stands above the row that names the columns is a title. Numbers are exact, as in a journal. Raises
    `UnreadableError`, which names the row and the field.
    """
    place = Place("standard input" if path == "-" else path, "row")
    if Path(path).suffix.lower() == ".xlsx":
        from commands.reading.sheets import sheet

        rows, place = sheet(path, place, _names_columns)
    else:
        rows = list(_csv(path, place))
    filled = [(number, row) for number, row in enumerate(rows, start=1) if not all(map(_blank, row))]
    head = next((at for at, (_, row) in enumerate(filled) if _names_columns(row)), 0)
    columns = _header(filled[head][1], place, filled[head][0]) if filled else []
    claims = [_claim(dict(_cells(columns, row, place, number)), place, number) for number, row in filled[head + 1 :]]
    if not claims:
        raise place.error("there are no claims in it; it needs the columns date and price, and a row for each claim")
    return claims


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _names(row: Row) -> list[str]:
    return ["" if _blank(cell) else str(cell).strip().lower().replace(" ", "_") for cell in row]


def _names_columns(row: Row) -> bool:
    return {"date", "price"}.issubset(_names(row))


def _header(row: Row, place: Place, number: int) -> list[str]:
    names = _names(row)
    for name in filter(None, names):
        if name not in COLUMNS:
            said = f"unknown column {name!r}{near(name, COLUMNS)}; known are: {', '.join(COLUMNS)}"
            raise place.error(said, number, field=name)
        if names.count(name) > 1:
            raise place.error(f"the column {name!r} stands twice", number, field=name)
    for name in ("date", "price"):
        if name not in names:
            raise place.error(f"the first row must name the columns, {name!r} among them", number, field=name)
    return names


def _cells(columns: list[str], row: Row, place: Place, number: int) -> Iterator[tuple[str, Any]]:
    if not all(map(_blank, row[len(columns) :])):
        raise place.error(f"the row has {len(row)} cells, and the first row names {len(columns)} columns", number)
    for name, cell in zip(columns, row, strict=False):
        if _blank(cell):
            continue
        if not name:
            raise place.error(f"{str(cell)!r} stands in a column without a name; name it, or leave it out", number)
        yield name, cell.strip() if isinstance(cell, str) else cell


def _claim(given: dict[str, Any], place: Place, number: int) -> Claim:
    for name in ("date", "price"):
        if name not in given:
            raise place.error("is required and missing", number, field=name)

    def read(name: str, how: Callable[[Any], Any]) -> Any:
        try:
            return how(given[name]) if name in given else None
        except ValueError as error:
            raise place.error(str(error), number, field=name) from None

    price, common = (read(name, _amount) for name in ("price", "common_per_share"))
    places, common_places = (_places(given.get(name)) for name in ("price", "common_per_share"))
    return Claim(read("date", _day), price, common, number, read("source", str), places, common_places)


def _day(given: object) -> date:
    if isinstance(given, datetime) and given.time() == time():
        return given.date()
    try:
        return read_day(str(given))
    except ValueError as error:
        number = isinstance(given, int | float)
        raise ValueError(f"{error}, or let the cell be formatted as a date" if number else str(error)) from None


def _amount(given: object) -> Fraction:
    if isinstance(given, str) and (sign := _SIGNS.search(given)) is not None:
        raise NotANumberError(f"{given!r} is not a plain number; write it without {sign[0]}, like 0.0033")
    if isinstance(given, str) and _COMMA.fullmatch(given):
        raise NotANumberError(f"{given!r} has a comma; write a decimal point, and nothing between thousands: 0.0033")
    # a cell of a spreadsheet is a binary number; what was typed is the shortest decimal that gives it
    return read_amount(repr(given) if isinstance(given, float) else given)


def _places(given: object) -> int | None:
    """The decimal places that a number is written with; None where nothing says it."""
    if isinstance(given, float):
        # beyond this many digits it is what the spreadsheet worked out, and not what somebody wrote
        given = min(repr(given), f"{given:.{_DIGITS_OF_A_CELL}g}", key=len)
    if not isinstance(given, str):
        return None
    try:
        exponent = Decimal(given).as_tuple().exponent
    except InvalidOperation:
        return NO_DECIMAL
    return max(0, -exponent) if isinstance(exponent, int) else None


def _csv(path: str, place: Place) -> Iterator[Row]:
    text = _text(path, place).removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for row in rows:
            number += 1
            yield row
    except csv.Error as error:
        raise place.error(f"not valid CSV: {error}", number + 1) from None


def _delimiter(text: str) -> str:
    """What parts the columns: a comma, or where spreadsheets write a decimal comma, a semicolon or a tab."""
    lines = text.splitlines()
    return next((mark for mark in ",;\t" if any(_names_columns(line.split(mark)) for line in lines)), ",")


def _text(path: str, place: Place) -> str:
    try:
        data = sys.stdin.buffer.read(_MOST_BYTES) if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise place.error(f"not UTF-8 text (byte 0x{data[error.start]:02x}); save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        raise _cannot(place, error) from None


def _cannot(place: Place, error: OSError | ValueError) -> UnreadableError:
    return place.error(f"cannot be read: {(isinstance(error, OSError) and error.strerror) or error}")
