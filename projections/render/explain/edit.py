"""An edit of the record, to be read aloud."""

from collections.abc import Iterator
from typing import Any

from ledger.log.recorded import Recorded
from ledger.numbers.days import written
from projections.explain.edit import EditExplained, FieldEdited
from projections.render.blocks import Block, Grid, Heading, Items, Paragraph
from projections.render.entries import says
from projections.render.marks.marked import each_reasoned, naming, reasoned
from projections.render.marks.subjects import about
from projections.render.marks.why import Why
from projections.render.papers import attached

_COLUMNS = ("field", "before", "since", "")
_BEFORE = 2
"""The columns that a void fills."""


def blocks(answer: EditExplained, known: str) -> Iterator[Block]:
    """The whole report; `known` says which state of knowledge it is from."""
    edit, target = answer.edit, answer.target
    yield Heading(f"What {edit.id} did, {known}", 1)
    does = "corrects" if answer.is_correction else "voids"
    named = f"Entry {edit.id}, recorded at {_at(edit, answer)}, {does} {target.id}: {answer.reason.removesuffix('.')}."
    entries = [Why("entry", one.id) for one in (edit, target, *answer.earlier)]
    yield Paragraph(naming(" ".join([named, *_paper(edit)]), *entries))
    yield Paragraph(naming(f"{_stood(answer)} {_stands(answer)}", *entries))
    yield from attached(answer.papers, (edit.id, target.id))
    if answer.later:
        yield Items([naming(_edited_again(one, answer), Why("entry", one.id)) for one in answer.later])
    yield Heading("Field by field")
    shown = len(_COLUMNS) if answer.is_correction else _BEFORE
    rows = [_row(one, Why("entry", target.id)) for one in answer.fields]
    yield Grid(_COLUMNS[:shown], [row[:shown] for row in rows])
    yield Heading("What it changed of the answers given until then")
    if answer.changes:
        yield Items([reasoned(f"{one.message}.", about(one)) for one in answer.changes])
    else:
        yield Paragraph("Nothing: every price, balance, vote and entitlement stayed as it was.")


def _row(one: FieldEdited, why: Why) -> tuple[str, ...]:
    before, since = each_reasoned((_cell(one.before), _cell(one.since)), why)
    return one.name, before, since, "changed" if one.changed else ""


def _paper(edit: Recorded) -> list[str]:
    found = {"Note": edit.entry.note, "Source": edit.entry.source}
    return [f"{what}: {text}." for what, text in found.items() if text]


def _stood(answer: EditExplained) -> str:
    before, target = answer.before, answer.target
    until = f"as {answer.earlier[-1].id} had corrected it" if answer.earlier else f"recorded at {_at(target, answer)}"
    return f"Before it {target.id} stood, {until}: on {before.entry.effective} {says(before.entry)}."


def _stands(answer: EditExplained) -> str:
    since = answer.since
    if since is None:
        return "Since then it is out: the record is read as if nothing of the kind had taken place."
    return f"Since then there stands in its place: on {since.entry.effective} {says(since.entry)}."


def _edited_again(one: Recorded, answer: EditExplained) -> str:
    done = "was corrected again" if one.entry.type == "entry_corrected" else "was voided"
    return f"It {done} later, by {one.id}, recorded at {_at(one, answer)}; `seriesd explain {one.id}` says how."


def _at(one: Recorded, answer: EditExplained) -> str:
    by = answer.by.get(one.id)
    name = None if by is None else by.by.recorded_by
    return written(one.recorded_at) + (f" by {name}" if name else "")


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
