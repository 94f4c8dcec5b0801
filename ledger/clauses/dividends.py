"""Sections 2 and 3: cash dividends on Common, in which Series D shares as if converted; accruals and their payment."""

from ledger.cap_table.state import State
from ledger.clauses.notices import check_record_date, flag_notice, is_common
from ledger.clauses.shares import PRICE_IS_ZERO, per_series_d
from ledger.events import AccruedDividendsPaid, CashDividendPaid
from ledger.numbers.bounded import Bounded, quotient, total
from ledger.refusals import Refusal
from ledger.rules import OF_BALANCES, OF_DIVIDENDS, flags

DIVIDEND_NOT_PAID_TO_SERIES_D = flags(
    "dividend_not_paid_to_series_d",
    "2",
    "Series D shares in a dividend on Common as if converted; what is not paid to it at the same time accrues into its "
    "preference.",
    "Pay it with accrued_dividends_paid; until then it is part of the preference.",
    OF_BALANCES | OF_DIVIDENDS,
)
DIVIDEND_ON_OTHER_CLASS = flags(
    "dividend_on_other_class",
    "2",
    "A dividend gives Series D what a holder of Common gets by it, and of one on another class that is nothing (A50).",
    "Nothing to enter; have counsel confirm that nothing is due.",
    OF_DIVIDENDS,
)
NOTHING_ACCRUED = flags(
    "nothing_accrued",
    "3",
    "Only what has accrued can be paid.",
    "Check the date of the payment; nothing was due.",
    OF_DIVIDENDS,
)


def cash_dividend_paid(state: State, entry: CashDividendPaid) -> None:
    """Unpaid to Series D, it accrues into the Liquidation Preference: per share x preference / price (2, 3, A42).

    Price and preference are those of the record date; where nobody held Series D then, nobody is due anything. On
    another stock than Common it gives nothing (A50). Refused where the price that it is measured by is zero.
    """
    check_record_date(entry)
    if entry.dividend_on is not None and not is_common(entry.dividend_on):
        state.flag(
            DIVIDEND_ON_OTHER_CLASS,
            f"a dividend on {entry.dividend_on} gives {state.terms.series} what a holder of Common gets by it, which "
            "is nothing; the clause names other classes all the same (A50)",
        )
        return
    flag_notice(state, entry)
    record_date = entry.record_date or entry.effective
    if entry.series_d == "paid" or not state.series_d_outstanding or not state.had_series_d(record_date):
        return
    state.flag(
        DIVIDEND_NOT_PAID_TO_SERIES_D,
        f"a dividend on Common not paid to {state.terms.series} at the same time accrues into its preference",
    )
    state.accrued = total(state.accrued, _as_converted_on(state, entry).times(entry.per_share))
    state.note_preference()


def _as_converted_on(state: State, entry: CashDividendPaid) -> Bounded:
    """Common, in the units of now, for one Series D converted on the record date (2)."""
    if entry.record_date in (None, entry.effective):
        return per_series_d(state)
    price = state.price_on(entry.record_date)
    if price.is_zero():
        raise Refusal(
            PRICE_IS_ZERO,
            f"the Conversion Price was zero on the record date {entry.record_date}, so no number of Common follows for "
            f"{state.terms.series}; a dividend that it was paid (series_d: paid) or a record date with a price above "
            "zero would be accepted (A44)",
            clause="2",
        )
    return quotient(state.preference_on(entry.record_date), price, state.units)


def accrued_dividends_paid(state: State, entry: AccruedDividendsPaid) -> None:
    """Nothing is accrued any longer (3)."""
    if not state.accrued.high:
        state.flag(NOTHING_ACCRUED, f"nothing is accrued on {entry.effective}, so nothing can be paid")
    state.accrued = Bounded.of(0)
    state.note_preference()
