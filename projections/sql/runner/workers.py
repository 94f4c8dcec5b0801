"""Several processes that make rows: for ledgers with many companies, whose logs have nothing to do with each other."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from ledger.errors import SeriesdError
from ledger.store.store import open_store
from projections import workers
from projections.sql.runner.delta import Fresh, Wish, fresh
from projections.sql.runner.standing import Standing

WORTH_IT = 8
"""For fewer companies at once nobody is hired: it takes as long as the work."""
_MOST = 8


class Task(NamedTuple):
    """A company, where its rows stand, and whether its snapshot is wanted too."""

    company: str
    before: Standing
    wish: Wish | None = None


class Crew(workers.Crew[Task, Fresh]):
    """As many processes as there are processors, hired when there is work for them; use it as a context manager.

    Whoever hires them is one of them: it makes rows too, as long as it would otherwise wait.
    """

    def __init__(self, ledger: str, members: int | None = None) -> None:
        self._wanted = members if members is not None else min(os.cpu_count() or 1, _MOST)
        hired = max(1, self._wanted - 1)
        super().__init__(hired, _opened, ledger)
        self.at_once: int | None = 2 * hired
        """So many tasks are asked at once: one that each does, and the next for each, while its hirer is busy.

        What is not asked yet the hirer may do itself. A cluster is asked all, and its hirer waits.
        """

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
        self.at_once = None
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


@contextmanager
def _opened(ledger: str) -> Iterator[Callable[[Task], Fresh]]:
    """In another process: what answers there."""
    gc.disable()  # as the command does: rows in the making are no garbage, and looking for some takes a tenth of it all
    gc.freeze()
    with open_store(ledger, create=False) as store:

        def answer(task: Task) -> Fresh:
            gc.collect()  # of the company before nothing is needed any more
            return fresh(store, *task)

        yield answer
