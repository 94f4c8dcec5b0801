"""A refusal explained, to be read aloud."""

from collections.abc import Iterable, Iterator

from ledger.rules import Rule
from projections.explain.refusal import Refused
from projections.render.blocks import Block, Grid, Heading, Paragraph
from projections.render.entries import says
from projections.render.explain.workings import readings, told
from projections.render.marks.citations import clause as of_clause
from projections.render.marks.marked import naming, reasoned
from projections.render.marks.why import Why


def blocks(answer: Refused, known: str, depth: int) -> Iterator[Block]:
    """The refusal, its rule and what would be accepted, and the figures that it looked at."""
    met, tried = answer.refusal, answer.recorded
    if met is None or tried is None:
        yield Heading(answer.rule.code, 1)
    else:
        yield Heading(f"Why {tried.id} is refused, {known}", 1)
        yield Paragraph(f"On {tried.entry.effective} {says(tried.entry)} ({tried.id}).")
        clause = f" ({met.clause})" if met.clause else ""
        refused = f"Refused as {answer.rule.code}: {met.message}{clause}."
        yield Paragraph(naming(refused, Why("rule", answer.rule.code), of_clause(met.clause)))
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
    found = sorted((one.code, one.clause, one.remedy) for one in rules)
    yield Grid(("code", "clause", "what to do"), [_row(*one) for one in found])


def _row(code: str, clause: str, remedy: str) -> tuple[str, ...]:
    return reasoned(code, Why("rule", code)), reasoned(clause, of_clause(clause)), remedy
