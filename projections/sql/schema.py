"""The reporting tables as SQL knows them, made from the catalogue, and what says how far they are.

SQLite has no decimal type: a number given to one of its numeric columns becomes a binary float. So decimals are text
there, with ten places; in PostgreSQL they are NUMERIC.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from projections.read_model import catalogue
from projections.read_model.catalogue import Column as _Column
from projections.sql.names import POSITIONS_TABLE, PREFIX

TYPES: dict[catalogue.Kind, TypeEngine[Any]] = {
    "text": Text(),
    "whole": BigInteger(),
    "exact": Text(),
    "decimal": Numeric().with_variant(Text(), "sqlite"),
    "date": Date(),
    "moment": DateTime(timezone=True),
    "bool": Boolean(),
}
"""The SQL type for each kind of column."""


def _table(metadata: MetaData, table: catalogue.Table) -> Table:
    columns = [
        Column(one.name, TYPES[one.kind], nullable=one.optional, comment=one.meaning, autoincrement=False)
        for one in table.columns
    ]
    name = f"{PREFIX}{table.name}"
    key = PrimaryKeyConstraint(*table.key, name=f"pk_{name}")
    made = Table(name, metadata, *columns, key, comment=table.meaning, sqlite_with_rowid=False)
    if table.tail is not None and table.tail != table.key[1]:
        Index(f"ix_{name}_tail", made.c.company, made.c[table.tail])
    return made


def _own(name: str, meaning: str, *columns: _Column) -> Table:
    """One of the two that say how far the others are; its first column is its key."""
    return _table(METADATA, catalogue.Table(name, meaning, columns, (columns[0].name,), tail=None))


METADATA = MetaData()
"""All tables, and the two that say how far they are."""

TABLES = {table: _table(METADATA, table) for table in catalogue.TABLES}
"""The SQL table for each table of the catalogue."""

POSITIONS = _own(
    POSITIONS_TABLE.removeprefix(PREFIX),
    "On which position of its log the rows of each company stand.",
    _Column("text", "company", "The name of the company."),
    _Column("whole", "position", "The position of the log on which all rows of the company stand."),
    _Column("text", "head", "The hash of the entry at that position."),
    _Column("text", "no_room", "Why there are no rows of the company; empty where there are.", optional=True),
    _Column(
        "moment",
        "projected_at",
        "When its rows were last written, in UTC; empty where a program wrote them that did not note it.",
        optional=True,
    ),
)
TRACKING = _own(
    "tracking",
    "How far the notification log of the ledger has been followed.",
    _Column("text", "application_name", "The table of events that is followed."),
    _Column("whole", "notification_id", "Everything up to this number of the notification log is in the tables."),
)
