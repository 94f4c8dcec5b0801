"""Section 4H: a distribution of assets, debt or rights lowers the price by what it takes out of the market value."""

from fractions import Fraction

from ledger.cap_table.state import State
from ledger.clauses.adjustment.determinations import of_distribution
from ledger.clauses.notices import check_record_date, flag_notice
from ledger.events import CashDividendPaid, DistributionMade
from ledger.numbers.exact import in_words
from ledger.price.facts import Distributed
from ledger.refusals import Refusal
from ledger.rules import OF_PRICE, flags, refuses

DIVIDEND_AND_DISTRIBUTION = flags(
    "dividend_and_distribution",
    "2",
    "A distribution in kind is shared in under section 2 and lowers the price under 4H; nothing nets the two (A39).",
    "Have counsel confirm that both sections apply.",
    OF_PRICE,
)
CASH_AND_4H = flags(
    "cash_and_4h",
    "4H",
    "Cash that is not out of earnings is shared in under section 2 and lowers the price under 4H; nothing nets the two "
    "(A39).",
    "Have counsel confirm that both sections apply.",
    OF_PRICE,
)
DISTRIBUTION_TAKES_ALL = refuses(
    "distribution_takes_all",
    "4H",
    "A distribution that takes all of the market value would leave no price (A36).",
    "Record the values as the Board and the holders determine them, or with `provision` what was provided instead.",
)
UNDETERMINED = flags(
    "undetermined",
    "4H",
    "Where a distribution takes all of the market value the clause gives no price; the price stands where it was, and "
    "every later one is undetermined (A36).",
    "Have the Board and the holders determine the price, and amend it with the consent of all (terms_amended).",
    OF_PRICE,
)
"""Of the entry itself, and of every later price (`State.undetermined`)."""


def distribution_made(state: State, entry: DistributionMade) -> None:
    """P x (N·M - value) / (N·M) at the close of the day, N the Common actually outstanding as it began (A36, A37, A61).

    It is a dividend under section 2 as well: what Series D did not get of it accrues (A39).
    """
    check_record_date(entry)
    if not state.is_protected:
        return
    flag_notice(state, entry)
    of_distribution(state, entry)
    if state.series_d_outstanding:
        state.flag(
            DIVIDEND_AND_DISTRIBUTION,
            f"a distribution in kind is also a dividend that {state.terms.series} shares in as if converted; both "
            "apply, and nothing nets them (A39)",
        )
    lower_price(state, entry, entry.fair_value, state.clock.start_of_day * state.units * entry.market_price)


def value_per_share(state: State, entry: DistributionMade) -> Fraction:
    """What a share of Common of the record date got in kind, in money and base units; absent, as the day began (A39).

    Zero where no Common was outstanding then.
    """
    shares = state.clock.start_of_day
    if entry.record_date is not None and entry.record_date < entry.effective:
        record = state.records[entry.record_date]
        shares = record.outstanding / record.units
    return entry.fair_value / shares if shares else Fraction(0)


def lower_price(state: State, entry: DistributionMade | CashDividendPaid, value: Fraction, of: Fraction) -> None:
    """The factor of 4H: what is left of the market value when what was distributed is gone.

    Refused where it takes all, unless something is provided (A36).
    """
    if value < of:
        state.course.happen(Distributed(state.day, state.units, entry.id or "", (of - value) / of))
        return
    if entry.provision is None:
        raise Refusal(DISTRIBUTION_TAKES_ALL, _takes_all(state, entry))
    state.undetermined = state.undetermined or (entry.id or "", state.day)
    state.flag(UNDETERMINED, f"no price follows, it stands where it was; provided is: {entry.provision} (A36)")


def _takes_all(state: State, entry: DistributionMade | CashDividendPaid) -> str:
    accepted = (
        "a smaller {} or a higher market_price, as the Board and the holders determine it, would be accepted, or "
        "`provision` with what was provided instead (A36)"
    )
    if isinstance(entry, CashDividendPaid):
        of = in_words(entry.market_price or 0)
        takes = (
            f"{in_words(entry.per_share)} a share takes all of the Market Price of {of}, which would leave no price; "
        )
        return takes + accepted.format("per_share")
    outstanding = state.clock.start_of_day * state.units
    if not outstanding:
        return (
            f"no Common was outstanding as {entry.effective} began, so there was nobody to distribute to and no price "
            "follows; a payment date on which Common is outstanding, or a `provision`, would be accepted (A37)"
        )
    takes = (
        f"a distribution worth {in_words(entry.fair_value)} takes all of the market value ({in_words(outstanding)} "
        f"shares at {in_words(entry.market_price)}), which would leave no price; "
    )
    return takes + accepted.format("fair_value")
