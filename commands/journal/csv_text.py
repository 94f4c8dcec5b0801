"""CSV: an entry per row, a column per field, nested fields dotted, an empty cell for what is absent."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from commands.reading.lines import MOST_NESTED, Line, Place, SlipError, too_deep, twice

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INDEX = re.compile(r"0|[1-9][0-9]{0,3}")

_Column = tuple[str, tuple[str, ...]]
"""A column's name and its parts between the dots."""


def read_csv(text: str, place: Place) -> Iterator[Line]:
    """The entries of a CSV text. The first row names the columns; rows are counted as a spreadsheet counts them."""
    columns: list[_Column] = []
    dirty = _CONTROL.search(text) is not None
    for number, row in _rows(text, place):
        try:
            if dirty:
                _check_controls(row, columns)
            if columns:
                given = _entry(row, columns)
                if given:
                    yield place.line(given, number)
            elif row:
                columns = _header(row)
        except SlipError as slip:
            raise place.error(str(slip), number, entry=_id(row, columns), field=slip.field) from None


def _rows(text: str, place: Place) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for row in rows:
            number += 1
            yield number, row
    except csv.Error as error:
        raise place.error(f"not valid CSV: {error}", number + 1) from None


def _header(row: list[str]) -> list[_Column]:
    names = [name.strip() for name in row]
    for at, name in enumerate(names):
        parts = name.split(".")
        if not all(parts):
            what = f"column {at + 1} has no name" if not name else f"the column {name!r} has a part without a name"
            raise SlipError(f"{what}; the first row names the field of every column", name)
        if len(parts) > MOST_NESTED:
            raise SlipError(too_deep(), name)
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise SlipError(twice(name), name)
        seen.add(name)
    if "type" not in seen:
        raise SlipError("the first row must name the columns, 'type' among them, separated by commas", "type")
    return [(name, tuple(name.split("."))) for name in names]


def _entry(row: list[str], columns: list[_Column]) -> dict[str, Any]:
    if len(row) > len(columns):
        raise SlipError(f"the row has {len(row)} cells, and the first row names {len(columns)} columns")
    made: dict[str, Any] = {}
    lists = False
    for (name, parts), cell in zip(columns, row, strict=False):
        value = cell.strip()
        if not value:
            continue
        if len(parts) > 1:
            _put(made, parts, value)
            lists = lists or any(map(_INDEX.fullmatch, parts))
        elif name in made:
            raise _clash(parts)
        else:
            made[name] = value
    return {name: _listed(value, name) for name, value in made.items()} if lists else made


def _put(made: dict[str, Any], parts: tuple[str, ...], value: str) -> None:
    node = made
    for part in parts[:-1]:
        node = node.setdefault(part, {})
        if not isinstance(node, dict):
            raise _clash(parts)
    if parts[-1] in node:
        raise _clash(parts)
    node[parts[-1]] = value


def _clash(parts: tuple[str, ...]) -> SlipError:
    name = ".".join(parts)
    return SlipError(f"{name!r} has both a value of its own and fields under it; fill the one or the others", name)


def _listed(value: Any, path: str) -> Any:
    """The same value, with mappings from 0, 1, 2, ... made into lists."""
    if not isinstance(value, dict):
        return value
    made = {name: _listed(inner, f"{path}.{name}") for name, inner in value.items()}
    if not all(map(_INDEX.fullmatch, made)):
        return made
    missing = next((at for at in range(len(made)) if str(at) not in made), None)
    if missing is not None:
        raise SlipError(f"'{path}.{missing}' is empty and a later one is not; count from 0 without gaps", path)
    return [made[str(at)] for at in range(len(made))]


def _check_controls(row: list[str], columns: list[_Column]) -> None:
    for at, cell in enumerate(row):
        if found := _CONTROL.search(cell):
            name = columns[at][0] if at < len(columns) else ""
            raise SlipError(f"the control character #x{ord(found[0]):02x} cannot stand in a cell", name)


def _id(row: list[str], columns: list[_Column]) -> str | None:
    names = [name for name, _ in columns]
    at = names.index("id") if "id" in names else len(row)
    return row[at].strip() or None if at < len(row) else None
