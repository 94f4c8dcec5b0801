"""Documents attached to entries: the file is kept first, and then recorded, so no entry is ever without its file."""

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any, NamedTuple

from commands.api.decide import decide
from ledger.engine.attaching import DOCUMENT_ATTACHED_TWICE
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.events import AnyEntry, Role, read_entry
from ledger.log.documents import attached
from ledger.log.recorded import Recorded
from ledger.log.timeline import as_edited, is_edit, standing_edits
from ledger.names import near
from ledger.refusals import Refusal
from ledger.store.documents import DocumentError, DocumentFolder, Kept
from projections.audit.documents import Attachment, documents_about
from projections.audit.papers import clauses_in

_LONGEST_NAME, _LONGEST_SUFFIX = 200, 20
_UNSAFE = frozenset("/\\\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that no name of a file may hold; one that does is kept under its name with a dash in their place."""


class Wanted(NamedTuple):
    """A document to be attached. Without a `role` it is the source, or what it is attached as already."""

    entry: str
    path: Path
    role: Role | None
    note: str | None
    source: str | None
    effective: date | None
    keep_until: date | None = None
    hold: str | None = None


def the_folder(path: Path | None) -> DocumentFolder:
    """The folder of a ledger's documents. Raises `DocumentError` where nobody said which that is."""
    if path is None:
        raise DocumentError(
            "a ledger on a server has no place for documents beside it; name a folder, with --documents FOLDER"
        )
    return DocumentFolder(path)


def check_known(log: Sequence[Recorded], entry: str) -> None:
    """Refuse to keep a document for what is not recorded: it would be a file that no entry names."""
    known = [one.id for one in log]
    if entry not in known:
        raise Refusal(UNKNOWN_ENTRY, f"there is no entry {entry!r} to attach a document to{near(entry, known)}")


def check_not_disposed(log: Sequence[Recorded], entry: str, sha256: str) -> None:
    """Refuse what was disposed of: its file would be back, and the record would not say so."""
    for by, said in attached(log):
        if (said.entry, said.sha256) == (entry, sha256) and said.disposed is not None:
            raise Refusal(
                DOCUMENT_ATTACHED_TWICE,
                f"{said.name} is attached to {entry} already, by {by.id}, which says that it was disposed of on "
                f"{said.disposed}; correct that first: `seriesd correct {by.id} disposed= --reason TEXT`",
            )


def attaching(
    log: list[Recorded], wanted: Wanted, kept: Kept, now: datetime, folder: DocumentFolder
) -> tuple[Attachment, list[Recorded]]:
    """What comes of attaching a document that is kept, and what is to be recorded. Raises `Refusal`."""
    already = [
        one
        for one in attached(log)
        if (one.document.entry, one.document.sha256) == (wanted.entry, kept.sha256)
        and wanted.role in (None, one.document.role)
    ]
    check_not_disposed(log, wanted.entry, kept.sha256)
    if already:
        return _attachment(0, 1, log, already[0].by.id, folder), []
    _, new = decide(log, [_entry(log, wanted, kept)], now)
    return _attachment(len(new), 0, [*log, *new], new[0].id, folder), new


def attached_by(log: list[Recorded], ids: Collection[str], folder: DocumentFolder) -> list[Attachment]:
    """What entries of these ids attached, as it was answered then; without what is no longer here as it was."""
    names = [one.by.id for one in attached(log) if one.by.id in ids]
    return [one for one in (_attachment(1, 0, log, name, folder) for name in names) if one.document.is_here]


def _attachment(recorded: int, already: int, log: list[Recorded], name: str, folder: DocumentFolder) -> Attachment:
    (one,) = documents_about(log, name, folder)
    return Attachment(recorded, already, one, clauses_in(log, one, folder))


def _entry(log: Sequence[Recorded], wanted: Wanted, kept: Kept) -> AnyEntry:
    name = file_name(wanted.path)
    said: dict[str, Any] = {
        "type": "document_attached",
        "effective": wanted.effective or _day_of(log, wanted.entry),
        "entry": wanted.entry,
        "sha256": kept.sha256,
        "name": name,
        "size": kept.size,
        # what this program knows, and not what is installed beside it: the same file gives the same entry
        "media_type": MimeTypes().guess_type(f"file:{name}")[0],
        "role": wanted.role or "source",
        "note": wanted.note,
        "source": wanted.source,
        "keep_until": wanted.keep_until,
        "hold": wanted.hold,
    }
    return read_entry(said)


def _day_of(log: Sequence[Recorded], name: str) -> date:
    """The day of an entry as it now stands: so what belongs to it stands beside it in every list."""
    one = next(one for one in log if one.id == name)
    edits = standing_edits([one for one in log if is_edit(one)])
    return (as_edited(one, edits.get(name)) or one).entry.effective


def file_name(path: Path) -> str:
    """The name of a file as it is recorded: of this or another system, it is one name, and reads as it is."""
    shown = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    name = "".join("-" if one in _UNSAFE or unicodedata.category(one) == "Cc" else one for one in shown).strip()
    suffix = Path(name).suffix[:_LONGEST_SUFFIX]
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - len(suffix)]}{suffix}"
    return "document" if name in ("", ".", "..") else name
