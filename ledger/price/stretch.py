"""A stretch of the fold: so many facts, what each was found to do, and the prices that follow, made when asked for.

A stretch stands behind another one, or at the start. It is a value but for its own memory and for growing at its end:
a course that finds a fact to do otherwise goes on with another stretch, and whoever holds a price of this one can ask
for its digits at any time. Close to a price, but surely around it, are the floats `after` and `error`.
"""

from array import array
from dataclasses import dataclass, field
from functools import partial

from ledger.numbers.bounded import SCALE_BITS, Bounded
from ledger.numbers.exact import plain
from ledger.price import sizes
from ledger.price.columns import Columns, Window
from ledger.price.facts import Fact, Point
from ledger.price.floats import FAR, U, float_of, knows, of_price, off_by
from ledger.price.fold import Outcome, moved
from ledger.price.formula import Number

_OFF = 64 * U
"""How much farther off one more adjustment is: see `ledger.price.foresight`, whose bound is less for a single one."""
_SCALE = 2.0**SCALE_BITS


@dataclass(slots=True, eq=False)
class Stretch:
    """So many facts, the first of them at `first`. `deemed` is the Common deemed issued before them."""

    first: int
    start: "Stretch | Bounded"
    """What stands before: the stretch whose last price this one begins with, or the price at the start."""
    deemed: Number
    before: float
    """The price before the first fact, off by no more than `off` of itself."""
    off: float
    columns: Columns = field(default_factory=Columns)
    after: "array[float]" = field(default_factory=lambda: array("d"))
    """The price after each fact, off by no more than `error` of itself, and after the last by no more than `latest`."""
    error: float = 0.0
    latest: float = 0.0
    handed: dict[int, Bounded] = field(default_factory=dict)
    """The prices that were asked for, by the fact that made each."""
    settled: int = -1
    """Up to which fact the narrow bounds have been made."""
    points: dict[int, Point] = field(default_factory=dict)
    """What was asked for as a point."""

    def __len__(self) -> int:
        return len(self.after)

    # -- the price ------------------------------------------------------------------------------------------------

    def price(self, place: int) -> Bounded:
        """The price after a fact of this stretch; before the first one at -1."""
        stretch, made_by = self, self.columns.moved_by(place)
        while made_by < 0:
            if isinstance(stretch.start, Bounded):
                return stretch.start
            stretch = stretch.start
            made_by = stretch.columns.moved_by(sizes.SIZE - 1)
        found = stretch.handed.get(made_by)
        return stretch.handed.setdefault(made_by, stretch.near(made_by)) if found is None else found

    def near(self, place: int) -> Bounded:
        """The price that a fact made, between bounds about its float."""
        price, error = self.at(place)
        off, settle = off_by(error), partial(self._settle, place)
        if knows(price, off):
            return Bounded.near(int(price * (1 - off) * _SCALE), int(price * (1 + off) * _SCALE) + 1, settle)
        made = Bounded.near(0, 1, settle)
        settle()
        return self.handed.get(place, made)

    def _settle(self, place: int) -> None:
        """Make the narrow bounds of the prices up to a fact, from where they have been made."""
        unsettled: list[Stretch] = []
        stretch: Stretch | Bounded = self.start
        while isinstance(stretch, Stretch) and stretch.settled < max(0, stretch.columns.moved_by(sizes.SIZE - 1)):
            unsettled.append(stretch)
            stretch = stretch.start
        for one in reversed(unsettled):
            one.settle(sizes.SIZE - 1)
        self.settle(place)

    def settle(self, place: int) -> None:
        """Make the narrow bounds up to a fact; those of the stretch before have been made."""
        price = self.price(self.settled)
        for at in range(self.settled + 1, place + 1):
            outcome = self.columns.outcomes[at]
            if outcome.moves:
                made = moved(self.columns.facts[at], outcome, price, self.deemed_after(at - 1))
                price = self.handed.setdefault(at, made)
                if price is not made and price.is_near:
                    price.become(made)
        self.settled = max(self.settled, place)

    def deemed_after(self, place: int) -> Number:
        """The Common deemed issued after a fact; before the first one at -1."""
        return plain(self.deemed + self.columns.deemed[place]) if place >= 0 else self.deemed

    # -- the floats -----------------------------------------------------------------------------------------------

    def at(self, place: int) -> tuple[float, float]:
        """The float price after a fact, and how far off it may be; before the first one at -1."""
        if place < 0:
            return self.before, self.off
        return self.after[place], self.latest if place == len(self.after) - 1 else self.error

    def is_sure(self, place: int) -> bool:
        """Whether the next fact surely does what it did, whatever was found before it."""
        price, error = self.at(place - 1)
        off, above, at_most = off_by(error), self.columns.above[place], self.columns.at_most[place]
        return knows(price, off) and price * (1 - off) > above and price * (1 + off) < at_most

    def is_above(self, ratio: float) -> bool:
        """Whether the price after the last fact is surely above a ratio, of which the nearest float is given."""
        price, error = self.at(len(self.after) - 1)
        off = off_by(error)
        return knows(price, off) and price * (1 - off) > ratio

    def is_below(self, ratio: float) -> bool:
        """Whether it is surely below."""
        price, error = self.at(len(self.after) - 1)
        off = off_by(error)
        return knows(price, off) and price * (1 + off) < ratio

    def step(self, place: int) -> None:
        """Put down the float price after the next fact, from the one before it."""
        (price, error), columns = self.at(place - 1), self.columns
        outcome = columns.outcomes[place]
        if outcome.price is not None:
            price, error = float_of(outcome.price), 4 * U
        elif outcome.moves:
            outstanding, offset, deemed = columns.outstanding[place], columns.offset[place], float_of(self.deemed)
            a = outstanding + (deemed + offset)
            whole = a + columns.shares[place]
            if a > 0 and whole > 0:
                error += _OFF * (outstanding + (deemed + abs(offset))) / a
                price = columns.factor[place] * (a * price + columns.money[place]) / whole
            else:
                error = 1.0
        self.after.append(price)
        self.latest = error if knows(price, error) else 1.0
        self.error = max(self.error, self.latest)

    def anchor(self) -> None:
        """Take the price after the last fact anew from its narrow bounds, where they have been made."""
        place = len(self.after) - 1
        price = self.handed.get(place)
        if price is not None and not price.is_near and price.low:
            self.after[place], self.latest = of_price(price)

    def foresaw(self, after: "array[float]", error: float) -> None:
        """Put down the float prices after the next facts."""
        self.after.extend(after)
        self.latest = error if error < FAR else 1.0
        self.error = max(self.error, self.latest)

    def add(self, fact: Fact, outcome: Outcome, window: Window) -> None:
        """One more fact."""
        self.columns.add(fact, outcome, window)
        self.step(len(self.after))

    # -- other stretches ------------------------------------------------------------------------------------------

    def behind(self, columns: Columns) -> "Stretch":
        """A stretch with such columns behind this one, none of whose prices is known yet."""
        return Stretch(
            self.first + sizes.SIZE, self, self.deemed_after(sizes.SIZE - 1), *self.at(sizes.SIZE - 1), columns
        )

    def again(self, length: int, columns: Columns) -> "Stretch":
        """A stretch that has been found to be the same for so many facts."""
        return Stretch(
            self.first,
            self.start,
            self.deemed,
            self.before,
            self.off,
            columns,
            self.after[:length],
            self.error,
            self.error if length else self.off,
            {place: price for place, price in self.handed.items() if place < length},
            min(self.settled, length - 1),
            {place: point for place, point in self.points.items() if place < length},
        )

    def cut(self, length: int) -> "Stretch":
        """A stretch of its own with the first of the facts, to go on from there."""
        return self.again(length, self.columns.up_to(length))


def cut(stretches: list[Stretch], length: int) -> list[Stretch]:
    """The stretches of the first facts; the last is one of its own, to go on from there."""
    number, at = divmod(length, sizes.SIZE)
    return [*stretches[:number], stretches[number].cut(at)] if at else stretches[:number]


def at_start(price: Bounded, columns: Columns) -> Stretch:
    """The first stretch, at a price that is known."""
    return Stretch(0, price, 0, *of_price(price), columns)
