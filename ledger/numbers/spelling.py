"""How a figure is written in a formatted string: `f"{price:,.6f}"`, and what no figure can be written as.

f"{price}"          0.0026, and 0.0030833333… where the decimals go on
f"{price:.6f}"      0.002600: so many places, rounded half to even, of the exact number
f"{price:,.2f}"     1,234,567.50: the digits in threes
f"{price:/}"        13/5000: the exact number, in lowest terms
f"{price:>12.4f}"   in a column: aligned and filled as text is, with a sign where one is asked for

Digits are written here and nowhere else: Python by itself writes no more than 4,300 of them, or as few as somebody set,
and the numbers of a ledger have as many as they have.
"""

import re
from fractions import Fraction
from typing import Protocol

from gmpy2 import mpq, mpz

_SPEC = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>^]))?(?P<sign>[+-])?(?P<width>[1-9]\d{0,3})?(?P<threes>,)?"
    r"(?:(?:\.(?P<places>\d{1,4}))?(?P<f>f)|(?P<exact>/))?",
    re.ASCII | re.DOTALL,
)
_ALWAYS_WRITTEN_BITS = 2000
"""Fewer than the 640 digits that Python writes whatever was set."""

_USUAL_PLACES = 6
"""The places of `f` alone, as Python has it."""


class Shown(Protocol):
    """What of a figure is asked for."""

    def short(self, places: int = ..., *, threes: bool = ...) -> str:
        """The decimal without trailing zeros, and `…` where it goes on."""

    def decimal(self, places: int = ...) -> str:
        """The decimal to so many places."""

    def text(self) -> str:
        """The exact number."""


def shaped(figure: Shown, spec: str) -> str:
    """A figure as a format specification wants it. Raises `ValueError` for one that no figure has."""
    found = _SPEC.fullmatch(spec)
    if found is None or (found["exact"] and found["threes"]):
        raise ValueError(
            f"a figure cannot be written as {spec!r}; write .6f for so many places, a comma before it for digits in "
            "threes, / for the exact fraction, or nothing"
        )
    text = _number(figure, found)
    if found["sign"] == "+" and not text.startswith("-"):
        text = f"+{text}"
    return format(text, f"{found['fill'] or ''}{found['align'] or '>'}{found['width'] or ''}")


def _number(figure: Shown, found: "re.Match[str]") -> str:
    if found["exact"]:
        return figure.text()
    if not found["f"]:
        return figure.short(threes=bool(found["threes"]))
    text = figure.decimal(_USUAL_PLACES if found["places"] is None else int(found["places"]))
    if not found["threes"]:
        return text
    whole, point, rest = text.removeprefix("-").partition(".")
    return f"{'-' * text.startswith('-')}{in_threes(whole)}{point}{rest}"


def digits_of(whole: int) -> str:
    """The digits of a whole number, however many there are."""
    return str(whole) if whole.bit_length() < _ALWAYS_WRITTEN_BITS else mpz(whole).digits()


def digits_in_threes(whole: int) -> str:
    """The same with the digits in threes: 1,234,567."""
    if whole.bit_length() < _ALWAYS_WRITTEN_BITS:
        return f"{whole:,}"
    return f"{'-' * (whole < 0)}{in_threes(digits_of(abs(whole)))}"


def ratio_of(number: Fraction | int) -> str:
    """A number in lowest terms, however many digits it has; a whole one has no slash."""
    whole = digits_of(number.numerator)
    return whole if number.denominator == 1 else f"{whole}/{digits_of(number.denominator)}"


def read_back(text: str) -> Fraction:
    """The number that was written so, as a decimal or in lowest terms, however many digits it has."""
    found = mpq(text)
    return Fraction(int(found.numerator), int(found.denominator))


def in_threes(digits: str) -> str:
    """The digits of a whole number in threes, however many there are: 1,234,567."""
    first = len(digits) % 3
    return ",".join([digits[:first]] * bool(first) + [digits[at : at + 3] for at in range(first, len(digits), 3)])
