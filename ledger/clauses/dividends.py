"""Sections 2 and 3: cash dividends on Common, in which Series D shares as if converted; accruals and their payment."""

from ledger.bounded import Bounded, total
from ledger.events import AccruedDividendsPaid, CashDividendPaid
from ledger.state import State


def cash_dividend_paid(state: State, entry: CashDividendPaid) -> None:
    """Unpaid to Series D, it accrues into the Liquidation Preference: per share x preference / price (2, 3, A42)."""
    if entry.series_d == "paid" or not state.series_d_outstanding:
        return
    state.flag(
        "dividend_not_paid_to_series_d",
        "2",
        f"a dividend on Common not paid to {state.terms.series} at the same time accrues into its preference",
    )
    state.accrued = total(state.accrued, state.per_series_d().times(entry.per_share))


def accrued_dividends_paid(state: State, entry: AccruedDividendsPaid) -> None:  # noqa: ARG001
    """Nothing is accrued any longer (3)."""
    state.accrued = Bounded.of(0)
