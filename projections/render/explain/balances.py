"""Balances and payouts explained, to be read aloud."""

from collections.abc import Iterator

from projections.explain.balances import Accounts
from projections.render.blocks import Block, Heading, Paragraph
from projections.render.explain.workings import readings, told


def blocks(answer: Accounts, known: str, depth: int) -> Iterator[Block]:
    """The whole report, numbered; `known` says which state of knowledge it is from."""
    yield Heading(f"{answer.title}, {known}", 1)
    if not answer.figures:
        yield Paragraph("Nothing.")
    yield from told(answer.figures, answer.entries, depth)
    yield from readings(answer.figures)
