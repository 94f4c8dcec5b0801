"""Bringing the schema of the reporting tables to the version that this program writes, or back."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

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
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return version


def upgrade(engine: Engine) -> None:
    """Make the tables, or bring them to today's version; where some were dropped, drop the others and make all anew.

    Raises `StoreError` where they are of a later version, and where a table of that name is there that is not ours.
    """
    with reading(engine) as connection:
        if version_of(connection) == VERSION and not _lacking(connection):
            return
    with writing(engine) as connection:
        found = version_of(connection)
        if found is not None and found > VERSION:
            raise StoreError(
                f"the reporting tables are of version {found}, this program knows those up to {VERSION}; update it"
            )
        if found is None:
            _refuse_strangers(connection)
        elif found == VERSION and _lacking(connection):
            _clear(connection)
        move(connection, VERSION)


def _lacking(connection: Connection) -> set[str]:
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

    found = version_of(connection)
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {PREFIX}{name}"))
    if version == "base" or (found is not None and version < found):
        command.downgrade(_config(connection), version)
    else:
        command.upgrade(_config(connection), version)
    if version == VERSION:
        with_log = inspect(connection).has_table(TABLE)
        for view in VIEWS.values():
            _make_view(connection, view, with_log=with_log)


def _make_view(connection: Connection, view: View, *, with_log: bool) -> None:
    """Make a view; PostgreSQL keeps what it and its columns mean, as it does of tables."""
    name, dialect = f"{PREFIX}{view.name}", connection.dialect.name
    connection.execute(text(f"CREATE VIEW {name} AS {view.query_in(dialect, with_log=with_log)}"))
    if dialect == "postgresql":
        said = {f"VIEW {name}": view.meaning} | {f"COLUMN {name}.{one.name}": one.meaning for one in view.columns}
        for what, meaning in said.items():
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
