"""What lies beside an explanation: the documents of the entries that it cites, and the certificate's own words."""

from collections.abc import Iterable, Iterator

from ledger.events import Role
from projections.audit.documents import SHORT, Document
from projections.audit.papers import Papers
from projections.certificate.passages import Passage
from projections.render.blocks import Block, Items, Paragraph, Quotation
from projections.render.marks.marked import Linked, reasoned
from projections.render.marks.why import Why

AS_WHAT: dict[Role, str] = {
    "source": "source",
    "certificate": "text of the certificate",
    "notice": "notice",
    "other": "other",
}
MOST_QUOTED = 4_000
"""So many signs of a passage are quoted; it ends with a word, and says how much of it there is besides."""


def attached(papers: Papers, entries: Iterable[str]) -> Iterator[Block]:
    """The documents of entries, each leading to its file."""
    found = papers.of(entries)
    if found:
        yield Items([reasoned(Linked.to(said_of(one), file_of(one)), Why("document", one.document)) for one in found])


def said_of(one: Document) -> str:
    """A document in a line: to which entry it is attached, and which bytes are meant."""
    wrong = "" if one.is_here else f" ({one.condition}: {one.wrong})"
    return f"Attached to {one.entry}: {one.name}, sha256 {one.sha256[:SHORT]}…{wrong}"


def file_of(one: Document) -> str:
    """Where its file is, if it is here as it was attached."""
    return str(one.file.absolute()) if one.file is not None and one.is_here else ""


def not_quoted(papers: Papers) -> Iterator[Paragraph]:
    """That nothing is quoted, and why, where the text of the certificate is attached and not here as it was."""
    text = papers.certificate
    if text is not None and not text.is_here:
        what = f"The text attached as certificate, {text.name}, is not here as it was attached"
        yield Paragraph(f"{what} ({text.condition}: {text.wrong}), so nothing of it is quoted.")


def quotations(papers: Papers, clauses: Iterable[str]) -> Iterator[Block]:
    """What the certificate says of clauses, named as they are printed, where its text is attached and says it."""
    text = papers.certificate
    if text is not None:
        yield from (_quotation(one, text) for one in papers.quoting(clauses))


def quoted(papers: Papers, clause: str) -> Iterator[Block]:
    """What the certificate says of one clause, by our id of it, where its text is attached and says it."""
    text, passage = papers.certificate, papers.passages.get(clause)
    if text is not None and passage is not None:
        yield _quotation(passage, text)


def _quotation(passage: Passage, text: Document) -> Quotation:
    words, left = cut(passage.paragraphs)
    left_out = f"… goes on in {text.name}: {left:,} more signs are not quoted here." if left else ""
    return Quotation(words, f"{text.name}, sha256 {text.sha256[:SHORT]}…", left_out)


def cut(paragraphs: Iterable[str]) -> tuple[list[str], int]:
    """So much of a passage as is quoted, and how many signs of it are not."""
    words, room, left = list[str](), MOST_QUOTED, 0
    for one in paragraphs:
        if left or not room:
            left += len(one)
            continue
        kept = one if len(one) <= room else f"{one[:room].rsplit(' ', 1)[0]} …"
        words.append(kept)
        left = len(one) - len(kept.removesuffix(" …"))
        room -= min(room, len(one))
    return words, left
