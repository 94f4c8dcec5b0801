"""Every change of the Conversion Price; and what became known of them between two moments."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.answers.history import History, PriceStep
from projections.answers.reliance.edition import in_words
from projections.answers.waivers import Waiver
from projections.compare.knowledge import Change, Learned
from projections.render.blocks import Block, Grid, Note, Paragraph, Title
from projections.render.charts.price import price_drawing
from projections.render.marks.citations import clause
from projections.render.marks.marked import each_reasoned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import resting, touching
from projections.render.numbers import which_steps

HEAD = ("step", "on", "governs from", "clause", "entry")
"""The columns that say which step is meant."""

BEFORE, AFTER = "before", "after"

NO_CHANGE = "no change so far"
"""What is said of a price that nothing has moved."""

_COLUMNS = (*HEAD, BEFORE, AFTER, "A", "C", "D")
_CHANGED = ("on", "clause", "entry", "", "was known", "is known", "changed by")


def blocks(answer: History, known: str) -> Iterator[Block]:
    """The steps as a table and as a drawing, and what was waived."""
    steps = answer.steps
    until = "" if answer.until is None else f" until {answer.until}"
    yield Title(f"History of the Conversion Price{until}, {known}")
    if not steps:
        yield Paragraph(
            NO_CHANGE if not answer.steps_in_all else f"Of {answer.steps_in_all:,} steps none is asked for."
        )
    else:
        yield from _which(answer)
        yield steps_grid(steps)
        yield price_drawing(steps, steps[0].effective, steps[-1].governs_from)
    yield from _later(answer)
    yield from map(_waived, answer.waivers)
    yield from touching(answer.notes)
    yield from resting(answer.rests)


def _which(answer: History) -> Iterator[Note]:
    """Which steps are told, where others are not."""
    if said := which_steps([one.number for one in answer.steps], answer.steps_in_all):
        yield Note(f"{said[0].upper()}{said[1:]}.")


def _later(answer: History) -> Iterator[Note]:
    """How many changes came after the day at whose close the history ends."""
    if answer.later:
        changes = "1 change" if answer.later == 1 else f"{answer.later:,} changes"
        yield Note(reasoned(f"And {changes} since.", Why("history", on=answer.ends)))


def _waived(one: Waiver) -> Note:
    entries = (Why("entry", one.entry), Why("entry", one.waived))
    return Note(naming(f"waived: {one.says()} (9)", *entries, clause("9")))


def steps_grid(steps: Sequence[PriceStep], *, supposed: bool = False) -> Grid:
    """The steps as a table; of a history that is supposed no step is one that can be asked about."""
    return Grid(_COLUMNS, [_row(step, supposed=supposed) for step in steps], right=range(5, 10))


def head(step: PriceStep) -> tuple[str, ...]:
    """Which step is meant: the cells under `HEAD`."""
    return str(step.number), str(step.effective), str(step.governs_from), step.clause, ", ".join(step.entries)


def _row(step: PriceStep, *, supposed: bool) -> tuple[str, ...]:
    why = None if supposed else Why("step", str(step.number))
    figures = [_short(figure) for figure in (step.before, step.after, step.a, step.c, step.d)]
    number, *figures = each_reasoned((str(step.number), *figures), why)
    _, *days, _, _ = head(step)
    return number, *days, *_place(step), *figures


def _place(step: PriceStep) -> tuple[str, str]:
    """The clause of a step and its entries, each with its reason."""
    return reasoned(step.clause, clause(step.clause)), of_entries(step.entries)


def of_entries(names: Sequence[str]) -> str:
    """The ids of entries, each leading to its entry."""
    return reasoned(", ".join(names), *(Why("entry", name) for name in names))


def _short(figure: Figure | None) -> str:
    return "" if figure is None else figure.short()


def diff_blocks(answer: Learned, earlier: datetime, later: datetime) -> Iterator[Block]:
    """What changed between two states of knowledge, and which entry changed it."""
    yield Title(f"History of the Conversion Price: as known {written(later)}, against as known {written(earlier)}")
    entries, steps = len(answer.recorded), len(answer.changes)
    recorded = "1 entry was" if entries == 1 else f"{entries} entries were"
    yield Note(f"{recorded} recorded in between; {steps} {'step' if steps == 1 else 'steps'} changed.")
    if answer.read_otherwise:
        yield Note(f"Both histories are of the second edition of the readings: {in_words(answer.read_otherwise)}.")
    if answer.changes:
        yield Grid(_CHANGED, [_changed(one, supposed=False) for one in answer.changes], right=(4, 5))


def changes_grid(found: Sequence[Change], was: str, now: str, *, supposed: bool) -> Grid:
    """Steps that are there on one side only, or with other figures, whatever changed them.

    Where the later side is `supposed`, no step of it can be asked about.
    """
    columns = (*_CHANGED[:4], was, now)
    return Grid(columns, [_changed(one, supposed=supposed)[:-1] for one in found], right=(4, 5))


def _changed(one: Change, *, supposed: bool) -> tuple[str, ...]:
    why = None if supposed or one.later is None else Why("step", str(one.later.number))
    later = reasoned(moved(one.later), why)
    return str(one.step.effective), *_place(one.step), one.kind, moved(one.earlier), later, of_entries(one.by)


def moved(step: PriceStep | None) -> str:
    """From which price to which a step goes; a dash where there is none."""
    return "-" if step is None else f"{step.before.short()} -> {step.after.short()}"
