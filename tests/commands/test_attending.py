"""Who attends while entries are recorded is told what a pass over all of them would tell when they are in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commands.api import decide as deciding
from commands.api.decide import decide
from ledger.engine.attending import Attending
from ledger.events import read_entry
from ledger.log.recorded import Recorded
from ledger.log.timeline import order_of_dates
from projections.compare.recording import RecordResult
from projections.render.json.recording import recording
from projections.render.json.serialize import as_json
from tests.ledger.engine import judge
from tests.reference.timelines import disturbed_timelines, timelines

from .asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, Entry

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = "2006-03-01"
GRANT: Entry = {
    "type": "option_granted",
    "id": "grant",
    "effective": "2006-02-01",
    "right": "W",
    "holder": "Fund",
    "shares": 1000,
    "exercise_price": "0.001",
}
EXPIRY: Entry = {"type": "right_terminated", "id": "end", "effective": DAY, "right": "W", "reason": "expired"}
EXERCISE: Entry = {"type": "right_exercised", "id": "use", "effective": DAY, "right": "W", "shares": 10}


def said(found: RecordResult) -> Any:
    """All that is said of a recording."""
    return as_json(recording(found)), [str(flag) for flag in found.flags]


def recorded(log: list[Recorded], entries: list[Mapping[str, Any]], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Record entries with and without anybody who attends, who say the same; answers whether the former lost track."""
    lost = [False]
    end = deciding._end

    def noted(book: Any, present: Any, *more: Any) -> Any:
        lost[0] = present is None or present.attending.lost
        return end(book, present, *more)

    given_in = [read_entry(one) for one in entries]
    ordered = [given_in[place] for place in order_of_dates(given_in)]
    with monkeypatch.context() as patched:
        patched.setattr(deciding, "_end", noted)
        attended, new = decide(log, ordered, NOON)
        patched.setattr(deciding, "_end", lambda book, _, *more: end(book, None, *more))
        gone_past, same = decide(log, ordered, NOON)
    assert new == same
    assert said(attended) == said(gone_past)
    assert attended.follows == {} or {name: attended.follows[name] for name in attended.entries} == gone_past.follows
    return lost[0]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(timelines(max_entries=30), disturbed_timelines(max_entries=30)), st.integers(0, 12))
@example([CERTIFICATE, OPENING, SERIES_D, GRANT, EXPIRY, EXERCISE, SALE | {"effective": DAY}], 0)
def test_whoever_attends_is_told_what_a_pass_tells(entries: list[Entry], known: int) -> None:
    judged = judge(entries)
    refused = {index for index, _ in judged.refused}
    kept = [entry for index, entry in enumerate(entries) if index not in refused]
    try:
        with pytest.MonkeyPatch.context() as monkeypatch:
            recorded(judge(kept[:known]).log, kept[known:], monkeypatch)
    except deciding.Refusal:
        pass  # in the order of their dates they are others


def test_what_comes_before_the_close_of_the_last_day_is_told_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = [EXPIRY, SALE | {"effective": DAY}, EXERCISE]
    assert not recorded([], [CERTIFICATE, OPENING, SERIES_D, GRANT, *at_once], monkeypatch)
    begun = judge([CERTIFICATE, OPENING, SERIES_D, GRANT]).log
    assert not recorded(begun, at_once, monkeypatch)
    assert recorded([*begun, *judge_more(begun, EXPIRY)], [SALE | {"effective": DAY}, EXERCISE], monkeypatch)


def judge_more(log: list[Recorded], entry: Entry) -> list[Recorded]:
    """What is recorded behind a log."""
    return decide(log, [read_entry(entry)], NOON)[1]


def test_who_attends_loses_track_of_a_day_that_is_over() -> None:
    book = judge([CERTIFICATE, OPENING, SERIES_D, GRANT, SALE | {"effective": DAY}]).book
    attending = Attending(3, ())
    for item in book.items[3:]:
        attending.happens(item, book.state)
        attending.happened(item, book.state, ())
    attending.go_back(len(book.items), book.items)
    attending.go_back(4, book.items)
    assert not attending.lost
    assert [attending.is_told(place) for place in (3, 4)] == [False, True]
    attending.happened(book.items[4], book.state, ())
    attending.go_back(2, book.items)
    assert attending.lost
