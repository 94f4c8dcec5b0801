"""Section 3: what each holder gets in a liquidation, and from which assets on converting first is better (A51)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from ledger.cap_table.accruals import SeriesDLot
from ledger.cap_table.state import State
from ledger.clauses.liquidation import Claims, check_classes, claims, conversion_of_all, given_up, preference_of
from ledger.engine.book import Book, open_book, unopened
from ledger.engine.one_pass import Observer
from ledger.events import Liquidated, ParityClass
from ledger.log.recorded import Delivery, Recorded
from ledger.log.timeline import Item
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.history import Part
from projections.answers.holdings.since import part_of
from projections.answers.reliance.relied_on import OF_ALL, ReliedOn, Relying, relied_on
from projections.answers.warnings import Note, warnings_on
from projections.members import Answer, Hidden, Maybe, Name, Spread, member

UNKNOWN_LIQUIDATION = refuses(
    "unknown_liquidation",
    "3",
    "A liquidation is asked about by the id of its entry.",
    "Name a `liquidated` entry by its id, or give --assets.",
)


class Parity(NamedTuple):
    """What is due to a class on a parity with Series D, and what it gets."""

    due: Fraction
    paid: Fraction


class IfConverted(NamedTuple):
    """What a holder gets that converts first: the Series D given up, the Common for it, and the money in all."""

    series_d: int
    common_shares: int
    total: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """What one holder gets, in money: for its Series D, for its Common; and by converting first, all else equal.

    `if_converted` is None where there is nothing to convert or no room for it; `break_even` are the assets above which
    converting first gives more, None where it never does.
    """

    series_d: int
    common: int
    preference: Fraction
    from_common: Fraction
    conversion: Hidden[Delivery]
    given_up: Hidden[Fraction]
    """The preference of what it would convert."""
    if_converted: Hidden[Fraction | None]
    break_even: Fraction | None

    @property
    @member(before="break_even")
    def total(self) -> Fraction:
        """All that the holder gets without converting."""
        return self.preference + self.from_common

    @property
    @member(before="break_even")
    def converted_first(self) -> Annotated[IfConverted | None, Name("if_converted")]:
        """What it gets by converting first; None where there is nothing to convert or no room for it."""
        if self.if_converted is None:
            return None
        return IfConverted(self.conversion.converted, self.conversion.common_shares, self.if_converted)

    @property
    @member()
    def converting_is_better(self) -> bool:
        """Whether converting first gives more out of these assets."""
        return self.if_converted is not None and self.if_converted > self.total


@dataclass(frozen=True, slots=True)
class Waterfall(Answer):
    """A liquidation of these assets on a day, as if it took place at its close."""

    on: date
    clause: Literal["3"] = field(default="3", init=False)
    assets: Fraction
    claims: Hidden[Claims]
    preference_of_one: Hidden[Fraction]
    parity: dict[str, Parity]
    holders: dict[str, Share]
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """The flags that touch it, where the book listened for them."""
    rests: Spread[ReliedOn | None] = None
    holders_in_all: Maybe[int] = None
    """How many holders there are, where only a part of them was asked for."""

    def part(self, part: Part | None) -> "Waterfall":
        """The answer with a part of its holders; with all of them where none is named."""
        if part is None:
            return self
        told = {name: self.holders[name] for name in part_of(self.holders, part)}
        return replace(self, holders=told, holders_in_all=len(self.holders))

    @property
    @member(before="parity")
    def liquidation_preference(self) -> Fraction:
        """What is due to a share of Series D that carries every accrual: Stated Value and accruals (A60)."""
        return self.preference_of_one

    @property
    @member(before="parity")
    def series_d_due(self) -> Fraction:
        """What is due to all Series D."""
        return self.claims.preferential - self.claims.parity

    @property
    @member(before="parity")
    def preferential_due(self) -> Fraction:
        """What is due before the Common gets anything: to Series D, and to the classes on a parity with it."""
        return self.claims.preferential

    @property
    @member(before="parity")
    def short(self) -> bool:
        """Whether the assets do not suffice for it."""
        return self.assets < self.claims.preferential

    @property
    @member(before="parity")
    def remainder(self) -> Fraction:
        """What is left for the Common."""
        return self.claims.remainder(self.assets)

    @property
    @member(before="parity")
    def undistributed(self) -> Fraction:
        """A remainder that no Common is there to receive."""
        return Fraction(0) if self.claims.common_outstanding else self.claims.remainder(self.assets)


def waterfall(state: State, on: date, assets: Fraction, parity: tuple[ParityClass, ...] = ()) -> Waterfall:
    """Share the assets out among the holders of the moment. Refused where a class on a parity is named twice."""
    check_classes(parity)
    found = claims(state, parity)
    paid = found.paid_on(assets)
    names = sorted(found.series_d.keys() | found.common.keys())
    return Waterfall(
        on=on,
        assets=assets,
        claims=found,
        preference_of_one=preference_of(state, (SeriesDLot(1, state.accrued),)),
        parity={one.class_: Parity(due := one.shares * one.preference, due * paid) for one in parity},
        holders={name: _share(state, found, name, assets) for name in names},
    )


def waterfall_on(
    book: Book, on: date, assets: Fraction, parity: tuple[ParityClass, ...] = (), today: date | None = None
) -> Waterfall:
    """The same for a book that was opened `until` that date, with what a reader should know."""
    return replace(waterfall(book.state, on, assets, parity), notes=warnings_on(book, "liquidation", on, today))


def liquidation_recorded(log: Sequence[Recorded], entry_id: str) -> Waterfall:
    """The liquidation that an entry records, at its place in the timeline. Refused where there is none of that id."""
    looked, relying = _Liquidation(entry_id), Relying(most=1)
    day = next((item.key.day for item in unopened(log).items if item.recorded.id == entry_id), None)
    book = open_book(log, until=day, listen=True, observers=[looked, relying])
    if looked.found is None:
        raise Refusal(UNKNOWN_LIQUIDATION, f"{entry_id!r} is no liquidation; name the id of a liquidated entry")
    rests = liquidation_rests_on(relying, book)
    return replace(looked.found, notes=warnings_on(book, "liquidation"), rests=rests)


def liquidation_rests_on(relying: Relying, book: Book) -> ReliedOn:
    """What a liquidation rests on: what made the balances, and that Series D gets its preference and no more (A51)."""
    return relied_on(relying, OF_ALL, book, *(("A51",) if book.state.series_d_outstanding else ()))


@dataclass(slots=True)
class _Liquidation(Observer):
    """Shares out the assets of a liquidation that is recorded, at its place in the timeline."""

    entry: str
    found: Waterfall | None = None

    def happened(self, item: Item, state: State) -> None:
        entry = item.recorded.entry
        if item.recorded.id == self.entry and isinstance(entry, Liquidated):
            self.found = waterfall(state, entry.effective, entry.assets, entry.parity)


def _share(state: State, found: Claims, name: str, assets: Fraction) -> Share:
    delivery = conversion_of_all(state, name)
    preference, from_common = found.payout(name, assets)
    converts = delivery.converted > 0
    worth = given_up(state, name, delivery) if converts else Fraction(0)
    return Share(
        series_d=found.series_d.get(name, 0),
        common=found.common.get(name, 0),
        preference=preference,
        from_common=from_common,
        conversion=delivery,
        given_up=worth,
        if_converted=_total(found.converted(name, delivery, worth).payout(name, assets)) if converts else None,
        break_even=found.break_even(name, delivery, worth) if converts else None,
    )


def _total(parts: tuple[Fraction, Fraction]) -> Fraction:
    return parts[0] + parts[1]
