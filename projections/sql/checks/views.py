"""Whether the views are defined as this program defines them."""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ledger.store.backend import one_line
from projections.sql.checks import in_postgres, in_sqlite
from projections.sql.checks.fault import Fault
from projections.sql.checks.objects import VIEW_NAMES, There
from projections.sql.migrate import holds_log, statement_of
from projections.sql.names import PREFIX

_WANTED = f"{PREFIX}as_it_should_be"


def altered_views(connection: Connection, found: There) -> list[str]:
    """The names of the views that are there and answer another question than theirs.

    Raises `DBAPIError` where PostgreSQL lets nobody ask that.
    """
    is_other = _in_postgres if connection.dialect.name == "postgresql" else _in_sqlite
    with_log = holds_log(connection)
    names = (name for name in VIEW_NAMES if found.sorts.get(name) == "view")
    return [name for name in names if is_other(connection, name, with_log=with_log)]


def altered_or_none(connection: Connection, found: There) -> list[str]:
    """The same; none where PostgreSQL lets nobody ask that."""
    point = connection.begin_nested()
    try:
        altered = altered_views(connection, found)
    except DBAPIError:
        point.rollback()
        return []
    point.commit()
    return altered


def view_faults(connection: Connection, found: There) -> Iterator[Fault]:
    """A sentence for each view that answers another question than its own."""
    point = connection.begin_nested()
    try:
        altered = altered_views(connection, found)
    except DBAPIError as error:
        point.rollback()
        why = one_line(error.orig or error)
        yield Fault("view_unread", f"the definitions of the reporting views could not be checked: {why}")
        return
    point.commit()
    for name in altered:
        yield Fault("view", f"the view {name} is not defined as this program defines it")


def _in_sqlite(connection: Connection, name: str, *, with_log: bool) -> bool:
    wanted = statement_of(VIEW_NAMES[name], "sqlite", with_log=with_log)
    said = in_sqlite.definition(connection, name) or ""
    return said.split() != wanted.split()


def _in_postgres(connection: Connection, name: str, *, with_log: bool) -> bool:
    """PostgreSQL keeps what it understood and not what was written: it is asked how it would say ours."""
    view = VIEW_NAMES[name]
    query = view.query_in("postgresql", with_log=with_log)
    before = in_postgres.definition(connection, name)
    point = connection.begin_nested()
    try:
        connection.execute(text(f"CREATE TEMPORARY VIEW {_WANTED} AS {query}"))
        wanted = in_postgres.definition(connection, f"pg_temp.{_WANTED}")
    except ProgrammingError as error:
        point.rollback()
        if getattr(error.orig, "sqlstate", "") in _LACKING:
            return False  # a table is not as it should be, which is said by itself
        raise
    point.rollback()
    return before != wanted


_LACKING = {"42P01", "42703", "42804", "42883", "42846", "42809"}
"""What PostgreSQL says where a table, a column or its type is not there: the view cannot be made on them."""
