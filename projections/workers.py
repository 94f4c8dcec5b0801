"""Other processes to compute in, for work that falls apart into pieces that have nothing to do with each other.

`loky` starts them and talks to them: new processes that know nothing of the program that hired them but where modules
are found. They do not import its main module, which a program read from standard input does not have, and which another
program may not bear. They only compute, and end when the process that hired them ends, however that was. Where no
process can be had, or one fails, `AloneError` says so, and whoever asked does the work itself: then it also learns what
is wrong.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from threading import Thread
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

_LOOK_SECONDS = 0.5
_hired: list[Callable[[Any], Any]] = []
"""In a process that was hired: what answers there."""
_open = ExitStack()


class AloneError(Exception):
    """No other process answered."""


class Crew(Generic[Task, Answer]):
    """At most so many processes, hired when there is work for them; use it as a context manager.

    Each calls `opens` once with what is given, and answers tasks with what that opens. All of it travels in pickles.
    """

    def __init__(
        self, members: int, opens: Callable[..., AbstractContextManager[Callable[[Task], Answer]]], *given: object
    ) -> None:
        self._members = members
        self._begin = os.getpid(), opens, given
        self._pool: Any = None
        self.alone = not sys.executable  # a program that embeds Python may not know where one is

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(kill_workers=True)  # they write nothing that could be left half-written

    def ask(self, task: Task) -> "Asked[Task, Answer]":
        """The answer to come."""
        if self.alone:
            return Asked(self, None)
        try:
            if self._pool is None:
                from loky import ProcessPoolExecutor  # noqa: PLC0415  most questions hire nobody

                self._pool = ProcessPoolExecutor(self._members, initializer=_begin, initargs=self._begin)
            return Asked(self, self._pool.submit(_answered, task))
        except Exception:  # noqa: BLE001  whatever it is, the work can be done here
            self.alone = True
            return Asked(self, None)


class Asked(Generic[Task, Answer]):
    """An answer to come."""

    def __init__(self, crew: Crew[Task, Answer], future: Any) -> None:
        self._crew = crew
        self._future = future

    def is_here(self) -> bool:
        """Whether nobody need wait for it any more: it is here, or none will come."""
        return self._future is None or self._crew.alone or bool(self._future.done())

    def result(self) -> Answer:
        """The answer, waited for. Raises `AloneError` where none comes."""
        if self._future is None or (self._crew.alone and not self._future.done()):
            raise AloneError
        try:
            answered: tuple[Answer] | None = self._future.result()
        except Exception as error:
            self._crew.alone = True  # another process would fare no better
            raise AloneError from error
        if answered is None:
            raise AloneError
        return answered[0]


def _begin(hirer: int, opens: Callable[..., AbstractContextManager[Callable[[Any], Any]]], given: Any) -> None:
    """What a process does before it is asked for the first time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt of the terminal is for the one who hired us
    Thread(target=_end_with, args=(hirer,), daemon=True).start()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what is printed is no answer, and what fails is done again where it can be said
        os.dup2(nowhere, stream)
    _hired[:] = [_open.enter_context(opens(*given))]


def _end_with(hirer: int) -> None:
    while os.getppid() == hirer:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _answered(task: Any) -> tuple[Any] | None:
    try:
        return (_hired[0](task),)
    except Exception:  # noqa: BLE001  whatever it is, it happens again where it can be said
        return None
