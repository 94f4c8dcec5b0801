"""What is due and overdue, and the rights whose end is to be recorded."""

from collections.abc import Iterator, Mapping, Sequence

from ledger.numbers.figure import Figure
from projections.answers.due.calendar import OPEN_STATES, Calendar, Obligation
from projections.render.blocks import Block, Grid, Note, Paragraph, Title, Tone, Toned


def blocks(answer: Calendar, known: str, *, everything: bool) -> Iterator[Block]:
    """What is open, or all of it with what is done."""
    left = [one for one in answer.items if one.state(answer.on) in OPEN_STATES]
    shown = answer.items if everything else left
    yield Title(f"Due and overdue on {answer.on}, {known}")
    if shown:
        yield Grid(("due", "state", "what", "clause", "about", "holder"), [_row(answer, one) for one in shown])
    hidden = len(answer.items) - len(shown)
    yield Paragraph(f"{len(left)} open{f', {hidden} done (--all shows them)' if hidden else ''}")
    yield from map(Paragraph, answer.information)


_TONES: Mapping[str, Tone] = {
    "overdue": "wrong",
    "due": "heed",
    "waiting": "heed",
    "open": "heed",
    "done_late": "heed",
    "done": "good",
}


def _row(answer: Calendar, one: Obligation) -> tuple[str, ...]:
    what, state = one.kind.replace("_", " "), one.state(answer.on)
    due, how = str(one.due or "-"), Toned.of(state.replace("_", " "), _TONES[state])
    return due, how, what, one.clause, one.about, one.holder or ""


def terminations(
    entries: Sequence[Mapping[str, str]], prices: Mapping[str, Figure], *, recorded: bool
) -> Iterator[Block]:
    """The ends of rights that are past their term, recorded or to be recorded, with the price that each gives (A66)."""
    if not entries:
        yield Title("No right has expired without its termination being recorded.")
        return
    count = "1 termination" if len(entries) == 1 else f"{len(entries)} terminations"
    yield Title(f"{'Recording' if recorded else 'Would record'} {count} (4E(3)):")
    for one in entries:
        price = f"; by it alone the price in effect is {prices[one['right']].short()}"
        yield Paragraph(f"{one['effective']}  {one['right']} ({one['stage']}): {one['reason']}{price}")
    if not recorded:
        yield Note("Nothing is written; add --yes to record them.")
