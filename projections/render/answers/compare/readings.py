"""What hangs on a reading: each switch that would move something with its figures side by side, then all others."""

from collections.abc import Iterator

from projections.compare.readings import Readings
from projections.render.blocks import Block, Heading, Items, Note, Paragraph, Title
from projections.render.notes import touching
from projections.render.numbers import number
from projections.render.readings import in_words, of_switches


def blocks(answer: Readings, known: str) -> Iterator[Block]:
    """The switches that would move something, those that would not, and the readings relied on."""
    yield Title(f"What hangs on a reading on {answer.on}, {known}; nothing is written")
    yield Paragraph(
        f"The Conversion Price in effect is {number(answer.price)}. Where the certificate can be read in two ways and "
        "its terms can choose, this is what the other choice would make of this ledger; what was delivered stays."
    )
    yield from of_switches(answer.switches)
    yield Heading("The readings that this ledger relies on")
    if answer.relied_on:
        yield Items([in_words(one) for one in answer.reasons])
        yield Note("$: contested, and money can hang on it; `docs/readings.md` has each with figures")
    else:
        yield Paragraph("None so far: nothing has come into play that can be read in more than one way.")
    yield from touching(answer.notes)
