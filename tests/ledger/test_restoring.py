"""Whole ledgers copied: a backup, an audit trail and what is restored of them have the same events, seals and head."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from ledger.log.recorded import ORIGIN
from ledger.log.recordings import By, StoreHead
from ledger.log.seals import LaterFormatError, closed
from ledger.store.recording import Author
from ledger.store.restoring import NotWholeError, backed_up, restore
from ledger.store.store import StoreError, open_store
from ledger.store.whole import examine_whole
from tests.ledger.store_writer import entries
from tests.ledger.test_store_processes import go, killed_when, said, started

ROOT = Path(__file__).parents[2]
VERSION_1 = Path(__file__).parent / "store_of_version_1.sql"
KINDS = ("backup.db", "backup.trail.jsonl")


def told(url: str) -> StoreHead:
    """A ledger of two companies, recorded at three times."""
    with open_store(url) as store:
        head = store.append("Acme", entries(1, 3), after=0, previous=ORIGIN, author=Author(By("ada", reason="books")))
        store.append("Bolt", entries(1, 2, writer="b"), after=0, previous=ORIGIN)
        store.append("Acme", entries(4, 1), after=3, previous=head)
        found = store.store_head()
    # 6 entries, a name in the list for each company, and a document for each of the three recordings
    assert found is not None
    assert found.size == 11
    return found


def backup(url: str, target: Path, *, replace: bool = False) -> StoreHead | None:
    with backed_up(url, target, replace=replace) as copy:
        assert not target.exists() or replace
    return copy.head


def restored(source: Path, url: str) -> StoreHead | None:
    return restore(source, url, lambda _: None).head


def stands(url: str) -> list[tuple[str, int, str, bytes]]:
    with open_store(url, create=False) as store:
        return [(str(one.originator_id), one.originator_version, one.topic, one.state) for one in store.rows()]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def empty(fresh_url: Callable[[str], str]) -> Callable[[str], str]:
    return fresh_url


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("into", ["sqlite", "postgres"])
def test_what_is_restored_is_what_was_backed_up(
    ledger_url: str, tmp_path: Path, empty: Callable[[str], str], kind: str, into: str
) -> None:
    head = told(ledger_url)
    target, url = tmp_path / "copies", empty(into)
    target.mkdir()
    assert backup(ledger_url, target / kind) == head
    assert names_in(target) == [kind]
    assert restored(target / kind, url) == head
    assert stands(url) == stands(ledger_url)
    with open_store(url) as store, open_store(ledger_url) as before:
        assert store.store_head() == head
        assert store.recordings() == before.recordings()
        assert store.recordings()[0][0].by == By("ada", reason="books")
        assert store.read("Acme") == before.read("Acme")
        found = examine_whole(store)
        assert (found.faults, found.head, found.events, store.version()) == ([], head, 11, 2)
        # and it goes on
        position, last = store.head("Acme")
        store.append("Acme", entries(position + 1, 1), after=position, previous=last)
        assert examine_whole(store).faults == []


def test_a_backup_is_a_ledger_that_can_be_asked(sqlite_url: str, tmp_path: Path) -> None:
    head = told(sqlite_url)
    backup(sqlite_url, tmp_path / "backup.db")
    with open_store(str(tmp_path / "backup.db"), create=False) as store:
        assert (store.companies(), store.store_head()) == (["Acme", "Bolt"], head)


def test_a_backup_of_a_ledger_in_the_mode_of_another_program_is_one_file(sqlite_url: str, tmp_path: Path) -> None:
    head = told(sqlite_url)
    (tmp_path / "copies").mkdir()
    with closing(sqlite3.connect(sqlite_url)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        assert backup(sqlite_url, tmp_path / "copies" / "backup.db") == head
    with closing(sqlite3.connect(tmp_path / "copies" / "backup.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert names_in(tmp_path / "copies") == ["backup.db"]


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_read_the_ledger_may_not_read_its_backup(sqlite_url: str, tmp_path: Path, kind: str) -> None:
    told(sqlite_url)
    Path(sqlite_url).chmod(0o600)
    with backed_up(sqlite_url, tmp_path / kind):
        (part,) = tmp_path.glob(".*.part")
        assert part.stat().st_mode & 0o077 == 0
    assert (tmp_path / kind).stat().st_mode & 0o777 == 0o600
    Path(sqlite_url).chmod(0o440)
    backup(sqlite_url, tmp_path / kind, replace=True)
    assert (tmp_path / kind).stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_written_over_unless_it_is_asked_for(sqlite_url: str, tmp_path: Path, kind: str) -> None:
    told(sqlite_url)
    target = tmp_path / kind
    target.write_text("minutes\n")
    with pytest.raises(StoreError, match="is there already; --replace writes over it"):
        backup(sqlite_url, target)
    assert target.read_text() == "minutes\n"
    backup(sqlite_url, target, replace=True)
    assert restored(target, str(tmp_path / "again.db")) is not None


def test_a_name_that_somebody_takes_meanwhile_is_not_taken_from_them(sqlite_url: str, tmp_path: Path) -> None:
    told(sqlite_url)
    target = tmp_path / "backup.db"
    with pytest.raises(StoreError, match="is there already; nothing is written over it"), backed_up(sqlite_url, target):
        target.write_text("theirs")
    assert target.read_text() == "theirs"
    assert names_in(tmp_path) == ["backup.db", "seriesd.db"]


def test_where_a_backup_cannot_be(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no ledger at .*seriesd\.db"):
        backup(sqlite_url, tmp_path / "backup.db")
    told(sqlite_url)
    (tmp_path / "link.db").symlink_to(sqlite_url)
    (tmp_path / "left.db-journal").write_bytes(b"of another")
    for target, wrong in (
        (tmp_path, "is a folder; name the file that the backup is to be"),
        (tmp_path / "no" / "backup.db", "there is no folder .*/no for the backup backup.db"),
        (Path(sqlite_url), "is the ledger itself; name another file for its backup"),
        (tmp_path / "link.db", "is the ledger itself; name another file for its backup"),
        (tmp_path / "left.db", "left.db-journal is there, of a database that was at .*; move it away first"),
    ):
        with pytest.raises(StoreError, match=wrong):
            backup(sqlite_url, target, replace=True)


def test_what_is_not_what_was_recorded_is_not_backed_up(sqlite_url: str, tmp_path: Path) -> None:
    told(sqlite_url)
    with closing(sqlite3.connect(sqlite_url)) as connection, connection:
        connection.execute(
            "UPDATE seriesd_events SET state = CAST(replace(state, '1000', '9000') AS BLOB) WHERE rowid = 3"
        )
    for kind in KINDS:
        with pytest.raises(NotWholeError) as caught:
            backup(sqlite_url, tmp_path / kind)
        assert str(caught.value) == (
            f"{sqlite_url} is not what was recorded, and is not copied: event 3: company/Acme: position 2 was altered: "
            "its content does not give its hash; `seriesd verify` says more"
        )
    assert names_in(tmp_path) == ["seriesd.db"]


def test_a_database_with_something_in_it_that_no_ledger_has_is_not_backed_up(sqlite_url: str, tmp_path: Path) -> None:
    told(sqlite_url)
    with closing(sqlite3.connect(sqlite_url)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER quiet AFTER INSERT ON seriesd_events BEGIN DELETE FROM seriesd_events WHERE rowid = 1; END"
        )
    with pytest.raises(NotWholeError, match="is not copied: a trigger 'quiet' hangs on the table"):
        backup(sqlite_url, tmp_path / "backup.db")


# -- restoring ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_is_restored_only_where_there_is_none(ledger_url: str, tmp_path: Path, kind: str) -> None:
    told(ledger_url)
    backup(ledger_url, tmp_path / kind)
    before = stands(ledger_url)
    with pytest.raises(StoreError, match="holds something already; a ledger is restored only where there is none"):
        restored(tmp_path / kind, ledger_url)
    assert stands(ledger_url) == before


def test_it_may_be_restored_into_an_empty_file(sqlite_url: str, tmp_path: Path) -> None:
    head = told(sqlite_url)
    backup(sqlite_url, tmp_path / "backup.db")
    (tmp_path / "empty.db").touch()
    assert restored(tmp_path / "backup.db", str(tmp_path / "empty.db")) == head


def test_a_journal_that_was_left_behind_is_not_played_into_it(sqlite_url: str, tmp_path: Path) -> None:
    told(sqlite_url)
    backup(sqlite_url, tmp_path / "backup.db")
    (tmp_path / "again.db-wal").write_bytes(b"of another")
    with pytest.raises(StoreError, match=r"again\.db-wal is there, of a database that was at .*; move it away first"):
        restored(tmp_path / "backup.db", str(tmp_path / "again.db"))


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"\xff\n", b"[]\n", b"{}\n", b"{\n"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup").write_bytes(content)
    with pytest.raises((StoreError, NotWholeError)) as caught:
        restored(tmp_path / "backup", str(tmp_path / "seriesd.db"))
    assert "\n" not in str(caught.value)
    assert names_in(tmp_path) == ["backup"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    for source, wrong in ((tmp_path / "none.db", "cannot be read: No such file"), (tmp_path, "is not a file")):
        with pytest.raises(StoreError, match=wrong):
            restored(source, str(tmp_path / "seriesd.db"))


def test_a_backup_that_was_altered_is_not_restored(sqlite_url: str, tmp_path: Path) -> None:
    told(sqlite_url)
    backup(sqlite_url, tmp_path / "backup.db")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as connection, connection:
        connection.execute("UPDATE seriesd_events SET state = 'Acne' WHERE rowid = 1")
    with pytest.raises(NotWholeError, match=r"backup\.db is not what was recorded: event 1: event 1 of the store"):
        restored(tmp_path / "backup.db", str(tmp_path / "again.db"))
    assert names_in(tmp_path) == ["backup.db", "seriesd.db"]


@pytest.fixture
def trail(sqlite_url: str, tmp_path: Path) -> list[str]:
    """The lines of a trail: a header, 11 events, the end."""
    told(sqlite_url)
    backup(sqlite_url, tmp_path / "told.jsonl")
    return (tmp_path / "told.jsonl").read_text("utf-8").splitlines(keepends=True)


def refused(folder: Path, lines: list[str]) -> str:
    (folder / "altered.jsonl").write_text("".join(lines), "utf-8")
    with pytest.raises(NotWholeError) as caught:
        restored(folder / "altered.jsonl", str(folder / "again.db"))
    assert not (folder / "again.db").exists()
    assert not [name for name in names_in(folder) if name.endswith(".part")]
    said, start, end = str(caught.value), f"{folder}/altered.jsonl is not ", "; nothing is restored"
    assert said.startswith(start)
    assert said.endswith(end)
    return said.removeprefix(start).removesuffix(end)


def test_a_trail_says_what_it_is(trail: list[str]) -> None:
    first, last = json.loads(trail[0]), json.loads(trail[-1])
    assert first == {"schema": "seriesd/trail/1", "events": 11, "head": last["head"], "version": 2}
    assert last == {"events": 11, "head": {"size": 11, "root": first["head"]["root"]}}
    assert json.loads(trail[1]) == {
        "number": 1, "stream": "directory/companies", "position": 1, "topic": "seriesd.company.v1", "state": "Acme",
    }  # fmt: skip
    assert len(trail) == 13


@pytest.mark.parametrize(
    ("alter", "wrong"),
    [
        # a digit in a document; a line that is out; two that changed places; the end cut off, at a line or within one
        (lambda one: [*one[:3], one[3].replace("1000", "9000"), *one[4:]],
         "what was recorded: line 4: company/Acme: position 2 was altered: its content does not give its hash"),
        (lambda one: [*one[:3], *one[4:]],
         "the audit trail that was written: line 4: it is event 4, and event 3 is to stand here"),
        (lambda one: [*one[:3], one[4], one[3], *one[5:]],
         "the audit trail that was written: line 4: it is event 4, and event 3 is to stand here"),
        (lambda one: one[:-1], "the audit trail that was written: line 13: it is not there: the trail was cut off"),
        (lambda one: one[:5], "the audit trail that was written: line 6: it is not there: the trail was cut off"),
        (lambda one: [*one[:5], one[5][:40]],
         "the audit trail that was written: line 6: it does not end: the trail was cut off"),
        (lambda one: [*one, one[-1]], "the audit trail that was written: line 14: it stands behind the last"),
        (lambda one: one[1:], "the audit trail that was written: line 1: it does not say that this is an audit trail, "
         "with the schema seriesd/trail/1"),
        (lambda one: [one[0].replace("trail/1", "trail/2"), *one[1:]],
         "the audit trail that was written: line 1: it is a trail of seriesd/trail/2, and this version of seriesd reads "
         "seriesd/trail/1; use a later one"),
        (lambda one: [*one[:2], one[2].replace('"position":1', '"position": 1', 1), *one[3:]],
         "the audit trail that was written: line 3: it is not written as a trail is: members in order, no spaces, none "
         "twice"),
        # a name in the list has no seal of its own: the recording speaks for it
        (lambda one: [one[0], one[1].replace("Acme", "Acne"), *one[2:]],
         "what was recorded: line 6: recording 1: what stands before it is not what stood there when it was made"),
        (lambda one: [*one[:2], one[2].replace("seriesd.common_issued.v1", "seriesd.common_issue.v1"), *one[3:]],
         "what was recorded: line 6: recording 1: what stands before it is not what stood there when it was made"),
        (lambda one: [*one[:2], one[2].replace('"position":1', '"position":7', 1), *one[3:]],
         "what was recorded: line 3: company/Acme: position 7 was written where 1 comes"),
    ],
)  # fmt: skip
def test_a_trail_that_was_altered_is_refused_with_the_line(
    trail: list[str], tmp_path: Path, alter: Callable[[list[str]], list[str]], wrong: str
) -> None:
    assert refused(tmp_path, alter(trail)) == wrong


def test_a_trail_whose_numbers_were_mended_after_a_line_was_taken_out_is_refused(
    trail: list[str], tmp_path: Path
) -> None:
    left = [json.loads(line) for line in [*trail[1:4], *trail[5:12]]]
    mended = [{**one, "number": number} for number, one in enumerate(left, start=1)]
    head = json.loads(trail[-1])["head"] | {"size": 10}
    lines = [json.loads(trail[0]) | {"events": 10, "head": head}, *mended, {"events": 10, "head": head}]
    written = [json.dumps(one, sort_keys=True, separators=(",", ":")) + "\n" for one in lines]
    assert refused(tmp_path, written) == (
        "what was recorded: line 5: recording 1: what stands before it is not what stood there when it was made"
    )


def test_a_trail_that_announces_another_head_is_refused(trail: list[str], tmp_path: Path) -> None:
    root = json.loads(trail[0])["head"]["root"]
    other = [trail[0].replace(root, "0" * 64), *trail[1:12], trail[12].replace(root, "0" * 64)]
    assert refused(tmp_path, other) == "what was recorded: line 1: it says another head than its events have"
    assert refused(tmp_path, [trail[0].replace(root, "0" * 64), *trail[1:]]) == (
        "the audit trail that was written: line 13: it is the last and says another head than the first, or none"
    )


@pytest.mark.parametrize("line", ["1", "null", '"x"', "[]", '{"number":1}', "1.5", "NaN", "[" * 100_000])
def test_what_is_no_line_of_a_trail_is_refused(trail: list[str], tmp_path: Path, line: str) -> None:
    assert refused(tmp_path, [*trail[:4], f"{line}\n", *trail[5:]]).startswith(
        "the audit trail that was written: line 5: "
    )


def test_whatever_sign_is_another_the_trail_is_refused(trail: list[str], tmp_path: Path) -> None:
    whole = "".join(trail)
    for at in range(0, len(whole), 41):
        other = "0" if whole[at] != "0" else "1"
        assert refused(tmp_path, [whole[:at], other, whole[at + 1 :]])


# -- earlier and later versions ----------------------------------------------------------------------------------------


def of_version_1(path: Path) -> str:
    """A store as the program wrote it before it kept recordings: 8 events, of two companies."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text("utf-8"))
    return str(path)


def test_a_store_of_an_earlier_version_loads_is_written_to_and_verifies(tmp_path: Path) -> None:
    url = of_version_1(tmp_path / "seriesd.db")
    with open_store(url, create=False) as store:
        assert store.companies() == ["Acme", "Bolt"]
        assert [one.id for one in store.read("Acme")] == ["certificate", "opening", "series-d", "sale"]
        assert (store.store_head(), store.version(), store.recordings()) == (None, None, [])
        before = examine_whole(store)
        assert (before.faults, before.events, before.adopted, before.head) == ([], 8, 8, None)
        position, head = store.head("Acme")
        store.append("Acme", entries(position + 1, 1), after=position, previous=head)
        found = examine_whole(store)
        # the entry, and the document of the first recording, which takes the eight on
        assert (found.faults, found.events, found.adopted, store.version()) == ([], 10, 8, 2)
        assert store.check("Acme") == store.check("Bolt") == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("into", ["sqlite", "postgres"])
def test_a_store_of_an_earlier_version_is_backed_up_and_restored_as_that(
    tmp_path: Path, empty: Callable[[str], str], kind: str, into: str
) -> None:
    url, target = of_version_1(tmp_path / "seriesd.db"), empty(into)
    assert backup(url, tmp_path / kind) is None
    assert restored(tmp_path / kind, target) is None
    assert stands(target) == stands(url)
    with open_store(target) as store:
        assert examine_whole(store).faults == []
        position, head = store.head("Acme")
        store.append("Acme", entries(position + 1, 1), after=position, previous=head)
        assert (examine_whole(store).faults, examine_whole(store).adopted) == ([], 8)


def test_of_a_store_without_recordings_the_seals_speak(tmp_path: Path) -> None:
    url = of_version_1(tmp_path / "seriesd.db")
    with closing(sqlite3.connect(url)) as connection, connection:
        states = [row[0] for row in connection.execute("SELECT state FROM seriesd_events WHERE rowid IN (3, 4)")]
        body = json.loads(states[0])
        del body["hash"]
        body["entry"]["common"] = 9_000_000
        state, _ = closed(json.dumps(body, sort_keys=True, separators=(",", ":"))[:-1])
        connection.execute("UPDATE seriesd_events SET state = ? WHERE rowid = 3", [state])
    with pytest.raises(NotWholeError, match="event 4: company/Acme: position 3 does not follow what stands before it"):
        backup(url, tmp_path / "backup.db")


def later(url: str) -> None:
    """Give a store the version after the last one known."""
    with closing(sqlite3.connect(url)) as connection:
        connection.execute("PRAGMA user_version = 3")


def test_a_store_of_a_later_version_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    told(sqlite_url)
    backup(sqlite_url, tmp_path / "backup.db")
    wrong = r"was written by a later version of seriesd \(version 3 of the store; this one knows up to 2\): use that"
    for url in (sqlite_url, str(tmp_path / "backup.db")):
        later(url)
        with pytest.raises(StoreError, match=wrong):
            open_store(url)
    with pytest.raises(StoreError, match=wrong):
        backup(sqlite_url, tmp_path / "again.db")
    with pytest.raises(StoreError, match=wrong):
        restored(tmp_path / "backup.db", str(tmp_path / "again.db"))


def test_a_store_of_a_later_version_on_a_server_is_refused(postgres_url: str, tmp_path: Path) -> None:
    told(postgres_url)
    backup(postgres_url, tmp_path / "backup.db")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "COMMENT ON TABLE seriesd_events IS 'the events of a ledger of seriesd; version of the store: 3'"
        )
    with pytest.raises(
        StoreError, match=r"later version of seriesd \(version 3 of the store; this one knows up to 2\)"
    ):
        open_store(postgres_url)
    with pytest.raises(StoreError, match="later version"):
        backup(postgres_url, tmp_path / "again.db")
    with pytest.raises(StoreError, match="later version"):
        restored(tmp_path / "backup.db", postgres_url)


@pytest.mark.parametrize("position", [1, 3])
def test_a_recording_of_a_later_format_is_no_fault_unless_a_later_one_knows_it_otherwise(
    sqlite_url: str, position: int
) -> None:
    told(sqlite_url)
    with closing(sqlite3.connect(sqlite_url)) as connection, connection:
        where = f"WHERE originator_id = 'recordings' AND originator_version = {position}"
        (state,) = connection.execute(f"SELECT state FROM seriesd_events {where}").fetchone()
        body = json.loads(state) | {"format": 2}
        del body["hash"]
        later_one, _ = closed(json.dumps(body, sort_keys=True, separators=(",", ":"))[:-1])
        connection.execute(f"UPDATE seriesd_events SET state = ? {where}", [later_one])
    with open_store(sqlite_url) as store:
        if position == 3:
            with pytest.raises(LaterFormatError, match="in format 2; this one reads up to 1"):
                examine_whole(store)
        else:
            first, second, third = examine_whole(store).faults
            assert first.startswith("the recordings: position 2 does not follow what stands before it")
            assert second == "recording 3: what stands since recording 2 is not what stood there when it was made"
            assert "position 1 was written by a later version" in third


# -- while others write, and where it does not come to an end ----------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_drill_a_backup_while_another_process_writes(ledger_url: str, tmp_path: Path, kind: str) -> None:
    told(ledger_url)
    writer = started(ledger_url, "Cork", 60, "single")
    go(writer)
    heads, number = [], 0
    while writer.poll() is None or number == 0:
        number += 1
        heads.append(backup(ledger_url, tmp_path / f"{number}-{kind}"))
    assert said(writer) == "0\n"
    last = backup(ledger_url, tmp_path / f"0-{kind}")
    with open_store(ledger_url) as store:
        found = examine_whole(store)
        assert (found.faults, found.head) == ([], last)
        # each backup is the store as it stood behind one recording: never half of one
        assert {*heads} <= {one.head for one in found.stood}
    assert restored(tmp_path / f"0-{kind}", str(tmp_path / "again.db")) == last
    assert restored(tmp_path / f"{number}-{kind}", str(tmp_path / "early.db")) == heads[-1]
    with open_store(str(tmp_path / "again.db")) as store:
        assert (examine_whole(store).faults, store.store_head()) == ([], last)
        assert store.check("Cork") == []


RESTORE = """
import sys
from pathlib import Path
from ledger.store.restoring import restore
print("ready", flush=True)
sys.stdin.readline()
restore(Path(sys.argv[1]), sys.argv[2], lambda _: None)
print("done", flush=True)
"""


def restoring(source: Path, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RESTORE, str(source), url]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trail of a ledger of some 20,000 events."""
    folder = tmp_path_factory.mktemp("large")
    with open_store(str(folder / "seriesd.db")) as store:
        store.append("Acme", entries(1, 20_000), after=0, previous=ORIGIN)
    backup(str(folder / "seriesd.db"), folder / "large.jsonl")
    return folder / "large.jsonl"


def test_a_restore_killed_half_way_leaves_no_ledger_in_a_file(large: Path, tmp_path: Path) -> None:
    url = tmp_path / "seriesd.db"
    process = restoring(large, str(url))
    assert killed_when(process, lambda: any(path.stat().st_size > 100_000 for path in tmp_path.glob(".*.part")))
    assert not url.exists()
    assert all(name.startswith(".seriesd.db.") for name in names_in(tmp_path))
    assert restored(large, str(url)) is not None  # what is left is in nobody's way


def test_a_restore_killed_half_way_leaves_no_ledger_on_a_server(large: Path, postgres_url: str) -> None:
    process = restoring(large, postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as watcher:
        copied = "SELECT coalesce(max(tuples_processed), 0) > 10 FROM pg_stat_progress_copy"
        assert killed_when(process, lambda: watcher.execute(copied).fetchone() == (True,))
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        while watcher.execute(others).fetchone() != (0,):
            pass
        assert watcher.execute("SELECT to_regclass('seriesd_events')").fetchone() == (None,)
    assert restored(large, postgres_url) is not None


IN_LITTLE_ROOM = """
import resource, signal, sys
from pathlib import Path
from ledger.errors import SeriesdError
from ledger.store.restoring import backed_up, restore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    if sys.argv[1] == "restore":
        restore(Path(sys.argv[2]), sys.argv[3], lambda _: None)
    else:
        with backed_up(sys.argv[2], Path(sys.argv[3])):
            pass
except SeriesdError as error:
    print(error)
"""


@pytest.mark.parametrize("what", ["restore", "seriesd.db", "trail.jsonl"])
def test_where_there_is_no_room_nothing_is_left(large: Path, tmp_path: Path, what: str) -> None:
    target = tmp_path / (what if what != "restore" else "again.db")
    source = large if what == "restore" else large.with_name("seriesd.db")
    command = [sys.executable, "-c", IN_LITTLE_ROOM, what, str(source), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
    assert "cannot be written: " in done.stdout or "no copy of" in done.stdout
    assert names_in(tmp_path) == []


def test_a_drive_without_links_is_served_as_well(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    head = told(sqlite_url)
    monkeypatch.setattr("ledger.store.files.os.link", without)
    assert backup(sqlite_url, tmp_path / "backup.db") == head
    with (
        pytest.raises(StoreError, match="is there already; nothing is written over it"),
        backed_up(sqlite_url, tmp_path / "other.db"),
    ):
        shutil.copy(sqlite_url, tmp_path / "other.db")
