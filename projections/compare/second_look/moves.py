"""Shares and prices that one entry moves far; and shares that do not move."""

from collections.abc import Iterator
from fractions import Fraction

from ledger.events import CommonIssued, ConvertibleIssued, OptionGranted, SharesTransferred
from ledger.numbers.bounded import difference, is_less, quotient
from ledger.numbers.exact import in_words
from ledger.numbers.figure import Figure
from ledger.price.facts import Step
from ledger.refusals import Flag
from ledger.rules import flags
from projections.compare.second_look.around import Around

PRICE_MOVED_MUCH = flags(
    "price_moved_much",
    "4E",
    "An entry that moves the Conversion Price by more than a tenth is worth a second look at its figures.",
    "Nothing to enter if its shares and its money are right; else correct it.",
)
MANY_TIMES_OUTSTANDING = flags(
    "many_times_outstanding",
    "4E",
    "More shares at once than a hundred times all that was outstanding are more often a number with digits too many.",
    "Check the number of shares, and in which share units it is: those of the day of the entry.",
)
TO_ONESELF = flags(
    "to_oneself",
    "",
    "A transfer from a holder to itself moves nothing.",
    "Check the names of `from` and `to`.",
)

_MUCH = Fraction(1, 10)
_MANY = 100
_OF_UNITS = ("4F", "4G")


def price_moved_much(around: Around) -> Iterator[Flag]:
    """It moved the Conversion Price by more than a tenth, otherwise than by a change of share units."""
    for step in around.steps:
        if step.clause not in _OF_UNITS and (moved := _moved(step)) is not None:
            before, after = (
                Figure(price, 1 / step.units_before).short(threes=True) for price in (step.before, step.after)
            )
            way = "lowers" if is_less(step.after, step.before) else "raises"
            said = f"{way} the Conversion Price by {moved} %, from {before} to {after}"
            yield Flag(PRICE_MOVED_MUCH, f"{said}; are its shares and its money right?", around.said_of, step.clause)


def _moved(step: Step) -> str | None:
    """By how many per cent the price moved, where that is more than a tenth of what it was."""
    before, after = step.before, step.after
    if before.is_zero():
        return None
    moved = difference(after, before) if is_less(before, after) else difference(before, after)
    if not is_less(before.times(_MUCH), moved):
        return None
    return Figure(quotient(moved, before, Fraction(100))).short(1).rstrip("…")


def many_times_outstanding(around: Around) -> Iterator[Flag]:
    """More shares are issued, or granted, than a hundred times all that was outstanding."""
    entry, outstanding = around.entry, around.before.common
    if not isinstance(entry, CommonIssued | OptionGranted | ConvertibleIssued) or not outstanding:
        return
    if entry.shares > _MANY * outstanding:
        said = f"shares: {in_words(entry.shares)} are more than {_MANY} times the {outstanding:,} outstanding before it"
        yield Flag(MANY_TIMES_OUTSTANDING, f"{said}; has the number digits too many?", around.said_of)


def to_oneself(around: Around) -> Iterator[Flag]:
    """A transfer from a holder to itself."""
    entry = around.entry
    if isinstance(entry, SharesTransferred) and entry.from_ == entry.to:
        said = f"from and to are both {entry.to}, so that nothing moves; is one of the names another?"
        yield Flag(TO_ONESELF, said, around.said_of)
