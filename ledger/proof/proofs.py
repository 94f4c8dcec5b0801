"""Proofs for those who have no ledger: that an entry stands under a head, and that one head goes on from another.

A proof is a JSON document that has all that is needed to follow it with SHA-256 alone: the events as they are stored,
to the last byte, and the hashes that lead from them to the head (`ledger.log.merkle`). A head is given with the event
that it ends with, the document of the last recording: that has the length and the peaks of all before it, and so binds
the length as well. What a proof shows it shows of its head; whose head that is, it cannot show: it has to be held
against one that was kept elsewhere.

Pure: events in, a document out, and back. What a document has to be is in `proof_forms`, whether it holds in `proved`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ledger.log.merkle import consistency_path, inclusion_path, root_of
from ledger.log.recordings import STREAM, Recording, StoreHead, head_after, leaf, unseal_recording
from ledger.log.seals import CorruptLedgerError

SCHEMA = "seriesd/proof/1"


class Event(NamedTuple):
    """An event as it is stored: its stream, its place there, what it is filed as, and its document."""

    stream: str
    position: int
    topic: str
    document: bytes

    @property
    def hash(self) -> bytes:
        """Its hash as a leaf."""
        return leaf(*self)


@dataclass(frozen=True, slots=True)
class Placed:
    """An event, at which place among all events of the store it stands, from 0, and the path from it to their hash."""

    event: Event
    index: int
    path: Sequence[bytes]


class Headed(NamedTuple):
    """A head, and the document of the recording that it ends with."""

    head: StoreHead
    recording: Event


class EntryProof(NamedTuple):
    """That an entry, and the recording that it was written with, stand under a head."""

    under: Headed
    entry: Placed
    recording: Placed


class Continuation(NamedTuple):
    """That what stands under a later head begins with all that stands under an earlier one."""

    earlier: Headed
    later: Headed
    path: Sequence[bytes]


Proof = EntryProof | Continuation


@dataclass(frozen=True, slots=True)
class Standing:
    """All events of a store in the order of writing, as far as its last recording goes, and their hashes."""

    events: Sequence[Event]
    hashes: Sequence[bytes]

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Standing":
        """The events of a store that ends with a recording, whose hash is that of what stands there.

        Raises `CorruptLedgerError` where it is not, and where nothing was recorded.
        """
        given = tuple(events)
        if given and given[-1].stream != STREAM:
            raise CorruptLedgerError("the store", len(given), "is of no recording, and stands behind the last one")
        made = cls(given, tuple(one.hash for one in given))
        made.headed(len(given))
        return made

    def headed(self, size: int) -> Headed:
        """The head of the store as it ended with so many events.

        Raises `LookupError` where no recording ended there, and `CorruptLedgerError` where the document of that
        recording says another thing than what stands before it.
        """
        if not 0 < size <= len(self.events) or self.events[size - 1].stream != STREAM:
            raise LookupError(f"no recording of this ledger ended with {size:,} events")
        event = self.events[size - 1]
        one = recording_in(event)
        if (one.before.size, one.before.root) != (size - 1, root_of(self.hashes[: size - 1])):
            raise CorruptLedgerError(STREAM, event.position, "is not of what stands before it")
        return Headed(StoreHead(size, root_of(self.hashes[:size]).hex()), event)

    def size_of(self, root: str) -> int:
        """How many events the store had when its head was this one.

        Raises `LookupError` where it never was, and `CorruptLedgerError` where a recording cannot be read.
        """
        for size, one in enumerate(self.events, start=1):
            if one.stream == STREAM and head_after(recording_in(one), one.document).root == root:
                return size
        raise LookupError(f"no recording of this ledger ended with the head {root}")

    def recording_of(self, index: int) -> int:
        """The index of the recording that the event at an index is of: the next one behind it, or it itself."""
        return next(at for at in range(index, len(self.events)) if self.events[at].stream == STREAM)


def prove_entry(standing: Standing, stream: str, position: int) -> EntryProof:
    """The proof that an event stands under the head of the store. Raises `LookupError` where there is no such event."""
    index = next(
        (at for at, one in enumerate(standing.events) if (one.stream, one.position) == (stream, position)), None
    )
    if index is None:
        raise LookupError(f"there is no position {position} in {stream}")
    under = standing.headed(len(standing.events))
    return EntryProof(under, _placed(standing, index), _placed(standing, standing.recording_of(index)))


def prove_continuation(standing: Standing, size: int) -> Continuation:
    """The proof that the store goes on from what it was when it had so many events. Raises as `Standing.headed`."""
    earlier = standing.headed(size)
    return Continuation(earlier, standing.headed(len(standing.events)), consistency_path(standing.hashes, size))


def recording_in(event: Event) -> Recording:
    """The recording in an event. Raises `CorruptLedgerError` where none is."""
    return unseal_recording(event.document, position=event.position, previous=None)[0]


def as_document(proof: Proof) -> dict[str, Any]:
    """A proof as JSON has it."""
    match proof:
        case EntryProof(under, entry, recording):
            parts = {"head": _headed(under), "entry": _of_placed(entry), "recording": _of_placed(recording)}
            return {"schema": SCHEMA, "kind": "entry", **parts}
        case Continuation(earlier, later, path):
            heads = {"earlier": _headed(earlier), "later": _headed(later)}
            return {"schema": SCHEMA, "kind": "continuation", **heads, "path": [one.hex() for one in path]}


def _placed(standing: Standing, index: int) -> Placed:
    return Placed(standing.events[index], index, inclusion_path(standing.hashes, index))


def _event(event: Event) -> dict[str, Any]:
    return {**event._asdict(), "document": event.document.decode()}


def _of_placed(one: Placed) -> dict[str, Any]:
    return {**_event(one.event), "index": one.index, "path": [each.hex() for each in one.path]}


def _headed(one: Headed) -> dict[str, Any]:
    return {"size": one.head.size, "root": one.head.root, **_event(one.recording)}
