"""A report as a list of blocks, and how a terminal and a Markdown page show them.

A web page and a PDF show the same blocks: `projections.render.html`, `projections.render.pdf`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import assert_never

from projections.render.charts.drawing import Drawing

_WIDTH = 100
_SIGNED = 44


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


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts by name, one to a line: the fields of a form, the head of a letter."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Signature:
    """Where somebody signs: for whom, and the lines to fill in."""

    on_behalf_of: str
    lines: Sequence[str] = ("By", "Name", "Title", "Date")


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own: the next letter."""


Block = Heading | Paragraph | Items | Grid | Facts | Signature | Drawing | NewPage


def as_text(blocks: Iterable[Block]) -> str:
    """Plain text for a terminal or for paper."""
    text = "\n".join(line for block in blocks for line in _text(block))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """The sentences of a report alone, tables and headings left out."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Items):
            yield from block.items


def as_markdown(blocks: Iterable[Block]) -> str:
    """Markdown, one blank line between blocks."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


def _text(block: Block) -> Iterator[str]:  # noqa: C901  a line or two for each kind
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
        case Grid():
            yield from _aligned(block)
        case Facts():
            yield from _by_name(block)
        case Signature():
            yield from _to_sign(block)
        case Drawing(title=title):
            yield f"  [{title}: a drawing, on the page and in the PDF]"
        case NewPage():
            yield from ("", "-" * _WIDTH)
        case _:
            assert_never(block)


def _aligned(grid: Grid) -> Iterator[str]:
    widths = [max(map(len, cells)) for cells in zip(grid.columns, *grid.rows, strict=True)]
    for row in (grid.columns, *grid.rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _by_name(facts: Facts) -> Iterator[str]:
    width = min(max((len(name) for name, _ in facts.pairs), default=0), _WIDTH // 2) + 2
    yield ""
    for name, value in facts.pairs:
        yield from _wrapped(value, f"  {name.ljust(width)}", " " * (width + 2))
    yield ""


def _to_sign(signature: Signature) -> Iterator[str]:
    yield ""
    yield from _wrapped(signature.on_behalf_of, "  ", "  ")
    for line in signature.lines:
        yield from ("", f"  {line}: {'_' * (_SIGNED - len(line))}")


def _wrapped(text: str, first: str, later: str) -> list[str]:
    # a rational of hundreds of digits is a word longer than a line, and the only one that is broken
    return wrap(text, _WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {_escaped(text)}"
        case Paragraph(text):
            yield _escaped(text)
        case Items(items):
            yield from (f"- {_escaped(item)}" for item in items)
        case Grid(columns, rows):
            yield from _table(columns, rows)
        case Facts(pairs):
            yield from _table(("", ""), pairs)
        case Signature(name, lines):
            yield _escaped(name)
            for line in lines:
                yield ""
                yield f"{line}: {_escaped('_' * (_SIGNED - len(line)))}"
        case Drawing(title=title):
            yield f"*{_escaped(title)}: a drawing, on the page and in the PDF*"
        case NewPage():
            yield "---"
        case _:
            assert_never(block)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_escaped, columns))} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(map(_escaped, row))} |"


def _escaped(text: str) -> str:
    for sign in "\\`*_|<>[]#":
        text = text.replace(sign, f"\\{sign}")
    return text
