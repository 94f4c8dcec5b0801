"""The lots of rights that are deemed issued at a place of the course of the price, one by one (4E(1), 4E(2), A9)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ledger.events import Stage
from ledger.numbers.figure import Figure
from ledger.price.course import Course
from ledger.price.facts import Became, Delivered, Fact, Moment
from ledger.price.rights import Lot, Right


@dataclass(frozen=True, slots=True)
class LotAt:
    """A part of a right on equal terms that is deemed issued: its shares, and what is received for each.

    `per_share` is everything received for the lot over its shares: for the grant, on exercise and on conversion. All
    is in the share units of the place.
    """

    right: str
    holder: str
    entry: str
    stage: Stage
    shares: Figure
    per_share: Figure
    exercise_price: Figure
    conversion_price: Figure


def entries_of(fact: Fact, rights: Mapping[str, Right]) -> Iterator[str]:
    """The entries that a fact stands for, as they are recorded."""
    if not isinstance(fact, Moment):
        yield fact.entry
        return
    for member in fact.members:
        yield rights[member].entry if isinstance(member, str) else member.entry


def deemed_before(
    course: Course, names: Mapping[str, object], units: Fraction, is_past: Callable[[str], bool]
) -> Iterator[LotAt]:
    """The lots of the rights named that are deemed issued and not yet issued.

    `is_past` says of an entry whether it came before the place: what came out or became convertible later was still
    outstanding, or not yet tested.
    """
    for name in names:
        right = course.rights[name]
        at_grant = course.deemed_by(right, None)
        for lot in course.deemed_of(right):
            if lot.out_by is not None and is_past(lot.out_by):
                continue
            if lot.became_by is None or is_past(lot.became_by) or any(lot is one for one in at_grant):
                yield _lot(right, lot, units, is_past)


def _lot(right: Right, lot: Lot, units: Fraction, is_past: Callable[[str], bool]) -> LotAt:
    became = lot.became_by is not None and is_past(lot.became_by)
    stage: Stage = "convertible" if became or right.clause == "4E(2)" else "option"
    per_share = Fraction(*lot.per_share) / units
    prices = (Figure.of(Fraction(price) / units) for price in (lot.exercise_price, lot.conversion_price))
    return LotAt(
        right.name,
        right.holder,
        right.entry,
        stage,
        Figure.of(Fraction(lot.shares) * units),
        Figure.of(per_share),
        *prices,
    )


def is_before(fact: Fact) -> Callable[[str], bool]:
    """Whether an entry came before a fact that has just been made: all have, but those that it stands for."""
    own = {fact.entry} if isinstance(fact, Became | Delivered) else set[str]()
    return lambda entry: entry not in own
