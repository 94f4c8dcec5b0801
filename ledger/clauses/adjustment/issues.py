"""Section 4E: issues of Common, and 4E(4), Common paid as a dividend on other stock."""

from ledger.cap_table.state import State
from ledger.clauses.adjustment.consideration import deduction, net
from ledger.clauses.adjustment.determinations import of_issue
from ledger.clauses.adjustment.options import note_lender
from ledger.clauses.adjustment.trigger import SAME_DAY_AS_SERIES_D, flag_before_protection, put_to_test
from ledger.clauses.definitions import EXCLUSION_CANNOT_APPLY, check_limb, check_on_common, flag_plan
from ledger.clauses.notices import is_common
from ledger.clauses.shares import deliver_common
from ledger.events import CommonIssued, TreasuryDisposed
from ledger.numbers.exact import plain
from ledger.price.formula import Number, issue
from ledger.refusals import Refusal
from ledger.rules import refuses

DIVIDEND_ON_COMMON = refuses(
    "dividend_on_common",
    "4E(4)",
    "A dividend on Common paid in Common belongs to 4F, not to 4E.",
    "Record a dividend on Common in Common as stock_dividend_paid.",
)


def common_issued(state: State, entry: CommonIssued) -> None:
    """Issue Common; put it to the test unless it is Excluded Stock or opening position."""
    check_limb(entry.excluded, "ACD")
    check_on_common(state, entry.excluded)
    if entry.dividend_on is not None and is_common(entry.dividend_on):
        raise Refusal(
            DIVIDEND_ON_COMMON,
            "a dividend on Common paid in Common belongs to 4F: record stock_dividend_paid",
        )
    if entry.excluded == "D" and entry.dividend_on is not None:
        raise Refusal(EXCLUSION_CANNOT_APPLY, f"(D) covers Common issued on Common, not on {entry.dividend_on} (A18)")
    flag_plan(state, entry.excluded, entry.plan)
    of_issue(state, entry)
    deliver_common(state, entry.holder, entry.shares, "4E")
    if entry.excluded == "C":
        note_lender(state, entry.holder)
    test_issue(state, entry, net(state, entry.consideration, entry.dividend_on))


def test_issue(state: State, entry: CommonIssued | TreasuryDisposed, money: Number) -> None:
    """Test shares just issued, unless they are excluded or the opening position (A58)."""
    flag_before_protection(state)
    if not state.is_protected:
        return
    if state.flags is not None and state.day == state.first_series_d:
        state.flag(SAME_DAY_AS_SERIES_D, "issued on the date of the first Series D, so it is tested (A17, A58)")
    if entry.excluded is None:
        deducted, gross = deduction(state, entry)
        shares = state.to_base(entry.shares)
        issued = issue(entry.id or "", "4E", shares, money)
        put_to_test(state, issued._replace(deducted=plain(deducted), gross=plain(gross)))
