"""An edit explained, for a program."""

from typing import Literal

from ledger.events import EntryCorrected
from ledger.log.recorded import Recorded
from projections.explain.edit import EditExplained
from projections.render.blocks import sentences
from projections.render.explain.edit import blocks
from projections.render.json.types import Edit, FieldChanged, OtherEdit


def edit_document(answer: EditExplained) -> Edit:
    """The whole answer; `text` says the same in sentences."""
    edit = answer.edit
    return Edit(
        edit=edit.id,
        does="corrects" if answer.is_correction else "voids",
        entry=answer.target.id,
        reason=answer.reason,
        effective=edit.entry.effective,
        position=edit.position,
        recorded_at=edit.recorded_at,
        recorded_by=_by(edit, answer),
        recording=_recording(edit, answer),
        note=edit.entry.note,
        source=edit.entry.source,
        before=answer.before.entry,
        since=None if answer.since is None else answer.since.entry,
        fields=[FieldChanged(one.name, one.before, one.since, one.changed) for one in answer.fields],
        edited_before=[_other(one, answer) for one in answer.earlier],
        edited_since=[_other(one, answer) for one in answer.later],
        changes=answer.changes,
        documents=answer.papers.of([edit.id, answer.target.id]) or None,
        text=list(sentences(blocks(answer, ""))),
    )


def _other(one: Recorded, answer: EditExplained) -> OtherEdit:
    does: Literal["entry_voided", "entry_corrected"]
    does = "entry_corrected" if isinstance(one.entry, EntryCorrected) else "entry_voided"
    return OtherEdit(one.id, does, one.recorded_at, _by(one, answer), _recording(one, answer))


def _by(one: Recorded, answer: EditExplained) -> str | None:
    found = answer.by.get(one.id)
    return None if found is None else found.by.recorded_by


def _recording(one: Recorded, answer: EditExplained) -> int | None:
    found = answer.by.get(one.id)
    return None if found is None else found.position
