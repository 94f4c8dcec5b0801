"""What keeps a ledger safe: what was backed up or restored, and the rights that people have in its database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ledger.log.recordings import StoreHead
from projections.members import Answer, Maybe

Kind = Literal["ledger", "trail"]
"""What a backup is: a ledger in a file, or an audit trail."""


class NotCopied(NamedTuple):
    """A document that is not in the copy."""

    sha256: str
    """The SHA-256 of its bytes, in hexadecimal digits."""
    wrong: str
    """Why it is not: in what the file is not as it was attached."""


class CopiedDocuments(NamedTuple):
    """The documents that the entries of a copy name."""

    folder: str | None
    """The folder of their copies; null where nobody said one and there are none."""
    whole: int
    """How many are there, each with its hash."""
    missing: Sequence[NotCopied]
    """Those that are not."""


@dataclass(frozen=True, slots=True)
class BackedUp(Answer):
    """A backup of a whole ledger as it stood at one moment; it was read again and is whole."""

    ledger: str
    """Where the ledger is, without a password."""
    backup: str
    """The file that was made."""
    kind: Kind
    """What it is: `ledger`, a ledger in a file, or `trail`, an audit trail."""
    events: int
    """How many events it holds."""
    head: StoreHead | None
    """The head of the ledger as it stood then; null where it keeps no recordings yet."""
    bytes: int
    """The size of the file."""
    documents: Maybe[CopiedDocuments] = None
    """What was copied of the documents that entries name, where any does."""


@dataclass(frozen=True, slots=True)
class Restored(Answer):
    """A ledger that was made of a backup; what was written was read again and is whole."""

    backup: str
    """The file that it was made of."""
    ledger: str
    """Where the ledger is, without a password."""
    kind: Kind
    """What the file is: `ledger`, a ledger in a file, or `trail`, an audit trail."""
    events: int
    """How many events it holds."""
    head: StoreHead | None
    """Its head, which is that of the backup; null where it keeps no recordings yet."""
    documents: Maybe[CopiedDocuments] = None
    """What was copied of the documents that entries name, where any does."""


@dataclass(frozen=True, slots=True)
class Rights(Answer):
    """The roles in the database of a ledger."""

    ledger: str
    """Where the ledger is, without a password."""
    applied: bool
    """Whether the statements were carried out."""
    roles: Mapping[str, str]
    """The roles, and what each may do."""
    sql: str
    """The statements that make them."""


def is_all_there(found: BackedUp | Restored) -> bool:
    """Whether every document that entries name is in the copy."""
    return found.documents is None or not found.documents.missing
