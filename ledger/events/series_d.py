"""What Series D brings its holders: conversions, dividends, notices and liquidation (2, 3, 4A, 4C, 4K, 4L)."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ledger.events.entry import Entry
from ledger.events.fields import Count, Day, Flag, Money, Name, PositiveNumber, Shares, Text


class CashDividendPaid(Entry):
    """A cash dividend on Common, which Series D shares in as if converted (2).

    `effective` is the date of payment, `record_date` the date of determination of the holders (default: the same);
    `dividend_on` names another stock on which it was paid instead (A50). With `out_of_earnings` false it is not paid
    out of consolidated earnings or earned surplus, and so is a distribution under 4H too, at `market_price` per share;
    `provision` says what was provided where it takes all of that price (A36).
    """

    clause = "2"
    type: Literal["cash_dividend_paid"]
    per_share: PositiveNumber
    series_d: Literal["paid", "unpaid"] = "paid"
    record_date: Day | None = None
    dividend_on: Name | None = None
    out_of_earnings: Flag | None = None
    market_price: Money | None = None
    provision: Text | None = None

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if self.out_of_earnings is False and self.market_price is None:
            raise ValueError(
                "a dividend that is not out of earnings lowers the price under 4H; give the market_price per share"
            )
        return self


class AccruedDividendsPaid(Entry):
    """Accrued dividends on Series D are paid (3): all of them, or up to `per_share` of each share of Series D."""

    clause = "3"
    type: Literal["accrued_dividends_paid"]
    per_share: PositiveNumber | None = None


class ParityClass(BaseModel):
    """A class of stock that ranks with Series D in a liquidation (3)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    class_: Annotated[Name, Field(alias="class")]
    shares: Shares
    preference: Money


class Liquidated(Entry):
    """The Company is liquidated, dissolved or wound up (3). `record_date`: for the right to vote on it (4L)."""

    clause = "3"
    type: Literal["liquidated"]
    assets: Money
    parity: tuple[ParityClass, ...] = ()
    record_date: Day | None = None


class SeriesDConverted(Entry):
    """A holder converts Series D; `effective` is the Conversion Date (4A, 4D, Annex A)."""

    clause = "4A"
    type: Literal["series_d_converted"]
    holder: Name
    shares: Shares
    notice_delivered: Day | None = None
    surrendered: Day | None = None
    register_to: Name | None = None
    owned_before: Count | None = None
    owned_after: Count | None = None
    common_shares: Count | None = None


class CertificateDelivered(Entry):
    """The certificate for the Common of a conversion was delivered (4C), or that for the Series D left over (4D).

    `issue_tax` is what was charged for the issue, and by whom it was borne (4N).
    """

    clause = "4C"
    type: Literal["certificate_delivered"]
    conversion: Name
    kind: Literal["common", "balance"] = "common"
    issue_tax: Money | None = None
    tax_paid_by: Literal["company", "holder"] = "company"


MOST_PLACES = 100
"""More decimal places than anybody states a price with."""


class NoticeSent(Entry):
    """A notice was mailed to a holder (4K, first 4L).

    `price` is the Conversion Price that a notice of an adjustment stated: a claim, which replay must reproduce or
    report. With `places` it was stated rounded to so many decimal places, else it is exact.
    """

    clause = "4K"
    type: Literal["notice_sent"]
    kind: Literal["adjustment", "dividend", "subscription", "reorganization", "dissolution"]
    holder: Name
    about: Name | None = None
    price: Money | None = None
    places: Count | None = None

    @model_validator(mode="after")
    def _states(self) -> Self:
        if self.price is not None and self.kind != "adjustment":
            raise ValueError(f"a notice of kind {self.kind} states no Conversion Price; leave price out (4K)")
        if self.places is not None and self.price is None:
            raise ValueError("places says how a price was rounded; give the price that the notice stated, too")
        if self.places is not None and self.places > MOST_PLACES:
            raise ValueError(f"no price is stated with more than {MOST_PLACES} decimal places")
        return self


class SeriesDAutoConverted(Entry):
    """Series D of one holder converted by the second 4L. Written by the ledger itself, never by a journal."""

    clause = "4L-2"
    type: Literal["series_d_auto_converted"]
    holder: Name
    shares: Shares
    common_shares: Count
    cause: Name
