"""Blocks as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from projections.render.blocks import (
    SIGNED,
    Alert,
    Block,
    Contents,
    Curves,
    Drawing,
    Facts,
    Grid,
    Heading,
    HeatMap,
    Items,
    Letterhead,
    Lines,
    NewPage,
    Note,
    Paragraph,
    Signature,
    Space,
    Struck,
    Title,
    Verbatim,
    flush_right,
)


def as_markdown(blocks: Iterable[Block]) -> str:
    """Markdown, one blank line between blocks."""
    made = ("\n".join(_lines(block)) for block in blocks)
    return "\n\n".join(part for part in made if part) + "\n"


def _lines(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912  a line or two for each kind
    match block:
        case Heading(text, level) | Title(text, level):
            yield f"{'#' * level} {_escaped(text)}"
        case Paragraph(text) | Note(text):
            yield _escaped(text)
        case Alert(text):
            yield f"**{_escaped(text)}**"
        case Letterhead(company, lines, contact):
            yield f"**{_escaped(company)}**"
            yield from (f"<br>{_escaped(', '.join(one))}" for one in (lines, contact) if one)
        case Lines(lines):
            yield "<br>\n".join(map(_escaped, lines))
        case Items(items):
            yield from (f"- {_escaped(item)}" for item in items)
        case Grid():
            yield from _table(block)
        case Facts(pairs):
            yield from _table(Grid((), pairs))
        case Verbatim(lines):
            yield from ("```text", *lines, "```")
        case Signature(name, lines, below, closing):
            yield from (_escaped(closing), "") if closing else ()
            yield _escaped(name)
            for line in lines:
                yield ""
                yield f"{line}: {_escaped('_' * (SIGNED - len(line)))}"
            yield from (f"<br>{_escaped(line)}" for line in below)
        case Drawing(title=title) | Curves(title=title):
            yield f"*{_escaped(title)}: a drawing, on the page and in the PDF*"
        case HeatMap(title=title, table=grid):
            yield from (_escaped(title), "", *_table(grid))
        case Space() | Contents():
            pass
        case NewPage():
            yield "---"
        case _:
            assert_never(block)


def _table(grid: Grid) -> Iterator[str]:
    right = flush_right(grid)
    yield _row(grid.columns or [""] * len(right))
    yield f"|{'|'.join(' ---: ' if one in grid.right else ' --- ' for one in range(len(right)))}|"
    yield from map(_row, grid.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(cell: str) -> str:
    text = "<br>".join(map(_escaped, cell.split("\n")))
    return f"~~{text}~~" if isinstance(cell, Struck) else text


def _escaped(text: str) -> str:
    for sign in "\\`*_|<>[]#":
        text = text.replace(sign, f"\\{sign}")
    return text
