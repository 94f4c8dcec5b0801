"""Seals: canonical documents in a row, each closed with its own hash and naming the hash of the one before it.

A sealed document is canonical JSON (members sorted, no spaces, UTF-8); its last member is the hash of the document
without that member. What is in it, and in which place it must stand, those say who seal it. Pure: bytes in, values out.
"""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple, NoReturn, TypeVar

from pydantic import ValidationError

from ledger.errors import SeriesdError
from ledger.numbers.days import read_utc
from ledger.numbers.exact import MOST_CHARACTERS

T = TypeVar("T")

ORIGIN = "0" * 64
"""What stands for the hash of the document before the first."""

# the hash comes last and has a fixed length, so that checking it needs neither decoding nor encoding
_BEFORE_HASH, _AFTER_HASH = b',"hash":"', b'"}'
_SEAL_LENGTH = len(_BEFORE_HASH) + len(ORIGIN) + len(_AFTER_HASH)
_NO_OFFSET = timedelta(0)


class CorruptLedgerError(SeriesdError):
    """What is stored is not what was recorded. The message says what is wrong, `company` and `position` where."""

    def __init__(self, company: str, position: int, wrong: str) -> None:
        super().__init__(f"{company}: position {position} {wrong}")
        self.company = company
        self.position = position


class LaterFormatError(CorruptLedgerError):
    """What is stored was written by a later version of the program; nothing is wrong with it."""

    def __init__(self, company: str, position: int, written: object, known: int) -> None:
        said = f"was written by a later version of seriesd, in format {written!r}; this one reads up to {known}"
        super().__init__(company, position, f"{said}: use that version, or a later one")


def check_format(document: Mapping[str, Any], company: str, position: int, known: int) -> None:
    """Raise `LaterFormatError` for a document in a format after the last one known."""
    written = document["format"]
    if type(written) is int and written > known:
        raise LaterFormatError(company, position, written, known)


def check_members(document: Mapping[str, Any], known: Collection[str]) -> None:
    """Raise `ValueError` for a document with members that none of its kind has."""
    unknown = sorted(document.keys() - known)
    if unknown:
        raise ValueError(f"it has a member {unknown[0]!r}, which such a document has not")


def closed(body: str) -> tuple[bytes, str]:
    """A document, given without its closing brace, with its hash at the end; and that hash."""
    written = body.encode()
    digest = _hash(written)
    return b"".join((written, _BEFORE_HASH, digest.encode(), _AFTER_HASH)), digest


def opened(state: object, company: str, position: int, read: Callable[[dict[str, Any]], T]) -> tuple[T, str]:
    """What `read` makes of a sealed document, and its hash.

    Raises `CorruptLedgerError` when the document is not what was sealed, or cannot be read.
    """
    digest = sealed_hash(state)
    if digest is None or not isinstance(state, bytes):
        raise CorruptLedgerError(company, position, "was altered: its content does not give its hash")
    try:
        written = state[:-_SEAL_LENGTH] + b"}"
        document = _decode(written.decode())
        found = read(document)
        _check_canonical(document, written)
    except ValidationError as error:
        raise CorruptLedgerError(company, position, f"cannot be read: {_first(error)}") from None
    except KeyError as error:
        raise CorruptLedgerError(company, position, f"cannot be read: it has no {error}") from None
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CorruptLedgerError(company, position, f"cannot be read: {error}") from None
    return found, digest


def sealed_hash(state: object) -> str | None:
    """The hash that a stored state carries; nothing when it carries none, or another than its content gives."""
    if not isinstance(state, bytes):
        return None  # a database that was tampered with can hold anything
    body, end = state[:-_SEAL_LENGTH], state[-_SEAL_LENGTH:]
    digest = _hash(body)
    return digest if end == b"".join((_BEFORE_HASH, digest.encode(), _AFTER_HASH)) else None


def check_follows(document: Mapping[str, Any], company: str, position: int, previous: str | None) -> None:
    """Raise `CorruptLedgerError` when a document does not name the hash of the one before it, where that is known."""
    if previous not in (None, document["previous"]):
        raise CorruptLedgerError(company, position, "does not follow what stands before it: the chain is broken here")


def moment_in(document: Mapping[str, Any]) -> datetime:
    """When a document was recorded. Raises `ValueError` when that is not in UTC."""
    return read_utc(document["recorded_at"])


@lru_cache(maxsize=64)
def moment(at: datetime) -> str:
    """A moment as a document has it. Raises `ValueError` when it is not in UTC."""
    if at.utcoffset() != _NO_OFFSET:
        raise ValueError(f"the moment of recording is in UTC, which {at} is not")
    return f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _check_canonical(document: Mapping[str, Any], written: bytes) -> None:
    """Two documents that say the same are the same bytes: so none has a member twice."""
    if encode(document).encode() != written:
        raise ValueError("it is not in the one form in which it can be written, as where a member stands twice")


def _hash(body: bytes) -> str:
    return sha256(body + b"}").hexdigest()


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _whole(written: str) -> int:
    """A whole number; how long Python itself lets one be, others may have set."""
    if len(written) > MOST_CHARACTERS:
        raise ValueError(f"it holds a number of {len(written):,} digits, and has none of more than {MOST_CHARACTERS}")
    return int(written)


def _no_float(written: str) -> NoReturn:
    raise ValueError(f"it holds the number {written}, which is not exact")


# made once: an encoder or a decoder costs more to make than to use
encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""Canonical JSON."""

_decode = json.JSONDecoder(parse_int=_whole, parse_float=_no_float, parse_constant=_no_float).decode

# a batch has one company and one moment
quoted = lru_cache(maxsize=64)(encode)
"""A name as canonical JSON."""


_BESIDE = 1
"""The format of the documents of what a company has several of beside its log."""


class Of(NamedTuple):
    """Which of what a company has several of, such as scenarios: the kind of it, and its name. Each has a stream."""

    kind: str
    company: str
    name: str

    @property
    def called(self) -> str:
        """What its stream is called."""
        return f"{self.company}, {self.kind} {self.name}"


def seal_event(of: Of, position: int, event: Mapping[str, Any], at: datetime, previous: str) -> tuple[bytes, str]:
    """The stored state of an event that follows the one with the hash `previous`, and its own hash."""
    document = {
        "company": of.company,
        "event": event,
        "format": _BESIDE,
        "position": position,
        "previous": previous,
        "recorded_at": moment(at),
        of.kind: of.name,
    }
    return closed(encode(document)[:-1])


def unseal_event(
    state: bytes, of: Of, position: int, previous: str | None, read: Callable[[Any, datetime], T]
) -> tuple[T, str]:
    """What `read` makes of an event at this position, and its moment; and its hash.

    Raises `CorruptLedgerError` when it is not what was sealed for this place. See `ledger.log.recorded.unseal`.
    """
    members = ("company", "event", "format", "position", "previous", "recorded_at", of.kind)

    def checked(document: dict[str, Any]) -> T:
        """What stands in a document of this place."""
        check_format(document, of.called, position, _BESIDE)
        check_members(document, members)
        there = Of(of.kind, document["company"], document[of.kind])
        if (there, document["position"]) != (of, position):
            said = f"holds what was recorded at position {document['position']} of {there.called}"
            raise CorruptLedgerError(of.called, position, said)
        check_follows(document, of.called, position, previous)
        return read(document["event"], moment_in(document))

    return opened(state, of.called, position, checked)
