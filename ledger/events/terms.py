"""The terms that one certificate fixes, and the choices where its text can be read in more than one way."""

from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ledger.events.fields import Count, Money, Name, PositiveNumber, Shares


class Interpretations(BaseModel):
    """The switches of the reading; the first choice of each is the default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same_day_price: Literal["running", "opening"] = "running"
    """A5: what a second issue of one day is tested against."""
    readjustment_effective: Literal["close", "forthwith"] = "close"
    """A3: whether a readjustment under 4E(3) reaches the conversions of its own day."""
    tranche_test: Literal["separate", "blended"] = "separate"
    """A24: whether the tranches of one grant are tested one by one or at their average price."""
    grant_consideration: Literal["pro_rata", "retained"] = "pro_rata"
    """A23: what becomes of the money paid for a grant when a part of it ends unexercised."""
    lender_options: Literal["tested", "excluded"] = "tested"
    """A14: whether limb (C) of Excluded Stock can be claimed for an Option granted to a lender."""
    net_exercise: Literal["terminated", "exercised"] = "terminated"
    """A29: whether shares of a right that are given up for its price have ended, or are exercised with the others."""
    conversion_amount: Literal["liquidation_preference", "stated_value"] = "liquidation_preference"
    """A42: what of a share of Series D is divided by the price, when it converts or counts as if converted."""
    votes: Literal["uncapped", "capped"] = "uncapped"
    """A47: whether the votes of Series D end where the Common that could be delivered ends."""
    unit_lapse: Literal["unwound", "allocated"] = "unwound"
    """A59: whether the value of Additional Rights is still deducted from what was sold with them once they ended."""

    def choices(self) -> dict[str, str]:
        """The choice made of each switch."""
        return dict(self)


class Terms(BaseModel):
    """What a certificate fixes. The defaults are those of the Series D certificate."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    series: Name = "Series D"
    designated_shares: Count = 900_000
    stated_value: PositiveNumber = Fraction("11.1111")
    conversion_price: PositiveNumber = Fraction("0.0033")
    par_value: Money = Fraction("0.001")
    preferred_authorized: Count = 50_000_000
    automatic_conversion_reverse_split: Shares = 10_000
    certificate_delivery_business_days: Count = 5
    notice_days: Count = 15
    business_calendar: Literal["US", "NYSE"] = "US"
    """Whose holidays are no business days (4C): those of the federal government and the banks, or of the exchange."""
    interpretations: Interpretations = Field(default_factory=Interpretations)
