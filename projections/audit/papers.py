"""What lies beside the entries that an explanation cites: their documents, and the certificate's own words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ledger.events import CertificateAdopted
from ledger.log.recorded import Recorded
from ledger.store.documents import DocumentError, DocumentFolder
from projections.audit.documents import Document, documents_of
from projections.certificate.clauses import CLAUSES
from projections.certificate.passages import Passage, passages

_PLAIN = frozenset({".txt", ".md", ".text", ".markdown"})
_CLAUSES: Mapping[str, tuple[str, ...]] = {
    printed: tuple(one.id for one in CLAUSES if one.printed == printed) for printed in {one.printed for one in CLAUSES}
}
"""Our ids of the clauses that are printed under a number."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The documents of entries; and of the certificate, where its text is attached, what it says of each clause."""

    by_entry: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    certificate: Document | None = None
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def of(self, entries: Iterable[str]) -> list[Document]:
        """The documents of some entries, each once."""
        return [one for name in dict.fromkeys(entries) for one in self.by_entry.get(name, ())]

    def quoting(self, clauses: Iterable[str]) -> list[Passage]:
        """What the certificate says of some clauses, named as they are printed; of each once, in the order given.

        What is printed under one number twice, and not told apart, is left out, and so is what could not be found.
        """
        named = (_CLAUSES.get(one.strip(), ()) for label in clauses for one in label.split(","))
        wanted = dict.fromkeys(ids[0] for ids in named if len(ids) == 1)
        return [self.passages[one] for one in wanted if one in self.passages]


NO_PAPERS = Papers()
"""Nothing is attached to anything."""


def papers_of(log: Sequence[Recorded], folder: DocumentFolder | None) -> Papers:
    """The documents of a log, and the words of the certificate where its text can be read.

    That is the one attached last, as `certificate`, to the entry of the certificate; in plain text, or Markdown.
    """
    found = documents_of(log, folder)
    if not found:
        return NO_PAPERS
    by_entry: dict[str, list[Document]] = {}
    for one in found:
        by_entry.setdefault(one.entry, []).append(one)
    adopted = {one.id for one in log if isinstance(one.entry, CertificateAdopted)}
    texts = [one for one in found if one.entry in adopted and one.role == "certificate" and _is_plain(one)]
    certificate = texts[-1] if texts else None
    words = None if certificate is None or folder is None else _read(folder, certificate)
    return Papers(by_entry, certificate, {} if words is None else passages(words))


def _is_plain(one: Document) -> bool:
    return PurePath(one.name).suffix.lower() in _PLAIN or one.media_type in ("text/plain", "text/markdown")


def _read(folder: DocumentFolder, one: Document) -> str | None:
    """The words of a text; nothing where its file is not here, or is no text."""
    try:
        content = folder.read(one.sha256, one.size)
    except DocumentError:
        return None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
