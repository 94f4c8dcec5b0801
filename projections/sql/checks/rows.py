"""Whether the rows of a company are those that its log gives when it is projected anew, as they are stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from ledger.store.backend import one_line
from projections.read_model.catalogue import Row, Table
from projections.read_model.rows import Rows
from projections.sql.checks.fault import Fault
from projections.sql.read import translated
from projections.sql.schema import TABLES
from projections.sql.write import WRITTEN_IN_SQLITE

Stored = Mapping[Table, list[Row] | str]
"""The rows of each table as they are stored; or why they cannot be read."""


def stored_rows(connection: Connection, company: str) -> Stored:
    """The rows of a company in every table, as they are stored.

    They are not read as the catalogue promises them: in a file a date can be written in ways that read alike, and are
    not found alike by whoever asks the tables.
    """
    return {table: _stored(connection, table, company) for table in TABLES}


def _stored(connection: Connection, table: Table, company: str) -> list[Row] | str:
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    columns = ", ".join(one.name for one in table.columns)
    query = f"SELECT {columns} FROM {TABLES[table].name} WHERE company = {mark}"  # noqa: S608  our names
    point = connection.begin_nested()
    driver: Any = connection.connection.driver_connection
    try:
        found = driver.execute(query, (company,)).fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        point.rollback()
        return one_line(error)
    point.commit()
    return list(map(tuple, translated(table, found, _AS_STORED))) if mark == "%s" else found


def row_faults(stored: Stored, expected: Rows, dialect: str) -> Iterator[Fault]:
    """A fault for each table whose rows are not those that the log gives."""
    for table, found in stored.items():
        if isinstance(found, str):
            yield Fault("unreadable", f"the reporting table {table.name} cannot be read: {found}")
            continue
        wanted, there = set(_written(table, expected[table], dialect)), set(found)
        missing, strange = len(wanted - there), len(there - wanted) + len(found) - len(there)
        if missing or strange:
            lacks = f"the reporting table {table.name} lacks {missing:,} of its rows"
            yield Fault("rows", f"{lacks} and has {strange:,} that are not its own")


def _written(table: Table, rows: Iterable[Row], dialect: str) -> Iterable[Row]:
    """Rows as they are written into a kind of database."""
    return rows if dialect == "postgresql" else map(tuple, translated(table, rows, WRITTEN_IN_SQLITE))


def _decimal(given: Decimal) -> str:
    """All digits that are there, also those behind the tenth place."""
    return format(given, "f")


_AS_STORED: dict[str, Callable[[Any], Any]] = {"decimal": _decimal}
