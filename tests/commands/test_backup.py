"""`seriesd backup`, `seriesd restore` and the audit trail, as a person and as a program see them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import chdir, closing
from pathlib import Path

import pytest

import seriesd as face
from ledger.log.recordings import STREAM
from ledger.log.seals import closed
from ledger.store.store import open_store
from tests.commands.asking_the_command import SALE, STORY, lines
from tests.commands.at_a_terminal import through_a_pipe
from tests.docs.command import seriesd
from tests.ledger.store_writer import entries
from tests.ledger.test_restoring import names_in

MINUTES = b"Resolved: 5,000,000 shares.\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a document, a scenario and two companies; and its backups of both kinds."""
    folder = tmp_path_factory.mktemp("told")
    with chdir(folder):
        Path("minutes.txt").write_bytes(MINUTES)
        with face.open_ledger("seriesd.db") as ledger:
            ledger.record(STORY)
            ledger.attach("sale", "minutes.txt")
        with face.open_ledger("seriesd.db", company="Bolt") as ledger:
            ledger.record([STORY[0] | {"company": "Bolt"}], new_company=True)
        assert answered("scenario", "save", "without", "--without", "sale", "--company", "Acme")
        answered("backup", "backup.db")
        answered("backup", "backup.trail.jsonl")
    return folder


@pytest.fixture
def here(told: Path, tmp_path: Path) -> Iterator[Path]:
    """An empty folder to be in."""
    with chdir(tmp_path):
        yield told


def answered(*words: str, code: int = 0) -> dict[str, object]:
    shown = through_a_pipe(*words, "--json")
    assert shown.code == code, shown
    found: dict[str, object] = json.loads(shown.out)
    return found


def printed(*words: str, code: int = 0) -> str:
    shown = through_a_pipe(*words)
    assert shown.code == code, shown
    return shown.out + shown.err


def refused(*words: str, code: int) -> tuple[str, str]:
    found = answered(*words, code=code)["error"]
    assert isinstance(found, dict)
    return found["code"], found["message"]


@pytest.mark.parametrize("kind", ["backup.db", "backup.trail.jsonl"])
def test_what_is_restored_answers_as_the_ledger_did(here: Path, kind: str) -> None:
    found = answered("restore", str(here / kind), "--ledger", "again.db")
    # 6 entries of Acme, 1 of Bolt, 1 event of the scenario, 3 names in lists, and 4 recordings
    assert found["events"] == 15
    assert found["kind"] == ("ledger" if kind == "backup.db" else "trail")
    assert found["documents"] == {"folder": "again.db.documents", "whole": 1, "missing": []}
    assert names_in(Path()) == ["again.db", "again.db.documents"]
    (file,) = [path for path in Path("again.db.documents").rglob("*") if path.is_file()]
    assert file.read_bytes() == MINUTES
    for asked in (["entries"], ["history"], ["documents"], ["scenario", "list"]):
        words = [*asked, "--company", "Acme"]
        before, after = (
            json.dumps(answered(*words, "--ledger", url)).replace(url, "")
            for url in (str(here / "seriesd.db"), "again.db")
        )
        assert after == before
    assert answered("verify", "--ledger", "again.db", "--company", "Acme")["intact"]


def test_a_person_is_told_where_and_which_head(here: Path) -> None:
    head = answered("restore", str(here / "backup.db"), "--ledger", "again.db")["head"]
    assert isinstance(head, dict)
    assert printed("backup", "copy.db", "--ledger", "again.db").splitlines() == [
        "Backed up again.db to copy.db.",
        f"ledger of 15 events, {Path('copy.db').stat().st_size:,} bytes; it was read again and is whole",
        f"head {head['root']} after 15 events; keep it elsewhere",
        "1 document in copy.db.documents",
    ]
    assert printed("restore", "copy.db", "--ledger", "third.db").splitlines() == [
        "Restored copy.db to third.db.",
        "15 events; what was written was read again and is whole",
        f"head {head['root']} after 15 events; hold it against the one that you kept: a backup can be whole, and too old",
        "1 document in third.db.documents",
    ]


def test_with_another_head_than_the_one_that_was_kept_nothing_is_restored(here: Path) -> None:
    source = str(here / "backup.db")
    said = f"{source} has another head than {'0' * 64}; nothing is restored"
    assert refused("restore", source, "--ledger", "again.db", "--head", "0" * 64, code=1) == ("not_whole", said)
    assert names_in(Path()) == []
    head = answered("restore", source, "--ledger", "again.db")["head"]["root"]
    for number, given in enumerate((head, f"15:{head}")):
        assert answered("restore", source, "--ledger", f"{number}.db", "--head", given)["head"]["root"] == head
    other = refused("restore", source, "--ledger", "other.db", "--head", f"14:{head}", code=1)
    assert other == ("not_whole", f"{source} has another head than 14:{head}; nothing is restored")
    assert refused("restore", source, "--head", "abc", code=2)[0] == "usage"


def test_a_document_that_is_not_whole_is_said_and_the_rest_is_backed_up(here: Path) -> None:
    answered("restore", str(here / "backup.db"), "--ledger", "again.db")
    (file,) = [path for path in Path("again.db.documents").rglob("*") if path.is_file()]
    file.unlink()
    file.write_bytes(b"Resolved: 9,000,000 shares.\n")
    found = answered("backup", "copy.db", "--ledger", "again.db", code=1)
    assert found["documents"] == {
        "folder": "copy.db.documents", "whole": 0,
        "missing": [{"sha256": file.name, "wrong": found["documents"]["missing"][0]["wrong"]}],
    }  # fmt: skip
    assert "its bytes have another hash" in printed("backup", "more.db", "--ledger", "again.db", code=1)
    file.unlink()
    said = printed("backup", "late.jsonl", "--ledger", "again.db", code=1)
    assert f"not copied: the document {file.name[:12]}…: it is not here" in said
    assert "not copied" in printed("restore", "late.jsonl", "--ledger", "last.db", code=1)


def test_where_the_documents_cannot_be_written_there_is_no_backup(here: Path) -> None:
    Path("copy.db.documents").write_text("no folder", "utf-8")
    code, said = refused("backup", "copy.db", "--ledger", str(here / "seriesd.db"), code=2)
    assert code == "store"
    assert "cannot be kept in copy.db.documents: " in said
    Path("again.db.documents").write_text("no folder", "utf-8")
    code, said = refused("restore", str(here / "backup.db"), "--ledger", "again.db", code=2)
    assert "cannot be kept in again.db.documents: " in said
    assert names_in(Path()) == ["again.db.documents", "copy.db.documents"]


def test_a_ledger_on_a_server_needs_a_folder_for_its_documents(here: Path, postgres_url: str) -> None:
    code, said = refused("restore", str(here / "backup.db"), "--ledger", postgres_url, code=2)
    assert (code, said) == (
        "store",
        "a ledger on a server has no place for documents beside it; name a folder, with --documents FOLDER",
    )
    found = answered("restore", str(here / "backup.db"), "--ledger", postgres_url, "--documents", "papers")
    assert found["documents"] == {"folder": "papers", "whole": 1, "missing": []}
    again = answered("backup", "copy.trail.jsonl", "--ledger", postgres_url, "--documents", "papers")
    assert again["head"] == found["head"]
    left = answered("backup", "copy.db", "--ledger", postgres_url, code=1)
    assert left["documents"]["missing"][0]["wrong"].startswith("nobody said in which folder")


def test_the_trail_is_the_same_by_either_verb(here: Path) -> None:
    trail = (here / "backup.trail.jsonl").read_bytes()
    url = str(here / "seriesd.db")
    assert printed("export", "--ledger", url, "-o", "x.trail.jsonl") == "Wrote x.trail.jsonl: 15 rows.\n"
    assert printed("export", "--ledger", url, "--format", "trail", "-o", "y.jsonl") == "Wrote y.jsonl: 15 rows.\n"
    assert Path("x.trail.jsonl").read_bytes() == Path("y.jsonl").read_bytes() == trail
    done = seriesd("export", "--ledger", url, "--format", "trail", folder=Path())
    assert (done.returncode, done.stdout.encode()) == (0, trail)
    assert "is the name of another format" in printed(
        "export", "--ledger", url, "--format", "jsonl", "-o", "z.trail.jsonl", code=2
    )
    for words in (["--company", "Acme"], ["--as-known", "2026-01-01"]):
        assert "is of the whole ledger as it stands" in printed(
            "export", "--ledger", url, "--format", "trail", *words, code=2
        )
    assert "is a database, perhaps a ledger; nothing is written over it" in printed(
        "export", "--ledger", url, "--format", "trail", "-o", str(here / "backup.db"), code=2
    )


def test_what_cannot_be_is_one_sentence(here: Path) -> None:
    assert refused("backup", "copy.db", code=2) == ("store", "there is no ledger at seriesd.db")
    assert refused("restore", "none.db", code=2)[0] == "store"
    code, said = refused("backup", "copy.db", "--company", "Acme", code=2)
    assert (code, said.partition(";")[0]) == (
        "usage", "`backup` is about the whole ledger, with all its companies",
    )  # fmt: skip
    for verb in ("backup", "restore"):
        assert refused(verb, "postgresql://ada:secret@db/captables", code=2) == (
            "store", "a backup is a file; the address of a database is given with --ledger",
        )  # fmt: skip
    Path("journal.jsonl").write_text(lines(SALE), "utf-8")
    code, said = refused("restore", "journal.jsonl", code=1)
    assert code == "not_whole"
    assert "line 1: it does not say that this is an audit trail" in said
    trail = (here / "backup.trail.jsonl").read_text("utf-8")
    Path("cut.jsonl").write_text(trail[:-100], "utf-8")
    assert refused("restore", "cut.jsonl", code=1)[0] == "not_whole"
    assert names_in(Path()) == ["cut.jsonl", "journal.jsonl"]


def rewritten(path: Path, stream: str, **members: object) -> None:
    """Seal the last document of a stream anew, with other members, as another version of the program could have."""
    with closing(sqlite3.connect(path)) as connection, connection:
        number, state = connection.execute(
            "SELECT rowid, state FROM seriesd_events WHERE originator_id = ? ORDER BY rowid DESC", [stream]
        ).fetchone()
        body = json.loads(state) | members
        del body["hash"]
        made, _ = closed(json.dumps(body, sort_keys=True, separators=(",", ":"))[:-1])
        connection.execute("UPDATE seriesd_events SET state = ? WHERE rowid = ?", [made, number])


@pytest.mark.parametrize(
    ("stream", "said", "verbs"),
    [
        ("company/Acme", "Acme: position 7 was written by a later version of seriesd, in format 3; this one reads up to 2: "
         "use that version, or a later one", ("price", "verify", "entries")),
        (STREAM, "the recordings: position 4 was written by a later version of seriesd, in format 2; this one reads up to "
         "1: use that version, or a later one", ("verify",)),
    ],
)  # fmt: skip
def test_what_a_later_version_wrote_is_not_called_tampering(
    here: Path, stream: str, said: str, verbs: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered("restore", str(here / "backup.db"), "--ledger", "again.db")
    if stream == STREAM:
        rewritten(Path("again.db"), stream, format=2)
    else:
        monkeypatch.setattr("ledger.log.recorded.FORMAT", 3)  # as a later version will write
        with open_store("again.db") as store:
            store.append("Acme", entries(7, 1), after=6, previous=store.head("Acme")[1])
        monkeypatch.undo()
    for verb in verbs:
        assert refused(verb, "--ledger", "again.db", "--company", "Acme", code=2) == ("later_format", said)
    assert "tampered" not in printed("verify", "--ledger", "again.db", "--company", "Acme", code=2)


def test_tampering_is_not_called_a_later_version(here: Path) -> None:
    answered("restore", str(here / "backup.db"), "--ledger", "again.db")
    rewritten(Path("again.db"), "company/Acme", format=3)
    found = answered("verify", "--ledger", "again.db", "--company", "Acme", code=1)
    assert "position 6 was written by a later version" in found["faults"][0]
    assert "is not what stood there when it was made" in found["store"]["faults"][0]


def test_a_store_of_a_later_version_is_not_called_tampering(here: Path) -> None:
    answered("restore", str(here / "backup.db"), "--ledger", "again.db")
    with closing(sqlite3.connect("again.db")) as connection:
        connection.execute("PRAGMA user_version = 3")
    for words in (["price"], ["verify"], ["backup", "copy.db"]):
        code, said = refused(*words, "--ledger", "again.db", code=2)
        assert code == "store"
        assert "was written by a later version of seriesd (version 3 of the store; this one knows up to 2)" in said
        assert "tampered" not in said


def test_from_python(here: Path) -> None:
    with face.open_ledger(here / "seriesd.db", company="Acme") as ledger:
        before = ledger.price("2006-03-02")
    restored = face.restore(here / "backup.db", "again.db")
    with face.open_ledger("again.db", company="Acme") as ledger:
        assert ledger.price("2006-03-02") == before
    made = face.back_up("again.db", "copy.trail.jsonl")
    assert (made.head, made.kind, made.events) == (restored.head, "trail", 15)
    with pytest.raises(face.StoreError, match="is there already"):
        face.back_up("again.db", "copy.trail.jsonl")
    assert face.back_up("again.db", "copy.trail.jsonl", replace=True).to_dict() == made.to_dict()
