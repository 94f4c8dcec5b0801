"""A branch is a full replay of the edited log, figure by figure; and what it branches from stays what it is."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from ledger.engine import replay
from ledger.engine.book import open_book
from ledger.engine.branch import as_of, replayed, suppose
from ledger.events import EntryError
from ledger.price import sizes
from ledger.refusals import Refusal
from projections.compare.hypothesis import Edits, edited
from projections.compare.knowledge import learned
from projections.compare.what_if import Base, what_if
from projections.render.json.serialize import as_json
from tests.ledger.engine import NOON, judge
from tests.properties.supposing import (
    days_around,
    draw_edits,
    draw_entry,
    everything,
    learned_in_full,
    log_of,
    what_if_in_full,
)
from tests.reference.timelines import disturbed_timelines, timelines

Entry = dict[str, Any]

MARKS = [2048, 1, 3]
CALM = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def answered(ask: Any) -> Any:
    """An answer, or the refusal in its place."""
    try:
        return ask()
    except (Refusal, EntryError) as error:
        return type(error), str(error)


@pytest.mark.parametrize("marks", MARKS)
def test_a_what_if_is_what_a_full_replay_of_the_edited_log_says(marks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_MARK_EVERY", marks)
    monkeypatch.setattr(sizes, "SIZE", min(marks, 512))
    monkeypatch.setattr(sizes, "FEW", min(marks - 1, 24))
    monkeypatch.setattr(sizes, "PAYS", 0)

    @seed(marks)
    @settings(CALM, max_examples=25)
    @given(st.one_of(timelines(max_entries=30), disturbed_timelines(max_entries=30)), st.data())
    def agree(entries: list[Entry], data: st.DataObject) -> None:
        log = judge(entries).log
        assume(log)
        base = Base(open_book(log, keep_replays=True))
        before = everything(base.book.state)
        for _ in range(3):
            edits, on = draw_edits(data.draw, log), data.draw(st.sampled_from(days_around(log)))
            told = answered(lambda: as_json(base.what_if(edits, on), everything=True))  # noqa: B023  asked at once
            assert told == answered(lambda: what_if_in_full(log, edits, on)), (edits, on)  # noqa: B023  likewise
        assert (base.book.log, everything(base.book.state)) == (log, before)

    agree()


@seed(1)
@settings(CALM, max_examples=50)
@given(timelines(max_entries=30), st.data())
def test_the_book_of_a_branch_is_that_of_the_edited_log_down_to_its_tests(entries, data):
    log = judge(entries).log
    assume(len(log) > 1)
    if data.draw(st.booleans()):  # a log that has lost an entry, so that others may no longer fit
        del log[data.draw(st.integers(0, len(log) - 1))]
    book = open_book(log, keep_replays=True)
    try:
        changes = edited(book, draw_edits(data.draw, log))
    except (Refusal, EntryError):
        assume(False)
    branch, plain = suppose(book, changes), replayed(log_of(log, changes), keep_replays=True)
    assert branch.log == plain.log
    assert list(branch.by_id) == list(plain.by_id)
    assert branch.items == plain.items
    assert [str(one) for one in branch.problems] == [str(one) for one in plain.problems]
    assert everything(branch.state) == everything(plain.state)


@seed(6)
@settings(CALM, max_examples=60)
@given(st.one_of(timelines(max_entries=30), disturbed_timelines(max_entries=30)), st.data())
def test_the_flags_of_a_branch_are_those_of_the_edited_log(entries, data):
    log = judge(entries).log
    assume(log)
    book = open_book(log, listen=True)
    heard, on = list(book.flags or []), data.draw(st.sampled_from(days_around(log)))
    try:
        changes = edited(book, draw_edits(data.draw, log))
    except (Refusal, EntryError):
        assume(False)
    branch, plain = suppose(book, changes), replayed(log_of(log, changes), listen=True)
    assert branch.flags == plain.flags
    then = as_of(book, on)
    assert then.flags == open_book(log, until=on, listen=True).flags
    assert (book.flags, then.state.flags, branch.state.flags) == (heard, None, None)


@seed(2)
@settings(CALM, max_examples=40)
@given(timelines(max_entries=30), st.data())
def test_what_is_recorded_in_a_copy_is_not_recorded_in_the_book(entries, data):
    log = judge(entries).log
    assume(log)
    book = open_book(log, keep_replays=True)
    before, items = everything(book.state), list(book.items)
    late = draw_entry(data.draw, [one.id for one in log], 1)
    for _ in range(2):
        copy = book.copy()
        written = answered(lambda: copy.record(late, NOON)[0])  # noqa: B023  asked at once
        assert (book.log, book.items, everything(book.state)) == (log, items, before)
    if isinstance(written, list):
        assert everything(copy.state) == everything(open_book([*log, *written], keep_replays=True).state)
        assert book.record(late, NOON)[0] == written
        assert everything(book.state) == everything(copy.state)


@seed(3)
@settings(CALM, max_examples=40)
@given(timelines(max_entries=30))
def test_a_book_as_of_a_day_is_the_log_opened_until_that_day(entries):
    log = judge(entries).log
    assume(log)
    book = open_book(log, keep_replays=True)
    before = everything(book.state)
    for day in [dt.date(2000, 1, 1), *days_around(log)]:
        assert everything(as_of(book, day).state) == everything(open_book(log, until=day, keep_replays=True).state)
    assert everything(book.state) == before


@seed(4)
@settings(CALM, max_examples=20)
@given(timelines(max_entries=25), st.data())
def test_two_suppositions_stand_beside_each_other_like_any_two_books(entries, data):
    log = judge(entries).log
    assume(log)
    book, on = open_book(log), days_around(log)[2]
    try:
        one, other = (suppose(book, edited(book, draw_edits(data.draw, log))) for _ in range(2))
    except (Refusal, EntryError):
        assume(False)
    afresh = replayed(one.log), replayed(other.log)
    assert Base(one).beside(other, on).differences == Base(afresh[0]).beside(afresh[1], on).differences


@seed(5)
@settings(CALM, max_examples=60)
@given(timelines(max_entries=30), st.data())
def test_what_was_learned_is_what_every_state_of_knowledge_opened_by_itself_says(entries, data):
    log = [replace(one, recorded_at=NOON + dt.timedelta(seconds=one.position)) for one in judge(entries).log]
    assume(log)
    ends = [at for at in range(len(log) + 1) if at == len(log) or log[at].entry.type != "series_d_auto_converted"]
    start, end = sorted(data.draw(st.sampled_from(ends)) for _ in range(2))
    answer = learned(log, NOON + dt.timedelta(seconds=start), NOON + dt.timedelta(seconds=end))
    assert answer.recorded == tuple(one.id for one in log[start:end])
    told = [((one.step.effective, one.step.entry, one.step.clause), one.earlier, one.later) for one in answer.changes]
    expected = learned_in_full(log, start, end)
    assert sorted(told) == [(key, earlier, later) for key, earlier, later, _ in expected]
    causes = {key: by for key, _, _, by in expected}
    for one in answer.changes:
        own = set(one.later.entries) & set(answer.recorded) if one.later else set()
        assert set(one.by) == causes[one.step.effective, one.step.entry, one.step.clause] | own


def test_a_what_if_may_move_an_entry_to_the_end_and_take_a_void_back():
    log = judge([
        {"type": "certificate_adopted", "id": "certificate", "effective": "2005-09-06", "company": "Example Inc.",
         "common_authorized": 10**9},
        {"type": "opening_balance", "id": "founders", "effective": "2005-09-06", "holder": "Founders", "common": 10**7},
        {"type": "series_d_issued", "id": "series-d", "effective": "2005-09-07", "holder": "Fund", "shares": 1000},
        {"type": "common_issued", "id": "sale", "effective": "2006-02-01", "holder": "Buyers", "shares": 10**7},
        {"type": "entry_voided", "id": "void", "effective": "2006-02-02", "entry": "sale", "reason": "clerical error"},
    ]).log  # fmt: skip
    back = what_if(log, Edits(without=["void"]), dt.date(2006, 3, 1))
    assert back.what_if.in_effect.fraction * 2 == back.actual.in_effect.fraction
    again = what_if(log, Edits(without=["sale"], add=[log[3].entry]), dt.date(2006, 3, 1))
    assert again.what_if == back.what_if
    assert [one.id for one in again.supposed.log] == ["certificate", "founders", "series-d", "sale"]
