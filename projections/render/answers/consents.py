"""What holders of Series D have consented to, and what that allows."""

from collections.abc import Iterator

from projections.answers.consents import Consenting, Consents, Proposal
from projections.render.blocks import Block, Grid, Heading, Paragraph, Title
from projections.render.marks.citations import clause
from projections.render.marks.marked import each_reasoned, reasoned
from projections.render.marks.why import Why

_ALLOWED = (
    ("a restricted action, by a majority (6)", "6"),
    ("an amendment, or the waiver of an adjustment to come, by a majority in writing (9)", "9"),
    ("an amendment of price or conversion, or the waiver of an adjustment made, by all in writing (9)", "9"),
    ("a Market Price that leaves no room for an appraiser, by five eighths (4H)", "4H"),
)
"""What can be allowed, and the clause that allows it."""


def blocks(answer: Consents, known: str) -> Iterator[Block]:
    """How much is needed, and each proposal."""
    yield Title(f"Consents of Series D at the close of {answer.on}, {known}")
    needed = f"a majority is {answer.needed.majority:,}, five eighths {answer.needed.five_eighths:,}"
    yield Paragraph(reasoned(f"{answer.outstanding:,} outstanding: {needed}", Why("holders", on=answer.on)))
    for name, one in answer.proposals.items():
        yield from _proposal(name, one, answer)
    if not answer.proposals:
        yield Paragraph("nobody has consented to anything")


def _proposal(name: str, one: Proposal, answer: Consents) -> Iterator[Block]:
    yield Heading(f"{name}: {one.agreed:,} of {answer.outstanding:,} consent, {one.in_writing:,} in writing")
    if one.consents:
        yield Grid((), [_consent(who, it, answer) for who, it in one.consents.items()])
    for (what, where), enough in zip(_ALLOWED, one.allows, strict=True):
        yield Paragraph(reasoned(f"{'enough' if enough else 'not enough'} for {what}", clause(where)))
    for taken in one.taken:
        without = "" if taken.despite is None else f"without the consent of section 6: {taken.despite}"
        done = f"done {without or 'on it'}: {taken.entry} of {taken.on} ({taken.type})"
        yield Paragraph(reasoned(done, Why("entry", taken.entry)))


def _consent(who: str, it: Consenting, answer: Consents) -> list[str]:
    return each_reasoned((who, f"{it.shares:,} of {it.held:,} held", it.form), Why("holder", who, answer.on))
