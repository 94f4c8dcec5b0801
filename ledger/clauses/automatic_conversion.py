"""The second 4L: all Series D converts on a reverse split of exactly 10,000 into 1 and sufficient authorized Common.

Sufficient is a state of affairs, tested at either act and only there (A46). The conversions themselves are entries that
the ledger writes, one for each holder; here they are found due, and applied.
"""

from datetime import date
from fractions import Fraction

from ledger.cap_table.accruals import take
from ledger.cap_table.acts import Conversion
from ledger.cap_table.movements import Place
from ledger.cap_table.state import State
from ledger.clauses.shares import (
    NO_WHOLE_SHARE,
    as_converted,
    deliver_common,
    move_series_d,
    parts_of,
    price_above_zero,
    whole_common,
)
from ledger.events import SeriesDAutoConverted
from ledger.log.recorded import Delivery
from ledger.rules import OF_BALANCES, flags

CUMULATIVE_REVERSE_SPLIT = flags(
    "cumulative_reverse_split",
    "4L (second)",
    "The automatic conversion asks for one reverse split of exactly its ratio; several do not add up to it (A46).",
    "Nothing to enter; nothing converts by itself.",
    OF_BALANCES,
)
AUTOMATIC_CONVERSION_WAITS = flags(
    "automatic_conversion_waits",
    "4L (second)",
    "Series D converts by itself only once Common enough for all of it is authorized, the reverse split being effected "
    "(A46).",
    "Record the increase of the authorized number that makes room for all Series D.",
    OF_BALANCES,
)
AUTOMATIC_CONVERSION_NEEDS_SPLIT = flags(
    "automatic_conversion_needs_split",
    "4L (second)",
    "Series D converts by itself only once the reverse split is effected, Common enough being authorized (A46).",
    "Nothing converts until the one reverse split of the second 4L is recorded.",
    OF_BALANCES,
)


def note_reverse_split(state: State, ratio: Fraction) -> bool:
    """Whether a split is the one of the second 4L, and remember it; several smaller ones do not add up to it."""
    needed = Fraction(1, state.terms.automatic_conversion_reverse_split)
    if ratio == needed:
        state.reverse_split_done = True
        return True
    state.reverse_split_so_far *= ratio
    if state.reverse_split_so_far == needed and ratio < 1:
        state.flag(
            CUMULATIVE_REVERSE_SPLIT,
            f"several splits together make 1 for {state.terms.automatic_conversion_reverse_split:,}, but the clause "
            "asks for one split of exactly that ratio (A46)",
        )
    return False


def test_conditions(state: State) -> None:
    """At either act: see whether both conditions hold, and say what is missing when only the split was effected."""
    if not state.reverse_split_done or state.automatic_done:
        return
    state.automatic_asked = True
    if state.price.is_zero() or _is_delivered_later(state):
        return
    missing = missing_authority(state)
    if missing:
        needed, room = _needed(state), state.room
        state.flag(
            AUTOMATIC_CONVERSION_WAITS,
            f"the reverse split is effected, but the automatic conversion needs {needed:,} shares of Common and only "
            f"{room:,} can be delivered; it follows when the authorized number is raised by {missing:,} (A46)",
        )
        return
    state.automatic_due = state.automatic_done = True


def _is_delivered_later(state: State) -> bool:
    """Whether the conversions took place at a later act: had this one completed the conditions, they still did (A8)."""
    return any(cause not in state.passed and cause != state.register.at for cause in state.delivered_by)


def missing_authority(state: State) -> int:
    """The Common that has still to be authorized; none before the reverse split, and none once all is done (A46)."""
    if not state.reverse_split_done or state.automatic_done or state.price.is_zero() or state.room is None:
        return 0
    return max(0, _needed(state) - state.room)


def _needed(state: State) -> int:
    return sum(as_converted(state, holder) for holder in state.series_d)


def flag_missing_split(state: State) -> None:
    """At an act that authorizes enough: say that the reverse split is what is missing (A46).

    Enough is what the split would leave to be delivered, its own effect on price and shares included.
    """
    if state.flags is None or state.authorized is None or state.reverse_split_done or not state.series_d:
        return
    if state.price.is_zero():
        return
    ratio = Fraction(1, state.terms.automatic_conversion_reverse_split)
    units = state.units * ratio
    needed = sum(whole_common(parts_of(state, held), state.price, units) for held in state.register.lots.values())
    if needed <= state.authorized - state.outstanding * ratio:
        state.flag(
            AUTOMATIC_CONVERSION_NEEDS_SPLIT,
            "enough Common is authorized for the automatic conversion; it follows when one reverse split of "
            f"{state.terms.automatic_conversion_reverse_split:,} into 1 is effected (A46)",
        )


def due(state: State, cause: str, day: date) -> list[SeriesDAutoConverted]:
    """The conversions still to be written for the act that completed the conditions, one for each holder."""
    return [
        SeriesDAutoConverted(
            type="series_d_auto_converted",
            effective=day,
            holder=holder,
            shares=held,
            common_shares=as_converted(state, holder),
            cause=cause,
        )
        for holder, held in sorted(state.series_d.items())
    ]


def series_d_auto_converted(state: State, entry: SeriesDAutoConverted) -> None:
    """Convert one holder's Series D into the whole shares written down for it: once delivered, a fact (A8).

    Raises `Refusal` where the price is zero, as a conversion by notice does: nobody could say what was due (A44).
    """
    state.automatic_done = True
    if entry.common_shares == 0:
        state.flag(NO_WHOLE_SHARE, f"{entry.holder} gets no whole share of Common (A43)", clause="4L (second)")
    delivery = Delivery(entry.shares, entry.common_shares)
    conversion = Conversion(
        entry=entry.id or "",
        day=entry.effective,
        holder=entry.holder,
        shares=entry.shares,
        parts=parts_of(state, take(state.register.lots.get(entry.holder, ()), entry.shares)[0]),
        price=price_above_zero(state),
        units=state.units,
        room=None,
        delivery=delivery,
        owned_before=entry.shares,
        stated_value=state.terms.stated_value,
        automatic=True,
    )
    move_series_d(state, entry.holder, Place.RETIRED, entry.shares, "4L (second)")
    deliver_common(state, entry.holder, entry.common_shares, "4L (second)")
    state.conversions.append(conversion)
