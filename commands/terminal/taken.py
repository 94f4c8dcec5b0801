"""What a verb answers, taken by whoever asked it inside the program instead of being printed.

A verb whose options have a `taken` gives nothing out: it puts there what it found, the ways to make a document or
blocks of it, and what it would have said beside it. So the workbench shows what the command says, and nothing else.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projections.render.blocks import Block
    from projections.render.documents.report import Colophon


class Taken:
    """An answer in the making: `found` is what each company that was asked answered, or what a verb found that writes.

    Of an answer there are `blocks` and a `document`; of a letter or another file its bytes in `file`. `said` are the
    sentences beside it. Written out, since every command loads this and few load `dataclasses`.
    """

    __slots__ = ("blocks", "document", "feet", "file", "found", "said")

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.blocks: Callable[[], Iterable[Block]] | None = None
        self.document: Callable[[], Mapping[str, Any]] | None = None
        self.feet: Sequence[Colophon] = ()
        self.file: bytes | None = None
        self.said: list[str] = []


def taken_by(options: argparse.Namespace | None) -> Taken | None:
    """Where the answer of these options goes, if it is not to be printed."""
    found: Taken | None = getattr(options, "taken", None)
    return found
