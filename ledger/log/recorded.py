"""What was recorded: an entry with its place in the company's log, when it was recorded, and the seal that keeps it.

The log is a chain. The stored state of an entry is one canonical JSON document (members sorted, no spaces, UTF-8)
that names its company, its position and the hash of the entry before it; the last member is the hash of the document
without that member. So whoever alters, moves, removes or inserts an entry must alter every entry after it, and the hash
of the last one, the head, speaks for all of them. Whether the end of the log was cut off, the chain alone cannot tell:
for that, keep a head that was once printed and compare.

Pure: bytes in, values out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from ledger.events import STORED_TYPES, AnyEntry, write_entry
from ledger.events.entry import sharing
from ledger.log.seals import (
    ORIGIN,
    CorruptLedgerError,
    check_follows,
    check_format,
    check_members,
    closed,
    encode,
    moment,
    moment_in,
    opened,
    quoted,
    sealed_hash,
)

__all__ = ["FORMAT", "ORIGIN", "CorruptLedgerError", "Delivery", "Recorded", "seal", "sealed_hash", "topic", "unseal"]

FORMAT = 2
"""The format of the stored documents written today. An entry of the first edition keeps the format that it had."""

EDITION = 2
"""The edition of the readings by which entries are judged today."""

FIRST_EDITION = 1
"""The edition of the readings before it, by which all documents of format 1 were judged."""

_UPCASTS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda document: document | {"format": 2, "edition": FIRST_EDITION},
}
"""For each older format, what turns its document into one of the next format: what was once stored loads for ever."""


_MEMBERS = ("company", "delivery", "edition", "entry", "format", "position", "previous", "recorded_at")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the ledger wrote down with a conversion: the Series D converted and the Common delivered for it."""

    converted: int
    common_shares: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the log.

    `position` is its place in the company's log, from 1; `id` is its name, which `entry.id` always repeats;
    `recorded_at` is the moment of recording, in UTC; `edition` is that of the readings by which the entry was judged.
    """

    position: int
    id: str
    entry: AnyEntry
    recorded_at: datetime
    delivery: Delivery | None = None
    edition: int = EDITION


def seal(company: str, recorded: Recorded, previous: str) -> tuple[bytes, str]:
    """The stored state of an entry that follows the one with the hash `previous`, and its own hash.

    Raises `ValueError` when the entry does not carry its id, or the moment is not in UTC: mistakes of the caller.
    """
    if recorded.entry.id != recorded.id:
        raise ValueError(f"the entry says that its id is {recorded.entry.id!r}, not {recorded.id!r}")
    delivery = recorded.delivery
    delivered = (
        f'"delivery":{{"common_shares":{delivery.common_shares},"converted":{delivery.converted}}},' if delivery else ""
    )
    first = recorded.edition == FIRST_EDITION  # sealed anew it must give the hash that it has
    judged, written = ("", 1) if first else (f'"edition":{recorded.edition},', FORMAT)
    return closed(
        f'{{"company":{quoted(company)},{delivered}{judged}"entry":{encode(write_entry(recorded.entry))},'
        f'"format":{written},"position":{recorded.position},"previous":"{previous}","recorded_at":"{moment(recorded.recorded_at)}"'
    )


def unseal(state: bytes, *, company: str, position: int, previous: str | None) -> tuple[Recorded, str]:
    """What was recorded at this position, after the entry with the hash `previous`; and its own hash.

    Without `previous` (of an entry whose predecessor is missing or altered) only the entry itself is checked. Raises
    `CorruptLedgerError` when the state is not what was sealed for this place, or cannot be read as an entry.
    """

    def read(document: dict[str, Any]) -> Recorded:
        check_format(document, company, position, FORMAT)
        check_members(document, _MEMBERS)
        document = _upcast(document)
        _check_place(document, company, position)
        check_follows(document, company, position, previous)
        return _recorded(document, position)

    return opened(state, company, position, read)


def topic(kind: str) -> str:
    """The name under which an entry of this type is filed, whatever the format of its document."""
    return f"seriesd.{kind}.v1"


def _check_place(document: Mapping[str, Any], company: str, position: int) -> None:
    of, at = document["company"], document["position"]
    if (of, at) != (company, position):
        raise CorruptLedgerError(company, position, f"holds what was recorded at position {at} of {of}")


def _recorded(document: Mapping[str, Any], position: int) -> Recorded:
    given = document["entry"]
    model = STORED_TYPES.get(given["type"])
    if model is None:
        raise ValueError(f"its type {given['type']!r} is unknown")
    entry = cast("AnyEntry", sharing(model.model_validate(given)))
    if entry.id is None:
        raise ValueError("its entry has no id")
    delivery = document.get("delivery")
    delivered = _delivery(delivery) if delivery is not None else None
    return Recorded(position, entry.id, entry, moment_in(document), delivered, _edition(document))


def _edition(document: Mapping[str, Any]) -> int:
    edition = document["edition"]
    if type(edition) is not int or not FIRST_EDITION <= edition <= EDITION:
        raise ValueError(f"it was judged by edition {edition!r} of the readings, which this version does not know")
    return edition


def _delivery(given: Mapping[str, Any]) -> Delivery:
    converted, common_shares = given["converted"], given["common_shares"]
    if type(converted) is not int or type(common_shares) is not int:
        raise ValueError("its delivery is not in whole shares")
    return Delivery(converted, common_shares)


def _upcast(document: dict[str, Any]) -> dict[str, Any]:
    while (written := document["format"]) != FORMAT:
        if written not in _UPCASTS:
            raise ValueError(f"it is in format {written!r}, which this version of seriesd does not know")
        document = _UPCASTS[written](document)
    return document
