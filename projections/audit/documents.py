"""The documents attached to entries, each beside its file: whether that is here, and still what was attached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.events import Role
from ledger.log.documents import Attached, attached
from ledger.log.recorded import Recorded
from ledger.names import near
from ledger.refusals import Refusal
from ledger.store.documents import Condition, DocumentFolder, Found
from projections.members import Answer, Hidden, Maybe

Standing = Condition | Literal["disposed"]
"""How the file of a document is; one that was disposed of is missing by right."""

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
    condition: Standing
    wrong: Maybe[str]
    file: Hidden[Path | None]
    keep_until: Maybe[date] = None
    """The last day on which the file has to be kept."""
    hold: Maybe[str] = None
    """Why the file is kept whatever the day."""
    disposed: Maybe[date] = None
    """The day on which the file was disposed of."""

    def may_go(self, on: date) -> bool:
        """Whether the file may be disposed of on a day: its `keep_until` is over, and nothing holds it."""
        return self.keep_until is not None and self.keep_until < on and self.hold is None and self.disposed is None

    @property
    def is_here(self) -> bool:
        """Whether the file is here, and has the bytes that were attached."""
        return self.condition == "here"


@dataclass(frozen=True, slots=True)
class Documents(Answer):
    """The documents that were asked for, in the order of recording."""

    documents: Sequence[Document]
    may_go: Maybe[Sequence[str]] = None
    """Of the files that were to be disposed of, those that may be, by the entries that attached them."""
    disposed: Maybe[Sequence[str]] = None
    """Those that were: the record says so, and the file is gone where no other document has the same bytes."""


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
    disposed: Maybe[int] = None
    """How many were disposed of, and are gone by right."""

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
    gone = sum(one.condition == "disposed" for one in found)
    faults = [one for one in found if not one.is_here and one.condition != "disposed"]
    return Checked(len(found), faults, [*others], gone or None)


def document_of(one: Attached, folder: DocumentFolder | None) -> Document:
    """A document as it is in the folder now."""
    by, said = one
    found = NOBODY_SAID if folder is None else folder.look(said.sha256, said.size)
    is_gone = said.disposed is not None and found.condition == "missing"
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
        condition="disposed" if is_gone else found.condition,
        wrong=f"it was disposed of on {said.disposed}" if is_gone else found.says or None,
        file=None if folder is None else folder.file(said.sha256),
        keep_until=said.keep_until,
        hold=said.hold,
        disposed=said.disposed,
    )
