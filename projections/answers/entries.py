"""The record as a list: every entry with both of its dates, how it now stands, and what edited it or what it edits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple

from ledger.clauses.adjustment.options import UNKNOWN_RIGHT
from ledger.events import AnyEntry, EntryCorrected, EntryVoided, SeriesDAutoConverted, SeriesDConverted
from ledger.log.documents import Attached, attached
from ledger.log.recorded import Delivery, Recorded
from ledger.log.spellings import names_in
from ledger.log.timeline import EDITS, as_edited, in_timeline
from ledger.names import near, one_of
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.members import Answer, Hidden, Maybe, Name, Spread, member

UNKNOWN_HOLDER = refuses(
    "unknown_holder",
    "",
    "A holder is somebody who has held something by that day.",
    "Check the name, or ask of a later day.",
)

Order = Literal["timeline", "recorded"]

_HOLDERS = ("holder", "from_", "to", "into", "register_to")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the record. `now` is what stands in its place: itself, its correction, or nothing once it is voided.

    `edited_by` are the edits of it, the latest last; `edits` is what it edits itself; `late` is whether it takes effect
    before an entry that was recorded earlier; `attached` are the documents that belong to it.
    """

    recorded: Hidden[Recorded]
    now: AnyEntry | None
    edited_by: Hidden[tuple[Recorded, ...]]
    late: bool
    attached: Hidden[tuple[Attached, ...]] = ()

    @property
    @member()
    def documents(self) -> Maybe[list[str]]:
        """The entries that attach documents to it, by id, where there are any."""
        return [one.by.id for one in self.attached] or None

    @property
    @member(before="now")
    def place(self) -> "Spread[Place]":
        """Its place in the log."""
        one = self.recorded
        return Place(one.position, one.id, one.entry.type, one.entry.effective, one.recorded_at)

    @property
    @member(before="now")
    def entry(self) -> AnyEntry:
        """The entry as it was recorded."""
        return self.recorded.entry

    @property
    @member(before="late")
    def edits(self) -> str | None:
        """The entry that this one voids or corrects."""
        return self.recorded.entry.entry if isinstance(self.recorded.entry, EDITS) else None

    @property
    @member(before="late")
    def state(self) -> Literal["stands", "voided", "corrected"]:
        """What has become of it."""
        if self.now is None:
            return "voided"
        return "corrected" if self.edited_by else "stands"

    @property
    @member(before="late")
    def edit_ids(self) -> Annotated[list[str], Name("edited_by")]:
        """The ids of the edits of it, the latest last."""
        return [one.id for one in self.edited_by]

    @property
    @member()
    def written_by_ledger(self) -> bool:
        """Whether it is an automatic conversion, which nobody enters."""
        return isinstance(self.recorded.entry, SeriesDAutoConverted)

    @property
    @member()
    def delivery(self) -> Delivery | None:
        """What the ledger wrote down with a conversion."""
        return self.recorded.delivery

    @property
    @member()
    def assumed(self) -> Maybe[bool]:
        """Of a conversion, whether nobody stated how many shares were delivered: the ledger assumes what it made."""
        return is_assumed(self.recorded)

    @property
    def day(self) -> date:
        """When it takes effect, as it now stands; of what is voided, when it would have."""
        return (self.now or self.recorded.entry).effective


@dataclass(frozen=True, slots=True)
class Entries(Answer):
    """The entries of the record that were asked for."""

    entries: Sequence[Listed]


class Place(NamedTuple):
    """An entry in the log: its name, its type, when it takes effect as recorded, and when it was recorded."""

    position: int
    id: str
    type: str
    effective: date
    recorded_at: datetime


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
    """The entries of a log that are wanted: in the order in which they take effect, or in that of recording.

    Raises `Refusal` where a holder or a right is asked for that no entry names.
    """
    wanted = None if wanted is None else _by_known_names(wanted, log)
    found = [one for one in _all(log) if wanted is None or wanted.wants(one)]
    # within a day the order recorded is the order of events
    return sorted(found, key=lambda one: (one.day, one.recorded.position)) if order == "timeline" else found


def _by_known_names(wanted: Filter, log: Sequence[Recorded]) -> Filter:
    if wanted.holder is None and wanted.right is None:
        return wanted
    names = {pair for one in log for pair in names_in(one.entry)}
    holders, rights = (sorted(name for what, name in names if what == kind) for kind in ("holder", "right"))
    holder = None if wanted.holder is None else one_of(wanted.holder, holders)
    right = None if wanted.right is None else one_of(wanted.right, rights)
    if wanted.holder is not None and holder is None:
        unknown = f"no entry names a holder {wanted.holder!r}{near(wanted.holder, holders)}"
        raise Refusal(UNKNOWN_HOLDER, unknown)
    if wanted.right is not None and right is None:
        unknown = f"no entry names a right {wanted.right!r}{near(wanted.right, rights)}"
        raise Refusal(UNKNOWN_RIGHT, unknown, clause="")
    return replace(wanted, holder=holder, right=right)


def _all(log: Sequence[Recorded]) -> list[Listed]:
    edits: dict[str, list[Recorded]] = {}
    for one in log:
        if isinstance(one.entry, EDITS):
            edits.setdefault(one.entry.entry, []).append(one)
    documents: dict[str, list[Attached]] = {}
    for document in attached(log):
        documents.setdefault(document.document.entry, []).append(document)
    latest, found = date.min, []
    for one in log:
        edited_by = edits.get(one.id, [])
        standing = as_edited(one, edited_by[-1] if edited_by else None)
        is_fact = in_timeline(one) and not isinstance(one.entry, SeriesDAutoConverted)
        late = is_fact and one.entry.effective < latest
        belonging = tuple(documents.get(one.id, ()))
        now = None if standing is None else standing.entry
        found.append(Listed(one, now, tuple(edited_by), late, belonging))
        latest = max(latest, one.entry.effective) if is_fact else latest
    return found


def _words(entry: AnyEntry) -> Mapping[str, Any]:
    """The fields of an entry by name; an edit speaks of what it puts in the place of another."""
    if isinstance(entry, EntryCorrected):
        return dict(entry.with_) | {"type": entry.type}
    return dict(entry)


def _of(words: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    return [words[name] for name in names if name in words]


def is_assumed(recorded: Recorded) -> bool | None:
    """Whether the number delivered by a conversion, or by a corrected one, is assumed; None of all else."""
    entry = recorded.entry
    made = entry.with_ if isinstance(entry, EntryCorrected) else entry
    if isinstance(made, SeriesDAutoConverted):
        return True
    if recorded.delivery is None or not isinstance(made, SeriesDConverted):
        return None
    return made.common_shares is None


def reason_of(edit: Recorded) -> str:
    """Why an entry was edited."""
    return edit.entry.reason if isinstance(edit.entry, EntryVoided | EntryCorrected) else ""


def leaves(node: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of an entry as it is written, by dotted name."""
    for name, value in node.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
