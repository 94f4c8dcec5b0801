"""Drawings for paper and for the web: a curve in steps, as a vector image in which every mark has its name.

The places of its points are approximate, as those of any drawing are, but no binary float is met on the way: the
decimals of the figures are scaled as whole numbers.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from html import escape

from projections.render.blocks import Drawing

_WIDTH, _HEIGHT = 640, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 16, 18, 34
FONT = "Libertinus Serif, Georgia, serif"
_MOST_MARKS = 40
_TICKS = 4
_REST = 4
"""After the last step no more than a quarter of the time before it is drawn."""


def svg(drawing: Drawing) -> str:
    """The drawing as SVG, in the colour of the text around it; what is written in it is escaped."""
    frame = _Frame(drawing)
    body = "".join([*frame.grid(), frame.curve(), *frame.marks(), *frame.days()])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" fill="none" stroke-linejoin="round" font-family="{FONT}" font-size="11">'
        f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.describes)}</desc>{body}</svg>"
    )


class _Frame:
    """Where days and heights come to lie."""

    def __init__(self, drawing: Drawing) -> None:
        self.levels = drawing.levels
        self.first = self.levels[0].since.toordinal()
        self.last = _end(drawing).toordinal()
        self.tick = tick_of(max(level.height for level in self.levels))
        self.top = self.tick * _TICKS

    def x(self, day: date) -> str:
        share = Fraction(day.toordinal() - self.first, max(1, self.last - self.first))
        return place(_LEFT + share * (_WIDTH - _LEFT - _RIGHT))

    def y(self, height: Fraction) -> str:
        return place(_HEIGHT - _BOTTOM - height / self.top * (_HEIGHT - _TOP - _BOTTOM))

    def grid(self) -> Iterator[str]:
        """Lines for the eye, from zero up."""
        for number in range(_TICKS + 1):
            height = self.tick * number
            y = self.y(height)
            yield f'<path d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="#888" stroke-opacity=".3" stroke-width=".6"/>'
            yield written(str(_LEFT - 8), y, label_of(height), "end", "4")

    def curve(self) -> str:
        start = self.levels[0]
        path = [f"M{self.x(start.since)} {self.y(start.height)}"]
        path += [f"H{self.x(level.since)}V{self.y(level.height)}" for level in self.levels[1:]]
        path += [f"H{_WIDTH - _RIGHT}"]
        return f'<path d="{"".join(path)}" stroke="#2f5d8a" stroke-width="1.6"/>'

    def marks(self) -> Iterator[str]:
        """One mark per cause, while they can be told apart."""
        if len(self.levels) > _MOST_MARKS:
            return
        for level in self.levels[1:]:
            title = f"<title>{escape(f'{level.since}: {level.says}')}</title>"
            place = f'cx="{self.x(level.since)}" cy="{self.y(level.height)}"'
            yield f'<circle {place} r="2.6" fill="#2f5d8a">{title}</circle>'

    def days(self) -> Iterator[str]:
        """The first and the last day, and one in between."""
        days = [date.fromordinal(self.first + (self.last - self.first) * half // 2) for half in range(3)]
        for day, anchor in zip(days, ("start", "middle", "end"), strict=True):
            yield written(self.x(day), str(_HEIGHT - _BOTTOM + 18), day.isoformat(), anchor, "0")


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
