"""Figures as they are shown: exact while that can be read, and a decimal that says when it is not all of it.

Nothing is rounded before it is shown (A43). The decimal comes from the certified bounds wherever they suffice.
"""

import operator
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor, trunc
from numbers import Rational
from typing import Any, NotRequired, Self, cast

from gmpy2 import mpq, mpz
from typing_extensions import TypedDict

from ledger.numbers.bounded import SCALE_BITS, Bounded
from ledger.numbers.exact import DISPLAY_PLACES
from ledger.numbers.spelling import digits_of, in_threes, ratio_of, shaped

MOST_DIGITS = 1000
"""Past so many digits the exact rational is printed only when asked for."""

_SHORT_BITS = 3 * MOST_DIGITS
_ONE = Fraction(1)


class Num(TypedDict):
    """A number in a JSON answer."""

    exact: str | None
    decimal: str
    digits: NotRequired[int]


def _forward(operation: Callable[[Any, Any], Any]) -> Callable[["Figure", object], Any]:
    """An operation of `Fraction`, on the number that a figure is."""

    def applied(one: "Figure", other: object) -> Any:
        return operation(one.fraction, other.fraction if isinstance(other, Figure) else other)

    return applied


def _backward(operation: Callable[[Any, Any], Any]) -> Callable[["Figure", object], Any]:
    """The same where the figure stands on the right."""

    def applied(one: "Figure", other: object) -> Any:
        return operation(other, one.fraction)

    return applied


def _comparing(operation: Callable[[Any, Any], Any]) -> Callable[["Figure", object], Any]:
    """A comparison of `Fraction`: decided by the bounds where they can tell, and else by the numbers themselves."""

    def applied(one: "Figure", other: object) -> Any:
        """Compare, without working out a number of thousands of digits that is clearly greater or less."""
        apart = one.apart(other) if isinstance(other, Figure | Fraction | int) else 0
        if apart:
            return operation(apart, 0)
        return operation(one.fraction, other.fraction if isinstance(other, Figure) else other)

    return applied


class Figure:
    """A number of an answer: a bounded number times a factor (for a price, what takes it into the units of its day).

    It never changes. It compares, computes and hashes as the `Fraction` that it equals, and what is computed from it is
    a plain `Fraction`. Printed it is a decimal, with `…` where that goes on; `f"{price:.6f}"` has so many places, and
    `f"{price:/}"` is the exact number. But it works out its numerator and denominator only when they are asked for: to
    show a price of thousands of digits as a decimal, its bounds suffice.
    """

    __slots__ = ("_known", "_said", "bounded", "factor")

    def __init__(self, bounded: Bounded, factor: Fraction = _ONE) -> None:
        self.bounded = bounded
        self.factor = factor
        self._known: mpq | None = None
        self._said: Num | None = None

    @classmethod
    def of(cls, number: "Exact") -> Self:
        """A figure of a number that is known exactly."""
        return cls(Bounded.of(number.fraction if isinstance(number, Figure) else number))

    @property
    def rational(self) -> mpq:
        """The exact number, in lowest terms, for reckoning with many digits."""
        found = self._known
        if found is None:
            found = self.bounded.exact()
            if self.factor is not _ONE and self.factor != 1:
                found *= mpq(self.factor.numerator, self.factor.denominator)
            self._known = found
        return found

    @property
    def numerator(self) -> int:
        """The numerator, in lowest terms."""
        return int(self.rational.numerator)

    @property
    def denominator(self) -> int:
        """The denominator, in lowest terms."""
        return int(self.rational.denominator)

    @property
    def fraction(self) -> Fraction:
        """The exact number as a plain `Fraction`."""
        # it takes the two as they are, in lowest terms, and looks for no common divisor
        return Fraction(cast("Rational", self))

    __add__, __radd__ = _forward(operator.add), _backward(operator.add)
    __sub__, __rsub__ = _forward(operator.sub), _backward(operator.sub)
    __mul__, __rmul__ = _forward(operator.mul), _backward(operator.mul)
    __truediv__, __rtruediv__ = _forward(operator.truediv), _backward(operator.truediv)
    __floordiv__, __rfloordiv__ = _forward(operator.floordiv), _backward(operator.floordiv)
    __mod__, __rmod__ = _forward(operator.mod), _backward(operator.mod)
    __pow__, __rpow__ = _forward(operator.pow), _backward(operator.pow)
    __lt__, __le__ = _comparing(operator.lt), _comparing(operator.le)
    __gt__, __ge__ = _comparing(operator.gt), _comparing(operator.ge)
    __eq__ = _comparing(operator.eq)

    def __hash__(self) -> int:
        return hash(self.fraction)

    def __neg__(self) -> Fraction:
        return -self.fraction

    def __pos__(self) -> Fraction:
        return self.fraction

    def __abs__(self) -> Fraction:
        return abs(self.fraction)

    def __bool__(self) -> bool:
        return bool(self.rational)

    def __float__(self) -> float:
        return float(self.fraction)

    def __int__(self) -> int:
        return trunc(self.fraction)

    def __trunc__(self) -> int:
        return trunc(self.fraction)

    def __floor__(self) -> int:
        return floor(self.fraction)

    def __ceil__(self) -> int:
        return ceil(self.fraction)

    def __round__(self, ndigits: int | None = None) -> Any:
        return round(self.fraction, ndigits)

    def __str__(self) -> str:
        return self.short()

    def __format__(self, spec: str) -> str:
        """Any spelling of `ledger.numbers.spelling`; nothing between is a binary float."""
        return shaped(self, spec)

    def __repr__(self) -> str:
        return f"Figure({self.short()})"

    def __reduce__(self) -> tuple[Callable[[Fraction], "Figure"], tuple[Fraction]]:
        """Copied and pickled as the number that it is."""
        return type(self).of, (self.fraction,)

    def __copy__(self) -> Self:
        """Itself: a figure never changes."""
        return self

    def __deepcopy__(self, _: object) -> Self:
        """Itself: a figure never changes."""
        return self

    def apart(self, other: "Exact") -> int:
        """1 where this number is greater than another for certain, -1 where it is less; 0 where the bounds cannot tell.

        So 0 says nothing: the two may be equal, or near each other.
        """
        that = other if isinstance(other, Figure) else Figure.of(other)
        mine, its = self.factor.numerator * that.factor.denominator, that.factor.numerator * self.factor.denominator
        if mine <= 0 or its <= 0:  # a factor below zero would turn the bounds round
            return 0
        if self.bounded.low * mine > that.bounded.high * its:
            return 1
        return -1 if self.bounded.high * mine < that.bounded.low * its else 0

    def decimal(self, places: int = DISPLAY_PLACES) -> str:
        """The decimal to so many places, rounded half to even."""
        return _with_point(self._rounded(places), places)

    def rounded(self, places: int = DISPLAY_PLACES) -> Fraction:
        """The number to so many places, rounded half to even."""
        return Fraction(int(self._rounded(places)), 10**places)

    def ends_at(self, places: int = DISPLAY_PLACES) -> bool:
        """Whether its decimals end within so many places."""
        return self._is(self._rounded(places), places)

    def short(self, places: int = DISPLAY_PLACES, *, threes: bool = False) -> str:
        """The decimal as a person reads it: no trailing zeros, and `…` where it goes on; its digits in `threes`."""
        rounded = self._rounded(places)
        whole, point, rest = _with_point(abs(rounded), places).partition(".")
        rest = rest.rstrip("0")
        text = f"{in_threes(whole) if threes else whole}{point if rest else ''}{rest}"
        return f"{'-' if rounded < 0 else ''}{text}{'' if self._is(rounded, places) else '…'}"

    def num(self, *, everything: bool = False) -> Num:
        """The number as a JSON answer carries it; `everything` prints even a very long exact rational."""
        if everything:
            return {"exact": self.text(), "decimal": self.decimal()}
        said = self._said
        if said is None:
            said = self._said = self._num()
            if said["exact"] is None:
                self._known = None  # a figure that is kept need not keep a number so long
        return said.copy()

    def _num(self) -> Num:
        numerator, denominator = self.rational.numerator, self.rational.denominator
        # counting digits takes a power of ten as long as the number; that a number is short shows without
        if numerator.bit_length() + denominator.bit_length() > _SHORT_BITS:
            digits = _digits(numerator) + (_digits(denominator) if denominator != 1 else 0)
            if digits > MOST_DIGITS:
                return {"exact": None, "decimal": self.decimal(), "digits": digits}
        # of a short number that is known the decimal follows sooner than from its bounds
        rounded = _half_even(numerator * 10**DISPLAY_PLACES, denominator)
        return {"exact": self.text(), "decimal": _with_point(rounded, DISPLAY_PLACES)}

    def text(self) -> str:
        """The exact rational in lowest terms; a whole number has no slash."""
        return ratio_of(self.rational)

    def _rounded(self, places: int) -> int:
        low = self._round_bound(self.bounded.low, places)
        if low == self._round_bound(self.bounded.high, places):
            return low
        return _half_even(self.rational.numerator * 10**places, self.rational.denominator)

    def _round_bound(self, bound: int, places: int) -> int:
        return _half_even(bound * self.factor.numerator * 10**places, self.factor.denominator << SCALE_BITS)

    def _is(self, rounded: int, places: int) -> bool:
        scaled = (rounded * self.factor.denominator << SCALE_BITS, self.factor.numerator * 10**places)
        if not self.bounded.low * scaled[1] <= scaled[0] <= self.bounded.high * scaled[1]:
            return False
        return bool(self.rational == mpq(rounded, 10**places))


Rational.register(Figure)

Exact = Figure | Fraction | int
"""A number that is known exactly."""


def _half_even(numerator: int, denominator: int) -> int:
    whole, rest = divmod(2 * numerator + denominator, 2 * denominator)
    return int(whole - 1 if rest == 0 and whole % 2 else whole)


def _with_point(rounded: int, places: int) -> str:
    digits = digits_of(abs(rounded)).rjust(places + 1, "0")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def _digits(whole: object) -> int:
    digits: int = whole.num_digits(10)  # type: ignore[attr-defined]
    # the library's count may be one too many, and says so
    return digits if abs(whole) >= mpz(10) ** (digits - 1) else digits - 1  # type: ignore[arg-type]
