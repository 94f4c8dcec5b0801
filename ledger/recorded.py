"""What was recorded: an entry with its place in the company's log, when it was recorded, and the seal that keeps it.

The log is a chain. The stored state of an entry is one canonical JSON document (members sorted, no spaces, UTF-8)
that names its company, its position and the hash of the entry before it; the last member is the hash of the document
without that member. So whoever alters, moves, removes or inserts an entry must alter every entry after it, and the hash
of the last one, the head, speaks for all of them. Whether the end of the log was cut off, the chain alone cannot tell:
for that, keep a head that was once printed and compare.

Pure: bytes in, values out.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NoReturn, cast

from pydantic import ValidationError

from ledger.events import STORED_TYPES, AnyEntry, write_entry

FORMAT = 1
"""The format of the stored documents written today."""

ORIGIN = "0" * 64
"""What stands for the hash of the entry before the first."""

# the hash comes last and has a fixed length, so that checking it needs neither decoding nor encoding
_BEFORE_HASH, _AFTER_HASH = b',"hash":"', b'"}'
_SEAL_LENGTH = len(_BEFORE_HASH) + len(ORIGIN) + len(_AFTER_HASH)
_NO_OFFSET = timedelta(0)

_UPCASTS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each older format, what turns its document into one of the next format: what was once stored loads for ever."""


class CorruptLedgerError(Exception):
    """What is stored is not what was recorded. The message says what is wrong, `company` and `position` where."""

    def __init__(self, company: str, position: int, wrong: str) -> None:
        super().__init__(f"{company}: position {position} {wrong}")
        self.company = company
        self.position = position


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the ledger wrote down with a conversion: the Series D converted and the Common delivered for it."""

    converted: int
    common_shares: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the log.

    `position` is its place in the company's log, from 1; `id` is its name, which `entry.id` always repeats;
    `recorded_at` is the moment of recording, in UTC.
    """

    position: int
    id: str
    entry: AnyEntry
    recorded_at: datetime
    delivery: Delivery | None = None


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
    body = (
        f'{{"company":{_quoted(company)},{delivered}"entry":{_encode(write_entry(recorded.entry))},"format":{FORMAT},'
        f'"position":{recorded.position},"previous":"{previous}","recorded_at":"{_moment(recorded.recorded_at)}"'
    ).encode()
    digest = _hash(body)
    return b"".join((body, _BEFORE_HASH, digest.encode(), _AFTER_HASH)), digest


def unseal(state: bytes, *, company: str, position: int, previous: str | None) -> tuple[Recorded, str]:
    """What was recorded at this position, after the entry with the hash `previous`; and its own hash.

    Without `previous` (of an entry whose predecessor is missing or altered) only the entry itself is checked. Raises
    `CorruptLedgerError` when the state is not what was sealed for this place, or cannot be read as an entry.
    """
    digest = sealed_hash(state)
    if digest is None:
        raise CorruptLedgerError(company, position, "was altered: its content does not give its hash")
    try:
        document = _upcast(_decode(state.decode()))
        _check_place(document, company, position, previous)
        return _recorded(document, position), digest
    except ValidationError as error:
        raise CorruptLedgerError(company, position, f"cannot be read: {_first(error)}") from None
    except KeyError as error:
        raise CorruptLedgerError(company, position, f"cannot be read: it has no {error}") from None
    except (ValueError, TypeError, RecursionError) as error:
        raise CorruptLedgerError(company, position, f"cannot be read: {error}") from None


def sealed_hash(state: object) -> str | None:
    """The hash that a stored state carries; nothing when it carries none, or another than its content gives."""
    if not isinstance(state, bytes):
        return None  # a database that was tampered with can hold anything
    body, end = state[:-_SEAL_LENGTH], state[-_SEAL_LENGTH:]
    digest = _hash(body)
    return digest if end == b"".join((_BEFORE_HASH, digest.encode(), _AFTER_HASH)) else None


def topic(kind: str) -> str:
    """The name under which an entry of this type is filed, whatever the format of its document."""
    return f"seriesd.{kind}.v1"


def _hash(body: bytes) -> str:
    return sha256(body + b"}").hexdigest()


def _check_place(document: Mapping[str, Any], company: str, position: int, previous: str | None) -> None:
    of, at = document["company"], document["position"]
    if (of, at) != (company, position):
        raise CorruptLedgerError(company, position, f"holds what was recorded at position {at} of {of}")
    if previous not in (None, document["previous"]):
        raise CorruptLedgerError(company, position, "does not follow what stands before it: the chain is broken here")


def _recorded(document: Mapping[str, Any], position: int) -> Recorded:
    given = document["entry"]
    model = STORED_TYPES.get(given["type"])
    if model is None:
        raise ValueError(f"its type {given['type']!r} is unknown")
    entry = cast("AnyEntry", model.model_validate(given))
    if entry.id is None:
        raise ValueError("its entry has no id")
    moment = document["recorded_at"]
    at = datetime.fromisoformat(moment)
    if at.tzinfo is not UTC:
        raise ValueError(f"its moment {moment!r} is not in UTC")
    delivery = document.get("delivery")
    return Recorded(position, entry.id, entry, at, _delivery(delivery) if delivery is not None else None)


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


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _no_float(written: str) -> NoReturn:
    raise ValueError(f"it holds the number {written}, which is not exact")


# made once: an encoder or a decoder costs more to make than to use
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_decode = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float).decode

# a batch has one company and one moment
_quoted = lru_cache(maxsize=64)(_encode)


@lru_cache(maxsize=64)
def _moment(at: datetime) -> str:
    if at.utcoffset() != _NO_OFFSET:
        raise ValueError(f"the moment of recording is in UTC, which {at} is not")
    return f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
