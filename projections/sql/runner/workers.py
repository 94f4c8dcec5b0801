"""Several processes that make rows: for ledgers with many companies, whose logs have nothing to do with each other."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from ledger.errors import SeriesdError
from ledger.store.store import Store, open_store
from projections import workers
from projections.sql.runner.delta import Fresh, fresh
from projections.sql.runner.tracking import Standing

WORTH_IT = 8
"""For fewer companies at once nobody is hired: it takes as long as the work."""
_MOST = 8
_AHEAD = 2 * _MOST
"""So many companies may be made before their rows are asked for; rows of all companies together can be many."""

Task = tuple[str, Standing]
Alone = Callable[[Store, str, Standing], Fresh]
"""What makes the rows of one company here: `fresh`, or what answers and raises the same."""
Making = Callable[[], Fresh]
"""Rows that are being made, or will be when they are asked for. It raises what `fresh` raises."""


class Crew(workers.Crew[Task, Fresh]):
    """As many processes as there are processors, hired when there is work for them; use it as a context manager."""

    def __init__(self, ledger: str, members: int | None = None) -> None:
        self._wanted = members if members is not None else min(os.cpu_count() or 1, _MOST)
        super().__init__(self._wanted, _opened, ledger)

    def is_worth_it(self, tasks: int) -> bool:
        """Whether so many companies are made sooner together than alone."""
        return tasks >= WORTH_IT and self._wanted > 1


class OnCluster(Crew):
    """The workers of a Dask cluster, asked by a client; each opens the ledger at its address for every task.

    What one answers is taken only where it was made of the very log that is here: a worker on another machine may find
    another file under the name.
    """

    def __init__(self, client: Any, ledger: str) -> None:
        super().__init__(ledger, members=2)
        self._client, self._ledger = client, ledger

    def is_worth_it(self, tasks: int) -> bool:
        """Whoever names a cluster wants it used."""
        return tasks > 1

    def ask(self, task: Task) -> workers.Asked[Task, Fresh]:
        """The answer to come."""
        return workers.Asked(self, self._client.submit(_made_there, self._ledger, task, pure=False))


def _made_there(ledger: str, task: Task) -> tuple[Fresh] | None:
    """On a cluster: the rows of a company; nothing where that cannot be, for it is then done and said here."""
    try:
        with _opened(ledger) as answer:
            return (answer(task),)
    except SeriesdError:
        return None


def begin(store: Store, tasks: Sequence[Task], crew: Crew | None, alone: Alone = fresh) -> Iterator[Making]:
    """Have the rows of some companies made by a crew, if there is one and it pays; else they are made one by one."""
    if crew is None or not crew.is_worth_it(len(tasks)):
        return (partial(alone, store, *task) for task in tasks)
    return (partial(_made, crew.ask(task), store, task) for task in tasks)


def in_order(makings: Iterable[Making]) -> Iterator[Fresh]:
    """The rows of any number of companies, one by one, while a few of the next are being made."""
    waiting = deque[Making]()
    for one in makings:
        waiting.append(one)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def _made(asked: workers.Asked[Task, Fresh], store: Store, task: Task) -> Fresh:
    try:
        made = asked.result()
    except workers.AloneError:
        return fresh(store, *task)
    # of the log that is here, up to some entry of it: the hash of that one speaks for all before it
    return made if store.hash_at(made.company, made.now.position) == made.now.head else fresh(store, *task)


@contextmanager
def _opened(ledger: str) -> Iterator[Callable[[Task], Fresh]]:
    """In another process: what answers there."""
    with open_store(ledger, create=False) as store:
        yield lambda task: fresh(store, *task)
