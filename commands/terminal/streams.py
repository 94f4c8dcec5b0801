"""The streams of the process: in which encoding they speak."""

import sys
from io import TextIOWrapper


def speak_utf8() -> None:
    """What is for a program, JSON and journals, is UTF-8 whatever the terminal's encoding.

    Half of a surrogate pair, quoted from what was refused for it, is escaped: as JSON writes it.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
