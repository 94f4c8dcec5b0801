"""What hangs on a reading: each switch that would move something with its figures side by side, then all others."""

from collections.abc import Iterator

from ledger.working import Switch
from projections.certificate.readings import SWITCHES, words_of
from projections.compare.readings import Readings, Reason
from projections.render.blocks import Block, Heading, Items, Note, Paragraph, Title
from projections.render.marks.marked import reasoned
from projections.render.marks.why import Why
from projections.render.notes import touching
from projections.render.numbers import number
from projections.render.readings import in_words, of_switches, still


def blocks(answer: Readings, known: str) -> Iterator[Block]:
    """The switches that would move something, those that would not, and the readings relied on."""
    if answer.chosen is not None:
        yield Title(f"Readings relied on by {answer.on}, {known}")
        yield from _relied_on(answer)
        yield Heading("The switches of the terms")
        yield Items([_chosen(name, choice) for name, choice in answer.chosen.items()])
        yield Note("`seriesd readings` weighs them all, `seriesd readings --of A24` one")
        yield from touching(answer.notes)
        return
    yield Title(f"What hangs on {answer.of or 'a reading'} on {answer.on}, {known}; nothing is written")
    if answer.of is None:
        yield _beforehand(answer)
    if answer.of is not None and not answer.switches:
        yield Paragraph(f"No switch of the terms decides {answer.of}, so there is no other choice to replay.")
    elif answer.of is not None and not any(one.moves for one in answer.switches):
        yield Items([still(one) for one in answer.switches])
    else:
        yield from of_switches(answer.switches)
    yield Heading("What brings it into play" if answer.of else "The readings that this ledger relies on")
    yield from _relied_on(answer)
    yield from touching(answer.notes)


def _beforehand(answer: Readings) -> Paragraph:
    said = (
        f"The Conversion Price in effect is {number(answer.price)}. Where the certificate can be read in two ways and "
        "its terms can choose, this is what the other choice would make of this ledger; what was delivered stays."
    )
    return Paragraph(reasoned(said, Why("price", on=answer.on)))


def _relied_on(answer: Readings) -> Iterator[Block]:
    if answer.relied_on:
        yield Items([_reason(one) for one in answer.reasons])
        yield Note("$: contested, and money can hang on it; `docs/readings.md` has each with figures")
    elif answer.of is not None:
        yield Paragraph(f"Nothing so far: no figure of this ledger rests on {answer.of} up to then.")
    else:
        yield Paragraph("None so far: nothing has come into play that can be read in more than one way.")


def _chosen(name: str, choice: str) -> str:
    reading = SWITCHES[name]
    said = f"{name} ({reading}), {choice}: {words_of(Switch(name, choice))}."
    return reasoned(said, Why("reading", reading))


def _reason(one: Reason) -> str:
    return reasoned(in_words(one), Why("reading", one.reading), *(Why("entry", name) for name in one.entries))
