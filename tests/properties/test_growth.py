"""A session that went on when more was recorded answers as one of the whole log does; what it went on from, as before."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from commands.api.session import Session
from ledger.engine import growth, replay
from ledger.engine.growth import thinned
from ledger.engine.one_pass import Stop
from ledger.log.recorded import Recorded
from projections.render.json.serialize import as_json
from tests.docs import examples
from tests.ledger.engine import judge
from tests.ledger.test_book import BROKEN, log_of
from tests.properties.supposing import everything
from tests.properties.test_branches import answered
from tests.properties.test_session import CALM, EVERY_KIND, QUESTIONS, days_of, said
from tests.reference.figures import base

MARKS = [2048, 1, 3]


def told(session: Session, days: Sequence[Any]) -> list[Any]:
    """All that a session says of these days, and of its timeline as a whole."""
    of_days = [answered(lambda: said(ask(session, day))) for day in days for ask in QUESTIONS.values()]  # noqa: B023
    whole = [said(session.history(replays=replays).whole) for replays in (True, False)]
    return [*of_days, *whole, said(session.audit_of_record()), session.days(), everything(session.base.book.state)]


def same(grown: Session, log: Sequence[Recorded], days: Sequence[Any]) -> None:
    """A session says what one of this log says, and its book is the same."""
    anew = Session.of(log)
    assert (grown.log, grown.base.book.items) == (log, anew.base.book.items)
    assert [str(one) for one in grown.base.book.problems] == [str(one) for one in anew.base.book.problems]
    assert (grown.base.book.flags, grown.base.book.attached) == (anew.base.book.flags, anew.base.book.attached)
    assert list(grown.base.book.by_id) == list(anew.base.book.by_id)
    for mine, theirs in zip(told(grown, days), told(anew, days), strict=True):
        assert mine == theirs


@pytest.mark.parametrize("marks", MARKS)
def test_a_session_goes_on_to_what_one_of_the_whole_log_says(marks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_MARK_EVERY", marks)
    monkeypatch.setattr(growth, "_FARTHEST", marks)

    @seed(marks)
    @settings(CALM, max_examples=40)
    @given(EVERY_KIND, st.data())
    def agree(entries: list[Any], data: st.DataObject) -> None:
        log = judge(entries).log
        cuts = sorted(data.draw(st.sets(st.integers(1, len(log)), min_size=1, max_size=4))) if log else []
        if not cuts:
            return
        days = data.draw(st.lists(st.sampled_from(days_of(log)), max_size=5))
        session = Session.of(log[: cuts[0]])
        for cut in cuts[1:]:
            before, was = session, told(session, days)
            session = session.grown(log[:cut])
            same(session, log[:cut], days)
            assert told(before, days) == was
        assert as_json(session.price(days_of(log)[-1])) == as_json(Session.of(session.log).price(days_of(log)[-1]))

    agree()


@pytest.mark.parametrize("name", examples.names())
def test_an_example_entry_by_entry(name: str) -> None:
    log = judge(examples.read(examples.FOLDER / f"{name}.yaml")).log
    session = Session.of(log[:1])
    for end in range(2, len(log) + 1):
        session = session.grown(log[:end])
    same(session, log, days_of(log)[::7])


def test_what_a_log_left_out_before_is_looked_at_again() -> None:
    log = log_of(*BROKEN)
    for cut in range(1, len(log)):
        same(Session.of(log[:cut]).grown(log), log, days_of(log))


def test_stops_are_few_however_often_a_log_grows() -> None:
    stops: list[Stop] = []
    for end in range(1, 20_000):
        stops = thinned([*stops, Stop(end - 1, None, ())], end)
    assert stops[0].place == 0
    assert len(stops) < 40
    for one, other in pairwise(stops):
        assert other.place - one.place <= 2 * max(20_000 - one.place, 1)
    assert stops[-1].place == 19_998


def test_a_record_date_that_is_named_only_later_is_gone_back_to() -> None:
    sold = [
        {"type": "series_d_issued", "effective": f"2006-0{month}-01", "holder": f"H{month}", "shares": 100}
        for month in range(2, 9)
    ]
    paid = {"type": "cash_dividend_paid", "effective": "2006-09-01", "record_date": "2006-04-15", "per_share": "0.01",
            "series_d": "paid"}  # fmt: skip
    gone = {"type": "liquidated", "effective": "2006-10-01", "record_date": "2006-05-15", "assets": "1000"}
    log = judge([*base(1_000), *sold, paid, gone]).log
    assert len(log) == len(base()) + 9
    for cut in (len(log) - 2, len(log) - 1):
        same(Session.of(log[:cut]).grown(log), log, days_of(log))
