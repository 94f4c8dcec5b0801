"""A ledger in a PostgreSQL database. Needs the extra `seriesd[postgres]`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from eventsourcing.persistence import DataError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from ledger.store.backend import LOCK_TIMEOUT, TABLE, StoreError, one_line

_FIND = """
    SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE pg_class.oid = to_regclass(%s)
"""


class _Datastore(PostgresDatastore):
    def register_type_adapters(self) -> None:
        """Nothing: the library inserts values of a composite type, we copy rows."""


class PostgresRecorder(PostgresApplicationRecorder):
    """The library's recorder, with COPY for its way of inserting.

    The library sends a batch as one array in pipeline mode. There a batch of some 400 kB waits for ever (psycopg
    3.3.9); without the pipeline it takes nine times as long as COPY. The lock that keeps the notification log in the
    order of the commits is the library's.
    """

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: object) -> None:
        """Insert all of these, or none."""
        copy = SQL("COPY {}.{} (originator_id, originator_version, topic, state) FROM STDIN").format(
            Identifier(self.datastore.schema), Identifier(self.events_table_name)
        )
        with self.datastore.transaction(commit=True) as cursor:
            for statement in self.lock_table_statements:
                cursor.execute(statement)
            cursor.execute(SQL("NOTIFY {}").format(Identifier(self.channel_name)))
            with cursor.copy(copy) as rows:
                for one in stored_events:
                    rows.write_row((one.originator_id, one.originator_version, one.topic, one.state))

    def select_events(self, *given: Any, **named: Any) -> Sequence[StoredEvent]:
        """The events of one stream, by version."""
        try:
            events: Sequence[StoredEvent] = super().select_events(*given, **named)
        except TypeError:
            raise DataError("an event was tampered with: it has no content") from None
        return events

    def close(self) -> None:
        """Give up the connections."""
        self.datastore.close()


class PostgresPlace:
    """A database in which a ledger is or can be, in the schema that holds it, else in the first of the search path."""

    def __init__(self, url: str) -> None:
        """Raises `StoreError` when the URL is none."""
        try:
            self._parameters: dict[str, Any] = {
                "connect_timeout": 10,
                "application_name": "seriesd",
                **conninfo_to_dict(url),
            }
        except psycopg.Error:
            # what libpq says can repeat the password
            raise StoreError("not the URL of a database; write postgresql://user:password@host:port/database") from None
        given = self._parameters
        self.name = f"postgresql://{given.get('host', '')}/{given.get('dbname', '')}"

    def find(self) -> PostgresRecorder | None:
        """The ledger, or nothing when the database holds none. Raises `StoreError` when it cannot be reached."""
        with self._connected() as connection:
            schema = _one(connection, _FIND, TABLE)
        return None if schema is None else self._recorder(schema)

    def make(self) -> PostgresRecorder:
        """The ledger, made when there is none. Raises `StoreError` when that cannot be."""
        with self._connected() as connection, connection.transaction():
            # of two that make it at once, the second finds it
            connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [TABLE])
            schema = _one(connection, _FIND, TABLE)
            if schema is not None:
                return self._recorder(schema)
            schema = _one(connection, "SELECT current_schema()")
            if schema is None:
                raise StoreError(f"{self.name} has no schema for a ledger in its search path")
            recorder = self._recorder(schema)
            for statement in recorder.sql_create_statements:
                # the library's function has one name for all tables: making it would lead other applications into ours
                if statement.as_string().startswith(("CREATE TABLE", "CREATE UNIQUE INDEX")):
                    connection.execute(statement)
            return recorder

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        try:
            with psycopg.connect(**self._parameters, autocommit=True) as connection:
                yield connection
        except psycopg.Error as error:
            raise StoreError(f"{self.name} cannot be opened as a ledger: {one_line(error)}") from error

    def _recorder(self, schema: str) -> PostgresRecorder:
        datastore = _Datastore(
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
