"""The streams of the process: in which encoding they speak, and what is said on them in sentences beside an answer."""

import argparse
import sys
from contextlib import suppress
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

from commands.terminal.taken import taken_by
from ledger.shown import concealed, visible

if TYPE_CHECKING:
    from projections.render.marks.marked import Tone

_LEADS: "dict[str, Tone]" = {
    "seriesd: refused:": "wrong",
    "seriesd:": "wrong",
    "note:": "heed",
    "not carried:": "heed",
}
"""How a sentence begins, and the tone of that beginning."""


def speak_utf8() -> None:
    """What is for a program, JSON and journals, is UTF-8 whatever the terminal's encoding.

    Half of a surrogate pair, quoted from what was refused for it, is escaped: as JSON writes it.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def say_beside(text: str, options: argparse.Namespace | None = None) -> None:
    """Say something on standard error: as wide as the terminal or as --width says, and no number is broken."""
    if (taken := taken_by(options)) is not None:
        taken.said.append(text)
    elif sys.stderr is not None:
        print("\n".join(_spoken(text, options, sys.stderr)), file=sys.stderr)


def say_plainly(text: str) -> None:
    """Say a sentence on standard error with nothing that has to be loaded; who does not listen need not."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            print(visible(concealed(text)), file=sys.stderr, flush=True)


def say(text: str, options: argparse.Namespace) -> None:
    """Say what was done on standard output, likewise."""
    if (taken := taken_by(options)) is not None:
        taken.said.append(text)
        return
    print("\n".join(_spoken(text, options, sys.stdout)))


def _spoken(text: str, options: argparse.Namespace | None, stream: TextIO) -> list[str]:
    text = visible(concealed(text))
    from commands.terminal.layout import is_terminal, style_of
    from projections.render.words import wrapped

    terminal, given = is_terminal(stream), options or argparse.Namespace(width=None, color="auto")
    lines = wrapped(text, given.width or (get_terminal_size().columns if terminal else None))
    style = style_of(argparse.Namespace(color=given.color, output=None), terminal=terminal)
    lead = next((lead for lead in _LEADS if text.startswith(f"{lead} ") and lines[0].startswith(lead)), None)
    return lines if lead is None else [f"{style.toned(lead, _LEADS[lead])}{lines[0].removeprefix(lead)}", *lines[1:]]
