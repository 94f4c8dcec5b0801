"""What happened, or will, as a letter says it: by its date, in dollars, and without the ids of the record."""

from collections.abc import Mapping
from datetime import date

from ledger.events import (
    AdjustmentWaived,
    AnyEntry,
    CashDividendPaid,
    CommonIssued,
    CommonSplit,
    ConvertibleIssued,
    DistributionMade,
    Liquidated,
    OptionGranted,
    Reorganized,
    RightChanged,
    RightExercised,
    RightTerminated,
    StockDividendPaid,
    TermsAmended,
    TreasuryDisposed,
)
from ledger.numbers.figure import Figure
from projections.render.entries import SENTENCES, says
from projections.render.numbers import dollars, long_date

_LETTERS: Mapping[type, str] = SENTENCES | {
    CommonIssued: "{shares} shares of Common Stock {were} issued to {holder}{paid}",
    TreasuryDisposed: "{shares} shares of Common Stock out of the treasury {were} disposed of to {holder}{paid}",
    OptionGranted: "the {kind} {right} to {buys}{and_converted} {was} {made} to {holder}{paid}",
    ConvertibleIssued: "the convertible security {right}, convertible into {shares} shares{at_a_price}, {was} {made} "
    "to {holder}{paid}",
    RightChanged: "{all_of} {right}{so_many} {was} changed {why}: {changes}",
    RightTerminated: "{how_many} {right}{so_many} {ended} un{used}[ ({reason})]",
    RightExercised: "{right} {was} exercised or converted for {shares} shares[, {withheld} more being given up for the "
    "price]",
    CommonSplit: "each {old} shares of Common Stock {became} {new}",
    StockDividendPaid: "a dividend of {per_share} shares of Common Stock {was} paid on each share of Common Stock",
    DistributionMade: "assets worth {fair_value} in all {were} distributed on the Common Stock[ ({what})], at a Market "
    "Price of {market_price} a share",
    Reorganized: "in a reorganization each share of Common Stock {became} {exchange_ratio}"
    "[, at a value of {reflected_value} a share]",
    CashDividendPaid: "a dividend of {per_share} in cash {was} paid on each share of {stock}{out_of}",
    Liquidated: "the Company {was} liquidated, dissolved or wound up, with assets of {assets} to distribute",
    TermsAmended: "the term {term} of the Certificate {was} amended to {value}",
    AdjustmentWaived: "the adjustment for an earlier issue or grant {was} waived by the holders",
}

_PAST = {"was": "was", "were": "were", "became": "became", "ended": "ended"}
_TO_COME = {"was": "will be", "were": "will be", "became": "will become", "ended": "will end"}


def happened(entry: AnyEntry, dated: date, shares: Figure | None = None) -> str:
    """A sentence with its date: as done where it is so by the date of the letter, else as to come."""
    return f"On {long_date(entry.effective)}, {_said(entry, dated, shares)}."


def noted(entry: AnyEntry, dated: date) -> str:
    """The same for an annex, where days stand as numbers."""
    return f"On {entry.effective} {_said(entry, dated)}."


def _said(entry: AnyEntry, dated: date, shares: Figure | None = None) -> str:
    words = _PAST if is_past(entry.effective, dated) else _TO_COME
    return says(entry, shares, sentences=_LETTERS, money=dollars, words=words)


def is_past(day: date, dated: date) -> bool:
    """Whether a letter of a date speaks of a day as of one that has come."""
    return day <= dated
