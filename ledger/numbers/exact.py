"""Exact numbers at the borders: what may be read as a number, and how one is written.

Prices, money and share counts are rationals; a binary float is never accepted, because by the time it arrives it is
no longer the number that was written down. Text, whole numbers and decimals are.
"""

import re
from decimal import Decimal
from fractions import Fraction
from numbers import Rational

from ledger.errors import SeriesdError
from ledger.names import shown
from ledger.numbers.spelling import digits_in_threes, digits_of, ratio_of

DISPLAY_PLACES = 10

MOST_CHARACTERS = 400
"""The longest text that is read as a number."""

_MOST_EXPONENT = 100
_MOST_PLACES_WRITTEN = 30
_LAST_PLACE = 10**_MOST_PLACES_WRITTEN
_TOO_LARGE = 10**150
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE](?P<exponent>[+-]?\d{1,4}))?|[+-]?\d+/\d+", re.ASCII)


class NotANumberError(SeriesdError, ValueError):
    """What was given cannot be read as an exact number; the message says what would be."""


def read_number(given: object) -> Fraction:
    """Read an exact number as written: `"0.0033"`, `Decimal("0.0033")`, `"11/3"`, `7`.

    Raises `NotANumberError` for a binary float, for text that is not a plain number, and for absurd lengths.
    """
    if isinstance(given, Fraction):
        return given
    if isinstance(given, str):
        return _read_text(given)
    if isinstance(given, Decimal):
        return _read_text(str(given))
    if isinstance(given, bool) or not isinstance(given, Rational):
        raise NotANumberError(_explain(given))
    return _not_absurd(Fraction(given))


def _read_text(given: str) -> Fraction:
    text = given.strip()
    found = _NUMBER.fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if found is None or abs(int(found["exponent"] or 0)) > _MOST_EXPONENT:
        raise NotANumberError(_explain(given))
    try:
        return _not_absurd(_written_as(text))
    except ZeroDivisionError:
        raise NotANumberError(_explain(given)) from None


def _written_as(text: str) -> Fraction:
    """The number that a text is known to be. A decimal is two whole numbers, and is looked at no second time."""
    whole, _, places = text.partition(".")
    if (whole + places).strip("+-").isdecimal():
        return Fraction(int(whole + places), 10 ** len(places))
    return Fraction(text)


def read_amount(given: object) -> Fraction:
    """Read money, a price or a value: zero or more. Raises `NotANumberError`."""
    number = read_number(given)
    if number < 0:
        raise NotANumberError(f"{given} is below zero; what was paid, owed or valued is zero or more")
    return number


def read_whole(given: object) -> int:
    """Read a whole number, such as a number of shares. Raises `NotANumberError`, also for fractions of a share."""
    if type(given) is int and given < _TOO_LARGE:
        return given
    number = read_number(given)
    if number.denominator != 1:
        raise NotANumberError(f"{given} is not a whole number; shares are whole")
    return number.numerator


def plain(number: Fraction | int) -> Fraction | int:
    """The same number, as `int` where it is whole: exact either way, and whole numbers are ten times faster."""
    return number.numerator if number.denominator == 1 else number


def write_number(number: Fraction | int) -> int | str:
    """Write a number so that it reads back as the same: whole, decimal where it ends, else a fraction."""
    denominator = number.denominator
    if denominator == 1:
        return number.numerator
    units, rest = divmod(_LAST_PLACE, denominator)
    if rest:
        return ratio_of(number)
    digits = digits_of(abs(number.numerator) * units).rjust(_MOST_PLACES_WRITTEN + 1, "0")
    whole, places = digits[:-_MOST_PLACES_WRITTEN], digits[-_MOST_PLACES_WRITTEN:].rstrip("0")
    return f"{'-' if number.numerator < 0 else ''}{whole}.{places}"


def in_words(number: Fraction | int) -> str:
    """A number in a sentence: exact, and a whole number with its digits in threes."""
    written = write_number(number)
    return digits_in_threes(written) if isinstance(written, int) else written


def decimal_text(number: Fraction, places: int = DISPLAY_PLACES) -> str:
    """The decimal to so many places, rounded half to even: for display only (A43), never used again as a number."""
    scaled = _rounded(number.numerator * 10**places, number.denominator)
    digits = digits_of(abs(scaled)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if scaled < 0 else text


def _rounded(numerator: int, denominator: int) -> int:
    """The whole number next to a fraction, half to even: a `Fraction` made of it first costs five times as much."""
    whole, rest = divmod(2 * numerator + denominator, 2 * denominator)
    return whole - 1 if rest == 0 and whole % 2 else whole


def _not_absurd(number: Fraction) -> Fraction:
    if max(abs(number.numerator), number.denominator) >= _TOO_LARGE:
        raise NotANumberError("the number has more than 150 digits, which no share count or price has")
    return number


def _explain(given: object) -> str:
    if isinstance(given, float):
        return f"{given!r} came as a binary float; give the number as text, like '0.0033', so that it stays exact"
    return f"{shown(given)} is not a number; write it like 5000000, 0.0033 or 11/3 (no thousands separators, no units)"
