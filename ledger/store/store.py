"""The store: where the ledger package touches the world, and nowhere else.

A ledger is one table of events in SQLite or PostgreSQL, kept by the recorders of the `eventsourcing` library: a stream
for each company, whose versions are the positions of its log, and a stream that lists the companies. Of the library we
use what stores (table, versions, notification log) and not what interprets: its mapper makes an object of whatever it
finds, also of what was altered, and ties the stored bytes to the names of Python classes. What we store is the sealed
document of `ledger.log.recorded`, and nothing that is read is used before its seal is checked.

An append is one transaction, whatever its size, in which nobody else writes; it ends with the document of its recording
(`ledger.log.recordings`). Of two writers who read the same log, one finds that it no longer ends there.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Self

from eventsourcing.persistence import Notification, StoredEvent

from ledger.log.recorded import ORIGIN, CorruptLedgerError, Recorded, sealed_hash
from ledger.log.recordings import CALLED, STREAM, Recording, StoreHead, head_after, unseal_recording
from ledger.store.address import COMPANIES, company_of
from ledger.store.backend import NotKeptError, Place, Pulse, Recorder, StoreError, Writing, failing, not_kept
from ledger.store.mapper import event_hash, examine_log, read_chain, read_log, stored_log
from ledger.store.places import place_of
from ledger.store.recording import NOBODY, Author, closing, last_recording, recorded_end
from ledger.store.stream import Stream, Tail, company_stream, end_of, list_entry, listed_in, read_recording

__all__ = ["ConcurrentWriteError", "Store", "StoreError", "open_store"]

_LIST = "the list of companies"
_FEW_RECORDINGS = 20
_AT_ONCE = 10_000


class ConcurrentWriteError(StoreError):
    """The log does not end where it did when it was read: read it again and decide again."""


class Notice(NamedTuple):
    """An event of the notification log: its number, and the entry; without a company where it lists one."""

    number: int
    company: str | None
    position: int


class Examined(NamedTuple):
    """What can be read of a log, the hash of its last entry, and everything that is wrong with it, a sentence each."""

    log: list[Recorded]
    head: str
    faults: list[str]


class Store:
    """A ledger: the logs of its companies.

    No database is made before the first append. Close it when done, or use it as a context manager. Every method raises
    `StoreError` when the database fails or what is given cannot be the name of a company.
    """

    def __init__(self, place: Place, recorder: Recorder | None) -> None:
        self._place = place
        self._recorder = recorder
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connections to the database; whoever asks afterwards is refused."""
        self._closed = True
        if self._recorder is not None:
            self._recorder.close()

    @property
    def name(self) -> str:
        """Where the ledger is, as people call it: without a password."""
        return self._place.name

    def companies(self) -> list[str]:
        """The companies that have a log here, in the order of their first entries.

        Raises `CorruptLedgerError` when the list has a gap or cannot be read, or is gone.
        """
        found = self.listed(COMPANIES, _LIST)
        if not found and not self._looks_whole():
            raise CorruptLedgerError(_LIST, 1, "is missing, and something was recorded here")
        return found

    def head(self, company: str) -> tuple[int, str]:
        """The position and the hash of the last entry; 0 and `ORIGIN` when there is none.

        Raises `CorruptLedgerError` when the last entry was altered.
        """
        return self.end(company_stream(company))

    def read(self, company: str, *, after: int = 0) -> list[Recorded]:
        """What was recorded after this position, in order; from 0 on, the whole chain is checked.

        Raises `CorruptLedgerError` at the first entry that is missing or is not what was recorded.
        """
        if after == 0:
            return self._whole(company, behind=0)[0]
        events = self.select(company_stream(company).id, gt=after - 1)
        if not events:
            return []
        if events[0].originator_version != after:
            raise CorruptLedgerError(company, after, "is missing")
        return read_log(company, events[1:], after, event_hash(company, events[0]))

    def read_whole(self, company: str) -> tuple[list[Recorded], str]:
        """The whole log, its chain checked, and the hash of its last entry: both of one moment.

        Raises `CorruptLedgerError` at the first entry that is missing or is not what was recorded.
        """
        log, last = self._whole(company)
        return log, event_hash(company, last[0]) if last else ORIGIN

    def read_on(self, company: str, end: tuple[int, str]) -> tuple[list[Recorded], str] | None:
        """What was recorded behind a known end of a log, its position and hash, and the hash of what is last now.

        None where the log does not stand there, or not as it did. Raises `CorruptLedgerError` where what follows is not
        what was recorded.
        """
        position, head = end
        events = self.select(company_stream(company).id, gt=position - 1)
        if not events or events[0].originator_version != position or sealed_hash(events[0].state) != head:
            return None
        new = read_log(company, events[1:], position, head)
        for wrong in self._ends_otherwise(company, events):
            raise wrong
        return new, event_hash(company, events[-1])

    def _whole(self, company: str, *, behind: int | None = None) -> tuple[list[Recorded], Sequence[StoredEvent]]:
        """The whole log, and the last event of it where there is one."""
        log, last = self._chained(company, behind)
        if not last and company in self.companies():
            log, last = self._chained(company, behind)  # it was written since, and the list with it
            if not last:
                raise CorruptLedgerError(company, 1, "is missing, though the list of companies names it")
        for wrong in self._ends_otherwise(company, last):
            raise wrong
        return log, last

    def _chained(self, company: str, behind: int | None) -> tuple[list[Recorded], deque[StoredEvent]]:
        last = deque[StoredEvent](maxlen=1)
        return read_log(company, self._all_of(company_stream(company), behind, last), 0, ORIGIN), last

    def _all_of(self, stream: Stream, behind: int | None, last: deque[StoredEvent]) -> Iterator[StoredEvent]:
        """The events of a stream behind a position, or every one; the latest stands in `last`.

        They are read so many at a time: all of a long log, as it is stored, take as much memory as its entries do. What
        is recorded meanwhile stands behind what was read, and the chain goes on through it.
        """
        while events := self.select(stream.id, gt=behind, limit=_AT_ONCE):
            for one in events:
                last.append(one)
                yield one
            if len(events) < _AT_ONCE:
                return
            behind = events[-1].originator_version

    def _ends_otherwise(self, company: str, events: Sequence[StoredEvent]) -> Iterator[CorruptLedgerError]:
        """What is wrong where the recordings, which are read after the log, say that it ends elsewhere.

        The last few are asked; all where something was written without one or, in a file, where rows are missing.
        """
        if not events:
            return
        stream, last = str(events[-1].originator_id), events[-1].originator_version
        few = self._looks_whole()
        every = () if few else tuple(one for one, _ in reversed(self.recordings()))
        end = recorded_end(self._last_recordings() if few else every, stream)
        if end is None:  # it can have stood there before the first of them
            end = 0 if every and not every[-1].adopted else last
        if end > last and not self.select(stream, gt=last, limit=1):  # else it was just written
            yield CorruptLedgerError(company, last + 1, f"is missing: up to position {end} was recorded")
        if end < last:
            yield CorruptLedgerError(company, last, "is of no recording: no ledger wrote it")

    def hash_at(self, company: str, position: int) -> str | None:
        """The hash of the entry at a position, None where there is none.

        Raises `CorruptLedgerError` when it was altered.
        """
        events = self.select(company_stream(company).id, gt=position - 1, limit=1)
        return event_hash(company, events[0]) if events and events[0].originator_version == position else None

    def heads(self) -> dict[str, tuple[int, str]]:
        """The position and the hash of the last entry of every company that has a log, in one reading.

        Raises `CorruptLedgerError` where one of them was altered.
        """
        with failing(self._place):
            recorder = self._found()
            ends = recorder.ends() if recorder else ()
        named = ((company_of(str(one.originator_id)), one) for one in ends)
        return {name: (one.originator_version, event_hash(name, one)) for name, one in named if name is not None}

    def follow(self, after: int, limit: int) -> list[Notice]:
        """What was appended, to which log, after a number of the notification log: the next so many, in order."""
        with failing(self._place):
            recorder = self._found()
            found = recorder.select_notifications(after, limit, inclusive_of_start=False) if recorder else ()
        return [Notice(one.id, company_of(str(one.originator_id)), one.originator_version) for one in found]

    def latest(self) -> int:
        """The number of the latest event in the notification log; 0 when there is none."""
        with failing(self._place):
            recorder = self._found()
            return recorder.max_notification_id() or 0 if recorder else 0

    def pulse(self) -> Pulse:
        """What becomes another one as soon as anything is written or altered here; one answer where nothing is yet."""
        with failing(self._place):
            recorder = self._found()
            return recorder.pulse() if recorder else Pulse(0, None)

    def append(
        self, company: str, recorded: Sequence[Recorded], *, after: int, previous: str, author: Author = NOBODY
    ) -> str:
        """Append all of these, or none, behind the entry at `after` with the hash `previous`; the new head's hash.

        Raises `ConcurrentWriteError` when the log does not end there, and `ValueError` when the positions do not go
        on from there. After any other `StoreError` read again: the append can have happened and its answer be lost.
        """
        if any(one.position != after + number for number, one in enumerate(recorded, start=1)):
            raise ValueError(f"what is appended after position {after} must go on from there without a gap")
        stream = company_stream(company)
        events, head = stored_log(stream.id, company, recorded, previous)
        if events:
            self.insert(Tail(stream, events, (after, previous)), at=recorded[-1].recorded_at, author=author)
        return head

    def check(self, company: str) -> list[str]:
        """Everything that is wrong with the log of a company, a sentence each; nothing when it is untouched."""
        return self.examine(company).faults

    def examine(self, company: str) -> Examined:
        """The log of a company with all that is wrong with it: one reading."""
        try:
            events = self.select(company_stream(company).id)
        except CorruptLedgerError as error:
            return Examined([], "", [str(error)])
        log, found = examine_log(company, events)
        try:
            found += [] if found else map(str, self._ends_otherwise(company, events))
            if events and company not in self.companies():
                found.append(f"{company}: the list of companies does not name it")
        except CorruptLedgerError as error:
            found.append(str(error))
        head = ORIGIN if not events else "" if found else event_hash(company, events[-1])
        return Examined(log, head, found)

    # -- streams of sealed documents ------------------------------------------------------------------------------

    def listed(self, directory: str, called: str) -> list[str]:
        """The names in a list of streams, in order. Raises `CorruptLedgerError` when it has a gap or cannot be read."""
        return listed_in(self.select(directory), called)

    def end(self, stream: Stream) -> tuple[int, str]:
        """The position and the hash of the last event of a stream; 0 and `ORIGIN` when there is none."""
        return end_of(self.select, stream)

    def insert(self, *tails: Tail, at: datetime, author: Author = NOBODY) -> None:
        """Append to several streams, all or nothing, as one recording of this moment.

        Raises `ConcurrentWriteError` when one does not end there, and `CorruptLedgerError` where what stands there was
        altered.
        """

        def make(writing: Writing) -> Sequence[StoredEvent]:
            for stream, _, end in tails:
                if end_of(writing.select, stream) != end:
                    said = f"the log of {stream.called} no longer ends at position {end[0]}; read it again"
                    raise ConcurrentWriteError(said)
            listed = [event for tail in tails if tail.end[0] == 0 for event in list_entry(writing.select, tail.stream)]
            events = [*listed, *(event for tail in tails for event in tail.events)]
            return [*events, closing(events, last_recording(writing.select), at, author, writing.rows)]

        with failing(self._place, unless=NotKeptError):
            recorder = self._recorder = self._found() or self._place.make()
            try:
                recorder.write(make)
            except NotKeptError:
                raise not_kept(self._place.name) from None

    def recordings(self, after: int = 0) -> list[tuple[Recording, str]]:
        """The recordings behind a position with their hashes, the chain of them checked; from 0 on, the whole.

        Raises `CorruptLedgerError` at the first that is not what was sealed.
        """
        events = self.select(STREAM, gt=max(after - 1, 0))
        found = read_chain(CALLED, events, max(after - 1, 0), ORIGIN if after < 2 else None, read_recording)  # noqa: PLR2004
        return found[1:] if after else found

    def _last_recordings(self) -> Iterator[Recording]:
        """A few of the last recordings, the last first."""
        for one in self.select(STREAM, desc=True, limit=_FEW_RECORDINGS):
            yield unseal_recording(one.state, position=one.originator_version, previous=None)[0]

    def _looks_whole(self) -> bool:
        """Whether no rows are missing at first sight, and the last row is the document of a recording."""
        with failing(self._place):
            recorder = self._found()
            return recorder is None or recorder.looks_whole()

    def store_head(self) -> StoreHead | None:
        """How many events the store holds, and the hash of them all; none before the first recording."""
        last = last_recording(self.select)
        return None if last is None else head_after(last[0], last[1].state)

    def last_recording_number(self) -> int:
        """How many recordings there are."""
        return next((one.originator_version for one in self.select(STREAM, desc=True, limit=1)), 0)

    def last_recorded_at(self) -> datetime | None:
        """The moment of the last recording, of whatever company; none before the first."""
        last = last_recording(self.select)
        return None if last is None else last[0].recorded_at

    def clock(self) -> datetime | None:
        """What the clock says where the ledger is kept, in UTC; nothing where it cannot be asked."""
        return self._place.clock()

    def rows(self) -> Iterator[Notification]:
        """Every event of the store in the order in which they were written, read off the table and no index."""
        with failing(self._place):
            recorder = self._found()
            yield from recorder.rows() if recorder else ()

    def database_faults(self) -> list[str]:
        """What is wrong with the database itself, a sentence each."""
        with failing(self._place):
            recorder = self._found()
            return recorder.faults() if recorder else []

    def version(self) -> int | None:
        """The version of the store; none before the first recording."""
        with failing(self._place):
            recorder = self._found()
            return recorder.version() if recorder else None

    def _found(self) -> Recorder | None:
        """The database, where it is there by now: somebody else can have made it since. Refused once it is closed."""
        if self._closed:
            raise StoreError(f"the ledger {self._place.name} is closed; open it again")
        self._recorder = self._recorder or self._place.find()
        return self._recorder

    def select(
        self, stream: str, *, gt: int | None = None, desc: bool = False, limit: int | None = None
    ) -> Sequence[StoredEvent]:
        """The stored events of a stream, by position.

        Raises `CorruptLedgerError` where the database gives others than those it was asked for.
        """
        with failing(self._place):
            recorder = self._found()
            events = recorder.select_events(stream, gt=gt, desc=desc, limit=limit) if recorder else ()
        for one in events:
            if one.originator_id != stream:
                raise CorruptLedgerError(stream, one.originator_version, f"is given as one of {one.originator_id!r}")
        return events


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the ledger at a file path, at `sqlite:///path`, or at `postgresql://user:password@host:port/database`.

    Nothing is made by opening; with `create` the first append makes a ledger where there is none, without it a missing
    ledger is refused. Raises `StoreError` when there is something else, or nothing that can be reached or read.
    """
    place = place_of(url)
    with failing(place):
        recorder = place.find()
    if recorder is None and not create:
        raise StoreError(f"there is no ledger at {place.name}; `seriesd record FILE` makes one")
    return Store(place, recorder)
