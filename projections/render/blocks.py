"""A report as a list of blocks, and how a terminal and a Markdown page show them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the report's own."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is one or more sentences."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: names of columns, and rows of cells."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Heading | Paragraph | Items | Grid


def as_text(blocks: Iterable[Block]) -> str:
    """Plain text for a terminal or for paper."""
    return "\n".join(line for block in blocks for line in _text(block)).strip("\n") + "\n"


def as_markdown(blocks: Iterable[Block]) -> str:
    """Markdown, one blank line between blocks."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


def _text(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield ""
            yield text
            if level == 1:
                yield "=" * len(text)
        case Paragraph(text):
            yield from _wrapped(text, "  ", "  ")
        case Items(items):
            for item in items:
                yield from _wrapped(item, "  - ", "    ")
        case Grid(columns, rows):
            widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
            for row in (columns, *rows):
                cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
                yield f"  {'  '.join(cells)}".rstrip()


def _wrapped(text: str, first: str, later: str) -> list[str]:
    return wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {_escaped(text)}"
        case Paragraph(text):
            yield _escaped(text)
        case Items(items):
            yield from (f"- {_escaped(item)}" for item in items)
        case Grid(columns, rows):
            yield f"| {' | '.join(map(_escaped, columns))} |"
            yield f"|{' --- |' * len(columns)}"
            for row in rows:
                yield f"| {' | '.join(map(_escaped, row))} |"


def _escaped(text: str) -> str:
    for sign in "\\`*_|<>[]#":
        text = text.replace(sign, f"\\{sign}")
    return text
