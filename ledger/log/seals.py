"""Seals: canonical documents in a row, each closed with its own hash and naming the hash of the one before it.

A sealed document is canonical JSON (members sorted, no spaces, UTF-8); its last member is the hash of the document
without that member. What is in it, and in which place it must stand, those say who seal it. Pure: bytes in, values out.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError

from ledger.errors import SeriesdError
from ledger.numbers.days import read_utc

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
        return read(_decode(state.decode())), digest
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


def _hash(body: bytes) -> str:
    return sha256(body + b"}").hexdigest()


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _no_float(written: str) -> NoReturn:
    raise ValueError(f"it holds the number {written}, which is not exact")


# made once: an encoder or a decoder costs more to make than to use
encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""Canonical JSON."""

_decode = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float).decode

# a batch has one company and one moment
quoted = lru_cache(maxsize=64)(encode)
"""A name as canonical JSON."""
