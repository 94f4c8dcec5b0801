"""Section 3: what each holder gets in a liquidation, and from which assets on converting first is better (A51)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from ledger.cap_table.state import State
from ledger.clauses.liquidation import Claims, check_classes, claims, conversion_of_all
from ledger.engine.book import Book, open_book
from ledger.events import Liquidated, ParityClass
from ledger.log.recorded import Delivery, Recorded
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.flags import Note, notes_json, notes_on
from projections.figures import Figure
from projections.walk import walk

UNKNOWN_LIQUIDATION = refuses(
    "unknown_liquidation",
    "3",
    "A liquidation is asked about by the id of its entry.",
    "Name a `liquidated` entry by its id, or give --assets.",
)


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
    conversion: Delivery
    if_converted: Fraction | None
    break_even: Fraction | None

    @property
    def total(self) -> Fraction:
        """All that the holder gets without converting."""
        return self.preference + self.from_common

    @property
    def converting_is_better(self) -> bool:
        """Whether converting first gives more out of these assets."""
        return self.if_converted is not None and self.if_converted > self.total


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A liquidation of these assets on a day, as if it took place at its close."""

    on: date
    assets: Fraction
    claims: Claims
    parity: dict[str, tuple[Fraction, Fraction]]
    """For each class on a parity: what is due to it and what it gets."""
    holders: dict[str, Share]
    notes: tuple[Note, ...] | None = None
    """The flags that touch it, where the book listened for them."""

    @property
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
        parity={one.class_: (due := one.shares * one.preference, due * paid) for one in parity},
        holders={name: _share(state, found, name, assets) for name in names},
    )


def waterfall_on(book: Book, on: date, assets: Fraction, parity: tuple[ParityClass, ...] = ()) -> Waterfall:
    """The same for a book that was opened `until` that date, with what a reader should know."""
    return replace(waterfall(book.state, on, assets, parity), notes=notes_on(book, "liquidation"))


def liquidation_recorded(log: Sequence[Recorded], entry_id: str) -> Waterfall:
    """The liquidation that an entry records, at its place in the timeline. Refused where there is none of that id."""
    way = walk(log)
    for item in way:
        entry = item.recorded.entry
        if item.recorded.id == entry_id and isinstance(entry, Liquidated):
            way.come_to(entry.effective)
            answer = waterfall(way.state, entry.effective, entry.assets, entry.parity)
            known = open_book(log, until=entry.effective, listen=True)
            return replace(answer, notes=notes_on(known, "liquidation"))
    raise Refusal(UNKNOWN_LIQUIDATION, f"{entry_id!r} is no liquidation; name the id of a liquidated entry")


def _share(state: State, found: Claims, name: str, assets: Fraction) -> Share:
    delivery = conversion_of_all(state, name)
    preference, from_common = found.payout(name, assets)
    converts = delivery.converted > 0
    return Share(
        series_d=found.series_d.get(name, 0),
        common=found.common.get(name, 0),
        preference=preference,
        from_common=from_common,
        conversion=delivery,
        if_converted=_total(found.converted(name, delivery).payout(name, assets)) if converts else None,
        break_even=found.break_even(name, delivery) if converts else None,
    )


def _total(parts: tuple[Fraction, Fraction]) -> Fraction:
    return parts[0] + parts[1]


def waterfall_json(answer: Waterfall) -> dict[str, Any]:
    """The answer of the verb `waterfall`."""
    found = answer.claims
    return {
        "on": answer.on.isoformat(),
        "clause": "3",
        "assets": _num(answer.assets),
        "liquidation_preference": _num(found.preference),
        "series_d_due": _num(found.preferential - found.parity),
        "preferential_due": _num(found.preferential),
        "short": answer.assets < found.preferential,
        "remainder": _num(found.remainder(answer.assets)),
        "undistributed": _num(answer.undistributed),
        "parity": {name: {"due": _num(due), "paid": _num(paid)} for name, (due, paid) in answer.parity.items()},
        "holders": {name: _share_json(one) for name, one in answer.holders.items()},
    } | notes_json(answer.notes)


def _share_json(one: Share) -> Mapping[str, Any]:
    return {
        "series_d": one.series_d,
        "common": one.common,
        "preference": _num(one.preference),
        "from_common": _num(one.from_common),
        "total": _num(one.total),
        "if_converted": None
        if one.if_converted is None
        else {
            "series_d": one.conversion.converted,
            "common_shares": one.conversion.common_shares,
            "total": _num(one.if_converted),
        },
        "break_even": None if one.break_even is None else _num(one.break_even),
        "converting_is_better": one.converting_is_better,
    }


def _num(number: Fraction) -> Any:
    return Figure.of(number).num()
