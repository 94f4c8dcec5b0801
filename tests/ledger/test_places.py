"""Where a ledger can be: what is accepted, and what is refused in one sentence that says what to do."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from ledger.log.recorded import ORIGIN
from ledger.store import backend as places
from ledger.store.store import StoreError, open_store
from tests.conftest import in_schema
from tests.ledger.store_writer import entries

ROOT = Path(__file__).parents[2]
ODD_NAMES = [
    "a?b.db", "a#b.db", "100%41.db", "two words.db", "x?mode=memory&cache=shared", ":memory:", "file:x.db", "ü 株.db",
    "'\"`.db", "-dash", "back\\slash", "line\nbreak", "a;b&c=d", "~", "http:x", "$HOME", os.fsdecode(b"not-utf8-\xff"),
]  # fmt: skip


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def used(url: str) -> None:
    """Make a ledger there and read it again."""
    with open_store(url) as store:
        store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    with open_store(url, create=False) as store:
        assert store.read("Acme") == entries(1, 2)


def refusal(url: str, *, create: bool = True) -> str:
    """What is said instead of opening; with `create`, opening or the first append says it."""
    with pytest.raises(StoreError) as caught, open_store(url, create=create) as store:
        store.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_any_file_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    used(str(tmp_path / name))
    assert names_in(tmp_path) == [name]  # and nothing beside it


def test_a_path_counts_from_the_folder_in_which_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path)
    for url in ("a.db", "./b.db", "deep/../c.db", "sqlite:///d.db", f"sqlite:///{tmp_path}/e?.db", "SQLite:///f.db"):
        used(url)
    assert names_in(tmp_path) == ["a.db", "b.db", "c.db", "d.db", "deep", "e?.db", "f.db"]
    with open_store("a.db") as store:
        later = open_store("later.db")
        monkeypatch.chdir("deep")
        assert store.companies() == ["Acme"]
        with later:
            later.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
    assert names_in(tmp_path) == ["a.db", "b.db", "c.db", "d.db", "deep", "e?.db", "f.db", "later.db"]


def test_reading_leaves_no_file_and_changes_none(sqlite_url: str, tmp_path: Path) -> None:
    used(sqlite_url)
    before = Path(sqlite_url).read_bytes()
    with open_store(sqlite_url, create=False) as store:
        assert store.read("Acme") == entries(1, 2)
        assert store.check("Acme") == []
    assert Path(sqlite_url).read_bytes() == before
    assert names_in(tmp_path) == ["seriesd.db"]


def test_a_ledger_in_the_mode_of_another_program_is_left_in_it(sqlite_url: str) -> None:
    used(sqlite_url)
    with closing(sqlite3.connect(sqlite_url)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    with open_store(sqlite_url) as store:
        position, head = store.head("Acme")
        store.append("Acme", entries(3, 1), after=position, previous=head)
        assert store.read("Acme") == entries(1, 3)
    with closing(sqlite3.connect(sqlite_url)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# where the library has no option for what we need of it, these fail if it stops heeding what we set


def test_the_librarys_write_ahead_log_stays_off(sqlite_url: str, tmp_path: Path) -> None:
    used(sqlite_url)
    with open_store(sqlite_url) as store:
        assert store.read("Acme") == entries(1, 2)
        assert names_in(tmp_path) == ["seriesd.db"]  # neither -wal nor -shm while it is open
    with closing(sqlite3.connect(sqlite_url)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_the_librarys_pool_connects_with_every_parameter_of_the_url(postgres_url: str) -> None:
    parted = "&" if "?" in postgres_url else "?"
    used(f"{postgres_url}{parted}application_name=the-register")
    with open_store(f"{postgres_url}{parted}application_name=the-register") as store:
        assert store.read("Acme") == entries(1, 2)
        with psycopg.connect(postgres_url) as connection:
            found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'the-register'")
            assert found.fetchone() != (0,)


def test_the_librarys_composite_type_is_neither_made_nor_needed(postgres_url: str) -> None:
    used(postgres_url)
    with psycopg.connect(postgres_url) as connection:
        composite = "SELECT count(*) FROM pg_type JOIN pg_class ON pg_class.oid = typrelid WHERE relkind = 'c'"
        own = "AND pg_type.typnamespace = current_schema()::regnamespace"
        assert connection.execute(f"{composite} {own}").fetchone() == (0,)


def test_an_empty_file_becomes_a_ledger_with_the_first_entry(sqlite_url: str) -> None:
    Path(sqlite_url).touch()
    assert "there is no ledger at" in refusal(sqlite_url, create=False)
    assert Path(sqlite_url).stat().st_size == 0
    used(sqlite_url)


def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, other, pipe = tmp_path / "notes.txt", tmp_path / "other.db", tmp_path / "pipe"
    text.write_text("shares and holders\n" * 100)
    os.mkfifo(pipe)
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE moz_places (url TEXT)")
    before = other.read_bytes()
    for create in (True, False):
        assert refusal(str(text), create=create) == f"{text} cannot be opened as a ledger: file is not a database"
        assert refusal(str(other), create=create) == f"{other} is a database of something else: it holds no ledger"
        assert refusal(str(tmp_path), create=create) == f"{tmp_path} is a folder; a ledger is a file"
        assert refusal(str(pipe), create=create) == f"{pipe} is not a file; a ledger is one"
    assert other.read_bytes() == before
    assert names_in(tmp_path) == ["notes.txt", "other.db", "pipe"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "'' is no file name for a ledger"),
        ("a\0b.db", "is no file name for a ledger"),
        ("sqlite:///", "'' is no file name for a ledger"),
        ("sqlite://a.db", "sqlite:// is no place for a ledger; give a file path, sqlite:///path or postgresql://"),
        ("nowhere/at/all.db", "nowhere/at for the ledger all.db"),
        ("x" * 300, f"{'x' * 300} cannot be reached: File name too long"),
        (".", ". is a folder; a ledger is a file"),
    ],
)
def test_what_is_no_path_of_a_ledger_is_refused(url: str, said: str) -> None:
    assert said in refusal(url)


def test_a_damaged_database_is_said(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        store.append("Acme", entries(1, 500), after=0, previous=ORIGIN)
    whole = Path(sqlite_url).read_bytes()
    Path(sqlite_url).write_bytes(whole[:8192] + b"\xff" * 16384 + whole[24576:])
    with open_store(sqlite_url) as store, pytest.raises(StoreError, match=r"seriesd\.db: .*malformed"):
        store.read("Acme")


def test_a_writer_does_not_wait_for_ever(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    used(sqlite_url)
    monkeypatch.setattr("ledger.store.sqlite.place.LOCK_TIMEOUT", 0.01)
    with closing(sqlite3.connect(sqlite_url, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with open_store(sqlite_url) as store:
            position, head = store.head("Acme")
            with pytest.raises(StoreError, match=r"seriesd\.db: database is locked"):
                store.append("Acme", entries(3, 1), after=position, previous=head)


AS_ANYBODY = """
import os, sys
from ledger.store.store import StoreError, open_store
from tests.ledger.store_writer import entries
if os.getuid() == 0:
    os.setuid(65534)
with open_store(sys.argv[1], create=False) as store:
    position, head = store.head("Acme")
    print(position, store.check("Acme"))
    try:
        store.append("Acme", entries(position + 1, 1), after=position, previous=head)
    except StoreError as error:
        print(error)
"""


def as_anybody(url: str) -> subprocess.CompletedProcess[str]:
    """What somebody sees who may not write, and whom no permission of an administrator helps."""
    command = [sys.executable, "-c", AS_ANYBODY, url]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def public_url() -> Iterator[str]:
    """A ledger in a folder that everybody can look into."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        used(f"{folder}/seriesd.db")
        yield f"{folder}/seriesd.db"
        Path(folder).chmod(0o755)


def test_a_ledger_can_be_read_where_nothing_can_be_written(public_url: str) -> None:
    Path(public_url).chmod(0o444)
    Path(public_url).parent.chmod(0o555)
    assert as_anybody(public_url).stdout == f"2 []\n{public_url}: attempt to write a readonly database\n"


def test_a_file_that_may_not_be_read_is_said(public_url: str) -> None:
    Path(public_url).chmod(0)
    said = as_anybody(public_url).stderr.splitlines()[-1]
    assert said.endswith(f"StoreError: {public_url} cannot be opened as a ledger: unable to open database file")


def test_a_ledger_on_a_server_is_made_by_the_first_entry_only(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        assert store.companies() == []
    assert refusal(postgres_url, create=False).startswith("there is no ledger at postgresql://")
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    used(postgres_url)


def test_a_ledger_on_a_server_brings_a_table_and_no_functions(postgres_url: str) -> None:
    used(postgres_url.replace("postgresql://", "postgres://"))
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        functions = connection.execute("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        assert (tables, functions.fetchall()) == ([("seriesd_events",)], [])


@pytest.mark.parametrize("schema", ["equity", '"Odd Schema; x"'])
def test_a_ledger_stands_in_the_schema_of_the_search_path(postgres_url: str, schema: str) -> None:
    url = in_schema(postgres_url, schema.replace(" ", "\\ "))
    assert "has no schema for a ledger in its search path" in refusal(url)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    used(url)
    with open_store(postgres_url) as store:
        assert store.companies() == []


def test_somebody_who_may_only_read_reads(postgres_url: str) -> None:
    used(postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE auditor LOGIN")
        connection.execute("GRANT SELECT ON seriesd_events TO auditor")
    with open_store(postgres_url.replace("//postgres:@", "//auditor:@"), create=False) as store:
        assert store.check("Acme") == []
        position, head = store.head("Acme")
        with pytest.raises(StoreError, match="permission denied for table seriesd_events"):
            store.append("Acme", entries(3, 1), after=position, previous=head)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP OWNED BY auditor")
        connection.execute("DROP ROLE auditor")


def test_a_writer_on_a_server_does_not_wait_for_ever(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    used(postgres_url)
    monkeypatch.setattr("ledger.store.postgres.recorder.LOCK_TIMEOUT", 1)
    with psycopg.connect(postgres_url) as connection, open_store(postgres_url) as store:
        connection.execute("LOCK TABLE seriesd_events IN EXCLUSIVE MODE")
        position, head = store.head("Acme")
        with pytest.raises(StoreError, match="canceling statement due to lock timeout"):
            store.append("Acme", entries(3, 1), after=position, previous=head)


def test_a_server_that_cannot_be_reached_is_said_without_the_password(
    tmp_path: Path, postgres_server: Callable[[str], str]
) -> None:
    socket = f"postgresql://ada:secret@/ledger?host={tmp_path}"
    for url in ("postgresql://ada:secret@127.0.0.1:1/ledger", socket, postgres_server("nowhere")):
        said = refusal(url)
        assert said.startswith("postgresql://")
        assert " cannot be opened as a ledger: connection " in said
        assert "secret" not in said
    assert refusal("postgresql://ada:secret@:x@y/%zz") == (
        "not the URL of a database; write postgresql://user:password@host:port/database"
    )


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "ledger.store.postgres.place", raising=False)
    assert refusal("postgresql://localhost/ledger") == (
        "a ledger in PostgreSQL needs its driver: pip install 'seriesd[postgres]'"
    )


def test_a_failure_without_words_is_named(sqlite_url: str) -> None:
    place = type("Place", (), {"name": "here"})()
    with pytest.raises(StoreError, match=r"^here: Error$"), places.failing(place):
        raise sqlite3.Error
    used(sqlite_url)
