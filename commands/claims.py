"""Claimed prices from a file: CSV, or a spreadsheet where the extra `xlsx` is installed. Read whole or refused."""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

from commands.journal.lines import Place, UnreadableError
from ledger.events import near
from ledger.exact import NotANumberError, read_number
from projections.audit import Claim

COLUMNS = ("date", "price", "common_per_share")
_MOST_BYTES = 64 * 1024 * 1024

Row = Sequence[Any]


def read_claims(path: str) -> list[Claim]:
    """Read a file of claims, or standard input for "-": the columns date, price and, if wanted, common_per_share.

    Numbers are exact, as in a journal. Raises `UnreadableError`, which names the row and the field.
    """
    place = Place("standard input" if path == "-" else path, "row")
    rows = _sheet(path, place) if Path(path).suffix.lower() == ".xlsx" else _csv(path, place)
    columns, claims = list[str](), list[Claim]()
    for number, row in enumerate(rows, start=1):
        if not any(cell not in (None, "") for cell in row):
            continue
        if columns:
            claims.append(_claim(dict(_cells(columns, row, place, number)), place, number))
        else:
            columns = _header(row, place, number)
    if not claims:
        raise place.error("there are no claims in it; it needs the columns date and price, and a row for each claim")
    return claims


def _header(row: Row, place: Place, number: int) -> list[str]:
    names = ["" if cell is None else str(cell).strip().lower().replace(" ", "_") for cell in row]
    for name in names:
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
    if any(cell not in (None, "") for cell in row[len(columns) :]):
        raise place.error(f"the row has {len(row)} cells, and the first row names {len(columns)} columns", number)
    for name, cell in zip(columns, row, strict=False):
        value = cell.strip() if isinstance(cell, str) else cell
        if value not in (None, ""):
            yield name, value


def _claim(given: dict[str, Any], place: Place, number: int) -> Claim:
    for name in ("date", "price"):
        if name not in given:
            raise place.error("is required and missing", number, field=name)

    def read(name: str, how: Callable[[Any], Any]) -> Any:
        try:
            return how(given[name]) if name in given else None
        except ValueError as error:
            raise place.error(str(error), number, field=name) from None

    return Claim(read("date", _day), read("price", _amount), read("common_per_share", _amount), number)


def _day(given: object) -> date:
    if isinstance(given, datetime) and given.time() == time():
        return given.date()
    if isinstance(given, str) and given[4:5] == given[7:8] == "-" and len(given) == len("2006-03-01"):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise ValueError(f"{str(given)!r} is not a date; write it as year-month-day, like 2006-03-01")


def _amount(given: object) -> Fraction:
    # a cell of a spreadsheet is a binary number; what was typed is the shortest decimal that gives it
    number = read_number(repr(given) if isinstance(given, float) else given)
    if number < 0:
        raise NotANumberError(f"{given} is below zero; a price is zero or more")
    return number


def _csv(path: str, place: Place) -> Iterator[Row]:
    text = _text(path, place).removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for row in rows:
            number += 1
            yield row
    except csv.Error as error:
        raise place.error(f"not valid CSV: {error}", number + 1) from None


def _text(path: str, place: Place) -> str:
    try:
        data = sys.stdin.buffer.read(_MOST_BYTES) if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise place.error(f"not UTF-8 text (byte 0x{data[error.start]:02x}); save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        raise _cannot(place, error) from None


def _sheet(path: str, place: Place) -> Iterator[Row]:
    try:
        openpyxl: Any = import_module("openpyxl")
    except ImportError:
        raise place.error("reading .xlsx needs openpyxl: pip install 'seriesd[xlsx]', or save it as CSV") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(values_only=True)
    except OSError as error:
        raise _cannot(place, error) from None
    except Exception as error:  # a damaged file fails in the library's parts in many ways
        raise place.error(f"cannot be read as a spreadsheet: {error}") from error


def _cannot(place: Place, error: OSError | ValueError) -> UnreadableError:
    return place.error(f"cannot be read: {getattr(error, 'strerror', None) or error}")
