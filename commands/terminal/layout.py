"""How text is laid out where it goes: as wide as the terminal, and with what that can show."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from projections.render.blocks import Block
    from projections.render.text import Layout
    from projections.render.words import Style

_PROSE = 100
_PLAIN = ("", "dumb", "unknown")


def layout_of(options: argparse.Namespace, blocks: "Sequence[Block]") -> "Layout":
    """The layout of an answer, or of a document: that begins with a heading of its own, and is paper where it is piped.

    Where no terminal is and no width is asked for, the lines of an answer are as long as they come.
    """
    from projections.render.blocks import Alert, Heading, Letterhead
    from projections.render.text import Layout

    terminal, width = _is_terminal(options), width_of(options)
    first = blocks[0] if blocks else None
    document = isinstance(first, Alert | Letterhead) or (isinstance(first, Heading) and first.level == 1)
    return Layout(
        width=width,
        prose=_PROSE if document or width is not None else None,
        margin="  " if document else "",
        mentions=document and width is None,
        charts=terminal or getattr(options, "chart", False),
        style=style_of(options, terminal=terminal),
    )


def style_of(options: argparse.Namespace, *, terminal: bool) -> "Style":
    """Emphasis and colours: as --color says, else where a terminal has them. NO_COLOR leaves emphasis as it is."""
    from projections.render.words import Style

    if options.color == "always" and options.output is None:
        return Style(emphasis=True, colours=True)
    emphasis = options.color != "never" and terminal and os.environ.get("TERM", "") not in _PLAIN
    return Style(emphasis, emphasis and not os.environ.get("NO_COLOR"))


def width_of(options: argparse.Namespace) -> int | None:
    """How long a line may be; None where it is as long as it comes."""
    width: int | None = options.width
    return width or (get_terminal_size().columns if _is_terminal(options) else None)


def _is_terminal(options: argparse.Namespace) -> bool:
    return options.output is None and is_terminal(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream of the process goes to a terminal; one that was closed before it began is there no more."""
    return stream is not None and not stream.closed and stream.isatty()


def without_drawings(blocks: "Iterable[Block]") -> "Iterable[Block]":
    """An answer where nobody looks at drawings."""
    from projections.render.blocks import Curves, Drawing

    return (block for block in blocks if not isinstance(block, Drawing | Curves))
