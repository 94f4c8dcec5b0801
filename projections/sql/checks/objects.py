"""What a table or view and all about it are, in the same words whatever database they stand in."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Dialect

from ledger.store.address import TABLE
from projections.sql.names import PREFIX, SNAPSHOTS_TABLE, VERSION_TABLE
from projections.sql.schema import METADATA
from projections.sql.views.listed import VIEWS

Aspect = Literal["column", "order", "key", "index", "constraint", "trigger", "meaning"]


class About(NamedTuple):
    """One thing about a table or a view: a column, an index, a trigger and so on, by its name."""

    aspect: Aspect
    name: str


Told = Mapping[About, str]
"""What is said of each thing about a table or view."""


class There(NamedTuple):
    """What stands in a database under our names: of what sort each is, and what is about those that are ours."""

    sorts: Mapping[str, str]
    told: Mapping[str, Told]


VIEW_NAMES = {f"{PREFIX}{name}": view for name, view in VIEWS.items()}
"""Our views by the names that they have in a database."""
OURS = METADATA.tables.keys() | VIEW_NAMES.keys()
"""The names of all our tables and views."""
OTHERS = {TABLE, VERSION_TABLE, SNAPSHOTS_TABLE}
"""Names that begin like ours and are those of the ledger, of what says which version the tables are of, and of the
snapshots."""


def wanted(name: str, dialect: Dialect) -> dict[About, str]:
    """What is about a table or a view of ours as this program makes it."""
    if name in VIEW_NAMES:
        return _meanings(VIEW_NAMES[name].meaning, {one.name: one.meaning for one in VIEW_NAMES[name].columns}, dialect)
    made = METADATA.tables[name]
    columns = {About("column", one.name): _column(one, dialect) for one in made.columns}
    indexes = {About("index", str(one.name)): index(one.columns.keys()) for one in made.indexes}
    key = {About("key", "key"): ", ".join(made.primary_key.columns.keys())}
    order = {About("order", "columns"): ", ".join(made.columns.keys())}
    said = _meanings(made.comment or "", {one.name: one.comment or "" for one in made.columns}, dialect)
    return columns | order | key | indexes | said


def column(kind: str, *, needed: bool) -> str:
    """A column, as it is told."""
    return f"{kind.lower()}{' not null' if needed else ''}"


def index(columns: list[str]) -> str:
    """An index of ours, as it is told: plain, of whole columns."""
    return f"({', '.join(columns)})"


def _column(given: "sa.Column[object]", dialect: Dialect) -> str:
    return column(given.type.compile(dialect), needed=not given.nullable)


def _meanings(of_all: str, of_columns: Mapping[str, str], dialect: Dialect) -> dict[About, str]:
    """SQLite keeps none."""
    if dialect.name != "postgresql":
        return {}
    return {About("meaning", ""): of_all} | {About("meaning", name): said for name, said in of_columns.items()}
