"""What is due and overdue, and the rights whose end is to be recorded."""

from collections.abc import Iterator, Mapping, Sequence

from ledger.numbers.figure import Figure
from projections.answers.due.calendar import OPEN_STATES, Calendar, Obligation
from projections.render.blocks import Block, Grid, Note, Paragraph, Title
from projections.render.marks.citations import clause
from projections.render.marks.marked import Tone, Toned, naming, reasoned
from projections.render.marks.why import Why


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
    yield from (Note(f"{said}.") for said in answer.counted_by)


def by_event(answer: Calendar, known: str) -> Iterator[Block]:
    """What is open, a line for each thing to be done about an event, with how many it is owed to."""
    found: dict[tuple[str, str, str], list[Obligation]] = {}
    for one in answer.items:
        if one.state(answer.on) in OPEN_STATES:
            found.setdefault((one.kind, one.clause, one.about), []).append(one)
    yield Title(f"Due and overdue on {answer.on}, {known}")
    if found:
        rows = [_together(answer, it) for it in found.values()]
        yield Grid(("due", "state", "what", "clause", "about", "owed to"), rows)
    lines = "1 line" if len(found) == 1 else f"{len(found):,} lines"
    yield Note(f"{sum(map(len, found.values())):,} open, in {lines}" if found else "nothing is open")
    yield from map(Paragraph, answer.information)


def _together(answer: Calendar, found: Sequence[Obligation]) -> tuple[str, ...]:
    """Obligations of one kind about one event as a row: that of the first of them, and to how many."""
    due, state, what, printed, about, holder = _row(answer, found[0])
    if len(found) == 1:
        return due, state, what, printed, about, holder
    letter = Why("letter", found[0].about) if found[0].kind.endswith("_notice") else None
    return due, state, reasoned(found[0].kind.replace("_", " "), letter), printed, about, f"{len(found):,} holders"


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
    holder = one.holder or ""
    held = reasoned(holder, Why("holder", holder, answer.on))
    return due, how, reasoned(what, _letter(one)), reasoned(one.clause, clause(one.clause)), _about(one), held


def _about(one: Obligation) -> str:
    return reasoned(one.about, Why("right" if one.kind == "expiry" else "entry", one.about))


def _letter(one: Obligation) -> Why | None:
    """The letter by which a holder is to be told."""
    return Why("letter", one.about, holder=one.holder or "") if one.kind.endswith("_notice") else None


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
        said = f"{one['effective']}  {one['right']} ({one['stage']}): {one['reason']}{price}"
        yield Paragraph(naming(said, Why("right", one["right"])))
    if not recorded:
        yield Note("Nothing is written; add --yes to record them.")
