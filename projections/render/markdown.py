"""Blocks as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
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
    Quotation,
    Signature,
    Space,
    Title,
    Verbatim,
    flush_right,
)
from projections.render.links import address_from
from projections.render.marks.marked import Linked, Struck
from projections.render.seen import seen

_MARK = re.compile(r"^(\d*)([.)+=-])")


def as_markdown(blocks: Iterable[Block], base: Path | None = None) -> str:
    """Markdown, one blank line between blocks; links lead to files from the folder `base`, and nowhere without one."""
    made = ("\n".join(_lines(block, base)) for block in seen(blocks))
    return "\n\n".join(part for part in made if part) + "\n"


def _lines(block: Block, base: Path | None) -> Iterator[str]:  # noqa: C901, PLR0912  a line or two for each kind
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
            yield from (f"- {_linked(item, base)}" for item in items)
        case Grid():
            yield from _table(block, base)
        case Facts(pairs):
            yield from _table(Grid((), pairs), base)
        case Verbatim(lines):
            yield from ("```text", *lines, "```")
        case Quotation():
            yield from _quoted(block)
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
            yield from (_escaped(title), "", *_table(grid, base))
        case Space() | Contents():
            pass
        case NewPage():
            yield "---"
        case _:
            assert_never(block)


def _quoted(quotation: Quotation) -> Iterator[str]:
    for words in [*quotation.words, *filter(None, [quotation.left_out])]:
        yield "\\\n".join(f"> {_no_mark(_escaped(line))}" for line in words.split("\n"))
        yield ">"
    yield f"> — {_escaped(quotation.whose)}"


def _no_mark(line: str) -> str:
    """A line whose number, or dash, does not make a list of it, nor a heading of the line above."""
    return _MARK.sub(r"\1\\\2", line)


def _table(grid: Grid, base: Path | None) -> Iterator[str]:
    right = flush_right(grid)
    yield _row(grid.columns or [""] * len(right), base)
    yield f"|{'|'.join(' ---: ' if one in grid.right else ' --- ' for one in range(len(right)))}|"
    yield from (_row(row, base) for row in grid.rows)


def _row(cells: Sequence[str], base: Path | None) -> str:
    return f"| {' | '.join(_cell(cell, base) for cell in cells)} |"


def _cell(cell: str, base: Path | None) -> str:
    if isinstance(cell, Linked):
        return _linked(cell, base)
    text = "<br>".join(map(_escaped, cell.split("\n")))
    return f"~~{text}~~" if isinstance(cell, Struck) else text


def _linked(words: str, base: Path | None) -> str:
    address = address_from(words, base)
    return f"[{_escaped(words)}](<{address}>)" if address else _escaped(words)


def _escaped(text: str) -> str:
    for sign in "\\`*_|<>[]#":
        text = text.replace(sign, f"\\{sign}")
    return text
