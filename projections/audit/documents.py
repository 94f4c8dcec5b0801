"""The documents attached to entries, each beside its file: whether that is here, and still what was attached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.events import Role
from ledger.log.documents import Attached, attached
from ledger.log.recorded import Recorded
from ledger.names import near
from ledger.refusals import Refusal
from ledger.store.documents import Condition, DocumentFolder, Found
from projections.members import Answer, Hidden, Maybe

NOBODY_SAID = Found("unreadable", "nobody said in which folder the documents are; --documents FOLDER says it")
SHORT = 12
"""So many digits of a hash are shown where it is only to be told from others."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document attached to an entry.

    `document` is the entry that attached it, by id; `condition` whether the file is here, and whole, and `wrong` in
    what it is not. `file` is where it is, or would be.
    """

    document: str
    entry: str
    name: str
    role: Role
    sha256: str
    size: int
    media_type: str | None
    effective: date
    recorded_at: datetime
    note: str | None
    source: str | None
    condition: Condition
    wrong: Maybe[str]
    file: Hidden[Path | None]

    @property
    def is_here(self) -> bool:
        """Whether the file is here, and has the bytes that were attached."""
        return self.condition == "here"


@dataclass(frozen=True, slots=True)
class Documents(Answer):
    """The documents that were asked for, in the order of recording."""

    documents: Sequence[Document]


@dataclass(frozen=True, slots=True)
class Attachment(Answer):
    """What came of attaching a document: recorded, or recorded already."""

    recorded: int
    already_recorded: int
    document: Document
    clauses: Maybe[int] = None
    """Of the text of a certificate: in how many clauses it can be quoted."""


class Checked(NamedTuple):
    """How many documents are attached, those that are not here as they were, and files that no entry names.

    Such a file is left behind where attaching it was interrupted, or was put there by somebody else.
    """

    attached: int
    faults: Sequence[Document]
    unreferenced: Sequence[str]

    @property
    def is_whole(self) -> bool:
        """Whether every document is here as it was attached; a file that no entry names is no fault."""
        return not self.faults


def documents_of(log: Iterable[Recorded], folder: DocumentFolder | None) -> list[Document]:
    """The documents attached to the entries of a log, each as it is in the folder now."""
    return [document_of(one, folder) for one in attached(log)]


def documents_about(log: Sequence[Recorded], name: str, folder: DocumentFolder | None) -> list[Document]:
    """Those of one entry, or the one that this entry attached. Raises `Refusal` where there is no such entry."""
    known = [one.id for one in log]
    if name not in known:
        raise Refusal(UNKNOWN_ENTRY, f"there is no entry {name!r}{near(name, known)}")
    found = [one for one in attached(log) if name in (one.document.entry, one.by.id)]
    return [document_of(one, folder) for one in found]


def checked(log: Sequence[Recorded], folder: DocumentFolder | None, others: Iterable[str] = ()) -> Checked:
    """Every document of a log held against its hash. `others` are the files in the folder that no entry names."""
    found = documents_of(log, folder)
    return Checked(len(found), [one for one in found if not one.is_here], [*others])


def document_of(one: Attached, folder: DocumentFolder | None) -> Document:
    """A document as it is in the folder now."""
    by, said = one
    found = NOBODY_SAID if folder is None else folder.look(said.sha256, said.size)
    return Document(
        document=by.id,
        entry=said.entry,
        name=said.name,
        role=said.role,
        sha256=said.sha256,
        size=said.size,
        media_type=said.media_type,
        effective=said.effective,
        recorded_at=by.recorded_at,
        note=said.note,
        source=said.source,
        condition=found.condition,
        wrong=found.says or None,
        file=None if folder is None else folder.file(said.sha256),
    )
