"""The answers of an edited timeline beside those of the ledger."""

from collections.abc import Iterator

from projections.compare.what_if import WhatIf
from projections.render.answers.compare import differences
from projections.render.answers.history import steps_grid
from projections.render.blocks import Block, Heading, Note, Space, Title
from projections.render.numbers import which_steps


def blocks(answer: WhatIf, known: str) -> Iterator[Block]:
    """Both sides, what differs, and the history as it would be."""
    yield Title(f"What if, on {answer.actual.on}, {known}; nothing is written")
    yield from compared(answer)


def compared(answer: WhatIf) -> Iterator[Block]:
    """The same without its title."""
    yield from differences.prices(answer.actual, answer.what_if, "as it is", "what if", recorded="first")
    yield Space()
    if answer.differences:
        yield from differences.blocks(answer.differences, "as it is", "what if", recorded="first")
    else:
        yield Note("It makes no difference.")
    steps, in_all = answer.told(), len(answer.steps)
    if steps:
        yield Heading("The history of the Conversion Price would be:")
        if said := which_steps([one.number for one in steps], in_all):
            yield Note(f"{said[0].upper()}{said[1:]}.")
        yield steps_grid(steps, supposed=True)
