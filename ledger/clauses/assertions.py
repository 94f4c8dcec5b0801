"""Balances that somebody else counted, say the transfer agent, beside the register. They change nothing.

A balance is asserted of the place of its entry in the timeline: after all that took effect before it, and of its own
date after what was recorded before it. It is checked again in every replay, so what is learned later of an earlier day
can break it, or mend it.
"""

from ledger.cap_table.acts import Differs
from ledger.cap_table.state import State
from ledger.events import BalanceAsserted
from ledger.names import near
from ledger.refusals import Flag
from ledger.rules import OF_BALANCES, OF_PRICE, flags

ASSERTION_FAILS = flags(
    "assertion_fails",
    "",
    "A balance that somebody counted stands beside the register at its own place in the timeline and changes nothing; "
    "where the two differ, what counts shares is to be read with care.",
    "Find the entry that is missing, wrong or there twice: record, correct or void it; or correct what is asserted.",
    OF_PRICE | OF_BALANCES,
)


def balance_asserted(state: State, entry: BalanceAsserted) -> None:
    """Compare a balance with the register; where they differ that is flagged, and kept to be told later."""
    found = balance_of(state, entry)
    if found == entry.shares:
        return
    one = Differs(entry.id or "", state.day, entry.holder, entry.stock, entry.shares, found)
    state.differing += (one,)
    if state.flags is not None:
        unknown = entry.holder is not None and not state.common.get(entry.holder) and entry.holder not in state.series_d
        hint = near(entry.holder or "", [*state.common, *state.series_d]) if unknown else ""
        state.flag(ASSERTION_FAILS, f"{how_it_differs(one, state.terms.series)}{hint}")


def balance_flag(one: Differs, series: str) -> Flag:
    """What should be known of a balance that differs, without looking for the holder that may have been meant."""
    return Flag(ASSERTION_FAILS, how_it_differs(one, series), one.entry)


def how_it_differs(one: Differs, series: str) -> str:
    """What is asserted, what the ledger has at its place, and the difference, without a full stop."""
    off = one.found - one.asserted
    return (
        f"{one.asserted:,} {what_is_asserted(one.stock, one.holder, series)} are asserted, and the ledger has "
        f"{one.found:,} there: {abs(off):,} too {'many' if off > 0 else 'few'}"
    )


def what_is_asserted(stock: str, holder: str | None, series: str) -> str:
    """The shares that a balance is of, after their number."""
    if stock == "treasury":
        return "shares in the treasury"
    what = "shares of Common" if stock == "common" else f"shares of {series}"
    return f"{what} outstanding" if holder is None else f"{what} of {holder}"


def balance_of(state: State, entry: BalanceAsserted) -> int:
    """The balance that an entry is about, as the register has it at this moment."""
    if entry.stock == "treasury":
        return state.treasury
    if entry.holder is not None:
        held = state.common if entry.stock == "common" else state.series_d
        return held.get(entry.holder, 0)
    return state.outstanding if entry.stock == "common" else state.series_d_outstanding
