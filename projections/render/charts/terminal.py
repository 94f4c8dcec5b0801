"""Drawings for a terminal, in letters. A curve is approximate, as in any drawing; the figures beside it are not."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from projections.render.blocks import Curves, Drawing
from projections.render.charts.drawing import caption_of, days_of, heights_of, shown_levels
from projections.render.words import wrapped

_STEPS = 72, 14
_CURVES = 90, 22
_MARKERS = "aAbBcC"
_ROOM = Fraction(10**300)
_ROOM_FOR_DATES = 48
"""A chart that is narrower names its first and last day alone."""


def drawn(chart: Drawing | Curves, width: int | None = None) -> Sequence[str]:
    """The lines of a drawing, no wider than a terminal: its title, the chart, and how to read it.

    The title stands over it as text: a chart that is narrower than its title would leave it out.
    """
    import plotext

    size = _STEPS if isinstance(chart, Drawing) else _CURVES
    wide = min(size[0], width or size[0])
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(wide, size[1])
    if isinstance(chart, Drawing):
        _steps(chart, wide)
    else:
        _curves(chart)
    lines = [line.rstrip() for line in plotext.uncolorize(plotext.build()).splitlines()]
    return [*_titled(chart, wide), *lines, *wrapped(caption_of(chart, names=False), wide)]


def _titled(chart: Drawing | Curves, width: int) -> Iterator[str]:
    unit = f", {chart.unit}" if isinstance(chart, Drawing) and chart.unit else ""
    title = f"{chart.title}{unit}"
    yield from (line.center(width).rstrip() for line in wrapped(title, width))


def _steps(chart: Drawing, width: int) -> None:
    import plotext

    levels, days, heights = shown_levels(chart), days_of(chart), heights_of(chart)
    places, rising = [days.share(levels[0].since)], [levels[0].height]
    for before, after in pairwise(levels):
        places += [days.share(after.since)] * 2
        rising += [before.height, after.height]
    places.append(days.share(days.until))
    rising.append(levels[-1].height)
    ticks = list(heights.ticks)
    unit = _unit(max(map(abs, ticks)))
    plotext.plot([*map(_rough, places)], [_rough(one / unit) for one in rising], marker="braille")
    named = days.ticks if width >= _ROOM_FOR_DATES else [*dict.fromkeys((days.first, days.until))]
    plotext.xlim(0, 1)
    plotext.xticks([_rough(days.share(day)) for day in named], [day.isoformat() for day in named])
    plotext.ylim(_rough(ticks[0] / unit), _rough(ticks[-1] / unit))
    plotext.yticks([_rough(one / unit) for one in ticks], heights.labels)


def _curves(chart: Curves) -> None:
    import plotext

    for marker, (name, points) in zip(_MARKERS, chart.curves, strict=False):
        plotext.plot([_rough(x) for x, _ in points], [_rough(y) for _, y in points], label=name, marker=marker)


def _unit(most: Fraction) -> Fraction:
    """What heights are drawn in: themselves, or parts of the largest where a float has no room for it."""
    return Fraction(1) if most == 0 or 1 / _ROOM < most < _ROOM else most


def _rough(number: Fraction) -> float:
    """A number for the drawing alone."""
    return float(number)
