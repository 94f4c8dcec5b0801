"""Curves over an amount, for paper and for the web: what grows with what, a line and a name for each."""

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from projections.render.blocks import Curves
from projections.render.charts.drawing import FONT, label_of, place, tick_of, written

_WIDTH, _HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 16, 18, 34
_TICKS = 4
_COLOURS = ("#2f5d8a", "#b4552d", "#4b7f3f", "#7a4f9a", "#8a7a1f", "#3b8686")
_LINE = 16


def svg(chart: Curves) -> str:
    """The curves as SVG; what is written in it is escaped."""
    body = "".join([*_grid(chart), *_lines(chart), *_names(chart)])
    height = _HEIGHT + _LINE * len(chart.curves)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" fill="none" stroke-linejoin="round" font-family="{FONT}" font-size="11">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.describes)}</desc>{body}</svg>"
    )


def _x(chart: Curves, value: Fraction) -> Fraction:
    most = max((x for _, points in chart.curves for x, _ in points), default=Fraction(1))
    return _LEFT + value / (most or 1) * (_WIDTH - _LEFT - _RIGHT)


def _tick(chart: Curves) -> Fraction:
    return tick_of(max((y for _, points in chart.curves for _, y in points), default=Fraction(1)))


def _y(chart: Curves, value: Fraction) -> Fraction:
    return _HEIGHT - _BOTTOM - value / (_tick(chart) * _TICKS) * (_HEIGHT - _TOP - _BOTTOM)


def _grid(chart: Curves) -> Iterator[str]:
    tick = _tick(chart)
    for number in range(_TICKS + 1):
        y = place(_y(chart, tick * number))
        yield f'<path d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="#888" stroke-opacity=".3" stroke-width=".6"/>'
        yield written(str(_LEFT - 8), y, label_of(tick * number), "end", "4")
    most = max((x for _, points in chart.curves for x, _ in points), default=Fraction(1))
    for half, anchor in enumerate(("start", "middle", "end")):
        x = round(most * half / 2)
        yield written(place(_x(chart, Fraction(x))), str(_HEIGHT - _BOTTOM + 18), f"{x:,}", anchor, "0")


def _lines(chart: Curves) -> Iterator[str]:
    for number, (_, points) in enumerate(chart.curves):
        path = "L".join(f"{place(_x(chart, x))} {place(_y(chart, y))}" for x, y in points)
        yield f'<path d="M{path}" stroke="{_COLOURS[number % len(_COLOURS)]}" stroke-width="1.6"/>'


def _names(chart: Curves) -> Iterator[str]:
    """Which line is whose, below."""
    for number, (name, _) in enumerate(chart.curves):
        y = _HEIGHT + _LINE * number
        yield f'<path d="M{_LEFT} {y}H{_LEFT + 24}" stroke="{_COLOURS[number % len(_COLOURS)]}" stroke-width="1.6"/>'
        yield written(str(_LEFT + 32), str(y), name, "start", "4")
