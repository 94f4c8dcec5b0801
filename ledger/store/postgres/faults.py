"""What is wrong with the table of a ledger in PostgreSQL: what hangs on it, and how it is made."""

from collections.abc import Iterator

import psycopg
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from ledger.log.recordings import STREAM
from ledger.store.address import TABLE
from ledger.store.backend import StoreError

_HANGING = """
    SELECT 'trigger' AS kind, tgname AS name FROM pg_trigger
    WHERE tgrelid = %(table)s::regclass AND NOT tgisinternal AND tgtype & 4 > 0 -- on INSERT
    UNION ALL SELECT 'rule', rulename FROM pg_rewrite WHERE ev_class = %(table)s::regclass
    UNION ALL SELECT 'policy', polname FROM pg_policy WHERE polrelid = %(table)s::regclass
    UNION ALL SELECT 'child table', inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %(table)s::regclass
"""
_COLUMNS = """
    SELECT attname || ' ' || format_type(atttypid, atttypmod) AS made, attgenerated::text AS generated FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
_UNIQUE = """
    SELECT array_agg(attname::text ORDER BY place) AS made
    FROM pg_index, unnest(indkey) WITH ORDINALITY AS key(number, place)
    JOIN pg_attribute ON attnum = number WHERE indrelid = %(table)s::regclass AND attrelid = indrelid
    AND indisunique AND indisvalid AND indpred IS NULL GROUP BY indexrelid ORDER BY 1
"""
_MADE = [
    "originator_id text",
    "originator_version bigint",
    "topic text",
    "state bytea",
    "notification_id bigint",
]
_KEYS = [["notification_id"], ["originator_id", "originator_version"]]


def hanging_on(cursor: psycopg.Cursor[DictRow], schema: str) -> Iterator[str]:
    """Triggers on what is inserted, rules, policies and the like, a sentence each; a trigger may forbid the rest."""
    for row in cursor.execute(_HANGING, {"table": _name(schema)}).fetchall():
        yield f"a {row['kind']} {row['name']!r} hangs on the table {TABLE}, and no ledger makes one"


def ends_with_recording(cursor: psycopg.Cursor[DictRow], schema: str) -> bool:
    """Whether the last event is the document of a recording; that a store keeps them must be known."""
    query = SQL("SELECT originator_id AS stream FROM {} ORDER BY notification_id DESC LIMIT 1")
    found = cursor.execute(query.format(Identifier(schema, TABLE))).fetchall()
    return all(row["stream"] == STREAM for row in found)


def unlike_a_ledger(cursor: psycopg.Cursor[DictRow], schema: str) -> Iterator[str]:
    """How the table is made otherwise than a ledger makes it, a sentence each."""
    made = cursor.execute(_COLUMNS, [_name(schema)]).fetchall()
    if [row["made"] for row in made] != _MADE or any(row["generated"] for row in made):
        yield f"the table {TABLE} has other columns than a ledger makes"
    keys = [row["made"] for row in cursor.execute(_UNIQUE, {"table": _name(schema)}).fetchall()]
    if any(key not in keys for key in _KEYS):
        yield f"the table {TABLE} lacks a key that a ledger makes: of two writers, both could win"


def is_owner(cursor: psycopg.Cursor[DictRow], schema: str) -> bool:
    """Whether who is connected may do with the table what its owner may."""
    query = "SELECT pg_has_role(relowner, 'USAGE') AS owner FROM pg_class WHERE oid = %s::regclass"
    row = cursor.execute(query, [_name(schema)]).fetchone()
    return bool(row and row["owner"])


def check_may_mark(cursor: psycopg.Cursor[DictRow], schema: str) -> None:
    """Raise `StoreError` where the version of the store is to be said, and who is connected may not say it."""
    if not is_owner(cursor, schema):
        raise StoreError(
            f"an earlier version of seriesd made the table {TABLE}: its owner has to make the first recording with "
            "this one"
        )


def lost_in_a_crash(cursor: psycopg.Cursor[DictRow], schema: str) -> Iterator[str]:
    """That the table is one that the server empties after a crash, where it is."""
    query = "SELECT relpersistence::text AS kept FROM pg_class WHERE oid = %s::regclass"
    for row in cursor.execute(query, [_name(schema)]).fetchall():
        if row["kept"] != "p":
            yield f"a crash of the server empties the table {TABLE}: it is UNLOGGED"


def _name(schema: str) -> str:
    return f'"{schema}"."{TABLE}"'
