"""What a reader should know about the record."""

from collections.abc import Iterator, Sequence
from datetime import date

from ledger.refusals import Flag
from projections.answers.flags import flag_says, latest_of
from projections.render.blocks import Block, Paragraph, Title
from projections.render.notes import flagged


def latest(flags: Sequence[Flag], on: date, known: str) -> Iterator[Block]:
    """A sentence for each kind of flag, with how many more there are of it."""
    yield Title(f"What a reader should know up to {on}, {known}")
    for flag, more in latest_of(flags):
        said = flag_says(flag) + (f"; and {more:,} more of {flag.code}" if more else "")
        yield Paragraph(flagged(flag, said))
    if not flags:
        yield Paragraph("nothing")


def blocks(flags: Sequence[Flag], on: date, known: str) -> Iterator[Block]:
    """A sentence for each flag."""
    yield Title(f"What a reader should know up to {on}, {known}")
    yield from (Paragraph(flagged(flag, flag_says(flag))) for flag in flags)
    if not flags:
        yield Paragraph("nothing")
