"""Places on the page, and the lines for the eye with what stands beside them.

Here alone exact numbers become floats: a float places a pixel, and is never read.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from commands.web.charts.documents import Across, Axis
from projections.render.charts.axes import Heights, label_of, tick_of

_EPOCH = date(1970, 1, 1).toordinal()
_RUNGS = (1, 2, 5)
_FEW_POWERS = 3
"""Over more powers of ten than these, only the powers themselves are written."""


def place(value: Fraction) -> float:
    """An exact number as a place."""
    return float(value)


def day_place(day: date) -> int:
    """A day as a place: days since the first of 1970."""
    return day.toordinal() - _EPOCH


def of_heights(found: Heights) -> Axis:
    """The heights of the house."""
    ticks = [place(one) for one in found.ticks]
    return Axis(low=ticks[0], high=ticks[-1], ticks=ticks, labels=found.labels)


def ratios(lowest: Fraction, highest: Fraction) -> Axis | None:
    """The same in equal ratios, at 1, 2 and 5 times the powers of ten; None where a height is not above zero."""
    if lowest <= 0:
        return None
    bottom, top = _power_below(lowest), _power_below(highest)
    rungs = list(_rungs(bottom, top * 10))
    low = max(one for one in rungs if one <= lowest)
    high = min(one for one in rungs if one >= highest)
    if low == high:
        low, high = low / 2, high * 2
    within = [one for one in rungs if low <= one <= high]
    shown = within if top <= bottom * 10**_FEW_POWERS else [one for one in within if one in _powers(bottom, top * 10)]
    return Axis(low=place(low), high=place(high), ticks=[place(one) for one in shown], labels=[*map(label_of, shown)])


def _power_below(number: Fraction) -> Fraction:
    power = Fraction(1)
    while power > number:
        power /= 10
    while power * 10 <= number:
        power *= 10
    return power


def _powers(bottom: Fraction, top: Fraction) -> Sequence[Fraction]:
    found = [bottom]
    while found[-1] < top:
        found.append(found[-1] * 10)
    return found


def _rungs(bottom: Fraction, top: Fraction) -> Iterator[Fraction]:
    return (power * one for power in _powers(bottom, top) for one in _RUNGS)


def of_days(first: date, last: date) -> Across:
    """Days from the first to the last."""
    return Across(low=day_place(first), high=day_place(last), days=True, ticks=[], labels=[], unit="")


def of_amounts(most: Fraction, unit: str) -> Across:
    """Amounts from zero up."""
    step = tick_of(most)
    ticks = [step * number for number in range(int(most / step) + 1)]
    labels = [*map(label_of, ticks)]
    return Across(low=0, high=place(most), days=False, ticks=[*map(place, ticks)], labels=labels, unit=unit)
