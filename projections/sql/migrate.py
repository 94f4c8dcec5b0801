"""Bringing the schema of the reporting tables to the version that this program writes, or back."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Table, inspect, text
from sqlalchemy.exc import DBAPIError

from ledger.store.address import TABLE
from ledger.store.backend import StoreError
from projections.sql.database import reading, writing
from projections.sql.names import PREFIX, VERSION, VERSION_TABLE
from projections.sql.schema import METADATA
from projections.sql.views.listed import VIEWS
from projections.sql.views.view import View

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).with_name("migrations")


def version_of(connection: Connection) -> str | None:
    """The version of the tables in a database; None where there are none."""
    said = versions_said(connection)
    return str(said[0]) if said else None


def versions_said(connection: Connection) -> list[object] | None:
    """All that the table of the version says; None where it is not there, or is another table."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    point = connection.begin_nested()
    try:
        found = [one for (one,) in connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))]  # noqa: S608
    except DBAPIError:
        point.rollback()
        return None
    point.commit()
    return found


def is_version(said: Sequence[object]) -> bool:
    """Whether that says of one version that this program knows, or of one that comes later."""
    if len(said) != 1 or not isinstance(said[0], str):
        return False
    return is_later(said[0]) or said[0] in _versions()


def is_later(version: str) -> bool:
    """Whether it is a version that comes after those which this program knows."""
    return version.isdecimal() and len(version) == len(VERSION) and version > VERSION


def _versions() -> Collection[str]:
    """The versions that this program can make."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  only needed when there is something to do

    return {one.revision for one in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


def upgrade(engine: Engine) -> set[str]:
    """Make the tables, or bring them to today's version; where some were dropped, drop the others and make all anew.

    A view that was dropped is made again. The answer are the names of what had been there. Raises `StoreError` where
    they are of a later version, or of none, and where a table of that name is there that is not ours.
    """
    with reading(engine) as connection:
        if versions_said(connection) == [VERSION] and not lacking(connection):
            return set()
    with writing(engine) as connection:
        said = versions_said(connection)
        if not said:
            _refuse_strangers(connection)
        else:
            _refuse_version(said)
        if said != [VERSION]:
            move(connection, VERSION)
            return set()
        dropped = lacking(connection)
        if dropped & METADATA.tables.keys():
            _clear(connection)
            move(connection, VERSION)
        else:
            for name in dropped:
                make_view(connection, VIEWS[name.removeprefix(PREFIX)])
        return dropped


def _refuse_version(said: Sequence[object]) -> None:
    if not is_version(said):
        shown = ", ".join(f"{one!r}" for one in said)
        raise StoreError(
            f"{VERSION_TABLE} says {shown}, which is no version of the reporting tables; --rebuild makes them anew"
        )
    if is_later(str(said[0])):
        raise StoreError(
            f"the reporting tables are of version {said[0]}, this program knows those up to {VERSION}; update it"
        )


def claim(connection: Connection) -> None:
    """Say of tables that are as this program makes them that they are of today's version."""
    from alembic import command  # noqa: PLC0415  only needed when there is something to do

    connection.execute(text(f"DROP TABLE IF EXISTS {VERSION_TABLE}"))
    command.stamp(_config(connection), VERSION)


def lacking(connection: Connection) -> set[str]:
    """The tables and views of today's version that are not there."""
    there = inspect(connection)
    views = {f"{PREFIX}{name}" for name in VIEWS}
    return (METADATA.tables.keys() | views) - {*there.get_table_names(), *there.get_view_names()}


def _refuse_strangers(connection: Connection) -> None:
    """Nothing of somebody else's is dropped because it is called like a table of ours."""
    if strange := sorted(METADATA.tables.keys() & set(inspect(connection).get_table_names())):
        raise StoreError(
            f"the table {strange[0]} already exists here, and {VERSION_TABLE} does not say that it is a reporting "
            "table; drop it or give it another name, or name another database with --into"
        )


def _clear(connection: Connection) -> None:
    """Take away what is left of the tables: all of it follows from the log."""
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {PREFIX}{name}"))
    METADATA.drop_all(connection)
    connection.execute(text(f"DELETE FROM {VERSION_TABLE}"))  # noqa: S608


def move(connection: Connection, version: str) -> None:
    """Bring the schema to a version, or take it away altogether (`base`); the views are made anew."""
    from alembic import command  # noqa: PLC0415  only needed when there is something to do
    from alembic.util import CommandError  # noqa: PLC0415

    found = version_of(connection)
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {PREFIX}{name}"))
    back = version == "base" or (found is not None and version < found)
    try:
        (command.downgrade if back else command.upgrade)(_config(connection), version)
    except CommandError as error:  # its own files cannot be read, as where no more of them may be open
        raise StoreError(f"the reporting tables cannot be brought to version {version}: {error}") from error
    if version == VERSION:
        for view in VIEWS.values():
            make_view(connection, view)


def holds_log(connection: Connection) -> bool:
    """Whether the ledger itself is in the same database."""
    return inspect(connection).has_table(TABLE)


def statement_of(view: View, dialect: str, *, with_log: bool) -> str:
    """The statement that makes a view."""
    return f"CREATE VIEW {PREFIX}{view.name} AS {view.query_in(dialect, with_log=with_log)}"


def make_view(connection: Connection, view: View, *, replace: bool = False) -> None:
    """Make a view; PostgreSQL keeps what it and its columns mean, as it does of tables, and can replace one."""
    statement = statement_of(view, connection.dialect.name, with_log=holds_log(connection))
    connection.execute(text(statement.replace("CREATE", "CREATE OR REPLACE", 1) if replace else statement))
    say_of_view(connection, view)


def say_of_view(connection: Connection, view: View) -> None:
    """Have PostgreSQL keep what a view and its columns mean."""
    name = f"{PREFIX}{view.name}"
    if connection.dialect.name == "postgresql":
        said = {f"VIEW {name}": view.meaning} | {f"COLUMN {name}.{one.name}": one.meaning for one in view.columns}
        say(connection, said)


def say_of_table(connection: Connection, made: Table, columns: Collection[str]) -> None:
    """Have PostgreSQL keep what a table, and these columns of it, mean."""
    said = {f"TABLE {made.name}": made.comment or ""}
    named = (one for one in made.columns if one.name in columns)
    say(connection, said | {f'COLUMN {made.name}."{one.name}"': one.comment or "" for one in named})


def say(connection: Connection, meanings: Mapping[str, str]) -> None:
    """Have PostgreSQL keep what things mean, each by its sort and name."""
    for what, meaning in meanings.items():
        connection.execute(text(f"COMMENT ON {what} IS {_quoted(meaning)}"))


def _quoted(said: str) -> str:
    """A text as SQL spells it; a colon would else name a parameter."""
    return "'" + said.replace("'", "''").replace(":", r"\:") + "'"


def _config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
