"""Which way a split goes, and decimals that stand for a fraction."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ledger.clauses.adjustment.splits import ROUNDING
from ledger.events import AnyEntry, CommonSplit, Reorganized, SeriesDSplit, StockDividendPaid
from ledger.numbers.exact import in_words
from ledger.refusals import Flag
from ledger.rules import flags
from projections.compare.second_look.around import Around

SPLIT_DIRECTION = flags(
    "split_direction",
    "4F",
    "A split, a dividend in stock or an exchange that doubles or halves the shares outstanding, or more, is said in "
    "words: the numbers of a split are easily swapped, and per cent easily typed as shares.",
    "Nothing to enter if it goes this way; else correct it: `old` shares become `new`, 5 % is `per_share: 0.05`.",
)
NEAR_A_FRACTION = flags(
    "near_a_fraction",
    "4F",
    "A ratio typed as a decimal that was cut off is not the fraction that it stands for, and gives other whole shares.",
    "Write the fraction, such as 1/7; or whole numbers for `old` and `new`.",
)

_TWICE = 2
_HUNDRED = 100
_NEAR = 10**6
"""One part in so many: a decimal of seven places and more, cut off, is as near to its fraction as that."""


class _Ratio(NamedTuple):
    """A ratio that an entry states: in which field, and what each share becomes by it, and by the fraction near it."""

    field: str
    stated: Fraction
    near: Fraction
    becomes: Fraction
    would_become: Fraction


def split_direction(around: Around) -> Iterator[Flag]:
    """Say in words what a change of share units makes of what is outstanding, where it makes twice or half of it."""
    entry = around.entry
    before, after, what = around.before.common, around.common, "Common"
    if isinstance(entry, StockDividendPaid):
        if entry.per_share < 1:
            return
        said = f"each 1 gets {in_words(entry.per_share)} more"
        wrong = f"a dividend of {in_words(entry.per_share)} % would be per_share: {in_words(entry.per_share / 100)}"
    elif isinstance(entry, CommonSplit | SeriesDSplit):
        if not _is_far(entry.new / entry.old):
            return
        said, wrong = _becomes(entry.old, entry.new), "the other way round old and new would be swapped"
        if isinstance(entry, SeriesDSplit):
            before, after, what = around.before.series_d, around.series_d, "Series D"
    elif isinstance(entry, Reorganized) and _is_far(entry.exchange_ratio):
        said, wrong = _becomes(Fraction(1), entry.exchange_ratio), "exchange_ratio is new shares for each old one"
    else:
        return
    yield Flag(
        SPLIT_DIRECTION,
        f"{said}: {before:,} {what} outstanding become {after:,}; {wrong}",
        around.said_of,
        entry.clause,
    )


def near_a_fraction(around: Around) -> Iterator[Flag]:
    """A ratio is a decimal close to a simple fraction, and not equal to it."""
    for one in _near(around.entry):
        said = f"{one.field}: '{in_words(one.stated)}' is close to {_as_fraction(one.near)} and not equal to it"
        yield Flag(NEAR_A_FRACTION, said + _effect(one, around), around.said_of, around.entry.clause)


def _is_far(ratio: Fraction) -> bool:
    return ratio >= _TWICE or ratio * _TWICE <= 1


def _becomes(old: Fraction, new: Fraction) -> str:
    return f"each {in_words(old)} {'becomes' if old == 1 else 'become'} {in_words(new)}"


def _near(entry: AnyEntry) -> Iterator[_Ratio]:
    if isinstance(entry, CommonSplit | SeriesDSplit):
        if near := _fraction_near(entry.old):
            yield _Ratio("old", entry.old, near, entry.new / entry.old, entry.new / near)
        if near := _fraction_near(entry.new):
            yield _Ratio("new", entry.new, near, entry.new / entry.old, near / entry.old)
    elif isinstance(entry, StockDividendPaid) and (near := _fraction_near(entry.per_share)):
        yield _Ratio("per_share", entry.per_share, near, 1 + entry.per_share, 1 + near)
    elif isinstance(entry, Reorganized) and (near := _fraction_near(entry.exchange_ratio)):
        yield _Ratio("exchange_ratio", entry.exchange_ratio, near, entry.exchange_ratio, near)


def _fraction_near(stated: Fraction) -> Fraction | None:
    """The fraction, or the whole number, with a small numerator or denominator that a decimal is near and is not."""
    if not _is_decimal(stated):
        return None
    under = (1 / stated).limit_denominator(_HUNDRED)
    found = [stated.limit_denominator(_HUNDRED), *([1 / under] if under else [])]
    return next((one for one in found if one != stated and abs(one - stated) * _NEAR < one), None)


def _is_decimal(number: Fraction) -> bool:
    """Whether a number is not whole, and its decimals end."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return number.denominator != 1 and rest == 1


def _effect(one: _Ratio, around: Around) -> str:
    """What it makes of a hundred shares, or else of all that is outstanding, where that differs."""
    rounding = ROUNDING[getattr(around.entry, "fractions", "cash")]
    outstanding = around.before.series_d if isinstance(around.entry, SeriesDSplit) else around.before.common
    for shares in (_HUNDRED, outstanding):
        now, then = rounding(shares * one.becomes), rounding(shares * one.would_become)
        if now != then:
            return f": {shares:,} shares become {now:,} and not {then:,}"
    return ""


def _as_fraction(number: Fraction) -> str:
    return f"{number.numerator:,}" if number.denominator == 1 else f"{number.numerator:,}/{number.denominator:,}"
