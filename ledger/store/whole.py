"""Whether a whole store is what was written: every stream, every list and every number, against its recordings."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from eventsourcing.persistence import Notification

from ledger.log.merkle import Peaks
from ledger.log.recordings import CALLED, STREAM, TOPIC, Recording, StoreHead, leaf, spans_of, unseal_recording
from ledger.log.seals import ORIGIN, CorruptLedgerError, LaterFormatError, moment, sealed_hash
from ledger.log.streams import LISTS, list_that_names, stream_named
from ledger.store.backend import NoTextError
from ledger.store.store import Store, StoreError

_MOST_TOLD = 50


class Stood(NamedTuple):
    """A recording, the head of the store as it ended with it, and the hash of the one before, where that is known."""

    recording: Recording
    head: StoreHead
    previous: str | None = None


@dataclass(slots=True)
class Whole:
    """What was found of a store: how many events, its recordings with the heads after them, and all that is wrong.

    `adopted` is how many events were written before the store kept recordings; all of them, where it keeps none yet.
    """

    events: int = 0
    stood: list[Stood] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    adopted: int = 0
    last: dict[str, int] = field(default_factory=dict)
    """The position of the last event of each stream."""
    found: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Of the hashes of single events that were looked for, those that are here: the stream and the position of each."""

    @property
    def head(self) -> StoreHead | None:
        """The head of the store; none before the first recording."""
        return self.stood[-1].head if self.stood else None


def examine_whole(store: Store, wanted: Collection[str] = ()) -> Whole:
    """Read the whole store once, in the order in which it was written, and look for the hashes of single events.

    Raises `StoreError` where it cannot be read, and `LaterFormatError` where a later version of the program wrote it.
    """
    found = Whole(faults=store.database_faults())
    reading = Reading(found, frozenset(wanted))
    try:
        for event in store.rows():
            reading.take(event)
        reading.end(store.version())
    except (StoreError, NoTextError) as error:
        if not found.faults and isinstance(error, StoreError):
            raise
        found.faults.append(f"{error}: what stands behind event {found.events:,} cannot be read")
    found.faults[_MOST_TOLD:] = [f"and {len(found.faults) - _MOST_TOLD:,} more"] if found.faults[_MOST_TOLD:] else []
    return found


def _moment_in(state: bytes) -> bytes | None:
    """The moment that a sealed document ends with, without reading it; a name in a list has none."""
    _, found, rest = state.rpartition(b'"recorded_at":"')
    return rest.partition(b'"')[0] if found else None


def _has_content(event: Notification) -> bool:
    """A database that was tampered with can hold anything."""
    held: tuple[object, ...] = (event.state, event.topic)
    return isinstance(held[0], bytes) and isinstance(held[1], str)


@dataclass(slots=True)
class Reading:
    """How far one has read a store, and what is to be expected; what is wrong comes to stand in `found`.

    A recording of a later version of the program is no fault, and what it says cannot be held against anything; whether
    it is the one that was written, the next one says.
    """

    found: Whole
    wanted: frozenset[str] = frozenset()
    before: Peaks = field(default_factory=Peaks)
    leaves: list[bytes] = field(default_factory=list)
    since: list[tuple[str, int]] = field(default_factory=list)
    """Where the events behind the last recording stand."""
    moment: bytes | None = None
    """Of the last of them that has a moment."""
    previous: str | None = ORIGIN
    lists: dict[str, list[str]] = field(default_factory=dict)
    later: LaterFormatError | None = None

    def take(self, event: Notification) -> None:
        """One event more."""
        self.found.events += 1
        stream, state = str(event.originator_id), event.state
        if not _has_content(event):
            place = f"event {event.id} of the store, position {event.originator_version} of {stream}"
            self._wrong(f"{place}, holds no bytes, or no name of its kind")
            return
        self._in_a_row(stream, event.originator_version)
        if stream.startswith(LISTS):
            self.lists.setdefault(stream, []).append(state.decode(errors="backslashreplace"))
        if self.wanted and (digest := sealed_hash(state)) in self.wanted:
            self.found.found[digest or ""] = stream, event.originator_version
        if stream == STREAM:
            self._recording(event)
        else:
            self.since.append((stream, event.originator_version))
            self.moment = _moment_in(state) or self.moment
        self.leaves.append(leaf(stream, event.originator_version, event.topic, state))

    def end(self, version: int | None) -> None:
        """Nothing comes after. Raises `LaterFormatError` where nothing is wrong, and a later version wrote of it."""
        if self.later is None:
            self._of_no_recording(version)
        self.found.faults.extend(self._unlisted())
        if self.later is not None:
            if not self.found.faults:
                raise self.later
            self._wrong(str(self.later))

    def _of_no_recording(self, version: int | None) -> None:
        if not self.found.stood:
            self.found.adopted = self.found.events
            if version is not None and self.found.events:
                self._wrong("the recordings are gone: this store kept them")
        elif version is None:
            self._wrong("the database does not say that its store keeps recordings, as it did")
        elif len(self.leaves) > 1:  # the document of the last recording is the first of these
            more = len(self.leaves) - 1
            what = "1 event of no recording stands" if more == 1 else f"{more:,} events of no recording stand"
            self._wrong(f"{what} behind the last recording: a ledger writes none without one")

    def _wrong(self, said: str) -> None:
        self.found.faults.append(said)

    def _in_a_row(self, stream: str, position: object) -> None:
        expected = self.found.last.get(stream, 0) + 1
        if position != expected:
            self._wrong(f"{stream}: position {position} was written where {expected} comes")
        self.found.last[stream] = position if isinstance(position, int) else expected

    def _recording(self, event: Notification) -> None:
        position, previous = event.originator_version, self.previous
        try:
            one, self.previous = unseal_recording(event.state, position=position, previous=self.previous)
            if event.topic != TOPIC:
                self._wrong(f"{CALLED}: position {position} is filed as {event.topic}, which it is not")
        except LaterFormatError as error:
            self.later, self.previous = self.later or error, sealed_hash(event.state)
            return
        except CorruptLedgerError as error:
            self._wrong(str(error))
            self.previous = sealed_hash(event.state)
            return
        before = self.before.and_then(self.leaves)
        if before != one.before:
            since = f"since recording {position - 1}" if position > 1 else "before it"
            self._wrong(f"recording {position}: what stands {since} is not what stood there when it was made")
        else:
            self.found.faults.extend(f"recording {position}: {wrong}" for wrong in self._said_otherwise(one))
        # what follows is not to blame for it
        self.before, self.leaves, self.since, self.moment = one.before, [], [], None
        self.found.adopted = self.found.adopted or one.adopted
        whole = one.before.and_then([leaf(STREAM, position, TOPIC, event.state)])
        self.found.stood.append(Stood(one, StoreHead(whole.size, whole.root.hex()), previous))

    def _said_otherwise(self, one: Recording) -> Iterator[str]:
        """What a recording says of itself and is not so: of which events it is, and of which moment."""
        before = len(self.since) - sum(span.last - span.first + 1 for span in one.of)
        if one.adopted != (before if one.position == 1 else 0):
            yield f"it says that {one.adopted:,} events stood there before the first, which is not so"
        elif spans_of(self.since[one.adopted :]) != one.of:
            yield "it says that it is of other events than stand there"
        if self.moment is not None and self.moment != moment(one.recorded_at).encode():
            yield "it says that it was made at another moment than its events"

    def _unlisted(self) -> Iterator[str]:
        """Streams that no list names, names without a stream, and streams that no ledger has."""
        named_in = {directory: Counter(names) for directory, names in self.lists.items()}
        for stream in self.found.last:
            where = list_that_names(stream)
            if where is not None and where[1] not in named_in.get(where[0], ()):
                yield f"there is a stream {stream!r} that no list names"
            if where is None and stream != STREAM and stream not in self.lists:
                yield f"there is a stream {stream!r}, and no ledger has one"
        for directory, names in named_in.items():
            for name, times in names.items():
                named = stream_named(directory, name)
                if named is None:
                    yield f"there is a list {directory!r}, and no ledger has one"
                elif named not in self.found.last:
                    yield f"the list {directory!r} names {name!r}, and nothing of it is there"
                if times > 1:
                    yield f"the list {directory!r} names {name!r} more than once"
