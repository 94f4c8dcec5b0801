"""A question before something is written: asked where somebody sits at a terminal who can see what it is about."""

import argparse
import sys
from shutil import get_terminal_size

from commands.terminal.layout import is_terminal
from commands.terminal.streams import say_beside
from commands.terminal.taken import taken_by
from ledger.shown import visible


def can_ask() -> bool:
    """Whether somebody reads what is printed and can answer."""
    return all(is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))


def is_confirmed(question: str) -> bool:
    """Ask; anything but yes, also the end of the input, is no."""
    from projections.render.words import wrapped

    asked = "\n".join(wrapped(f"{visible(question)} [y/N]", get_terminal_size().columns - 1))
    print(f"{asked} ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        print(file=sys.stderr)
    return answer.strip().lower() in ("y", "yes")


def is_wanted(options: argparse.Namespace, question: str, otherwise: str) -> bool:
    """Whether somebody confirms it; where nobody can be asked, it is said that nothing is recorded, and what does."""
    if options.json or options.output is not None or taken_by(options) is not None or not can_ask():
        say_beside(f"seriesd: nothing is recorded; {otherwise}", options)
        return False
    if not is_confirmed(question):
        say_beside("nothing is recorded", options)
        return False
    return True
