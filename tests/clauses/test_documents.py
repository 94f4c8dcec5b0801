"""Documents attached to entries: to what is recorded, each once, and without any effect on a figure."""

from pathlib import Path
from typing import Any

import pytest

from ledger.log.documents import attached
from tests.clauses.asking import NotAccepted, check_refusal, made_of
from tests.clauses.test_edits import corrected, void
from tests.reference.figures import Entry, base, entry, reverse_split, sale

ONE, OTHER = "0f" * 32, "a1" * 32
SALE = [*base(), sale(2, 5, 1)]


def document(about: str = "sale", content: str = ONE, name: str = "minutes", day: int = 2, **fields: Any) -> Entry:
    """A document attached to an entry."""
    said = {"entry": about, "sha256": content, "name": "minutes.pdf", "size": 48_213} | fields
    return entry("document_attached", day, id=name, **said)


def documents(*entries: Entry) -> list[tuple[str, str, str]]:
    """By which entry each document is attached, to which, and as what."""
    return [(one.by.id, one.document.entry, one.document.role) for one in attached(made_of(*entries).log)]


def test_a_document_belongs_to_an_entry_whatever_becomes_of_that() -> None:
    journal = [*SALE, document()]
    assert documents(*journal) == [("minutes", "sale", "source")]
    assert documents(*journal, void("sale")) == [("minutes", "sale", "source")]
    assert documents(*journal, corrected(sale(3, 6, 1))) == [("minutes", "sale", "source")]
    # what is voided, and the void itself, can have one more
    late = [document(content=OTHER, name="letter", day=9), document("void", OTHER, "reason", 1)]
    assert [name for name, *_ in documents(*journal, void("sale"), *late)] == ["minutes", "letter", "reason"]


def test_one_that_is_voided_is_attached_no_longer_and_can_be_attached_again() -> None:
    journal = [*SALE, document(), void("minutes")]
    assert documents(*journal) == []
    assert documents(*journal, document(name="again")) == [("again", "sale", "source")]


def test_what_is_said_of_one_can_be_corrected() -> None:
    journal = [*SALE, document(role="other"), corrected(document(role="notice"))]
    assert documents(*journal) == [("minutes", "sale", "notice")]
    # once it says of another document, the first can be attached again, and the other cannot
    other = [*SALE, document(), corrected(document(content=OTHER))]
    assert documents(*other, document(name="again")) == [("minutes", "sale", "source"), ("again", "sale", "source")]


def test_the_same_content_can_belong_to_several_entries() -> None:
    assert len(documents(*SALE, document(), document("first-d", name="also"))) == 2


def test_small_and_capital_digits_are_the_same_hash() -> None:
    journal = [*SALE, document()]
    assert made_of(*journal, document(content=ONE.upper())).accepted_ids[-1] == "minutes"
    assert made_of(*SALE, document(content=ONE.upper())).log == made_of(*journal).log


def test_it_stands_in_no_timeline_and_is_never_late() -> None:
    late = document(day=1, effective="1999-01-01")
    made, without = made_of(*SALE, late), made_of(*SALE)
    assert [item.recorded.id for item in made.book.items] == [item.recorded.id for item in without.book.items]
    assert made.book.state.day == without.book.state.day
    assert made.flags == without.flags


REFUSALS = [
    NotAccepted("a document of the unknown", SALE, document("sael"), "unknown_entry", "", "did you mean 'sale'?"),
    NotAccepted("a document of itself", SALE, document("minutes"), "unknown_entry", "", "no entry 'minutes'"),
    NotAccepted(
        "a document of what the ledger wrote",
        [*base(100), reverse_split()],
        document("series_d_auto_converted-5"),
        "written_by_ledger",
        "4L (second)",
        "name split, which caused it",
    ),
    NotAccepted(
        "the same document again",
        [*SALE, document()],
        document(name="again", role="other"),
        "document_attached_twice",
        "",
        "by minutes; correct minutes",
    ),
    NotAccepted(
        "disposed of on the last day on which it is kept",
        SALE,
        document() | {"keep_until": "2013-03-01", "disposed": "2013-03-01"},
        "document_to_be_kept",
        "",
        "it is kept until 2013-03-01",
    ),
    NotAccepted(
        "disposed of while it is held",
        SALE,
        document() | {"keep_until": "2013-03-01", "disposed": "2014-03-01", "hold": "Roe v. Acme"},
        "document_to_be_kept",
        "",
        "is held: Roe v. Acme",
    ),
    NotAccepted(
        "one corrected into another that is attached",
        [*SALE, document(), document(content=OTHER, name="letter")],
        corrected(document(name="letter")),
        "document_attached_twice",
        "",
        "already, by minutes",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
