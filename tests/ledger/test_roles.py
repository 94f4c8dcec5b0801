"""Roles on a real server, with real logins: who asks cannot write, and who records adds and never alters."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from jsonschema import Draft202012Validator

from commands.verbs.schemas import schemas
from ledger.log.recorded import ORIGIN
from ledger.store.postgres.roles import PROJECTOR, READER, RECORDER, ROLES, apply_roles, roles_of
from ledger.store.restoring import backed_up
from ledger.store.store import StoreError, open_store
from ledger.store.whole import examine_whole
from tests.commands.asking_the_command import CONVERSION, SALE, STORY, asked, failed, lines, recorded
from tests.docs.command import seriesd
from tests.ledger.store_writer import entries
from tests.ledger.test_restoring import of_version_1, restored

LOGINS = {"rita": READER, "rex": RECORDER, "pia": PROJECTOR}


@pytest.fixture
def owner(postgres_url: str) -> Iterator[str]:
    """The URL of who owns the table; after the test the roles and the logins are gone again: a server has one set."""
    yield postgres_url
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for name in (*LOGINS, *ROLES):
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None:
                connection.execute(f"DROP OWNED BY {name}")
                connection.execute(f"DROP ROLE {name}")


def logged_in(owner: str) -> dict[str, str]:
    """A login for each role."""
    with psycopg.connect(owner, autocommit=True) as connection:
        for name, role in LOGINS.items():
            connection.execute(f"CREATE ROLE {name} LOGIN")
            connection.execute(f"GRANT {role} TO {name}")
    return {role: owner.replace("//postgres:@", f"//{name}:@") for name, role in LOGINS.items()}


ALTERING = (
    "UPDATE seriesd_events SET topic = 'x'",
    "DELETE FROM seriesd_events",
    "TRUNCATE seriesd_events",
    "DROP TABLE seriesd_events",
    "ALTER TABLE seriesd_events ADD COLUMN x int",
    "CREATE INDEX x ON seriesd_events (topic)",
    "CREATE TRIGGER x BEFORE INSERT ON seriesd_events EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE x AS ON INSERT TO seriesd_events DO INSTEAD NOTHING",
    "COMMENT ON TABLE seriesd_events IS 'mine'",
    "SELECT setval('seriesd_events_notification_id_seq', 1)",
    "INSERT INTO seriesd_events VALUES ('company/Acme', 9, 'x', 'x', 1)",  # of the number nobody has a say
)
ADDING = (
    "INSERT INTO seriesd_events (originator_id, originator_version, topic, state) VALUES ('x', 1, 'x', 'x')",
    "COPY seriesd_events (originator_id, originator_version, topic, state) FROM STDIN",
    "SELECT nextval('seriesd_events_notification_id_seq')",
)


def refused(url: str, statements: tuple[str, ...]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_nobody_of_them_alters_and_one_alone_adds(owner: str) -> None:
    apply_roles(owner)
    urls = logged_in(owner)
    # the owner made the place, and the first recording is made by who records
    with open_store(urls[RECORDER]) as store:
        head = store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
        store.append("Acme", entries(3, 1), after=2, previous=head)
        found = examine_whole(store)
        assert (found.faults, found.events, store.version()) == ([], 6, 2)
    for url in urls.values():
        refused(url, ALTERING)
    for role in (READER, PROJECTOR):
        refused(urls[role], ADDING)
        with open_store(urls[role], create=False) as store:
            assert store.check("Acme") == []
            assert examine_whole(store).faults == []
            with pytest.raises(StoreError, match="permission denied for table seriesd_events"):
                store.append("Acme", entries(4, 1), after=3, previous=store.head("Acme")[1])


def test_who_may_only_read_makes_a_backup(owner: str, tmp_path: Path) -> None:
    apply_roles(owner)
    urls = logged_in(owner)
    with open_store(urls[RECORDER]) as store:
        store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
        head = store.store_head()
    with backed_up(urls[READER], tmp_path / "backup.db") as copy:
        assert copy.head == head


def test_the_command_works_for_each_in_its_role(owner: str, tmp_path: Path) -> None:
    done = asked(tmp_path, "--ledger", owner, "roles", "--apply")
    Draft202012Validator(schemas()["roles"]).validate(done)
    assert (done["applied"], [*done["roles"]]) == (True, [READER, RECORDER, PROJECTOR])
    assert owner.partition("?")[0] not in done["ledger"]
    urls = logged_in(owner)
    recorded(tmp_path, *STORY, words=("--ledger", urls[RECORDER]))
    assert asked(tmp_path, "--ledger", owner, "project")["position"] == 5
    asked(tmp_path, "--ledger", owner, "roles", "--apply")  # the tables are there only now
    for role in (READER, RECORDER, PROJECTOR):
        for words in (["price"], ["verify"]):
            asked(tmp_path, "--ledger", urls[role], *words)
    more = CONVERSION | {"id": "more", "effective": "2006-03-03"}
    recorded(tmp_path, more, words=("--ledger", urls[RECORDER]))
    for role in (READER, RECORDER):
        said = failed(seriesd("--ledger", urls[role], "project", folder=tmp_path), 2)
        assert "permission denied for table seriesd_" in said
    assert asked(tmp_path, "--ledger", urls[PROJECTOR], "project")["position"] == 6
    assert asked(tmp_path, "--ledger", urls[PROJECTOR], "project", "--rebuild")["position"] == 6
    for role in (READER, PROJECTOR):
        late = lines(SALE | {"id": "late", "shares": 1, "effective": "2006-03-04"})
        said = failed(seriesd("--ledger", urls[role], "record", "-", folder=tmp_path, given=late), 2)
        assert "permission denied for table seriesd_events" in said
    refused(urls[READER], ("DELETE FROM seriesd_positions", "UPDATE seriesd_positions SET position = 1"))
    assert asked(tmp_path, "--ledger", urls[READER], "verify")["intact"]


def test_the_statements_that_are_printed_make_the_same(owner: str, tmp_path: Path) -> None:
    done = seriesd("--ledger", owner, "roles", "--sql", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    with psycopg.connect(owner, autocommit=True) as connection:
        assert connection.execute("SELECT to_regclass('seriesd_events')").fetchone() == (None,)
        connection.execute(done.stdout)
        connection.execute(done.stdout)  # twice is as once
    urls = logged_in(owner)
    with open_store(urls[RECORDER]) as store:
        store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
        assert examine_whole(store).faults == []
    refused(urls[RECORDER], ALTERING)
    refused(urls[READER], ADDING)
    printed = seriesd("--ledger", owner, "roles", "--sql", folder=tmp_path).stdout
    assert "CREATE TABLE" in done.stdout
    assert "CREATE TABLE" not in printed
    assert "COMMENT" not in printed


def test_who_may_not_make_roles_is_told(owner: str) -> None:
    apply_roles(owner)
    url = logged_in(owner)[RECORDER]
    with pytest.raises(
        StoreError, match=r"the owner of the table seriesd_events makes the roles; who is connected here is not"
    ):
        apply_roles(url)
    assert roles_of(url).statements  # to look at them needs no right


def test_of_an_earlier_version_the_owner_makes_the_first_recording(owner: str, tmp_path: Path) -> None:
    source = of_version_1(tmp_path / "seriesd.db")
    with backed_up(source, tmp_path / "backup.db"):
        pass
    assert restored(tmp_path / "backup.db", owner) is None
    apply_roles(owner)
    url = logged_in(owner)[RECORDER]
    with open_store(url) as store:
        assert examine_whole(store).faults == []
        position, head = store.head("Acme")
        with pytest.raises(StoreError, match="its owner has to make the first recording with this one"):
            store.append("Acme", entries(position + 1, 1), after=position, previous=head)
    with open_store(owner) as store:
        head = store.append("Acme", entries(position + 1, 1), after=position, previous=head)
    with open_store(url) as store:
        store.append("Acme", entries(position + 2, 1), after=position + 1, previous=head)
        assert examine_whole(store).faults == []


def test_a_ledger_in_a_file_has_none(tmp_path: Path) -> None:
    said = failed(seriesd("roles", "--apply", folder=tmp_path), 2)
    assert "seriesd.db is a ledger in a file: who may read or write it is for the rights of the file to say" in said
    assert "one of the arguments --sql --apply is required" in failed(seriesd("roles", folder=tmp_path), 2)
    assert "about the whole ledger" in failed(seriesd("roles", "--sql", "--company", "Acme", folder=tmp_path), 2)
    assert [*tmp_path.iterdir()] == []
