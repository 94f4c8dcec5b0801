"""The Conversion Price on a date."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Annotated, NamedTuple

from ledger.cap_table.accruals import SeriesDLot
from ledger.cap_table.state import ONE, State
from ledger.clauses.shares import per_series_d
from ledger.engine.book import Book
from ledger.numbers.bounded import Bounded, quotient
from ledger.numbers.figure import Figure
from projections.answers.reliance.relied_on import ReliedOn
from projections.answers.warnings import Note, price_at_opening, warnings_on
from projections.members import Answer, Maybe, Name, Spread


class OfAccrual(NamedTuple):
    """Series D on each share of which the same is accrued: how many shares, and the Common for one (A60).

    `common_per_share` is None where the price is zero.
    """

    accrued: Figure
    shares: int
    common_per_share: Figure | None


@dataclass(frozen=True, slots=True)
class Price(Answer):
    """The Conversion Price on a date; prices in money per share of Common, in the share units of that day.

    `in_effect` governs the conversions of the day, `after_close` those of the next; `common_per_share` is the whole and
    fractional Common for one Series D that carries every accrual, and None where the price is zero. `notes`, in JSON
    `warnings`, are the flags that touch it, where the book listened for them.
    """

    on: date
    in_effect: Figure
    after_close: Figure
    common_per_share: Figure | None
    by_accrual: Maybe[tuple[OfAccrual, ...]] = None
    """Where not all Series D carries the same accruals: what each converts into, the most accrued first (A60)."""
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """The flags that touch it, each kind once, said of the latest entry that raised it, where the book listened."""
    at_opening: Maybe[Figure] = None
    """The price with which the day opened, where it had two, one taking effect on its own day (A3, A41)."""
    rests: Spread[ReliedOn | None] = None
    position: Maybe[int] = None
    """Where in the log the reporting tables stand, where it was read off them."""


def price_on(book: Book, on: date, today: date | None = None) -> Price:
    """The price as a book that was opened `until` that date has it; `today` is when it is asked, if that is known."""
    return replace(price_of(book.state, on), notes=warnings_on(book, "price", on, today))


def price_of(state: State, on: date) -> Price:
    """The price of a cap table that has come to the close of that date."""
    units = state.units if state.units is ONE else 1 / state.units
    after_close = Figure(state.price_after_close, units)
    opening = price_at_opening(state, on)
    at_opening = None if opening is None else Figure(opening, units)
    differing = by_accrual(state) if state.accrued.high else ()
    apart = differing if len(differing) > 1 else None
    in_effect = Figure(state.price, units)
    return Price(on, in_effect, after_close, per_share(state), by_accrual=apart, at_opening=at_opening)


def by_accrual(state: State) -> tuple[OfAccrual, ...]:
    """The Series D outstanding by what is accrued on each share, the most first (A60)."""
    found: dict[Fraction, tuple[SeriesDLot, int]] = {}
    for lot in chain.from_iterable(state.register.lots.values()):
        accrued = Figure(lot.accrued).fraction
        found[accrued] = lot, found.get(accrued, (lot, 0))[1] + lot.shares
    zero = state.price.is_zero()
    return tuple(
        OfAccrual(
            Figure(lot.accrued),
            shares,
            None if zero else Figure(quotient(state.converting(lot), state.price, state.units)),
        )
        for _, (lot, shares) in sorted(found.items(), reverse=True)
    )


def per_share(state: State) -> Figure | None:
    """Common for one Series D, None where the price is zero."""
    return None if state.price.is_zero() else Figure(per_series_d(state))


def common_for_one(preference: Bounded, price: Figure) -> Figure | None:
    """Common for one Series D of this preference at a price of any day, in the units of that price; None at zero."""
    return None if price.bounded.is_zero() else Figure(quotient(preference, price.bounded, 1 / price.factor))
