"""The documents attached to entries: which there are, one of them, and its bytes."""

from pathlib import Path
from typing import NamedTuple

from commands.web.ledgers import NotThereError, documents_of
from commands.web.pages.page import Handed, Page
from commands.web.places import Place, Shown
from ledger.store.documents import DocumentError, DocumentFolder
from projections.audit.documents import Document

_BEGINS = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
"""With which bytes a file begins that a browser may show; what only is called so is given as a file to keep."""
_TEXT = ("text/plain", "text/markdown")
_FRAMED = ("image/png", "image/jpeg", *_TEXT)
"""What stands on the page of a document itself, in a frame in which nothing runs."""


class Preview(NamedTuple):
    """How a document can be looked at: in a frame on the page, in a window of its own, or not but as a file to keep."""

    document: Document
    framed: bool
    opened: bool


def preview_of(one: Document) -> Preview:
    """How a document can be looked at, as far as it says of itself."""
    kind = _plain(one.media_type)
    return Preview(one, one.is_here and kind in _FRAMED, one.is_here and (kind in _BEGINS or kind in _TEXT))


def _plain(media_type: str | None) -> str:
    return (media_type or "").partition(";")[0].strip().lower()


def shown_as(one: Document, content: bytes) -> str | None:
    """As what a browser may show these bytes; nothing where it may only keep them."""
    kind = _plain(one.media_type)
    if kind in _TEXT and b"\0" not in content:
        return "text/plain; charset=utf-8"
    begins = _BEGINS.get(kind)
    return kind if begins is not None and content.startswith(begins) else None


def _documents(place: Place) -> Shown:
    return Shown("Documents", [place.ask("documents", place.as_known)])


def _document(place: Place) -> Shown:
    answer = place.ask("documents", [*place.as_known, "--", place.key or ""])
    found = [one for one in answer.found.documents if one.document == place.key]
    if not found:
        raise NotThereError(f"the entry {place.key!r} attaches no document")
    return Shown(found[0].name, [answer], {"preview": preview_of(found[0])})


def _file(place: Place) -> Handed | None:
    """The bytes, held against the hash that is recorded."""
    if place.form is not None:
        return None
    shown = _document(place)
    one: Document = shown.about["preview"].document
    if not one.is_here:
        raise DocumentError(f"{one.name}: {one.wrong}")
    folder = documents_of(place.source)
    if folder is None:
        raise DocumentError("a ledger on a server has no place for documents beside it; start with --documents FOLDER")
    content = DocumentFolder(Path(folder)).read(one.sha256, one.size)
    return Handed(one.name, content, shown_as(one, content))


PAGES = (
    Page("documents", "Documents", _documents),
    Page("document", "Document", _document, template="document.html", keyed=True),
    Page("file", "File of a document", _document, template="document.html", keyed=True, gives=_file),
)
