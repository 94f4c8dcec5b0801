"""Sections 4A and 4D: optional conversion into whole shares, cut back where the authorized number is short (A45)."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import partial

from ledger.cap_table.accruals import take
from ledger.cap_table.acts import Conversion, Parts
from ledger.cap_table.movements import Place
from ledger.cap_table.state import State
from ledger.clauses.adjustment.splits import CONVERSION_ON_SPLIT_DATE
from ledger.clauses.adjustment.trigger import flag_below_par
from ledger.clauses.shares import (
    NO_WHOLE_SHARE,
    PRICE_IS_ZERO,
    check_series_d,
    deliver_common,
    move_series_d,
    parts_of,
    sum_of,
    whole_common,
)
from ledger.events import SeriesDConverted
from ledger.log.recorded import Delivery
from ledger.numbers.bounded import Bounded
from ledger.refusals import Refusal
from ledger.rules import OF_BALANCES, OF_DIVIDENDS, flags, refuses

CONVERSION_BEFORE_NOTICE = refuses(
    "conversion_before_notice",
    "4A",
    "The Conversion Date cannot lie before the notice was delivered (A4).",
    "Give a Conversion Date on or after the day the notice was delivered.",
)
NO_ROOM = refuses(
    "no_room",
    "4A",
    "A conversion is cut back to what is authorized (A45); where nothing at all fits, there is nothing to convert.",
    "Authorize more Common first.",
)
CUT_BACK = flags(
    "cut_back",
    "4A",
    "A conversion is cut back to the Common that can still be delivered; the rest stays outstanding and needs a new "
    "notice (A45).",
    "Authorize more Common, then take a new notice for the shares that stayed.",
    OF_BALANCES,
)
CONVERSION_DATE_LATER = flags(
    "conversion_date_later",
    "4A",
    "A notice may name a later Conversion Date; until then it is taken to be pending and revocable (A4).",
    "Until the Conversion Date the notice is pending; record it when that day has come.",
)
CONVERSION_WITH_ACCRUALS = flags(
    "conversion_with_accruals",
    "4A",
    "What is accrued and unpaid is part of the preference, and is converted into Common with it; by the other reading "
    "it ends with the shares (A42).",
    "Do not pay the accrued dividends in cash as well.",
    OF_BALANCES | OF_DIVIDENDS,
)
OWNED_BEFORE_DIFFERS = flags(
    "owned_before_differs",
    "4A",
    "What a notice of conversion says was owned before is checked against the register.",
    "Have the holder confirm the figures of the notice; the register counts.",
    OF_BALANCES,
)
OWNED_AFTER_DIFFERS = flags(
    "owned_after_differs",
    "4A",
    "What a notice of conversion says is owned after it is what was owned before, less what is converted.",
    "Have the holder confirm the figures of the notice; the register counts.",
    OF_BALANCES,
)
DELIVERY_DIFFERS = flags(
    "delivery_differs",
    "4A",
    "What is stated as delivered is a fact, and is checked against what the record gives.",
    "Find out which number is right; what was delivered stays a fact.",
    OF_BALANCES,
)
CONVERTS_INTO_PROPERTY = flags(
    "converts_into_property",
    "4G",
    "After a reorganization Series D converts into what its Common would have got in it.",
    "Deliver what the reorganization put in the place of Common; people work it out.",
    OF_BALANCES,
)


def series_d_converted(state: State, entry: SeriesDConverted, recorded: Delivery | None) -> Delivery:
    """Convert; what was delivered is a fact once recorded and is only worked out when it is not (A30).

    A notice that states `common_shares` states what happened: all its Series D were converted, into that number. Of a
    recorded one that was cut back, only the Series D really converted must still be there, not all that it named.
    """
    _check_notice(state, entry)
    delivery = recorded
    if delivery is None:
        check_series_d(state, entry.holder, entry.shares, "4A")
    if delivery is None and entry.common_shares is not None:
        delivery = Delivery(converted=entry.shares, common_shares=entry.common_shares)
    conversion = Conversion(
        entry=entry.id or "",
        day=entry.effective,
        holder=entry.holder,
        shares=entry.shares,
        parts=parts_of(state, take(state.register.lots.get(entry.holder, ()), entry.shares)[0]),
        price=state.price,
        units=state.units,
        room=state.room,
        delivery=delivery or Delivery(0, 0),
        owned_before=state.series_d.get(entry.holder, 0),
        stated_value=state.terms.stated_value,
        register_to=entry.register_to or "",
        stated=entry.common_shares is not None,
    )
    if delivery is None:
        delivery = due(conversion)
        _check_entitlement(state, entry, delivery)
    _flag_delivery(state, entry, conversion, delivery)
    deliver_common(state, entry.register_to or entry.holder, delivery.common_shares, "4A")
    move_series_d(state, entry.holder, Place.RETIRED, delivery.converted, "4A")
    state.conversions.append(replace(conversion, delivery=delivery))
    return delivery


def due(conversion: Conversion) -> Delivery:
    """What a conversion gives: floor(n x preference / price), once for the whole notice (4A, 4D, A42, A43).

    Where the authorized number is short: the most shares that fit, for the fewest Series D that give them (A45).
    """
    common, room = _common_for(conversion, conversion.shares), conversion.room
    if room is None or common <= room:
        return Delivery(conversion.shares, common)
    numbers = range(conversion.shares)  # all of them do not fit
    shares = _common_for(conversion, bisect_right(numbers, room, key=partial(_common_for, conversion)) - 1)
    if not shares:
        return Delivery(0, 0)
    return Delivery(bisect_left(numbers, shares, key=partial(_common_for, conversion)), shares)


def entitlement(conversion: Conversion) -> int:
    """The Common that the Series D really converted should have given, on the record as it is now known (A8, A30)."""
    return _common_for(conversion, conversion.delivery.converted)


def amount_of(conversion: Conversion, series_d: int) -> Bounded:
    """What of so many Series D of a conversion is converted, the oldest first, in money (A42, A60)."""
    return sum_of(oldest_of(conversion.parts, series_d))


def _common_for(conversion: Conversion, series_d: int) -> int:
    return whole_common(oldest_of(conversion.parts, series_d), conversion.price, conversion.units)


def oldest_of(parts: Parts, series_d: int) -> Parts:
    """So many Series D of a conversion, the oldest first (A60)."""
    found: list[tuple[int, Bounded]] = []
    for shares, each in parts:
        if series_d:
            found.append((min(shares, series_d), each))
            series_d -= found[-1][0]
    return tuple(found)


def _check_notice(state: State, entry: SeriesDConverted) -> None:
    if entry.notice_delivered is not None and entry.notice_delivered > entry.effective:
        raise Refusal(
            CONVERSION_BEFORE_NOTICE,
            f"the Conversion Date {entry.effective} lies before the notice was delivered on {entry.notice_delivered}; "
            "a Conversion Date on or after that day would be accepted",
        )
    if state.price.is_zero():
        raise Refusal(
            PRICE_IS_ZERO,
            "the Conversion Price is zero, so no number of shares follows; nothing can be converted until a price "
            "above zero is in effect (A44)",
        )


def _check_entitlement(state: State, entry: SeriesDConverted, delivery: Delivery) -> None:
    if not delivery.converted:
        raise Refusal(
            NO_ROOM,
            f"none of the {entry.shares:,} {state.terms.series} can be converted: {state.room:,} shares of Common can "
            "still be delivered, fewer than one conversion gives; authorize more with common_authorized_changed",
        )


def _flag_delivery(state: State, entry: SeriesDConverted, conversion: Conversion, delivery: Delivery) -> None:
    if state.flags is None:
        return
    if delivery.converted < entry.shares:
        state.flag(
            CUT_BACK,
            f"cut back to {delivery.converted:,} of {entry.shares:,} {state.terms.series}: {conversion.room:,} shares "
            "of Common can be delivered; the rest stays outstanding and needs a new notice (A45)",
        )
    if not delivery.common_shares:
        state.flag(NO_WHOLE_SHARE, "the conversion gives no whole share of Common, and no cash for it (A43)")
    flag_below_par(state, state.price)
    if state.last_split == entry.effective:
        state.flag(CONVERSION_ON_SPLIT_DATE, "share units changed on the Conversion Date; order decides (A2)")
    if any(lot.accrued.high for lot in take(state.register.lots.get(entry.holder, ()), delivery.converted)[0]):
        of_all = state.terms.interpretations.conversion_amount == "liquidation_preference"
        became = "are converted into Common with it" if of_all else "end with it, since the Stated Value alone converts"
        state.flag(CONVERSION_WITH_ACCRUALS, f"accrued dividends {became} (A42)")
    if entry.common_shares is not None and (computed := due(conversion)) != delivery:
        state.flag(
            DELIVERY_DIFFERS,
            f"{entry.common_shares:,} shares are stated as delivered, the record gives {computed.common_shares:,} "
            f"for {computed.converted:,}",
        )
    _flag_ownership(state, entry)
    _flag_notice(state, entry)


def _flag_notice(state: State, entry: SeriesDConverted) -> None:
    """Say what of the notice and of what is delivered for it a reader should know."""
    if entry.notice_delivered is not None and entry.notice_delivered < entry.effective:
        state.flag(
            CONVERSION_DATE_LATER,
            f"the notice of {entry.notice_delivered} names a later Conversion Date; until then it is taken to be "
            "pending and revocable, and the price is that of the Conversion Date (A4)",
        )
    if state.converts_into is not None:
        state.flag(CONVERTS_INTO_PROPERTY, f"what is delivered is no longer Common: {state.converts_into}")


def _flag_ownership(state: State, entry: SeriesDConverted) -> None:
    held = state.series_d.get(entry.holder, 0)
    if entry.owned_before is not None and entry.owned_before != held:
        state.flag(OWNED_BEFORE_DIFFERS, f"the notice says {entry.owned_before:,} owned before, the register {held:,}")
    before = held if entry.owned_before is None else entry.owned_before
    if entry.owned_after is not None and entry.owned_after != before - entry.shares:
        state.flag(
            OWNED_AFTER_DIFFERS,
            f"the notice says {entry.owned_after:,} owned after it, but {before:,} less the {entry.shares:,} converted "
            "is another number",
        )
