"""A small chart of the Conversion Price for a terminal: a step for each change, one mark per cause."""

from collections.abc import Sequence
from fractions import Fraction

from projections.answers.history import PriceStep
from projections.figures import Figure

_WIDTH = 72
_HEIGHT = 14


def price_chart(steps: Sequence[PriceStep], *, width: int = _WIDTH, height: int = _HEIGHT) -> str:
    """Draw the price over time. The curve is approximate, as any drawing is; the figures beside it are not."""
    import plotext

    units = steps[0].before.factor
    days: list[int] = [steps[0].effective.toordinal()]
    prices = [_in_units(steps[0].before, units)]
    for step in steps:
        day = step.governs_from.toordinal()
        days += [day, day]
        prices += [_in_units(step.before, units), _in_units(step.after, units)]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, height)
    plotext.plot(days, prices, marker="braille")
    ticks = sorted({days[0], days[len(days) // 2], days[-1]})
    plotext.xticks(ticks, [_label(day) for day in ticks])
    plotext.title("Conversion Price, in the share units of the first step")
    drawn: str = plotext.build()
    return drawn


def _in_units(price: Figure, units: Fraction) -> float:
    """A price for the drawing: in the units of the first step, so that a split does not dwarf all else."""
    return float(Figure(price.bounded, units).decimal())


def _label(day: int) -> str:
    from datetime import date

    return date.fromordinal(day).isoformat()
