"""Payout against assets in a liquidation, of the curves that the house draws."""

from collections.abc import Sequence
from fractions import Fraction

from commands.web.charts.axes import of_amounts, of_heights, place
from commands.web.charts.documents import Chart, Curve, Field, Marks
from projections.render.answers.waterfall import money
from projections.render.blocks import Curves
from projections.render.charts.axes import heights
from projections.render.charts.curves import UNIT

ASSETS = "assets"


def waterfall_chart(found: Curves) -> Chart:
    """The curves, and at each amount of assets a mark that says what each gives."""
    points = [point for _, some in found.curves for point in some]
    amounts = [x for x, _ in found.curves[0][1]] if found.curves else []
    most = max((x for x, _ in points), default=Fraction(1)) or Fraction(1)
    highest = max((y for _, y in points), default=Fraction(1))
    return Chart(
        kind="lines",
        title=found.title,
        describes=found.describes,
        caption="",
        unit=UNIT,
        across=of_amounts(most, ASSETS),
        heights=of_heights(heights(Fraction(0), highest)),
        curves=[
            Curve(name=name, x=[place(x) for x, _ in some], y=[place(y) for _, y in some])
            for name, some in found.curves
        ],
        marks=[_marks(found, amounts)],
        lines=[],
    )


def _marks(found: Curves, amounts: Sequence[Fraction]) -> Marks:
    return Marks(
        curve=0,
        x=[*map(place, amounts)],
        y=[None] * len(amounts),
        titles=[f"{ASSETS} {money(one)}" for one in amounts],
        fields=[Field(name=name, says=[money(y) for _, y in some]) for name, some in found.curves],
    )
