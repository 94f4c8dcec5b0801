"""Eight writers to twenty companies on a server, and a follower: nothing is missed, and in the end it is level."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from ledger.store.backend import StoreError
from ledger.store.postgres.place import PostgresPlace, PostgresRecorder
from ledger.store.store import ConcurrentWriteError, Store, open_store
from ledger.store.whole import examine_whole
from projections.sql.database import engine_of
from projections.sql.runner.follow import follow
from projections.sql.runner.runner import catch_up
from tests.injuries.writers import NAMES, story, write
from tests.tables import helping

EACH = 24


def test_a_follower_beside_eight_writers_misses_nothing_and_ends_level(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        store.append(NAMES[0], story(NAMES[0])[:1], after=0, previous="0" * 64)
    engine, done = helping.tables(postgres_url), threading.Event()

    def writes(seed: int) -> None:
        with open_store(postgres_url) as own:
            write(own, seed, EACH, batch=1 if seed % 2 else 10)

    def follows() -> None:
        with open_store(postgres_url) as own:
            follow(own, postgres_url, done, lambda: catch_up(own, engine_of(postgres_url)))

    with ThreadPoolExecutor(9) as crew:
        follower = crew.submit(follows)
        try:
            for one in [crew.submit(writes, seed) for seed in range(8)]:
                one.result()
            helping.wait_for(postgres_url, patience=60)
        finally:
            done.set()
        follower.result()
    with open_store(postgres_url) as store:
        assert examine_whole(store).faults == []
        logs = {name: store.read(name) for name in store.companies()}
    assert sum(map(len, logs.values())) >= 8 * EACH + 1
    assert all(log == story(name)[: len(log)] for name, log in logs.items())
    assert helping.same(helping.all_rows(engine), helping.made_anew(logs))


def test_catching_up_ends_though_others_go_on_recording(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        helping.append(store, NAMES[0], story(NAMES[0]), 1)
        engine = helping.tables(ledger_url)
        places = iter(range(2, 8))

        def told(*_: int) -> None:
            """Before each batch somebody records another entry."""
            helping.append(store, NAMES[0], story(NAMES[0]), next(places))

        catch_up(store, engine, told)
        assert next(places) < 7
        catch_up(store, engine)
        helping.stands_whole(engine, store)


class Dropping(PostgresPlace):
    """A server that ends the connection at a statement, counted from the first of a writer."""

    def __init__(self, url: str, at: int, drop: Callable[[int], None]) -> None:
        super().__init__(url)
        self.statements = 0
        outer = self

        class Cursor(psycopg.Cursor[Any]):
            def _counted(self) -> None:
                outer.statements += 1
                if outer.statements == at:
                    drop(self.connection.info.backend_pid)

            def execute(self, *given: Any, **named: Any) -> Any:
                self._counted()
                return super().execute(*given, **named)

            def copy(self, *given: Any, **named: Any) -> Any:
                self._counted()
                return super().copy(*given, **named)

        self._cursor = Cursor

    def _recorder(self, schema: str) -> PostgresRecorder:
        recorder = super()._recorder(schema)
        recorder.datastore.pool.kwargs["cursor_factory"] = self._cursor
        return recorder


@pytest.mark.parametrize("batch", [1, 10])
def test_a_connection_that_drops_at_any_statement_leaves_all_or_nothing(postgres_url: str, batch: int) -> None:
    with (
        psycopg.connect(postgres_url, autocommit=True) as other,
        open_store(postgres_url) as store,
    ):
        helping.append(store, NAMES[0], story(NAMES[0]), 1)
        at, before, unharmed = 0, 1, False
        while not unharmed:
            at += 1
            place = Dropping(
                postgres_url, at, lambda pid: other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]) and None
            )
            with Store(place, place.find()) as writer:
                try:
                    helping.append(writer, NAMES[0], story(NAMES[0]), before + batch)
                except ConcurrentWriteError as error:
                    raise AssertionError("nobody else wrote") from error
                except StoreError as error:
                    said = str(error)
                    there = store.head(NAMES[0])[0]
                    unharmed = False
                else:
                    said, there = "", before + batch
                    unharmed = place.statements < at
            assert len(said.splitlines()) <= 1
            assert there in ((before, before + batch) if said else (before + batch,))
            before = there
            assert store.read(NAMES[0]) == story(NAMES[0])[:before]
            assert examine_whole(store).faults == []
        assert at > 8
