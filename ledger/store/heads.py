"""The head of a whole store as it ended with the recording of an entry: what a report that rests on it stands on.

That, and not the head of the day on which somebody asks: the same log gives the same report, whatever else is recorded.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eventsourcing.persistence import StoredEvent

from ledger.log.recordings import STREAM, Recording, StoreHead, head_after, recordings_in, unseal_recording
from ledger.log.seals import ORIGIN
from ledger.log.streams import stream_of
from ledger.store.store import Store

_AT_ONCE = 64


def head_with(store: Store, company: str, position: int) -> StoreHead | None:
    """The head of the store after the recording that an entry is of; of what was there before any, the first one.

    None where the store keeps no recordings yet. Raises `CorruptLedgerError` where one is not as it was sealed.
    """
    stream = stream_of(company)
    first = None
    for event in _backwards(store):
        one, _ = unseal_recording(event.state, position=event.originator_version, previous=None)
        if any(span.stream == stream and span.first <= position <= span.last for span in one.of):
            return head_after(one, event.state)
        first = head_after(one, event.state)
    return first


def _backwards(store: Store) -> Iterator[StoredEvent]:
    """The recordings from the last one back."""
    last: Sequence[StoredEvent] = store.select(STREAM, desc=True, limit=1)
    yield from last
    before = last[0].originator_version - 1 if last else 0
    while before > 0:
        after = max(before - _AT_ONCE, 0)
        found = store.select(STREAM, gt=after, limit=before - after)
        yield from reversed(found)
        before = after


class Ended(NamedTuple):
    """A recording, the hash of the one before it, and the head of the store as it ended with it."""

    recording: Recording
    previous: str
    head: StoreHead


def recordings_with_heads(store: Store) -> list[Ended]:
    """All recordings from the first on, the chain of them checked. Raises `CorruptLedgerError`."""
    events = store.select(STREAM)
    found: list[Ended] = []
    previous = ORIGIN
    for event, (one, digest) in zip(events, recordings_in(one.state for one in events), strict=True):
        found.append(Ended(one, previous, head_after(one, event.state)))
        previous = digest
    return found
