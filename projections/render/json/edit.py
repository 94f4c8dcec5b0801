"""The answer of `explain` of an edit for a program."""

from typing import Literal, cast

from ledger.events import EntryCorrected, write_entry
from ledger.log.recorded import Recorded
from ledger.log.seals import moment
from projections.explain.edit import EditExplained
from projections.render.blocks import sentences
from projections.render.explain.edit import blocks
from projections.render.json.serialize import as_json
from projections.render.json.types import ChangedJson, EditJson, EditRefJson


def edit_json(answer: EditExplained, *, everything: bool = False) -> EditJson:
    """The whole answer; `text` says the same in sentences."""
    edit = answer.edit
    found = [as_json(one, everything=everything) for one in answer.changes]
    return {
        "edit": edit.id,
        "does": "corrects" if answer.is_correction else "voids",
        "entry": answer.target.id,
        "reason": answer.reason,
        "effective": edit.entry.effective.isoformat(),
        "position": edit.position,
        "recorded_at": moment(edit.recorded_at),
        "note": edit.entry.note,
        "source": edit.entry.source,
        "before": write_entry(answer.before.entry),
        "since": None if answer.since is None else write_entry(answer.since.entry),
        "fields": [
            {"field": one.name, "before": one.before, "since": one.since, "changed": one.changed}
            for one in answer.fields
        ],
        "edited_before": [_ref(one) for one in answer.earlier],
        "edited_since": [_ref(one) for one in answer.later],
        "changes": [cast("ChangedJson", one) for one in found],
        "text": list(sentences(blocks(answer, ""))),
    }


def _ref(one: Recorded) -> EditRefJson:
    kind: Literal["entry_voided", "entry_corrected"] = (
        "entry_corrected" if isinstance(one.entry, EntryCorrected) else "entry_voided"
    )
    return {"entry": one.id, "type": kind, "recorded_at": moment(one.recorded_at)}
