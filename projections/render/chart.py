"""A small chart of the Conversion Price for a terminal: a step for each change, one mark per cause."""

from collections.abc import Sequence

from projections.history import PriceStep

_WIDTH = 72
_HEIGHT = 14


def price_chart(steps: Sequence[PriceStep], *, width: int = _WIDTH, height: int = _HEIGHT) -> str:
    """Draw the price over time. The curve is approximate, as any drawing is; the figures beside it are not."""
    import plotext

    days: list[int] = [steps[0].effective.toordinal()]
    prices = [float(steps[0].before.decimal())]
    for step in steps:
        day = step.governs_from.toordinal()
        days += [day, day]
        prices += [float(step.before.decimal()), float(step.after.decimal())]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, height)
    plotext.plot(days, prices, marker="braille")
    ticks = sorted({days[0], days[len(days) // 2], days[-1]})
    plotext.xticks(ticks, [_label(day) for day in ticks])
    plotext.title("Conversion Price")
    drawn: str = plotext.build()
    return drawn


def _label(day: int) -> str:
    from datetime import date

    return date.fromordinal(day).isoformat()
