"""The Conversion Price as a chart: a step for each change, a mark for each cause."""

from datetime import date

from commands.web.charts.documents import Chart, Link
from commands.web.charts.steps import Course, curve_of, in_steps, marks_of, span_of
from ledger.numbers.figure import Figure
from projections.answers.history import History


def price_chart(
    history: History,
    link: Link,
    *,
    since: date | None = None,
    until: date | None = None,
    price: Figure | None = None,
) -> Chart:
    """The history as a curve in the share units of its end; `link` says where the mark of a step leads, by its number.

    From the first cause to the day from which the last price governs, where no other days are asked for. Where there is
    no step, `price` is drawn all along.
    """
    course = Course("", history.steps, price)
    span = span_of(course.days, since, until)
    drawing = course.drawing(span.since, span.until, None)
    curve = curve_of(drawing.title, drawing)
    return in_steps([drawing], span, [curve], [marks_of(0, curve, drawing, course.steps, link)])
