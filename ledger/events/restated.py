"""Splits, stock dividends, reorganizations and distributions: what happens to all shares at once (4F to 4H)."""

from typing import Literal

from ledger.events.determination import Determination
from ledger.events.entry import Entry
from ledger.events.fields import Day, Money, PositiveNumber, Shares, Text


class CommonSplit(Entry):
    """Each `old` shares of Common become `new`; a reverse split has fewer new than old (4F)."""

    clause = "4F"
    type: Literal["common_split"]
    old: PositiveNumber
    new: PositiveNumber
    fractions: Literal["cash", "round_up"] = "cash"
    common_authorized: Shares | None = None


class StockDividendPaid(Entry):
    """A dividend on Common paid in Common, on its payment date, to the holders of its record date (4F, A7)."""

    clause = "4F"
    type: Literal["stock_dividend_paid"]
    per_share: PositiveNumber
    fractions: Literal["cash", "round_up"] = "cash"
    record_date: Day | None = None


class Reorganized(Entry):
    """A reorganization, reclassification or merger in which Common is exchanged (4G).

    `provision` says what was provided for the Series D, which is a condition of it; `determination` whose judgement the
    value reflected is; `record_date` when the right to vote on it was determined.
    """

    clause = "4G"
    type: Literal["reorganized"]
    exchange_ratio: PositiveNumber
    reflected_value: PositiveNumber | None = None
    property: Text | None = None
    provision: Text | None = None
    record_date: Day | None = None
    determination: Determination | None = None


class DistributionMade(Entry):
    """A distribution of assets, evidences of indebtedness or rights on Common, on its payment date (4H).

    `series_d` says whether Series D got its part under section 2. `provision` says what was provided where the
    distribution takes all of the market value, so that no price follows (A36). `determination` says whose judgement the
    fair value is, `market_price_determination` where the Market Price is from.
    """

    clause = "4H"
    type: Literal["distribution_made"]
    fair_value: Money
    market_price: Money
    what: Text | None = None
    record_date: Day | None = None
    determination: Determination | None = None
    market_price_determination: Determination | None = None
    series_d: Literal["paid", "unpaid"] = "paid"
    provision: Text | None = None


class SeriesDSplit(Entry):
    """Each `old` shares of Series D become `new`: Stated Value, register and designated number are restated (1)."""

    clause = "1"
    type: Literal["series_d_split"]
    old: PositiveNumber
    new: PositiveNumber
    fractions: Literal["cash", "round_up"] = "cash"
