"""What lies beside the entries that an explanation cites: their documents, and the certificate's own words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ledger.events import CertificateAdopted, DocumentAttached
from ledger.log.documents import Attached, attached
from ledger.log.recorded import Recorded
from ledger.store.documents import DocumentError, DocumentFolder
from projections.audit.documents import Document, document_of
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

    by_entry: Mapping[str, Sequence[Attached]] = field(default_factory=dict)
    folder: DocumentFolder | None = None
    certificate: Document | None = None
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def of(self, entries: Iterable[str]) -> list[Document]:
        """The documents of some entries, each once; only these are looked for in the folder."""
        found = (one for name in dict.fromkeys(entries) for one in self.by_entry.get(name, ()))
        return [document_of(one, self.folder) for one in found]

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

    That is the one attached last, as `certificate`, to the entry of the certificate; in plain text, or Markdown. One in
    which no clause is found does not take the place of an earlier one.
    """
    by_entry: dict[str, list[Attached]] = {}
    for one in attached(log):
        by_entry.setdefault(one.document.entry, []).append(one)
    texts = [one for name in _adopted(log) for one in by_entry.get(name, ()) if _is_plain(one.document)]
    found: Papers | None = None
    for one in sorted(texts, key=lambda one: one.by.position, reverse=True):
        certificate = document_of(one, folder)
        said = _passages(folder, certificate)
        if said or not certificate.is_here:  # nobody knows what one says that is not here
            return Papers(by_entry, folder, certificate, said)
        found = found or Papers(by_entry, folder, certificate)
    return found or Papers(by_entry, folder)


def clauses_in(log: Sequence[Recorded], one: Document, folder: DocumentFolder) -> int | None:
    """In how many clauses a text attached as `certificate` can be quoted; None of a document that is something else."""
    if one.role != "certificate":
        return None
    documents = [each.document for each in attached(log) if each.by.id == one.document]
    is_quoted = one.entry in _adopted(log) and all(map(_is_plain, documents))
    return len(_passages(folder, one)) if is_quoted else 0


def _adopted(log: Iterable[Recorded]) -> list[str]:
    return [one.id for one in log if isinstance(one.entry, CertificateAdopted)]


def _passages(folder: DocumentFolder | None, one: Document) -> Mapping[str, Passage]:
    words = None if folder is None else _read(folder, one)
    return {} if words is None else passages(words)


def _is_plain(one: DocumentAttached) -> bool:
    plain = PurePath(one.name).suffix.lower() in _PLAIN or one.media_type in ("text/plain", "text/markdown")
    return plain and one.role == "certificate"


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
