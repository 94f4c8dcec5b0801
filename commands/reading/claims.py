"""Claimed prices from a file: a table in a text file or a workbook. Read whole or refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from shlex import quote
from typing import Any

from commands.reading.cells import Cell, Number, Reader, as_claimed, as_day, as_text
from commands.reading.columns import Column, Mapped, Vocabulary, could_be_day, folded, squeezed, unknown
from commands.reading.delimited import Row
from commands.reading.lines import MOST_TOLD, SlipError, Unread, UnreadableError
from commands.reading.notes import COLUMN_PASSED_OVER
from commands.reading.sources import bytes_of, place_of
from commands.reading.tables import Table, check_row, of_text, of_workbook, shared_number
from ledger.numbers.days import read_day
from ledger.numbers.exact import read_amount
from ledger.refusals import Flag
from projections.audit.audit import Claim
from projections.audit.verdicts import places_of

COLUMNS = ("date", "price", "common_per_share", "source")

_OTHER_NAMES = {"conversionprice": "price"}
_FOR_PEOPLE = ("note", "notes", "comment", "comments")
"""Columns that are passed over: what stands in them is no claim."""
_REQUIRED = ("date", "price")
_NONE = Mapped()
_BY_DESIGN = (
    "; that is by design: a claim is of a Conversion Price, and a Common per share stands beside one and never alone"
)


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims, what is to be said of the file, and the columns that it has."""

    claims: list[Claim]
    notes: list[Flag]
    columns: list[Column]


@dataclass(frozen=True, slots=True)
class _Field:
    """How a cell becomes text, and the text a value."""

    cell: Reader
    value: Callable[[str], Any]


_FIELDS: Mapping[str, _Field] = {
    "date": _Field(as_day, read_day),
    "price": _Field(as_claimed, read_amount),
    "common_per_share": _Field(as_claimed, read_amount),
    "source": _Field(as_text, str),
}


def _is_key(name: str, cell: Cell) -> bool:
    if name == "date":
        return could_be_day(cell)
    return not isinstance(cell, str) or any(one.isdigit() for one in cell)


def column_named(name: str) -> str | None:
    """The column that is spelled so; None where claims have none."""
    return name if name in COLUMNS else None


VOCABULARY = Vocabulary(
    kind="claims",
    needed=_REQUIRED,
    least=_REQUIRED,
    known=COLUMNS,
    by_squeezed={squeezed(name): name for name in (*COLUMNS, *_FOR_PEOPLE)} | _OTHER_NAMES,
    exactly=column_named,
    is_key=_is_key,
    day="date",
    aside=_FOR_PEOPLE,
)
"""What a table is that has claims."""


def read_claims(path: str) -> list[Claim]:
    """Read a file of claims, or standard input for "-": date, price and, if wanted, common_per_share and source.

    What stands above the row that names the columns is a title. Numbers are exact, as in a journal. Raises
    `UnreadableError`, with every row that cannot be read.
    """
    return claims_of(path).claims


def claims_of(path: str, mapped: Mapped = _NONE, most: int | None = None) -> Claims:
    """Likewise, with what is to be said of the file. `mapped` are columns that were named by hand.

    A file with more than `most` claims is refused.
    """
    place = place_of(path)
    data = bytes_of(path, place)
    if Path(path).suffix.lower() == ".xlsx":
        tables, notes = of_workbook(data, place, VOCABULARY, mapped, only_one=True)
    else:
        tables, notes = of_text(data, place, VOCABULARY, mapped)
    claims, unread = list[Claim](), Unread()
    for table in tables:
        _check_used(table, mapped)
        for row in table.entries():
            if len(claims) == most:
                raise place.error(
                    f"it has more than {most:,} claims, and no more are compared at once; send it in parts"
                )
            try:
                claims.append(_claim(table, row))
            except UnreadableError as error:
                unread.add(error)
                unread.check_not_too_many(place)
        notes = [*notes, *table.notes(), *_passed_over(table)]
    unread.check()
    if not claims:
        raise place.error("there are no claims in it; it needs the columns date and price, and a row for each claim")
    return Claims(claims, notes, [column for table in tables for column in table.columns.values()])


def _passed_over(table: Table) -> Iterator[Flag]:
    for column in table.columns.values():
        if column.name in _FOR_PEOPLE:
            said = f"{table.place.file}: the column {column.header!r} is for people, and is passed over"
            yield Flag(COLUMN_PASSED_OVER, said, file=table.place.file)


def _check_used(table: Table, mapped: Mapped) -> None:
    used = {folded(column.header) for column in table.columns.values() if column.said}
    for name, header in [*mapped.by_hand.items(), *((_FOR_PEOPLE[0], header) for header in mapped.aside)]:
        if folded(header) not in used:
            shown = ", ".join(column.header for column in table.columns.values())
            said = f"no column is called {header!r}, which --column {name} names; the columns are {shown}"
            raise table.place.error(said, table.header.number or None)


def _claim(table: Table, row: Row) -> Claim:
    try:
        given = _given(table, row)
        made = {name: _valued(name, given) for name in (*_REQUIRED, *given)}
    except SlipError as slip:
        cell = table.cell(row, slip.field)
        raise table.place.error(str(slip), row.number, field=slip.field, cell=cell) from None
    on: date = made["date"]
    price: Fraction = made["price"]
    return Claim(
        on, price, made.get("common_per_share"), row.number, made.get("source"),
        _places(row, table, "price"), _places(row, table, "common_per_share"),
    )  # fmt: skip


def _given(table: Table, row: Row) -> dict[str, str]:
    """The text of each field."""
    made: dict[str, str] = {}
    numbers = {at for at, column in table.columns.items() if column.name in ("price", "common_per_share")}
    check_row(table, row, numbers)
    for at, cell in row.cells.items():
        column = table.columns[at]
        if column.name is None:
            if at not in table.unknown:
                table.unknown.add(at)
                known = COLUMNS if len(table.unknown) <= MOST_TOLD else ()
                said = f"{unknown(column, known)}; --column note={quote(column.header)} leaves it out"
                raise SlipError(said, column.header)
            continue
        if column.name in _FOR_PEOPLE:
            continue
        if at in row.spread and at in numbers:
            raise shared_number(table, row, at, cell)
        try:
            made[column.name] = str(_FIELDS[column.name].cell(cell, local=table.local))
        except SlipError as slip:
            raise SlipError(str(slip), column.name) from None
    return made


def _valued(name: str, given: Mapping[str, str]) -> Any:
    if name not in given:
        alone = name == "price" and "common_per_share" in given
        raise SlipError(f"is required and missing{_BY_DESIGN * alone}", name)
    try:
        return _FIELDS[name].value(given[name])
    except ValueError as error:
        raise SlipError(str(error), name) from None


def _places(row: Row, table: Table, name: str) -> int | None:
    """The decimal places that a number is written with; None where nothing says it."""
    at = table.at(name)
    cell = row.cells.get(at) if at is not None else None
    if isinstance(cell, Number):
        # beyond 15 digits it is what the spreadsheet worked out, and not what somebody wrote
        return places_of(min(cell.text, f"{float(cell.text):.15g}", key=len) if cell.cut else cell.text)
    return places_of(as_claimed(cell)) if isinstance(cell, str) else None
