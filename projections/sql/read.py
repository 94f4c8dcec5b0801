"""Reading the tables back, as rows of the catalogue."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from projections.read_model.catalogue import Row, Table
from projections.sql.schema import TABLES


def rows_in(connection: Connection, table: Table, company: str | None = None) -> list[Row]:
    """The rows of a table, of one company or of all, in the order of the key."""
    made = TABLES[table]
    query = sa.select(made).order_by(*(made.c[name] for name in table.key))
    if company is not None:
        query = query.where(made.c.company == company)
    return as_rows(table, connection.execute(query))


def as_rows(table: Table, found: sa.CursorResult[Any]) -> list[Row]:
    """What a database answered, with the values that the catalogue promises."""
    changes = [(place, _READ[column.kind]) for place, column in enumerate(table.columns) if column.kind in _READ]
    rows: list[Row] = []
    for one in found:
        values = list(one)
        for place, read in changes:
            if values[place] is not None:
                values[place] = read(values[place])
        rows.append(tuple(values))
    return rows


def count(connection: Connection, table: Table, company: str | None = None) -> int:
    """How many rows a table has, of one company or of all."""
    made = TABLES[table]
    query = sa.select(sa.func.count()).select_from(made)
    if company is not None:
        query = query.where(made.c.company == company)
    return connection.execute(query).scalar_one()


def _moment(given: datetime) -> datetime:
    # SQLite keeps no time zone; what is written there is in UTC
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)


def _decimal(given: Decimal | str) -> str:
    return given if isinstance(given, str) else f"{given:.10f}"


_READ: dict[str, Callable[[Any], Any]] = {"moment": _moment, "decimal": _decimal}
