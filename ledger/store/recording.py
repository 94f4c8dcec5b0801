"""How a recording is closed: behind its events comes the document that says who wrote them, and the hash of it all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsourcing.persistence import StoredEvent

from ledger.log.merkle import Peaks
from ledger.log.recordings import (
    CALLED,
    STREAM,
    TOPIC,
    By,
    Recording,
    Signer,
    leaf,
    seal_recording,
    spans_of,
    unseal_recording,
)
from ledger.log.seals import ORIGIN
from ledger.store.backend import Select
from ledger.store.mapper import event_hash

UNNAMED = By()


@dataclass(frozen=True, slots=True)
class Author:
    """Who records and why, and what signs for it, where it is to be signed."""

    by: By = UNNAMED
    signer: Signer | None = None


NOBODY = Author()
"""Who is not named."""


def leaf_of(event: StoredEvent) -> bytes:
    """The hash of a stored event as a leaf of the tree over the store."""
    return leaf(str(event.originator_id), event.originator_version, event.topic, event.state)


def last_recording(select: Select) -> tuple[Recording, StoredEvent] | None:
    """The recording at the end of the store, with its event; nothing where none was made yet."""
    for event in select(STREAM, desc=True, limit=1):
        return unseal_recording(event.state, position=event.originator_version, previous=None)[0], event
    return None


def closing(
    events: Sequence[StoredEvent],
    last: tuple[Recording, StoredEvent] | None,
    at: datetime,
    author: Author,
    standing: Callable[[], Iterable[StoredEvent]],
) -> StoredEvent:
    """The document of a recording of these events, behind the last; `standing` is what a store without one holds."""
    if last is None:
        position, previous = 1, ORIGIN
        before = Peaks().and_then(map(leaf_of, standing()))
        adopted = before.size
    else:
        one, event = last
        position, previous, adopted = one.position + 1, event_hash(CALLED, event), 0
        before = one.before.and_then([leaf_of(event)])
    made = Recording(
        position, at, author.by, spans_of(map(_place, events)), before.and_then(map(leaf_of, events)), adopted
    )
    return StoredEvent(STREAM, position, TOPIC, seal_recording(made, previous, author.signer)[0])


def _place(event: StoredEvent) -> tuple[str, int]:
    return str(event.originator_id), event.originator_version


def recorded_end(recordings: Iterable[Recording], stream: str) -> int | None:
    """Up to which position these recordings wrote a stream, the last of them first; None where none of them did."""
    return next((span.last for one in recordings for span in reversed(one.of) if span.stream == stream), None)
