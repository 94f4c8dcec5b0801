"""What stands at the end of each recording, and what a whole store is held against."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from ledger.log.merkle import Peaks, leaf_hash, root_of
from ledger.log.recorded import ORIGIN, CorruptLedgerError
from ledger.log.recordings import (
    STREAM,
    By,
    Recording,
    Signature,
    Span,
    leaf,
    seal_recording,
    signed_content,
    unseal_recording,
)
from ledger.log.seals import LaterFormatError, closed, encode
from ledger.store.recording import Author
from ledger.store.store import StoreError, open_store
from ledger.store.whole import examine_whole
from tests.ledger.store_writer import entries
from tests.ledger.test_store_tampering import execute

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BY = By("anna", "seriesd 1", "as the board minutes say", "k-1", "ab" * 32)
ONE = Recording(1, NOON, BY, (Span("company/Acme", 1, 2),), Peaks().and_then([leaf_hash(b"a"), leaf_hash(b"b")]))


def test_a_recording_is_read_as_it_was_sealed() -> None:
    state, digest = seal_recording(ONE, ORIGIN)
    assert unseal_recording(state, position=1, previous=ORIGIN) == (ONE, digest)
    bare = replace(ONE, by=By(), adopted=2)
    state, digest = seal_recording(bare, ORIGIN)
    assert unseal_recording(state, position=1, previous=ORIGIN) == (bare, digest)


def test_what_is_signed_is_the_document_without_its_signature() -> None:
    seen: list[bytes] = []

    def sign(content: bytes) -> Signature:
        seen.append(content)
        return Signature("anna", "aa", "bb")

    state, _ = seal_recording(ONE, ORIGIN, sign)
    found, _ = unseal_recording(state, position=1, previous=ORIGIN)
    assert found == replace(ONE, signature=Signature("anna", "aa", "bb"))
    assert seen == [signed_content(found, ORIGIN)] == [signed_content(ONE, ORIGIN)]


def test_a_leaf_is_four_lines() -> None:
    assert leaf("company/Acme", 3, "t.v1", b"{}") == sha256(b"\x00company/Acme\n3\nt.v1\n{}").digest()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"position": 2}, "holds what was recorded at position 2"),
        ({"previous": "ab" * 32}, "does not follow what stands before it"),
        ({"root": "ab" * 32}, "its peaks are not those of its hash"),
        ({"size": 3}, "a list of 3 leaves has not 1 peaks"),
        ({"peaks": []}, "a list of 2 leaves has not 0 peaks"),
        ({"peaks": ["xy"]}, "cannot be read"),
        ({"of": [["company/Acme", 1]]}, "cannot be read"),
        ({"recorded_at": "2026-03-01T12:00:00"}, "is not in UTC"),
        ({"approved": True}, "it has a member 'approved'"),
    ],
)
def test_a_recording_that_was_altered_and_sealed_anew_is_refused(change: dict[str, object], wrong: str) -> None:
    import json

    document = json.loads(seal_recording(ONE, ORIGIN)[0])
    del document["hash"]
    state, _ = closed(encode(document | change)[:-1])
    with pytest.raises(CorruptLedgerError, match=wrong):
        unseal_recording(state, position=1, previous=ORIGIN)


def test_a_recording_of_a_later_format_is_called_so() -> None:
    state, _ = closed(encode({"format": 2})[:-1])
    with pytest.raises(LaterFormatError, match="written by a later version of seriesd, in format 2"):
        unseal_recording(state, position=1, previous=ORIGIN)


def write(url: str) -> None:
    with open_store(url) as store:
        head = store.append("Acme", entries(1, 2), after=0, previous=ORIGIN, author=Author(BY))
        store.append("Acme", entries(3, 1), after=2, previous=head)
        store.append("Bolt", entries(1, 1), after=0, previous=ORIGIN)


def test_each_recording_says_who_made_it_and_of_what_it_is(ledger_url: str) -> None:
    write(ledger_url)
    with open_store(ledger_url, create=False) as store:
        recordings = [one for one, _ in store.recordings()]
        assert [one.by for one in recordings] == [BY, By(), By()]
        assert [one.of for one in recordings] == [
            (Span("directory/companies", 1, 1), Span("company/Acme", 1, 2)),
            (Span("company/Acme", 3, 3),),
            (Span("directory/companies", 2, 2), Span("company/Bolt", 1, 1)),
        ]
        assert [one.position for one, _ in store.recordings(after=1)] == [2, 3]
        assert [one.companies for one in recordings] == [["Acme"], ["Acme"], ["Bolt"]]


def test_the_head_of_the_store_is_the_hash_of_every_event_in_the_order_written(ledger_url: str) -> None:
    write(ledger_url)
    with open_store(ledger_url, create=False) as store:
        rows = [(str(one.originator_id), one.originator_version, one.topic, one.state) for one in store.rows()]
        assert [row[:2] for row in rows] == [
            ("directory/companies", 1),
            ("company/Acme", 1),
            ("company/Acme", 2),
            (STREAM, 1),
            ("company/Acme", 3),
            (STREAM, 2),
            ("directory/companies", 2),
            ("company/Bolt", 1),
            (STREAM, 3),
        ]
        contents = [
            b"\n".join((name.encode(), str(at).encode(), topic.encode(), state)) for name, at, topic, state in rows
        ]
        head = store.store_head()
        assert head == (9, root_of([leaf_hash(one) for one in contents]).hex())
        whole = examine_whole(store)
        assert (whole.head, whole.events, whole.faults, whole.adopted) == (head, 9, [], 0)
        assert [one.head.size for one in whole.stood] == [4, 6, 9]


def forget_recordings(url: str, version: str) -> None:
    """Make of a ledger one of the version before it kept recordings."""
    execute(url, "DELETE FROM seriesd_events WHERE originator_id = 'recordings'")
    execute(url, version)


def test_a_ledger_of_an_earlier_version_is_adopted_by_its_first_recording(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    url = str(tmp_path_factory.mktemp("early") / "seriesd.db")
    with open_store(url) as store:
        head = store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    forget_recordings(url, "PRAGMA user_version = 0")
    with open_store(url, create=False) as store:
        early = examine_whole(store)
        assert (early.head, early.events, early.faults, early.adopted) == (None, 3, [], 3)
        store.append("Acme", entries(3, 1), after=2, previous=head)
        found = examine_whole(store)
        assert (found.events, found.faults, found.adopted, len(found.stood)) == (5, [], 3, 1)
    execute(url, "UPDATE seriesd_events SET state = CAST('Bcme' AS BLOB) WHERE originator_id = 'directory/companies'")
    with open_store(url, create=False) as store:
        assert (
            "recording 1: what stands before it is not what stood there when it was made" in examine_whole(store).faults
        )


TAMPERED: Sequence[tuple[str, str, str]] = [
    (
        "a company is renamed in the list",
        "UPDATE seriesd_events SET state = CAST('Bold' AS {blob}) WHERE originator_id = 'directory/companies' "
        "AND originator_version = 2",
        "recording 3: what stands since recording 2 is not what stood there when it was made",
    ),
    (
        "a company is gone, and its line",
        "DELETE FROM seriesd_events WHERE state = CAST('Bolt' AS {blob}) OR originator_id = 'company/Bolt'",
        "recording 3: what stands since recording 2 is not what stood there when it was made",
    ),
    (
        "a stream that nothing lists",
        "INSERT INTO seriesd_events (originator_id, originator_version, topic, state) VALUES "
        "('company/Cobb', 1, 'seriesd.company.v1', CAST('x' AS {blob}))",
        "there is a stream 'company/Cobb' that no list names",
    ),
    (
        "a stream that no ledger has",
        "INSERT INTO seriesd_events (originator_id, originator_version, topic, state) VALUES "
        "('notes', 1, 'notes', CAST('x' AS {blob}))",
        "there is a stream 'notes', and no ledger has one",
    ),
    (
        "an end is cut off with its recording left",
        "DELETE FROM seriesd_events WHERE originator_id = 'company/Acme' AND originator_version = 3",
        "recording 2: what stands since recording 1 is not what stood there when it was made",
    ),
    (
        "the recordings are gone",
        "DELETE FROM seriesd_events WHERE originator_id = 'recordings'",
        "the recordings are gone: this store kept them",
    ),
    (
        "a recording is gone",
        "DELETE FROM seriesd_events WHERE originator_id = 'recordings' AND originator_version = 2",
        "recordings: position 3 was written where 2 comes",
    ),
]


@pytest.mark.parametrize(("statement", "said"), [one[1:] for one in TAMPERED], ids=[one[0] for one in TAMPERED])
def test_what_is_done_to_the_whole_store_is_said(ledger_url: str, statement: str, said: str) -> None:
    write(ledger_url)
    execute(ledger_url, statement.format(blob="bytea" if ledger_url.startswith("postgresql:") else "BLOB"))
    with open_store(ledger_url, create=False) as store:
        assert said in examine_whole(store).faults


def test_numbers_that_changed_places_are_said(ledger_url: str) -> None:
    write(ledger_url)
    number = "notification_id" if ledger_url.startswith("postgresql:") else "rowid"
    swap = f"UPDATE seriesd_events SET {number} = {{}} WHERE {number} = {{}}"
    for new, old in ((99, 2), (2, 5), (5, 99)):
        execute(ledger_url, swap.format(new, old))
    with open_store(ledger_url, create=False) as store:
        assert (
            "recording 1: what stands before it is not what stood there when it was made" in examine_whole(store).faults
        )


def test_an_event_of_no_recording_is_said(ledger_url: str) -> None:
    write(ledger_url)
    blob = "bytea" if ledger_url.startswith("postgresql:") else "BLOB"
    values = f"('directory/companies', 3, 'seriesd.company.v1', CAST('Cobb' AS {blob}))"
    execute(ledger_url, f"INSERT INTO seriesd_events (originator_id, originator_version, topic, state) VALUES {values}")
    with open_store(ledger_url, create=False) as store:
        said = "1 event of no recording stands behind the last recording: a ledger writes none without one"
        assert said in examine_whole(store).faults


@pytest.mark.parametrize(
    "trigger",
    [
        "BEFORE INSERT ON seriesd_events BEGIN SELECT RAISE(IGNORE); END",
        "AFTER INSERT ON seriesd_events BEGIN UPDATE seriesd_events SET topic = 'x' WHERE rowid = new.rowid; END",
    ],
)
def test_what_a_trigger_would_swallow_or_change_is_not_acknowledged(sqlite_url: str, trigger: str) -> None:
    write(sqlite_url)
    execute(sqlite_url, f"CREATE TRIGGER t {trigger}")
    with open_store(sqlite_url) as store, pytest.raises(StoreError, match="a trigger 't' hangs on the table"):
        store.append("Cobb", entries(1, 1), after=0, previous=ORIGIN)


def test_a_store_of_a_later_version_is_left_alone(sqlite_url: str) -> None:
    write(sqlite_url)
    execute(sqlite_url, "PRAGMA user_version = 3")
    with pytest.raises(StoreError, match=r"version 3 of the store; this one knows up to 2\): use that version"):
        open_store(sqlite_url)


def test_a_damaged_index_does_not_shorten_a_log_without_a_word(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        store.append("Acme", entries(1, 200), after=0, previous=ORIGIN)
    with closing(sqlite3.connect(sqlite_url)) as database:
        database.execute("PRAGMA writable_schema = ON")
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index'").fetchone()[0]
        size = database.execute("PRAGMA page_size").fetchone()[0]
    with open(sqlite_url, "r+b") as file:  # noqa: PTH123
        file.seek((root - 1) * size + 3)
        cells = int.from_bytes(file.read(2), "big")
        file.seek((root - 1) * size + 3)
        file.write((cells - 1).to_bytes(2, "big"))  # the root of the index has a child fewer
    with open_store(sqlite_url) as store:
        assert store.database_faults()
        with pytest.raises(StoreError):
            store.append("Bolt", entries(1, 1), after=0, previous=ORIGIN)


LAST: Sequence[tuple[str, dict[str, object], str]] = [
    ("of no events", {"of": []}, "it says that it is of other events than stand there"),
    ("of more", {"of": [["company/Acme", 1, 3]]}, "it says that it is of other events than stand there"),
    ("of others", {"of": [["directory/companies", 2, 2], ["company/Acme", 1, 1]]}, "of other events than stand there"),
    ("of nothing there is", {"of": [["company/Nobody", 5, 3]]}, "5 to 3 are no positions"),
    ("of no positions", {"of": [["company/Bolt", "a", None]]}, "are no positions"),
    ("adopting", {"adopted": 2}, "it says that 2 events stood there before the first, which is not so"),
    ("adopting text", {"adopted": "x"}, "it says that 'x' events were there before"),
    ("of another moment", {"recorded_at": "1999-01-01T00:00:00.000000Z"}, "at another moment than its events"),
    ("by a number", {"recorded_by": 7}, "7 stands where text does"),
    ("signed by a list", {"signature": {"key": ["x"], "public": None, "value": "z"}}, "stands where text does"),
]


@pytest.mark.parametrize(("change", "said"), [one[1:] for one in LAST], ids=[one[0] for one in LAST])
def test_what_the_last_recording_says_of_itself_is_held_against_what_stands_there(
    sqlite_url: str, change: dict[str, object], said: str
) -> None:
    """Whoever alters it and seals it anew alters no other document: there is none behind it."""
    import json

    write(sqlite_url)
    with open_store(sqlite_url) as store:
        document = json.loads(store.select(STREAM, desc=True, limit=1)[0].state)
    del document["hash"]
    state, _ = closed(encode(document | change)[:-1])
    execute(
        sqlite_url,
        "UPDATE seriesd_events SET state = ? WHERE originator_id = 'recordings' AND originator_version = 3",
        state,
    )
    with open_store(sqlite_url) as store:
        assert [one for one in examine_whole(store).faults if said in one]
