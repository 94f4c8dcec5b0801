"""Two or three histories over one another: the record and a what-if, or scenarios."""

from collections.abc import Sequence
from datetime import date

from commands.web.charts.documents import Chart, Link
from commands.web.charts.steps import Course, curve_of, in_steps, marks_of, span_of
from ledger.errors import ArgumentError

MOST = 3
"""More curves than these are not told apart."""


def overlay_chart(
    courses: Sequence[Course], links: Sequence[Link], *, since: date | None = None, until: date | None = None
) -> Chart:
    """The courses, each under its name and with the marks of its causes, in the share units of the end of the first.

    Each `link` is that of the course beside it. Raises `ArgumentError` where there are none, or more than can be told
    apart.
    """
    if not 1 <= len(courses) <= MOST:
        raise ArgumentError(f"one to {MOST} histories are drawn over one another, not {len(courses)}")
    span = span_of((day for one in courses for day in one.days), since, until)
    units = next((one.units for one in courses if one.units is not None), None)
    drawings = [one.drawing(span.since, span.until, units) for one in courses]
    curves = [curve_of(one.name, drawing) for one, drawing in zip(courses, drawings, strict=True)]
    together = zip(curves, drawings, courses, links, strict=True)
    marks = [marks_of(number, curve, it, one.steps, link) for number, (curve, it, one, link) in enumerate(together)]
    chart = in_steps(drawings, span, curves, marks)
    said = zip(courses, drawings, strict=True)
    chart["describes"] = " ".join(f"{one.name}: {drawing.describes}" for one, drawing in said)
    return chart
