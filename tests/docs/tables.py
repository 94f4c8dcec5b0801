"""The reference of the reporting tables, from the catalogue."""

from collections.abc import Iterator

from projections.read_model import catalogue
from projections.sql.names import PREFIX
from projections.sql.views import MEANINGS


def tables_reference() -> str:
    """Each table with its columns, then the views."""
    return "\n\n".join([*map(_table, catalogue.TABLES), _views()])


def _table(table: catalogue.Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    head = [f"### {PREFIX}{table.name}", "", f"{table.meaning} Key: {key}.", ""]
    return "\n".join([*head, "| column | kind | meaning |", "|---|---|---|", *map(_column, table.columns)])


def _column(column: catalogue.Column) -> str:
    kind = f"{column.kind}, can be empty" if column.optional else column.kind
    return f"| `{column.name}` | {kind} | {column.meaning} |"


def _views() -> str:
    return "\n".join(["## The views", "", "| view | answers |", "|---|---|", *_lines()])


def _lines() -> Iterator[str]:
    return (f"| `{PREFIX}{name}` | {meaning} |" for name, meaning in MEANINGS.items())
