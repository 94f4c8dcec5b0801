"""Proofs, seals and heads as they are given: a document in any form in which one is held, or the digits of a head."""

import json
import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from commands.errors import UnableError, UsageError
from ledger.errors import ArgumentError
from ledger.names import shown
from ledger.proof.handed import NotProvedError, read_document
from ledger.proof.proofs import SCHEMA as PROOF
from ledger.proof.proved import heads_of, proof_in
from ledger.proof.statements import SCHEMA as SEAL
from ledger.proof.statements import Statement, seal_in
from projections.audit.proofs import ForOthers

Document = ForOthers | Mapping[str, Any] | bytes | str | PathLike[str]
"""A proof or a seal: as it was made, as a mapping, as the bytes or the text of its JSON, or the path of its file."""

_HEAD = re.compile(r"(?:([0-9]{1,18}):)?([0-9a-f]{64})", re.IGNORECASE)
_MOST_BYTES = 20_000_000


class Given(NamedTuple):
    """A head as somebody has it: how many events, where that is known, the hash, and the statement that it is from."""

    size: int | None
    root: str
    stated: Statement | None = None

    @property
    def spelt(self) -> str:
        """As it was given: the hash, behind the number of events where that is known."""
        return self.root if self.size is None else f"{self.size}:{self.root}"


def content_of(document: Document, named: str = "document") -> bytes:
    """The bytes of a document. Raises `ArgumentError` for what is none, and `UnableError` for a file not to be read."""
    match document:
        case ForOthers():
            return document.text.encode()
        case bytes():
            return document
        case str():
            return document.encode("utf-8", "surrogatepass")
        case PathLike():
            return read_file(str(document))
        case Mapping():
            try:
                return json.dumps(dict(document), ensure_ascii=False).encode("utf-8", "surrogatepass")
            except (TypeError, ValueError, RecursionError) as error:
                raise ArgumentError(f"{named}: it is not what a JSON document is made of: {error}") from None
    raise ArgumentError(
        f"{named}: {shown(document)} is no document; give what `prove` or `seal` made, its JSON, or a Path"
    )


def name_of_document(document: Document) -> str:
    """What a document is called in a sentence: as its file, where it is in one."""
    return str(document) if isinstance(document, PathLike) else "the document"


def head_in(given: Document, named: str = "head") -> Given:
    """A head: the hash, SIZE:HASH, or a document that is a seal or a proof. Raises `UnableError`, `ArgumentError`."""
    if isinstance(given, str) and (found := _HEAD.fullmatch(given.strip())):
        return Given(int(found[1]) if found[1] else None, found[2].lower())
    called = name_of_document(given)
    try:
        document = read_document(content_of(given, named), called)
        if document.get("schema") == SEAL:
            statement = seal_in(document).statement
            return Given(*statement.head, statement)
        if document.get("schema") == PROOF:
            return Given(*heads_of(proof_in(document))[-1])
    except NotProvedError as error:
        if isinstance(given, str):
            said = "is no head: give the 64 hexadecimal digits, SIZE:DIGITS, or a seal"
            raise ArgumentError(f"{named}: {given[:200]!r} {said}") from None
        raise UnableError(f"there is no head in {called}: {error}") from None
    raise UnableError(f"there is no head in {called}: it is no seal and no proof")


def is_head(text: str) -> bool:
    """Whether this is how a head is spelt: the hash, or SIZE:HASH."""
    return _HEAD.fullmatch(text.strip()) is not None


def document_given(text: str) -> Document:
    """A head as people type it, the hash or SIZE:HASH, or else the file that is named. Raises `UsageError`."""
    if is_head(text):
        return text
    if not Path(text).is_file():
        said = "is no head: give the 64 hexadecimal digits, SIZE:DIGITS, or a file that `seriesd seal` wrote"
        raise UsageError(f"{text[:200]!r} {said}")
    return Path(text)


def read_file(file: str) -> bytes:
    """What is in a file that was handed in. Raises `UnableError` where it cannot be read or is too large for one."""
    try:
        with Path(file).open("rb") as reading:
            content = reading.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnableError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(content) > _MOST_BYTES:
        raise UnableError(f"{file} is larger than any proof or seal")
    return content
