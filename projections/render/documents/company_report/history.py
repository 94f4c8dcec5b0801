"""Every change of the price with its cause in words, the figures of the formula, and the shares outstanding."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ledger.events import AnyEntry
from projections.answers.history import PriceStep
from projections.documents.company_facts import CompanyFacts, protection_begins
from projections.render.blocks import Block, Drawing, Grid, Heading, Items, Level, Paragraph
from projections.render.documents.company_report.parts import table
from projections.render.entries import says
from projections.render.numbers import exactly, number

_STEPS = ("step", "on", "governs from", "clause", "before", "after", "cause")
_FIGURES = ("step", "A", "B", "C", "D", "after")


def history(report: CompanyFacts) -> Iterator[Block]:
    """The steps of the price, and what was waived."""
    if not report.steps:
        yield Heading("Conversion Price")
        yield Paragraph(
            f"It is {exactly(report.price.in_effect)}, as the certificate fixes it; nothing has changed it."
        )
    known = {one.recorded.id: one.now for one in report.entries if one.now is not None}
    yield from table("Conversion Price", _STEPS, (_step(one, known) for one in report.steps))
    if report.waivers:
        yield Items([f"Waived (9, A52): {one.says()}." for one in report.waivers])
    adjusted = (_figures(step) for step in report.steps if step.a is not None)
    yield from table("Adjustments by the formula (A x B + D) / (A + C)", _FIGURES, adjusted)


def _step(step: PriceStep, known: Mapping[str, AnyEntry]) -> list[str]:
    days = [step.effective.isoformat(), step.governs_from.isoformat()]
    return [str(step.number), *days, step.clause, number(step.before), number(step.after), cause(step, known)]


def cause(step: PriceStep, known: Mapping[str, AnyEntry]) -> str:
    """What the entry at fault says happened, and how many others belong to the same moment."""
    entry = known.get(step.entry)
    said = step.entry if entry is None else f"{step.entry}: {says(entry)}"
    others = [name for name in step.entries if name != step.entry]
    return f"{said}; together with {', '.join(others)}" if others else said


def _figures(step: PriceStep) -> list[str]:
    figures = [number(figure) for figure in (step.a, step.b, step.c, step.d, step.after) if figure is not None]
    return [str(step.number), *figures]


def outstanding(report: CompanyFacts) -> Iterator[Block]:
    """The shares outstanding over time."""
    if not report.outstanding:
        return
    series = report.terms.series
    yield Heading(f"{series} and Common outstanding over time")
    since = protection_begins(report)
    levels = [
        Level(one.since, Fraction(one.series_d), number(one.series_d))
        for one in report.outstanding
        if one.since >= since
    ]
    describes = f"{series} outstanding, {number(report.holders.series_d_outstanding)} on {report.on}."
    if levels:
        yield Drawing(f"{series} outstanding", describes, levels, report.on, "shares")
    rows = [(one.since.isoformat(), number(one.series_d), number(one.common)) for one in report.outstanding]
    yield Grid(("from the close of", series, "Common"), rows, right=(1, 2))
