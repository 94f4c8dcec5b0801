"""Section 4E: the test of a Trigger Issuance and the weighted average that follows from it."""

from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ledger.numbers.bounded import Bounded
from ledger.numbers.exact import plain

Number = Fraction | int
"""A rational; whole numbers stay `int` (see `ledger.numbers.exact.plain`)."""


class Issue(NamedTuple):
    """Additional Shares issued or deemed issued at one moment: C shares for the aggregate consideration D.

    `per_share` is D / C as a numerator and a denominator, ready for the test. `deducted` is what of the consideration
    is deducted for the rights issued with it, as long as they have not ended (A59). Made by `issue`.
    """

    entry: str
    clause: str
    shares: Number
    money: Number
    per_share: tuple[int, int]
    deducted: Number = 0
    gross: Number = 0
    """The money before that deduction, where there is one."""


def issue(entry: str, clause: str, shares: Number, money: Number) -> Issue:
    """An issue of so many shares for so much money in all."""
    shares, money = plain(shares), plain(money)
    return Issue(entry, clause, shares, money, ratio(money, shares))


def is_trigger(price: Bounded, one: Issue) -> bool:
    """Whether the consideration per share is below the price; equality is no trigger (4E, A56)."""
    return price.is_above(*one.per_share)


def weighted_average(price: Bounded, outstanding: Number, shares: Number, money: Number) -> Bounded:
    """(A·B + D) / (A + C), the formula of 4E.

    The result exceeds B only where D / C does, which happens only when the test was made against another price (A5);
    then the proviso of 4E leaves the price as it is, and nobody asks for this.
    """
    scale = lcm(outstanding.denominator, shares.denominator, money.denominator)
    a = int(outstanding * scale)
    return price.affine(a, int(money * scale), a + int(shares * scale))


def ratio(money: Number, shares: Number) -> tuple[int, int]:
    """Money over shares as a numerator and a denominator, not reduced."""
    return money.numerator * shares.denominator, money.denominator * shares.numerator
