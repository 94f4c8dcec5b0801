"""The price in effect on each day gone by, noted as the days end: what took place, which nothing later changes.

A readjustment changes the price from its own day on (4E(3), A3), and never what was in effect before it; so the notes
of a timeline are those of a replay that ends on any of their days.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.numbers.bounded import Bounded


class DayGone(NamedTuple):
    """A day as it ended, in base units: the price in effect on it, and the one that it left to the days after (A1)."""

    day: date
    in_effect: Bounded
    after_close: Bounded
    units: Fraction

    def follows(self, before: "DayGone") -> bool:
        """Whether it surely left all as it found it."""
        left = before.after_close
        return self.in_effect is left and self.after_close is left and self.units is before.units


def ended(days: Sequence[DayGone], day: date) -> DayGone | None:
    """How a day ended that is over; None where no day had ended by then."""
    number = bisect_right(days, day, key=_day)
    if not number:
        return None
    found = days[number - 1]
    return found if found.day == day else found._replace(day=day, in_effect=found.after_close)


def _day(one: DayGone) -> date:
    return one.day
