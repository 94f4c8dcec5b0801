"""A curve in steps, and a mark for each cause, of the drawing that the house makes of a history."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from commands.web.charts.axes import day_place, of_days, of_heights, place, ratios
from commands.web.charts.documents import Axis, Chart, Curve, Field, Line, Link, Marks
from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.render.answers.history import AFTER, BEFORE, HEAD, NO_CHANGE, head
from projections.render.blocks import Drawing, Level
from projections.render.charts.axes import Heights, heights
from projections.render.charts.drawing import begins_at
from projections.render.charts.price import TITLE, UNIT, height_of, in_units, price_drawing
from projections.render.numbers import number


class Course(NamedTuple):
    """A course of the price by name: its steps, and where there are none the price that it has all along."""

    name: str
    steps: Sequence[PriceStep]
    price: Figure | None = None

    @property
    def days(self) -> list[date]:
        """The days on which something moves: those of the causes, and those from which their prices govern."""
        return [day for one in self.steps for day in (one.effective, one.governs_from)]

    @property
    def units(self) -> Fraction | None:
        """The share units of its end, as the factor of a price of that day; None where nothing says them."""
        if self.steps:
            return self.steps[-1].after.factor
        return None if self.price is None else self.price.factor

    def drawing(self, since: date, until: date, units: Fraction | None) -> Drawing:
        """The drawing of the house, in the share units of its end or in others."""
        if self.steps:
            return price_drawing(self.steps, since, until, units)
        levels = []
        if self.price is not None:
            height = height_of(self.price if units is None else in_units(self.price, units))
            levels = [Level(since, height, number(self.price))]
        return Drawing(TITLE, NO_CHANGE, levels, until, UNIT)


class Span(NamedTuple):
    """The first and the last day of a chart."""

    since: date
    until: date


def span_of(days: Iterable[date], since: date | None, until: date | None) -> Span:
    """From the first to the last of these days, so far as neither end was asked for."""
    found = list(days)
    first = since or min(found, default=until or date.min)
    return Span(first, max(first, until or max(found, default=first)))


def curve_of(name: str, drawing: Drawing) -> Curve:
    """The levels as points, the last one drawn to the end.

    Each place is no further to the left than the one before: where share units change on the day of another cause, they
    do so before its price governs, and the price in effect that day is still the one before, in the new units.
    """
    levels = drawing.levels
    places = [*accumulate((day_place(one.since) for one in levels), max)]
    heights_of = [place(one.height) for one in levels]
    if levels:
        places.append(max(places[-1], day_place(drawing.until)))
        heights_of.append(heights_of[-1])
    return Curve(name=name, x=places, y=heights_of)


def marks_of(number_of_curve: int, curve: Curve, drawing: Drawing, steps: Sequence[PriceStep], link: Link) -> Marks:
    """One mark for each cause that is drawn: its name, the step, and the price before and after."""
    # the first level is what there was before, and the last point the end of the curve
    levels = drawing.levels[1:]
    shown = [one for one in steps if one.governs_from <= drawing.until]
    columns = zip(*map(head, shown), strict=True) if shown else ([] for _ in HEAD)
    fields = [Field(name=name, says=list(says)) for name, says in zip(HEAD, columns, strict=True)]
    fields.append(Field(name=BEFORE, says=[number(one.before) for one in shown]))
    fields.append(Field(name=AFTER, says=[one.says for one in levels]))
    return Marks(
        curve=number_of_curve,
        x=curve["x"][1:-1],
        y=curve["y"][1:-1],
        titles=[one.cause for one in levels],
        fields=fields,
        href=[link(one.number) for one in shown],
    )


def unit_changes(curve: Curve, drawing: Drawing) -> list[Line]:
    """Where share units change, and how many shares became how many."""
    return [Line(x=x, says=one.changes) for x, one in zip(curve["x"], drawing.levels, strict=False) if one.changes]


def in_steps(
    drawings: Sequence[Drawing],
    span: Span,
    curves: Sequence[Curve],
    marks: Sequence[Marks],
    more: Iterable[Fraction] = (),
) -> Chart:
    """A chart of steps, titled as the first drawing; `more` are heights that it must have room for beside theirs."""
    first = drawings[0]
    axis, log = _scales([*(level.height for one in drawings for level in one.levels), *more])
    chart = Chart(
        kind="steps",
        title=first.title,
        describes=first.describes,
        caption=" ".join(filter(None, (first.caption, begins_at(axis)))),
        unit=first.unit,
        across=of_days(span.since, span.until),
        heights=of_heights(axis),
        curves=curves,
        marks=marks,
        lines=unit_changes(curves[0], first),
    )
    if log is not None:
        chart["log"] = log
    return chart


def _scales(found: Sequence[Fraction]) -> tuple[Heights, Axis | None]:
    low, high = min(found, default=Fraction(0)), max(found, default=Fraction(1))
    return heights(low, high), ratios(low, high)
