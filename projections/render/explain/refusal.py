"""A refusal explained, to be read aloud."""

from collections.abc import Iterator

from projections.certificate.remedies import REMEDIES
from projections.certificate.rules import RULES
from projections.explain.refusal import Refused
from projections.render.blocks import Block, Grid, Heading, Paragraph
from projections.render.entries import says
from projections.render.explain.workings import readings, told


def blocks(answer: Refused, known: str, depth: int) -> Iterator[Block]:
    """The refusal, its rule and what would be accepted, and the figures that it looked at."""
    met, tried = answer.refusal, answer.recorded
    if met is None or tried is None:
        yield Heading(answer.code, 1)
    else:
        yield Heading(f"Why {tried.id} is refused, {known}", 1)
        yield Paragraph(f"On {tried.entry.effective} {says(tried.entry)} ({tried.id}).")
        clause = f" ({met.clause})" if met.clause else ""
        yield Paragraph(f"Refused as {answer.code}: {met.message}{clause}.")
    where = f" ({answer.rule.clause})" if answer.rule.clause and met is None else ""
    if answer.rule.says:
        yield Paragraph(f"The rule: {answer.rule.says}{where}")
    yield Paragraph(f"What to do: {answer.remedy}")
    if answer.figures:
        yield Paragraph("The figures that it looked at, at the close of that day without the entry:")
        yield from told(answer.figures, answer.entries, depth)
        yield from readings(answer.figures)


def all_rules() -> Iterator[Block]:
    """Every refusal and every flag in a table, with what to do."""
    yield Heading("Refusals and flags", 1)
    rows = [(code, RULES[code].clause if code in RULES else "", remedy) for code, remedy in REMEDIES.items()]
    yield Grid(("code", "clause", "what to do"), sorted(rows))
