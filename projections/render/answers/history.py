"""Every change of the Conversion Price; and what became known of them between two moments."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.answers.history import History, PriceStep
from projections.answers.reliance.edition import in_words
from projections.compare.knowledge import Change, Learned
from projections.render.blocks import Block, Grid, Note, Paragraph, Title
from projections.render.charts.price import price_drawing
from projections.render.notes import resting, touching

_COLUMNS = ("step", "on", "governs from", "clause", "entry", "before", "after", "A", "C", "D")
_CHANGED = ("on", "clause", "entry", "", "was known", "is known", "changed by")


def blocks(answer: History, known: str) -> Iterator[Block]:
    """The steps as a table and as a drawing, and what was waived."""
    steps = answer.steps
    yield Title(f"History of the Conversion Price, {known}")
    if not steps:
        yield Paragraph("no change so far")
    else:
        yield steps_grid(steps)
        yield price_drawing(steps, steps[0].effective, steps[-1].governs_from)
    yield from (Note(f"waived: {waiver.says()} (9)") for waiver in answer.waivers)
    yield from touching(answer.notes)
    yield from resting(answer.rests)


def steps_grid(steps: Sequence[PriceStep]) -> Grid:
    """The steps as a table."""
    return Grid(_COLUMNS, [_row(step) for step in steps], right=range(5, 10))


def _row(step: PriceStep) -> tuple[str, ...]:
    figures = [_short(figure) for figure in (step.before, step.after, step.a, step.c, step.d)]
    days = (str(step.effective), str(step.governs_from))
    return str(step.number), *days, step.clause, ", ".join(step.entries), *figures


def _short(figure: Figure | None) -> str:
    return "" if figure is None else figure.short()


def diff_blocks(answer: Learned, earlier: datetime, later: datetime) -> Iterator[Block]:
    """What changed between two states of knowledge, and which entry changed it."""
    yield Title(f"History of the Conversion Price: as known {written(later)}, against as known {written(earlier)}")
    yield Note(f"{len(answer.recorded)} entries were recorded in between; {len(answer.changes)} steps changed.")
    if answer.read_otherwise:
        yield Note(f"Both histories are of the second edition of the readings: {in_words(answer.read_otherwise)}.")
    if answer.changes:
        yield Grid(_CHANGED, [_changed(one) for one in answer.changes], right=(4, 5))


def changes_grid(found: Sequence[Change], was: str, now: str) -> Grid:
    """Steps that are there on one side only, or with other figures, whatever changed them."""
    columns = (*_CHANGED[:4], was, now)
    return Grid(columns, [_changed(one)[:-1] for one in found], right=(4, 5))


def _changed(one: Change) -> tuple[str, ...]:
    place = (str(one.step.effective), one.step.clause, ", ".join(one.step.entries))
    return *place, one.kind, _moved(one.earlier), _moved(one.later), ", ".join(one.by)


def _moved(step: PriceStep | None) -> str:
    return "-" if step is None else f"{step.before.short()} -> {step.after.short()}"
