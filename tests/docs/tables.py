"""The reference of the reporting tables, from the catalogue and the dictionary."""

from collections.abc import Iterable, Iterator

from projections.read_model import catalogue
from projections.read_model.columns import Column
from projections.read_model.dictionary import joins_of, question
from projections.sql.names import PREFIX
from projections.sql.views.listed import VIEWS
from projections.sql.views.view import View


def tables_reference() -> str:
    """Each table with its columns, its joins and a question, then the views."""
    return "\n\n".join([*map(_table, catalogue.TABLES), "## The views", *map(_view, VIEWS.values())])


def _table(table: catalogue.Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    asks, query = question(table, PREFIX)
    joins = [f"`{one.column}` is the `{one.there}` of `{PREFIX}{one.other}`." for one in joins_of(table)]
    return "\n".join(
        [
            f"### {PREFIX}{table.name}",
            "",
            " ".join([table.meaning, f"Key: {key}.", *joins]),
            "",
            *_columns(table.columns),
            "",
            f"{asks}:",
            "",
            "```sql",
            query,
            "```",
        ]
    )


def _view(view: View) -> str:
    return "\n".join([f"### {PREFIX}{view.name}", "", view.meaning, "", *_columns(view.columns)])


def _columns(columns: Iterable[Column]) -> Iterator[str]:
    yield "| column | kind | unit | meaning |"
    yield "|---|---|---|---|"
    for one in columns:
        kind = f"{one.kind}, can be empty" if one.optional else one.kind
        yield f"| `{one.name}` | {kind} | {one.unit} | {one.meaning} |"
