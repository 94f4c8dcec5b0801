"""How text is laid out where it goes: as wide as the terminal, and with what that can show."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.render.blocks import Block
    from projections.render.text import Layout

_PROSE = 100
_PLAIN = ("", "dumb", "unknown")


def layout_of(options: argparse.Namespace, blocks: "Sequence[Block]") -> "Layout":
    """The layout of an answer, or of a document: that begins with a heading of its own, and is paper where it is piped.

    Where no terminal is and no width is asked for, the lines of an answer are as long as they come.
    """
    from projections.render.blocks import Alert, Heading, Letterhead
    from projections.render.text import Layout
    from projections.render.words import Style

    terminal, width = _is_terminal(options), width_of(options)
    first = blocks[0] if blocks else None
    document = isinstance(first, Alert | Letterhead) or (isinstance(first, Heading) and first.level == 1)
    emphasis = terminal and os.environ.get("TERM", "") not in _PLAIN
    return Layout(
        width=width,
        prose=_PROSE if document or width is not None else None,
        margin="  " if document else "",
        mentions=document and width is None,
        charts=terminal or getattr(options, "chart", False),
        style=Style(emphasis, emphasis and not os.environ.get("NO_COLOR")),
    )


def width_of(options: argparse.Namespace) -> int | None:
    """How long a line may be; None where it is as long as it comes."""
    width: int | None = options.width
    return width or (get_terminal_size().columns if _is_terminal(options) else None)


def _is_terminal(options: argparse.Namespace) -> bool:
    return options.output is None and sys.stdout.isatty()


def without_drawings(blocks: "Iterable[Block]") -> "Iterable[Block]":
    """An answer where nobody looks at drawings."""
    from projections.render.blocks import Curves, Drawing

    return (block for block in blocks if not isinstance(block, Drawing | Curves))
