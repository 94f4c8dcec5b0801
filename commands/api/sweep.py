"""Where the scenarios of a sweep are worked out: here, in processes of this machine, or on a Dask cluster.

Each place opens the ledger once and branches from it. The rows come in the order of the grid, wherever they were made.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from commands.api.cluster import ClusterError, cluster
from projections.compare.sweep import Ground, Row
from projections.workers import AloneError, Crew

_CHUNK = 16
_PATIENCE = 1.0
"""Seconds of trying here, before other processes are thought of."""
_WORTH_IT = 4.0
"""Seconds of work still to come for which starting processes pays."""

__all__ = ["ClusterError", "swept"]


def swept(ground: Ground, *, jobs: int | None = None, scheduler: str | None = None) -> Iterator[Row]:
    """The rows of all scenarios, in order: with so many processes, or on the cluster of a Dask scheduler.

    Without either, the first are worked out here, and processes are started when much is left. Raises `Refusal` where
    there is nothing to vary, `ClusterError` when the cluster cannot be asked.
    """
    every = range(ground.size)
    if scheduler is not None:
        return _on_cluster(ground, every, scheduler)
    if jobs is None:
        return _here_at_first(ground, every)
    return _here(ground, every) if jobs == 1 else _in_processes(ground, every, jobs)


def _here(ground: Ground, numbers: range) -> Iterator[Row]:
    return map(ground.ask, ground.scenarios(numbers))


def _here_at_first(ground: Ground, numbers: range) -> Iterator[Row]:
    start, done = monotonic(), 0
    for row in _here(ground, numbers):
        yield row
        done += 1
        if monotonic() - start >= _PATIENCE:
            break
    rest, cores = numbers[done:], os.cpu_count() or 1
    to_come = (monotonic() - start) / max(1, done) * len(rest)
    yield from _here(ground, rest) if cores == 1 or to_come < _WORTH_IT else _in_processes(ground, rest, cores)


def _in_processes(ground: Ground, numbers: range, jobs: int) -> Iterator[Row]:
    with Crew(jobs, _opened, ground) as crew:
        for chunk, asked in [(chunk, crew.ask(chunk)) for chunk in _chunks(numbers)]:
            try:
                yield from asked.result()
            except AloneError:
                yield from _ask(chunk, ground)


def _on_cluster(ground: Ground, numbers: range, scheduler: str) -> Iterator[Row]:
    with cluster(scheduler, "a sweep") as client:
        everywhere = client.scatter(ground, broadcast=True, hash=False)
        for future in client.map(_ask, _chunks(numbers), ground=everywhere, pure=False):
            yield from future.result()


def _chunks(numbers: range) -> list[range]:
    return [numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK)]


def _ask(numbers: range, ground: Ground) -> list[Row]:
    return ground.ask_all(numbers)


@contextmanager
def _opened(ground: Ground) -> Iterator[Callable[[range], list[Row]]]:
    """In another process: the ledger is opened once for all that it will be asked."""
    gc.disable()
    yield ground.ask_all
