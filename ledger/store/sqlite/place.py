"""A ledger in a file, with SQLite.

The file is all there is of it: SQLite's rollback journal stays on, and the library's write-ahead log off. So a copy of
the file is a copy of the ledger, and one can be read where nothing can be written, or kept on a network drive. The
price is that readers wait for the moment of a commit. Only files attached to entries are kept beside it.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from uuid import UUID
from weakref import WeakKeyDictionary

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteConnection, SQLiteDatastore

from ledger.log.recordings import STREAM
from ledger.shown import concealed
from ledger.store.backend import (
    ENDS,
    LOCK_TIMEOUT,
    TABLE,
    VERSION,
    Kept,
    Moment,
    Pulse,
    StoreError,
    Writing,
    check_kept,
    holds_something,
    numbered,
    one_line,
)
from ledger.store.files import check_alone, made_whole
from ledger.store.sqlite.faults import check_version, check_writable, database_faults, ends_with_recording
from ledger.store.sqlite.reading import ROWS, accounts_for_all, check_led_to, ends_as_read, select, stored
from ledger.store.sqlite.watching import Watch


class SqliteRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with a way of writing in which nobody comes between; in the end the disk has it."""

    def __init__(self, datastore: SQLiteDatastore, watch: Watch) -> None:
        super().__init__(datastore, events_table_name=TABLE)
        self._watch = watch
        self._looked_at = WeakKeyDictionary[SQLiteConnection, int]()

    def write(self, make: Callable[[Writing], Sequence[StoredEvent]]) -> None:
        """Insert what `make` gives, all or nothing, while nobody else writes; see `backend.Recorder`."""
        with self.datastore.get_connection(commit=True) as connection:
            database = connection._sqlite_conn  # noqa: SLF001  the library begins a transaction before it is locked
            # sync the folder too: else a loss of power can bring the journal back, and take the commit back with it
            database.execute("PRAGMA synchronous=EXTRA")
            database.execute("BEGIN IMMEDIATE")
            try:
                self._write(database, make)
            except BaseException:
                with suppress(sqlite3.Error):  # what went wrong is said, and not that it cannot be undone
                    database.rollback()
                raise
            database.commit()

    def _write(self, database: sqlite3.Connection, make: Callable[[Writing], Sequence[StoredEvent]]) -> None:
        check_writable(database)
        selecting = partial(select, database)
        events = make(Writing(selecting, lambda: (stored(row[1:]) for row in database.execute(ROWS))))
        rows = ((one.originator_id, one.originator_version, one.topic, one.state) for one in events)
        # the library inserts one by one, to learn ids that nobody here asks for
        database.executemany(self.insert_events_statement, rows)
        check_kept(selecting, events)
        if database.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            database.execute(f"PRAGMA user_version = {VERSION}")

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream, by version. Raises `CorruptLedgerError` where a damaged index hides some."""
        assert lte is None  # noqa: S101  nobody asks for it
        stream = str(originator_id)
        with self.datastore.get_connection(commit=False) as connection, connection.transaction(commit=False):
            database = connection._sqlite_conn  # noqa: SLF001
            events = select(database, stream, gt=gt, desc=desc, limit=limit)
            to_the_end = not desc and (limit is None or len(events) < limit)
            if not self._is_sound(connection) or (to_the_end and not ends_as_read(database, stream, events, gt)):
                check_led_to(database, stream)
            return events

    def _is_sound(self, connection: SQLiteConnection) -> bool:
        """Whether nothing is missing at first sight; looked at again when somebody wrote."""
        database = connection._sqlite_conn  # noqa: SLF001
        now: int = database.execute("PRAGMA data_version").fetchone()[0]
        if self._looked_at.get(connection) != now and accounts_for_all(database):
            self._looked_at[connection] = now
        return self._looked_at.get(connection) == now

    def ends(self) -> Sequence[StoredEvent]:
        """The last event of each stream."""
        with self.datastore.get_connection(commit=False) as connection, connection.transaction(commit=False):
            return [stored(row) for row in connection._sqlite_conn.execute(ENDS.format(table=TABLE))]  # noqa: SLF001

    def looks_whole(self) -> bool:
        """Whether the ends of the streams account for all rows, and the last row is of the recordings."""
        with self.datastore.get_connection(commit=False) as connection, connection.transaction(commit=False):
            return self._is_sound(connection) and ends_with_recording(connection._sqlite_conn)  # noqa: SLF001

    def rows(self) -> Iterator[Notification]:
        """All events in the order of their rows, read off the table itself."""
        with self.datastore.get_connection(commit=False) as connection:
            yield from _notifications(connection._sqlite_conn)  # noqa: SLF001

    def faults(self) -> list[str]:
        """What SQLite itself finds wrong, what hangs on the table, and where its rows are not numbered in a row."""
        with self.datastore.get_connection(commit=False) as connection, connection.transaction(commit=False):
            return database_faults(connection._sqlite_conn)  # noqa: SLF001

    def version(self) -> int | None:
        """What the header of the file says; none before the first recording."""
        with self.datastore.get_connection(commit=False) as connection:
            return _version(connection._sqlite_conn)  # noqa: SLF001

    @contextmanager
    def moment(self) -> Iterator[Moment]:
        """All that stands there at one moment; writers wait until it is read."""
        with self.datastore.get_connection(commit=False) as connection:
            database = connection._sqlite_conn  # noqa: SLF001
            database.execute("BEGIN")
            try:
                yield Moment(_version(database), _notifications(database))
            finally:
                database.rollback()

    def pulse(self) -> Pulse:
        """Asked on a connection of its own, to which SQLite tells what the others commit."""
        return self._watch.pulse()

    def close(self) -> None:
        """Give up the connections."""
        self._watch.close()
        self.datastore.close()


def _notifications(database: sqlite3.Connection) -> Iterator[Notification]:
    for number, stream, position, topic, state in database.execute(ROWS):
        yield numbered(number, stream, position, topic, state)


def _version(database: sqlite3.Connection) -> int | None:
    found: int = database.execute("PRAGMA user_version").fetchone()[0]
    return found or None


class SqlitePlace:
    """A path at which a ledger is or can be."""

    def __init__(self, name: str) -> None:
        """Raises `StoreError` when this cannot be the name of a file."""
        if not name or "\0" in name:
            raise StoreError(f"{name!r} is no file name for a ledger")
        self.name = concealed(name)  # a mistyped URL of a server is taken for a path
        self.path = Path(name).absolute()

    def find(self) -> SqliteRecorder | None:
        """The ledger, or nothing when there is no file or only an empty one.

        Raises `StoreError` when there is something else at the path.
        """
        if not self._is_there():
            return None
        with self._opened("rw") as connection:
            if not self._holds_ledger(connection):
                return None
            check_version(connection, self.name)
            return self._recorder()

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

    def fill(self, events: Iterable[StoredEvent], kept: Kept) -> None:
        """Make a ledger of just these events where there is none, or an empty one; see `backend.Place`."""
        check_alone(self.path)
        if self._is_there():
            self._fill(self.path, events, kept)
        else:
            with made_whole(self.path) as part:
                self._fill(part, events, kept)

    def copy_to(self, path: Path) -> None:
        """Write what stands here at one moment into a new file, page by page."""
        with self._opened("rw") as source, closing(sqlite3.connect(path)) as made:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master")  # now nobody commits until all is copied
            try:
                source.backup(made)
                made.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.Error as error:
                raise StoreError(f"no copy of {self.name} can be made: {one_line(error)}") from error

    def _fill(self, path: Path, events: Iterable[StoredEvent], kept: Kept) -> None:
        recorder = self._recorder()
        try:
            with closing(sqlite3.connect(path, isolation_level=None, timeout=LOCK_TIMEOUT)) as database:
                database.execute("PRAGMA synchronous=EXTRA")
                database.execute("BEGIN IMMEDIATE")
                if not self._holds_ledger(database):
                    for statement in recorder.create_table_statements:
                        database.execute(statement)
                check_version(database, self.name)
                check_writable(database)
                if database.execute(f"SELECT 1 FROM {TABLE} LIMIT 1").fetchone():  # noqa: S608
                    raise holds_something(self.name)
                rows = ((one.originator_id, one.originator_version, one.topic, one.state) for one in events)
                database.executemany(recorder.insert_events_statement, rows)
                kept(_notifications(database))
                if select(database, STREAM, limit=1):
                    database.execute(f"PRAGMA user_version = {VERSION}")
                database.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(f"{self.name} cannot be written: {one_line(error)}") from error

    def clock(self) -> datetime | None:
        """The time that the file system gives a new file: on a network drive it is the server's."""
        try:
            with TemporaryFile(dir=self.path.parent) as file:
                return datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            return None

    def _is_there(self) -> bool:
        try:
            if self.path.is_dir():
                raise StoreError(f"{self.name} is a folder; a ledger is a file")
            if self.path.exists() and not self.path.is_file():
                raise StoreError(f"{self.name} is not a file; a ledger is one")
            if not self.path.parent.is_dir():
                folder, file = (concealed(str(one)) for one in (self.path.parent, self.path.name))
                raise StoreError(f"there is no folder {folder} for the ledger {file}")
            return self.path.exists()
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
        tables, pages = _of_one_moment(connection)
        if tables and TABLE not in tables:
            raise StoreError(f"{self.name} is a database of something else: it holds no ledger")
        if not tables and pages > 1:
            raise StoreError(f"{self.name} is damaged: it has pages in use, and names no table that they are of")
        return bool(tables)

    def _recorder(self) -> SqliteRecorder:
        datastore = SQLiteDatastore(
            self._uri("rw"), lock_timeout=LOCK_TIMEOUT, pool_timeout=LOCK_TIMEOUT, originator_id_type="text"
        )
        # so that it does not turn the write-ahead log on
        datastore.pool.is_journal_mode_wal = True
        return SqliteRecorder(datastore, Watch(self.path, self._uri("rw")))

    def _uri(self, mode: str) -> str:
        # the library hands its database name to SQLite as a URI, in which some characters of a path mean something
        return f"{self.path.as_uri()}?mode={mode}"


def _of_one_moment(database: sqlite3.Connection) -> tuple[set[str], int]:
    """The tables of a file, and how many of its pages hold something, the first one, which names them, among these.

    Somebody else can be making the tables just now: pages looked at afterwards would be of tables not seen before.
    """
    alone = not database.in_transaction
    if alone:
        database.execute("BEGIN")
    tables = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    pages, free = (database.execute(f"PRAGMA {which}").fetchone()[0] for which in ("page_count", "freelist_count"))
    if alone:
        database.execute("ROLLBACK")
    return tables, int(pages - free)
