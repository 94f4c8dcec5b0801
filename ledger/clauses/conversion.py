"""Sections 4A and 4D: optional conversion into whole shares, cut back where the authorized number is short (A45)."""

from dataclasses import replace

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.clauses.adjustment.trigger import flag_below_par
from ledger.clauses.shares import check_series_d, deliver_common, take_series_d
from ledger.events import SeriesDConverted
from ledger.log.recorded import Delivery
from ledger.numbers.bounded import quotient, whole_part
from ledger.refusals import Refusal


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
        preference=state.preference,
        price=state.price,
        units=state.units,
        room=state.room,
        delivery=delivery or Delivery(0, 0),
        register_to=entry.register_to or "",
    )
    if delivery is None:
        delivery = due(conversion)
        _check_entitlement(state, entry, delivery)
    _flag_delivery(state, entry, conversion, delivery)
    deliver_common(state, entry.register_to or entry.holder, delivery.common_shares, "4A")
    take_series_d(state, entry.holder, delivery.converted, "4A")
    state.conversions.append(replace(conversion, delivery=delivery))
    return delivery


def due(conversion: Conversion) -> Delivery:
    """What a conversion gives: floor(n x preference / price), once for the whole notice (4A, 4D, A42, A43).

    Where the authorized number is short: the most shares that fit, for the fewest Series D that give them (A45).
    """
    common = _common_for(conversion, conversion.shares)
    room = conversion.room
    if room is None or common <= room:
        return Delivery(conversion.shares, common)
    # the greatest n for which n x preference / price stays below room + 1
    most = whole_part(quotient(conversion.price, conversion.preference, (room + 1) / conversion.units))
    if _common_for(conversion, most) > room:
        most -= 1
    shares = _common_for(conversion, most)
    if not shares:
        return Delivery(0, 0)
    fewest = whole_part(quotient(conversion.price, conversion.preference, shares / conversion.units))
    if _common_for(conversion, fewest) < shares:
        fewest += 1
    return Delivery(fewest, shares)


def entitlement(conversion: Conversion) -> int:
    """The Common that the Series D really converted should have given, on the record as it is now known (A8, A30)."""
    return _common_for(conversion, conversion.delivery.converted)


def _common_for(conversion: Conversion, series_d: int) -> int:
    if not series_d:
        return 0
    return whole_part(quotient(conversion.preference, conversion.price, series_d * conversion.units))


def _check_notice(state: State, entry: SeriesDConverted) -> None:
    if entry.notice_delivered is not None and entry.notice_delivered > entry.effective:
        raise Refusal(
            "conversion_before_notice",
            "4A",
            f"the Conversion Date {entry.effective} lies before the notice was delivered on {entry.notice_delivered}; "
            "a Conversion Date on or after that day would be accepted",
        )
    if state.price.is_zero():
        raise Refusal(
            "price_is_zero",
            "4A",
            "the Conversion Price is zero, so no number of shares follows; nothing can be converted until a price "
            "above zero is in effect (A44)",
        )


def _check_entitlement(state: State, entry: SeriesDConverted, delivery: Delivery) -> None:
    if not delivery.converted:
        raise Refusal(
            "no_room",
            "4A",
            f"none of the {entry.shares:,} {state.terms.series} can be converted: {state.room:,} shares of Common can "
            "still be delivered, fewer than one conversion gives; authorize more with common_authorized_changed",
        )


def _flag_delivery(state: State, entry: SeriesDConverted, conversion: Conversion, delivery: Delivery) -> None:
    if state.flags is None:
        return
    if delivery.converted < entry.shares:
        state.flag(
            "cut_back",
            "4A",
            f"cut back to {delivery.converted:,} of {entry.shares:,} {state.terms.series}: {conversion.room:,} shares "
            "of Common can be delivered; the rest stays outstanding and needs a new notice (A45)",
        )
    if not delivery.common_shares:
        state.flag("no_whole_share", "4D", "the conversion gives no whole share of Common, and no cash for it (A43)")
    flag_below_par(state, state.price)
    if state.last_split == entry.effective:
        state.flag("conversion_on_split_date", "4F", "share units changed on the Conversion Date; order decides (A2)")
    if state.accrued.high:
        state.flag("conversion_with_accruals", "4A", "accrued dividends are converted into Common with it (A42)")
    if entry.common_shares is not None and (computed := due(conversion)) != delivery:
        state.flag(
            "delivery_differs",
            "4A",
            f"{entry.common_shares:,} shares are stated as delivered, the record gives {computed.common_shares:,} "
            f"for {computed.converted:,}",
        )
    _flag_ownership(state, entry)
    _flag_notice(state, entry)


def _flag_notice(state: State, entry: SeriesDConverted) -> None:
    """Say what of the notice and of what is delivered for it a reader should know."""
    if entry.notice_delivered is not None and entry.notice_delivered < entry.effective:
        state.flag(
            "conversion_date_later",
            "4A",
            f"the notice of {entry.notice_delivered} names a later Conversion Date; until then it is taken to be "
            "pending and revocable, and the price is that of the Conversion Date (A4)",
        )
    if state.converts_into is not None:
        state.flag("converts_into_property", "4G", f"what is delivered is no longer Common: {state.converts_into}")


def _flag_ownership(state: State, entry: SeriesDConverted) -> None:
    held = state.series_d.get(entry.holder, 0)
    if entry.owned_before is not None and entry.owned_before != held:
        state.flag(
            "owned_before_differs", "4A", f"the notice says {entry.owned_before:,} owned before, the register {held:,}"
        )
    before = held if entry.owned_before is None else entry.owned_before
    if entry.owned_after is not None and entry.owned_after != before - entry.shares:
        state.flag(
            "owned_after_differs",
            "4A",
            f"the notice says {entry.owned_after:,} owned after it, but {before:,} less the {entry.shares:,} converted "
            "is another number",
        )
