"""Adjusted ratios: one for each day from which a share of the series converts otherwise than before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.events.terms import Terms
from ledger.numbers.figure import Figure
from ledger.numbers.spelling import digits_of
from projections.answers.history import PriceStep
from projections.answers.price import price_of
from projections.ocf.draft import SERIES, Object
from projections.ocf.numbers import money
from projections.read_model.over_time import Basis


@dataclass(slots=True)
class Ratios(Observer):
    """Notes how a share of the series converts, from each day on which that may be otherwise than before."""

    found: list[tuple[date, Object]] = field(default_factory=list)
    basis: Basis | None = None

    def closes(self, day: date, state: State) -> None:
        """Note it where what it depends on is not what it was."""
        basis = Basis.of(state)
        if not state.passed or basis.is_still(self.basis):
            return
        self.basis, price = basis, price_of(state, day)
        self.found.append((day, mechanism(_written(price.in_effect), _written(price.common_per_share))))


def with_ratios(
    transactions: Sequence[Object], terms: Terms, ratios: Ratios, steps: Sequence[PriceStep]
) -> list[Object]:
    """All by their dates, with the ratios that were noted.

    A ratio stands before the acts of its day, unless it was an act of that day that moved it.
    """
    own_days = {step.governs_from for step in steps if step.governs_from == step.effective}
    before: list[Object] = []
    after: list[Object] = []
    for number, (day, adjusted) in enumerate(_adjusted(terms, ratios), start=1):
        causes = [f"{step.clause}, {step.entry}" for step in steps if step.governs_from == day]
        (after if day in own_days else before).append(
            {
                "object_type": "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT",
                "id": f"ratio-{number}",
                "date": day.isoformat(),
                "stock_class_id": SERIES,
                "new_ratio_conversion_mechanism": adjusted,
            }
            | ({"comments": causes} if causes else {})
        )
    return sorted([*before, *transactions, *after], key=lambda one: str(one["date"]))


def mechanism(price: Fraction, ratio: Fraction) -> Object:
    """How a share of the series converts: the price to ten places, and the ratio in whole numbers, so exactly."""
    return {
        "type": "RATIO_CONVERSION",
        "conversion_price": money(price),
        "ratio": {"numerator": digits_of(ratio.numerator), "denominator": digits_of(ratio.denominator)},
        "rounding_type": "FLOOR",
    }


def _adjusted(terms: Terms, ratios: Ratios) -> Iterator[tuple[date, Object]]:
    """The days from which conversions go otherwise, and how, beginning with the terms of the certificate."""
    was = mechanism(terms.conversion_price, terms.stated_value / terms.conversion_price)
    for day, now in ratios.found:
        if now != was:
            yield day, now
        was = now


def _written(figure: Figure | None) -> Fraction:
    """A number, exactly or, past 1,000 digits, to ten places; nothing where the price is zero."""
    if figure is None:
        return Fraction(0)
    return figure.rounded() if figure.num()["exact"] is None else figure.fraction
