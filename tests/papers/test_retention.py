"""Files are kept until a day, held whatever the day, and disposed of with a record that says so."""

import datetime as dt
from pathlib import Path

import pytest

from commands.api.ledger import Ledger, open_ledger
from ledger.refusals import Refusal
from tests.docs.command import seriesd
from tests.papers.company import asked, kept, made, told

PAST, FUTURE = "2015-12-31", "2090-12-31"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made(tmp_path)
    return open_ledger(tmp_path / "seriesd.db")


def test_what_is_kept_until_a_day_is_disposed_of_after_it_and_the_record_stays(tmp_path: Path) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf", "--keep-until", PAST)
    (path,) = kept(tmp_path)
    assert "may be disposed of: document_attached-6; --yes disposes of them" in told(tmp_path, "documents", "--dispose")
    assert path.exists()
    found = asked(tmp_path, "documents", "--dispose", "--yes", "--reason", "as the schedule says", "--as", "anna")
    assert found["disposed"] == ["document_attached-6"]
    assert not path.exists()
    (one,) = asked(tmp_path, "documents")["documents"]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert (one["condition"], one["disposed"], one["keep_until"]) == ("disposed", today, PAST)
    assert one["wrong"] == f"it was disposed of on {today}"
    # it is no fault, and is said in the record: who, when and why
    assert asked(tmp_path, "verify")["documents"]["faults"] == []
    last = asked(tmp_path, "recordings")["recordings"][-1]
    assert (last["recorded_by"], last["reason"]) == ("anna", "as the schedule says")


def test_what_is_held_stays_whatever_the_day_until_it_is_released(tmp_path: Path, ledger: Ledger) -> None:
    with ledger:
        name = ledger.attach("sale", tmp_path / "minutes.pdf", keep_until=PAST, hold="Roe v. Acme").document.document
        assert ledger.dispose().may_go == []
        assert len(kept(tmp_path)) == 1
        with pytest.raises(Refusal, match=r"is held: Roe v\. Acme; release it") as caught:
            ledger.correct(name, {"disposed": "2016-01-01"}, reason="over")
        assert caught.value.code == "document_to_be_kept"
        ledger.correct(name, {"hold": None}, reason="settled")
        assert ledger.dispose().disposed == [name]
        assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (FUTURE, "cannot be disposed of on 2016-01-01: it is kept until 2090-12-31"),
        ("2016-01-01", "it is kept until 2016-01-01"),
        (None, "nobody said until when it is kept"),
    ],
)
def test_nothing_is_disposed_of_before_its_day(tmp_path: Path, ledger: Ledger, until: str | None, said: str) -> None:
    with ledger:
        name = ledger.attach("sale", tmp_path / "minutes.pdf", keep_until=until).document.document
        with pytest.raises(Refusal, match=said):
            ledger.correct(name, {"disposed": "2016-01-01"}, reason="over")
        assert [one.is_here for one in ledger.documents().documents] == [True]


def test_a_file_that_another_document_has_stays_for_that_one(tmp_path: Path, ledger: Ledger) -> None:
    with ledger:
        ledger.attach("sale", tmp_path / "minutes.pdf", keep_until=PAST)
        ledger.attach("series-d", tmp_path / "minutes.pdf", keep_until=FUTURE)
        assert ledger.dispose().disposed == ["document_attached-6"]
        assert len(kept(tmp_path)) == 1
        assert [one.condition for one in ledger.documents().documents] == ["here", "here"]


def test_only_looking_disposes_of_nothing_and_the_options_go_together(tmp_path: Path) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf", "--keep-until", PAST)
    assert asked(tmp_path, "documents", "--dispose")["may_go"] == ["document_attached-6"]
    assert asked(tmp_path, "verify")["entries"] == 6
    for words in (("--yes",), ("--dispose", "--save", "out"), ("--dispose", "--all-companies")):
        assert seriesd("documents", *words, folder=tmp_path).returncode == 2


def test_a_backup_does_not_miss_what_was_disposed_of(tmp_path: Path) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf", "--keep-until", PAST)
    (tmp_path / "letter.txt").write_text("Dear holder", encoding="utf-8")
    told(tmp_path, "attach", "sale", "letter.txt")
    asked(tmp_path, "documents", "--dispose", "--yes")
    copied = asked(tmp_path, "backup", "copy.db")["documents"]
    assert (copied["whole"], copied["missing"]) == (1, [])


def test_what_was_disposed_of_does_not_come_back_without_a_word(tmp_path: Path, ledger: Ledger) -> None:
    with ledger:
        name = ledger.attach("sale", tmp_path / "minutes.pdf", keep_until=PAST).document.document
        ledger.dispose()
        with pytest.raises(Refusal, match=rf"by {name}, which says that it was disposed of on"):
            ledger.attach("sale", tmp_path / "minutes.pdf")
        assert kept(tmp_path) == []
        ledger.correct(name, {"disposed": None}, reason="needed again")
        ledger.attach("sale", tmp_path / "minutes.pdf")
        assert len(kept(tmp_path)) == 1


def test_an_attachment_that_is_refused_removes_nothing_that_was_there(tmp_path: Path, ledger: Ledger) -> None:
    """The folder can be that of several ledgers."""
    with ledger:
        ledger.attach("sale", tmp_path / "minutes.pdf")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    made(theirs)
    with open_ledger(theirs / "seriesd.db", documents=tmp_path / "seriesd.db.documents") as other:
        other.clock = lambda: dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
        with pytest.raises(Refusal, match="the clock says 2001"):
            other.attach("sale", tmp_path / "minutes.pdf")
    assert len(kept(tmp_path)) == 1
