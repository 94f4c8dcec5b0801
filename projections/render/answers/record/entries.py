"""The record as a list, with what was voided or corrected struck through and linked."""

from collections.abc import Iterator, Sequence

from ledger.events import AnyEntry, write_entry
from projections.answers.entries import Entries
from projections.answers.listing.counts import Count, Counts
from projections.answers.listing.entry import Listed, leaves, reason_of
from projections.audit.documents import SHORT
from projections.render.blocks import Block, Grid, Note, Title
from projections.render.entries import says
from projections.render.marks.marked import Struck, Toned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.numbers import entries_in_words, number

_COLUMNS = ("no.", "takes effect", "recorded", "by", "entry", "what happened")


def blocks(answer: Entries, order: str, known: str, first: int = 1) -> Iterator[Block]:
    """Each entry, and under it what was put in its place, by which edit and why; before them the counts, if any.

    `first` is the place of the first of them among those found, where only a part is shown.
    """
    found = answer.entries
    in_order = "in the order in which they take effect" if order == "timeline" else "in the order recorded"
    yield Title(f"Entries {in_order}, {known}")
    if answer.counts is not None:
        yield from _counted(answer.counts)
    if found:
        rows = [row for one in found for row in _rows(one)]
        named = any(one.recorded_by is not None for one in found)
        yield Grid(*((_COLUMNS, rows) if named else (_without(_COLUMNS), [*map(_without, rows)])), right=(0,))
    of = len(found) if answer.found is None else answer.found
    if len(found) != of:
        last = first + len(found) - 1
        yield Note(f"{f'{first:,} to {last:,}' if found else 'none'} of the {of:,} found")
    yield Note(f"{'all' if of == answer.recorded else f'{of:,}'} of {entries_in_words(answer.recorded)}")


MARKS = {
    "late": "late",
    "edited": "voided or corrected, or what did that",
    "without_source": "without a source",
    "assumed": "with a delivery that is assumed",
}
"""What entries are counted by that they either are or are not, by the name of the count."""


def of_one(one: Listed, known: str) -> Iterator[Block]:
    """An entry by itself: what it says, who recorded it, its fields as recorded and as they now stand."""
    yield Title(f"Entry {one.recorded.id} as recorded, {known}")
    rows = [*_rows(one)]
    yield Grid(*((_COLUMNS, rows) if one.recorded_by else (_without(_COLUMNS), [*map(_without, rows)])), right=(0,))
    yield from _recording(one)
    recorded = dict(leaves(write_entry(one.recorded.entry)))
    now = {} if one.now is None else dict(leaves(write_entry(one.now)))
    if one.state == "stands":
        yield Grid(("field", "as recorded"), [(name, _said(value)) for name, value in recorded.items()])
        return
    names = {**recorded, **now}
    rows_of_it = [(name, _said(recorded.get(name)), _said(now.get(name))) for name in names]
    yield Grid(("field", "as recorded", "as it now stands"), rows_of_it)


def _recording(one: Listed) -> Iterator[Block]:
    if one.by is None:
        yield Note("who recorded it is not known: it was there before the ledger kept recordings")
        return
    by, number_of = one.by.by, str(one.by.position)
    said = f"recorded with recording {number_of}"
    said += f" by {by.recorded_by}" if by.recorded_by else ""
    said += f", proposed by {by.proposed_by}" if by.proposed_by else ""
    said += f", with {by.program}" if by.program else ""
    said += f": {by.reason}" if by.reason else ""
    yield Note(reasoned(said, Why("recording", number_of)))


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("no", "yes")[value]
    return str(value)


COUNTED = ("by", "", "entries")
"""The columns of the table of counts."""
_MOST_COUNTED = 20
"""So many of a kind are shown; a program is told all of them."""


def _counted(counts: Counts) -> Iterator[Block]:
    """How many there are of each kind."""
    found: list[tuple[str, Sequence[Count]]] = [
        ("type", counts.types),
        ("holder", counts.holders),
        ("right", counts.rights),
        ("clause", counts.clauses),
        ("year", counts.years),
    ]
    rows = [row for kind, several in found for row in _rows_of(kind, several)]
    rows += [("", says, number(getattr(counts, name))) for name, says in MARKS.items() if getattr(counts, name)]
    yield Grid(COUNTED, rows, right=(2,))


def _rows_of(kind: str, several: Sequence[Count]) -> Iterator[tuple[str, str, str]]:
    for one in several[:_MOST_COUNTED]:
        yield kind, one.value, number(one.entries)
    if len(several) > _MOST_COUNTED:
        yield kind, f"{len(several) - _MOST_COUNTED:,} more", ""


_BY = _COLUMNS.index("by")


def _without(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row without the name of who recorded, where of no entry anybody is named."""
    return row[:_BY] + row[_BY + 1 :]


def _rows(one: Listed) -> Iterator[tuple[str, ...]]:
    recorded = one.recorded
    when = f"{recorded.entry.effective}{' late' if one.late else ''}"
    texts = (when, recorded.id, says(recorded.entry, series=one.series))
    why = Why("entry", recorded.id)
    day, name, what = texts if one.state == "stands" else map(Struck, texts)
    name, what = reasoned(name, why), naming(what, *_named_by(recorded.entry))
    yield (
        reasoned(str(recorded.position), why),
        day,
        f"{recorded.recorded_at:%Y-%m-%dT%H:%M:%SZ}",
        one.recorded_by or "",
        name,
        what,
    )
    yield from (("", "", "", "", "", link) for link in _links(one))


def _named_by(entry: AnyEntry) -> Iterator[Why]:
    """The entries that an entry is about."""
    for field in ("entry", "about", "conversion", "cause"):
        about = getattr(entry, field, None)
        if isinstance(about, str):
            yield Why("entry", about)


def _links(one: Listed) -> Iterator[str]:
    """What was put in the place of an entry and by which edit, what was delivered, and the documents that it has."""
    recorded = one.recorded
    for edit in one.edited_by:
        edited = f"  {edit.entry.type.removeprefix('entry_')} by {edit.id}: {reason_of(edit)}"
        yield naming(edited, Why("entry", edit.id))
    if recorded.delivery is not None:
        said = f"  delivered: {number(recorded.delivery.common_shares)} of Common"
        told = Toned.of(f"{said}, assumed, since nobody stated it", "heed") if one.assumed else f"{said}, as stated"
        yield reasoned(told, Why("entry", recorded.id))
    for by, document in one.attached:
        attached = f"  attached: {document.name}, sha256 {document.sha256[:SHORT]}… ({by.id})"
        yield naming(attached, Why("document", by.id))
    if one.state == "corrected" and one.now is not None:
        on = f"on {one.now.effective}, " if one.now.effective != one.recorded.entry.effective else ""
        yield f"  now: {on}{says(one.now, series=one.series)}"
