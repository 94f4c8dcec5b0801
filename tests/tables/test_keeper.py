"""Who looks again and again and keeps books in between writes the same rows, whatever is recorded between two looks."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commands.api.ledger import open_ledger
from ledger.log.recorded import CorruptLedgerError
from ledger.store.store import Store, open_store
from projections.sql.database import writing
from projections.sql.runner.cache import Keeper
from projections.sql.runner.rebuild import rebuild
from projections.sql.runner.runner import catch_up
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines
from tests.tables import helping

# in a database a failure takes minutes to make smaller; the same law without one is in tests/reporting
CALM = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[one for one in Phase if one is not Phase.shrink],
)
COMPANIES = ("First", "Second", "Third")
LATE = {"type": "common_issued", "effective": "2006-01-10", "holder": "Late", "shares": 5}


@CALM
@given(
    journals=st.lists(
        st.one_of(timelines(max_entries=25), disturbed_timelines(max_entries=25)), min_size=2, max_size=3
    ),
    data=st.data(),
)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_whatever_is_recorded_between_looks_the_tables_equal_a_rebuild(
    kind: str, fresh_url: Callable[[str], str], journals: list[list[Entry]], data: st.DataObject
) -> None:
    logs = {name: judge(entries).log for name, entries in zip(COMPANIES, journals, strict=False)}
    url, keeper, recorded = fresh_url(kind), Keeper(most=40, fewest=0), dict.fromkeys(logs, 0)
    with open_store(url) as store:
        helping.append(store, "First", logs["First"], 1)
        engine = helping.tables(url)
        recorded["First"] = 1
        while any(recorded[name] < len(log) for name, log in logs.items()):
            name = data.draw(st.sampled_from([name for name, log in logs.items() if recorded[name] < len(log)]))
            recorded[name] = data.draw(st.integers(recorded[name] + 1, min(recorded[name] + 5, len(logs[name]))))
            helping.append(store, name, logs[name], recorded[name])
            look = data.draw(st.sampled_from(["keeping", "keeping", "keeping", "another", "none"]))
            if look == "keeping":
                catch_up(store, engine, alone=keeper.fresh)
                parts = {name: logs[name][:upto] for name, upto in recorded.items() if upto}
                assert helping.same(helping.all_rows(engine), helping.made_anew(parts))
            elif look == "another":
                catch_up(store, engine)
        catch_up(store, engine, alone=keeper.fresh)
        caught_up = helping.all_rows(engine)
        rebuild(store, engine)
        assert helping.same(helping.all_rows(engine), caught_up)


class Reading(Store):
    """A store that remembers which logs were read from the beginning."""

    whole: list[str]

    def read_whole(self, company: str):  # type: ignore[no-untyped-def]
        self.whole.append(company)
        return super().read_whole(company)


def test_of_the_logs_that_are_kept_only_what_is_new_is_read(ledger_url: str) -> None:
    for name in COMPANIES:
        with open_ledger(ledger_url, company=name) as ledger:
            ledger.record(helping.some_entries(name), new_company=True)
    engine, keeper = helping.tables(ledger_url), Keeper(most=24, fewest=9)
    with open_store(ledger_url) as opened:
        store = Reading(opened._place, opened._recorder)
        read = []
        for name in ("", "First", "First", "Second", "First", "Third", "Second", "First"):
            if name:
                with open_ledger(ledger_url, company=name) as ledger:
                    ledger.record([LATE])
            store.whole = []
            catch_up(store, engine, alone=keeper.fresh)
            read.append(store.whole)
            helping.stands_whole(engine, opened)
    # of 9 to 13 entries each, kept are the two that were looked at last: Third puts Second out, Second puts First out
    assert read == [[*COMPANIES], ["First"], [], ["Second"], [], ["Third"], ["Second"], ["First"]]


def test_what_was_kept_of_a_log_that_is_altered_is_not_gone_on_from(ledger_url: str) -> None:
    with open_ledger(ledger_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    engine, keeper = helping.tables(ledger_url), Keeper(fewest=0)
    with open_store(ledger_url) as store:
        catch_up(store, engine, alone=keeper.fresh)
        with open_ledger(ledger_url, company="First") as ledger:
            ledger.record([LATE])
        with writing(engine) as connection:
            connection.exec_driver_sql(
                "DELETE FROM seriesd_events WHERE originator_id = 'company/First' AND originator_version = 9"
            )
        with pytest.raises(CorruptLedgerError, match="First: position 9 is not the entry"):
            catch_up(store, engine, alone=keeper.fresh)
