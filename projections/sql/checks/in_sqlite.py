"""What stands in a file of SQLite under our names."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection

from projections.sql.checks.objects import OURS, About, There, Told, column, index
from projections.sql.names import PREFIX

_WORDS = ("check", "collate", "conflict", "constraint", "default", "generated", "references", "strict", "unique")
"""What says more of a table than its pragmas do; none of ours needs any but the name of its key."""


def there(connection: Connection) -> There:
    """All tables and views that are called like ours, and what is about those that are ours."""
    query = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
    named = {str(name).lower(): sort for name, sort in connection.exec_driver_sql(query)}
    sorts = {name: sort for name, sort in named.items() if name.startswith(PREFIX)}
    return There(sorts, {name: _told(connection, name, sorts[name]) for name in sorted(sorts.keys() & OURS)})


def definition(connection: Connection, name: str) -> str | None:
    """The statement that made a view, as it was written."""
    query = "SELECT sql FROM sqlite_master WHERE type = 'view' AND lower(name) = ?"
    return connection.exec_driver_sql(query, (name,)).scalar()


def _told(connection: Connection, name: str, sort: str) -> Told:
    told = dict(_triggers(connection, name))
    if sort == "table":
        told |= dict(_columns(connection, name)) | dict(_indexes(connection, name)) | dict(_more(connection, name))
    return told


def _columns(connection: Connection, name: str) -> Iterator[tuple[About, str]]:
    found = [*connection.exec_driver_sql(f"PRAGMA table_xinfo({name})")]
    for _, called, kind, needed, default, _, hidden in found:
        more = ("" if default is None else f" default {default}") + (" generated" if hidden else "")
        yield About("column", called), column(kind, needed=bool(needed)) + more
    yield About("order", "columns"), ", ".join(one[1] for one in found)
    yield About("key", "key"), ", ".join(one[1] for one in sorted(found, key=_in_key) if one[5])


def _in_key(row: object) -> int:
    place: int = row[5]  # type: ignore[index]
    return place


def _indexes(connection: Connection, name: str) -> Iterator[tuple[About, str]]:
    """Ours, and those that forbid rows; one that somebody made to find rows sooner changes nothing."""
    for _, called, unique, origin, partial in [*connection.exec_driver_sql(f"PRAGMA index_list({name})")]:
        if origin == "pk":
            continue
        parts = [*connection.exec_driver_sql(f'PRAGMA index_xinfo("{called}")')]
        said = index([str(one[2]) for one in parts if one[5]]) + (" in part" if partial else "")
        if unique:
            yield About("constraint", called), f"unique {said}"
        elif called.lower().startswith(f"ix_{PREFIX}"):
            yield About("index", called), said


def _more(connection: Connection, name: str) -> Iterator[tuple[About, str]]:
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND lower(name) = ?"
    said = str(connection.exec_driver_sql(query, (name,)).scalar()).lower()
    said = said.replace(f"constraint pk_{name} ", "").replace(f'constraint "pk_{name}" ', "")
    words = set(re.findall(r"[a-z_]+", said))
    for word in _WORDS:
        if word in words:
            yield About("constraint", word.upper()), "there"
    if "rowid" not in words:
        yield About("constraint", "ROWID"), "there"


def _triggers(connection: Connection, name: str) -> Iterator[tuple[About, str]]:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = ?"
    for (called,) in connection.exec_driver_sql(query, (name,)):
        yield About("trigger", called), "a trigger"
