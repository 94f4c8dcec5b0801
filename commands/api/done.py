"""What this process has written so far: for whoever is interrupted, and has to know."""

from collections.abc import Iterator
from contextlib import contextmanager

from ledger.log.recordings import By
from ledger.store.store import ConcurrentWriteError, Store, StoreError

_DONE: list[str] = []
_AMONG = 20
"""Among so many last recordings one's own is looked for: others can have written since."""


def done() -> list[str]:
    """What was written, a phrase each."""
    return list(_DONE)


def entries_in(company: str, number: int) -> str:
    """So many entries of a company."""
    return f"{number:,} {'entry' if number == 1 else 'entries'} of {company}"


@contextmanager
def told_if_written(store: Store, by: By, what: str) -> Iterator[None]:
    """Note what was written, also where its answer was lost: then it is looked for, by the key of its batch."""
    try:
        yield
    except ConcurrentWriteError:
        raise
    except (StoreError, KeyboardInterrupt) as error:
        if not _is_there(store, by):
            raise
        _DONE.append(what)
        if isinstance(error, KeyboardInterrupt):
            raise
    else:
        _DONE.append(what)


def _is_there(store: Store, by: By) -> bool:
    """Whether the recording with this key is the last, or one shortly before it."""
    try:
        last = store.last_recording_number()
        return any(one.by.batch == by.batch for one, _ in store.recordings(max(last - _AMONG, 0)))
    except StoreError:
        return False
