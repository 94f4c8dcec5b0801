"""A ledger in a file, with SQLite.

The file is all there is of it: SQLite's rollback journal stays on, and the library's write-ahead log off. So a copy of
the file is a copy of the ledger, and one can be read where nothing can be written, or kept on a network drive. The
price is that readers wait for the moment of a commit. Only files attached to entries are kept beside it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from ledger.store.backend import LOCK_TIMEOUT, TABLE, StoreError, one_line


class SqliteRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with one statement for a whole batch and a disk that has it before it is acknowledged."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: object) -> None:
        """Insert all of these, or none."""
        with self.datastore.get_connection(commit=True) as connection:
            # sync the folder too: else a loss of power can bring the journal back, and take the commit back with it
            connection.cursor().execute("PRAGMA synchronous=EXTRA")
            with connection.transaction(commit=True) as cursor:
                # the library inserts one by one, to learn ids that nobody here asks for
                rows = [(one.originator_id, one.originator_version, one.topic, one.state) for one in stored_events]
                cursor.executemany(self.insert_events_statement, rows)

    def close(self) -> None:
        """Give up the connections."""
        self.datastore.close()


class SqlitePlace:
    """A path at which a ledger is or can be."""

    def __init__(self, name: str) -> None:
        """Raises `StoreError` when this cannot be the name of a file."""
        if not name or "\0" in name:
            raise StoreError(f"{name!r} is no file name for a ledger")
        self.name = name
        self._path = Path(name).absolute()

    def find(self) -> SqliteRecorder | None:
        """The ledger, or nothing when there is no file or only an empty one.

        Raises `StoreError` when there is something else at the path.
        """
        if not self._is_there():
            return None
        with self._opened("rw") as connection:
            return self._recorder() if self._holds_ledger(connection) else None

    def make(self) -> SqliteRecorder:
        """The ledger, made when there is none. Raises `StoreError` when that cannot be."""
        self._is_there()
        recorder = self._recorder()
        with self._opened("rwc") as connection:
            if not self._holds_ledger(connection):
                connection.execute("BEGIN IMMEDIATE")
                for statement in recorder.create_table_statements:
                    connection.execute(statement)
                connection.execute("COMMIT")
        return recorder

    def _is_there(self) -> bool:
        try:
            if self._path.is_dir():
                raise StoreError(f"{self.name} is a folder; a ledger is a file")
            if self._path.exists() and not self._path.is_file():
                raise StoreError(f"{self.name} is not a file; a ledger is one")
            if not self._path.parent.is_dir():
                raise StoreError(f"there is no folder {self._path.parent} for the ledger {self._path.name}")
            return self._path.exists()
        except OSError as error:
            raise StoreError(f"{self.name} cannot be reached: {error.strerror}") from error

    @contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        try:
            with closing(
                sqlite3.connect(self._uri(mode), uri=True, isolation_level=None, timeout=LOCK_TIMEOUT)
            ) as connection:
                yield connection
        except sqlite3.Error as error:
            raise StoreError(f"{self.name} cannot be opened as a ledger: {one_line(error)}") from error

    def _holds_ledger(self, connection: sqlite3.Connection) -> bool:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and TABLE not in tables:
            raise StoreError(f"{self.name} is a database of something else: it holds no ledger")
        return bool(tables)

    def _recorder(self) -> SqliteRecorder:
        datastore = SQLiteDatastore(
            self._uri("rw"), lock_timeout=LOCK_TIMEOUT, pool_timeout=LOCK_TIMEOUT, originator_id_type="text"
        )
        # so that it does not turn the write-ahead log on
        datastore.pool.is_journal_mode_wal = True
        return SqliteRecorder(datastore, events_table_name=TABLE)

    def _uri(self, mode: str) -> str:
        # the library hands its database name to SQLite as a URI, in which some characters of a path mean something
        return f"{self._path.as_uri()}?mode={mode}"
