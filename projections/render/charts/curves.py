"""Curves over an amount, for paper and for the web: what grows with what, a line and a name for each."""

from collections.abc import Iterator
from fractions import Fraction

from projections.render.blocks import Curves
from projections.render.charts.axes import heights, label_of, tick_of
from projections.render.charts.drawing import Frame, image, written

_COLOURS = ("#2f5d8a", "#b4552d", "#4b7f3f", "#7a4f9a", "#8a7a1f", "#3b8686")
_LINE = 16

UNIT = "payout"
"""What the heights are."""


def svg(chart: Curves) -> str:
    """The curves, and below which line is whose."""
    points = [point for _, some in chart.curves for point in some]
    frame = Frame(90, 260, heights(Fraction(0), max((y for _, y in points), default=Fraction(1))))
    whole = max((x for x, _ in points), default=Fraction(1)) or Fraction(1)
    tick = tick_of(whole)
    amounts = [tick * number for number in range(int(whole / tick) + 1)]
    grid = [*frame.grid(UNIT), *frame.below((amount / whole, label_of(amount)) for amount in amounts)]
    return image(chart, frame.height + _LINE * len(chart.curves), [*grid, *_lines(chart, frame, whole)])


def _lines(chart: Curves, frame: Frame, whole: Fraction) -> Iterator[str]:
    names = []
    for number, (name, points) in enumerate(chart.curves):
        path, y = "L".join(f"{frame.x(x / whole)} {frame.y(y)}" for x, y in points), frame.height + _LINE * number
        stroke = f'stroke="{_COLOURS[number % len(_COLOURS)]}" stroke-width="1.6"'
        yield f'<path d="M{path}" {stroke}/>'
        names += [f'<path d="M{frame.left} {y}H{frame.left + 24}" {stroke}/>']
        names += [written(str(frame.left + 32), str(y), name, "start", "4")]
    yield from names
