"""Other processes to compute in, for work that falls apart into pieces that have nothing to do with each other.

A member of a crew is a new process that knows nothing of the program that hired it but where modules are found:
`multiprocessing` would have it import the main module, which a program read from standard input does not have, and
which another program may not bear. It only computes. It ends when the process that hired it ends, however that was:
its standard input is then closed. Where no process can be had, or one fails, `AloneError` says so, and whoever asked
does the work itself: then it also learns what is wrong.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from threading import Lock
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

_BEGIN = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from projections.workers import serve; serve()"
)


class AloneError(Exception):
    """No other process answered."""


class Crew(Generic[Task, Answer]):
    """At most so many processes, hired when there is work for them; use it as a context manager.

    Each calls `opens` once with what is given, and answers tasks with what that opens. All of it travels in pickles, so
    `opens` is a function of a module that can be imported.
    """

    def __init__(
        self, members: int, opens: Callable[..., AbstractContextManager[Callable[[Task], Answer]]], *given: object
    ) -> None:
        self._threads = ThreadPoolExecutor(members)  # each waits for the member that it talks to
        self._opens = opens, given
        self._lock = Lock()
        self._members: list[_Member] = []
        self._free: list[_Member] = []
        self._alone = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._alone = True
            for one in self._members:
                one.end()
        self._threads.shutdown(cancel_futures=True)
        for one in self._members:
            one.bury()

    def ask(self, task: Task) -> "Future[Answer]":
        """The answer to come; it raises `AloneError` where none comes."""
        return self._threads.submit(self._ask, task)

    def _ask(self, task: Task) -> Answer:
        try:
            member = self._free_member()
            answered = member.ask(task)
        except Exception as error:
            self._alone = True  # another one would fare no better
            raise AloneError from error
        self._free.append(member)
        if answered is None:
            raise AloneError
        answer: Answer = answered[0]
        return answer

    def _free_member(self) -> "_Member":
        with self._lock:
            if self._alone:
                raise AloneError
            if self._free:
                return self._free.pop()
            member = _Member()
            self._members.append(member)
        member.begin(self._opens)
        return member


class _Member:
    """A process, seen from the one that hired it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter, and our own words
            [sys.executable, "-c", _BEGIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what fails there is done again here, where it can be said
        )

    def begin(self, opens: object) -> None:
        self._send(sys.path)
        self._send(opens)

    def ask(self, task: object) -> tuple[Any] | None:
        self._send(task)
        assert self._process.stdout is not None  # noqa: S101  it is a pipe
        answered: tuple[Any] | None = pickle.load(self._process.stdout)  # noqa: S301  from our own process
        return answered

    def _send(self, given: object) -> None:
        assert self._process.stdin is not None  # noqa: S101  likewise
        self._process.stdin.write(pickle.dumps(given))
        self._process.stdin.flush()

    def end(self) -> None:
        self._process.kill()  # it writes nothing that could be left half-written

    def bury(self) -> None:
        self._process.communicate()


def serve() -> None:
    """What a member does until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt of the terminal is for the one who hired us
    tasks = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as answers, suppress(EOFError, OSError):
        os.dup2(2, 1)  # what is printed is no answer
        opens, given = pickle.load(tasks)  # noqa: S301  from the one who hired us
        with opens(*given) as answer:
            while True:
                answers.write(_answered(answer, pickle.load(tasks)))  # noqa: S301  likewise
                answers.flush()


def _answered(answer: Callable[[Task], Answer], task: Task) -> bytes:
    try:
        return pickle.dumps((answer(task),))
    except Exception:  # noqa: BLE001  whatever it is, it happens again where it can be said
        return pickle.dumps(None)
