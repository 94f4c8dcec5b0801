"""Several processes that make rows: for ledgers with many companies, whose logs have nothing to do with each other.

A member of the crew reads and computes, and writes nothing. It ends when the process that hired it ends, however that
was: the other end of its pipe is then closed.
"""

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from ledger.store import Store, open_store
from projections.reporting import catalogue
from projections.tables.fresh import Fresh, fresh
from projections.tables.tracking import Standing

WORTH_IT = 8
"""For fewer companies at once nobody is hired: it takes as long as the work."""
_MOST = 8

Task = tuple[str, Standing]
Answer = tuple[str, Standing, Standing, date, list[list[catalogue.Row]]]
"""What a `Fresh` is made of, its rows in the order of the catalogue."""


class Crew:
    """As many processes as there are processors, hired when there is work for them; use it as a context manager."""

    def __init__(self, ledger: str, members: int | None = None) -> None:
        self._ledger = ledger
        self._wanted = min(members if members is not None else os.cpu_count() or 1, _MOST)
        self._members: list[Connection] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._members:
            one.close()

    def make(self, tasks: Sequence[Task]) -> dict[str, Fresh]:
        """The fresh rows of these companies; those that failed are not in it: who tries them again learns why."""
        if len(tasks) < WORTH_IT or self._wanted < 2:  # noqa: PLR2004  one alone is no crew
            return {}
        if not self._members:
            self._members = [self._hire() for _ in range(self._wanted)]
        waiting, made = list(tasks), dict[str, Fresh]()
        busy = [one for one in self._members if waiting and _give(one, waiting)]
        while busy:
            for one in wait(busy):
                assert isinstance(one, Connection)  # noqa: S101  nothing else was waited for
                _take(one, made)
                if not (waiting and _give(one, waiting)):
                    busy.remove(one)
        return made

    def _hire(self) -> Connection:
        ours, theirs = get_context("spawn").Pipe()
        get_context("spawn").Process(target=_work, args=(self._ledger, theirs), daemon=True).start()
        theirs.close()
        return ours


def _give(member: Connection, waiting: list[Task]) -> bool:
    member.send(waiting.pop())
    return True


def _take(member: Connection, made: dict[str, Fresh]) -> None:
    answer: Answer | None = member.recv()
    if answer is not None:
        company, before, now, since, rows = answer
        made[company] = Fresh(company, before, now, since, dict(zip(catalogue.TABLES, rows, strict=True)))


def _work(ledger: str, hired: Connection) -> None:
    """What a member does until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt of the terminal is for the one who hired us
    with open_store(ledger, create=False) as store, suppress(EOFError, OSError):
        while True:
            company, before = hired.recv()
            hired.send(_answer(store, company, before))


def _answer(store: Store, company: str, before: Standing) -> Answer | None:
    try:
        one = fresh(store, company, before)
    except Exception:  # noqa: BLE001  whatever it is, it happens again where it can be said
        return None
    return company, before, one.now, one.since, [one.rows[table] for table in catalogue.TABLES]
