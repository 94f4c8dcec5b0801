"""Many companies are projected in processes and on a Dask cluster: the rows are those that one process makes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from projections.read_model.catalogue import TABLES
from projections.sql.database import engine_of, reading
from projections.sql.read import rows_in
from projections.sql.runner.tracking import standings_in
from tests.commands.at_a_terminal import through_a_pipe
from tests.tables.helping import some_entries

COMPANIES = 9
"""More than are made without help."""


def many(url: str, number: int = 4) -> str:
    for company in range(COMPANIES):
        name = f"Company {company}"
        with open_ledger(url, company=name) as ledger:
            ledger.record(some_entries(name, number + company), new_company=True)
    return url


def projected(ledger: str, into: str, *words: str) -> dict[str, Any]:
    done = through_a_pipe("project", "--ledger", ledger, "--into", into, *words, "--json")
    assert (done.code, done.err) == (0, ""), done
    return json.loads(done.out)


def rows(url: str) -> dict[str, list[Any]]:
    with reading(engine_of(url)) as connection:
        return {table.name: sorted(rows_in(connection, table), key=repr) for table in TABLES}


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_on_a_cluster_and_in_processes_the_rows_are_the_same(
    fresh_url: Callable[[str], str], tmp_path: Path, scheduler: str, kind: str
) -> None:
    ledger = many(fresh_url(kind))
    alone = projected(ledger, str(tmp_path / "alone.db"), "--jobs", "1")
    for name, words in (("cluster", ("--scheduler", scheduler)), ("two", ("--jobs", "2"))):
        for more in ((), ("--rebuild",)):
            found = projected(ledger, str(tmp_path / f"{name}.db"), *words, *more)
            assert {**found, "mended": None} == {**alone, "mended": None}
            assert rows(str(tmp_path / f"{name}.db")) == rows(str(tmp_path / "alone.db"))


def test_what_a_cluster_made_of_another_ledger_is_not_taken(
    tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, other = many(str(tmp_path / "ledger.db")), many(str(tmp_path / "other.db"), number=5)
    from projections.sql.runner import workers

    asked: list[str] = []

    class Elsewhere(workers.OnCluster):
        def __init__(self, client: Any, of: str) -> None:
            asked.append(of)
            super().__init__(client, other)

    monkeypatch.setattr(workers, "OnCluster", Elsewhere)
    projected(ledger, str(tmp_path / "found.db"), "--scheduler", scheduler)
    projected(ledger, str(tmp_path / "alone.db"), "--jobs", "1")
    assert asked == [str(tmp_path / "ledger.db")]
    assert rows(str(tmp_path / "found.db")) == rows(str(tmp_path / "alone.db"))
    heads = {name: one.head for name, one in standings_in(engine_of(str(tmp_path / "found.db"))).items()}
    assert heads == {name: one.head for name, one in standings_in(engine_of(str(tmp_path / "alone.db"))).items()}


def test_a_cluster_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.api.cluster._TIMEOUT", "0.2s")
    ledger = many(str(tmp_path / "ledger.db"))
    done = through_a_pipe("project", "--ledger", ledger, "--scheduler", "tcp://127.0.0.1:9")
    assert done.code == 2
    assert "there is no Dask scheduler at tcp://127.0.0.1:9" in done.err
    assert "Traceback" not in done.err
