"""One pass for every timeline: observers are told each entry once, registers are folds of movements."""

import datetime as dt
from collections import Counter

from hypothesis import HealthCheck, given, settings

from ledger.cap_table.movements import Movement, Place
from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.log.timeline import Item
from projections.answers.registers import Holdings
from tests.ledger.engine import judge
from tests.ledger.test_book import BROKEN, log_of
from tests.reference.timelines import disturbed_timelines, timelines

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
Account = tuple[str, str | Place]


class Folding(Observer):
    """Folds movements into registers of its own, and compares them with the engine's after every entry."""

    def __init__(self) -> None:
        self.held: Counter[Account] = Counter()
        self.happened_to: list[str] = []
        self.announced: list[str] = []
        self.closed: list[dt.date] = []

    def happens(self, item: Item, state: State) -> None:
        self.announced.append(item.recorded.id)
        assert state.day == item.key.day
        assert not self.closed or self.closed[-1] < item.key.day

    def happened(self, item: Item, state: State) -> None:
        self.happened_to.append(item.recorded.id)
        names = {item.recorded.id, *(one.id for one in item.automatic)}
        for one in state.register.moved:
            assert one.entry in names
            assert one.shares >= 0
            self.fold(one)
        for stock, register in (("common", state.common), ("series_d", state.series_d)):
            mine = {
                name: shares for (kind, name), shares in self.held.items() if kind == stock and isinstance(name, str)
            }
            assert {name: shares for name, shares in mine.items() if shares} == {
                name: shares for name, shares in register.items() if shares
            }
        assert self.held["common", Place.TREASURY] == state.treasury
        assert sum(state.common.values()) == state.outstanding
        assert sum(state.series_d.values()) == state.series_d_outstanding

    def closes(self, day: dt.date, state: State) -> None:
        assert state.day == day
        self.closed.append(day)

    def fold(self, one: Movement) -> None:
        self.held[one.stock, one.source] -= one.shares
        self.held[one.stock, one.target] += one.shares


def folds(log) -> None:
    """Every entry that stands is told once, in order; no day closes twice; whoever looks on changes nothing."""
    seen = Folding()
    book, alone = open_book(log, observers=[seen]), open_book(log)
    assert seen.happened_to == [item.recorded.id for item in alone.items]
    left_out = {one.entry for one in alone.problems}
    assert [name for name in seen.announced if name not in left_out] == seen.happened_to
    assert seen.closed == sorted(set(seen.closed))
    assert {item.key.day for item in alone.items} <= set(seen.closed)
    assert (book.state.day, book.state.common, book.state.series_d) == (
        alone.state.day,
        alone.state.common,
        alone.state.series_d,
    )
    assert book.state.price.exact() == alone.state.price.exact()


@FEW
@given(timelines(max_entries=40))
def test_the_registers_are_the_fold_of_the_movements(entries):
    folds(judge(entries).log)


@FEW
@given(disturbed_timelines())
def test_also_of_timelines_that_nobody_would_write(entries):
    folds(judge(entries).log)


def test_what_is_left_out_is_announced_and_never_happens() -> None:
    seen = Folding()
    open_book(log_of(*BROKEN), observers=[seen])
    assert seen.announced[-3:] == ["X", "exercise", "free"]
    assert seen.happened_to[-2:] == ["X", "free"]


def test_the_day_on_which_a_price_begins_is_closed_though_all_of_its_entries_are_left_out() -> None:
    seen = Folding()
    book = open_book(log_of(*BROKEN), observers=[seen])
    (begun,) = (step.governs_from for step in book.state.course.history)
    assert [item.recorded.id for item in book.items if item.key.day == begun] == []
    assert begun in seen.closed


@FEW
@given(timelines(max_entries=40))
def test_who_held_what_on_a_day_that_has_passed(entries):
    log = judge(entries).log
    common, series_d = Holdings("common"), Holdings("series_d")
    items = open_book(log, observers=[common, series_d]).items
    for day in {item.key.day for item in items}:
        then = open_book(log, until=day).state
        assert common.on(day) == {name: held for name, held in then.common.items() if held}
        assert series_d.on(day) == dict(then.series_d)
