"""Files attached to entries, as a list; and what came of attaching one."""

from collections.abc import Iterable, Iterator

from projections.audit.documents import SHORT, Attachment, Document, Documents
from projections.certificate.passages import TELLING
from projections.render.blocks import Block, Grid, Note, Title
from projections.render.marks.marked import Linked, reasoned
from projections.render.marks.why import Why
from projections.render.numbers import number
from projections.render.papers import AS_WHAT, file_of

_KNOWN_NOW = "as known now"
_COLUMNS = ("entry", "file", "bytes", "as", "sha256", "attached by", "recorded", "")


def blocks(answer: Documents, entry: str | None, known: str, saved: str | None) -> Iterator[Block]:
    """The documents, each with what is wrong with its file; with where they were written, or what may go, if asked."""
    found = answer.documents
    of = "" if entry is None else f" to {entry}"
    yield Title(f"Documents attached{of}, {known}")
    if not found:
        yield Note("none; `seriesd attach ENTRY FILE` attaches one")
        return
    yield Grid(_COLUMNS, [_row(one) for one in found], right=(2,))
    here = sum(one.is_here for one in found)
    now = "" if known == _KNOWN_NOW else " now"  # of a file nobody knows how it was at another moment
    yield Note(f"{here:,} of {len(found):,} here{now}, and as attached")
    if saved is not None:
        yield Note(f"{here:,} written to {saved}")
    if answer.disposed is not None:
        yield Note(f"disposed of: {', '.join(answer.disposed) or 'none'}")
    elif answer.may_go is not None:
        what = f"{', '.join(answer.may_go)}; --yes disposes of them" if answer.may_go else "none"
        yield Note(f"may be disposed of: {what}")


def of_attaching(found: Attachment) -> Iterator[Block]:
    """What is attached now, and where the copy is."""
    one = found.document
    as_what = "" if one.role == "other" else f", as {AS_WHAT[one.role]}"
    said = f"{one.name} ({number(one.size)} bytes) to {one.entry}{as_what}: {one.document}"
    yield Title(f"Attached {said}." if found.recorded else f"Attached already was {said}.")
    yield Note(f"sha256 {one.sha256}")
    yield Note(f"kept as {one.file}")
    yield from quoted([found])


def quoted(attached: Iterable[Attachment]) -> Iterator[Block]:
    """What can be quoted of the texts of a certificate among what was attached."""
    yield from (Note(_clauses(one.clauses)) for one in attached if one.clauses is not None)


def _clauses(found: int) -> str:
    """What of a text of the certificate can be quoted."""
    if found:
        return f"{found} of the {len(TELLING)} clauses were found in it and are quoted beside calculations"
    quoted = "what is quoted is plain text, or Markdown, attached to the entry of the certificate"
    return f"no clause was found in it, so nothing of it will be quoted: {quoted}, with each clause under its number"


def _row(one: Document) -> tuple[str, ...]:
    why = Why("document", one.document)
    return (
        reasoned(one.entry, Why("entry", one.entry)),
        reasoned(Linked.to(one.name, file_of(one)), why),
        reasoned(number(one.size), why),
        AS_WHAT[one.role],
        reasoned(f"{one.sha256[:SHORT]}…", why),
        reasoned(one.document, Why("entry", one.document)),
        f"{one.recorded_at:%Y-%m-%dT%H:%M:%SZ}",
        _standing(one),
    )


def _standing(one: Document) -> str:
    """What is wrong with a file, and until when and why it is kept."""
    wrong = "" if one.is_here else f"{one.condition}: {one.wrong}"
    held = "" if one.hold is None else f"held: {one.hold}"
    if one.disposed and one.is_here:
        held = f"disposed of on {one.disposed}; its bytes stay for another document"
    until = "" if one.keep_until is None or one.disposed else f"kept until {one.keep_until}"
    return "; ".join(filter(None, (wrong, held, until)))
