"""Tables as journals: an entry per row, a column per field, nested fields dotted, an empty cell for what is absent."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from commands.journal.described import ITEM, Field, all_columns, columns_of
from commands.reading import cells
from commands.reading.cells import Cell
from commands.reading.columns import Vocabulary, could_be_day, squeezed, unknown
from commands.reading.delimited import Row
from commands.reading.lines import MOST_NESTED, Read, SlipError, UnreadableError
from commands.reading.tables import Table, check_row, shared_number
from ledger.events import ENTRY_TYPES
from ledger.names import nearest

_INDEX = re.compile(r"0|[1-9][0-9]{0,3}")
_WITH = "with."
_NUMBERS = (cells.as_number, cells.as_count)
_ALIKE = 0.75


# -- columns ----------------------------------------------------------------------------------------------------------


def column_named(name: str) -> str | None:
    """The column that is spelled so; None where no entry has it."""
    name = name.strip()
    plain = name
    while plain.startswith(_WITH):
        plain = plain.removeprefix(_WITH)
    general = ".".join(ITEM if _INDEX.fullmatch(part) else part for part in plain.split("."))
    is_column = general in all_columns() and ITEM.lower() not in plain.split(".")
    return name if is_column and name.count(".") < MOST_NESTED else None


@cache
def _by_squeezed() -> Mapping[str, str]:
    """Columns by their names without what stands between words; where two are alike, neither."""
    names: dict[str, str] = {}
    for name in sorted(all_columns()):
        if ITEM not in name.split("."):
            key = squeezed(name)
            names[key] = "" if key in names else name
    return {key: name for key, name in names.items() if name}


def _is_key(name: str, cell: Cell) -> bool:
    if name == "effective":
        return could_be_day(cell)
    return isinstance(cell, str) and bool(
        nearest("_".join(cell.casefold().replace("_", " ").split()), ENTRY_TYPES, alike=_ALIKE)
    )


@cache
def vocabulary() -> Vocabulary:
    """What a table is that is a journal."""
    return Vocabulary(
        kind="entries",
        needed=("type", "effective"),
        least=("type",),
        known=all_columns(),
        by_squeezed=_by_squeezed(),
        exactly=column_named,
        is_key=_is_key,
        day="effective",
    )


@cache
def _readers(kind: str) -> Mapping[str, cells.Reader]:
    """How the cells of an entry of this type are read, by their columns."""
    return {name: _reader(one) for name, one in columns_of(kind).items()} if kind in ENTRY_TYPES else {}


def _reader(one: Field) -> cells.Reader:
    if one.part is not None:
        return cells.as_given
    if one.kind.startswith("whole number") or (one.name == "shares" and one.kind.startswith("number")):
        return cells.as_count
    if one.kind.startswith("number"):
        return cells.as_term if one.kind.endswith("text") else cells.as_number
    return {"date": cells.as_day, "true or false": cells.as_flag}.get(one.kind, cells.as_text)


# -- rows -------------------------------------------------------------------------------------------------------------


def read_table(table: Table) -> Iterator[Read]:
    """The entries of a table, and what cannot be read of it."""
    for row in table.entries():
        try:
            yield table.place.line(_entry(table, row), row.number)
        except SlipError as slip:
            where = table.cell(row, slip.field)
            yield table.place.error(str(slip), row.number, entry=_id(table, row), field=slip.field, cell=where)
        except UnreadableError as error:
            error.cell = table.cell(row, error.field)
            yield error


def _entry(table: Table, row: Row) -> dict[str, Any]:
    readers = _row_readers(table, row)
    check_row(table, row, {at for at, reader in readers.items() if reader in _NUMBERS})
    made: dict[str, Any] = {}
    for at, cell in row.cells.items():
        column = table.columns[at]
        if column.name is None:
            if at not in table.unknown:
                table.unknown.add(at)
                raise SlipError(unknown(column, table.vocabulary.known), column.header)
            continue
        if at in row.spread and (readers[at] in _NUMBERS or column.name == "id"):
            raise shared_number(table, row, at, cell)
        try:
            value = readers[at](cell, local=table.local)
        except SlipError as slip:
            raise SlipError(str(slip), column.name) from None
        _put(made, tuple(column.name.split(".")), value)
    return {name: _listed(value, name) for name, value in made.items()}


def _row_readers(table: Table, row: Row) -> dict[int, cells.Reader]:
    """How each cell of a row is read, by the type of its entry and of the entry within it."""
    found: dict[int, cells.Reader] = {}
    for at in row.cells:
        name = table.columns[at].name if at in table.columns else None
        if name is None:
            continue
        prefix = name[: name.rfind(_WITH) + len(_WITH)] if _WITH in name else ""
        of_type = table.at(f"{prefix}type")
        kind = row.cells.get(of_type, "") if of_type is not None else ""
        general = ".".join(ITEM if _INDEX.fullmatch(part) else part for part in name.removeprefix(prefix).split("."))
        known = _readers(kind.strip()) if isinstance(kind, str) else {}
        found[at] = known.get(general, cells.as_text if general in ("type", "id") else cells.as_given)
    return found


def _put(made: dict[str, Any], parts: tuple[str, ...], value: Any) -> None:
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


def _id(table: Table, row: Row) -> str | None:
    at = table.at("id")
    cell = row.cells.get(at) if at is not None else None
    return cell.strip() if isinstance(cell, str) else None
