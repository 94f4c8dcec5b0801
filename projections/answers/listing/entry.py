"""An entry as it is listed: with both of its dates, how it now stands, and what edited it or what it edits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple

from ledger.events import (
    AnyEntry,
    DocumentAttached,
    EntryCorrected,
    EntryVoided,
    SeriesDAutoConverted,
    SeriesDConverted,
)
from ledger.events.terms import Terms
from ledger.log.documents import Attached
from ledger.log.recorded import Delivery, Recorded
from ledger.log.recordings import Recording
from ledger.log.spellings import Kind, names_in
from ledger.log.timeline import EDITS
from projections.members import Hidden, Maybe, Name, Spread, member


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
    by: Hidden[Recording | None] = None
    """With which recording it came; none where it was there before the ledger kept them."""
    series: Hidden[str] = field(default=Terms().series, compare=False)
    """What the certificate calls the series."""

    @property
    @member(before="now")
    def recorded_by(self) -> Maybe[str]:
        """Who recorded it, where that is known."""
        return None if self.by is None else self.by.by.recorded_by

    @property
    @member(before="now")
    def recording(self) -> Maybe[int]:
        """The number of the recording that it is of, where that is known; `seriesd recordings` has it."""
        return None if self.by is None else self.by.position

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
    def versions(self) -> list[AnyEntry]:
        """It as recorded and as it now stands: once, where that is the same."""
        return [self.recorded.entry] if self.now in (None, self.recorded.entry) else [self.recorded.entry, self.now]

    @property
    def lacks_source(self) -> bool:
        """Whether nothing says where it is known from: it names no source, and no document is attached to it.

        What the ledger wrote down by itself needs none, and a document is one.
        """
        if self.attached or isinstance(self.recorded.entry, SeriesDAutoConverted | DocumentAttached):
            return False
        return all(one.source is None for one in self.versions)

    @property
    def named(self) -> set[tuple[Kind, str]]:
        """Whom and what it names."""
        return {pair for entry in self.versions for pair in names_in(entry)}

    @property
    def is_edit_or_edited(self) -> bool:
        """Whether it was voided or corrected, or did that to another."""
        return bool(self.edited_by) or self.edits is not None

    @property
    def day(self) -> date:
        """When it takes effect, as it now stands; of what is voided, when it would have."""
        return (self.now or self.recorded.entry).effective


class Place(NamedTuple):
    """An entry in the log: its name, its type, when it takes effect as recorded, and when it was recorded."""

    position: int
    id: str
    type: str
    effective: date
    recorded_at: datetime


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
