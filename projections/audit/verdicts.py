"""What is said of a claimed number: that it is exact, that it is as stated, or that it is wrong.

As stated is a number that the computed one gives when it is rounded half up, or cut off, to the decimal places that the
claim itself is written with; never to fewer. A zero, in which no digit signifies anything, states nothing but a zero.
"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from math import floor
from typing import Literal, NamedTuple

from ledger.numbers.bounded import Bounded, total, whole_part
from ledger.numbers.exact import decimal_text
from ledger.numbers.figure import Figure

Verdict = Literal["exact", "as_stated", "wrong"]

VERDICTS: tuple[Verdict, ...] = ("exact", "as_stated", "wrong")
"""The verdicts, the best first."""

Finding = Literal["exact", "rounded", "as_stated", "wrong"]

FINDINGS: tuple[Finding, ...] = ("exact", "rounded", "as_stated", "wrong")
"""What is told of them, the best first: where both are rounded first, what is exact only then is told apart."""

SAFE_PLACES = 40
"""Numbers that differ nearly always differ in so many places; only those that do not are compared exactly."""

NO_DECIMAL = -1
"""Said for the places of a number that is written as a fraction: it states itself and nothing else."""

_HALF = Fraction(1, 2)


class Stated(NamedTuple):
    """To how many decimal places a number is stated, and whether it is cut off there and not rounded half up."""

    places: int
    down: bool

    @property
    def words(self) -> str:
        """How, in words."""
        how = "cut off after" if self.down else "rounded to"
        return f"{how} {self.places} decimal place{'' if self.places == 1 else 's'}"


def agree(claimed: Fraction, computed: Figure, places: int | None) -> bool:
    """Whether two prices agree: exactly, or after rounding both half to even."""
    if places is not None:
        return decimal_text(claimed, places) == computed.decimal(places)
    # what differs in its decimals differs; only what does not is worked out exactly
    alike = decimal_text(claimed, SAFE_PLACES) == computed.decimal(SAFE_PLACES)
    return alike and claimed == computed.fraction


def as_stated(claimed: Fraction, computed: Figure, written: int | None) -> Stated | None:
    """How the computed number is stated by a claim that is written with so many places; None where it is not."""
    places = written_with(claimed) if written is None else written
    if places is None or places == NO_DECIMAL:
        return None
    return stated_by(half_up(claimed, places), stated_as(computed, places), places)


def stated_by(number: int, stated: tuple[int, int], places: int) -> Stated | None:
    """How a number, in units of the last of so many places, is one that is `stated_as`; None where it is not."""
    _, near = stated
    if not number or number not in stated:
        return None
    return Stated(places, down=number != near)


def verdict(claimed: Fraction, computed: Figure, written: int | None, places: int | None) -> Verdict:
    """The verdict on a claim; with `places` both numbers are rounded to so many first."""
    if agree(claimed, computed, places):
        return "exact"
    if places is not None:
        own = written_with(claimed) if written is None else written
        claimed, written = Fraction(decimal_text(claimed, places)), places if own is None else min(places, own)
    return "wrong" if as_stated(claimed, computed, written) is None else "as_stated"


def stated_as(computed: Figure, places: int) -> tuple[int, int]:
    """A number cut off, and rounded half up, to so many decimal places; in units of the last of them."""
    scaled = computed.bounded.times(computed.factor * 10**places)
    return whole_part(scaled), whole_part(total(scaled, Bounded.of(_HALF)))


def half_up(number: Fraction, places: int) -> int:
    """A number rounded half up to so many decimal places, in units of the last of them."""
    scale: int = 10**places
    return floor(number * scale + _HALF)


def places_of(text: str) -> int:
    """The decimal places that a number is written with, trailing zeros included; `NO_DECIMAL` where it is none."""
    try:
        exponent = Decimal(text).as_tuple().exponent
    except InvalidOperation:
        return NO_DECIMAL
    return max(0, -exponent) if isinstance(exponent, int) else NO_DECIMAL


@cache
def written_with(number: Fraction) -> int | None:
    """The decimal places that a number needs; None where it does not end."""
    left, places = int(number.denominator), 0
    while left % 10 == 0:
        left, places = left // 10, places + 1
    for prime in (2, 5):
        while left % prime == 0:
            left, places = left // prime, places + 1
    return places if left == 1 else None


def significant(claimed: Fraction, places: int) -> int:
    """How many of the digits of a number, written with so many places, signify something."""
    return len(decimal_text(claimed, places).replace(".", "").lstrip("0"))
