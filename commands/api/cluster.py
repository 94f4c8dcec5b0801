"""A Dask cluster to compute on: its scheduler asked, or a sentence that says why it cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from ledger.errors import SeriesdError

_TIMEOUT = "10s"


class ClusterError(SeriesdError):
    """The cluster cannot be asked. The message says why, and what would help."""


@contextmanager
def cluster(scheduler: str, what: str) -> Iterator[Any]:
    """A client of the scheduler at an address, to do `what` with. Raises `ClusterError` where nobody would do it."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ClusterError(f"{what} on a cluster needs Dask: pip install 'seriesd[dask]'") from None
    try:
        client = distributed.Client(scheduler, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"there is no Dask scheduler at {scheduler}: {error}; start one, or use --jobs") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise ClusterError(f"the Dask scheduler at {scheduler} has no workers; start some, or use --jobs")
        yield client
