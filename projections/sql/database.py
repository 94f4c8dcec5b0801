"""A database with reporting tables: a file for SQLite, or PostgreSQL; the ledger's own, or another."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from ledger.shown import concealed
from ledger.store.address import NoPlaceError, file_of
from ledger.store.backend import LOCK_TIMEOUT, StoreError, one_line


def engine_of(url: str) -> Engine:
    """The database at a file path, at `sqlite:///path` or at `postgresql://…`; nothing is made by opening it.

    Raises `StoreError` when this is no place for tables.
    """
    try:
        path = file_of(url)
    except NoPlaceError as error:
        raise StoreError(str(error)) from None
    return _postgres(url) if path is None else _sqlite(path)


def is_there(engine: Engine) -> bool:
    """Whether there is a database; asking a file that is not there would make it."""
    path = engine.url.database
    return not path or Path(path).exists()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads, all of it at one moment. Raises `StoreError` when the database fails."""
    with connected(engine) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, with none beside it. Raises `StoreError` when the database fails."""
    with connected(engine, writes=True) as connection, connection.begin():
        one_at_a_time(connection)
        yield connection


@contextmanager
def connected(engine: Engine, *, writes: bool = False) -> Iterator[Connection]:
    """A connection in which transactions are begun one by one. Raises `StoreError` when the database fails."""
    # a writer must see what the one before it wrote, which it may have had to wait for
    options = {"isolation_level": "READ COMMITTED"} if writes and engine.dialect.name == "postgresql" else {}
    try:
        with engine.connect().execution_options(writes=writes, **options) as connection:
            yield connection
    except DBAPIError as error:
        raise StoreError(f"the reporting tables: {one_line(error.orig or error)}") from error
    except (engine.dialect.loaded_dbapi.Error, OverflowError) as error:
        raise StoreError(f"the reporting tables: {one_line(error)}") from error


def one_at_a_time(connection: Connection) -> None:
    """Wait for any other writer of tables; SQLite has done that when the transaction began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('seriesd reporting tables'))"))


def _sqlite(path: str) -> Engine:
    if not Path(path).absolute().parent.is_dir():
        folder, file = (concealed(str(one)) for one in (Path(path).absolute().parent, Path(path).name))
        raise StoreError(f"there is no folder {folder} for the tables {file}")

    def connect() -> sqlite3.Connection:
        # transactions are begun by us: the driver's own begin too late for the reads that decide what is written
        return sqlite3.connect(path, isolation_level=None, timeout=LOCK_TIMEOUT)

    engine = create_engine(URL.create("sqlite", database=path), creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: str) -> Engine:
    try:
        import psycopg  # noqa: PLC0415  tables in a file need no driver

        from ledger.store.postgres.url import parameters_of  # noqa: PLC0415
    except ImportError as error:
        raise StoreError("tables in PostgreSQL need its driver: pip install 'seriesd[postgres]'") from error
    parameters = parameters_of(url)
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(**parameters),
        poolclass=NullPool,
        isolation_level="REPEATABLE READ",
    )
