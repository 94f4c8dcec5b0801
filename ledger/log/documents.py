"""The documents of a record: what is attached to its entries, as it now stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.events import DocumentAttached, EntryCorrected
from ledger.log.recorded import Recorded
from ledger.log.timeline import as_edited, is_edit, standing_edits


class Attached(NamedTuple):
    """A document that is attached to an entry: by what was recorded, and what that says now."""

    by: Recorded
    document: DocumentAttached

    def needs(self, sha256: str) -> bool:
        """Whether it has to have the file with this hash: it is of it, and was not disposed of."""
        return self.document.sha256 == sha256 and self.document.disposed is None


def attached(log: Iterable[Recorded]) -> Iterator[Attached]:
    """The documents attached to entries, in the order of recording; without those whose attachment is voided.

    What became of an entry itself changes nothing: what is voided or corrected keeps its documents.
    """
    log = list(log)
    edits = standing_edits([one for one in log if is_edit(one)])
    for one in log:
        stands = as_edited(one, edits.get(one.id))
        if stands is not None and isinstance(stands.entry, DocumentAttached):
            yield Attached(one, stands.entry)


@dataclass(slots=True)
class Named:
    """The files that records name, entry by entry: of which hash and size, without those that were disposed of."""

    sizes: dict[str, int] = field(default_factory=dict)
    said: dict[tuple[str, str], DocumentAttached] = field(default_factory=dict)

    def note(self, company: str, one: Recorded) -> None:
        """One entry more."""
        self.sizes |= sizes_named([one])
        edited = one.entry.entry if isinstance(one.entry, EntryCorrected) else one.id
        now = one.entry.with_ if isinstance(one.entry, EntryCorrected) else one.entry
        if isinstance(now, DocumentAttached):
            self.said[company, edited] = now

    def kept(self) -> dict[str, int]:
        """The sizes by hash of those that are to be there."""
        gone = {one.sha256 for one in self.said.values() if one.disposed is not None}
        gone -= {one.sha256 for one in self.said.values() if one.disposed is None}
        return {digest: size for digest, size in self.sizes.items() if digest not in gone}


def hashes_named(log: Iterable[Recorded]) -> set[str]:
    """The hashes of all documents that a record names, also of those that are no longer attached."""
    return {*sizes_named(log)}


def sizes_named(log: Iterable[Recorded]) -> dict[str, int]:
    """The same hashes, each with the size in bytes of what has it."""
    said = (one.entry.with_ if isinstance(one.entry, EntryCorrected) else one.entry for one in log)
    return {one.sha256: one.size for one in said if isinstance(one, DocumentAttached)}
