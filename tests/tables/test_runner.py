"""The runner: whatever was recorded in whatever pieces, the tables are what a fresh build would make of it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from eventsourcing.persistence import Tracking
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from commands.api.ledger import open_ledger
from ledger.log.recorded import CorruptLedgerError
from ledger.store.backend import StoreError
from ledger.store.store import Store, open_store
from projections.sql.database import engine_of, reading, writing
from projections.sql.runner.delta import fresh
from projections.sql.runner.rebuild import rebuild
from projections.sql.runner.runner import catch_up, write
from projections.sql.runner.standing import NOWHERE
from projections.sql.runner.together import rows_in_order
from projections.sql.runner.tracking import standings, track, tracked
from projections.sql.runner.workers import Crew
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines
from tests.tables import helping

# in a database a failure takes minutes to make smaller; the same laws without one are in tests/reporting
CALM = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[one for one in Phase if one is not Phase.shrink],
)
COMPANIES = ("First", "Second", "Third")


@pytest.fixture
def store(ledger_url: str) -> Iterator[Store]:
    """A ledger of one small company."""
    record(ledger_url, "First")
    with open_store(ledger_url) as opened:
        yield opened


@pytest.fixture
def engine(store: Store, ledger_url: str) -> Engine:
    """The ledger's own database, with tables that are empty yet."""
    del store  # a file of tables is no ledger, so that comes first
    return helping.tables(ledger_url)


def record(url: str, company: str, number: int = 6) -> None:
    with open_ledger(url, company=company) as ledger:
        ledger.record(helping.some_entries(company, number), new_company=True)


@CALM
@given(
    journals=st.lists(
        st.one_of(timelines(max_entries=25), disturbed_timelines(max_entries=20)), min_size=1, max_size=3
    ),
    data=st.data(),
)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_however_journals_are_cut_the_tables_equal_a_fresh_build(
    kind: str, fresh_url: Callable[[str], str], journals: list[list[Entry]], data: st.DataObject
) -> None:
    logs = {name: judge(entries).log for name, entries in zip(COMPANIES, journals, strict=False)}
    url = fresh_url(kind)
    with open_store(url) as store:
        recorded = dict.fromkeys(logs, 0)
        helping.append(store, "First", logs["First"], 1)
        recorded["First"] = 1
        engine = helping.tables(url)
        while any(recorded[name] < len(log) for name, log in logs.items()):
            name = data.draw(st.sampled_from([name for name, log in logs.items() if recorded[name] < len(log)]))
            recorded[name] = data.draw(st.integers(recorded[name] + 1, len(logs[name])))
            helping.append(store, name, logs[name], recorded[name])
            if data.draw(st.booleans()):
                catch_up(store, engine)
                parts = {name: logs[name][:upto] for name, upto in recorded.items() if upto}
                assert helping.same(helping.all_rows(engine), helping.made_anew(parts))
        catch_up(store, engine)
        assert helping.same(helping.all_rows(engine), helping.made_anew(logs))
        rebuild(store, engine)
        assert helping.same(helping.all_rows(engine), helping.made_anew(logs))


def test_how_far_the_ledger_was_followed_never_goes_back(store: Store, engine: Engine) -> None:
    catch_up(store, engine)
    assert helping.followed(engine) == store.latest()
    with writing(engine) as connection:
        track(connection, Tracking("seriesd_events", 1))
    assert helping.followed(engine) == store.latest()
    with writing(engine) as connection:
        track(connection, Tracking("another", 7))
        assert tracked(connection, "another") == 7
    assert helping.followed(engine) == store.latest()


def test_runners_that_start_at_once_write_everything_once(store: Store, engine: Engine, ledger_url: str) -> None:
    for name in COMPANIES[1:]:
        record(ledger_url, name, 20)
    begin = threading.Barrier(4)
    failures: list[BaseException] = []

    def run(again: bool) -> None:
        try:
            with open_store(ledger_url) as own:
                begin.wait()
                (rebuild if again else catch_up)(own, engine_of(ledger_url))
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number == 3,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []
    catch_up(store, engine)
    helping.stands_whole(engine, store)
    assert len(helping.all_rows(engine)["entries"]) == 23 + 23 + 9


def test_a_runner_beside_writers_to_many_companies_misses_nothing(
    store: Store, engine: Engine, ledger_url: str
) -> None:
    begin = threading.Barrier(4)
    done = threading.Event()
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                begin.wait()
                work()
            except BaseException as error:  # noqa: BLE001
                failures.append(error)

        return threading.Thread(target=run)

    def writes(number: int) -> None:
        for turn in range(4):
            record(ledger_url, f"Company {number} {turn}", 3)
            # and all of them one more entry for the same company
            with open_ledger(ledger_url, company="First") as ledger:
                name, day = f"also {number} {turn}", "2006-03-01"
                ledger.record([{"type": "common_issued", "effective": day, "id": name, "holder": "X", "shares": 1}])

    def follows() -> None:
        with open_store(ledger_url) as own:
            while not done.is_set():
                catch_up(own, engine_of(ledger_url))

    writers = [guarded(lambda number=number: writes(number)) for number in range(3)]  # type: ignore[misc]
    follower = guarded(follows)
    for one in (follower, *writers):
        one.start()
    for one in writers:
        one.join()
    done.set()
    follower.join()
    assert failures == []
    catch_up(store, engine)
    assert store.head("First")[0] == 9 + 12
    assert len(store.companies()) == 1 + 12
    helping.stands_whole(engine, store)
    assert len(helping.all_rows(engine)["entries"]) == 9 + 12 + 12 * 6


def test_a_crew_makes_the_rows_that_one_alone_makes(store: Store, engine: Engine, ledger_url: str) -> None:
    names = [f"Company {number}" for number in range(9)]
    for name in names:
        record(ledger_url, name, 4)
    with Crew(ledger_url, members=2) as crew:
        tasks = [(name, NOWHERE) for name in [*names, "Nobody"]]
        assert [*rows_in_order(store, tasks, crew)] == [fresh(store, *task) for task in tasks]
        catch_up(store, engine, crew=crew)
        rebuild(store, engine, crew=crew)
    helping.stands_whole(engine, store)
    assert len(helping.all_rows(engine)["entries"]) == 9 + 9 * 7


def test_what_a_crew_cannot_make_is_said_by_the_one_who_hired_it(store: Store, engine: Engine, ledger_url: str) -> None:
    for number in range(9):
        record(ledger_url, f"Company {number}", 2)
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "DELETE FROM seriesd_events WHERE originator_id = 'company/Company 4' AND originator_version = 3"
        )
    with (
        Crew(ledger_url, members=2) as crew,
        pytest.raises(CorruptLedgerError, match="Company 4: position 3 is missing"),
    ):
        catch_up(store, engine, crew=crew)
    assert helping.all_rows(engine)["entries"] == []


def test_rows_made_of_what_is_no_longer_so_are_not_written(store: Store, engine: Engine) -> None:
    with reading(engine) as connection:
        assert standings(connection) == {}
    slow = fresh(store, "First", NOWHERE)
    catch_up(store, engine)
    before = helping.all_rows(engine)
    assert write(engine, [slow], 1) is False
    assert helping.all_rows(engine) == before
    with reading(engine) as connection:
        assert tracked(connection) == store.latest()


def test_a_rebuild_does_not_take_back_what_another_runner_wrote_meanwhile(
    store: Store, engine: Engine, ledger_url: str
) -> None:
    catch_up(store, engine)
    late = {"type": "common_issued", "effective": "2006-01-02", "holder": "Late", "shares": 5, "id": "late"}

    def meanwhile(*_: int) -> None:
        with open_ledger(ledger_url) as ledger, open_store(ledger_url) as own:
            if ledger.record([late]).entries:
                catch_up(own, engine)

    rebuild(_reads_before(store, "First"), engine, meanwhile)
    helping.stands_whole(engine, store)
    with reading(engine) as connection:
        assert standings(connection)["First"].position == store.head("First")[0]


def _reads_before(store: Store, company: str) -> Store:
    """The same store, the first reading of which is of the moment before."""
    old = store.read_whole(company)
    reads = iter([old])

    class Before(Store):
        def read_whole(self, company: str):  # type: ignore[no-untyped-def]
            return next(reads, None) or super().read_whole(company)

    return Before(store._place, store._recorder)


def test_a_log_that_is_not_the_one_that_the_tables_were_made_of_stops_the_runner(tmp_path: Path) -> None:
    ledger, other, tables = (str(tmp_path / name) for name in ("ledger.db", "other.db", "tables.db"))
    record(ledger, "First", 6)
    record(other, "First", 9)
    engine = helping.tables(tables)
    with open_store(ledger) as store:
        catch_up(store, engine)
    before = helping.all_rows(engine)
    with open_store(other) as store, pytest.raises(CorruptLedgerError, match="not the entry that the reporting tables"):
        catch_up(store, engine)
    assert helping.all_rows(engine) == before
    with open_store(other) as store:
        rebuild(store, engine)
        helping.stands_whole(engine, store)


def test_tables_stand_in_another_database_of_another_kind(sqlite_url: str, postgres_url: str) -> None:
    for ledger, tables in ((sqlite_url, postgres_url), (postgres_url, f"{sqlite_url}.tables")):
        record(ledger, "First")
        engine = helping.tables(tables)
        with open_store(ledger) as store:
            catch_up(store, engine)
            helping.stands_whole(engine, store)


@pytest.mark.parametrize("url", ["mysql://somewhere/db", "/no/such/folder/tables.db"])
def test_what_is_no_place_for_tables_is_refused(url: str) -> None:
    with pytest.raises(StoreError):
        engine_of(url)


def test_a_rebuild_does_not_take_back_a_company_that_another_runner_wrote_meanwhile(
    store: Store, engine: Engine, ledger_url: str
) -> None:
    def meanwhile(*_: int) -> None:
        if "Second" not in store.companies():
            record(ledger_url, "Second")
            with open_store(ledger_url) as own:
                catch_up(own, engine)

    rebuild(store, engine, meanwhile)
    with reading(engine) as connection:
        assert set(standings(connection)) == {"First", "Second"}
    helping.stands_whole(engine, store)


def test_tables_of_a_ledger_of_which_more_was_recorded_follow_the_one_that_is_there(
    tmp_path: Path, postgres_url: str
) -> None:
    longer, shorter = (str(tmp_path / name) for name in ("longer.db", "shorter.db"))
    record(longer, "First", 9)
    record(longer, "Second", 9)
    record(shorter, "First", 2)
    for tables in (str(tmp_path / "tables.db"), postgres_url):
        engine = helping.tables(tables)
        with open_store(longer) as store:
            catch_up(store, engine)
        with open_store(shorter) as store:
            with pytest.raises(StoreError, match=r"have followed \d+ events, and the ledger has only \d"):
                catch_up(store, engine)
            rebuild(store, engine)
            helping.stands_whole(engine, store)
            late = {"type": "common_issued", "effective": "2006-01-02", "holder": "Late", "shares": 5}
            with open_ledger(shorter) as ledger:
                ledger.record([late])
            catch_up(store, engine)
            helping.stands_whole(engine, store)
            with reading(engine) as connection:
                assert {name: one.position for name, one in standings(connection).items()} == {
                    "First": store.head("First")[0]
                }
