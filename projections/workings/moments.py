"""The moments that moved the price, or that somebody asked about, with what stood and what was tested in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.events import CashDividendPaid, DistributionMade, OfRight
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.price.facts import Distributed, Fact, Moment
from ledger.price.rights import Lot, Right
from ledger.working import Product, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, total
from projections.workings.observer import Telling
from projections.workings.price.lots import LotAt, is_before
from projections.workings.price.parts import LotTold
from projections.workings.price.rights import RightsTold
from projections.workings.price.trigger import Tested
from projections.workings.tally import Tally
from projections.workings.units import Units

_PAYABLE = Kind(
    "what was still payable for the Common issuable under {} immediately before entry {}",
    "4E(3)",
    "money",
    ("A22",),
)
_CAME_OUT = Kind(
    "the Common that had come out of {} before entry {}", "4E(3)", "Common", ("A22",), "It stays as it was."
)


Distributing = CashDividendPaid | DistributionMade
"""The entries whose factor stands at the close of the day."""


class RightBefore(NamedTuple):
    """A right just before an entry that did something to it, after so many others had, and just after."""

    before: Right
    after: Right
    acts: int
    units: Units
    bears_deduction: bool = False
    """Whether something was deducted for it from what was sold with it (4E(5), A59)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A moment: its entries, what was deemed issued before it, by right, and what it put to the test."""

    recorded: tuple[Recorded, ...]
    deemed: Mapping[str, Tally]
    tested: Sequence[Tested]
    fact: Fact | None
    rights: Mapping[str, RightBefore]
    """The rights that its entries did something to, by the id of the entry."""
    lots: Sequence[LotAt] = ()
    """What was deemed issued before it, lot by lot, where somebody asked for that."""
    treasury: int = 0
    """What was in treasury after it."""


class Moments(Observer):
    """Looks on after a `Telling`, and keeps the places of the steps of the history, or of one, and that of an entry."""

    def __init__(
        self, telling: Telling, entry: str | None = None, step: int | None = None, *, lots: bool = False
    ) -> None:
        self.places: dict[str, Place] = {}
        """By the id of each entry of a moment."""
        self._telling = telling
        self._entry = entry
        self._lots = lots
        self._passed = 0 if step is None else step - 2
        """The steps before the first whose place is kept; a net exercise makes two (A29)."""
        self._key: object = None
        self._recorded: list[Recorded] = []
        self._rights: dict[str, RightBefore] = {}
        self._deemed: Mapping[str, Tally] = {}
        self._closing = 0
        self._right: Right | None = None

    def happens(self, item: Item, state: State) -> None:
        """Remember what stands before a moment, and the right of an entry as it stands before it."""
        if len(state.course.history) < self._passed and not isinstance(item.recorded.entry, Distributing):
            self._key = None
            return
        key = item.key.day, item.key.moment
        if key != self._key:
            self._key, self._recorded, self._rights = key, [], {}
            self._deemed, self._closing = self._telling.course.deemed, self._telling.course.closing
        entry = item.recorded.entry
        right = state.rights.get(entry.right) if isinstance(entry, OfRight) else None
        self._right = right

    def happened(self, item: Item, state: State) -> None:
        """Keep the place of a moment that has moved the price by now."""
        if self._key is None:
            return
        self._recorded.append(item.recorded)
        if self._right is not None:
            acts, after = self._telling.rights.acts(self._right.name), state.rights[self._right.name]
            bears = _bears_deduction(state, self._right)
            self._rights[item.recorded.id] = RightBefore(self._right, after, acts - 1, self._telling.units, bears)
        names = {one.id for one in self._recorded}
        # the step of a distribution may come and go with what comes later on its day (A61)
        if self._entry in names or isinstance(item.recorded.entry, Distributing) or _moved_by(names, state):
            place = self._place(state)
            self.places |= {one.id: place for one in self._recorded}

    def _place(self, state: State) -> Place:
        index = self._added(state)
        tests = () if index is None else self._telling.course.tests(index)
        fact = None if index is None else state.course.facts[index]
        lots: Sequence[LotAt] = ()
        if self._lots and index is not None and fact is not None:
            lots = self._telling.course.lots_before(index, is_before(fact))
        return Place(tuple(self._recorded), self._deemed, tests, fact, dict(self._rights), lots, state.treasury)

    def _added(self, state: State) -> int | None:
        """The place of the fact that the moment has added; distributions of the day stand behind it (A61)."""
        facts, closing = state.course.facts, self._telling.course.closing
        for index, fact in enumerate(facts[closing:], start=closing):
            if isinstance(fact, Distributed) and fact.entry == self._recorded[-1].id:
                return index
        return closing - 1 if closing > self._closing else None


def _moved_by(names: set[str], state: State) -> bool:
    """Whether the latest step of the price, but for distributions at the close of the day, is of these entries."""
    last = next((step for step in reversed(state.course.history) if step.clause != "4H"), None)
    return last is not None and (
        last.entry in names or bool(last.formula and not names.isdisjoint(last.formula.entries))
    )


def _bears_deduction(state: State, right: Right) -> bool:
    granted = state.course.granted_at.get(right.name)
    fact = None if granted is None or right.transaction is None else state.course.facts[granted]
    members = fact.members if isinstance(fact, Moment) else ()
    return any(bool(state.rights[one].deducted if isinstance(one, str) else one.deducted) for one in members)


def stood(entry: str, right: RightBefore, rights: RightsTold) -> Iterator[Working]:
    """What was outstanding of a right before a readjustment, at which prices, and what had come out of it (A22)."""
    pairs = list(zip(right.before.lots, rights.of(right.before.name, right.acts).lots, strict=True))
    waiting = [(lot, told) for lot, told in pairs if lot.out_by is None]
    payable = sum((_still_payable(lot) for lot, _ in waiting), Fraction(0))
    name, units = right.before.name, right.units
    if waiting:
        yield _PAYABLE.of(payable, total(_payable(told, units) for _, told in waiting), name, entry)
    out = [(lot, told) for lot, told in pairs if lot.out_by is not None]
    if out:
        shares = sum(lot.shares for lot, _ in out) * units.value
        yield _CAME_OUT.of(shares, total(told.shares.shares_in(units) for _, told in out), name, entry)


def _still_payable(lot: Lot) -> Fraction:
    """What is received on exercise is payable no more (A32)."""
    exercise = 0 if lot.received is not None else lot.exercise_price
    return lot.shares * Fraction(exercise + lot.conversion_price)


def _payable(told: LotTold, units: Units) -> Product:
    exercise = NOTHING if told.received is not None else told.exercise_price.price_in(units)
    prices = [exercise, told.conversion_price.price_in(units)]
    some = [one for one in prices if one != NOTHING]
    return Product((told.shares.shares_in(units), total(some)))
