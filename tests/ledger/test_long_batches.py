"""What long batches are spared, and that it is no matter: of late entries, of notices, of figures of many digits."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from ledger.engine.book import Book, open_book
from ledger.events import read_entry
from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MANY = 400


def recorded(entries: list[dict[str, Any]], *, more: bool = False) -> Book:
    """A book in which these are recorded, one by one."""
    book = open_book([])
    for one in entries:
        book.record(read_entry(one), NOON, more=more)
    book.catch_up()
    return book


def issue(name: str, day: str, **more: Any) -> dict[str, Any]:
    """An issue below the price."""
    fields = {"holder": "Fund", "shares": 1000, "consideration": {"cash": "1"}}
    return {"type": "common_issued", "id": name, "effective": day, **fields, **more}


BEGIN: list[dict[str, Any]] = [
    {"type": "certificate_adopted", "id": "c", "effective": "2005-10-03", "company": "A", "common_authorized": 10**12},
    {"type": "opening_balance", "id": "o", "effective": "2005-10-03", "holder": "public", "common": 10**9},
    *(
        {"type": "series_d_issued", "id": f"d{at}", "effective": "2005-10-03", "holder": f"h{at}", "shares": 10}
        for at in range(5)
    ),
    {
        "type": "cash_dividend_paid",
        "id": "v",
        "effective": "2006-06-01",
        "per_share": "0.01",
        "record_date": "2006-05-01",
    },
    issue("last", "2006-07-01"),
]


def notice(at: int, day: str = "2006-03-01", name: str | None = None) -> dict[str, Any]:
    """A notice of the dividend, mailed long before it."""
    fields = {"kind": "dividend", "holder": f"h{at}", "about": "v"}
    return {"type": "notice_sent", "id": name or f"n{at}", "effective": day, **fields}


def told(book: Book) -> list[str]:
    """What there is to be said of all entries, as the timeline now stands."""
    return [str(flag) for flag in open_book(book.log, listen=True).flags or ()]


def test_notices_that_wait_come_to_the_same() -> None:
    batch = [*BEGIN, *map(notice, range(3)), issue("late", "2006-02-01"), notice(3), notice(4, "2006-08-01")]
    waited, each = recorded(batch, more=True), recorded(batch)
    assert waited.log == each.log
    assert waited.items == each.items
    assert (
        waited.state.notices
        == each.state.notices
        == {"v": {f"h{at}": each.state.notices["v"][f"h{at}"] for at in range(5)}}
    )
    assert waited.replay.applied == len(waited.items)
    assert list(waited.state.passed) == list(each.state.passed)
    assert told(waited) == told(each)


def test_what_waits_is_gone_through_once() -> None:
    book = recorded(BEGIN)
    end = len(book.items)
    book.record(read_entry(notice(0)), NOON, more=True)
    assert book.replay.applied == end - 1  # behind the notice stand the dividend and an issue
    book.record(read_entry(issue("next", "2006-08-01")), NOON)
    assert book.replay.applied == len(book.items) == end + 2


def test_a_notice_that_waits_knows_the_waivers_behind_it() -> None:
    of_all = {"type": "consent_given", "effective": "2006-07-01", "action": "W"}
    consents = [{**of_all, "id": f"y{at}", "holder": f"h{at}"} for at in range(5)]
    waiver = {"type": "adjustment_waived", "id": "w", "effective": "2006-07-02", "action": "W", "entry": "later"}
    book = recorded([*BEGIN, *consents, waiver])
    book.record(read_entry(notice(0)), NOON, more=True)
    with pytest.raises(Refusal, match="waives the adjustment for later"):
        book.record(read_entry(notice(1, name="later")), NOON, more=True)


def test_late_entries_leave_few_marks() -> None:
    batch = [*BEGIN]
    for at in range(MANY):
        batch += [issue(f"a{at}", f"2007-01-{1 + at * 27 // MANY:02}"), issue(f"b{at}", "2006-01-01")]
    book = recorded(batch)
    assert len(book.replay._marks) < 60
    assert book.items == open_book(book.log).items


@pytest.mark.parametrize("factor", [Fraction(1), Fraction(2, 3), Fraction(-1)])
def test_figures_far_apart_are_compared_without_being_worked_out(factor: Fraction) -> None:
    def made(exact: Fraction) -> Bounded:
        return Bounded(*(int(exact * (1 << 256)) + by for by in (-1, 1)), lambda: pytest.fail("worked out"))

    low, high = Figure(made(Fraction(1, 3)), abs(factor)), Figure(made(Fraction(1, 2)), abs(factor))
    assert low < high
    assert not low >= high
    assert low != high
    assert high > 0
    known = Figure(Bounded.of(Fraction(1, 3)), factor), Figure(Bounded.of(Fraction(1, 2)), factor)
    assert (known[0] < known[1]) is (factor > 0)
    assert known[0] == factor / 3
    assert known[0] <= known[0]
