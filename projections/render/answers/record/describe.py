"""The entry types of a journal, and the fields of one, in words."""

from collections.abc import Iterable, Iterator, Sequence

from projections.render.blocks import Block, Grid, Heading, Paragraph, Title, Verbatim
from projections.render.marks.citations import clause as of_clause
from projections.render.marks.marked import reasoned


def types(found: Iterable[tuple[str, str, str]]) -> Iterator[Block]:
    """All types: each with its clause, and the first sentence of what it is."""
    yield Title("The entry types of a journal")
    yield Grid(
        ["type", "clause", "what it is"],
        [(kind, reasoned(clause, of_clause(clause)), _first(said)) for kind, clause, said in found],
    )
    yield Paragraph("seriesd describe TYPE shows the fields of one, seriesd template TYPE writes an empty journal.")


def one(
    kind: str, clause: str, meaning: str, fields: Sequence[Sequence[str]], example: Sequence[str]
) -> Iterator[Block]:
    """A type with its fields (name, whether it is required, kind, default, meaning) and an example."""
    yield Title(f"{kind} ({clause})" if clause else kind)
    yield Paragraph(meaning)
    yield Grid(["field", "", "kind", "default", "meaning"], fields)
    yield Heading("Example")
    yield Verbatim(example)


def _first(meaning: str) -> str:
    return f"{meaning.partition('. ')[0].rstrip('.')}."
