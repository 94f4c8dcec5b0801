"""A row: the times of its runs, those of its baseline in the same run, what is promised, and how it grows.

A ratio is always the time of what is measured over that of the baseline, median over median; so a promise is a ratio
that is not to be exceeded, and 1/500 says "at least five hundred times faster".
"""

import statistics
from collections.abc import Sequence
from math import log
from typing import NamedTuple

Times = tuple[float, ...]
"""Seconds, one for each run."""


class Point(NamedTuple):
    """How long it takes over so many entries: the median of some runs."""

    entries: int
    seconds: float


class Row(NamedTuple):
    """A line of the table; `promised` is None where nothing is, or nothing of this size."""

    what: str
    times: Times
    baseline: str
    against: Times
    promised: float | None = None
    growth: tuple[Point, ...] = ()

    @property
    def seconds(self) -> float:
        """The median of the runs."""
        return middle(self.times)

    @property
    def ratio(self) -> float:
        """Median over median."""
        return self.seconds / middle(self.against)

    @property
    def ratios(self) -> tuple[float, float]:
        """Between what the ratio lies whichever runs are taken."""
        return min(self.times) / max(self.against), max(self.times) / min(self.against)

    @property
    def is_over(self) -> bool:
        """Whether it takes longer than is promised."""
        return self.promised is not None and self.ratio > self.promised

    @property
    def exponent(self) -> float | None:
        """The power of the entries with which it grows; None where fewer than two sizes were measured."""
        return exponent(self.growth)


def exponent(points: Sequence[Point]) -> float | None:
    """The power with which the seconds grow: the slope of the line through the points on paper with two log scales."""
    if len(points) < 2:
        return None
    return statistics.linear_regression(
        [log(point.entries) for point in points], [log(point.seconds) for point in points]
    ).slope


def middle(times: Times) -> float:
    """The median."""
    return statistics.median(times)


def scaled(times: Times, factor: float) -> Times:
    """What so many of them would take: for a baseline of which only one is measured, as its row says."""
    return tuple(seconds * factor for seconds in times)
