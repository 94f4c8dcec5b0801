"""Reading the tables back, as rows of the catalogue."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    return list(map(tuple, translated(table, connection.execute(query), _READ)))


def translated(
    table: Table, rows: Iterable[Sequence[Any]], by_kind: Mapping[str, Callable[[Any], Any]]
) -> Iterator[list[Any]]:
    """Rows with the values in columns of some kinds as the catalogue promises them, or as a database takes them."""
    changes = [(place, by_kind[one.kind]) for place, one in enumerate(table.columns) if one.kind in by_kind]
    for row in rows:
        values = list(row)
        for place, change in changes:
            if values[place] is not None:
                values[place] = change(values[place])
        yield values


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
