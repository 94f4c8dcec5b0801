"""A stream of sealed documents: what it is called, where it ends, and the list that names it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from eventsourcing.persistence import StoredEvent

from ledger.log.recorded import ORIGIN, CorruptLedgerError
from ledger.log.recordings import Recording, unseal_recording
from ledger.store.address import COMPANIES, stream_of
from ledger.store.backend import Select, StoreError
from ledger.store.mapper import event_hash

_COMPANY_TOPIC = "seriesd.company.v1"
_MOST_CHARACTERS = 200
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Stream(NamedTuple):
    """A stream of sealed documents: its id, what it is called, and under which name and topic which stream lists it."""

    id: str
    called: str
    directory: str
    topic: str
    name: str


class Tail(NamedTuple):
    """What is appended to a stream behind an event with this position and hash."""

    stream: Stream
    events: Sequence[StoredEvent]
    end: tuple[int, str]


def company_stream(company: str) -> Stream:
    """The stream of a company's log. Raises `StoreError` when this cannot be the name of a company."""
    if not 0 < len(company) <= _MOST_CHARACTERS or _UNWRITABLE.search(company):
        raise StoreError(f"{company[:_MOST_CHARACTERS]!r} cannot be the name of a company")
    return Stream(stream_of(company), company, COMPANIES, _COMPANY_TOPIC, company)


def listed_in(events: Sequence[StoredEvent], called: str) -> list[str]:
    """The names in a list, in order.

    Raises `CorruptLedgerError` where it has a gap, cannot be read or names one twice.
    """
    found = []
    for place, event in enumerate(events, start=1):
        try:
            found.append(event.state.decode())
        except (UnicodeDecodeError, AttributeError):
            raise CorruptLedgerError(called, place, "cannot be read") from None
        if event.originator_version != place:
            raise CorruptLedgerError(called, place, "is missing")
    for place, name in enumerate(found, start=1):
        if not name or _UNWRITABLE.search(name):
            raise CorruptLedgerError(called, place, "names what can be no name")
    if len(set(found)) != len(found):
        place = next(place for place, name in enumerate(found, start=1) if name in found[: place - 1])
        raise CorruptLedgerError(called, place, "names what was named before")
    return found


def list_entry(select: Select, stream: Stream) -> list[StoredEvent]:
    """What names a stream in its list; nothing where it is named already."""
    listed = listed_in(select(stream.directory), stream.directory)
    if stream.name in listed:
        return []
    return [StoredEvent(stream.directory, len(listed) + 1, stream.topic, stream.name.encode())]


def end_of(select: Select, stream: Stream) -> tuple[int, str]:
    """The position and the hash of the last event of a stream; 0 and `ORIGIN` when there is none."""
    for last in select(stream.id, desc=True, limit=1):
        return last.originator_version, event_hash(stream.called, last)
    return 0, ORIGIN


def read_recording(event: StoredEvent, previous: str | None) -> tuple[tuple[Recording, str], str]:
    """The recording in a stored event with its hash, and the hash once more, for the next."""
    one, digest = unseal_recording(event.state, position=event.originator_version, previous=previous)
    return (one, digest), digest
