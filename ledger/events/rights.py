"""Options and convertible securities, from the grant to the end (4E(1) to 4E(3))."""

from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator

from ledger.events.entry import Entry, Issuing, Limb, Stage
from ledger.events.fields import Day, Flag, Money, Name, PositiveNumber, Shares


class OptionGranted(Issuing):
    """A warrant, right or option to buy Common or a Convertible Security is granted or assumed (4E(1)).

    `split_protection`: whether its own terms follow a split of the Common (A27); `priced_off_series_d`: whether its
    price follows the Conversion Price (A34).
    """

    clause = "4E(1)"
    type: Literal["option_granted"]
    right: Name
    holder: Name
    shares: PositiveNumber
    exercise_price: Money
    conversion_price: Money | None = None
    kind: Literal["option", "warrant", "right"] = "option"
    expires: Day | None = None
    excluded: Limb | None = None
    assumed: Flag = False
    dividend_on: Name | None = None
    plan: Name | None = None
    split_protection: Flag = True
    priced_off_series_d: Flag = False


class ConvertibleIssued(Issuing):
    """A security that converts into Common, other than Series D, is issued or assumed (4E(2)).

    `split_protection` and `priced_off_series_d` are those of an option.
    """

    clause = "4E(2)"
    type: Literal["convertible_issued"]
    right: Name
    holder: Name
    shares: PositiveNumber
    conversion_price: Money = Fraction(0)
    matures: Day | None = None
    excluded: Limb | None = None
    assumed: Flag = False
    dividend_on: Name | None = None
    plan: Name | None = None
    split_protection: Flag = True
    priced_off_series_d: Flag = False


class RightChanged(Entry):
    """The price or the rate of what is still outstanding of a right changes (4E(3), first sentence)."""

    clause = "4E(3)"
    type: Literal["right_changed"]
    right: Name
    exercise_price: Money | None = None
    conversion_price: Money | None = None
    shares: PositiveNumber | None = None
    stage: Stage | None = None
    reason: Literal["amendment", "antidilution"] = "amendment"

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.exercise_price is None and self.conversion_price is None and self.shares is None:
            raise ValueError("a right_changed needs at least one of exercise_price, conversion_price and shares")
        return self


class RightExercised(Entry):
    """An option is exercised or a convertible converted, in whole or in part (4E(1), 4E(2)).

    `shares` are delivered; `withheld` are more shares of the right, given up for its price (a net exercise, A29).
    """

    clause = "4E(1)"
    type: Literal["right_exercised"]
    right: Name
    shares: Shares
    holder: Name | None = None
    stage: Stage | None = None
    withheld: PositiveNumber | None = None


class RightTerminated(Entry):
    """A right, or a part of it, ends without exercise (4E(3), second sentence)."""

    clause = "4E(3)"
    type: Literal["right_terminated"]
    right: Name
    shares: PositiveNumber | None = None
    stage: Stage | None = None
    reason: Literal["expired", "cancelled", "redeemed", "repurchased"] | None = None


OfRight = OptionGranted | ConvertibleIssued | RightChanged | RightExercised | RightTerminated
"""What happens to one right, which it names."""
