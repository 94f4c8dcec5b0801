"""Drawings for a terminal, in letters. A curve is approximate, as in any drawing; the figures beside it are not."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from projections.render.blocks import Curves, Drawing

_STEPS = 72, 14
_CURVES = 90, 22
_MARKERS = "aAbBcC"


def drawn(chart: Drawing | Curves, width: int | None = None) -> Sequence[str]:
    """The lines of a drawing, no wider than a terminal; a title that is wider than its frame is left out."""
    import plotext

    size = _STEPS if isinstance(chart, Drawing) else _CURVES
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(min(size[0], width or size[0]), size[1])
    if isinstance(chart, Drawing):
        _steps(chart)
    else:
        _curves(chart)
    plotext.title(chart.title)
    return [line.rstrip() for line in plotext.uncolorize(plotext.build()).splitlines()]


def _steps(chart: Drawing) -> None:
    import plotext

    days, heights = [chart.levels[0].since.toordinal()], [_rough(chart.levels[0].height)]
    for before, after in pairwise(chart.levels):
        days += [after.since.toordinal()] * 2
        heights += [_rough(before.height), _rough(after.height)]
    plotext.plot(days, heights, marker="braille")
    ticks = sorted({days[0], days[len(days) // 2], days[-1]})
    plotext.xticks(ticks, [date.fromordinal(tick).isoformat() for tick in ticks])


def _curves(chart: Curves) -> None:
    import plotext

    for marker, (name, points) in zip(_MARKERS, chart.curves, strict=False):
        plotext.plot([_rough(x) for x, _ in points], [_rough(y) for _, y in points], label=name, marker=marker)


def _rough(number: Fraction) -> float:
    """A number for the drawing alone."""
    return float(number)
