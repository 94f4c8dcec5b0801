"""Sections 2 and 3: dividends on Common, in which Series D shares as if converted; accruals and their payment.

What is due is fixed by the record date, for each holder. What is not paid accrues to the shares that were held then,
and goes with them; of shares converted since it stays a debt to who held them (A60).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ledger.cap_table.accruals import Counted, Debt, SeriesDLot, counted_on
from ledger.cap_table.state import State
from ledger.clauses.adjustment.distributions import CASH_AND_4H, lower_price, value_per_share
from ledger.clauses.notices import check_record_date, flag_notice, is_common
from ledger.clauses.shares import PRICE_IS_ZERO
from ledger.events import (
    AccruedDividendsPaid,
    CashDividendPaid,
    DistributionMade,
)
from ledger.numbers.bounded import Bounded, difference, is_less, total
from ledger.numbers.exact import in_words
from ledger.refusals import Refusal
from ledger.rules import OF_BALANCES, OF_DIVIDENDS, OF_PRICE, flags

DIVIDEND_NOT_PAID_TO_SERIES_D = flags(
    "dividend_not_paid_to_series_d",
    "2",
    "Series D shares in a dividend on Common as if converted; what is not paid to it at the same time accrues to the "
    "shares held on the record date, into their preference (A60).",
    "Pay it with accrued_dividends_paid; until then it is part of the preference.",
    OF_BALANCES | OF_DIVIDENDS,
)
DIVIDEND_OWED = flags(
    "dividend_owed",
    "2",
    "What was due on shares converted between the record date and the payment stays a debt to who held them, in no "
    "preference (A60).",
    "Pay it with accrued_dividends_paid; `dividends` shows to whom.",
    OF_DIVIDENDS,
)
DIVIDEND_ON_OTHER_CLASS = flags(
    "dividend_on_other_class",
    "2",
    "A dividend gives Series D what a holder of Common gets by it, and of one on another class that is nothing (A50).",
    "Nothing to enter; have counsel confirm that nothing is due.",
    OF_DIVIDENDS,
)
EARNINGS_NOT_STATED = flags(
    "earnings_not_stated",
    "4H",
    "Cash that is not paid out of consolidated earnings or earned surplus lowers the price as a distribution; where "
    "nothing is said, it is taken to be out of earnings.",
    "Say out_of_earnings: true or false; false needs the market_price.",
    OF_PRICE,
)
NOTHING_ACCRUED = flags(
    "nothing_accrued",
    "3",
    "Only what has accrued can be paid.",
    "Check the date of the payment; nothing was due.",
    OF_DIVIDENDS,
)
MORE_THAN_ACCRUED = flags(
    "more_than_accrued",
    "3",
    "No more can be paid on a share of Series D than is accrued on it, or owed for it.",
    "Check the amount; what goes beyond what is accrued is no payment of it.",
    OF_DIVIDENDS,
)


def cash_dividend_paid(state: State, entry: CashDividendPaid) -> None:
    """Pay cash on Common. Unpaid to Series D, it accrues (2, 3); not out of earnings, it lowers the price too (4H).

    On another stock than Common it gives Series D nothing (A50). Refused where the price that it is measured by is
    zero, and where it takes all of the Market Price.
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
    if entry.series_d == "unpaid":
        accrue(state, entry, entry.per_share * state.units)
    if entry.out_of_earnings is None and state.is_protected:
        state.flag(EARNINGS_NOT_STATED, "taken to be out of earnings, since out_of_earnings is not stated (4H)")
    if entry.out_of_earnings is False and entry.market_price is not None and state.is_protected:
        state.flag(
            CASH_AND_4H, "not out of earnings, so that it lowers the price under 4H too; nothing nets them (A39)"
        )
        shares = state.clock.start_of_day * state.units
        lower_price(state, entry, entry.per_share * shares, entry.market_price * shares)


def shared_in_kind(state: State, entry: DistributionMade) -> None:
    """A distribution is a dividend as well: what Series D did not get of it accrues, by its value (2, A39)."""
    if entry.series_d == "unpaid":
        accrue(state, entry, value_per_share(state, entry))


def accrue(state: State, entry: CashDividendPaid | DistributionMade, value: Fraction) -> None:
    """What a dividend gives, not paid to Series D: accrued on the shares of its record date, owed on those since gone.

    `value` is in money for each share of Common, in base units. Refused where the price was zero on the record date.
    """
    if not value:
        return
    day = entry.record_date or entry.effective
    before = state.debts
    accrued = False

    def with_dividend(lot: SeriesDLot) -> SeriesDLot:
        nonlocal accrued
        as_converted = _as_converted(state, lot, day)
        if as_converted is None:
            return lot
        accrued = True
        return replace(lot, accrued=total(lot.accrued, as_converted.times(value)))

    state.register.accrue(with_dividend)
    for number, lot in enumerate(state.register.retired):
        counted = counted_on(day, lot.counted)
        if counted is not None and day < state.day:
            each = _measured(counted).times(value)
            state.debts += (Debt(counted.holder, lot.shares, each, entry.id or "", number),)
    if accrued:
        state.flag(
            DIVIDEND_NOT_PAID_TO_SERIES_D,
            f"not paid to {state.terms.series} at the same time, it accrues to the shares of {day}",
        )
    if state.debts is not before:
        holders = ", ".join(dict.fromkeys(one.holder for one in state.debts[len(before) :]))
        state.flag(DIVIDEND_OWED, f"on {state.terms.series} converted since {day} it stays due to {holders} (A60)")


def _as_converted(state: State, lot: SeriesDLot, day: date) -> Bounded | None:
    """Common in base units for one share of a lot on a record date; None where it did not exist then."""
    if day < state.day:
        counted = counted_on(day, lot.counted)
        return None if counted is None else _measured(counted)
    return _measured(Counted(day, "", state.as_converted(lot)), "4A")


def _measured(counted: Counted, clause: str = "2") -> Bounded:
    if counted.as_converted is None:
        raise Refusal(
            PRICE_IS_ZERO,
            f"the Conversion Price was zero on the record date {counted.day}, so no number of Common follows for "
            "Series D; a dividend that it was paid (series_d: paid) or a record date with a price above zero would be "
            "accepted (A44)",
            clause=clause,
        )
    return counted.as_converted


def accrued_dividends_paid(state: State, entry: AccruedDividendsPaid) -> None:
    """Pay what is accrued and what is owed: all of it, or so much of it on each share (3, A60)."""
    if not state.accrued.high and not state.debts:
        state.flag(NOTHING_ACCRUED, f"nothing is accrued on {entry.effective}, so nothing can be paid")
    part = None if entry.per_share is None else Bounded.of(entry.per_share)
    if part is not None and state.flags is not None:
        _flag_part(state, part)
    state.register.accrue(lambda lot: replace(lot, accrued=unpaid(lot.accrued, part)))
    left = (one._replace(each=each) for one, each in still_owed(state.debts, part))
    state.debts = tuple(one for one in left if not one.each.is_zero())


def still_owed(debts: Iterable[Debt], part: Bounded | None) -> Iterator[tuple[Debt, Bounded]]:
    """Debts, each with what is left of it on a share when so much is paid on each share, or all (None).

    A share is paid once, its oldest dividend first (A60).
    """
    rest: dict[tuple[str, int], Bounded] = {}
    for one in debts:
        paid = one.each if part is None else rest.get((one.holder, one.lot), part)
        rest[one.holder, one.lot] = difference(paid, one.each)
        yield one, difference(one.each, paid)


def unpaid(each: Bounded, part: Bounded | None) -> Bounded:
    """What is left of what is due on a share when a part of it is paid, or all (None)."""
    return Bounded.of(0) if part is None else difference(each, part)


def _flag_part(state: State, part: Bounded) -> None:
    most, due = state.accrued, dict[tuple[str, int], Bounded]()
    for one in state.debts:
        before = due.get((one.holder, one.lot))
        due[one.holder, one.lot] = one.each if before is None else total(before, one.each)
    for each in due.values():
        most = each if is_less(most, each) else most
    if most.high and is_less(most, part):
        exact = most.exact()
        in_all = in_words(Fraction(int(exact.numerator), int(exact.denominator)))
        state.flag(MORE_THAN_ACCRUED, f"{in_all} is accrued on a share at most, less than is named; no more is paid")
