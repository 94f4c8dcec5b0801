"""Which documents can be attached: to an entry that is recorded, and each of them once."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from ledger.engine.edits import UNKNOWN_ENTRY, WRITTEN_BY_LEDGER
from ledger.events import AnyEntry, DocumentAttached, EntryCorrected, SeriesDAutoConverted
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS, as_edited
from ledger.names import near
from ledger.refusals import Refusal
from ledger.rules import refuses

DOCUMENT_ATTACHED_TWICE = refuses(
    "document_attached_twice",
    "",
    "The same document is attached to an entry once.",
    "Nothing is left to do; to give it another name or role, correct the entry that attached it.",
)


DOCUMENT_TO_BE_KEPT = refuses(
    "document_to_be_kept",
    "",
    "A document is disposed of only after the day until which it is kept, and while nothing is its hold.",
    "Wait for that day; to say another, or to release the hold, correct the entry that attached it.",
)


class Content(NamedTuple):
    """The bytes of a document, by their hash, and the entry that it is attached to."""

    entry: str
    sha256: str


def content_of(entry: object) -> Content | None:
    """What an entry attaches, where it does."""
    return Content(entry.entry, entry.sha256) if isinstance(entry, DocumentAttached) else None


def said_by(entry: AnyEntry) -> AnyEntry:
    """An entry, or what a correction puts in place of another."""
    return cast("AnyEntry", entry.with_) if isinstance(entry, EntryCorrected) else entry


def note_document(attached: dict[Content, tuple[str, ...]], one: Recorded) -> None:
    """Note which entry attaches a document, where one does."""
    content = content_of(said_by(one.entry))
    if content is not None:
        subject = one.entry.entry if isinstance(one.entry, EDITS) else one.id
        attached[content] = (*attached.get(content, ()), subject)


def attached_now(
    content: Content,
    attached: Mapping[Content, tuple[str, ...]],
    known: Mapping[str, Recorded],
    edits: Mapping[str, Recorded],
) -> list[Recorded]:
    """The entries that attach a document, as they now stand, of those that once did."""
    stands = (as_edited(known[name], edits.get(name)) for name in attached.get(content, ()))
    return [one for one in stands if one is not None and content_of(one.entry) == content]


def check_attached(entry: AnyEntry, name: str, known: Mapping[str, Recorded], same: Iterable[Recorded]) -> None:
    """Refuse to attach a document, under a name, to what is not recorded, or another time.

    What is voided keeps its documents and can get more. `same` is what attaches the same now.
    """
    if not isinstance(entry, DocumentAttached):
        return
    if entry.entry not in known or entry.entry == name:
        said = f"there is no entry {entry.entry!r} to attach {entry.name} to{near(entry.entry, known)}"
        raise Refusal(UNKNOWN_ENTRY, said)
    target = known[entry.entry].entry
    if isinstance(target, SeriesDAutoConverted):
        raise Refusal(WRITTEN_BY_LEDGER, f"{target.id} was written by the ledger; name {target.cause}, which caused it")
    _check_disposed(entry)
    for one in same:
        if one.id != name:
            said = f"{entry.name} is attached to {entry.entry} already, by {one.id}; correct {one.id} to say otherwise"
            raise Refusal(DOCUMENT_ATTACHED_TWICE, said)


def _check_disposed(entry: DocumentAttached) -> None:
    if entry.disposed is None:
        return
    if entry.hold is not None:
        raise Refusal(DOCUMENT_TO_BE_KEPT, f"{entry.name} is held: {entry.hold}; release it, by hold = null")
    if entry.keep_until is None or entry.disposed <= entry.keep_until:
        until = (
            "nobody said until when it is kept" if entry.keep_until is None else f"it is kept until {entry.keep_until}"
        )
        raise Refusal(DOCUMENT_TO_BE_KEPT, f"{entry.name} cannot be disposed of on {entry.disposed}: {until}")
