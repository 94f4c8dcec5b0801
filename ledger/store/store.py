"""The store: where the ledger package touches the world, and nowhere else.

A ledger is one table of events in SQLite or PostgreSQL, kept by the recorders of the `eventsourcing` library: a stream
for each company, whose versions are the positions of its log, and a stream that lists the companies. Of the library we
use what stores (table, versions, notification log) and not what interprets: its mapper makes an object of whatever it
finds, also of what was altered, and ties the stored bytes to the names of Python classes. What we store is the sealed
document of `ledger.log.recorded`, and nothing that is read is used before its seal is checked.

An append is one transaction, whatever its size; of two writers the key (company, position) lets one win.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, Self

from eventsourcing.persistence import IntegrityError, StoredEvent

from ledger.log.recorded import ORIGIN, CorruptLedgerError, Recorded
from ledger.store.address import COMPANIES, NoPlaceError, company_of, file_of, stream_of
from ledger.store.backend import Place, Recorder, StoreError, failing
from ledger.store.mapper import event_hash, examine_log, read_log, stored_log
from ledger.store.sqlite import SqlitePlace

__all__ = ["ConcurrentWriteError", "Store", "StoreError", "open_store"]

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

        Raises `CorruptLedgerError` when the list has a gap or cannot be read.
        """
        return self.listed(COMPANIES, "the list of companies")

    def head(self, company: str) -> tuple[int, str]:
        """The position and the hash of the last entry; 0 and `ORIGIN` when there is none.

        Raises `CorruptLedgerError` when the last entry was altered.
        """
        return self.end(company_stream(company))

    def read(self, company: str, *, after: int = 0) -> list[Recorded]:
        """What was recorded after this position, in order; from 0 on, the whole chain is checked.

        Raises `CorruptLedgerError` at the first entry that is missing or is not what was recorded.
        """
        events = self.select(company_stream(company).id, gt=max(after - 1, 0))
        if after == 0 or not events:
            return read_log(company, events, 0, ORIGIN)
        if events[0].originator_version != after:
            raise CorruptLedgerError(company, after, "is missing")
        return read_log(company, events[1:], after, event_hash(company, events[0]))

    def read_whole(self, company: str) -> tuple[list[Recorded], str]:
        """The whole log, its chain checked, and the hash of its last entry: both of one moment.

        Raises `CorruptLedgerError` at the first entry that is missing or is not what was recorded.
        """
        events = self.select(company_stream(company).id)
        return read_log(company, events, 0, ORIGIN), event_hash(company, events[-1]) if events else ORIGIN

    def hash_at(self, company: str, position: int) -> str | None:
        """The hash of the entry at a position, None where there is none.

        Raises `CorruptLedgerError` when it was altered.
        """
        events = self.select(company_stream(company).id, gt=position - 1, limit=1)
        return event_hash(company, events[0]) if events and events[0].originator_version == position else None

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

    def append(self, company: str, recorded: Sequence[Recorded], *, after: int, previous: str) -> str:
        """Append all of these, or none, behind the entry at `after` with the hash `previous`; the new head's hash.

        Raises `ConcurrentWriteError` when the log does not end there, and `ValueError` when the positions do not go
        on from there. After any other `StoreError` read again: the append can have happened and its answer be lost.
        """
        if any(one.position != after + number for number, one in enumerate(recorded, start=1)):
            raise ValueError(f"what is appended after position {after} must go on from there without a gap")
        stream = company_stream(company)
        events, head = stored_log(stream.id, company, recorded, previous)
        if events:
            self.insert(Tail(stream, events, (after, previous)))
        return head

    def check(self, company: str) -> list[str]:
        """Everything that is wrong with the log of a company, a sentence each; nothing when it is untouched."""
        return self.examine(company).faults

    def examine(self, company: str) -> Examined:
        """The log of a company with all that is wrong with it: one reading."""
        events = self.select(company_stream(company).id)
        log, found = examine_log(company, events)
        try:
            if events and company not in self.companies():
                found.append(f"{company}: the list of companies does not name it")
        except CorruptLedgerError as error:
            found.append(str(error))
        head = ORIGIN if not events else "" if found else event_hash(company, events[-1])
        return Examined(log, head, found)

    # -- streams of sealed documents ------------------------------------------------------------------------------

    def listed(self, directory: str, called: str) -> list[str]:
        """The names in a list of streams, in order. Raises `CorruptLedgerError` when it has a gap or cannot be read."""
        found = []
        for place, event in enumerate(self.select(directory), start=1):
            try:
                found.append(event.state.decode())
            except (UnicodeDecodeError, AttributeError):
                raise CorruptLedgerError(called, place, "cannot be read") from None
            if event.originator_version != place:
                raise CorruptLedgerError(called, place, "is missing")
        return found

    def end(self, stream: Stream) -> tuple[int, str]:
        """The position and the hash of the last event of a stream; 0 and `ORIGIN` when there is none."""
        for last in self.select(stream.id, desc=True, limit=1):
            return last.originator_version, event_hash(stream.called, last)
        return 0, ORIGIN

    def insert(self, *tails: Tail) -> None:
        """Append to several streams, all or nothing. Raises `ConcurrentWriteError` when one does not end there."""
        refused: list[StoredEvent] | None = None
        with failing(self._place):
            recorder = self._recorder = self._found() or self._place.make()
        while True:
            for stream, _, end in tails:
                if self.end(stream) != end:
                    said = f"the log of {stream.called} no longer ends at position {end[0]}; read it again"
                    raise ConcurrentWriteError(said)
            # another may take the next place in the list meanwhile; then the one after it is tried
            entry = [event for tail in tails if tail.end[0] == 0 for event in self._list_entry(tail.stream)]
            try:
                with failing(self._place, unless=IntegrityError):
                    recorder.insert_events([*entry, *(event for tail in tails for event in tail.events)])
            except IntegrityError as error:
                if entry == refused:
                    raise StoreError(f"{self._place.name}: {error}") from error
                refused = entry
            else:
                return

    def _found(self) -> Recorder | None:
        """The database, where it is there by now: somebody else can have made it since. Refused once it is closed."""
        if self._closed:
            raise StoreError(f"the ledger {self._place.name} is closed; open it again")
        self._recorder = self._recorder or self._place.find()
        return self._recorder

    def _list_entry(self, stream: Stream) -> list[StoredEvent]:
        listed = self.listed(stream.directory, stream.directory)
        if stream.name in listed:
            return []
        return [StoredEvent(stream.directory, len(listed) + 1, stream.topic, stream.name.encode())]

    def select(
        self, stream: str, *, gt: int | None = None, desc: bool = False, limit: int | None = None
    ) -> Sequence[StoredEvent]:
        """The stored events of a stream, by position."""
        with failing(self._place):
            recorder = self._found()
            return recorder.select_events(stream, gt=gt, desc=desc, limit=limit) if recorder else ()


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the ledger at a file path, at `sqlite:///path`, or at `postgresql://user:password@host:port/database`.

    Nothing is made by opening; with `create` the first append makes a ledger where there is none, without it a missing
    ledger is refused. Raises `StoreError` when there is something else, or nothing that can be reached or read.
    """
    place = _place(url)
    with failing(place):
        recorder = place.find()
    if recorder is None and not create:
        raise StoreError(f"there is no ledger at {place.name}; `seriesd record FILE` makes one")
    return Store(place, recorder)


def _place(url: str) -> Place:
    try:
        path = file_of(url)
    except NoPlaceError as error:
        raise StoreError(str(error)) from None
    return _postgres_place(url) if path is None else SqlitePlace(path)


def _postgres_place(url: str) -> Place:
    try:
        from ledger.store.postgres import PostgresPlace  # noqa: PLC0415  a ledger in a file needs no driver, nor its time
    except ImportError as error:
        raise StoreError("a ledger in PostgreSQL needs its driver: pip install 'seriesd[postgres]'") from error
    return PostgresPlace(url)


def company_stream(company: str) -> Stream:
    """The stream of a company's log. Raises `StoreError` when this cannot be the name of a company."""
    if not 0 < len(company) <= _MOST_CHARACTERS or _UNWRITABLE.search(company):
        raise StoreError(f"{company[:_MOST_CHARACTERS]!r} cannot be the name of a company")
    return Stream(stream_of(company), company, COMPANIES, _COMPANY_TOPIC, company)
