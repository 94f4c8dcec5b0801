"""Whatever was tampered with in the reporting database `verify` says, and `project` or its rebuild mends."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest

from commands.api.ledger import open_ledger
from commands.cli import main
from ledger.store.store import open_store
from projections.sql import migrate
from projections.sql.database import engine_of, writing
from projections.sql.runner.runner import catch_up
from tests.tables import helping
from tests.tables.tampering import ALL, Tampering

_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SERIESD_")]:
        monkeypatch.delenv(name)


def projected(url: str) -> None:
    """Two companies with tables that know all of their logs."""
    for company, entries in {"First": 6, "Second": 2}.items():
        with open_ledger(url, company=company) as ledger:
            ledger.record(helping.some_entries(company, entries), new_company=True)
    with open_store(url) as store:
        catch_up(store, helping.tables(url))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tampering") / "seriesd.db"
    projected(str(place))
    return place


@pytest.fixture(scope="module")
def database(postgres_server: Callable[[str], str]) -> Iterator[str]:
    """The name of a database, to be copied."""
    name = f"tampering_{os.getpid()}"
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        projected(postgres_server(name))
        yield name
        connection.execute(f"DROP DATABASE {name}")


@pytest.fixture
def in_file(file: Path, tmp_path: Path) -> str:
    return str(shutil.copy(file, tmp_path / "seriesd.db"))


@pytest.fixture
def in_postgres(database: str, postgres_server: Callable[[str], str]) -> Iterator[str]:
    name = f"{database}_{next(_NUMBERS)}"
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {database}")
        yield postgres_server(name)
        connection.execute(f"DROP DATABASE {name}")


def executed(url: str, statements: str) -> None:
    """A dollar stands for a semicolon inside of a statement."""
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as connection:
            for one in statements.split(";"):
                connection.execute(one.replace("$", ";"))
    else:
        with closing(sqlite3.connect(url)) as file:
            file.executescript(statements)


Said = tuple[int, str]


class Asked:
    """The command, asked in this process about a ledger: its exit code, and all that it says."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self._capsys = capsys

    def __call__(self, *words: str) -> Said:
        code = main([*words, "--ledger", self.url])
        found = self._capsys.readouterr()
        return code, found.out + found.err

    def is_sound(self) -> bool:
        code, said = self("verify", "--all-companies")
        assert code == 0, said
        assert said.count("are what the log projected anew gives") == 2
        return True


def ids(given: object) -> str | None:
    return given.name.replace(" ", "-") if isinstance(given, Tampering) else None


@pytest.mark.parametrize("one", [one for one in ALL if one.sqlite], ids=ids)
def test_in_a_file_it_is_said_and_mended(one: Tampering, in_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    is_said_and_mended(one, one.sqlite, Asked(in_file, capsys))


@pytest.mark.parametrize("one", [one for one in ALL if one.postgres], ids=ids)
def test_in_postgresql_it_is_said_and_mended(
    one: Tampering, in_postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    is_said_and_mended(one, one.postgres, Asked(in_postgres, capsys))


def is_said_and_mended(one: Tampering, statements: str, asked: Asked) -> None:
    executed(asked.url, statements)
    code, said = asked("verify", "--company", "First")
    assert one.said in said
    assert code == 1
    code, said = asked("project")
    if one.mends == "project":
        assert (code, "mended: " in said) == (0, True), said
        assert asked.is_sound()
        return
    assert code != 0 or one.said not in said, "what is said and left is no success"
    assert asked("verify", "--company", "First")[0] == 1, "what is not mended is still said"
    code, said = asked("project", "--rebuild")
    if one.mends == "nothing":
        assert code != 0
        assert one.said in said
        assert asked("verify", "--company", "First")[0] == 1
    else:
        assert code == 0, said
        assert asked.is_sound()


def test_tables_that_are_as_they_should_be_are_left_alone(
    in_file: str, in_postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for url in (in_file, in_postgres):
        asked = Asked(url, capsys)
        assert asked.is_sound()
        for words in (("project",), ("project", "--rebuild")):
            code, said = asked(*words)
            assert code == 0
            assert "mended" not in said
        assert asked.is_sound()


def test_tables_of_the_version_before_were_not_checked(in_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    with writing(engine_of(in_file)) as connection:
        migrate.move(connection, "0006")
    asked = Asked(in_file, capsys)
    code, said = asked("verify", "--company", "First")
    assert code == 1
    assert "the reporting tables are of version 0006 and were not checked: those of this program are of version" in said
    assert asked("project")[0] == 0
    assert asked.is_sound()


def test_rows_of_a_log_that_was_cut_short_are_not_made_anew_in_silence(
    in_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """They may be all that is left of what was recorded."""
    more = {"type": "common_issued", "effective": "2020-01-01", "holder": "Late", "shares": 1}
    with open_ledger(in_file, company="First") as ledger:
        ledger.record([more | {"consideration": {"cash": 1_000_000}}])
    asked = Asked(in_file, capsys)
    assert asked("project")[0] == 0
    # the last entry, with the recording that it was of: the ledger alone cannot tell
    executed(in_file, "DELETE FROM seriesd_events WHERE originator_id = 'company/First' AND originator_version = 10")
    executed(
        in_file,
        "DELETE FROM seriesd_events WHERE originator_id = 'recordings' AND originator_version = "
        "(SELECT max(originator_version) FROM seriesd_events WHERE originator_id = 'recordings')",
    )
    code, said = asked("verify", "--company", "First")
    assert code == 1
    assert "the reporting tables stand at position 10 of First, whose log ends at 9; project --rebuild" in said
    code, said = asked("project")
    assert code == 2
    assert "they were made of another one; project --rebuild makes them anew" in said
    assert asked("project", "--rebuild")[0] == 0
    assert asked.is_sound()


def test_rows_of_another_ledger_are_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = str(tmp_path / "tables.db")
    with open_ledger(str(tmp_path / "small.db"), company="Small") as ledger:
        ledger.record(helping.some_entries("Small", 1), new_company=True)
    projected(str(tmp_path / "seriesd.db"))
    asked, other = (Asked(str(tmp_path / name), capsys) for name in ("seriesd.db", "small.db"))
    assert asked("project", "--into", tables)[0] == 0
    before = helping.all_rows(engine_of(tables))
    code, said = other("project", "--into", tables)
    assert code == 2
    assert "the ledger has only 6: they were made of another one; project --rebuild makes them anew" in said
    assert helping.all_rows(engine_of(tables)) == before


@pytest.fixture(params=["sqlite", "postgres"])
def elsewhere(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the tables are to be: in another database than the ledger."""
    url = str(tmp_path / "tables.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    monkeypatch.setenv("SERIESD_TABLES", url)
    return str(url)


def test_tables_in_another_database_are_held_against_the_log_as_well(
    in_file: str, elsewhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = Asked(in_file, capsys)
    assert asked("project")[0] == 0
    assert asked.is_sound()
    executed(elsewhere, "DELETE FROM seriesd_positions WHERE company = 'First'")
    executed(elsewhere, "DROP VIEW seriesd_freshness; CREATE VIEW seriesd_freshness AS SELECT 0 AS behind")
    code, said = asked("verify", "--company", "Second")
    assert code == 1
    assert "the view seriesd_freshness is not defined as this program defines it" in said
    code, said = asked("verify", "--company", "First")
    assert code == 1
    assert "the reporting tables have rows of First, and seriesd_positions no position" in said
    code, said = asked("project")
    assert "mended: the view seriesd_freshness is not defined as this program defines it" in said
    assert "mended: the reporting tables have rows of First, and seriesd_positions no position" in said
    assert asked.is_sound()


def test_whoever_may_not_ask_how_views_are_defined_is_told_so(
    in_postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    role = f"auditor_{os.getpid()}"
    with psycopg.connect(in_postgres, autocommit=True) as connection:
        (database,) = connection.execute("SELECT current_database()").fetchone() or ("",)
        connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        try:
            code, said = Asked(in_postgres.replace("postgres:@", f"{role}:@"), capsys)("verify", "--company", "First")
            assert code == 1
            assert "the definitions of the reporting views could not be checked: permission denied" in said
            assert "; whoever verifies needs the right to make temporary objects there" in said
            connection.execute(f"GRANT TEMPORARY ON DATABASE {database} TO {role}")
            assert Asked(in_postgres.replace("postgres:@", f"{role}:@"), capsys).is_sound()
        finally:
            connection.execute(f"DROP OWNED BY {role}")
            connection.execute(f"DROP ROLE {role}")


def test_in_postgresql_the_same_people_may_read_what_was_made_anew(
    in_postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    granted = (
        "SELECT table_name FROM information_schema.role_table_grants"
        " WHERE grantee = 'PUBLIC' AND table_name LIKE 'seriesd%' ORDER BY 1"
    )
    executed(in_postgres, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC")
    with psycopg.connect(in_postgres) as connection:
        before = connection.execute(granted).fetchall()
    executed(in_postgres, "DROP VIEW seriesd_adjustments; CREATE VIEW seriesd_adjustments AS SELECT 1 AS one")
    executed(in_postgres, "GRANT SELECT ON seriesd_adjustments TO PUBLIC")
    executed(in_postgres, "ALTER TABLE seriesd_flags ADD COLUMN remark TEXT")
    asked = Asked(in_postgres, capsys)
    code, said = asked("project")
    assert (code, "(column remark is not ours)" in said) == (1, True), said
    assert asked("project", "--rebuild")[0] == 0
    assert asked.is_sound()
    with psycopg.connect(in_postgres) as connection:
        assert connection.execute(granted).fetchall() == before
