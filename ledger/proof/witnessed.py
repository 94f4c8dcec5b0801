"""The heads of another's ledger as a witness kept them: a file of sealed lines, each with the hash of the one before.

Whoever keeps a ledger can write it anew as a whole, and it is whole again; who kept a head of it sees that it no longer
goes on from there. Pure: bytes in, values out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ledger.log.merkle import Peaks
from ledger.log.recordings import Signature, StoreHead
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
)
from ledger.log.signatures import is_signed
from ledger.proof.handed import NotProvedError, hexadecimal, line, number
from ledger.proof.proofs import Standing
from ledger.proof.statements import SigningKey

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A head of a ledger of this name, seen at a moment by the clock of the witness."""

    position: int
    ledger: str
    head: StoreHead
    at: datetime
    signature: Signature | None = None


def seal_line(kept: Kept, previous: str, key: SigningKey | None = None) -> bytes:
    """The line of a head behind the one with the hash `previous`, signed with a key where there is one."""
    if key is not None:
        kept = replace(kept, signature=key.signer(_signed_content(kept, previous, key.name, key.public)))
    return closed(encode(_document(kept, previous))[:-1])[0] + b"\n"


def lines_in(content: bytes, called: str) -> tuple[list[Kept], str]:
    """The heads in a file, the chain of them checked, and the hash of the last line.

    Raises `NotProvedError` at the first that is not as it was sealed.
    """
    found: list[Kept] = []
    previous = ORIGIN
    if content and not content.endswith(b"\n"):
        raise NotProvedError(f"{called} ends in the middle of a line")
    for position, each in enumerate(content.split(b"\n")[:-1], start=1):
        try:
            kept, previous = _unsealed(each, called, position, previous)
        except CorruptLedgerError as error:
            raise NotProvedError(f"a line was altered: {error}") from None
        found.append(kept)
    return found, previous


def first_not_continued(kept: Sequence[Kept], standing: Standing) -> Kept | None:
    """The first of the heads that this ledger does not go on from; none, where it does from all."""
    peaks, roots = Peaks(), dict[int, str]()
    for size in sorted({one.head.size for one in kept if one.head.size <= len(standing.hashes)}):
        peaks = peaks.and_then(standing.hashes[peaks.size : size])
        roots[size] = peaks.root.hex()
    return next((one for one in kept if roots.get(one.head.size) != one.head.root), None)


def _unsealed(state: bytes, called: str, position: int, previous: str) -> tuple[Kept, str]:
    def read(document: dict[str, Any]) -> Kept:
        check_format(document, called, position, _FORMAT)
        check_follows(document, called, position, previous)
        found = _read(document)
        if found.position != position:
            raise ValueError(f"it is that of position {found.position}")
        check_members(document, _document(found, previous))
        return found

    try:
        found, digest = opened(state, called, position, read)
    except NotProvedError as error:
        raise NotProvedError(f"{called}: position {position} cannot be read: {error}") from None
    one = found.signature
    if one is not None and not is_signed(one, _signed_content(found, previous, one.key, one.public)):
        raise NotProvedError(f"{called}: the signature of position {position} is not one of it")
    return found, digest


def _read(document: dict[str, Any]) -> Kept:
    head = StoreHead(number(document["size"], "the size", least=1), hexadecimal(document["root"], "the root"))
    signature = document.get("signature")
    return Kept(
        number(document["position"], "the position", least=1),
        line(document["ledger"], "the name of the ledger"),
        head,
        moment_in(document),
        Signature(**signature) if signature else None,
    )


def _document(one: Kept, previous: str) -> dict[str, Any]:
    given = {
        "format": _FORMAT,
        "ledger": one.ledger,
        "position": one.position,
        "previous": previous,
        "recorded_at": moment(one.at),
        "signature": one.signature and one.signature._asdict(),
        **one.head._asdict(),
    }
    return {name: value for name, value in given.items() if value is not None}


def _signed_content(one: Kept, previous: str, key: str, public: str) -> bytes:
    return encode({**_document(replace(one, signature=None), previous), "key": key, "public": public}).encode()
