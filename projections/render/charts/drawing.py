"""Drawings for paper and for the web: a curve in steps, as a vector image in which every mark has its name.

The places of its points are approximate, as those of any drawing are, but no binary float is met on the way: the
decimals of the figures are scaled as whole numbers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from html import escape

from projections.render.blocks import Curves, Drawing, Level

FONT = "Libertinus Serif, Georgia, serif"
_WIDTH, _RIGHT, _TOP, _BOTTOM = 640, 16, 18, 34
_TICKS = 4
_MOST_MARKS = 40
_REST = 4
"""After the last step no more than a quarter of the time before it is drawn."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a point comes to lie between the margins; heights reach from zero up to `highest`."""

    left: int
    height: int
    highest: Fraction

    @property
    def tick(self) -> Fraction:
        """The distance of two lines of the grid."""
        return tick_of(self.highest)

    def x(self, share: Fraction) -> str:
        """So far to the right, of the whole width."""
        return place(self.left + share * (_WIDTH - self.left - _RIGHT))

    def y(self, height: Fraction) -> str:
        """So high up."""
        return place(self.height - _BOTTOM - height / (self.tick * _TICKS) * (self.height - _TOP - _BOTTOM))

    def grid(self) -> Iterator[str]:
        """Lines for the eye, from zero up."""
        for height in (self.tick * number for number in range(_TICKS + 1)):
            y = self.y(height)
            yield f'<path d="M{self.left} {y}H{_WIDTH - _RIGHT}" stroke="#888" stroke-opacity=".3" stroke-width=".6"/>'
            yield written(str(self.left - 8), y, label_of(height), "end", "4")

    def below(self, words_at: Iterable[tuple[Fraction, str]]) -> Iterator[str]:
        """What is written below, on the left, in the middle and on the right."""
        for (share, words), anchor in zip(words_at, ("start", "middle", "end"), strict=True):
            yield written(self.x(share), str(self.height - _BOTTOM + 18), words, anchor, "0")


def image(chart: Drawing | Curves, height: int, parts: Iterable[str]) -> str:
    """A drawing as SVG, in the colour of the text around it; what is written in it is escaped."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" fill="none" stroke-linejoin="round" font-family="{FONT}" font-size="11">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.describes)}</desc>{''.join(parts)}</svg>"
    )


def svg(drawing: Drawing) -> str:
    """The curve, in steps, with one mark per cause."""
    levels, end = drawing.levels, _end(drawing).toordinal()
    frame = Frame(74, 230, max(level.height for level in levels))
    first = levels[0].since.toordinal()
    whole = max(1, end - first)
    points = [(frame.x(Fraction(one.since.toordinal() - first, whole)), frame.y(one.height)) for one in levels]
    steps = "".join(f"H{x}V{y}" for x, y in points[1:])
    path = f"M{' '.join(points[0])}{steps}H{_WIDTH - _RIGHT}"
    days = [first + (end - first) * half // 2 for half in range(3)]
    below = [(Fraction(day - first, whole), date.fromordinal(day).isoformat()) for day in days]
    curve = f'<path d="{path}" stroke="#2f5d8a" stroke-width="1.6"/>'
    # marks are there while they can be told apart
    marks = zip(levels[1:], points[1:], strict=True) if len(levels) <= _MOST_MARKS else ()
    parts = [*frame.grid(), curve, *(_mark(one, *at) for one, at in marks), *frame.below(below)]
    return image(drawing, frame.height, parts)


def _mark(level: Level, x: str, y: str) -> str:
    title = f"<title>{escape(f'{level.since}: {level.says}')}</title>"
    return f'<circle cx="{x}" cy="{y}" r="2.6" fill="#2f5d8a">{title}</circle>'


def _end(drawing: Drawing) -> date:
    """The last day drawn: where nothing happens for long, the curve does not shrink to a corner for it."""
    first, last = drawing.levels[0].since, drawing.levels[-1].since
    rest = drawing.until - last if first == last else min(drawing.until - last, (last - first) / _REST)
    return last + max(rest, timedelta(days=1))


def written(x: str, y: str, words: str, anchor: str, down: str) -> str:
    """Words at a place of a drawing, escaped."""
    place = f'x="{x}" y="{y}" dy="{down}" text-anchor="{anchor}"'
    return f'<text {place} fill="#777">{escape(words)}</text>'


def place(value: Fraction) -> str:
    """A place in a drawing, to the tenth."""
    tenths = round(value * 10)
    return f"{tenths // 10}.{tenths % 10}"


def tick_of(highest: Fraction) -> Fraction:
    """The distance of two lines of the grid: a round number, four of which reach above the highest point."""
    if not highest:
        return Fraction(1)
    step = Fraction(1)
    while step * _TICKS < highest:
        step *= 10
    while step * _TICKS >= highest * 10:
        step /= 10
    return next(made for made in (step / 5, step / 4, step / 2, step) if made * _TICKS >= highest)


def label_of(height: Fraction) -> str:
    """A height of the grid, which has few digits."""
    places = 0
    while height * 10**places % 1:
        places += 1
    whole, rest = divmod(int(height * 10**places), 10**places)
    return f"{whole:,}.{str(rest).rjust(places, '0')}" if places else f"{whole:,}"
