"""Who makes which rows: those of a crew and of the one who hired it come out in order, and nobody waits for nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from commands.api.ledger import open_ledger
from ledger.log.recorded import CorruptLedgerError
from ledger.store.store import Store, open_store
from projections.sql.database import engine_of, writing
from projections.sql.runner import runner, together
from projections.sql.runner.delta import Fresh, fresh
from projections.sql.runner.runner import catch_up
from projections.sql.runner.standing import NOWHERE
from projections.sql.runner.together import rows_in_order
from projections.sql.runner.tracking import standings_in
from projections.sql.runner.workers import Crew, Task
from projections.workers import AloneError
from tests.tables import helping

NAMES = [f"Company {number}" for number in range(9)]
TASKS = [(name, NOWHERE) for name in NAMES]


@pytest.fixture
def store(ledger_url: str) -> Iterator[Store]:
    """A ledger of small companies."""
    for name in NAMES:
        with open_ledger(ledger_url, company=name) as ledger:
            ledger.record(helping.some_entries(name, 3), new_company=True)
    with open_store(ledger_url) as opened:
        yield opened


@dataclass
class Slow:
    """A crew of one that answers what it was asked only after so many others were made here; it may never answer."""

    store: Store
    after: int
    at_once: int | None = 2
    asked: list[str] = field(default_factory=list)
    made_here: list[str] = field(default_factory=list)

    def is_worth_it(self, tasks: int) -> bool:
        return tasks > 1

    def ask(self, task: Task) -> "Answer":
        self.asked.append(task[0])
        return Answer(self, task)

    def here(self, store: Store, *task: Any) -> Fresh:
        """What makes rows in the process that hired."""
        self.made_here.append(task[0])
        return fresh(store, *task)


@dataclass
class Answer:
    """What such a crew was asked."""

    crew: Slow
    task: Task

    def is_here(self) -> bool:
        return len(self.crew.made_here) >= self.crew.after

    def result(self) -> Fresh:
        if self.crew.after > len(NAMES):
            raise AloneError
        return fresh(self.crew.store, *self.task)


def crew_of(store: Store, after: int, monkeypatch: pytest.MonkeyPatch, at_once: int | None = 2) -> Any:
    slow = Slow(store, after, at_once)
    monkeypatch.setattr(together, "fresh", slow.here)
    return slow


@pytest.mark.parametrize("after", [0, 1, 4, 7, 100])
def test_however_slow_a_crew_is_the_rows_come_in_order(
    store: Store, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    crew = crew_of(store, after, monkeypatch)
    assert list(rows_in_order(store, TASKS, crew)) == [fresh(store, *task) for task in TASKS]


def test_who_would_wait_makes_what_nobody_was_asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    crew = crew_of(store, 4, monkeypatch)
    found = rows_in_order(store, TASKS, crew)
    assert next(found).company == NAMES[0]
    assert (crew.asked, crew.made_here) == ([*NAMES[:2], *NAMES[6:8]], NAMES[2:6])
    list(found)
    assert sorted(crew.asked + crew.made_here) == NAMES  # each once


def test_a_cluster_is_asked_all_and_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    crew = crew_of(store, 5, monkeypatch, at_once=None)
    assert [one.company for one in rows_in_order(store, TASKS, crew)] == NAMES
    assert (crew.asked, crew.made_here) == (NAMES, [])


def test_what_is_wrong_is_said_when_its_turn_comes(
    store: Store, ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(engine_of(ledger_url)) as connection:
        connection.exec_driver_sql(
            f"DELETE FROM seriesd_events WHERE originator_id = 'company/{NAMES[4]}' AND originator_version = 3"
        )
    crew = crew_of(store, 7, monkeypatch)
    found = rows_in_order(store, TASKS, crew)
    assert [next(found).company for _ in range(4)] == NAMES[:4]
    with pytest.raises(CorruptLedgerError, match="Company 4: position 3 is missing"):
        next(found)


def test_what_was_written_before_a_log_that_is_wrong_stays(
    store: Store, ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = helping.tables(ledger_url)
    monkeypatch.setattr(runner, "COMPANIES_AT_ONCE", 3)
    with writing(engine) as connection:
        connection.exec_driver_sql(
            f"DELETE FROM seriesd_events WHERE originator_id = 'company/{NAMES[4]}' AND originator_version = 3"
        )
    with pytest.raises(CorruptLedgerError, match="Company 4: position 3 is missing"):
        catch_up(store, engine, crew=cast("Crew", crew_of(store, 2, monkeypatch)))
    assert [*standings_in(engine)] == NAMES[:3]


@pytest.mark.parametrize(("companies", "notices"), [(1, 4_000), (4, 4_000), (20, 1), (20, 13), (20, 4_000)])
@pytest.mark.parametrize("read_at_once", [1, 7, 20_000])
def test_however_it_is_portioned_all_is_written(  # noqa: PLR0917
    store: Store, ledger_url: str, monkeypatch: pytest.MonkeyPatch, companies: int, notices: int, read_at_once: int
) -> None:
    monkeypatch.setattr(runner, "COMPANIES_AT_ONCE", companies)
    monkeypatch.setattr(runner, "NOTICES_AT_ONCE", notices)
    monkeypatch.setattr(runner, "_READ_AT_ONCE", read_at_once)
    engine, told = helping.tables(ledger_url), list[int]()
    catch_up(store, engine, lambda done, _: told.append(done), cast("Crew", crew_of(store, 2, monkeypatch)))
    helping.stands_whole(engine, store)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, store.latest())
    late = {"type": "common_issued", "effective": "2006-01-02", "holder": "Late", "shares": 5, "id": "late"}
    for name in NAMES[3:5]:
        with open_ledger(ledger_url, company=name) as ledger:
            ledger.record([late])
    catch_up(store, engine)
    helping.stands_whole(engine, store)
