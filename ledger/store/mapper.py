"""A stream as it is stored: events in a row, each sealed with the hash of the one before; above all a company's log."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar, cast

from eventsourcing.persistence import StoredEvent

from ledger.log.recorded import ORIGIN, CorruptLedgerError, Recorded, seal, sealed_hash, topic, unseal
from ledger.log.seals import LaterFormatError

T = TypeVar("T")

Read = Callable[[StoredEvent, "str | None"], tuple[T, str]]
"""What is in a stored event that follows the one with this hash, where that is known, and its own hash."""


def stored_log(stream: str, company: str, recorded: Iterable[Recorded], previous: str) -> tuple[list[StoredEvent], str]:
    """The events to store behind the one with the hash `previous`, and the hash of the last."""
    events = []
    for one in recorded:
        state, previous = seal(company, one, previous)
        events.append(StoredEvent(stream, one.position, topic(one.entry.type), state))
    return events, previous


def head_of(company: str, recorded: Iterable[Recorded]) -> str:
    """The hash of the last of these, the first entries of a company's log, sealed anew."""
    head = ORIGIN
    for one in recorded:
        _, head = seal(company, one, head)
    return head


def read_log(company: str, events: Iterable[StoredEvent], after: int, previous: str) -> list[Recorded]:
    """What was recorded in these events, which follow position `after` with the hash `previous`.

    Raises `CorruptLedgerError` at the first that is missing or is not what was recorded.
    """
    return read_chain(company, events, after, previous, partial(_read, company))


def examine_log(company: str, events: Iterable[StoredEvent]) -> tuple[list[Recorded], list[str]]:
    """What can be read of the whole log of a company, and everything that is wrong with it, a sentence each.

    Raises `LaterFormatError` where nothing is wrong, and a later version of the program wrote some of it.
    """
    return examine(company, events, partial(_read, company))


def read_chain(of: str, events: Iterable[StoredEvent], after: int, previous: str | None, read: Read[T]) -> list[T]:
    """What stands in these events of a stream, likewise; `of` is what the stream is called."""
    found = []
    for position, event in enumerate(events, start=after + 1):
        if event.originator_version != position:
            raise CorruptLedgerError(of, position, "is missing")
        one, previous = read(event, previous)
        found.append(one)
    return found


def event_hash(of: str, event: StoredEvent) -> str:
    """The hash of a stored event. Raises `CorruptLedgerError` when its content gives another."""
    found = sealed_hash(event.state)
    if found is None:
        raise CorruptLedgerError(of, event.originator_version, "was altered: its content does not give its hash")
    return found


def examine(of: str, events: Iterable[StoredEvent], read: Read[T]) -> tuple[list[T], list[str]]:
    """What can be read of a whole stream, and everything that is wrong with it, a sentence for each fault, in order.

    Raises `LaterFormatError` where nothing is wrong, and a later version of the program wrote some of it.
    """
    found: list[str] = []
    whole: list[T] = []
    later: LaterFormatError | None = None
    expected, previous = 1, cast("str | None", ORIGIN)
    for event in events:
        position: object = event.originator_version
        if not isinstance(position, int) or position < expected:
            found.append(f"{of}: {position!r} is no position of the log, but something stands there")
            continue
        if position > expected:
            found.append(f"{of}: {_missing(expected, position - 1)}")
            previous = None
        try:
            one, previous = read(event, previous)
            whole.append(one)
        except LaterFormatError as error:
            later, previous = later or error, sealed_hash(event.state)
        except CorruptLedgerError as error:
            found.append(str(error))
            # what follows an altered entry is not to blame for it
            previous = sealed_hash(event.state)
        expected = position + 1
    if later is not None:
        if not found:
            raise later
        found.append(str(later))
    return whole, found


def _missing(first: int, last: int) -> str:
    return f"position {first} is missing" if first == last else f"positions {first} to {last} are missing"


def _read(company: str, event: StoredEvent, previous: str | None) -> tuple[Recorded, str]:
    one, digest = unseal(event.state, company=company, position=event.originator_version, previous=previous)
    if event.topic != topic(one.entry.type):
        raise CorruptLedgerError(company, one.position, f"is filed as {event.topic}, which it is not")
    return one, digest
