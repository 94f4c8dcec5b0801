"""What is wrong with the database of a ledger in a file: its pages, its schema, the numbers of its rows."""

import re
import sqlite3
from collections.abc import Iterator

from ledger.log.recordings import STREAM
from ledger.store.address import TABLE
from ledger.store.backend import StoreError, check_known_version, one_line
from ledger.store.sqlite.reading import accounts_for_all

_MOST_TOLD = 20
_FORBIDS = re.compile(rf"CREATE TRIGGER \S+ BEFORE (UPDATE|DELETE) ON \W?{TABLE}\W", re.IGNORECASE)
"""A trigger may forbid what a ledger never does."""
_SCHEMA = (
    f"CREATE TABLE {TABLE} (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB, "
    "PRIMARY KEY (originator_id, originator_version))"
)


def check_version(database: sqlite3.Connection, name: str) -> None:
    """Raise `StoreError` where a later version of the program made the store."""
    check_known_version(database.execute("PRAGMA user_version").fetchone()[0], name)


def check_writable(database: sqlite3.Connection) -> None:
    """Raise `StoreError` where something hangs on the table, its index has not all of its rows, or somebody else wrote.

    Cheap: the index is counted through, of the table only the last row is looked at.
    """
    looks = (_schema_faults, _number_faults, _end_faults)  # each only where those before found nothing
    for fault in (fault for look in looks for fault in look(database)):
        raise StoreError(f"{fault}; nothing is written to such a ledger, `seriesd verify` says more")


def database_faults(database: sqlite3.Connection) -> list[str]:
    """Everything that is wrong, a sentence each."""
    try:
        found = [f"the database is damaged: {' '.join(str(row[0]).split())}" for row in _integrity(database)]
        found += _schema_faults(database)
        return found or [*_number_faults(database), *_gone(database)]
    except sqlite3.DatabaseError as error:
        return [f"the database is damaged: {one_line(error)}"]


def _integrity(database: sqlite3.Connection) -> Iterator[tuple[str]]:
    found: list[tuple[str]] = database.execute(f"PRAGMA integrity_check({_MOST_TOLD})").fetchall()
    yield from (row for row in found if row[0] != "ok")


def _schema_faults(database: sqlite3.Connection) -> Iterator[str]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? COLLATE NOCASE OR type = 'trigger'"
    for kind, name, sql in database.execute(query, [TABLE]).fetchall():
        if kind == "table":
            if " ".join(str(sql).split()) != _SCHEMA:
                yield f"the table {name} is not made as a ledger makes it"
        elif sql is not None and TABLE in str(sql).lower() and not _FORBIDS.match(str(sql)):
            what = f"{'an' if kind == 'index' else 'a'} {kind} {name!r}"
            yield f"{what} hangs on the table {TABLE}, and no ledger makes one"


def _number_faults(database: sqlite3.Connection) -> Iterator[str]:
    in_index = database.execute(f"SELECT count(*) FROM {TABLE} INDEXED BY sqlite_autoindex_{TABLE}_1").fetchone()[0]  # noqa: S608
    # one by one each is a step down the tree; both at once would read the whole table
    first, last = (database.execute(f"SELECT {end}(rowid) FROM {TABLE}").fetchone()[0] for end in ("min", "max"))  # noqa: S608
    if (first or 1, last or 0) != (1, in_index):
        yield f"the index has {in_index:,} rows, and the rows of the table are numbered from {first} to {last}"


def ends_with_recording(database: sqlite3.Connection) -> bool:
    """Whether the last row is the document of a recording, or the store keeps none."""
    if not database.execute("PRAGMA user_version").fetchone()[0]:
        return True
    query = f"SELECT originator_id FROM {TABLE} ORDER BY rowid DESC LIMIT 1"  # noqa: S608
    return [stream for (stream,) in database.execute(query)] == [STREAM]


def _gone(database: sqlite3.Connection) -> Iterator[str]:
    """A file says its version with its first recording: one that does is not empty."""
    query = f"SELECT 1 FROM {TABLE} LIMIT 1"  # noqa: S608
    if database.execute("PRAGMA user_version").fetchone()[0] and database.execute(query).fetchone() is None:
        yield "everything in it is gone, and something was recorded here"


def _end_faults(database: sqlite3.Connection) -> Iterator[str]:
    if not ends_with_recording(database):
        yield "something stands at the end of the store that is of no recording"
    if not accounts_for_all(database):
        yield "the ends of the streams do not account for all rows of the table"
