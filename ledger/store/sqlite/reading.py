"""Reading events of a file by its index, and noticing where a damaged index would hide some of them.

An entry that the index does not lead to is not read, and a log without its last entries looks like a shorter log. So
what is read forwards has to end where reading backwards begins, and the ends of all streams have to account for every
row of the table. Where they do not, rows being gone or the index being damaged, the table itself is read through: what
it has of the stream is what the index has to lead to.
"""

import sqlite3
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from eventsourcing.persistence import StoredEvent

from ledger.log.seals import CorruptLedgerError
from ledger.log.streams import company_of
from ledger.store.address import TABLE

_COLUMNS = "originator_id, originator_version, topic, state"
ROWS = f"SELECT rowid, {_COLUMNS} FROM {TABLE} NOT INDEXED ORDER BY rowid"  # noqa: S608  a name of ours
"""All rows, in the order in which they were written."""

_SELECT = f"""
    SELECT {_COLUMNS} FROM {TABLE} WHERE originator_id = ? AND (? IS NULL OR originator_version > ?)
    ORDER BY originator_version {{order}} LIMIT ?
"""  # noqa: S608
# from stream to stream, a step down the tree for each; UNION, since in a damaged tree the next can be one before, and
# the plus has each name compared, where SQLite would trust that it led to this one
_ENDS = f"""
    WITH RECURSIVE streams(id) AS (
        SELECT min(originator_id) FROM {TABLE}
        UNION SELECT (SELECT min(originator_id) FROM {TABLE} WHERE originator_id > streams.id) FROM streams
    )
    SELECT total((
        SELECT max(originator_version) FROM {TABLE} WHERE originator_id = streams.id AND +originator_id = streams.id
    )) FROM streams
"""  # noqa: S608
_LAST = f"SELECT max(rowid) FROM {TABLE}"  # noqa: S608
_VERSIONS = f"SELECT originator_version FROM {TABLE} {{way}} WHERE originator_id = ? ORDER BY originator_version"  # noqa: S608


def stored(row: Sequence[Any]) -> StoredEvent:
    """The event in a row with the four columns."""
    return StoredEvent(*row)


def select(
    database: sqlite3.Connection, stream: str, *, gt: int | None = None, desc: bool = False, limit: int | None = None
) -> list[StoredEvent]:
    """Events of one stream, as the index leads to them; see `backend.Select`."""
    order = "DESC" if desc else "ASC"
    return [stored(row) for row in database.execute(_SELECT.format(order=order), (stream, gt, gt, _most(limit)))]


def check_led_to(database: sqlite3.Connection, stream: str) -> None:
    """Raise `CorruptLedgerError` where the index leads to other events of a stream than the table has."""
    by_index, by_table = (
        [row[0] for row in database.execute(_VERSIONS.format(way=way), [stream])] for way in ("", "NOT INDEXED")
    )
    for led_to, there in zip_longest(by_index, by_table):
        if led_to != there:
            position = there if led_to is None else led_to
            raise CorruptLedgerError(
                company_of(stream) or stream,
                position,
                "is not led to by the index of the file as it stands in its table: the file is damaged",
            )


def accounts_for_all(database: sqlite3.Connection) -> bool:
    """Whether the ends of all streams account for every row; without reading through the table or its index."""
    ends, last = (database.execute(query).fetchone()[0] for query in (_ENDS, _LAST))
    return bool(ends == (last or 0))


def ends_as_read(database: sqlite3.Connection, stream: str, read: Sequence[StoredEvent], gt: int | None) -> bool:
    """Whether events that were read forwards to the end of a stream end where reading backwards begins."""
    return select(database, stream, gt=gt, desc=True, limit=1) == list(read[-1:])


def _most(limit: int | None) -> int:
    return -1 if limit is None else limit
