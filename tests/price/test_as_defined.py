"""The fold in columns says at any time what the plain fold says, down to the last digit."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from ledger.cap_table.state import State
from ledger.engine import replay
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.log.timeline import Item
from ledger.price import sizes
from tests.ledger.engine import judge
from tests.price.close import Close
from tests.price.plain import in_the_course, plain_fold
from tests.reference.timelines import disturbed_timelines, timelines
from tests.reference.timelines_second_edition import disturbed_timelines_second_edition

Entry = dict[str, Any]

CALM = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
CUTS = [(1, 0), (2, 0), (3, 2), (5, 0), (512, 24)]
"""How long a stretch is, and how few facts are gone through one by one."""


class Comparing(Observer):
    """Holds the course against the plain fold after every entry, or after one in so many."""

    def __init__(self, every: int = 1) -> None:
        self.every, self.seen = every, 0

    def happened(self, item: Item, state: State) -> None:  # noqa: ARG002
        self.seen += 1
        if self.seen % self.every == 0:
            assert in_the_course(state.course) == plain_fold(state.course)


@pytest.mark.parametrize(("size", "few"), CUTS)
@pytest.mark.parametrize("kind", [timelines, disturbed_timelines, disturbed_timelines_second_edition])
def test_after_every_entry_of_a_generated_timeline(
    size: int, few: int, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "SIZE", size)
    monkeypatch.setattr(sizes, "FEW", few)
    monkeypatch.setattr(sizes, "PAYS", 0)
    monkeypatch.setattr(replay, "_MARK_EVERY", 3)

    @seed(size)
    @settings(CALM, max_examples=25)
    @given(kind(max_entries=30))
    def agree(entries: list[Entry]) -> None:
        open_book(judge(entries).log, observers=[Comparing()])

    agree()


@pytest.mark.parametrize("number", range(8))
def test_where_tests_lie_as_close_as_can_be(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    size, few = CUTS[number % len(CUTS)]
    monkeypatch.setattr(sizes, "SIZE", size)
    monkeypatch.setattr(sizes, "FEW", few)
    monkeypatch.setattr(sizes, "PAYS", 0)
    readings = {"terms": {"interpretations": {"same_day_price": "opening"}}} if number == 7 else {}
    journal = list(Close(number).journal(120, readings))
    told = open_book(judge(journal).log, observers=[Comparing(every=7)])
    assert len(told.state.course.history) > 10
    assert in_the_course(told.state.course) == plain_fold(told.state.course)
