"""Balances and payouts explained, to be read aloud."""

from collections.abc import Iterator

from ledger.working import Fact
from projections.explain.balances import Accounts
from projections.render.blocks import Block, Heading, Note, Paragraph
from projections.render.explain.expressions import running_total
from projections.render.explain.workings import readings, told
from projections.render.marks.marked import naming
from projections.render.marks.why import Why

_MOST_NAMED = 5


def blocks(answer: Accounts, known: str, depth: int) -> Iterator[Block]:
    """The whole report, numbered; `known` says which state of knowledge it is from."""
    yield Heading(f"{answer.title}, {known}", 1)
    if not answer.figures:
        yield Paragraph("Nothing.")
    yield from told(answer.figures, answer.entries, depth)
    assumed = list(dict.fromkeys(_assumed_in(answer)))
    if assumed:
        more = f" and {len(assumed) - _MOST_NAMED} more" if len(assumed) > _MOST_NAMED else ""
        named = f"{', '.join(assumed[:_MOST_NAMED])}{more}"
        each = ", and so for each" if len(assumed) > 1 else ""
        said = f"How the numbers assumed for {named} were worked out: `seriesd explain {assumed[0]}`{each}."
        yield Note(naming(said, *(Why("entry", name) for name in assumed[:_MOST_NAMED])))
    yield from readings(answer.figures)


def _assumed_in(answer: Accounts) -> Iterator[str]:
    """The conversions whose numbers nobody stated, and on which a balance ends."""
    for working in answer.figures.values():
        for _, part in running_total(working.formula) or ():
            if isinstance(part, Fact) and part.by_ledger:
                yield part.entry
