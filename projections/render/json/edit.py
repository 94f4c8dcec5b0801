"""An edit explained, for a program."""

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
        note=edit.entry.note,
        source=edit.entry.source,
        before=answer.before.entry,
        since=None if answer.since is None else answer.since.entry,
        fields=[FieldChanged(one.name, one.before, one.since, one.changed) for one in answer.fields],
        edited_before=[_other(one) for one in answer.earlier],
        edited_since=[_other(one) for one in answer.later],
        changes=answer.changes,
        documents=answer.papers.of([edit.id, answer.target.id]) or None,
        text=list(sentences(blocks(answer, ""))),
    )


def _other(one: Recorded) -> OtherEdit:
    kind = isinstance(one.entry, EntryCorrected)
    return OtherEdit(one.id, "entry_corrected" if kind else "entry_voided", one.recorded_at)
