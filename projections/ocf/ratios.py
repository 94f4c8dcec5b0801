"""Adjusted ratios: one for each day from which a share of the series converts otherwise than before."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ledger.events.terms import Terms
from projections.answers.history import PriceStep
from projections.ocf.draft import SERIES, Object
from projections.ocf.numbers import CURRENCY, numeric
from projections.read_model.catalogue import CONVERSION_PRICES, Row


def with_ratios(
    transactions: Sequence[Object], terms: Terms, prices: Sequence[Row], steps: Sequence[PriceStep]
) -> list[Object]:
    """All by their dates, with the ratios that follow from the rows of `conversion_prices`.

    A ratio stands before the acts of its day, unless it was an act of that day that moved it.
    """
    own_days = {step.governs_from for step in steps if step.governs_from == step.effective}
    before: list[Object] = []
    after: list[Object] = []
    for number, (day, adjusted) in enumerate(_adjusted(terms, prices), start=1):
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
        "conversion_price": {"amount": numeric(price), "currency": CURRENCY},
        "ratio": {"numerator": str(ratio.numerator), "denominator": str(ratio.denominator)},
        "rounding_type": "FLOOR",
    }


def _adjusted(terms: Terms, prices: Sequence[Row]) -> Iterator[tuple[date, Object]]:
    """The days from which conversions go otherwise, and how, beginning with the terms of the certificate."""
    start = mechanism(terms.conversion_price, terms.stated_value / terms.conversion_price)
    found = [(row[1], _mechanism_of(row)) for row in prices]
    for (_, was), (day, now) in pairwise([(None, start), *found]):
        if isinstance(day, date) and now != was:
            yield day, now


def _mechanism_of(row: Row) -> Object:
    return mechanism(_number(row, "in_effect"), _number(row, "common_per_share"))


def _number(row: Row, name: str) -> Fraction:
    """A number, exactly or, past 1,000 digits, to ten places; nothing where the price is zero."""
    exact, decimal = (row[CONVERSION_PRICES.place_of(f"{name}_{kind}")] for kind in ("exact", "decimal"))
    return Fraction(str(exact or decimal or 0))
