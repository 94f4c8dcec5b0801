"""What a reader should know about the record."""

from collections.abc import Iterator, Sequence
from datetime import date

from ledger.refusals import Flag
from projections.answers.flags import flag_says
from projections.render.blocks import Block, Paragraph, Title


def blocks(flags: Sequence[Flag], on: date, known: str) -> Iterator[Block]:
    """A sentence for each flag."""
    yield Title(f"What a reader should know up to {on}, {known}")
    yield from (Paragraph(flag_says(flag)) for flag in flags)
    if not flags:
        yield Paragraph("nothing")
