"""What came of voiding or correcting an entry, or would."""

from collections.abc import Iterator
from typing import Any

from ledger.events import EntryCorrected
from projections.answers.flags import flag_says
from projections.compare.recording import Rests, TakenBack
from projections.render.answers.compare import differences
from projections.render.answers.history import changes_grid
from projections.render.answers.record import tables
from projections.render.answers.record.told import to_be_told
from projections.render.blocks import Block, Grid, Heading, Items, Note, Paragraph, Title
from projections.render.entries import says
from projections.render.marks.marked import each_reasoned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import flagged
from projections.render.numbers import entries_in_words

_MOST_SHOWN = 12


def blocks(answer: TakenBack, *, written: bool, alone: bool = False, of: str = "") -> Iterator[Block]:
    """What is taken back and what with it, what that changes, and what is to be known of it.

    `alone` where what rests on it was not asked to go with it; `of` names the company where the ledger has several.
    """
    yield Title(f"{_done(answer) if written else f'Would {_does(answer)}'}{of}.")
    said = f"It says that on {answer.before.effective} {says(answer.before, series=answer.series)}."
    yield Paragraph(reasoned(said, Why("entry", answer.entry)))
    if answer.fields:
        now, why = ("is now" if written else "would be"), Why("entry", answer.entry)
        rows = [(one.field, *each_reasoned((_cell(one.was), _cell(one.now)), why)) for one in answer.fields]
        yield Grid(("field", "was", now), rows)
    if answer.resting:
        yield Heading("What rests on it, and is voided with it" if written else "What rests on it")
        told = [_resting(one) for one in answer.resting[::-1]]
        yield Items(told[:_MOST_SHOWN])
        if len(told) > _MOST_SHOWN:
            yield Paragraph(f"… and {len(told) - _MOST_SHOWN} more")
        if alone:
            yield Note("As it stands this is refused: it takes --with-dependents to void them with it.")
    yield from _changes(answer, written=written)
    if answer.warnings:
        yield Heading("Notes")
        yield Items([flagged(one.flag, flag_says(one.flag)) for one in answer.warnings])
    if written:
        yield Note(naming(recorded(answer), *(Why("entry", name) for name in answer.entries)))
        if answer.steps:
            yield to_be_told(answer.series)
        yield from tables.behind(answer.tables, answer.behind)


def _resting(one: Rests) -> str:
    said = f"{one.entry}: {one.message}{f' ({one.clause})' if one.clause else ''}"
    return reasoned(said, Why("entry", one.entry))


def question(answer: TakenBack) -> str:
    """What is asked before it is recorded."""
    does = _does(answer)
    return f"{does[0].upper()}{does[1:]}?"


def recorded(answer: TakenBack) -> str:
    """What was recorded, and how to look at it."""
    return f"Recorded {entries_in_words(answer.recorded)}; `seriesd explain {answer.entries[-1]}` shows what it did."


def _changes(answer: TakenBack, *, written: bool) -> Iterator[Block]:
    if answer.written:
        converted = entries_in_words(len(answer.written))
        yield Note(f"Automatic conversion (second 4L): {converted} written by the ledger.")
    if answer.differences:
        yield Heading("What changes of the answers given until now")
        now: tuple[str, differences.Side] = ("is now", "second") if written else ("would be", "first")
        yield from differences.blocks(answer.differences, "was", *now)
    if answer.steps:
        yield Heading("What changes of the history of the Conversion Price")
        yield changes_grid(answer.steps, "was", "is now" if written else "would be", supposed=not written)
    if not answer.differences and not answer.steps:
        yield Note("No price, balance, vote or entitlement changes.")


def _does(answer: TakenBack) -> str:
    does = "correct" if isinstance(answer.edit, EntryCorrected) else "void"
    with_it = "" if not answer.with_ else f" and void {_with(answer)}" if does == "correct" else f" and {_with(answer)}"
    return f"{does} {answer.entry}{with_it}"


def _done(answer: TakenBack) -> str:
    if not isinstance(answer.edit, EntryCorrected):
        return f"Voided {answer.entry}{f' and {_with(answer)}' if answer.with_ else ''}"
    return f"Corrected {answer.entry}{f' and voided {_with(answer)}' if answer.with_ else ''}"


def _with(answer: TakenBack) -> str:
    number = len(answer.with_)
    return f"the {entries_in_words(number)} that {'rests' if number == 1 else 'rest'} on it"


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
