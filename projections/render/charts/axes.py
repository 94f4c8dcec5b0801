"""The axes of a drawing: heights at round numbers, and days up to the one asked of.

No binary float is met on the way: places are shares of the whole, as rationals.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from ledger.numbers.spelling import digits_in_threes, digits_of

_MOST_TICKS = 5
_ROUND = (1, 2, 5)
_LONG_REST = 4
_MOVING = Fraction(3, 4)
"""Where nothing happens for more than four times as long as before, the time before has this part of the width."""
_APART = Fraction(1, 7)
"""Two dates below a drawing are at least this far from each other."""
_MONTHS = (120, 60, 24, 12, 6, 3, 1)


class Heights(NamedTuple):
    """Lines for the eye: from `low` up, so many steps of a round number."""

    low: Fraction
    step: Fraction
    parts: int

    @property
    def ticks(self) -> Iterator[Fraction]:
        """The heights of the lines."""
        return (self.low + self.step * number for number in range(self.parts + 1))

    @property
    def labels(self) -> list[str]:
        """The heights as they are written, all with as many places."""
        places = max(map(places_of, self.ticks))
        return [label_of(height, places) for height in self.ticks]

    def share(self, height: Fraction) -> Fraction:
        """How far up a height is, of the whole."""
        return (height - self.low) / (self.step * self.parts)


def heights(lowest: Fraction, highest: Fraction) -> Heights:
    """From zero up; where all lies in the upper half of that and moves, from a round number below the lowest."""
    if lowest == highest or lowest * 2 < highest:
        step = tick_of(highest)
        return Heights(Fraction(0), step, max(1, ceil(highest / step)))
    step = tick_of(highest - lowest)
    low = step * max(0, ceil(lowest / step) - 1)
    return Heights(low, step, ceil((highest - low) / step))


def tick_of(span: Fraction) -> Fraction:
    """The distance of two lines: the least of 1, 2 and 5 times a power of ten of which five are as much as the span."""
    if not span:
        return Fraction(1)
    power = Fraction(1)
    while power * _MOST_TICKS < span:
        power *= 10
    while power * _MOST_TICKS >= span * 10:
        power /= 10
    # the power of ten below is too small by less than ten times
    return next(made for one in (*_ROUND, 10) if (made := power / 10 * one) * _MOST_TICKS >= span)


def places_of(height: Fraction) -> int:
    """How many places after the point a height of the grid has, which has few digits."""
    places = 0
    while height * 10**places % 1:
        places += 1
    return places


def label_of(height: Fraction, places: int | None = None) -> str:
    """A height of the grid, with so many places or as many as it has."""
    places = places_of(height) if places is None else places
    whole, rest = divmod(int(height * 10**places), 10**places)
    return f"{digits_in_threes(whole)}.{digits_of(rest).rjust(places, '0')}" if places else digits_in_threes(whole)


class Days(NamedTuple):
    """Time from the first day to the last; after `moved`, the last day on which something moves, it may be broken."""

    first: date
    moved: date
    until: date

    @property
    def broken(self) -> bool:
        """Whether the rest, in which nothing moves, is drawn shorter than it was."""
        moving = (self.moved - self.first).days
        return 0 < moving * _LONG_REST < (self.until - self.moved).days

    def share(self, day: date) -> Fraction:
        """How far to the right a day is, of the whole."""
        if not self.broken:
            return Fraction((day - self.first).days, max(1, (self.until - self.first).days))
        if day <= self.moved:
            return _MOVING * Fraction((day - self.first).days, (self.moved - self.first).days)
        rest = Fraction((day - self.moved).days, (self.until - self.moved).days)
        return _MOVING + rest * (1 - _MOVING)

    @property
    def ticks(self) -> list[date]:
        """The days that are named: the first, the last, and firsts of years, quarters or months that have room."""
        ends = [self.first, self.until] if self.until > self.first else [self.first]
        between: list[date] = []
        for months in _MONTHS:
            found = list(self._between(months, ends))
            if len(found) > len(between):
                between = found
            if len(between) > 1:
                break
        return sorted([*ends, *between])

    def _between(self, months: int, ends: list[date]) -> Iterator[date]:
        named = list(ends)
        for day in _firsts(self.first, self.moved if self.broken else self.until, months):
            if all(abs(self.share(day) - self.share(one)) >= _APART for one in named):
                named.append(day)
                yield day


def _firsts(since: date, until: date, months: int) -> Iterator[date]:
    """The first days of every so many months between two days."""
    month = since.year * 12 + since.month
    month += -month % months
    while (day := date(month // 12, month % 12 + 1, 1)) < until:
        if day > since:
            yield day
        month += months
