"""Which explanation of a wrong claim is the nearest: the order in which they are tried, and told.

What meets a claim exactly stands before what meets it as it is written. Among those the plainer kind comes first, which
supposes less; and within a kind the nearest: what changed last, the latest step, the smallest slip.

A claim of few digits may be met by chance. Numbers written with as many places, from half to double what is claimed,
are so many; those that some supposition tried would be written as are so many of them. Where they are more than one in
twenty, that a supposition meets the claim says little, and it is called what it may be. Who meets a claim exactly is
no such case: of the numbers that were tried hardly one ends after so few digits.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from projections.audit.verdicts import half_up, significant


class Kind(NamedTuple):
    """A kind of explanation, by the name that it has in JSON, and why it stands where it does."""

    how: str
    why: str


PLAINEST_FIRST: Sequence[Kind] = (
    Kind("known", "nobody erred: it was the price until the record was changed or completed"),
    Kind("day", "the right prices, looked up on the day beside: when a price begins to govern is easily misread"),
    Kind("units", "the right price in the share units of other days: only a split was not followed"),
    Kind("step", "one thing was left undone: the price was not brought up to date"),
    Kind("without", "one entry was overlooked, and all that came after it was followed"),
    Kind("point", "the right digits, and a slip of the pen"),
    Kind("reading", "all of the history was worked out by another choice of the terms: most has to be supposed"),
)
"""The kinds, the plainest first."""

ONE_IN = 20
"""So many numbers must there be for each that would be met, lest meeting one be called chance."""

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def by_chance(claimed: Fraction, places: int, tried: Sequence[int]) -> bool:
    """Whether a claim of so many places could as well be met by chance.

    `tried` are all numbers that a supposition would be written as, in units of the last place, sorted.
    """
    number = half_up(claimed, places)
    alike = bisect_right(tried, 2 * number) - bisect_left(tried, -(-number // 2))
    return 2 * ONE_IN * alike > 3 * number


def chance_in_words(claimed: Fraction, places: int) -> str:
    """That it could be, and why."""
    digits = significant(claimed, places)
    word = _WORDS[digits] if digits < len(_WORDS) else str(digits)
    return f"could be chance: {word} digit{'' if digits == 1 else 's'}"
