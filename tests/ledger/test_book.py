"""The book: the names that it gives, and a log that holds what the rules of today do not accept."""

from dataclasses import replace

from gmpy2 import mpq

from ledger.engine.book import open_book
from ledger.engine.branch import Changes, suppose
from ledger.events import read_entry
from ledger.log.recorded import Recorded
from tests.ledger.engine import NOON
from tests.reference.figures import MILLION, Entry, base, common_before, exercised, option_x, sale


def log_of(*entries: Entry) -> list[Recorded]:
    """A log as it stands in the store: nobody decides about it any more."""
    read = [read_entry(entry) for entry in entries]
    return [Recorded(at, entry.id or "", entry, NOON) for at, entry in enumerate(read, start=1)]


def test_a_name_that_is_taken_is_not_given_again() -> None:
    book = open_book(log_of(*base(), sale(2, 5, 1, name="common_issued-5")))
    unnamed = read_entry({name: value for name, value in sale(3, 5, 1).items() if name != "id"})
    (written,), _ = book.record(unnamed, NOON)
    assert (written.position, written.id) == (5, "common_issued-5'")
    (written,), _ = book.record(unnamed, NOON)
    assert (written.position, written.id) == (6, "common_issued-6")


# of 5,000,000 nobody can exercise 6,000,000; what comes after it takes place
BROKEN = [
    *base(),
    sale(1, 1, 1, name="plan", excluded="A"),
    option_x(2, split_protection=False),
    exercised(3, "X", 6 * MILLION),
    sale(4, MILLION, name="free", excluded="A"),
]


def test_what_breaks_a_rule_is_left_out_of_a_log_and_what_comes_before_it_is_flagged_once() -> None:
    book = open_book(log_of(*BROKEN), listen=True)
    assert [(one.entry, one.code) for one in book.problems] == [("exercise", "more_than_outstanding")]
    assert [(one.entry, one.code) for one in book.flags or ()] == [
        ("plan", "plan_not_named"),
        ("X", "no_split_protection"),
        ("free", "plan_not_named"),
    ]
    assert book.state.outstanding == 11 * MILLION + 1
    assert book.state.rights["X"].outstanding() == 5 * MILLION


def test_of_a_log_that_leaves_something_out_it_can_be_asked_what_if() -> None:
    book = open_book(log_of(*BROKEN))
    (opening,) = log_of(common_before(14 * MILLION))
    larger = suppose(book, Changes(put={"opening": replace(opening, position=2)}))
    assert [one.entry for one in larger.problems] == ["exercise"]
    assert larger.state.outstanding == 15 * MILLION + 1
    without = suppose(book, Changes(out=frozenset({"X"})))
    assert [(one.entry, one.code) for one in without.problems] == [("exercise", "unknown_right")]
    assert without.state.price_after_close.exact() == mpq(33, 10_000)
    mended = suppose(book, Changes(out=frozenset({"exercise"})))
    assert mended.problems == []
    assert mended.state.price_after_close.exact() == book.state.price_after_close.exact()
