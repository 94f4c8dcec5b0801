"""Tables as journals: an entry per row, a column per field, nested fields dotted, an empty cell for what is absent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from commands.journal.described import ITEM, Field, all_columns, columns_of
from commands.reading import cells
from commands.reading.cells import Cell
from commands.reading.columns import Vocabulary, could_be_day, squeezed, unknown
from commands.reading.delimited import Row
from commands.reading.lines import MOST_NESTED, MOST_TOLD, Read, SlipError, UnreadableError
from commands.reading.tables import Table, check_row, shared_number
from ledger.events import ENTRY_TYPES, EntryError, read_entry
from ledger.refusals import Flag
from projections.compare.second_look.money import COULD_BE_THOUSANDS

_INDEX = re.compile(r"0|[1-9][0-9]{0,3}")
_WITH = "with."
_IN_ALL = ("cash", "property", "expenses", "additional_rights", "assets", "fair_value", "issue_tax")
"""Fields of money in all, and not per share."""
_UNREAD = "?"
"""What stands for a cell that cannot be read: it is told itself, and its field is not called missing."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NUMBERS = (cells.as_number, cells.as_count)
_ALIKE = 0.75
_MOST_KINDS = 100


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
    return isinstance(cell, str) and (cell in ENTRY_TYPES or _is_nearly_type(cell))


@lru_cache(10_000)
def _is_nearly_type(text: str) -> bool:
    return bool(get_close_matches("_".join(text.casefold().replace("_", " ").split()), ENTRY_TYPES, 1, _ALIKE))


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
    layout = _Layout(table)
    for row in table.entries():
        try:
            yield table.place.line(_entry(layout, row), row.number)
        except SlipError as slip:
            if slip.line is not None:
                yield table.place.error(str(slip), slip.line, field=slip.field)
                continue
            yield _unreadable(table, row, [slip])
        except _SlipsError as slips:
            yield _unreadable(table, row, slips.slips, slips.rest)
        except UnreadableError as error:
            for one in error.all_told:
                one.cell = table.cell(row, one.field)
            yield error


class _SlipsError(Exception):
    """Cells of a row that cannot be read, and the entry, in which something stands at their places."""

    def __init__(self, slips: list[SlipError], rest: Mapping[str, Any]) -> None:
        super().__init__()
        self.slips, self.rest = slips, rest


def _unreadable(
    table: Table, row: Row, slips: Sequence[SlipError], rest: Mapping[str, Any] = _NOTHING
) -> UnreadableError:
    """All that is wrong in a row: the cells that cannot be read, and what is wrong with the rest of its entry."""
    found = [(str(slip), slip.field) for slip in slips]
    fields, more = {slip.field for slip in slips}, 0
    if rest:
        try:
            read_entry(rest)
        except EntryError as error:
            more = error.more
            found += [(one.said, one.field) for one in (error, *error.others) if one.field not in {"", *fields}]
    entry = _id(table, row)
    first, *others = (
        table.place.error(said, row.number, entry=entry, field=name, cell=table.cell(row, name)) for said, name in found
    )
    first.others, first.more = tuple(others), more
    return first


class _Layout:
    """How the cells of a table are read: by the type of the entry, and of the entry within it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.parts = {at: tuple(one.name.split(".")) for at, one in table.columns.items() if one.name is not None}
        prefixes = {self._prefix(at) for at in self.parts}
        self._types = [(prefix, table.at(f"{prefix}type")) for prefix in sorted(prefixes)]
        self._found: dict[tuple[Cell, ...], tuple[dict[int, cells.Reader], set[int]]] = {}

    def _prefix(self, at: int) -> str:
        parts = self.parts[at]
        within = len(parts) - 1 - parts[::-1].index("with") + 1 if "with" in parts[:-1] else 0
        return "".join(f"{part}." for part in parts[:within])

    def readers(self, row: Row) -> tuple[dict[int, cells.Reader], set[int]]:
        """How each column is read in a row, and which columns are numbers."""
        kinds = tuple(row.cells.get(at, "") if at is not None else "" for _, at in self._types)
        if kinds not in self._found:
            if len(self._found) >= _MOST_KINDS:
                self._found.clear()
            by_prefix = {prefix: kind for (prefix, _), kind in zip(self._types, kinds, strict=True)}
            found = {at: self._reader(at, by_prefix[self._prefix(at)]) for at in self.parts}
            self._found[kinds] = found, {at for at, one in found.items() if one in _NUMBERS}
        return self._found[kinds]

    def _reader(self, at: int, kind: Cell) -> cells.Reader:
        name = ".".join(self.parts[at]).removeprefix(self._prefix(at))
        general = ".".join(ITEM if _INDEX.fullmatch(part) else part for part in name.split("."))
        known = _readers(kind.strip()) if isinstance(kind, str) else {}
        return known.get(general, cells.as_text if general in ("type", "id") else cells.as_given)


def _entry(layout: _Layout, row: Row) -> dict[str, Any]:
    table = layout.table
    readers, numbers = layout.readers(row)
    check_row(table, row, numbers)
    made, slips = dict[str, Any](), list[SlipError]()
    for at, cell in row.cells.items():
        column = table.columns[at]
        if column.name is None:
            if at not in table.unknown:
                table.unknown.add(at)
                known = table.vocabulary.known if len(table.unknown) <= MOST_TOLD else ()
                raise SlipError(unknown(column, known), column.header, table.header.number)
            continue
        if at in row.spread and (at in numbers or column.name == "id"):
            raise shared_number(table, row, at, cell)
        try:
            value = readers[at](cell, local=table.local)
        except SlipError as slip:
            slips.append(SlipError(str(slip), column.name))
            _put(made, layout.parts[at], _UNREAD)
            continue
        _put(made, layout.parts[at], value)
        if layout.parts[at][-1] in _IN_ALL and at in numbers and (text := cells.could_be_thousands(cell)):
            table.doubtful.append(_could_be_thousands(table, row, column.name, text))
    entry = {name: _listed(value, name) if isinstance(value, dict) else value for name, value in made.items()}
    if slips:
        raise _SlipsError(slips, entry)
    return entry


def _could_be_thousands(table: Table, row: Row, name: str, text: str) -> Flag:
    meant, given = f"{int(text.replace('.', '')):,}", text.rstrip("0").rstrip(".")
    where = f"{table.place.file}: row {row.number}, " if len(table.rows) > 1 else ""
    said = f"{where}{name}: {text} could be {meant}; it is read as {given}"
    return Flag(COULD_BE_THOUSANDS, said, file=table.place.file)


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
