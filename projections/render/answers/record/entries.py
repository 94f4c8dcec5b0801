"""The record as a list, with what was voided or corrected struck through and linked."""

from collections.abc import Iterator, Sequence

from projections.answers.entries import Listed, reason_of
from projections.audit.documents import SHORT
from projections.render.blocks import Block, Grid, Note, Struck, Title, Toned
from projections.render.entries import says
from projections.render.numbers import entries_in_words, number

_COLUMNS = ("no.", "takes effect", "recorded", "entry", "what happened")


def blocks(found: Sequence[Listed], entries: int, order: str, known: str) -> Iterator[Block]:
    """Each entry, and under it what was put in its place, by which edit and why."""
    in_order = "in the order in which they take effect" if order == "timeline" else "in the order recorded"
    yield Title(f"Entries {in_order}, {known}")
    if found:
        yield Grid(_COLUMNS, [row for one in found for row in _rows(one)], right=(0,))
    yield Note(f"{'all' if len(found) == entries else len(found)} of {entries_in_words(entries)}")


def _rows(one: Listed) -> Iterator[tuple[str, ...]]:
    recorded = one.recorded
    when = f"{recorded.entry.effective}{' late' if one.late else ''}"
    texts = (when, recorded.id, says(recorded.entry))
    day, name, what = texts if one.state == "stands" else map(Struck, texts)
    yield str(recorded.position), day, f"{recorded.recorded_at:%Y-%m-%dT%H:%M:%SZ}", name, what
    yield from (("", "", "", "", link) for link in _links(one))


def _links(one: Listed) -> Iterator[str]:
    """What was put in the place of an entry and by which edit, what was delivered, and the documents that it has."""
    recorded = one.recorded
    for edit in one.edited_by:
        yield f"  {edit.entry.type.removeprefix('entry_')} by {edit.id}: {reason_of(edit)}"
    if recorded.delivery is not None:
        said = f"  delivered: {number(recorded.delivery.common_shares)} of Common"
        yield Toned.of(f"{said}, assumed, since nobody stated it", "heed") if one.assumed else f"{said}, as stated"
    for by, document in one.attached:
        yield f"  attached: {document.name}, sha256 {document.sha256[:SHORT]}… ({by.id})"
    if one.state == "corrected" and one.now is not None:
        on = f"on {one.now.effective}, " if one.now.effective != one.recorded.entry.effective else ""
        yield f"  now: {on}{says(one.now)}"
