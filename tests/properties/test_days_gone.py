"""The price of a day gone by, as it was noted, is the one with which a replay ends that goes to the close of that day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from ledger.cap_table.days_gone import ended
from ledger.engine.book import Book, open_book, unopened
from ledger.engine.branch import carry_on, replayed, suppose
from ledger.events import EntryError
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import same
from ledger.refusals import Refusal
from projections.compare.hypothesis import edited
from tests.ledger.engine import judge
from tests.properties.supposing import days_around, draw_edits, log_of
from tests.reference.timelines import disturbed_timelines, timelines

Entry = dict[str, Any]
Opened = Callable[[list[Recorded], dt.date], Book]
MANY = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def as_supposed(log: list[Recorded], day: dt.date) -> Book:
    """An edited log until a day, with the automatic conversions that it gives, and not those that it has."""
    book = unopened(log)
    carry_on(book, day)
    return book


def as_recorded(log: list[Recorded], day: dt.date) -> Book:
    return open_book(log, until=day)


def check(book: Book, log: list[Recorded], days: list[dt.date], opened: Opened = as_recorded) -> None:
    for day in (day for day in days if day < book.state.day):
        then = opened(log, day).state
        noted = ended(book.state.days_gone, day)
        assert noted is not None
        assert (noted.day, noted.units) == (day, then.units)
        assert same(noted.in_effect, then.price)
        assert same(noted.after_close, then.price_after_close)


@seed(7)
@settings(MANY, max_examples=60)
@given(st.one_of(timelines(max_entries=30), disturbed_timelines(max_entries=30)), st.data())
def test_every_day_gone_is_what_it_was(entries: list[Entry], data: st.DataObject) -> None:
    """Of a timeline, of one that grew entry by entry, and of one that branched from it."""
    judged = judge(entries)
    log = judged.log
    assume(log)
    days, book = days_around(log), open_book(log, keep_replays=True)
    check(book, log, days)
    check(judged.book, log, days)
    try:
        changes = edited(book, draw_edits(data.draw, log))
    except (Refusal, EntryError):
        return
    branch, plain = suppose(book, changes), replayed(log_of(log, changes))
    if not plain.problems:
        check(branch, plain.log, days, as_supposed)


def test_no_day_is_over_where_nothing_happened() -> None:
    assert ended([], dt.date(2006, 1, 1)) is None
