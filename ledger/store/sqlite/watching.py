"""Whether anything has become otherwise in a file since somebody looked: a connection of its own that is kept open.

SQLite tells such a connection whether another one has committed (`PRAGMA data_version`). Whoever writes past SQLite, or
puts another file in the place of this one, is told by the file system. All is read while nobody can commit, so that it
is of one moment.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Lock

from ledger.store.address import TABLE
from ledger.store.backend import LOCK_TIMEOUT, Pulse, StoreError

_LAST = f"SELECT max(rowid) FROM {TABLE}"  # noqa: S608  a name of ours


class Watch:
    """Looks at one file; threads take turns."""

    def __init__(self, path: Path, uri: str) -> None:
        self._path = path
        self._uri = uri
        self._lock = Lock()
        self._database: sqlite3.Connection | None = None

    def __del__(self) -> None:
        self.close()

    def pulse(self) -> Pulse:
        """What it is like now. Raises `sqlite3.Error` where it cannot be read, and `StoreError` where it is gone."""
        with self._lock:
            database = self._database = self._database or self._opened()
            database.execute("BEGIN")
            try:
                number = database.execute(_LAST).fetchone()[0] or 0
                version = database.execute("PRAGMA data_version").fetchone()[0]
                file = self._path.stat()
            except OSError as error:
                raise StoreError(f"{self._path.name} cannot be reached: {error.strerror}") from error
            finally:
                with suppress(sqlite3.Error):
                    database.execute("COMMIT")
        return Pulse(number, (version, file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns))

    def close(self) -> None:
        """Give up the connection."""
        with self._lock:
            database, self._database = self._database, None
        if database is not None:
            database.close()

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(self._uri, uri=True, isolation_level=None, timeout=LOCK_TIMEOUT, check_same_thread=False)
