"""A question before something is written: asked where somebody sits at a terminal who can see what it is about."""

import sys


def can_ask() -> bool:
    """Whether somebody reads what is printed and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def is_confirmed(question: str) -> bool:
    """Ask; anything but yes, also the end of the input, is no."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        print(file=sys.stderr)
    return answer.strip().lower() in ("y", "yes")
