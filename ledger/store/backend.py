"""What a place is in which a ledger is kept, and what every place has in common."""

import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import Notification, StoredEvent

from ledger.errors import SeriesdError
from ledger.log.seals import CorruptLedgerError
from ledger.store.address import TABLE

__all__ = ["LOCK_TIMEOUT", "TABLE", "Place", "Recorder", "StoreError", "failing", "one_line"]

LOCK_TIMEOUT = 30
"""How many seconds a writer waits for another."""

_READ_BACK = 1_000
"""So many events are read back at once."""

VERSION = 2
"""The version of a store that keeps recordings; before them a store named none."""


class StoreError(SeriesdError):
    """The ledger cannot be opened, read or written. The message is one sentence."""


class NoTextError(CorruptLedgerError):
    """A row holds bytes that are no text where a ledger writes some."""

    def __init__(self, place: str, column: str) -> None:
        said = f"{place}: a row has bytes that are no text in its column {column}, where a ledger writes some"
        SeriesdError.__init__(self, said)
        self.company, self.position = place, 0


ENDS = """
    WITH RECURSIVE streams(id) AS (
        SELECT min(originator_id) FROM {table}
        UNION SELECT (SELECT min(originator_id) FROM {table} WHERE originator_id > streams.id) FROM streams
    )
    SELECT originator_id, originator_version, topic, state FROM streams JOIN {table} ON originator_id = streams.id
    AND originator_version = (SELECT max(originator_version) FROM {table} WHERE originator_id = streams.id)
"""
"""The last event of each stream: from stream to stream a step down the tree, however long they are."""


class NotKeptError(Exception):
    """What was inserted is not there when it is read back."""


def not_kept(place: str) -> StoreError:
    """The refusal to acknowledge what the database did not keep."""
    return StoreError(
        f"{place}: the database did not keep what was written to it, perhaps because something hangs on its table; "
        "nothing is recorded, `seriesd verify` says more"
    )


def holds_something(place: str) -> StoreError:
    """The refusal to put a whole ledger where something is."""
    return StoreError(
        f"{place} holds something already; a ledger is restored only where there is none, or an empty one"
    )


def numbered(number: int, stream: str, position: int, topic: str, state: bytes) -> Notification:
    """An event of the store with its number."""
    return Notification(id=number, originator_id=stream, originator_version=position, topic=topic, state=state)


def check_known_version(version: int, place: str) -> None:
    """Raise `StoreError` for a store of a version after the last one known."""
    if version > VERSION:
        raise StoreError(
            f"{place} was written by a later version of seriesd (version {version} of the store; this one knows up to "
            f"{VERSION}): use that version, or a later one"
        )


class Select(Protocol):
    """What selects events of one stream, by version, at one moment."""

    def __call__(
        self, stream: str, *, gt: int | None = None, desc: bool = False, limit: int | None = None
    ) -> Sequence[StoredEvent]:
        """The events of a stream behind a position, from the last one back with `desc`, so many at most."""


class Pulse(NamedTuple):
    """What is another one as soon as anything in a store was written or altered.

    `number` is that of the latest event. `sign` says nothing by itself; it is held against an earlier one. On a server
    it changes within a second where stored events were altered without any being written, which no ledger does.
    """

    number: int
    sign: Hashable


class Writing(NamedTuple):
    """What somebody sees who writes, while nobody else can: events of a stream, and all events in their order."""

    select: Select
    rows: Callable[[], Iterable[StoredEvent]]


class Moment(NamedTuple):
    """What stands in a store at one moment, whatever is written meanwhile: its version, all events in their order."""

    version: int | None
    events: Iterable[Notification]


Kept = Callable[[Iterable[Notification]], None]
"""What looks at the events that were written, read back before they are committed; it raises for what is not right."""


class Recorder(Protocol):
    """What the store needs of a recorder: that of the library, which writes in our way."""

    def write(self, make: Callable[[Writing], Sequence[StoredEvent]]) -> None:
        """Insert what `make` gives, all or nothing, while nobody else writes.

        What is acknowledged was read back. What `make` raises passes through, and nothing is written.
        """

    def rows(self) -> Iterator[Notification]:
        """All events of the store in the order in which they were written, read off the table and no index."""

    def faults(self) -> list[str]:
        """What is wrong with the database itself, a sentence each: its pages, its schema, what hangs on its table."""

    def ends(self) -> Sequence[StoredEvent]:
        """The last event of each stream."""

    def looks_whole(self) -> bool:
        """Whether, at first sight, no rows are missing and none were written without a recording."""

    def version(self) -> int | None:
        """The version of the store that its database names; none before the first recording."""

    def moment(self) -> AbstractContextManager[Moment]:
        """All that stands there at one moment; read one by one, so that it may be more than there is memory for."""

    def select_events(
        self, originator_id: str, *, gt: int | None = None, desc: bool = False, limit: int | None = None
    ) -> Sequence[StoredEvent]:
        """The events of one stream, by version."""

    def select_notifications(
        self, start: int | None, limit: int, *, inclusive_of_start: bool = True
    ) -> Sequence[Notification]:
        """The events of all streams, in the order of their commits."""

    def max_notification_id(self) -> int:
        """The number of the latest event of all streams."""

    def pulse(self) -> Pulse:
        """What becomes another one as soon as anything is written or altered; quick to ask, as often as one likes."""

    def close(self) -> None:
        """Give up the connections."""


class Place(Protocol):
    """Where a ledger is or can be."""

    @property
    def name(self) -> str:
        """What people call it, without a password."""

    def find(self) -> Recorder | None:
        """The ledger, or nothing; leaves nothing behind."""

    def make(self) -> Recorder:
        """The ledger, made when there is none."""

    def fill(self, events: Iterable[StoredEvent], kept: Kept) -> None:
        """Make a ledger of just these events, all or nothing, where there is none, or one without any event.

        What `events` and `kept` raise passes through, and then nothing is there that was not there before. Raises
        `StoreError` where something is there already.
        """

    def copy_to(self, path: Path) -> None:
        """Write what stands here at one moment into a new file, as a ledger; others go on meanwhile."""

    def clock(self) -> datetime | None:
        """What the clock says there, in UTC; nothing where it cannot be asked."""


_NO_TEXT = re.compile(r"Could not decode to UTF-8 column '(\w+)'")


@contextmanager
def failing(place: Place, *, unless: type[Exception] | tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Say a failure of the database in one sentence, as a `StoreError`; `unless` passes through.

    Raises `CorruptLedgerError` where it is what stands in the database that fails it.
    """
    try:
        yield
    except unless:
        raise
    except (EventSourcingError, sqlite3.Error) as error:
        if found := _NO_TEXT.match(str(error)):
            raise NoTextError(place.name, found[1]) from error
        raise StoreError(f"{place.name}: {one_line(error) or type(error).__name__}") from error


def check_kept(select: Select, events: Sequence[StoredEvent]) -> None:
    """Raise `NotKeptError` unless just these events stand at the ends of their streams."""
    for stream, those in groupby(events, key=lambda one: one.originator_id):
        meant = list(those)
        for start in range(0, len(meant), _READ_BACK):
            part = meant[start : start + _READ_BACK]
            limit = _READ_BACK if start + _READ_BACK < len(meant) else None  # behind the last nothing may stand
            if list(select(str(stream), gt=part[0].originator_version - 1, limit=limit)) != part:
                raise NotKeptError


def one_line(error: BaseException) -> str:
    """What an error says, on one line."""
    return " ".join(str(error).split())
