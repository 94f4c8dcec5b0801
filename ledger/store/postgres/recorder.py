"""Events in a PostgreSQL database, written and read with the recorder of the library."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, LiteralString

import psycopg
from eventsourcing.persistence import DataError, Notification, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.rows import DictRow
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from ledger.log.recordings import STREAM
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
)
from ledger.store.postgres.faults import (
    check_may_mark,
    ends_with_recording,
    hanging_on,
    lost_in_a_crash,
    unlike_a_ledger,
)

_MADE_BY = "the events of a ledger of seriesd; version of the store: "
_LEAST = -(2**63)
_OURS = ("CREATE TABLE", "CREATE UNIQUE INDEX")
_AT_ONCE = 1_000

_FIND = """
    SELECT nspname, relkind::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relname = %s AND nspname = ANY (current_schemas(true))
"""


class Datastore(PostgresDatastore):
    """The library's connections, which know no types of its own and hide no rows."""

    def register_type_adapters(self) -> None:
        """Nothing: the library inserts values of a composite type, we copy rows."""

    def after_connect_func(self) -> Callable[[psycopg.Connection[Any]], None]:
        """Refuse to read what a policy leaves rows out of, rather than to answer from the rest."""
        connected = super().after_connect_func()

        def after_connect(connection: psycopg.Connection[Any]) -> None:
            connected(connection)
            connection.execute("SET row_security = off")

        return after_connect


class PostgresRecorder(PostgresApplicationRecorder):
    """The library's recorder, with a way of writing in which nobody comes between, and COPY.

    The library sends a batch as one array in pipeline mode. There a batch of some 400 kB waits for ever (psycopg
    3.3.9); without the pipeline it takes nine times as long as COPY. Writers wait for each other, so that the numbers
    of the events are in the order of the commits and each recording closes with the hash of all before it.
    """

    _is_as_made = False
    """Whether the table was seen to be made as a ledger makes it: its owner alone can change that."""
    _is_marked = False
    """Whether the table was seen to say the version of the store."""

    def write(self, make: Callable[[Writing], Sequence[StoredEvent]]) -> None:
        """Insert what `make` gives, all or nothing, while nobody else writes; see `backend.Recorder`."""
        with self.datastore.transaction(commit=True) as cursor:
            self._take_turn(cursor)
            select = partial(self._select, cursor)
            events = make(Writing(select, lambda: (_stored(row) for row in cursor.execute(self._rows()).fetchall())))
            with cursor.copy(self._copy()) as rows:
                for one in events:
                    rows.write_row((one.originator_id, one.originator_version, one.topic, one.state))
            check_kept(select, events)
            if not self._is_marked and self._version(cursor) is None:
                self._mark(cursor)
            self._is_marked = True
            cursor.execute(SQL("NOTIFY {}").format(Identifier(self.channel_name)))

    def fill(self, events: Iterable[StoredEvent], kept: Kept, place: str) -> None:
        """Make a ledger of just these events where there is none, or an empty one; see `backend.Place`."""
        with self.datastore.transaction(commit=True) as cursor:
            self.make(cursor)
            self._take_turn(cursor)
            if cursor.execute(self._sql("SELECT 1 FROM {} LIMIT 1")).fetchone():
                raise holds_something(place)
            with cursor.copy(self._copy()) as rows:
                for one in events:
                    rows.write_row((one.originator_id, one.originator_version, one.topic, one.state))
            kept(self._streamed(cursor))
            if not self._select(cursor, STREAM, limit=1):
                cursor.execute(self._comment(None))  # the first recording makes this version of it
            elif self._version(cursor) is None:
                self._mark(cursor)
            cursor.execute(SQL("NOTIFY {}").format(Identifier(self.channel_name)))

    def make(self, cursor: psycopg.Cursor[Any]) -> None:
        """Make the table where there is none; of two that do at once, the second finds it."""
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [TABLE])
        if cursor.execute("SELECT 1 FROM pg_class WHERE oid = to_regclass(%s)", [self._name()]).fetchone():
            return
        for statement in self.made_with():
            cursor.execute(statement)

    def made_with(self) -> list[Composed]:
        """What makes the table and says its version: later nobody but its owner could say it."""
        # the library's function has one name for all tables: making it would lead other applications into ours
        ours = [one for one in self.sql_create_statements if one.as_string().startswith(_OURS)]
        return [*ours, self._comment(VERSION)]

    def _take_turn(self, cursor: psycopg.Cursor[DictRow]) -> None:
        """Wait until nobody else writes; what can be looked at before that is, so that the others wait the less."""
        self._check([*self._unwritable(cursor)])
        cursor.execute(SQL("SET LOCAL lock_timeout = {}").format(Literal(f"{LOCK_TIMEOUT}s")))
        # others may read, vacuum and analyse the table meanwhile, as a lock on it would not let them
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{self.datastore.schema}.{TABLE}"])
        self._check([*self._at_its_end(cursor)])

    def _check(self, faults: Sequence[str]) -> None:
        for fault in faults:
            raise StoreError(f"{fault}; nothing is written to such a ledger, `seriesd verify` says more")

    def _mark(self, cursor: psycopg.Cursor[DictRow]) -> None:
        check_may_mark(cursor, self.datastore.schema)
        cursor.execute(self._comment(VERSION))

    def _comment(self, version: int | None) -> Composed:
        return self._sql("COMMENT ON TABLE {} IS {}", Literal(version and f"{_MADE_BY}{version}"))

    def ends(self) -> Sequence[StoredEvent]:
        """The last event of each stream."""
        table = Identifier(self.datastore.schema, self.events_table_name)
        with self.datastore.transaction() as cursor:
            return [_stored(row) for row in cursor.execute(SQL(ENDS).format(table=table))]

    def looks_whole(self) -> bool:
        """Whether the last event is of the recordings; what was removed leaves no trace in the numbers here."""
        with self.datastore.transaction() as cursor:
            return not [*self._at_its_end(cursor)]

    def _unwritable(self, cursor: psycopg.Cursor[DictRow]) -> Iterator[str]:
        schema = self.datastore.schema
        yield from hanging_on(cursor, schema)
        if not self._is_as_made:
            yield from lost_in_a_crash(cursor, schema)
            yield from unlike_a_ledger(cursor, schema)
            self._is_as_made = True

    def _at_its_end(self, cursor: psycopg.Cursor[DictRow]) -> Iterator[str]:
        keeps_recordings = self._is_marked or self._version(cursor) is not None
        if keeps_recordings and not ends_with_recording(cursor, self.datastore.schema):
            yield "something stands at the end of the store that is of no recording"

    def rows(self) -> Iterator[Notification]:
        """All events in the order of their numbers, read off the table itself."""
        with self.datastore.transaction() as cursor:
            yield from self._streamed(cursor)

    @contextmanager
    def moment(self) -> Iterator[Moment]:
        """All that stands there at one moment; nobody waits for it."""
        with self.datastore.transaction() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield Moment(self._version(cursor), self._streamed(cursor))

    def _streamed(self, cursor: psycopg.Cursor[DictRow]) -> Iterator[Notification]:
        """So that the server keeps what is not asked for yet."""
        for way in ("indexscan", "indexonlyscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        with cursor.connection.cursor(name="rows") as rows:
            rows.itersize = _AT_ONCE
            for row in rows.execute(self._rows()):
                one = _stored(row)
                number = row["notification_id"]
                yield numbered(number, str(one.originator_id), one.originator_version, one.topic, one.state)

    def faults(self) -> list[str]:
        """What hangs on the table, and how it differs from the one that a ledger makes."""
        with self.datastore.transaction() as cursor:
            looks = (hanging_on, lost_in_a_crash, unlike_a_ledger)
            return [fault for look in looks for fault in look(cursor, self.datastore.schema)]

    def version(self) -> int | None:
        """What the comment on the table says; none before the first recording."""
        with self.datastore.transaction() as cursor:
            return self._version(cursor)

    def _version(self, cursor: psycopg.Cursor[DictRow]) -> int | None:
        row = cursor.execute("SELECT obj_description(%s::regclass)", [self._name()]).fetchone()
        return version_in(row["obj_description"] if row else None)

    def _select(
        self,
        cursor: psycopg.Cursor[DictRow],
        stream: str,
        *,
        gt: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        query = self._sql(
            "SELECT originator_id, originator_version, topic, state FROM {} WHERE originator_id = %s "
            "AND originator_version > %s ORDER BY originator_version {} LIMIT %s",
            SQL("DESC" if desc else "ASC"),
        )
        return [_stored(row) for row in cursor.execute(query, [stream, _LEAST if gt is None else gt, limit])]

    def _rows(self) -> Composed:
        return self._sql(
            "SELECT originator_id, originator_version, topic, state, notification_id FROM {} ORDER BY notification_id"
        )

    def _copy(self) -> Composed:
        return self._sql("COPY {} (originator_id, originator_version, topic, state) FROM STDIN")

    def _sql(self, statement: LiteralString, *given: Composable) -> Composed:
        return SQL(statement).format(Identifier(self.datastore.schema, self.events_table_name), *given)

    def _name(self) -> str:
        return f'"{self.datastore.schema}"."{self.events_table_name}"'

    def select_events(self, *given: Any, **named: Any) -> Sequence[StoredEvent]:
        """The events of one stream, by version."""
        try:
            events: Sequence[StoredEvent] = super().select_events(*given, **named)
        except TypeError:
            raise DataError("an event was tampered with: it has no content") from None
        return events

    def pulse(self) -> Pulse:
        """The latest number, and how many rows of the table were ever altered or removed."""
        query = self._sql(
            "SELECT coalesce(max(notification_id), 0) AS number, (SELECT n_tup_upd + n_tup_del "
            "FROM pg_stat_all_tables WHERE relid = %s::regclass) AS altered FROM {}"
        )
        with self.datastore.transaction() as cursor:
            row = cursor.execute(query, [self._name()]).fetchone()
        assert row is not None  # noqa: S101  an aggregate always has one
        return Pulse(row["number"], row["altered"])

    def close(self) -> None:
        """Give up the connections."""
        self.datastore.close()


def version_in(comment: str | None) -> int | None:
    """The version of a store that the comment on its table names."""
    number = (comment or "").removeprefix(_MADE_BY)
    return int(number) if comment and number != comment and number.isdecimal() else None


def _stored(row: DictRow) -> StoredEvent:
    """An event as the database has it; one that was tampered with may have no content."""
    state: Any = row["state"]
    return StoredEvent(row["originator_id"], row["originator_version"], row["topic"], state and bytes(state))
