"""Who recorded what, when and why: as a list, beside each entry, signed, and where nobody knows it any more."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from commands.keys import signer_of
from ledger.log.recordings import By, Signature
from ledger.refusals import Refusal
from ledger.store.recording import Author
from ledger.store.store import open_store
from tests.commands.asking_the_command import CERTIFICATE, CONVERSION, OPENING, SERIES_D, STORY
from tests.recordings.asking import answer, done, journal, record, refused, why

BOLT = CERTIFICATE | {"id": "of-bolt", "company": "Bolt"}


def test_each_recording_is_told_with_who_when_why_and_what() -> None:
    record(CERTIFICATE, OPENING, words=("--as", "Reyes", "--reason", "the filing", "--batch", "first"))
    record(SERIES_D, words=("--as", "Chen"))
    found = answer("recordings")
    assert found["schema"] == "seriesd/recordings/1"
    assert found["of"] == 2
    first, second = found["recordings"]
    assert (first["recording"], first["recorded_by"], first["reason"]) == (1, "Reyes", "the filing")
    assert (first["batch"], first["program"].split()[0], first["signed"]) == ("first", "seriesd", None)
    [written] = first["written"]
    assert (written["company"], written["what"], written["first"], written["last"]) == ("Acme", "entries", 1, 2)
    assert written["entries"] == ["certificate", "opening"]
    assert (second["recorded_by"], second["reason"], second["written"][0]["entries"]) == ("Chen", None, ["series-d"])
    # the name in the list, two entries and the document itself; then an entry and its document
    assert (first["head"]["size"], second["head"]["size"]) == (4, 6)
    assert second["head"]["root"] == answer("verify")["store"]["head"]
    said = done("recordings")
    assert "certificate, opening of Acme" in said
    assert "Chen" in said


def test_recordings_are_found_by_entry_company_and_day() -> None:
    record(*STORY, words=("--as", "Reyes"))
    record(BOLT, words=("--as", "Chen", "--company", "Bolt", "--new-company"))
    assert [one["recording"] for one in answer("recordings", "--entry", "sale")["recordings"]] == [1]
    assert [one["recorded_by"] for one in answer("recordings", "--entry", "of-bolt")["recordings"]] == ["Chen"]
    assert [one["recording"] for one in answer("recordings", "--company", "Bolt")["recordings"]] == [2]
    assert answer("recordings", "--since", "2999-01-01")["recordings"] == []
    assert len(answer("recordings", "--since", "2001-01-01")["recordings"]) == 2
    assert why("recordings", "--entry", "sail")["code"] == "unknown_entry"
    assert "did you mean 'sale'?" in why("recordings", "--entry", "sail")["message"]
    assert why("recordings", "--entry", "of-bolt", "--company", "Acme")["code"] == "unknown_entry"


def test_entries_say_who_recorded_them() -> None:
    record(*STORY[:4], words=("--as", "Reyes"))
    record(CONVERSION, words=("--as", "Chen"))
    found = {one["id"]: (one["recorded_by"], one["recording"]) for one in answer("entries")["entries"]}
    assert found["sale"] == ("Reyes", 1)
    assert found["conversion"] == ("Chen", 2)
    [row] = [line for line in done("entries", "--width", "200").splitlines() if " conversion " in line]
    assert " Chen " in row


def test_an_explanation_says_who_recorded_the_entry_and_who_edited_it() -> None:
    record(*STORY, words=("--as", "Reyes"))
    done("correct", "sale", "consideration.cash=7000", "--reason", "misread", "--yes", "--as", "Chen")
    done("void", "conversion", "--reason", "never converted", "--yes", "--as", "Osei")
    sale = answer("explain", "sale")
    assert (sale["recorded_by"], sale["recording"]) == ("Reyes", 1)
    [edit, void] = [one["id"] for one in answer("entries", "--order", "recorded")["entries"]][-2:]
    found = answer("explain", edit)
    assert (found["recorded_by"], found["recording"]) == ("Chen", 2)
    said = " ".join(done("explain", void).split())
    assert "Z by Osei, voids conversion" in said
    assert "Z by Reyes: on 2006-03-02" in said


def test_of_what_an_earlier_version_wrote_nobody_is_named(tmp_path: Path) -> None:
    record(*STORY[:4])
    with closing(sqlite3.connect(tmp_path / "seriesd.db")) as database:
        # as a version before recordings left it: the events alone
        database.execute("DELETE FROM seriesd_events WHERE originator_id = 'recordings'")
        database.execute("PRAGMA user_version = 0")
        database.commit()
    assert all("recorded_by" not in one for one in answer("entries")["entries"])
    assert " by " not in done("entries").splitlines()[1]
    before = answer("recordings", "--entry", "sale")
    assert (before["recordings"], before["before_recordings"]) == ([], True)
    record(CONVERSION, words=("--as", "Chen"))
    found = answer("recordings")
    assert (found["recordings"][0]["adopted"], found["of"]) == (5, 1)
    assert "who recorded it, and why, is not known" in done("recordings", "--entry", "sale")
    said = {one["id"]: one.get("recorded_by") for one in answer("entries")["entries"]}
    assert (said["sale"], said["conversion"]) == (None, "Chen")


def test_python_answers_the_same_in_each_kind_of_database(ledger_url: str) -> None:
    with open_ledger(ledger_url, recorded_by="Reyes", reason="the filing") as ledger:
        ledger.record(STORY)
        found = ledger.recordings(entry="sale")
        assert [(one.recorded_by, one.reason) for one in found.recordings] == [("Reyes", "the filing")]
        assert ledger.recordings(since="2999-01-01").recordings == []
        assert {one.recorded_by for one in ledger.entries().entries} == {"Reyes"}
        frame = found.to_frame("polars")
        assert frame["recorded_by"].to_list() == ["Reyes"]
        with pytest.raises(Refusal, match="no entry 'x' is recorded"):
            ledger.recordings(entry="x")


# -- signed ------------------------------------------------------------------------------------------------------------


def test_what_is_signed_says_with_which_key_and_verify_counts_it() -> None:
    done("key", "new", "office")
    record(*STORY[:4], words=("--sign", "office"))
    record(CONVERSION, words=("--as", "Chen"))
    done("void", "conversion", "--reason", "never converted", "--yes", "--as", "Osei", "--sign", "office")
    Path("minutes.txt").write_text("Resolved.")
    done("attach", "sale", "minutes.txt", "--sign", "office")
    found = answer("recordings")["recordings"]
    assert [one["recorded_by"] for one in found] == ["office", "Chen", "Osei", "office"]
    public = answer("key", "show", "office")["keys"][0]["public"]
    signed = {"key": "office", "public": public, "state": "right"}
    assert [one["signed"] for one in found] == [signed, None, signed, signed]
    verified = answer("verify")
    assert (verified["intact"], verified["store"]["signed"]) == (True, 3)
    assert "3 of 4 recordings are signed" in done("verify")


def test_a_signature_that_is_wrong_is_a_fault(tmp_path: Path) -> None:
    done("key", "new", "office")
    record(*STORY[:4], words=("--sign", "office"))
    right = signer_of("office")

    def forged(content: bytes) -> Signature:
        return right(content + b" ")

    with open_store(str(tmp_path / "seriesd.db")) as store:
        log, head = store.read_whole("Acme")
        with open_ledger(str(tmp_path / "other.db"), recorded_by="x") as other:
            other.record(STORY)
            new = other.log()[4:]
        store.append("Acme", new, after=len(log), previous=head, author=Author(By("Mallory"), forged))
    assert answer("recordings")["recordings"][1]["signed"]["state"] == "wrong"
    assert "is wrong" in done("recordings", "--width", "200")
    said = refused("verify")
    assert "recording 2: its signature is none of the key office" in said


def test_nothing_is_recorded_where_the_key_is_not_there() -> None:
    record(*STORY[:4])
    said = refused("record", journal(CONVERSION), "--yes", "--sign", "nobody", code=2)
    assert "there is no key 'nobody'" in said
    assert len(answer("entries")["entries"]) == 4


@pytest.mark.parametrize("name", ["two\nlines", "x" * 201, "\x1b[2J"])
def test_a_name_that_nobody_has_is_refused(name: str) -> None:
    assert "cannot be the name of who records" in refused("record", journal(*STORY), "--yes", "--as", name, code=2)


def test_a_long_reason_of_a_void_stands_whole_with_it_and_in_short_with_the_recording() -> None:
    record(*STORY)
    reason = "never converted, " * 30
    done("void", "conversion", "--reason", reason, "--yes")
    assert answer("entries", "--order", "recorded")["entries"][-1]["entry"]["reason"] == reason.strip()
    shown = answer("recordings")["recordings"][-1]["reason"]
    assert (len(shown), shown[:17], shown[-1]) == (200, "never converted, ", "…")


def test_where_keys_cannot_be_checked_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    done("key", "new", "office")
    record(*STORY[:4], words=("--sign", "office"))
    _without_cryptography(monkeypatch.setitem)
    assert answer("recordings")["recordings"][0]["signed"]["state"] == "unchecked"
    assert answer("verify")["store"]["signatures_unchecked"] is True
    assert "no signature was checked" in done("verify")


def _without_cryptography(hide: Callable[[dict[str, object], str, object], None]) -> None:
    import sys

    for name in ("cryptography.exceptions", "cryptography.hazmat.primitives.asymmetric.ed25519"):
        hide(sys.modules, name, None)  # type: ignore[arg-type]
