"""A question before something is written: asked where somebody sits at a terminal who can see what it is about."""

import sys
from shutil import get_terminal_size

from commands.terminal.layout import is_terminal


def can_ask() -> bool:
    """Whether somebody reads what is printed and can answer."""
    return all(is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))


def is_confirmed(question: str) -> bool:
    """Ask; anything but yes, also the end of the input, is no."""
    from projections.render.words import wrapped

    asked = "\n".join(wrapped(f"{question} [y/N]", get_terminal_size().columns - 1))
    print(f"{asked} ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        print(file=sys.stderr)
    return answer.strip().lower() in ("y", "yes")
