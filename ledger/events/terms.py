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
