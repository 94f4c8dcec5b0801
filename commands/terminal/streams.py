"""The streams of the process: in which encoding they speak."""

import sys
from io import TextIOWrapper
from shutil import get_terminal_size


def speak_utf8() -> None:
    """What is for a program, JSON and journals, is UTF-8 whatever the terminal's encoding.

    Half of a surrogate pair, quoted from what was refused for it, is escaped: as JSON writes it.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def say_beside(text: str) -> None:
    """Say something on standard error: on a terminal in lines as wide as that is, in which no number is broken."""
    if sys.stderr.isatty():
        from projections.render.words import wrapped

        text = "\n".join(wrapped(text, get_terminal_size().columns))
    print(text, file=sys.stderr)
