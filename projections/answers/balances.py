"""Balances at the close of a day: who holds what, which rights are outstanding, and who votes how much (5, A47).

As a cap table (`Holders`) they say beside that what each has as if all were Common: see `holdings.dilution`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Annotated

from ledger.cap_table.state import ONE, State
from ledger.clauses.shares import as_converted
from ledger.clauses.voting import votes_of
from ledger.engine.book import Book
from ledger.price.formula import Number
from ledger.price.rights import Right
from projections.answers.holdings.assumed import assumed_by_holder
from projections.answers.holdings.dilution import Held, Room, Stake, diluted
from projections.answers.reliance.relied_on import ReliedOn
from projections.answers.warnings import Note, warnings_on
from projections.members import Answer, Maybe, Name, Spread


@dataclass(frozen=True, slots=True)
class Holding:
    """Shares of one holder; `votes` are those of its Series D alone, None where the price is zero."""

    series_d: int
    common: int
    votes: int | None


@dataclass(frozen=True, slots=True)
class RightHeld:
    """A right with something outstanding: shares of Common and prices per share in the units of the day.

    `exercise_price` is that of the option; of what was issued as a Convertible Security, its conversion price.
    """

    holder: str
    outstanding: Fraction
    as_option: Fraction
    as_convertible: Fraction
    exercise_price: Fraction
    conversion_price: Fraction
    triggered: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Balances:
    """The balances at the close of a day, of all holders and rights or only of some."""

    on: date
    holders: dict[str, Holding]
    series_d_outstanding: int
    common_outstanding: int
    treasury: int
    common_authorized: int | None
    deemed_issued: Fraction
    rights: dict[str, RightHeld]


@dataclass(frozen=True, slots=True)
class Holders(Answer):
    """The cap table at the close of a day: each holder of shares or of rights by name, and all together.

    `rights` are by name in the order of their grants; `notes`, in JSON `warnings`, are the flags that touch it.
    """

    on: date
    holders: dict[str, Stake]
    totals: Stake
    series_d_outstanding: int
    common_outstanding: int
    treasury: int
    common_authorized: int | None
    deemed_issued: Fraction
    room: Room
    rights: dict[str, RightHeld]
    converts_into: Maybe[str] = None
    """What a reorganization put in the place of the Common that Series D converts into (4G)."""
    assumed: Maybe[dict[str, int]] = None
    """By holder how much of its Common rests on deliveries that nobody stated (A8); None where nothing does."""
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """The flags that touch it, each kind once, said of the latest entry that raised it, where the book listened."""
    rests: Spread[ReliedOn | None] = None
    holders_in_all: Maybe[int] = None
    """How many holders there are, where only a part of them was asked for; `rights` are then those of that part."""
    position: Maybe[int] = None
    """Where in the log the reporting tables stand, where it was read off them."""


def holders_on(book: Book, on: date, today: date | None = None) -> Holders:
    """The cap table as a book that was opened `until` that date has it; `today` is when it is asked."""
    return replace(holders_of(book.state, on), notes=warnings_on(book, "balances", on, today))


def holders_of(state: State, on: date) -> Holders:
    """The same, of a cap table that has come to the close of that date, without what a reader should know."""
    found = balances_of(state, on)
    held = {name: _held(state, name, one) for name, one in found.holders.items()}
    rights = [(one.holder, one.outstanding) for one in found.rights.values()]
    holders, totals, room = diluted(held, rights, state.treasury, state.authorized)
    return Holders(
        on=on,
        holders=holders,
        totals=totals,
        series_d_outstanding=found.series_d_outstanding,
        common_outstanding=found.common_outstanding,
        treasury=found.treasury,
        common_authorized=found.common_authorized,
        deemed_issued=found.deemed_issued,
        room=room,
        rights=found.rights,
        converts_into=state.converts_into,
        assumed=assumed_by_holder(state) or None,
    )


def _held(state: State, name: str, one: Holding) -> Held:
    return Held(one.series_d, one.common, one.votes, _converts(state, name, one))


def _converts(state: State, name: str, one: Holding) -> int | None:
    """The whole Common that all Series D of a holder converts into; None where no price says (A36, A44)."""
    if not one.series_d:
        return 0
    if one.votes is None or state.undetermined is not None:
        return None
    return one.votes if state.terms.interpretations.votes == "uncapped" else as_converted(state, name)


def balances_of(
    state: State, on: date, holders: Iterable[str] | None = None, rights: Iterable[str] | None = None
) -> Balances:
    """The balances of a cap table that has come to the close of that date, of all or only of these."""
    known = (state.common.keys() | state.series_d.keys()) if holders is None else holders
    names = sorted(name for name in known if _holds(state, name))
    found = [state.rights[name] for name in (state.rights if rights is None else rights) if name in state.rights]
    return Balances(
        on=on,
        holders={name: holding(state, name) for name in names},
        series_d_outstanding=state.series_d_outstanding,
        common_outstanding=state.outstanding,
        treasury=state.treasury,
        common_authorized=state.authorized,
        deemed_issued=state.course.deemed * state.units,
        rights={right.name: held(state, right) for right in found if right.outstanding()},
    )


def _holds(state: State, name: str) -> bool:
    # a reverse split can leave a holder with nothing
    return bool(state.common.get(name) or state.series_d.get(name))


def holding(state: State, name: str) -> Holding:
    """What one holder holds now, and its votes."""
    series_d = state.series_d.get(name, 0)
    return Holding(series_d, state.common.get(name, 0), votes_of(state, name))


def held(state: State, right: Right) -> RightHeld:
    """A right with something outstanding, as it stands now."""
    as_option, as_convertible = right.outstanding("option"), right.outstanding("convertible")
    newest = list(right.open_lots("option" if as_option else None))[-1]
    price = newest.conversion_price if right.clause == "4E(2)" else newest.exercise_price
    return RightHeld(
        holder=right.holder,
        outstanding=_now(state, as_option + as_convertible),
        as_option=_now(state, as_option),
        as_convertible=_now(state, as_convertible),
        exercise_price=_per_share(state, price),
        conversion_price=_per_share(state, newest.conversion_price),
        triggered=state.course.is_deemed(right.name),
        standing=right.standing.value,
    )


def _now(state: State, shares: Number) -> Fraction:
    """Shares of base units in the units of now; nearly always they are the same."""
    return Fraction(shares) if state.units is ONE else shares * state.units


def _per_share(state: State, price: Number) -> Fraction:
    return Fraction(price) if state.units is ONE else price / state.units
