"""A pass ends at the close of the day after which those who look on have had enough."""

from datetime import date, timedelta

from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from tests.ledger.engine import judge

FIRST = date(2006, 1, 2)
ENTRIES = [
    {"type": "certificate_adopted", "effective": str(FIRST), "company": "A", "common_authorized": 10**9},
    *(
        {"type": "opening_balance", "effective": str(FIRST + timedelta(number)), "holder": f"h{number}", "common": 5}
        for number in range(3)
        for _ in range(2)
    ),
]


class Looking(Observer):
    """Notes what it is told; asks for a day that lies past what it wants to see."""

    def __init__(self):
        self.happened_on, self.closed = [], []

    def begins(self, items, state):  # noqa: ARG002  a pass tells more
        return [FIRST + timedelta(9)]

    def happened(self, item, state):  # noqa: ARG002  a pass tells more
        self.happened_on.append(item.key.day)

    def closes(self, day, state):  # noqa: ARG002  a pass tells more
        self.closed.append(day)


def test_nothing_of_a_later_day_happens_and_no_later_day_is_closed():
    looking = Looking()
    book = open_book(judge(ENTRIES).log, observers=[looking], enough=lambda: len(looking.closed) > 1)
    assert {*looking.happened_on} == {FIRST, FIRST + timedelta(1)}
    assert looking.closed == [FIRST, FIRST + timedelta(1)]
    assert (book.state.day, book.state.outstanding) == (FIRST + timedelta(1), 20)


def test_without_enough_it_goes_on_to_the_end_and_to_the_days_asked_for():
    looking = Looking()
    book = open_book(judge(ENTRIES).log, observers=[looking])
    assert {FIRST, FIRST + timedelta(1), FIRST + timedelta(2)} <= {*looking.closed}
    assert looking.closed[-1] == FIRST + timedelta(9)
    assert book.state.outstanding == 30


def test_a_pass_through_a_day_closes_none_after_it():
    looking = Looking()
    book = open_book(judge(ENTRIES).log, until=FIRST + timedelta(1), observers=[looking])
    assert looking.closed == [FIRST, FIRST + timedelta(1)]
    assert book.state.day == FIRST + timedelta(1)
