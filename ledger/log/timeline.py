"""The timeline: recorded entries in the order in which they took effect, with voids and corrections applied.

Sorted by date, then by position in the log; entries of one date and one `transaction` stand together at the position of
the first of them (A6); an expiry stands at the close of its day (A62). An entry that is voided is out; one that is
corrected stands as it should have been, at its own position. Automatic conversions stand with the entry that completed
their conditions. Documents are about the record, as voids and corrections are, and do not stand in the timeline.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, cast

from ledger.events import (
    AnyEntry,
    CertificateAdopted,
    DocumentAttached,
    Entry,
    EntryCorrected,
    EntryVoided,
    Issuing,
    OpeningBalance,
    SeriesDAutoConverted,
    SeriesDIssued,
)
from ledger.log.recorded import Recorded
from ledger.sharing import Row

EDITS = (EntryVoided, EntryCorrected)
"""The entries that edit the record instead of standing in the timeline."""

ABOUT_THE_RECORD = (*EDITS, DocumentAttached)
"""The entries that do not stand in the timeline: what they say is about the record, and moves no figure by itself."""


class Key(NamedTuple):
    """A place in the timeline; `closing` puts what belongs at the close of its day behind all else of it."""

    day: date
    closing: bool
    moment: int
    position: int


@dataclass(frozen=True, slots=True)
class Item:
    """An entry at its place, as it now stands, with the automatic conversions that it caused."""

    key: Key
    recorded: Recorded
    automatic: tuple[Recorded, ...] = ()


def timeline(recorded: Iterable[Recorded], edits: Mapping[str, Recorded]) -> list[Item]:
    """Put recorded entries into the order in which they took effect, as `edits` (see `standing_edits`) leave them."""
    facts: list[Recorded] = []
    automatic: dict[str, list[Recorded]] = {}
    for one in recorded:
        if isinstance(one.entry, SeriesDAutoConverted):
            automatic.setdefault(one.entry.cause, []).append(one)
        elif (standing := as_edited(one, edits.get(one.id))) is not None and in_timeline(standing):
            facts.append(standing)
    facts.sort(key=_position)
    moments: dict[tuple[date, str], int] = {}
    items = []
    for one in facts:
        transaction = transaction_of(one.entry)
        key = key_of(one)
        if transaction is not None:
            key = key._replace(moment=moments.setdefault((one.entry.effective, transaction), one.position))
        items.append(Item(key, one, tuple(automatic.get(one.id, ()))))
    items.sort(key=_key)
    return items


def key_of(recorded: Recorded) -> Key:
    """The place of an entry that is a moment of its own. A right may be exercised until its last day ends (A62)."""
    entry = recorded.entry
    closing = entry.type == "right_terminated" and entry.reason == "expired"
    return Key(entry.effective, closing, recorded.position, recorded.position)


def placed(items: Row[Item], new: Recorded) -> int:
    """Put an entry behind all that was recorded at its place in a timeline; answers which that is.

    It is the place that the whole timeline made again would give it: nothing that stands there changes its own.
    """
    key, transaction = key_of(new), transaction_of(new.entry)
    if transaction is not None:
        of_day = range(bisect_right(items, key.day, key=_day) - 1, bisect_left(items, key.day, key=_day) - 1, -1)
        found = (items[at].key.moment for at in of_day if transaction_of(items[at].recorded.entry) == transaction)
        key = key._replace(moment=next(found, key.moment))
    place = bisect_left(items, key, key=_key)
    items.insert(place, Item(key, new))
    return place


def remake(
    items: Row[Item],
    touched: Sequence[Recorded],
    known: Mapping[str, Recorded],
    automatic: Iterable[Recorded],
    edits: Mapping[str, Recorded],
) -> int:
    """Make a timeline again from the first day on which anything `touched` stands or stood.

    It is made to its end, of new items: two timelines share the very same items up to where they part, and none after.

    Answers from which place it is another one, or something touched stands there. `known` are all entries by id,
    `automatic` the recorded automatic conversions; what is no longer known falls out.
    """
    first = min((one.entry.effective for one in touched), default=date.max)
    start = bisect_left(items, first, key=_day)
    before, of = items[start:], {one.id for one in touched}
    names = dict.fromkeys([*(item.recorded.id for item in before), *of])
    again = timeline([*(known[name] for name in names if name in known), *automatic], edits)
    items[start:] = again
    for was, item in zip(before, again, strict=False):
        if item.recorded.id in of or was != item:
            break
        start += 1
    return start


def standing_edits(edits: Sequence[Recorded]) -> dict[str, Recorded]:
    """The edit that stands for each entry edited, by the entry's id: the latest."""
    return {one.entry.entry: one for one in edits if isinstance(one.entry, EDITS)}


def as_edited(recorded: Recorded, edit: Recorded | None) -> Recorded | None:
    """An entry as an edit leaves it: itself, as it should have been, or not at all.

    A corrected conversion is delivered anew, so the delivery is the one written down with the correction; and it was
    judged by the edition of the readings by which the correction was.
    """
    if edit is None:
        return recorded
    if isinstance(edit.entry, EntryCorrected):
        entry = cast("AnyEntry", edit.entry.with_)
        return replace(recorded, entry=entry, delivery=edit.delivery, edition=edit.edition)
    return None


def order_of_dates(entries: Sequence[AnyEntry]) -> list[int]:
    """The places of entries recorded at once in the order in which they are judged: that of their dates.

    Those of one date stay as they were given. Voids and corrections keep their places, and others are put in order
    between them: what an edit names has to stand before it, whatever the dates. So has what a document is attached to,
    and documents come behind all else that stands between two edits.
    """
    order: list[int] = []
    between: list[int] = []
    for place, entry in enumerate(entries):
        if isinstance(entry, EDITS):
            order += [*_in_order(entries, between), place]
            between = []
        else:
            between.append(place)
    return [*order, *_in_order(entries, between)]


def _in_order(entries: Sequence[AnyEntry], places: Iterable[int]) -> list[int]:
    def when(place: int) -> tuple[bool, date]:
        return isinstance(entries[place], DocumentAttached), entries[place].effective

    return sorted(places, key=when)


def is_edit(recorded: Recorded) -> bool:
    """Whether an entry edits the record instead of standing in the timeline."""
    return isinstance(recorded.entry, EDITS)


def in_timeline(recorded: Recorded) -> bool:
    """Whether an entry, as it now stands, has a place in the timeline, rather than being about the record."""
    return not isinstance(recorded.entry, ABOUT_THE_RECORD)


def transaction_of(entry: Entry) -> str | None:
    """The name of the integral transaction that an entry belongs to (A6)."""
    return entry.transaction if isinstance(entry, Issuing) else None


def issues_series_d(entry: Entry) -> bool:
    """Whether an entry brings Series D into being, and so starts the protection of 4E (A58)."""
    return isinstance(entry, SeriesDIssued) or (isinstance(entry, OpeningBalance) and bool(entry.series_d))


def first_series_d(items: Iterable[Item]) -> date | None:
    """The date of the first Series D."""
    return next((item.key.day for item in items if issues_series_d(item.recorded.entry)), None)


def certificate(items: Iterable[Item]) -> CertificateAdopted | None:
    """The certificate, when it has been recorded."""
    found = (item.recorded.entry for item in items)
    return next((entry for entry in found if isinstance(entry, CertificateAdopted)), None)


def _day(item: Item) -> date:
    return item.key.day


def _position(recorded: Recorded) -> int:
    return recorded.position


def _key(item: Item) -> Key:
    return item.key
