"""A bar that says how far long work is: on standard error, only on a terminal, and only once it takes over a second.

    with progress("recording") as told:
        for number, entry in enumerate(entries):
            told(number, len(entries))

Until something is told the bar only moves. It has no colours where NO_COLOR is set, and is gone when the work is done.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from commands.terminal.layout import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds in which whoever waits does not yet ask."""


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far the work is while it lasts; answers what is to be told of it."""
    if not is_terminal(sys.stderr):
        yield _unheard
        return
    bar = _Bar(what)
    try:
        yield bar.told
    finally:
        bar.end()


def _unheard(done: int, of: int) -> None:
    """Nobody is watching."""


class _Bar:
    """The bar, from a thread of its own: the work need not be told that it is late."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._at: tuple[int, int | None] = 0, None
        self._shown: Progress | None = None
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def told(self, done: int, of: int) -> None:
        self._at = done, of
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=done, total=of)

    def end(self) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._shown is not None:
            self._shown.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        done, of = self._at
        shown = Progress(console=Console(stderr=True), transient=True)
        shown.add_task(self._what, completed=done, total=of)
        shown.start()
        self._shown = shown
