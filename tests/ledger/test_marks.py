"""The marks of a replay: few, however a log grew, and come back to without a copy of all that has passed."""

import datetime as dt

import pytest

from ledger.engine import replay
from ledger.engine.book import Book, open_book
from ledger.events import read_entry
from tests.benchmarks.journal import journal

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def recorded(entries: int) -> Book:
    """A book of a busy company, recorded entry by entry: what lapses at the close of a day is gone back before."""
    book = open_book([])
    for given in journal(entries):
        book.record(read_entry(given), AT)
    return book


def places(book: Book) -> list[int]:
    return [place for place, _ in book.replay._marks]  # the marks themselves


def test_a_log_that_grew_leaves_few_marks_behind() -> None:
    book = recorded(3000)
    found = places(book)
    assert found == sorted(set(found))
    assert len(found) <= 2 * replay._FEW


def test_marks_stand_farther_apart_where_the_tables_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    log = recorded(1500).log
    monkeypatch.setattr(replay, "_MARK_EVERY", 16)
    short = open_book(log)
    monkeypatch.setattr(replay, "_SHORT", 64)
    long = open_book(log)
    assert len(long.state.rights) + len(long.state.common) > 4 * 64
    assert len(places(short)) > 2 * len(places(long))
    assert long.state.price_after_close.exact() == short.state.price_after_close.exact()


def test_what_passed_is_what_a_new_replay_says_after_going_back() -> None:
    book = recorded(400)
    last = book.items[-1].key.day
    book.record(read_entry({"type": "common_issued", "effective": "2005-10-05", "holder": "late", "shares": 5}), AT)
    assert [*book.state.passed] == [item.recorded.id for item in book.items]
    assert [*book.state.passed] == [*open_book(book.log).state.passed]
    assert book.items[-1].key.day == last
