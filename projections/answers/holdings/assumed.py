"""What of the Common of each holder rests on deliveries that nobody stated: the ledger worked out their number (A8)."""

from fractions import Fraction

from ledger.cap_table.following import now_called
from ledger.cap_table.state import State


def assumed_by_holder(state: State) -> dict[str, int]:
    """So much Common of each holder rests on such deliveries to it, in the share units of now; only what is above zero.

    It is no more than the holder has: what it gave away since is taken to be of its other shares first.
    """
    found: dict[str, Fraction] = {}
    for one in state.conversions:
        if not one.stated and one.delivery.common_shares:
            holder = now_called(state, one.register_to or one.holder, one.day)
            delivered = one.delivery.common_shares * state.units / one.units
            found[holder] = found.get(holder, Fraction(0)) + delivered
    held = {holder: min(int(shares), state.common.get(holder, 0)) for holder, shares in sorted(found.items())}
    return {holder: shares for holder, shares in held.items() if shares}
