"""The schema: the migrations make what the catalogue says, in both kinds of database, and take it away again."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from commands.api.ledger import open_ledger
from ledger.store.backend import StoreError
from ledger.store.store import open_store
from projections.read_model import catalogue
from projections.sql import migrate
from projections.sql.database import engine_of, reading, writing
from projections.sql.names import PREFIX, VERSION, VERSION_TABLE
from projections.sql.runner.runner import catch_up
from projections.sql.schema import METADATA, TABLES
from projections.sql.views.listed import VIEWS
from tests.tables import helping


def names(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        found = inspect(connection)
        return {*found.get_table_names(), *found.get_view_names()}


def test_the_migrations_make_what_the_catalogue_says(ledger_url: str) -> None:
    engine = helping.tables(ledger_url)
    with reading(engine) as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
        assert migrate.version_of(connection) == VERSION
    assert names(engine) == {one.name for one in METADATA.tables.values()} | {f"{PREFIX}{one}" for one in VIEWS} | {
        VERSION_TABLE
    }


def test_postgresql_keeps_the_meaning_of_every_column(postgres_url: str) -> None:
    engine = helping.tables(postgres_url)
    with reading(engine) as connection:
        for table, made in TABLES.items():
            said = {one["name"]: one["comment"] for one in inspect(connection).get_columns(made.name)}
            assert said == {one.name: one.meaning for one in table.columns}
            assert inspect(connection).get_table_comment(made.name)["text"] == table.meaning


def test_the_migrations_go_down_as_they_came_up(ledger_url: str) -> None:
    engine = helping.tables(ledger_url)
    before = names(engine)
    with writing(engine) as connection:
        migrate.move(connection, "base")
    assert names(engine) == {VERSION_TABLE}
    migrate.upgrade(engine)
    assert names(engine) == before


def test_a_migration_that_fails_leaves_nothing(ledger_url: str) -> None:
    engine = engine_of(ledger_url)
    with writing(engine) as connection:
        connection.execute(text(f"CREATE TABLE {PREFIX}tracking (number INTEGER)"))
    with pytest.raises(StoreError, match="already exists"):
        migrate.upgrade(engine)
    assert names(engine) == {f"{PREFIX}tracking"}


def test_tables_of_a_later_version_are_left_alone(ledger_url: str) -> None:
    engine = helping.tables(ledger_url)
    with writing(engine) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreError, match="are of version 9999, this program knows those up to"):
        migrate.upgrade(engine)


@pytest.mark.parametrize(
    "dropped", [["conversion_prices"], ["positions", "tracking"], [], ["flags", "rights", "entries"]]
)
def test_tables_that_were_dropped_are_made_again(ledger_url: str, dropped: list[str]) -> None:
    """All of them follow from the log; the views go with the tables that they show."""
    with open_ledger(ledger_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    engine = helping.tables(ledger_url)
    with open_store(ledger_url) as store:
        catch_up(store, engine)
        everything, rows = names(engine), helping.all_rows(engine)
        with writing(engine) as connection:
            for name in VIEWS:
                connection.execute(text(f"DROP VIEW {PREFIX}{name}"))
            for name in dropped:
                connection.execute(text(f"DROP TABLE {PREFIX}{name}"))
        migrate.upgrade(engine)
        catch_up(store, engine)
    assert names(engine) == everything
    assert helping.same(helping.all_rows(engine), rows)


def test_tables_without_movements_lose_their_rows_and_get_them_anew(ledger_url: str) -> None:
    with open_ledger(ledger_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    engine = helping.tables(ledger_url)
    with open_store(ledger_url) as store:
        catch_up(store, engine)
        rows, before = helping.all_rows(engine), names(engine)
        with writing(engine) as connection:
            migrate.move(connection, "0005")
        gone = {"transactions", "cap_table", "cap_table_totals", "terms", "notices", "documents"}
        assert before - names(engine) == {f"{PREFIX}{name}" for name in (*gone, *VIEWS)}
        migrate.upgrade(engine)
        catch_up(store, engine)
    assert names(engine) == before
    assert helping.same(helping.all_rows(engine), rows)
    assert all(rows[name] for name in ("transactions", "cap_table", "cap_table_totals", "terms"))


@pytest.mark.parametrize("forgotten", ["DROP TABLE", "DELETE FROM"])
def test_tables_that_nobody_says_are_ours_are_left_alone(ledger_url: str, forgotten: str) -> None:
    engine = helping.tables(ledger_url)
    with writing(engine) as connection:
        connection.execute(text(f"{forgotten} {VERSION_TABLE}"))
    before = names(engine)
    with pytest.raises(StoreError, match="does not say that it is a reporting table; drop it or give it another name"):
        migrate.upgrade(engine)
    assert names(engine) == before


def test_the_version_written_is_the_latest_migration() -> None:
    assert ScriptDirectory(str(migrate._MIGRATIONS)).get_current_head() == VERSION


def test_every_table_column_and_view_is_described_in_a_sentence() -> None:
    said = [table.meaning for table in catalogue.TABLES]
    said += [one.meaning for table in catalogue.TABLES for one in table.columns]
    said += [view.meaning for view in VIEWS.values()] + [one.meaning for view in VIEWS.values() for one in view.columns]
    assert all(one.endswith(".") and len(one) > 8 for one in said)


def test_no_number_of_ours_is_a_binary_float(ledger_url: str) -> None:
    engine = helping.tables(ledger_url)
    with reading(engine) as connection:
        kinds = {
            str(one["type"]).split("(")[0]
            for made in TABLES.values()
            for one in inspect(connection).get_columns(made.name)
        }
    assert kinds <= {"TEXT", "BIGINT", "NUMERIC", "DATE", "DATETIME", "TIMESTAMP", "BOOLEAN"}


def test_a_plain_engine_of_sqlalchemy_reads_the_tables(sqlite_url: str) -> None:
    helping.tables(sqlite_url)
    engine = create_engine(f"sqlite:///{sqlite_url}")
    with engine.connect() as connection:
        assert [*connection.execute(text(f"SELECT * FROM {PREFIX}price_periods"))] == []
    engine.dispose()
