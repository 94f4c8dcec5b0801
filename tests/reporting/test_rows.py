"""The rows of the reporting tables answer what a replay answers, on every day; a new entry changes only their tail."""

import datetime as dt
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.verbs.rules import RULES
from ledger.clauses.conversion import entitlement
from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from ledger.rules import Answer
from projections.answers.balances import balances_of
from projections.answers.dividends import dividends_on
from projections.answers.due.calendar import calendar_on
from projections.answers.flags import flags_of
from projections.answers.history import history_of
from projections.answers.price import price_on
from projections.answers.reliance.relied_on import Relying, relied_on
from projections.read_model import catalogue
from projections.read_model.rows import Rows, rows_of
from projections.read_model.tail import tail_of
from projections.render.json.serialize import as_json
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines
from tests.reporting import lookups

CALM = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
DAY = dt.timedelta(days=1)
KINDS = {
    "text": str,
    "exact": str,
    "decimal": str,
    "whole": int,
    "date": dt.date,
    "moment": dt.datetime,
    "bool": bool,
}


def days_of(log: list[Recorded]) -> list[dt.date]:
    """Every day with an entry, the day after, and one long after; none before the first that stands."""
    days = {one.entry.effective for one in log}
    first = open_book(log).items[0].key.day
    return sorted(one for one in days | {day + DAY for day in days} | {max(days) + 400 * DAY} if one >= first)


def named(rows: Rows, table: catalogue.Table) -> list[dict[str, Any]]:
    return [lookups.named(table, row) for row in rows[table]]


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)))
def test_the_rows_answer_on_every_day_what_a_replay_answers(entries: list[Entry]) -> None:
    log = judge(entries).log
    rows = rows_of("Any", log)
    for day in days_of(log):
        book = open_book(log, until=day)
        assert lookups.price(rows, day) == lookups.of_the_close(as_json(price_on(book, day)))
        assert lookups.holders(rows, day) == as_json(balances_of(book.state, day))


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)))
def test_the_rows_tell_on_every_day_which_readings_a_replay_relies_on(entries: list[Entry]) -> None:
    log = judge(entries).log
    rows = named(rows_of("Any", log), catalogue.READINGS_RELIED_ON)
    for day in days_of(log):
        relying = Relying()
        book = open_book(log, until=day, observers=[relying])
        for about in ("price", "balances", "dividends"):
            found = relied_on(relying, (about,), book)
            then = [row for row in rows if row["about"] == about and row["from_date"] <= day]
            assert [row["reading"] for row in then] == [*found.readings]
            assert {row["switch"]: row["choice"] for row in then if row["switch"]} == (found.switches or {})


def assert_fits(table: catalogue.Table, rows: list[catalogue.Row]) -> None:
    keys = [tuple(row[table.place_of(name)] for name in table.key) for row in rows]
    assert len(set(keys)) == len(keys), table.name
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            fits = column.optional if value is None else type(value) is KINDS[column.kind]
            assert fits, (table.name, column.name, value)


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)))
def test_the_rows_tell_every_step_conversion_dividend_flag_and_deadline(entries: list[Entry]) -> None:
    log = judge(entries).log
    rows, book = rows_of("Any", log), open_book(log)
    assert list(rows) == list(catalogue.TABLES)
    for table in catalogue.TABLES:
        assert_fits(table, rows[table])
    steps = history_of(book)
    told = named(rows, catalogue.PRICE_HISTORY)
    assert [(one["step"], one["entry"], one["after_exact"], one["a_exact"], one["d_exact"]) for one in told] == [
        (
            one.number,
            one.entry,
            one.after.text(),
            *(None if given is None else given.text() for given in (one.a, one.d)),
        )
        for one in steps
    ]
    assert [(one["entry"], one["entitled"], one["delivered"]) for one in named(rows, catalogue.CONVERSIONS)] == [
        (one.entry, entitlement(one), one.delivery.common_shares) for one in book.state.conversions
    ]
    dividends = dividends_on(log, dt.date.max)
    assert [(one["entry"], one["holder"], one["due_exact"]) for one in named(rows, catalogue.DIVIDENDS)] == [
        (one.entry, name, None if due.due is None else str(due.due))
        for one in dividends.dividends
        for name, due in one.holders.items()
    ]
    assert [(one["entry"], one["holder"]) for one in named(rows, catalogue.ACCRUALS_PAID)] == [
        (one.entry, name) for one in dividends.payments for name in one.holders
    ]
    flags = [(one["entry"], one["code"], one["message"]) for one in named(rows, catalogue.FLAGS)]
    assert sorted(flags) == sorted(
        (one.entry, one.code, one.message) for one in flags_of(open_book(log, listen=True)) if one.entry
    )
    for row in named(rows, catalogue.FLAGS):
        assert {about for about in get_args(Answer) if row[f"touches_{about}"]} == RULES[row["code"]].touches
    due = [
        (one["kind"], one["about"], one["holder"] or None, one["due"], one["done"])
        for one in named(rows, catalogue.CALENDAR)
        if one["to_date"] is None
    ]
    assert due == [(one.kind, one.about, one.holder, one.due, one.done) for one in calendar_on(log, dt.date.max).items]


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)), st.data())
def test_on_every_day_after_the_last_recording_the_calendar_is_in_the_table(
    entries: list[Entry], data: st.DataObject
) -> None:
    """A log whose last day of recording lies anywhere among its days: some of them are still to come."""
    accepted = judge(entries).log
    days = sorted({one.entry.effective for one in accepted})
    recorded = dt.datetime.combine(data.draw(st.sampled_from(days)), dt.time(12), dt.UTC)
    log = [replace(one, recorded_at=recorded) for one in accepted]
    rows = named(rows_of("Any", log), catalogue.CALENDAR)
    asked = [recorded.date() + dt.timedelta(days=one) for one in (-1, 0, 1, 2)]
    for on in sorted({*asked, *(day for day in days if day >= asked[0]), days[-1] + dt.timedelta(days=500)}):
        stands = [
            (one["kind"], one["about"], one["holder"] or None, one["due"], one["done"])
            for one in rows
            if (one["from_date"] or dt.date.min) <= on < (one["to_date"] or dt.date.max)
            and (one["kind"] != "expiry" or one["due"] < on)
        ]
        told = [(one.kind, one.about, one.holder, one.due, one.done) for one in calendar_on(log, on).items]
        assert sorted(stands, key=repr) == sorted(told, key=repr), on


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)), st.data())
def test_new_entries_change_nothing_before_the_tail(entries: list[Entry], data: st.DataObject) -> None:
    log = judge(entries).log
    after = data.draw(st.integers(0, len(log)))
    since = tail_of(log, after)
    before, now = rows_of("Any", log[:after]), rows_of("Any", log)
    told = rows_of("Any", log, since=since, after=after)
    for table in catalogue.TABLES:
        if table is catalogue.ENTRIES:
            assert [*before[table], *told[table]] == now[table]
        elif table.tail is None:
            assert told[table] == now[table]
        else:
            assert [*lookups.without(before, table, since), *told[table]] == now[table], table.name


def edge(first: str, then: str) -> list[Recorded]:
    """A certificate, Common and Series D on one day, and a sale for nothing on another."""
    return judge(
        [
            {
                "type": "certificate_adopted",
                "effective": first,
                "id": "c",
                "company": "Edge",
                "common_authorized": 10**9,
            },
            {"type": "opening_balance", "effective": first, "id": "o", "holder": "Founders", "common": 100},
            {"type": "series_d_issued", "effective": first, "id": "d", "holder": "Fund", "shares": 10},
            {"type": "common_issued", "effective": then, "id": "s", "holder": "Buyer", "shares": 10},
        ]
    ).log


@pytest.mark.parametrize(
    ("first", "then", "last"),
    [
        ("0001-01-01", "0001-01-01", "0001-01-02"),
        ("0001-01-01", "0001-01-02", "0001-01-03"),
        ("9999-12-29", "9999-12-30", "9999-12-31"),
        ("9999-12-30", "9999-12-31", "9999-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_the_first_and_the_last_day_of_the_calendar_are_days_like_any_other(first: str, then: str, last: str) -> None:
    log = edge(first, then)
    rows = rows_of("Any", log)
    for day in {dt.date.fromisoformat(one) for one in (first, then, last)}:
        book = open_book(log, until=day)
        assert lookups.price(rows, day) == lookups.of_the_close(as_json(price_on(book, day)))
        assert lookups.holders(rows, day) == as_json(balances_of(book.state, day))


def test_decimals_of_more_digits_than_python_writes_are_written() -> None:
    # a reverse split of 10**140 into 1 multiplies the price of 0.0033 by 10**140, and 40 of them by 10**5600
    log = edge("2006-01-01", "2006-01-02")[:3]
    adopted, _, issued = (one.entry.model_dump(mode="json", exclude_none=True) for one in log)
    splits = [
        {"type": "common_split", "effective": "2006-02-01", "id": f"split-{number}", "old": 10**140, "new": 1}
        for number in range(40)
    ]
    log = judge([adopted, issued, *splits]).log
    latest = named(rows_of("Any", log), catalogue.CONVERSION_PRICES)[-1]
    assert latest["in_effect_exact"] is None
    assert latest["in_effect_decimal"] == "33" + "0" * 5596 + ".0000000000"
    assert latest["in_effect_digits"] == 5598
