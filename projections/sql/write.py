"""Writing rows: as fast as each database takes them, and only those that are not there already."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from projections.read_model import catalogue
from projections.read_model.catalogue import Row, Table
from projections.sql.read import rows_in, translated
from projections.sql.schema import TABLES

_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
"""How SQLAlchemy writes a moment in SQLite."""


def replace_tail(
    connection: Connection, company: str, rows: Mapping[Table, list[Row]], *, since: date, after: int
) -> None:
    """Put these rows in the place of those of the company from a day on, and of entries after a position.

    After position 0 there are none yet.
    """
    for table, found in rows.items():
        made = TABLES[table]
        if after == 0:
            insert(connection, made, table, found)
            continue
        mine = made.c.company == company
        if table == catalogue.ENTRIES:
            connection.execute(sa.delete(made).where(mine, made.c.position > after))
            insert(connection, made, table, found)
        elif table.tail is None:
            _replace_what_differs(connection, company, table, found)
        else:
            tail = mine if since == date.min else mine & (made.c[table.tail] >= since)
            connection.execute(sa.delete(made).where(tail))
            insert(connection, made, table, found)


def clear(connection: Connection, company: object) -> None:
    """Take all rows of a company out; of None those that are of no company."""
    for made in TABLES.values():
        connection.execute(sa.delete(made).where(is_of(made, company)))


def is_of(made: sa.Table, company: object) -> sa.ColumnElement[bool]:
    """Whether a row is of a company, which can be none."""
    return made.c.company.is_(None) if company is None else made.c.company == company


def _replace_what_differs(connection: Connection, company: str, table: Table, rows: list[Row]) -> None:
    made = TABLES[table]
    before, now = set(rows_in(connection, table, company)), set(rows)
    gone = [
        dict(zip(_keys(table), (row[table.place_of(name)] for name in table.key), strict=True)) for row in before - now
    ]
    if gone:
        matches = (made.c[name] == sa.bindparam(key) for name, key in zip(table.key, _keys(table), strict=True))
        connection.execute(sa.delete(made).where(*matches), gone)
    insert(connection, made, table, [row for row in rows if row not in before])


def _keys(table: Table) -> list[str]:
    return [f"key_{name}" for name in table.key]


def insert(connection: Connection, made: sa.Table, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows of a table of the catalogue into a table with its columns."""
    _INSERT[connection.dialect.name](connection, made, table, rows)


def _insert_sqlite(connection: Connection, made: sa.Table, table: Table, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    driver: Any = connection.connection.driver_connection
    driver.executemany(f"INSERT INTO {made.name} VALUES ({marks})", translated(table, rows, WRITTEN_IN_SQLITE))  # noqa: S608  our names


@lru_cache(maxsize=64)
def _moment(given: datetime) -> str:
    return given.strftime(_MOMENT)  # many entries are of one moment


WRITTEN_IN_SQLITE: dict[str, Callable[[Any], str]] = {"date": date.isoformat, "moment": _moment}
"""How the values of some kinds of columns are written in a file."""


def _insert_postgres(connection: Connection, made: sa.Table, _: Table, rows: Iterable[Row]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {made.name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


_INSERT: dict[str, Callable[[Connection, sa.Table, Table, Iterable[Row]], None]] = {
    "sqlite": _insert_sqlite,
    "postgresql": _insert_postgres,
}
