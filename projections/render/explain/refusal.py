"""A refusal explained, to be read aloud."""

from collections.abc import Iterable, Iterator

from ledger.rules import Rule
from projections.explain.refusal import Refused
from projections.render.blocks import Block, Grid, Heading, Paragraph
from projections.render.entries import says
from projections.render.explain.workings import readings, told


def blocks(answer: Refused, known: str, depth: int) -> Iterator[Block]:
    """The refusal, its rule and what would be accepted, and the figures that it looked at."""
    met, tried = answer.refusal, answer.recorded
    if met is None or tried is None:
        yield Heading(answer.rule.code, 1)
    else:
        yield Heading(f"Why {tried.id} is refused, {known}", 1)
        yield Paragraph(f"On {tried.entry.effective} {says(tried.entry)} ({tried.id}).")
        clause = f" ({met.clause})" if met.clause else ""
        yield Paragraph(f"Refused as {answer.rule.code}: {met.message}{clause}.")
    where = f" ({answer.rule.clause})" if answer.rule.clause and met is None else ""
    yield Paragraph(f"The rule: {answer.rule.says}{where}")
    yield Paragraph(f"What to do: {answer.rule.remedy}")
    if answer.figures:
        yield Paragraph("The figures that it looked at, at the close of that day without the entry:")
        yield from told(answer.figures, answer.entries, depth)
        yield from readings(answer.figures)


def all_rules(rules: Iterable[Rule]) -> Iterator[Block]:
    """Every refusal and every flag in a table, with what to do."""
    yield Heading("Refusals and flags", 1)
    yield Grid(("code", "clause", "what to do"), sorted((one.code, one.clause, one.remedy) for one in rules))
