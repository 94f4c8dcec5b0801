"""The price as a curve with a dot for each claim: exact, as stated or wrong, in the words of the audit."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from commands.web.charts.axes import day_place, place
from commands.web.charts.documents import Chart, Field, Link, Marks
from commands.web.charts.steps import Course, curve_of, in_steps, marks_of, span_of
from ledger.numbers.figure import Figure
from projections.answers.history import History
from projections.audit.findings import Audit, ClaimFound
from projections.render.answers.audit.audit import CLAIMS, claim_row, named
from projections.render.charts.price import height_of
from projections.render.marks.marked import tone_of


def audit_chart(history: History, audit: Audit, link: Link, claim_link: Link, until: date | None = None) -> Chart:
    """The history with the claims on it; `claim_link` says where the dot of a claim leads, by its place from 0.

    A claim is as high as its price is in the share units in which the curve is drawn. What governs where there is no
    step is what the claims were compared with.
    """
    claims = sorted(enumerate(audit.claims), key=lambda pair: pair[1].claim.on)
    computed = [one.price.computed for _, one in claims if one.price.computed is not None]
    course = Course("", history.steps, computed[0] if computed else None)
    days = (one.claim.on for _, one in claims)
    span = span_of([*course.days, *days], None, until)
    drawing = course.drawing(span.since, span.until, None)
    curve = curve_of(drawing.title, drawing)
    drawn = [(number, one) for number, one in claims if one.claim.on <= span.until]
    heights = [_height(one, course.units) for _, one in drawn]
    causes = marks_of(0, curve, drawing, course.steps, link)
    marks = [causes, _dots(drawn, heights, claim_link)]
    return in_steps([drawing], span, [curve], marks, heights)


def _height(one: ClaimFound, units: Fraction | None) -> Fraction:
    """A claimed price in other share units: those of its day are the ones in which the computed price is."""
    computed = one.price.computed
    if computed is None or units is None:
        return height_of(one.price.claimed)
    return height_of(Figure.of(one.price.claimed.fraction * units / computed.factor))


def _dots(claims: Sequence[tuple[int, ClaimFound]], heights: Sequence[Fraction], link: Link) -> Marks:
    rows = [claim_row(one) for _, one in claims]
    columns = [[row[number] for row in rows] for number in range(len(CLAIMS))]
    return Marks(
        curve=0,
        x=[day_place(one.claim.on) for _, one in claims],
        y=[*map(place, heights)],
        titles=[named(one) for _, one in claims],
        fields=[Field(name=name, says=says) for name, says in zip(CLAIMS, columns, strict=True)],
        href=[link(number) for number, _ in claims],
        tones=[tone_of(found) or "wrong" for found in columns[-1]],
    )
