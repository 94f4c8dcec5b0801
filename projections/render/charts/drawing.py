"""Drawings for paper and for the web: a curve in steps, as a vector image in which every mark has its name.

The places of its points are approximate, as those of any drawing are, but no binary float is met on the way: the
decimals of the figures are scaled as whole numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import pairwise

from projections.render.blocks import Curves, Drawing, HeatMap, Level
from projections.render.charts.axes import Days, Heights, heights, label_of
from projections.render.charts.labels import MOST, Box, Mark, Placed, beside, legend, legend_height, numbered

FONT = "Libertinus Serif, Georgia, serif"
_WIDTH, _RIGHT, _TOP, _BOTTOM = 640, 20, 30, 34
_HEIGHT, _LEFT = 214, 74
_MOST_MARKS = 40
_BLUE = "#2f5d8a"
_INK = 'fill="currentColor" fill-opacity=".72"'


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a point comes to lie between the margins."""

    left: int
    height: int
    axis: Heights

    def x(self, share: Fraction) -> str:
        """So far to the right, of the whole width."""
        return place(self.across(share))

    def across(self, share: Fraction) -> Fraction:
        """The same as a number."""
        return self.left + share * (_WIDTH - self.left - _RIGHT)

    def y(self, height: Fraction) -> str:
        """So high up."""
        return place(self.up(height))

    def up(self, height: Fraction) -> Fraction:
        """The same as a number."""
        return self.height - _BOTTOM - self.axis.share(height) * (self.height - _TOP - _BOTTOM)

    @property
    def inside(self) -> Box:
        """Where labels may stand."""
        return Box(self.left, 14, _WIDTH - 4, self.height - _BOTTOM)

    def grid(self, unit: str = "") -> Iterator[str]:
        """Lines for the eye with their heights, and above them what is measured."""
        for height, label in zip(self.axis.ticks, self.axis.labels, strict=True):
            y = self.y(height)
            yield f'<path d="M{self.left} {y}H{_WIDTH - _RIGHT}" stroke="#888" stroke-opacity=".35" stroke-width=".6"/>'
            yield written(str(self.left - 8), y, label, "end", "4")
        if unit:
            yield written("0", "12", unit, "start", "0")

    def below(self, words_at: Iterable[tuple[Fraction, str]]) -> Iterator[str]:
        """What is written below: the first on the left, the last on the right, the others in the middle of theirs."""
        said = list(words_at)
        for number, (share, words) in enumerate(said):
            anchor = "start" if number == 0 else "end" if number + 1 == len(said) else "middle"
            x, y = self.x(share), self.height - _BOTTOM
            yield f'<path d="M{x} {y}v4" stroke="#888" stroke-width=".8"/>'
            yield written(x, str(y + 18), words, anchor, "0")


def image(chart: Drawing | Curves, height: int, parts: Iterable[str]) -> str:
    """A drawing as SVG, in the colour of the text around it; what is written in it is escaped."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" fill="none" stroke-linejoin="round" font-family="{FONT}" font-size="12">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.describes)}</desc>{''.join(parts)}</svg>"
    )


def shown_levels(drawing: Drawing) -> list[Level]:
    """The levels up to the day of the drawing: what governs only later is not drawn."""
    return [level for level in drawing.levels if level.since <= drawing.until] or list(drawing.levels[:1])


def days_of(drawing: Drawing) -> Days:
    """The days of a drawing, which ends on the day that it is of."""
    levels = shown_levels(drawing)
    first, last = levels[0].since, levels[-1].since
    return Days(first, last, max(drawing.until, last))


def heights_of(drawing: Drawing) -> Heights:
    """The heights of a drawing."""
    found = [level.height for level in shown_levels(drawing)]
    return heights(min(found), max(found))


def caption_of(chart: Drawing | Curves | HeatMap, *, names: bool = True) -> str:
    """What is to be known to read a drawing, in sentences, of one that `names` causes or not; often nothing."""
    if not isinstance(chart, Drawing):
        return ""
    days, axis = days_of(chart), heights_of(chart)
    still = f"Nothing moved between {days.moved} and {days.until}; the axis of time is broken there."
    moving = len(_causes(shown_levels(chart))) if names else 0
    said = [
        chart.caption,
        begins_at(axis),
        still if days.broken else "",
        f"Of {moving} causes the {MOST} that move most are named." if moving > MOST else "",
    ]
    return " ".join(filter(None, said))


def begins_at(axis: Heights) -> str:
    """That the heights do not begin at zero, where they do not."""
    return f"Heights begin at {label_of(axis.low)}, not at zero." if axis.low else ""


def svg(drawing: Drawing) -> str:
    """The curve, in steps, with one mark per cause."""
    levels, days = shown_levels(drawing), days_of(drawing)
    frame = Frame(_LEFT, _HEIGHT, heights_of(drawing))
    points = [(frame.across(days.share(one.since)), frame.up(one.height)) for one in levels]
    end = frame.across(days.share(days.until))
    below = [(days.share(day), day.isoformat()) for day in days.ticks]
    named, height = _named(levels, points, frame, end)
    # marks are there while they can be told apart
    marks = zip(levels[1:], points[1:], strict=True) if len(levels) <= _MOST_MARKS else ()
    parts = [
        *frame.grid(drawing.unit),
        *(_changed(one, x, frame) for one, (x, _) in zip(levels, points, strict=True) if one.changes),
        _curve(points, end),
        *(_mark(one, place(x), place(y)) for one, (x, y) in marks),
        *named,
        *frame.below(below),
        *(_break(frame, days) if days.broken else ()),
    ]
    return image(drawing, height, parts)


def _curve(points: Sequence[tuple[Fraction, Fraction]], end: Fraction) -> str:
    steps = "".join(f"H{place(x)}V{place(y)}" for x, y in points[1:])
    x, y = points[0]
    return f'<path class="curve" d="M{place(x)} {place(y)}{steps}H{place(end)}" stroke="{_BLUE}" stroke-width="1.8"/>'


def _mark(level: Level, x: str, y: str) -> str:
    because = f", {level.cause}" if level.cause else ""
    title = f"<title>{escape(f'{level.since}: {level.says}{because}')}</title>"
    return f'<circle cx="{x}" cy="{y}" r="2.8" fill="{_BLUE}">{title}</circle>'


def _changed(level: Level, x: Fraction, frame: Frame) -> str:
    """Across the whole height, where share units change, with how they do."""
    line = f'<path d="M{place(x)} {_TOP - 8}V{frame.height - _BOTTOM}" stroke="#888" stroke-dasharray="3 3"/>'
    left = x > _WIDTH * 3 // 4
    return line + written(place(x + (-4 if left else 4)), "22", level.changes, "end" if left else "start", "0")


def _break(frame: Frame, days: Days) -> Iterator[str]:
    """Two strokes through the axis of time, in the middle of what is drawn shorter."""
    x, y = int(frame.across((days.share(days.moved) + 1) / 2)), frame.height - _BOTTOM
    yield f'<path class="break" d="M{x - 5} {y + 5}l4 -10M{x + 1} {y + 5}l4 -10" stroke="#888" stroke-width="1.2"/>'


def _causes(levels: Sequence[Level]) -> list[int]:
    return [number for number, level in enumerate(levels) if level.cause]


def _named(
    levels: Sequence[Level], points: Sequence[tuple[Fraction, Fraction]], frame: Frame, end: Fraction
) -> tuple[list[str], int]:
    """The causes, beside their marks or numbered; and how high the drawing becomes with its legend."""
    chosen = sorted(sorted(_causes(levels), key=lambda number: _moves(levels, number), reverse=True)[:MOST])
    marks = [Mark(int(points[one][0]), int(points[one][1]), levels[one].cause) for one in chosen]
    curve = [*_boxes(points, end)]
    changing = [Box(int(x) - 3, 8, int(x) + 80, 26) for one, (x, _) in zip(levels, points, strict=True) if one.changes]
    found = beside(marks, [*curve, *changing], frame.inside)
    if found is not None:
        return [_word(one) for one in found], frame.height
    days = [levels[one].since.isoformat() for one in chosen]
    below = legend(marks, days, frame.left, frame.height + 8, _WIDTH - frame.left - _RIGHT)
    tags = [_word(one, 'font-weight="bold"') for one in numbered(marks)]
    return [*tags, *map(_word, below)], frame.height + legend_height(marks)


def _moves(levels: Sequence[Level], number: int) -> Fraction:
    """How much a cause moves, against the level before; what changes share units is always among those named."""
    if levels[number].changes:
        return Fraction(10**9)
    before = levels[max(0, number - 1)].height
    return abs(levels[number].height / before - 1) if before else Fraction(10**6)


def _boxes(points: Sequence[tuple[Fraction, Fraction]], end: Fraction) -> Iterator[Box]:
    """The lines of the curve as thin rectangles."""
    for (x, y), (then, next_y) in pairwise([*points, (end, points[-1][1])]):
        yield Box(int(x) - 1, int(y) - 2, int(then) + 1, int(y) + 2)
        yield Box(int(then) - 1, int(min(y, next_y)) - 2, int(then) + 1, int(max(y, next_y)) + 2)


def _word(one: Placed, how: str = "") -> str:
    place = f'x="{one.x}" y="{one.y}" text-anchor="{one.anchor}"'
    return f'<text {place} font-size="11" fill="currentColor" {how}>{escape(one.says)}</text>'


def written(x: str, y: str, words: str, anchor: str, down: str) -> str:
    """Words at a place of a drawing, escaped."""
    place = f'x="{x}" y="{y}" dy="{down}" text-anchor="{anchor}"'
    return f"<text {place} {_INK}>{escape(words)}</text>"


def place(value: Fraction) -> str:
    """A place in a drawing, to the tenth."""
    tenths = round(value * 10)
    return f"{tenths // 10}.{tenths % 10}"
