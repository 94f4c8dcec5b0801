"""The moments that moved the price, or that somebody asked about, with what stood and what was tested in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.events import OfRight
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.price.facts import Fact
from ledger.price.rights import Right
from ledger.working import Product, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, total
from projections.workings.observer import Telling
from projections.workings.price.lots import LotAt, is_before
from projections.workings.price.rights import LotTold, RightsTold
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


class RightBefore(NamedTuple):
    """A right just before an entry that did something to it, after so many others had, and just after."""

    before: Right
    after: Right
    acts: int
    units: Units


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
        self._passed = 0 if step is None else step - 1
        """The steps before the first whose place is kept."""
        self._key: object = None
        self._recorded: list[Recorded] = []
        self._rights: dict[str, RightBefore] = {}
        self._deemed: Mapping[str, Tally] = {}
        self._facts = self._steps = 0
        self._right: Right | None = None

    def happens(self, item: Item, state: State) -> None:
        """Remember what stands before a moment, and the right of an entry as it stands before it."""
        if len(state.course.history) < self._passed:
            return
        key = item.key.day, item.key.moment
        if key != self._key:
            self._key, self._recorded, self._rights = key, [], {}
            self._deemed, self._facts = self._telling.course.deemed, len(state.course.facts)
            self._steps = len(state.course.history)
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
            self._rights[item.recorded.id] = RightBefore(self._right, after, acts - 1, self._telling.units)
        asked = any(one.id == self._entry for one in self._recorded)
        if asked or len(state.course.history) > self._steps:
            place = self._place(state)
            self.places |= {one.id: place for one in self._recorded}

    def _place(self, state: State) -> Place:
        facts = state.course.facts
        adds = len(facts) > self._facts
        tests = self._telling.course.tests(len(facts) - 1) if adds else ()
        fact = facts[-1] if adds else None
        lots: Sequence[LotAt] = ()
        if self._lots and fact is not None:
            lots = self._telling.course.lots_before(len(facts) - 1, is_before(fact))
        return Place(tuple(self._recorded), self._deemed, tests, fact, dict(self._rights), lots)


def stood(entry: str, right: RightBefore, rights: RightsTold) -> Iterator[Working]:
    """What was outstanding of a right before a readjustment, at which prices, and what had come out of it (A22)."""
    pairs = list(zip(right.before.lots, rights.of(right.before.name, right.acts).lots, strict=True))
    waiting = [(lot, told) for lot, told in pairs if lot.out_by is None]
    payable = sum((lot.shares * Fraction(lot.exercise_price + lot.conversion_price) for lot, _ in waiting), Fraction(0))
    name, units = right.before.name, right.units
    if waiting:
        yield _PAYABLE.of(payable, total(_payable(told, units) for _, told in waiting), name, entry)
    out = [(lot, told) for lot, told in pairs if lot.out_by is not None]
    if out:
        shares = sum(lot.shares for lot, _ in out) * units.value
        yield _CAME_OUT.of(shares, total(told.shares.shares_in(units) for _, told in out), name, entry)


def _payable(told: LotTold, units: Units) -> Product:
    prices = [told.exercise_price.price_in(units), told.conversion_price.price_in(units)]
    some = [one for one in prices if one != NOTHING]
    return Product((told.shares.shares_in(units), total(some)))
