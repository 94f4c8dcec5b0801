"""The record as a list: every entry with both of its dates, how it now stands, and what edited it or what it edits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ledger.events import AnyEntry, EntryCorrected, EntryVoided, SeriesDAutoConverted, write_entry
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS, as_edited

Order = Literal["timeline", "recorded"]

_HOLDERS = ("holder", "from_", "to", "register_to")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the record. `now` is what stands in its place: itself, its correction, or nothing once it is voided.

    `edited_by` are the edits of it, the latest last; `edits` is what it edits itself; `late` is whether it takes effect
    before an entry that was recorded earlier.
    """

    recorded: Recorded
    now: AnyEntry | None
    edited_by: tuple[Recorded, ...]
    late: bool

    @property
    def edits(self) -> str | None:
        """The entry that this one voids or corrects."""
        return self.recorded.entry.entry if isinstance(self.recorded.entry, EDITS) else None

    @property
    def state(self) -> Literal["stands", "voided", "corrected"]:
        """What has become of it."""
        if self.now is None:
            return "voided"
        return "corrected" if self.edited_by else "stands"

    @property
    def day(self) -> date:
        """When it takes effect, as it now stands; of what is voided, when it would have."""
        return (self.now or self.recorded.entry).effective


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted; each condition given must hold, of the entry as recorded or as it now stands."""

    since: date | None = None
    until: date | None = None
    types: Sequence[str] = ()
    holder: str | None = None
    right: str | None = None
    edited: bool = False

    def wants(self, one: Listed) -> bool:
        """Whether an entry is wanted."""
        versions = [_words(entry) for entry in (one.recorded.entry, one.now) if entry is not None]
        return (
            (self.since is None or one.day >= self.since)
            and (self.until is None or one.day <= self.until)
            and (not self.types or any(words["type"] in self.types for words in versions))
            and (self.holder is None or any(self.holder in _of(words, _HOLDERS) for words in versions))
            and (self.right is None or any(words.get("right") == self.right for words in versions))
            and (not self.edited or bool(one.edited_by) or one.edits is not None)
        )


def listed(log: Sequence[Recorded], order: Order = "timeline", wanted: Filter | None = None) -> list[Listed]:
    """The entries of a log that are wanted: in the order in which they take effect, or in that of recording."""
    found = [one for one in _all(log) if wanted is None or wanted.wants(one)]
    # within a day the order recorded is the order of events
    return sorted(found, key=lambda one: (one.day, one.recorded.position)) if order == "timeline" else found


def listed_json(found: Iterable[Listed]) -> dict[str, Any]:
    """The answer of the verb `entries`."""
    return {"entries": [_one_json(one) for one in found]}


def _all(log: Sequence[Recorded]) -> list[Listed]:
    edits: dict[str, list[Recorded]] = {}
    for one in log:
        if isinstance(one.entry, EDITS):
            edits.setdefault(one.entry.entry, []).append(one)
    latest, found = date.min, []
    for one in log:
        edited_by = edits.get(one.id, [])
        standing = as_edited(one, edited_by[-1] if edited_by else None)
        is_fact = not isinstance(one.entry, (*EDITS, SeriesDAutoConverted))
        late = is_fact and one.entry.effective < latest
        found.append(Listed(one, None if standing is None else standing.entry, tuple(edited_by), late))
        latest = max(latest, one.entry.effective) if is_fact else latest
    return found


def _words(entry: AnyEntry) -> Mapping[str, Any]:
    """The fields of an entry by name; an edit speaks of what it puts in the place of another."""
    if isinstance(entry, EntryCorrected):
        return dict(entry.with_) | {"type": entry.type}
    return dict(entry)


def _of(words: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    return [words[name] for name in names if name in words]


def _one_json(one: Listed) -> dict[str, Any]:
    recorded, delivery = one.recorded, one.recorded.delivery
    return {
        "position": recorded.position,
        "id": recorded.id,
        "type": recorded.entry.type,
        "effective": recorded.entry.effective.isoformat(),
        "recorded_at": recorded.recorded_at.isoformat(),
        "state": one.state,
        "edited_by": [edit.id for edit in one.edited_by],
        "edits": one.edits,
        "late": one.late,
        "written_by_ledger": isinstance(recorded.entry, SeriesDAutoConverted),
        "entry": write_entry(recorded.entry),
        "now": None if one.now is None else write_entry(one.now),
        "delivery": delivery and {"converted": delivery.converted, "common_shares": delivery.common_shares},
    }


def reason_of(edit: Recorded) -> str:
    """Why an entry was edited."""
    return edit.entry.reason if isinstance(edit.entry, EntryVoided | EntryCorrected) else ""
