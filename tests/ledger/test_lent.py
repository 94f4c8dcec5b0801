"""A book that what-ifs branch from is shared with them: what is done in the one is not seen in any other."""

import datetime as dt
from typing import Any

import pytest

from ledger.engine.book import Book, open_book
from ledger.engine.branch import Changes, as_of, replayed, suppose
from ledger.events import read_entry
from ledger.log.recorded import Recorded
from ledger.sharing import Table, Tail
from projections.compare.hypothesis import Edits
from projections.compare.what_if import Base
from projections.render.json.serialize import as_json
from tests.benchmarks.journal import journal
from tests.properties.supposing import everything, log_of

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def log() -> list[Recorded]:
    """The log of a busy company."""
    book = open_book([])
    for given in journal(700):
        book.record(read_entry(given), AT)
    return [*book.log]


def issues(log: list[Recorded]) -> list[str]:
    """Issues of Common near the end: each can be left out, whatever falls away with it."""
    return [one.id for one in log[-120:] if one.entry.type == "common_issued"]


def without(name: str) -> Changes:
    """A log without an entry."""
    return Changes(out=frozenset({name}))


def an_issue(day: str, holder: str) -> Any:
    """An issue below the price."""
    return read_entry({"type": "common_issued", "effective": day, "holder": holder, "shares": 10**6})


def told(base: Base, name: str) -> Any:
    """All that a what-if answers."""
    day = base.book.log[-1].entry.effective
    return as_json(base.what_if(Edits(without=[name]), day), everything=True)


def says(book: Book) -> Any:
    """All that a book says, and its log and timeline."""
    items = [(item.key, item.recorded, item.automatic) for item in book.items]
    return everything(book.state), [*book.log], dict(book.by_id), items


def afresh(log: list[Recorded], name: str) -> Any:
    """The same of a log without an entry, replayed from nothing."""
    return everything(replayed(log_of(log, without(name)), keep_replays=True).state)


def test_what_ifs_asked_in_any_order_answer_what_each_does_alone(log: list[Recorded]) -> None:
    names = issues(log)
    alone = {name: told(Base(open_book(log, keep_replays=True, listen=True)), name) for name in names[::6]}
    base = Base(open_book(log, keep_replays=True, listen=True))
    before = says(base.book)
    for name in [*names, *reversed(names)]:  # those between set marks for those that follow
        found = told(base, name)
        assert found == alone.get(name, found)
    assert says(base.book) == before


def test_two_what_ifs_at_once_are_each_the_log_replayed_without_an_entry(log: list[Recorded]) -> None:
    book = open_book(log, keep_replays=True)
    one, other = issues(log)[3], issues(log)[-3]
    found = [suppose(book, without(name)) for name in (one, other, one)]
    assert [everything(each.state) for each in found] == [afresh(log, name) for name in (one, other, one)]
    found[0].record(an_issue("2026-01-01", "new"), AT)
    assert [everything(each.state) for each in found[1:]] == [afresh(log, name) for name in (other, one)]
    assert everything(book.state) == everything(open_book(log, keep_replays=True).state)


def test_a_what_if_on_a_what_if_is_the_log_without_both(log: list[Recorded]) -> None:
    book = open_book(log, keep_replays=True)
    one, other = issues(log)[5], issues(log)[2]
    first = suppose(book, without(one))
    before = says(first)
    both = log_of(log_of(log, without(one)), without(other))
    assert everything(suppose(first, without(other)).state) == everything(replayed(both, keep_replays=True).state)
    assert says(first) == before


@pytest.mark.parametrize("day", ["2005-10-20", "last", "2026-01-01"])
def test_a_book_that_grows_takes_nothing_from_who_shares_with_it(log: list[Recorded], day: str) -> None:
    book = open_book(log, keep_replays=True)
    last = log[-1].entry.effective
    supposed, then = suppose(book, without(issues(log)[-1])), as_of(book, last)
    before = says(supposed), everything(then.state), says(open_book(log, keep_replays=True))
    assert says(book) == before[2]
    book.record(an_issue(last.isoformat() if day == "last" else day, "late"), AT)
    assert (says(supposed), everything(then.state)) == before[:2]
    assert everything(book.state) == everything(open_book(book.log, keep_replays=True).state)
    again = suppose(book, without(issues(log)[-1]))
    assert everything(again.state) == afresh([*book.log], issues(log)[-1])


def test_a_book_that_is_lent_keeps_what_it_stands_on_until_it_is_recorded_in(log: list[Recorded]) -> None:
    book = open_book(log)
    suppose(book, without(issues(log)[-1]))
    items, rights = book.items, book.state.rights
    copied = book.copy()
    copied.record(an_issue("2005-10-20", "late"), AT)
    assert (book.items, book.state.rights) == (items, rights)
    assert book.items is items
    book.record(an_issue("2005-10-20", "late"), AT)
    assert book.items is not items
    assert len(book.items) == len(items) + 1


def test_what_a_what_if_costs_is_what_differs(log: list[Recorded]) -> None:
    book = open_book(log)
    name = issues(log)[-1]
    supposed = suppose(book, without(name))
    behind = len(log) - book.by_id[name].position
    state = supposed.state
    tables = [supposed.by_id, state.rights, state.passed, state.course.tested_at, state.course.granted_at]
    assert all(isinstance(one, Table) and len(one.changed) <= 2 * behind + 32 for one in tables)
    assert all(isinstance(one, Tail) for one in (supposed.log, supposed.items, state.course.facts, state.conversions))


def test_the_next_what_if_starts_where_the_one_before_was_still_alike(log: list[Recorded]) -> None:
    book = open_book(log)
    one = issues(log)[4]
    place = next(place for place, item in enumerate(book.items) if item.recorded.id == one)
    suppose(book, without(one))
    known = [mark for mark, _ in book.replay._lent]
    assert max(mark for mark in known if mark <= place) > place - 16
    suppose(book, without(one))
    assert [mark for mark, _ in book.replay._lent] == known


def test_behind_what_differs_no_two_timelines_have_the_same_item(log: list[Recorded]) -> None:
    book = open_book(log)
    for name in issues(log)[:10]:
        items, others = book.items, suppose(book, without(name)).items
        same = [one is other for one, other in zip(items, others, strict=False)]
        assert same == sorted(same, reverse=True)
        assert not all(same)
    corrected = book.copy()
    given = next(one for one in journal(700) if one["type"] == "common_issued")
    edit = {"type": "entry_corrected", "effective": "2026-01-01", "entry": given["id"], "reason": "a slip"}
    corrected.record(read_entry(edit | {"with": given | {"note": "as written"}}), AT)
    same = [one is other for one, other in zip(book.items, corrected.items, strict=True)]
    assert same == sorted(same, reverse=True)
    assert not same[-1]
