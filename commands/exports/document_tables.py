"""The document of an answer as tables: for a spreadsheet, and for what reads no JSON.

An answer that is a list is a table of its records, a column for each member; any other is a table of names and values,
in which every figure stands under its path. Nothing is rounded, and no figure stands there that the document has not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Value = str | int | None

LISTS: Mapping[str, Sequence[str]] = {
    "audit": ("claims", "conversions"),
    "calendar": ("items",),
    "clauses": ("clauses",),
    "companies": ("companies",),
    "documents": ("documents",),
    "entries": ("entries",),
    "flags": ("warnings",),
    "history": ("steps",),
    "holders": ("holders",),
    "notice": ("notices",),
    "proposals": ("proposals",),
    "recordings": ("recordings",),
    "scenario": ("scenarios",),
    "waterfall": ("holders",),
}
"""The verbs whose answer is a list, and the member that has it; the first that is there and not empty."""


CALLED: Mapping[str, Mapping[str, str]] = {"holders": {"votes": "series_d_votes"}}
"""By verb the members that have a column of another name: in a table without their meanings they could be misread.

Of a holder `votes` are those of its Series D alone, while the page and the papers have all of them under that head.
"""


class Table(NamedTuple):
    """A table of text and whole numbers."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]


def table_of(verb: str, document: Mapping[str, Any]) -> Table:
    """The table that an answer is: its list, with what the document says of each record beside it; or all of it."""
    for name in LISTS.get(verb, ()):
        if found := _records(document.get(name)):
            return _renamed(_table(name, _with_besides(found, document, name)), CALLED.get(verb, {}))
    return whole("answer", document)


def tables_of(verb: str, document: Mapping[str, Any]) -> list[Table]:
    """The table that an answer is, each other list of records in it, and what stands beside these."""
    first = table_of(verb, document)
    others = {name: found for name, value in document.items() if name != first.name and (found := _records(value))}
    beside = {name: value for name, value in document.items() if name not in others and name != first.name}
    tables = [first, *(_table(name, found) for name, found in others.items())]
    return tables if first.name == "answer" else [*tables, whole("answer", beside)]


def whole(name: str, document: Mapping[str, Any]) -> Table:
    """Everything in a document, a line for each value, under its path."""
    return Table(name, ("name", "value"), [*map(list, _paths(document, ""))])


def _records(found: object) -> list[Mapping[str, Any]]:
    """The records of a list, or of records by their names; nothing where it is neither."""
    if isinstance(found, Mapping):
        values = list(found.values())
        alike = all(isinstance(one, Mapping) and one.keys() == values[0].keys() for one in values)
        # an exact number is a mapping, too, of two texts
        return [{"name": name, **one} for name, one in found.items()] if values and alike else []
    if isinstance(found, list) and found and all(isinstance(one, Mapping) for one in found):
        return list(found)
    return []


def _with_besides(
    records: Sequence[Mapping[str, Any]], document: Mapping[str, Any], name: str
) -> list[Mapping[str, Any]]:
    """Records with what else the document says by their names: which deliveries are assumed, of whom."""
    names = {one.get("name") for one in records}
    besides = {
        key: value
        for key, value in document.items()
        if key != name and isinstance(value, Mapping) and value and value.keys() <= names and not _records(value)
    }
    return [dict(one) | {key: value.get(one.get("name")) for key, value in besides.items()} for one in records]


def _table(name: str, records: Sequence[Mapping[str, Any]]) -> Table:
    rows = [dict(_flat(one, "")) for one in records]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return Table(name, columns, [[row.get(column) for column in columns] for row in rows])


def _renamed(table: Table, called: Mapping[str, str]) -> Table:
    return table._replace(columns=[called.get(column, column) for column in table.columns])


def _flat(found: Mapping[str, Any], before: str) -> Iterator[tuple[str, Value]]:
    """What stands in a record, by dotted name; a list in it as text."""
    for key, value in found.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
            yield f"{before}{key}", json.dumps(value, ensure_ascii=False)
        else:
            yield f"{before}{key}", _said(value)


def _paths(found: object, path: str) -> Iterator[tuple[str, Value]]:
    if isinstance(found, Mapping):
        for key, value in found.items():
            yield from _paths(value, f"{path}.{key}" if path else str(key))
    elif isinstance(found, list) and any(isinstance(one, Mapping | list) for one in found):
        for number, value in enumerate(found, start=1):
            yield from _paths(value, f"{path}.{number}")
    else:
        yield path, _said(found)


def _said(value: Any) -> Value:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else value if isinstance(value, str | int) else str(value)
