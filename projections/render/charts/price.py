"""The Conversion Price as a drawing: a step for each change, with clause and cause, in the share units of its end."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.render.blocks import Drawing, Level
from projections.render.numbers import number

TITLE, UNIT = "Conversion Price", "money per share of Common"
"""What stands over the curve, and what its heights are."""

_DRAWN_PLACES = 30
_CAUSES = {
    "4E": "issue",
    "4E(1)": "option",
    "4E(2)": "convertible",
    "4E(3)": "readjusted",
    "4E(4)": "dividend in stock",
    "4F": "share units",
    "4G": "reorganized",
    "4H": "distribution",
    "9": "amended",
}
"""What moves the price under each clause, in a word or two."""


def price_drawing(steps: Sequence[PriceStep], since: date, until: date, units: Fraction | None = None) -> Drawing:
    """One curve in the share units of the last step drawn, so that a split leaves it as high as it was.

    Or in other `units`, as the factor of a price of their day has them: those of a curve beside it.
    """
    shown = [one for one in steps if one.governs_from <= until]
    first, last = (steps[0].before, steps[0].before) if not shown else (steps[0].before, shown[-1].after)
    units = last.factor if units is None else units
    levels = [_level(since, first, units)]
    levels += [_level(one.governs_from, one.after, units, one) for one in shown]
    how_many = "1 step" if len(shown) == 1 else f"{len(shown)} steps"
    describes = f"From {number(first)} to {number(last)} in {how_many}, up to {until}; the table of steps has each."
    changes = [one for one in shown if unit_change(one)]
    caption = f"In the share units of {until}. {_restated(changes)}" if changes else ""
    return Drawing(TITLE, describes, levels, until, UNIT, caption)


def unit_change(step: PriceStep) -> str:
    """How many shares became how many, where a step changes share units: 10,000:1. Nothing where it does not."""
    if step.before.factor == step.after.factor:
        return ""
    ratio = step.before.factor / step.after.factor
    return f"{ratio.denominator:,}:{ratio.numerator:,}"


def _restated(changes: Sequence[PriceStep]) -> str:
    said = ", ".join(f"{one.effective} ({_in_words(one)})" for one in changes[:3])
    more = f" and {len(changes) - 3} more" if len(changes) > 3 else ""  # noqa: PLR2004  three are named
    return f"Prices before are restated for the change of share units on {said}{more}."


def _in_words(step: PriceStep) -> str:
    old, new = unit_change(step).split(":")
    return f"{old} became {new}"


def _level(since: date, price: Figure, units: Fraction, step: PriceStep | None = None) -> Level:
    restated = in_units(price, units)
    says = number(price) if price.factor == units else f"{number(price)}, {number(restated)} in the last share units"
    height = height_of(restated)
    return Level(since, height, says) if step is None else Level(since, height, says, cause(step), unit_change(step))


def in_units(price: Figure, units: Fraction) -> Figure:
    """A price of the certificate in other share units."""
    return Figure(price.bounded, units)


def height_of(price: Figure) -> Fraction:
    """How high a price is drawn: more places than an eye tells apart, and no more than a drawing can carry."""
    return price.rounded(_DRAWN_PLACES)


def cause(step: PriceStep) -> str:
    """The clause of a step and its cause, in short."""
    what = _CAUSES.get(step.clause)
    return " ".join(filter(None, (step.clause, what and f"{what}:", step.entry)))
