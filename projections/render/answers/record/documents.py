"""Files attached to entries, as a list; and what came of attaching one."""

from collections.abc import Iterator, Sequence

from projections.audit.documents import SHORT, Attachment, Document
from projections.certificate.passages import TELLING
from projections.render.blocks import Block, Grid, Linked, Note, Title
from projections.render.numbers import number
from projections.render.papers import AS_WHAT, file_of

_COLUMNS = ("entry", "file", "bytes", "as", "sha256", "attached by", "recorded", "")


def blocks(found: Sequence[Document], entry: str | None, known: str, saved: str | None) -> Iterator[Block]:
    """The documents, each with what is wrong with its file; with where they were written, if they were."""
    of = "" if entry is None else f" to {entry}"
    yield Title(f"Documents attached{of}, {known}")
    if not found:
        yield Note("none; `seriesd attach ENTRY FILE` attaches one")
        return
    yield Grid(_COLUMNS, [_row(one) for one in found], right=(2,))
    here = sum(one.is_here for one in found)
    yield Note(f"{here:,} of {len(found):,} here, and as attached")
    if saved is not None:
        yield Note(f"{here:,} written to {saved}")


def of_attaching(found: Attachment) -> Iterator[Block]:
    """What is attached now, and where the copy is."""
    one = found.document
    as_what = "" if one.role == "other" else f", as {AS_WHAT[one.role]}"
    said = f"{one.name} ({number(one.size)} bytes) to {one.entry}{as_what}: {one.document}"
    yield Title(f"Attached {said}." if found.recorded else f"Attached already was {said}.")
    yield Note(f"sha256 {one.sha256}")
    yield Note(f"kept as {one.file}")
    if found.clauses is not None:
        yield Note(_clauses(found.clauses))


def _clauses(found: int) -> str:
    """What of a text of the certificate can be quoted."""
    if found:
        return f"{found} of the {len(TELLING)} clauses were found in it and are quoted beside calculations"
    quoted = "what is quoted is plain text, or Markdown, attached to the entry of the certificate"
    return f"no clause was found in it, so nothing of it will be quoted: {quoted}, with each clause under its number"


def _row(one: Document) -> tuple[str, ...]:
    return (
        one.entry,
        Linked.to(one.name, file_of(one)),
        number(one.size),
        AS_WHAT[one.role],
        f"{one.sha256[:SHORT]}…",
        one.document,
        f"{one.recorded_at:%Y-%m-%dT%H:%M:%SZ}",
        "" if one.is_here else f"{one.condition}: {one.wrong}",
    )
