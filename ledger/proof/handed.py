"""Documents that were handed in from outside, such as proofs and seals: read strictly, so that nothing passes unread.

What such a document has not is missed, and what it has beside is refused: two readers of one file must see one thing.
Pure: bytes in, values out.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from ledger.errors import SeriesdError
from ledger.log.seals import CorruptLedgerError
from ledger.log.signatures import is_spelt

_HASH_BYTES = 32
_MOST_EVENTS = 1 << 62
_MOST_HASHES = 128
"""More hashes than any path has: the list that needs as many does not fit in the world."""


class NotProvedError(SeriesdError):
    """What was handed in does not show what it claims to. The message says in what, in one sentence."""


def read_document(content: bytes, called: str = "the file") -> dict[str, Any]:
    """A JSON object in which no member stands twice and no number is inexact. Raises `NotProvedError`."""
    try:
        found = json.loads(content.decode(), object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise NotProvedError(f"{called} is no JSON document that can be read: {error}") from None
    if not isinstance(found, dict):
        raise NotProvedError(f"{called} is no JSON object")
    return found


def members(given: object, where: str, needed: Iterable[str], allowed: Iterable[str] = ()) -> Mapping[str, Any]:
    """An object with all of these members, some of those allowed, and no other. Raises `NotProvedError`."""
    if not isinstance(given, dict):
        raise NotProvedError(f"{where} is no JSON object")
    must = [*needed]
    missing, strange = [one for one in must if one not in given], sorted({*given} - {*must, *allowed})
    if missing:
        raise NotProvedError(f"{where} has no {missing[0]!r}")
    if strange:
        raise NotProvedError(f"{where} has a member {strange[0]!r}, which it cannot have")
    return given


def number(given: object, where: str, *, least: int = 0) -> int:
    """A whole number of something that is counted. Raises `NotProvedError`."""
    if type(given) is not int or not least <= given <= _MOST_EVENTS:
        raise NotProvedError(f"{where} is no whole number from {least} on")
    return given


def text(given: object, where: str) -> str:
    """Letters, all of which can be written in UTF-8. Raises `NotProvedError`."""
    if not isinstance(given, str) or any("\ud800" <= one <= "\udfff" for one in given):
        raise NotProvedError(f"{where} is no text")
    return given


def line(given: object, where: str) -> str:
    """Likewise, of one line: an event is hashed line by line, and no two may be hashed alike."""
    found = text(given, where)
    if "\n" in found:
        raise NotProvedError(f"{where} is more than one line")
    return found


def hexadecimal(given: object, where: str, size: int = _HASH_BYTES) -> str:
    """So many bytes, in small hexadecimal digits. Raises `NotProvedError`."""
    if not isinstance(given, str) or not is_spelt(given, size):
        raise NotProvedError(f"{where} is not {2 * size} hexadecimal digits, in small letters")
    return given


def hashes(given: object, where: str) -> Sequence[bytes]:
    """Hashes in a list. Raises `NotProvedError`."""
    if not isinstance(given, list) or len(given) > _MOST_HASHES:
        raise NotProvedError(f"{where} is no list of hashes")
    return [bytes.fromhex(hexadecimal(one, f"a hash of {where}")) for one in given]


def as_not_proved(error: CorruptLedgerError, where: str) -> NotProvedError:
    """What is wrong with a sealed document, of one that was handed in."""
    return NotProvedError(f"{where} is not as it was sealed: {error}")


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands in it twice")
    return found


def _no_float(written: str) -> NoReturn:
    raise ValueError(f"it holds the number {written[:40]}, which is not exact")
