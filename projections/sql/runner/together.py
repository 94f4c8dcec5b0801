"""The rows of several companies, made by a crew and by the one who hired it, and given out in order.

Whoever waits makes rows meanwhile: the processes that it hired take a while to begin, and where there are two
processors it would be idle for half of the work. So they are asked little at once, and it does what none was asked yet.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from ledger.errors import SeriesdError
from ledger.store.store import Store
from projections.sql.runner.delta import Fresh, Wish, fresh
from projections.sql.runner.standing import Standing
from projections.sql.runner.workers import Crew, Task
from projections.workers import AloneError, Asked

_AHEAD = 16
"""So many companies may be made before their rows are asked for, or as many as are asked of a larger crew at once.

The rows of all companies together can be many.
"""

Alone = Callable[[Store, str, Standing, Wish | None], Fresh]
"""What makes the rows of one company here: `fresh`, or what answers and raises the same."""


@dataclass(slots=True)
class _Place:
    """The place of a company in the order: its rows are not begun yet, asked of somebody, or made here."""

    store: Store
    task: Task
    asked: Asked[Task, Fresh] | None = None
    here: Fresh | None = None
    failed: bool = False

    def is_free(self) -> bool:
        """Whether nobody has begun."""
        return self.asked is None and not self.is_done()

    def is_done(self) -> bool:
        """Whether its rows are there, or can only be made when its turn comes."""
        return self.failed or self.here is not None or (self.asked is not None and self.asked.is_here())

    def make(self) -> None:
        """Make its rows here; what is wrong is to be said when its turn comes, for what comes before is written."""
        try:
            self.here = fresh(self.store, *self.task)
        except SeriesdError:
            self.failed = True

    def rows(self) -> Fresh:
        """Its rows, waited for. Raises what `fresh` raises."""
        if self.here is not None:
            return self.here
        try:
            made = self.asked.result() if self.asked is not None else None
        except AloneError:
            made = None
        if made is None or self.store.hash_at(made.company, made.now.position) != made.now.head:
            return fresh(self.store, *self.task)
        return made  # of the log that is here, up to some entry: the hash of that one speaks for all before it


class InOrder(Protocol):
    """What gives out the rows of several companies: `rows_in_order`, or what does something beside it."""

    def __call__(
        self, store: Store, tasks: Sequence[Task], crew: Crew | None, alone: Alone = fresh, /
    ) -> Iterator[Fresh]:
        """The rows of any number of companies, one by one."""


def rows_in_order(store: Store, tasks: Sequence[Task], crew: Crew | None, alone: Alone = fresh) -> Iterator[Fresh]:
    """The rows of any number of companies, one by one, while those of a few more are being made.

    They are made by a crew, if there is one and it pays; else `alone` makes them. Raises what `fresh` raises.
    """
    if crew is None or not crew.is_worth_it(len(tasks)):
        yield from (alone(store, *task) for task in tasks)
        return
    to_come = (_Place(store, task) for task in tasks)
    line = deque(islice(to_come, max(_AHEAD, crew.at_once or 0)))
    while line:
        _see_to(line, crew)
        yield line.popleft().rows()
        line.extend(islice(to_come, 1))


def _see_to(line: Sequence[_Place], crew: Crew) -> None:
    """Have rows made, those of the first place in the line at least, as far as that needs no waiting."""
    _ask(line, crew)
    while not line[0].is_done() and (free := next(filter(_Place.is_free, line), None)) is not None:
        free.make()
        _ask(line, crew)


def _ask(line: Sequence[_Place], crew: Crew) -> None:
    """Ask the crew as much as it is to have before it at once."""
    busy = sum(one.asked is not None and not one.is_done() for one in line)
    free = list(filter(_Place.is_free, line))
    for one in free if crew.at_once is None else free[: max(0, crew.at_once - busy)]:
        one.asked = crew.ask(one.task)
