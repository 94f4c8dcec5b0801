"""The answers of an edited timeline beside those of the ledger."""

from collections.abc import Iterator

from projections.compare.what_if import WhatIf
from projections.render.answers.compare import differences
from projections.render.answers.history import steps_grid
from projections.render.blocks import Block, Heading, Note, Space, Title


def blocks(answer: WhatIf, known: str) -> Iterator[Block]:
    """Both sides, what differs, and the history as it would be."""
    yield Title(f"What if, on {answer.actual.on}, {known}; nothing is written")
    yield from compared(answer)


def compared(answer: WhatIf) -> Iterator[Block]:
    """The same without its title."""
    yield from differences.prices(answer.actual, answer.what_if, "as it is", "what if")
    yield Space()
    if answer.differences:
        yield from differences.blocks(answer.differences, "as it is", "what if")
    else:
        yield Note("It makes no difference.")
    if answer.steps:
        yield Heading("The history of the Conversion Price would be:")
        yield steps_grid(answer.steps)
