"""Keeping the tables up to date for as long as one is asked to.

The library's subscription waits for news with LISTEN too, but begins to listen only after it has looked, and so can
miss what is recorded in between until something else is; and in SQLite it has none. Here one listens first, then looks;
and looks again now and then, whatever was heard.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from ledger.store.address import TABLE, file_of
from ledger.store.store import Store
from projections.sql.database import connected, engine_of

POLL_SECONDS = 0.5
"""How often one looks whether something was recorded or the end has come, where nobody says so."""
LOOK_SECONDS = 30.0
"""How often one looks in PostgreSQL though nothing was heard."""

Wait = Callable[[], None]


def follow(store: Store, ledger: str, stop: Event, look: Callable[[], object]) -> None:
    """Have somebody look whenever something may have been recorded, until `stop` is set.

    Raises what `look` raises, and `StoreError` when the connection that listens is lost.
    """
    with _waiting(ledger, stop) as wait:
        seen = -1
        while not stop.is_set():
            latest = store.latest()
            if latest != seen:
                look()
                seen = latest
            else:
                wait()


@contextmanager
def _waiting(ledger: str, stop: Event) -> Iterator[Wait]:
    """How to wait until something may have been recorded."""
    if file_of(ledger) is not None:
        yield lambda: (stop.wait(POLL_SECONDS), None)[1]
        return
    with connected(engine_of(ledger)) as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"LISTEN {TABLE}")
        driver: Any = connection.connection.driver_connection

        def listen() -> None:
            waited = 0.0
            while not stop.is_set() and waited < LOOK_SECONDS:
                for _ in driver.notifies(timeout=POLL_SECONDS, stop_after=1):
                    return
                waited += POLL_SECONDS

        yield listen
