"""A PostgreSQL database in which a ledger is or can be."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from eventsourcing.persistence import StoredEvent
from psycopg.rows import dict_row

from ledger.store.backend import (
    LOCK_TIMEOUT,
    TABLE,
    Kept,
    StoreError,
    check_known_version,
    one_line,
)
from ledger.store.postgres.recorder import Datastore, PostgresRecorder, version_in
from ledger.store.postgres.url import parameters_of
from ledger.store.sqlite.place import SqlitePlace

_MADE_BY = "the events of a ledger of seriesd; version of the store: "
_LEAST = -(2**63)
_OURS = ("CREATE TABLE", "CREATE UNIQUE INDEX")
_AT_ONCE = 1_000

_FIND = """
    SELECT nspname, relkind::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relname = %s AND nspname = ANY (current_schemas(true))
"""


class PostgresPlace:
    """A database in which a ledger is or can be, in the schema that holds it, else in the first of the search path."""

    def __init__(self, url: str) -> None:
        """Raises `StoreError` when the URL is none."""
        given = self._parameters = parameters_of(url)
        self.name = f"postgresql://{given.get('host', '')}/{given.get('dbname', '')}"

    def find(self) -> PostgresRecorder | None:
        """The ledger, or nothing when the database holds none. Raises `StoreError` when it cannot be reached."""
        with self.connected() as connection:
            schema = self._schema(connection)
            if schema is None:
                return None
            said = _one(connection, "SELECT obj_description(to_regclass(%s))", f'"{schema}"."{TABLE}"')
        check_known_version(version_in(said) or 0, self.name)
        return self._recorder(schema)

    def make(self) -> PostgresRecorder:
        """The ledger, made when there is none. Raises `StoreError` when that cannot be."""
        with self.connected() as connection, connection.transaction():
            recorder = self.empty(connection)
            recorder.make(connection.cursor())
            return recorder

    def empty(self, connection: psycopg.Connection) -> PostgresRecorder:
        """The ledger, or where one can be made. Raises `StoreError` where there is no schema for one."""
        schema = self._schema(connection) or _one(connection, "SELECT current_schema()")
        if schema is None:
            raise StoreError(f"{self.name} has no schema for a ledger in its search path")
        return self._recorder(schema)

    def fill(self, events: Iterable[StoredEvent], kept: Kept) -> None:
        """Make a ledger of just these events where there is none, or an empty one; see `backend.Place`."""
        self.find()  # a later version is refused
        with self.connected() as connection:
            recorder = self.empty(connection)
        with closing(recorder):
            recorder.fill(events, kept, self.name)

    def copy_to(self, path: Path) -> None:
        """Write what stands here at one moment into a new file, as a ledger of SQLite."""
        recorder = self.find()
        if recorder is None:
            raise StoreError(f"there is no ledger at {self.name}")
        with closing(recorder), recorder.moment() as found:
            SqlitePlace(str(path)).fill(found.events, lambda _: None)

    def clock(self) -> datetime | None:
        """The time of the server."""
        with self.connected() as connection:
            row = connection.execute("SELECT clock_timestamp()").fetchone()
        return row[0].astimezone(UTC) if row else None

    def _schema(self, connection: psycopg.Connection) -> str | None:
        """The schema that holds the ledger; of two, one would hide the other."""
        found = connection.execute(_FIND, [TABLE]).fetchall()
        if len(found) > 1:
            schemas = " and ".join(sorted(schema for schema, _ in found))
            raise StoreError(
                f"{self.name} has a table {TABLE} in each of the schemas {schemas}: "
                "leave one of them in the search path, as with ?options=-csearch_path%3DSCHEMA"
            )
        for schema, kind in found:
            if kind != "r":
                raise StoreError(f"{self.name} holds no ledger: {TABLE} in the schema {schema} is not a table")
            return str(schema)
        return None

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        """A connection. Raises `StoreError` where the database cannot be reached, or refuses what is asked of it."""
        try:
            with psycopg.connect(**self._parameters, autocommit=True) as connection:
                yield connection
        except psycopg.Error as error:
            raise StoreError(f"{self.name} cannot be opened as a ledger: {one_line(error)}") from error

    def _recorder(self, schema: str) -> PostgresRecorder:
        datastore = Datastore(
            *[""] * 5,
            schema=schema,
            originator_id_type="text",
            lock_timeout=LOCK_TIMEOUT,
            idle_in_transaction_session_timeout=LOCK_TIMEOUT,
            connect_timeout=LOCK_TIMEOUT,
            max_overflow=4,
        )
        # the library knows five parameters of a connection; a URL can have more, and an absent one is not an empty one
        datastore.pool.kwargs = {**self._parameters, "row_factory": dict_row}
        return PostgresRecorder(datastore, events_table_name=TABLE)


def _one(connection: psycopg.Connection, query: str, *given: str) -> str | None:
    row = connection.execute(query, given).fetchone()
    return None if row is None else row[0]
