"""What a place is in which a ledger is kept, and what every place has in common."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import Notification, StoredEvent

from ledger.errors import SeriesdError
from ledger.store.address import TABLE

__all__ = ["LOCK_TIMEOUT", "TABLE", "Place", "Recorder", "StoreError", "failing", "one_line"]

LOCK_TIMEOUT = 30
"""How many seconds a writer waits for another."""


class StoreError(SeriesdError):
    """The ledger cannot be opened, read or written. The message is one sentence."""


class Recorder(Protocol):
    """What the store needs of a recorder of the library."""

    def insert_events(self, stored_events: Sequence[StoredEvent]) -> object:
        """Insert all of these, or none."""

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


@contextmanager
def failing(place: Place, *, unless: type[Exception] | tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Say a failure of the database in one sentence, as a `StoreError`; `unless` passes through."""
    try:
        yield
    except unless:
        raise
    except (EventSourcingError, sqlite3.Error) as error:
        raise StoreError(f"{place.name}: {one_line(error) or type(error).__name__}") from error


def one_line(error: BaseException) -> str:
    """What an error says, on one line."""
    return " ".join(str(error).split())
