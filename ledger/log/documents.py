"""The documents of a record: what is attached to its entries, as it now stands."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.events import DocumentAttached, EntryCorrected
from ledger.log.recorded import Recorded
from ledger.log.timeline import as_edited, is_edit, standing_edits


class Attached(NamedTuple):
    """A document that is attached to an entry: by what was recorded, and what that says now."""

    by: Recorded
    document: DocumentAttached


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


def hashes_named(log: Iterable[Recorded]) -> set[str]:
    """The hashes of all documents that a record names, also of those that are no longer attached."""
    said = (one.entry.with_ if isinstance(one.entry, EntryCorrected) else one.entry for one in log)
    return {one.sha256 for one in said if isinstance(one, DocumentAttached)}
