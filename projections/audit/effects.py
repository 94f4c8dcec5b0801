"""What a wrong claim does: to the conversions that fall where it governs, and to all Series D of its day.

A claim governs from its date on, until the next date on which the record's price in effect changes, or a later claim
begins. Shares are valued at the record's Conversion Price of the day: it is in the record, and nobody has to determine
it. It is a simple measure and no market value.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from math import floor

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import amount_of, entitlement
from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.answers.price import Price
from projections.audit.claims import Claim
from projections.audit.findings import Effect, Touched


class Effects:
    """The conversions of a record, to be asked what a claimed price does to them."""

    def __init__(self, conversions: Sequence[Conversion], steps: Iterable[PriceStep], claims: Iterable[Claim]) -> None:
        self.conversions = conversions
        changes = (step.governs_from for step in steps)
        self._ends = sorted({*chain(changes, (claim.on for claim in claims))})

    def of(self, claim: Claim, price: Price, series_d: int, converting: Bounded) -> Effect | None:
        """What the claimed price does where the record has this one; None where one of the two is zero.

        `series_d` is outstanding at the close of the day, `converting` what of all of it is converted, in money.
        """
        if not claim.price or price.common_per_share is None:
            return None
        right, in_effect = price.common_per_share.fraction, price.in_effect.fraction
        amount, until = Figure(converting).fraction, self._until(claim.on)
        common = floor(amount / claim.price) - floor(amount / in_effect)
        touched = tuple(_touched(one, claim.price / price.in_effect.factor) for one in self._governed(claim.on, until))
        return Effect(
            common_per_share=Figure.of(right * in_effect / claim.price - right),
            series_d=series_d,
            common=common,
            money=Figure.of(common * in_effect),
            conversions=touched,
            converted_common=sum(one.difference for one in touched),
            converted_money=Figure.of(sum((one.money.fraction for one in touched), Fraction(0))),
            until=until,
        )

    def _until(self, day: date) -> date | None:
        """The first date after a day on which the price in effect changes, or a later claim begins."""
        at = bisect_right(self._ends, day)
        return self._ends[at] if at < len(self._ends) else None

    def _governed(self, since: date, until: date | None) -> list[Conversion]:
        return [one for one in self.conversions if since <= one.day and (until is None or one.day < until)]


def _touched(one: Conversion, claimed: Fraction) -> Touched:
    """What a conversion gives at the record's price and at a claimed one, which is in base units."""
    series_d, due = one.delivery.converted, entitlement(one)
    at_claim = floor(Figure(amount_of(one, series_d)).fraction * one.units / claimed)
    price = Figure(one.price, 1 / one.units)
    money = Figure.of((at_claim - due) * price.fraction)
    return Touched(one.entry, one.day, one.holder, series_d, due, at_claim, at_claim - due, price, money)
