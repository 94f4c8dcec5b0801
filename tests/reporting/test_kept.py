"""Rows made from what was kept of a log are those that are made of all of it, whatever is recorded next."""

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.log.recorded import Recorded
from projections.read_model.incremental import Kept, rows_kept
from projections.read_model.rows import rows_of
from projections.read_model.tail import tail_of
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines

CALM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def heard(log: list[Recorded], cuts: list[int]) -> list[Kept | None]:
    """Hear a log piece by piece; what was kept each time."""
    after, kept, found = 0, None, []
    for upto in [*cuts, len(log)]:
        told, since, kept = rows_kept("Any", log[:upto], after, kept)
        assert since == tail_of(log[:upto], after)
        assert told == rows_of("Any", log[:upto], since=since, after=after)
        after = upto
        found.append(kept)
    return found


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=35)), st.data())
def test_however_a_log_is_heard_its_rows_are_the_same(entries: list[Entry], data: st.DataObject) -> None:
    log = judge(entries).log
    heard(log, sorted(data.draw(st.lists(st.integers(1, len(log)), max_size=len(log)))))


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=35)))
def test_heard_entry_by_entry(entries: list[Entry]) -> None:
    log = judge(entries).log
    heard(log, [*range(1, len(log))])


def test_of_a_log_in_which_all_is_voided_nothing_is_kept() -> None:
    opening: Entry = {
        "type": "opening_balance",
        "effective": "2005-09-06",
        "id": "o",
        "holder": "Founders",
        "common": 5,
    }
    void: Entry = {"type": "entry_voided", "effective": "2005-09-07", "id": "v", "entry": "o", "reason": "an error"}
    log = judge([opening, void, opening | {"id": "again"}]).log
    places = [0 if kept is None else len(kept.places) for kept in heard(log, [1, 2])]
    assert places == [1, 0, 1]


def sale(number: int, day: dt.date, **fields: Any) -> Entry:
    return {
        "type": "common_issued",
        "effective": day.isoformat(),
        "id": f"sale-{number}",
        "holder": f"Buyer {number % 7}",
        "shares": 1000 + number,
        "consideration": {"cash": "2"},
    } | fields


def test_a_new_entry_goes_on_from_near_the_end_and_few_places_are_kept() -> None:
    start = dt.date(2006, 1, 1)
    entries: list[Entry] = [
        {
            "type": "certificate_adopted",
            "effective": "2006-01-01",
            "id": "c",
            "company": "A",
            "common_authorized": 10**9,
        },
        {"type": "opening_balance", "effective": "2006-01-01", "id": "o", "holder": "Founders", "common": 10**7},
        {"type": "series_d_issued", "effective": "2006-01-01", "id": "d", "holder": "Fund", "shares": 10},
        *(sale(number, start + dt.timedelta(days=number)) for number in range(1, 301)),
    ]
    log = judge(entries).log
    *_, kept = heard(log, [*range(200, 303)])
    assert kept is not None
    # 303 entries, one a day: places at most twice as far from the end as any day asks for, 256 being 2 ** 8
    assert len(kept.places) <= 9
    assert [one.applied for one in kept.places][-2:] == [302, 303]


def test_a_dividend_whose_record_date_lies_before_what_was_kept_has_its_register() -> None:
    entries: list[Entry] = [
        {
            "type": "certificate_adopted",
            "effective": "2006-01-01",
            "id": "c",
            "company": "A",
            "common_authorized": 10**9,
        },
        {"type": "opening_balance", "effective": "2006-01-01", "id": "o", "holder": "Founders", "common": 10**7},
        {"type": "series_d_issued", "effective": "2006-01-01", "id": "d", "holder": "Fund", "shares": 10},
        *(sale(number, dt.date(2006, 1, 1 + number)) for number in range(1, 10)),
        {"type": "shares_transferred", "effective": "2006-01-20", "id": "t", "stock": "series_d", "from": "Fund"}
        | {"to": "Heir", "shares": 4},
        {"type": "cash_dividend_paid", "effective": "2006-02-01", "id": "paid", "per_share": "1"}
        | {"record_date": "2006-01-15"},
    ]
    log = judge(entries).log
    heard(log, [len(log) - 1])
    told, _, _ = rows_kept("Any", log, len(log) - 1, heard(log[:-1], [])[-1])
    (dividends,) = (rows for table, rows in told.items() if table.name == "dividends")
    assert [(row[2], row[10]) for row in dividends] == [("Fund", 10)]
