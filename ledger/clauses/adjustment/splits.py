"""Section 4F: splits, combinations and stock dividends move the units, the price and every deemed share alike."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import takewhile
from math import ceil, floor

from ledger.cap_table.record_dates import CommonRecord
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
BOUGHT_BEFORE_PAYMENT = flags(
    "bought_before_payment",
    "4F",
    "A dividend in Common goes to the holders of its record date; Common that came to a holder later gets none (A7).",
    "Nothing to enter; the register shows who got it.",
    OF_BALANCES,
)
NOBODY_ON_RECORD = flags(
    "nobody_on_record",
    "4F",
    "A dividend in Common goes to the holders of its record date (A7).",
    "Check the record date; nobody held Common then.",
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
    """New shares for each share of the record date; the price falls to P / (1 + per_share) when they are paid (4F, A7).

    Dividends of one record date are on one base: a second one takes the price times (1 + first) / (1 + first + second).
    Treasury shares get none (A65). Refused where more shares would then be issued than are authorized.
    """
    check_record_date(entry)
    flag_notice(state, entry)
    day = entry.record_date or entry.effective
    record = state.bases.get(day) or state.records.get(day) or state.common_record()
    if state.of_first_edition:
        _given_then(state, entry, record)
        return
    given = _given(state, entry, record)
    _check_authorized(state.outstanding + state.treasury + sum(given.values()), state.authorized)
    _flag_record(state, day, record)
    _flag_unprotected(state)
    _flag_conversions_before(state)
    state.register.pay_in_common(given)
    _on_one_base(state, entry, record)


def _on_one_base(state: State, entry: StockDividendPaid, record: CommonRecord) -> None:
    paid = record.paid + entry.per_share
    state.bases[entry.record_date or entry.effective] = replace(record, paid=paid)
    _change_units(state, entry.id or "", (1 + paid) / (1 + record.paid))


def _given_then(state: State, entry: StockDividendPaid, record: CommonRecord) -> None:
    """What was given out under the first edition is a fact, and stays: to all who held then, the treasury too (A8)."""
    state.register.restate_common(1 + entry.per_share, ROUNDING[entry.fractions])
    _on_one_base(state, entry, record)


def _given(state: State, entry: StockDividendPaid, record: CommonRecord) -> dict[str, int]:
    """What each holder of the record date gets, in the units of now; other changes of units since then count."""
    restated = state.units / (record.units * (1 + record.paid))
    rounding = ROUNDING[entry.fractions]
    given = {holder: rounding(held * restated * entry.per_share) for holder, held in record.common.items()}
    return {holder: shares for holder, shares in given.items() if shares}


def _flag_record(state: State, day: date, record: CommonRecord) -> None:
    """Say who came too late for the record, and gets neither dividend nor adjustment (A7)."""
    if state.flags is None:
        return
    if not record.common:
        state.flag(NOBODY_ON_RECORD, f"nobody held Common at the close of {day}, so that nobody gets anything (A7)")
    if day == state.day:
        return
    if between := [one.entry for one in state.conversions if one.day > day]:
        state.flag(
            CONVERSION_BEFORE_PAYMENT,
            f"converted between the record date and the payment: {', '.join(between)}; those shares get neither the "
            "dividend nor the adjustment (A7)",
        )
    restated = state.units / record.units
    later = [name for name, held in sorted(state.common.items()) if held > ceil(record.common.get(name, 0) * restated)]
    if later:
        state.flag(
            BOUGHT_BEFORE_PAYMENT,
            f"{', '.join(later)} hold Common that came to them after {day}: it gets no dividend (A7)",
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


def _split(state: State, entry: CommonSplit, ratio: Fraction, authorized: int | None) -> None:
    before = state.units
    restate(state, ratio, ROUNDING[entry.fractions], "4F", authorized)
    if state.is_protected:
        state.course.happen(Restated(state.day, before, entry.id or "", "4F", state.units))


def _change_units(state: State, entry: str, ratio: Fraction) -> None:
    before = state.units
    state.units *= ratio
    state.last_split = state.day
    if state.is_protected:
        state.course.happen(Restated(state.day, before, entry, "4F", state.units))


def restate(state: State, ratio: Fraction, rounding: Rounding, clause: str, authorized: int | None = None) -> None:
    """Change the share units of all that is issued. Refused where more would then be issued than are authorized."""
    after = sum(rounding(held * ratio) for held in state.common.values()) + rounding(state.treasury * ratio)
    limit = state.authorized if authorized is None else authorized
    _check_authorized(after, limit, clause)
    if ratio != 1:
        _flag_unprotected(state)
    _flag_conversions_before(state)
    state.register.restate_common(ratio, rounding)
    state.units *= ratio
    state.register.authorized = limit
    state.last_split = state.day


def _check_authorized(after: int, limit: int | None, clause: str = "4F") -> None:
    if limit is not None and after > limit:
        raise Refusal(
            AUTHORIZED_BELOW_ISSUED,
            f"{after:,} shares of Common would be issued afterwards, more than the {limit:,} authorized; change the "
            "authorized number with the split (common_authorized of common_split) or before it",
            clause=clause,
        )
