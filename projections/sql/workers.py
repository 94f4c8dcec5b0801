"""Several processes that make rows: for ledgers with many companies, whose logs have nothing to do with each other."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from types import TracebackType
from typing import Self

from ledger.store.store import Store, open_store
from projections import workers as crew
from projections.read_model import catalogue
from projections.sql.delta import Fresh, fresh
from projections.sql.tracking import Standing

WORTH_IT = 8
"""For fewer companies at once nobody is hired: it takes as long as the work."""
_MOST = 8
_AHEAD = 2 * _MOST
"""So many companies may be made before their rows are asked for; rows of all companies together can be many."""

Task = tuple[str, Standing]
Answer = tuple[str, Standing, Standing, date, list[list[catalogue.Row]]]
"""What a `Fresh` is made of, its rows in the order of the catalogue."""
Alone = Callable[[Store, str, Standing], Fresh]
"""What makes the rows of one company here: `fresh`, or what answers and raises the same."""
Making = Callable[[], Fresh]
"""Rows that are being made, or will be when they are asked for. It raises what `fresh` raises."""


class Crew:
    """As many processes as there are processors, hired when there is work for them; use it as a context manager."""

    def __init__(self, ledger: str, members: int | None = None) -> None:
        self._wanted = min(members if members is not None else os.cpu_count() or 1, _MOST)
        self._crew: crew.Crew[Task, Answer] = crew.Crew(self._wanted, _opened, ledger)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._crew.__exit__(kind, error, trace)

    def is_worth_it(self, tasks: int) -> bool:
        """Whether so many companies are made sooner together than alone."""
        return tasks >= WORTH_IT and self._wanted > 1

    def begin(self, store: Store, task: Task) -> Making:
        """Have the rows of a company made."""
        return partial(_made, self._crew.ask(task), store, task)


def begin(store: Store, tasks: Sequence[Task], crew: Crew | None, alone: Alone = fresh) -> Iterator[Making]:
    """Have the rows of some companies made by a crew, if there is one and it pays; else they are made one by one."""
    if crew is None or not crew.is_worth_it(len(tasks)):
        return (partial(alone, store, *task) for task in tasks)
    return (crew.begin(store, task) for task in tasks)


def in_order(makings: Iterable[Making]) -> Iterator[Fresh]:
    """The rows of any number of companies, one by one, while a few of the next are being made."""
    waiting = deque[Making]()
    for one in makings:
        waiting.append(one)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def _made(asked: crew.Asked[Task, Answer], store: Store, task: Task) -> Fresh:
    try:
        company, before, now, since, rows = asked.result()
    except crew.AloneError:
        return fresh(store, *task)
    return Fresh(company, before, now, since, dict(zip(catalogue.TABLES, rows, strict=True)))


@contextmanager
def _opened(ledger: str) -> Iterator[Callable[[Task], Answer]]:
    """In another process: what answers there."""
    with open_store(ledger, create=False) as store:
        yield partial(_answer, store)


def _answer(store: Store, task: Task) -> Answer:
    one = fresh(store, *task)
    return one.company, one.before, one.now, one.since, [one.rows[table] for table in catalogue.TABLES]
