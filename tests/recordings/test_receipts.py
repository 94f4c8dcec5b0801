"""The receipt of a recording, the key by which it is found again, and what was looked at being what is recorded."""

from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from ledger.errors import ArgumentError
from ledger.refusals import Refusal
from tests.commands.asking_the_command import CERTIFICATE, CONVERSION, OPENING, SALE, SERIES_D, STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.recordings.asking import answer, done, journal, record, refused, why

BOLT = CERTIFICATE | {"id": "of-bolt", "company": "Bolt"}


def without_time(said: str) -> str:
    """What `record` printed, without how it begins a line for a person."""
    return said.replace("\n  ", "\n").strip()


def test_a_receipt_says_what_was_said_when_it_was_recorded() -> None:
    record(CERTIFICATE, OPENING, SERIES_D)
    said = done("record", journal(SALE), "--yes", "--as", "Reyes", "--reason", "the minutes")
    record(CONVERSION)
    receipt = done("recordings", "2")
    assert without_time(said.splitlines()[1]) in receipt
    assert "Recorded 1 entry of Acme in seriesd.db." in receipt
    assert "Recorded by Reyes at" in receipt
    assert "since 'the minutes'" in receipt
    found = answer("recordings", "2")
    assert found["recorded"]["entries"] == ["sale"]
    assert [step["entry"] for step in found["recorded"]["steps"]] == ["sale"]
    head = found["recording"]["head"]
    assert f"{head['size']}:{head['root']}" in receipt
    assert through_a_pipe("verify", "--head", f"{head['size']}:{head['root']}").code == 0


def test_a_receipt_of_what_changed_earlier_answers_says_so() -> None:
    record(*STORY)
    said = done("record", journal(SALE | {"id": "late", "effective": "2006-02-01", "shares": 1000}), "--yes")
    receipt = done("recordings", "2")
    for line in said.splitlines()[1:]:
        assert line.strip() in receipt


def test_receipts_of_what_is_no_entry() -> None:
    record(*STORY[:4])
    done("record", journal(CONVERSION), "--propose", "--as", "Reyes")
    receipt = done("recordings", "2")
    assert "It is of a proposal, position 1." in receipt
    assert "recorded" not in answer("recordings", "2")
    done("approve", "1", "--as", "Chen")
    assert "proposed by Reyes" in done("recordings", "3")


def test_receipts_are_of_a_company() -> None:
    record(*STORY)
    record(BOLT, words=("--company", "Bolt", "--new-company"))
    assert "Receipt of recording 2 of Bolt" in done("recordings", "2")
    assert "recording 1 is not of Bolt" in refused("recordings", "1", "--company", "Bolt", code=2)
    assert "there is no recording 9: there are 2" in refused("recordings", "9", code=2)
    assert "the number names one recording" in refused("recordings", "1", "--since", "2001-01-01", code=2)
    assert "is not the number of a recording" in refused("recordings", "0", code=2)


def test_a_recording_is_found_by_its_key() -> None:
    record(CERTIFICATE, OPENING, words=("--batch", "first"))
    record(SERIES_D)
    assert [one["recording"] for one in answer("recordings", "--batch", "first")["recordings"]] == [1]
    assert answer("recordings", "--batch", "second")["recordings"] == []


def test_what_was_looked_at_is_what_is_recorded() -> None:
    record(*STORY[:4])
    assert "'x' is not a number of entries" in refused("record", journal(CONVERSION), "--seen", "x", code=2)
    found = why("record", journal(CONVERSION), "--yes", "--seen", "3")
    assert found["code"] == "recorded_meanwhile"
    assert found["message"] == "others recorded something while this was looked at; nothing is recorded, look again"
    assert why("void", "sale", "--reason", "x", "--yes", "--seen", "3")["code"] == "recorded_meanwhile"
    taken = ("correct", "sale", "shares=1000", "--reason", "x", "--yes", "--seen", "3")
    assert why(*taken)["code"] == "recorded_meanwhile"
    record(CONVERSION, words=("--seen", "4", "--batch", "k"))
    # the same with the same key is there already, whatever was recorded since
    assert answer("record", journal(CONVERSION), "--yes", "--seen", "4", "--batch", "k")["already_recorded"] == 1
    done("void", "conversion", "--reason", "x", "--yes", "--seen", "5")


def test_a_proposal_is_approved_as_it_was_looked_at() -> None:
    record(*STORY[:4])
    done("record", journal(CONVERSION), "--propose", "--as", "Reyes", "--batch", "k")
    assert why("approve", "1", "--as", "Chen", "--seen", "3")["code"] == "recorded_meanwhile"
    done("approve", "1", "--as", "Chen", "--seen", "4")


def test_a_proposal_with_a_key_is_made_once() -> None:
    record(*STORY[:4])
    words = ("--propose", "--as", "Reyes", "--batch", "k")
    for _ in range(2):
        assert answer("record", journal(CONVERSION), *words)["proposed"]["proposal"] == 1
    assert why("record", journal(CONVERSION | {"shares": 27}), *words)["code"] == "batch_recorded"
    record(SERIES_D | {"id": "more", "effective": "2006-05-01"}, words=("--batch", "other"))
    other = ("--propose", "--as", "Reyes", "--batch", "other")
    assert why("record", journal(CONVERSION), *other)["code"] == "batch_recorded"
    assert len(answer("proposals")["proposals"]) == 1


def test_one_proposal_is_shown_alone() -> None:
    record(*STORY[:4])
    for number in (26, 27):
        done("record", journal(CONVERSION | {"id": f"of-{number}", "shares": number}), "--propose", "--as", "Reyes")
    assert [one["proposal"] for one in answer("proposals", "2")["proposals"]] == [2]
    assert why("proposals", "3")["code"] == "unknown_proposal"


def test_from_python() -> None:
    record(*STORY[:4])
    with open_ledger("seriesd.db") as ledger:
        assert ledger.receipt(1).result.recorded == 4  # type: ignore[union-attr]
        with pytest.raises(ArgumentError, match="there is no recording 2"):
            ledger.receipt(2)
        with pytest.raises(Refusal, match="look again"):
            ledger.record([CONVERSION], seen=3)
        assert ledger.record([CONVERSION], seen=4).is_written


def test_columns_by_their_own_names_whatever_was_said_before() -> None:
    record(*STORY)
    Path("seriesd.db.columns.json").write_text('{"entries": {"shares": "note"}}', "utf-8")
    Path("week.csv").write_text(
        "type,effective,holder,shares,consideration.cash\ncommon_issued,2006-03-10,Fund,5000,15\n", "utf-8"
    )
    assert "shares" in refused("check", "week.csv", code=2)
    assert answer("check", "week.csv", "--as-named")["recorded"] == 1
