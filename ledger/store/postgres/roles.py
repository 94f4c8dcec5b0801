"""Roles in a PostgreSQL database, so that who asks cannot write, and who records can add and never alter.

A role of these is nobody's login: whoever shall have its rights is made a member of it.
"""

from collections.abc import Mapping
from contextlib import closing
from typing import NamedTuple

from psycopg.sql import SQL, Composed, Identifier, Literal

from ledger.store.address import TABLE
from ledger.store.backend import StoreError, failing
from ledger.store.postgres.faults import is_owner
from ledger.store.postgres.place import PostgresPlace
from ledger.store.postgres.recorder import PostgresRecorder

READER, RECORDER, PROJECTOR = "seriesd_reader", "seriesd_recorder", "seriesd_projector"

ROLES: Mapping[str, str] = {
    READER: "asks, verifies, backs up; reads the events and the reporting tables",
    RECORDER: "records: the same, and adds events; it changes none and takes none away",
    PROJECTOR: "brings the reporting tables up to date: reads the events, and writes the rows of these tables",
}
"""The roles, and what each may do."""

_MAKE_ROLE = """\
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {name}) THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
END $$"""

# those that were there before are left to whom they belong
_TABLES = """\
DO $$ DECLARE made regclass; BEGIN
    FOR made IN
        SELECT oid FROM pg_class WHERE relnamespace = {schema}::regnamespace AND relkind IN ('r', 'v')
        AND starts_with(relname, 'seriesd_') AND relname <> {events} AND pg_has_role(relowner, 'USAGE')
    LOOP
        EXECUTE format('GRANT SELECT ON TABLE %s TO {reader}, {recorder}, {projector}', made);
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON TABLE %s TO {projector}', made);
    END LOOP;
END $$"""


class Roles(NamedTuple):
    """The statements that make the roles in the database of a ledger."""

    ledger: str
    statements: list[str]


def roles_of(url: str) -> Roles:
    """What makes the roles, and the table of events where there is none; nothing is done. Raises `StoreError`."""
    place = PostgresPlace(url)
    with place.connected() as connection, closing(place.empty(connection)) as recorder:
        is_there = connection.execute("SELECT to_regclass(%s)", [_table(recorder)]).fetchone() != (None,)
        return Roles(place.name, [one.as_string() for one in _statements(recorder, is_there=is_there)])


def apply_roles(url: str) -> Roles:
    """Make them, all of it or nothing. Raises `StoreError` where who is connected may not do that."""
    place, made = PostgresPlace(url), roles_of(url)
    with place.connected() as connection:
        recorder = place.empty(connection)
    with failing(place), closing(recorder), recorder.datastore.transaction(commit=True) as cursor:
        recorder.make(cursor)
        if not is_owner(cursor, recorder.datastore.schema):
            raise StoreError(f"the owner of the table {TABLE} makes the roles; who is connected here is not")
        for statement in _statements(recorder, is_there=True):
            cursor.execute(statement)
    return made


def _table(recorder: PostgresRecorder) -> str:
    return f'"{recorder.datastore.schema}"."{TABLE}"'


def _statements(recorder: PostgresRecorder, *, is_there: bool) -> list[Composed]:
    schema = recorder.datastore.schema
    names = {
        "schema": Identifier(schema),
        "events": Identifier(schema, TABLE),
        "numbers": Identifier(schema, f"{TABLE}_notification_id_seq"),
        "reader": Identifier(READER),
        "recorder": Identifier(RECORDER),
        "projector": Identifier(PROJECTOR),
    }
    made = [] if is_there else recorder.made_with()
    roles = [SQL(_MAKE_ROLE).format(name=Literal(name), role=Identifier(name)) for name in ROLES]
    tables = SQL(_TABLES).format(**names | {"schema": Literal(f'"{schema}"'), "events": Literal(TABLE)})
    return [*made, *roles, *(SQL(one).format(**names) for one in _GRANTS), tables]


_GRANTS = (
    "REVOKE ALL ON TABLE {events} FROM PUBLIC, {reader}, {recorder}, {projector}",
    "REVOKE ALL ON SEQUENCE {numbers} FROM PUBLIC, {reader}, {recorder}, {projector}",
    "GRANT USAGE ON SCHEMA {schema} TO {reader}, {recorder}, {projector}",
    "GRANT SELECT ON TABLE {events} TO {reader}, {recorder}, {projector}",
    # of the number of an event nobody has a say
    "GRANT INSERT (originator_id, originator_version, topic, state) ON TABLE {events} TO {recorder}",
    "GRANT USAGE ON SEQUENCE {numbers} TO {recorder}",
)
