"""What the facts of a stretch were found to do, in columns, and the prices for which each surely does it again.

A test comes out the same for all prices above one ratio and up to another (`above`, `at_most`): the greatest of those
that the price was found above, and the least of those that it was not. These are the nearest floats to the ratios.
Columns are shared by all that goes on from them. So they only grow; what a fact is found to do otherwise goes into a
copy. One thing may be written where it stands: that a fact is no longer sure of anything (`forget`). Whoever reads that
looks at the fact itself.
"""

from array import array
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf, isnan

from ledger.numbers.bounded import Bounded
from ledger.numbers.exact import plain
from ledger.price.facts import Became, Delivered, Fact, Moment, Restated
from ledger.price.floats import float_of, nearest
from ledger.price.fold import Outcome
from ledger.price.formula import Number


class Window:
    """For which prices a test comes out as it did: above one float, and at most another."""

    __slots__ = ("above", "at_most")

    def __init__(self, above: float = -1.0, at_most: float = inf) -> None:
        self.above = above
        self.at_most = at_most

    def narrow(self, numerator: int, denominator: int, *, is_above: bool) -> None:
        """The price was compared with a ratio."""
        ratio = nearest(numerator, denominator)
        if isnan(ratio):
            self.above = inf
        elif is_above:
            self.above = max(self.above, ratio)
        else:
            self.at_most = min(self.at_most, ratio)


class Watched(Bounded):
    """A price that notes what it is compared with."""

    __slots__ = ("window",)

    def __init__(self, price: Bounded) -> None:
        super().__init__(*price.widest(), (price, (1, 0, 1)), is_near=price.is_near)
        self.window = Window()

    def is_above(self, numerator: int, denominator: int) -> bool:
        """Whether it is greater than the fraction, decided exactly."""
        found = super().is_above(numerator, denominator)
        self.window.narrow(numerator, denominator, is_above=found)
        return found

    def is_below(self, numerator: int, denominator: int) -> bool:
        """Whether it is less than the fraction: no window says for which prices that stays so."""
        self.window.above = inf
        return super().is_below(numerator, denominator)


NEVER = Window(inf, -inf)
"""Of a fact that is to be looked at every time."""


@dataclass(slots=True)
class Columns:
    """The columns of a stretch, a row for each fact; what a fact does stands in base units."""

    facts: list[Fact] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    deemed: list[Number] = field(default_factory=list)
    """What the facts up to each deem issued, less what came out."""
    moving: list[int] = field(default_factory=list)
    """The facts that move the price."""
    named: dict[str, list[int]] = field(default_factory=dict)
    """The facts that name a right."""
    reflecting: list[int] = field(default_factory=list)
    """The reorganizations that can take the price of their day down (4G)."""
    above: "array[float]" = field(default_factory=lambda: array("d"))
    at_most: "array[float]" = field(default_factory=lambda: array("d"))
    outstanding: "array[float]" = field(default_factory=lambda: array("d"))
    """The Common really outstanding before a fact that adjusts; 1 for all others, which need none."""
    offset: "array[float]" = field(default_factory=lambda: array("d"))
    """What the facts before each deem issued."""
    shares: "array[float]" = field(default_factory=lambda: array("d"))
    money: "array[float]" = field(default_factory=lambda: array("d"))
    factor: "array[float]" = field(default_factory=lambda: array("d"))

    def __len__(self) -> int:
        return len(self.outcomes)

    def add(self, fact: Fact, outcome: Outcome, window: Window) -> None:
        """One more fact."""
        place = len(self.outcomes)
        before = self.deemed[-1] if place else 0
        for name in names_of(fact):
            self.named.setdefault(name, []).append(place)
        if isinstance(fact, Restated) and fact.reflected is not None:
            self.reflecting.append(place)
        self.facts.append(fact)
        self.outcomes.append(outcome)
        self.deemed.append(plain(before + outcome.deemed) if outcome.deemed else before)
        if outcome.moves:
            self.moving.append(place)
        self.above.append(window.above)
        self.at_most.append(window.at_most)
        self.offset.append(float_of(before))
        outstanding, shares, money, factor = _floats_of(fact, outcome)
        self.outstanding.append(outstanding)
        self.shares.append(shares)
        self.money.append(money)
        self.factor.append(factor)

    def up_to(self, length: int) -> "Columns":
        """A copy of the first rows, to go on with."""
        named = ((name, [one for one in places if one < length]) for name, places in self.named.items())
        return Columns(
            facts=self.facts[:length],
            outcomes=self.outcomes[:length],
            deemed=self.deemed[:length],
            moving=[place for place in self.moving if place < length],
            named={name: places for name, places in named if places},
            reflecting=[place for place in self.reflecting if place < length],
            above=self.above[:length],
            at_most=self.at_most[:length],
            outstanding=self.outstanding[:length],
            offset=self.offset[:length],
            shares=self.shares[:length],
            money=self.money[:length],
            factor=self.factor[:length],
        )

    def otherwise(self, place: int, outcome: Outcome, window: Window) -> "Columns":
        """Columns in which a fact does something else, or the same for other prices; these here do not grow any more.

        What the facts are is the same, and shared.
        """
        found = Columns(
            facts=self.facts,
            outcomes=self.outcomes[:],
            deemed=self.deemed,
            moving=self.moving[:],
            named=self.named,
            reflecting=self.reflecting,
            above=self.above[:],
            at_most=self.at_most[:],
            outstanding=self.outstanding[:],
            offset=self.offset,
            shares=self.shares[:],
            money=self.money[:],
            factor=self.factor[:],
        )
        before, found.outcomes[place] = found.outcomes[place], outcome
        found.above[place], found.at_most[place] = window.above, window.at_most
        row = _floats_of(self.facts[place], outcome)
        found.outstanding[place], found.shares[place], found.money[place], found.factor[place] = row
        found._shift(place, outcome.deemed - before.deemed)
        if outcome.moves and not before.moves:
            insort(found.moving, place)
        elif before.moves and not outcome.moves:
            found.moving.remove(place)
        return found

    def _shift(self, place: int, more: Number) -> None:
        """So much more is deemed issued by a fact."""
        if more:
            after = [deemed + more for deemed in self.deemed[place:]]
            self.deemed = [*self.deemed[:place], *(after if isinstance(more, int) else map(plain, after))]
            self.offset = self.offset[: place + 1]
            self.offset.extend(map(float if set(map(type, after)) == {int} else float_of, self.deemed[place:-1]))

    def moved_by(self, place: int) -> int:
        """The last fact up to one that moves the price; -1 where none does."""
        index = bisect_right(self.moving, place)
        return self.moving[index - 1] if index else -1

    def forget(self, place: int) -> None:
        """Have a fact looked at whatever the price."""
        self.above[place] = inf

    def forget_right(self, name: str, after: int = -1) -> None:
        """Have all facts looked at that name a right, from behind a place on."""
        for place in self.named.get(name, ()):
            if place > after:
                self.forget(place)


def names_of(fact: Fact) -> Sequence[str]:
    """The rights that a fact names."""
    if isinstance(fact, Moment):
        return [member for member in fact.members if isinstance(member, str)]
    return (fact.right,) if isinstance(fact, Became | Delivered) else ()


def _floats_of(fact: Fact, outcome: Outcome) -> tuple[float, float, float, float]:
    """What is outstanding, C, D and the factor."""
    if outcome.issues:
        assert isinstance(fact, Moment | Became | Delivered)  # noqa: S101  nothing else issues
        return float_of(fact.outstanding), float_of(outcome.shares), float_of(outcome.money), 1.0
    return 1.0, 0.0, 0.0, 1.0 if outcome.factor is None else float_of(outcome.factor)
