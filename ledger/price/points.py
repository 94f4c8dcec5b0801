"""The points of a course, each the price after a fact and what stands with it; and places to come back to."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, overload

from ledger.numbers.bounded import Bounded
from ledger.price import sizes
from ledger.price.facts import Fact, Point, Restated, Step, Test, at_most
from ledger.price.fold import formula_of
from ledger.price.formula import Number
from ledger.price.stretch import Stretch
from ledger.sharing import Map, Row


class Mark(NamedTuple):
    """A place to come back to. Of `facts`, which go on growing, it has the first `length`, and so of the stretches.

    Of `history` it has the first `steps`.
    """

    length: int
    facts: Row[Fact]
    stretches: list[Stretch]
    steps: int
    history: Row[Step]
    day: date
    start: Bounded
    opening: Bounded
    reopened: date | None
    waived: frozenset[str]
    granted_at: Map[str, int]
    tested_at: Map[Test, int]


class Points(Sequence[Point]):
    """A view: each point is made when it is asked for, and is the same one as long as the fold is not made again."""

    __slots__ = ("facts", "length", "start", "stretches")

    def __init__(self, stretches: list[Stretch], facts: Row[Fact], start: Bounded, length: int) -> None:
        self.stretches = stretches
        self.facts = facts
        self.start = start
        self.length = length

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> Point: ...
    @overload
    def __getitem__(self, place: slice) -> list[Point]: ...
    def __getitem__(self, place: int | slice) -> Point | list[Point]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self.length))]
        index = place + self.length if place < 0 else place
        if not 0 <= index < self.length:
            raise IndexError(place)
        number, at = divmod(index, sizes.SIZE)
        made = self.stretches[number].points
        point = made.get(at)
        return made.setdefault(at, self._point(index)) if point is None else point

    def price(self, index: int) -> Bounded:
        """The price after a fact; before the first one at -1."""
        return self.stretches[index // sizes.SIZE].price(index % sizes.SIZE) if index >= 0 else self.start

    def deemed(self, index: int) -> Number:
        """The Common deemed issued and still outstanding after a fact (4E(1), 4E(2), A9, A10)."""
        return self.stretches[index // sizes.SIZE].deemed_after(index % sizes.SIZE) if index >= 0 else 0

    def opening(self, index: int) -> Bounded:
        """The price with which the day of a fact began, and what a reorganization of that day left of it (A5, 4G)."""
        first = bisect_left(self.facts, self.facts[index].day, 0, index, key=_day)
        opening = self.price(first - 1)
        for fact in self._reflecting(first, index):
            if fact.reflected is not None:
                opening = at_most(opening, fact.reflected)
        return opening

    def _reflecting(self, first: int, last: int) -> list[Restated]:
        found: list[Restated] = []
        for one in islice(self.stretches, first // sizes.SIZE, last // sizes.SIZE + 1):
            for at in one.columns.reflecting:
                fact = one.columns.facts[at]
                if first <= one.first + at <= last and isinstance(fact, Restated):
                    found.append(fact)
        return found

    def before(self, index: int) -> Point:
        """What stands before a fact: a new day opens with the price after the close of the day before (A1)."""
        running = self.price(index - 1)
        same_day = index > 0 and self.facts[index - 1].day == self.facts[index].day
        return Point(running, self.opening(index - 1) if same_day else running, self.deemed(index - 1))

    def _point(self, index: int) -> Point:
        fact, (number, at) = self.facts[index], divmod(index, sizes.SIZE)
        formula = formula_of(fact, self.stretches[number].columns.outcomes[at], self.deemed(index - 1))
        return Point(self.price(index), self.opening(index), self.deemed(index), formula)


def _day(fact: Fact) -> date:
    return fact.day
