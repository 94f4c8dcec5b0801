"""Section 4F: splits, combinations and stock dividends move the units, the price and every deemed share alike."""

from fractions import Fraction
from itertools import takewhile
from math import ceil, floor

from ledger.cap_table.register import Rounding
from ledger.cap_table.state import State
from ledger.clauses.adjustment.options import NO_SPLIT_PROTECTION
from ledger.clauses.automatic_conversion import note_reverse_split, test_conditions
from ledger.clauses.notices import check_record_date, flag_notice
from ledger.clauses.opening import AUTHORIZED_BELOW_ISSUED
from ledger.events import CommonSplit, StockDividendPaid
from ledger.price.facts import Restated
from ledger.refusals import Refusal
from ledger.rules import OF_BALANCES, flags

CONVERSION_BEFORE_PAYMENT = flags(
    "conversion_before_payment",
    "4F",
    "Who converts between the record date and the payment of a stock dividend gets neither dividend nor adjustment "
    "(A7).",
    "Nothing to enter; tell counsel.",
    OF_BALANCES,
)
CONVERSION_ON_SPLIT_DATE = flags(
    "conversion_on_split_date",
    "4F",
    "Of a split and a conversion on one date the order decides in which share units the conversion is made (A2).",
    "See that the two entries stand in the order in which they happened.",
    OF_BALANCES,
)

ROUNDING: dict[str, Rounding] = {"cash": floor, "round_up": ceil}
"""What becomes of a holder's fraction: rounded down and paid in cash, or rounded up."""


def common_split(state: State, entry: CommonSplit) -> None:
    """Each `old` shares become `new`: the price moves by old/new, at once (4F, A2)."""
    ratio = entry.new / entry.old
    _split(state, entry, ratio, entry.common_authorized)
    if not state.is_protected:
        return
    is_the_split = note_reverse_split(state, ratio)
    if is_the_split or entry.common_authorized is not None:
        test_conditions(state)


def stock_dividend_paid(state: State, entry: StockDividendPaid) -> None:
    """New shares for each share held: a split of 1 into 1 + per_share (4F), on the payment date (A7)."""
    check_record_date(entry)
    flag_notice(state, entry)
    _flag_conversions_between(state, entry)
    _split(state, entry, 1 + entry.per_share, None)


def _flag_conversions_between(state: State, entry: StockDividendPaid) -> None:
    """Say who converted after the record date: such a holder gets neither the dividend nor the adjustment (A7)."""
    if state.flags is None or entry.record_date is None:
        return
    between = [one.entry for one in state.conversions if one.day > entry.record_date]
    if between:
        state.flag(
            CONVERSION_BEFORE_PAYMENT,
            f"converted between the record date and the payment: {', '.join(between)}; those shares get neither the "
            "dividend nor the adjustment (A7)",
        )


def _flag_conversions_before(state: State) -> None:
    """Say what was converted earlier on the day: in old shares at the old price, where order alone decides (A2)."""
    if state.flags is None:
        return
    today = takewhile(lambda one: one.day == state.day, reversed(state.conversions))
    if before := [one.entry for one in today][::-1]:
        state.flag(
            CONVERSION_ON_SPLIT_DATE,
            f"{', '.join(before)} of the same date stand before it, and so in the old share units; order decides (A2)",
        )


def _flag_unprotected(state: State) -> None:
    """Say which rights do not follow the split, or the exchange of a reorganization, by their own terms (A27)."""
    if state.flags is None:
        return
    found = [name for name in sorted(state.without_split_protection) if state.rights[name].outstanding()]
    if found:
        state.flag(
            NO_SPLIT_PROTECTION,
            f"{', '.join(found)} without split protection: record right_changed with the number and price as they now "
            "are, reason antidilution (A27)",
        )


def _split(state: State, entry: CommonSplit | StockDividendPaid, ratio: Fraction, authorized: int | None) -> None:
    before = state.units
    restate(state, ratio, ROUNDING[entry.fractions], "4F", authorized)
    if state.is_protected:
        state.course.happen(Restated(state.day, before, entry.id or "", "4F", state.units))


def restate(state: State, ratio: Fraction, rounding: Rounding, clause: str, authorized: int | None = None) -> None:
    """Change the share units. Refused where more shares would then be issued than are authorized."""
    after = sum(rounding(held * ratio) for held in state.common.values()) + rounding(state.treasury * ratio)
    limit = state.authorized if authorized is None else authorized
    if limit is not None and after > limit:
        raise Refusal(
            AUTHORIZED_BELOW_ISSUED,
            f"{after:,} shares of Common would be issued afterwards, more than the {limit:,} authorized; change the "
            "authorized number with the split (common_authorized of common_split) or before it",
            clause=clause,
        )
    if ratio != 1:
        _flag_unprotected(state)
    _flag_conversions_before(state)
    state.register.restate_common(ratio, rounding)
    state.units *= ratio
    state.register.authorized = limit
    state.last_split = state.day
