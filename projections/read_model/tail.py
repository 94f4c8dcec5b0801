"""From which day on rows can change by what was recorded last: a late entry rewrites the rows from its day on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ledger.events import AnyEntry, CertificateAdopted
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS, as_edited, in_timeline, is_edit, issues_series_d, standing_edits


def tail_of(log: Sequence[Recorded], after: int) -> date:
    """The first day whose rows can be others than they were when the log ended at position `after`.

    `date.max` when nothing was recorded since. What decides how all of the timeline is read, the terms and the first
    Series D (A58), changes everything.
    """
    if after == 0:
        return date.min
    by_id = {one.id: one for one in log}
    standing = standing_edits([one for one in log[:after] if is_edit(one)])
    begins = _first_series_d(log)
    tail = date.max
    for one in log[after:]:
        for entry in _touched(one, by_id, standing):
            if isinstance(entry, CertificateAdopted) or (issues_series_d(entry) and entry.effective <= begins):
                return date.min
            tail = min(tail, entry.effective)
    return tail


def _touched(new: Recorded, by_id: Mapping[str, Recorded], standing: dict[str, Recorded]) -> Iterator[AnyEntry]:
    """What a new entry takes out of the timeline and puts in: itself, or what it edits as it stood and as it stands."""
    if not isinstance(new.entry, EDITS):
        if in_timeline(new):
            yield new.entry
        return
    target = by_id[new.entry.entry]
    for edit in (standing.get(target.id), new):
        stood = as_edited(target, edit)
        if stood is not None and in_timeline(stood):
            yield stood.entry
    standing[target.id] = new


def _first_series_d(log: Sequence[Recorded]) -> date:
    edits = standing_edits([one for one in log if is_edit(one)])
    stand = (as_edited(one, edits.get(one.id)) for one in log)
    return min((one.entry.effective for one in stand if one and issues_series_d(one.entry)), default=date.max)
