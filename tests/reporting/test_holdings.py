"""The rows of the cap table, of terms and of notices say on every day what a replay to that day says."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.cap_table.state import State
from ledger.clauses.shares import as_converted
from ledger.engine.book import open_book
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from projections.audit.audit import audit
from projections.read_model import catalogue
from projections.read_model.rows import Rows, rows_of
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines
from tests.reporting import lookups

CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
Part = tuple[int, int, int | None, Fraction, Fraction | None]


def parts(state: State) -> dict[str, Part]:
    """Everybody's Common, Series D, what that stands for, rights, and all together; asked of the cap table itself."""
    rights: dict[str, Fraction] = {}
    for right in state.rights.values():
        rights[right.holder] = rights.get(right.holder, Fraction(0)) + right.outstanding() * state.units
    found = {}
    for name in {*state.common, *state.series_d, *rights}:
        common, series_d, other = state.common.get(name, 0), state.series_d.get(name, 0), rights.get(name, Fraction(0))
        converted = 0 if not series_d else None if state.price.is_zero() else as_converted(state, name)
        found[name] = (common, series_d, converted, other, None if converted is None else common + converted + other)
    return {name: part for name, part in found.items() if any(part[:2]) or part[3]}


def together(found: dict[str, Part]) -> tuple[Any, ...]:
    known = all(part[4] is not None for part in found.values())
    common, series_d, rights = (sum(part[place] or 0 for part in found.values()) for place in (0, 1, 3))
    converted = sum(part[2] or 0 for part in found.values()) if known else None
    return common, series_d, converted, rights, None if converted is None else common + converted + rights


def part_of(row: dict[str, Any]) -> Part:
    rights, fully = row["rights_exact"], row["fully_diluted_exact"]
    return (
        row["common"],
        row["series_d"],
        row["as_converted"],
        Fraction(rights),
        None if fully is None else Fraction(fully),
    )


def cap_table(rows: Rows, on: dt.date) -> dict[str, Part]:
    found = lookups.latest(rows, catalogue.CAP_TABLE, on, "holder")
    return {
        name: part_of(row)
        for name, row in found.items()
        if row["common"] or row["series_d"] or row["rights_exact"] != "0"
    }


def days_of(log: list[Recorded]) -> list[dt.date]:
    """Every day with an entry that lies not before the first that stands, and the day after."""
    first = open_book(log).items[0].key.day
    days = {one.entry.effective for one in log}
    after = {day + dt.timedelta(days=1) for day in days if day < dt.date.max}
    return sorted(one for one in days | after if one >= first)


def agrees_on_every_day(log: list[Recorded]) -> None:
    rows = rows_of("Any", log)
    for day in days_of(log):
        state = open_book(log, until=day).state
        assert cap_table(rows, day) == parts(state)
        total = lookups.latest(rows, catalogue.CAP_TABLE_TOTALS, day)[None]
        assert part_of(total) == together(parts(state))
        assert (total["common"], total["series_d"]) == (state.outstanding, state.series_d_outstanding)


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)))
def test_the_rows_of_the_cap_table_are_what_a_replay_to_the_day_has(entries: list[Entry]) -> None:
    agrees_on_every_day(judge(entries).log)


BASE: list[Entry] = [
    {"type": "certificate_adopted", "effective": "2005-09-06", "id": "c", "company": "A"}
    | {"common_authorized": 15 * 10**9},
    {"type": "opening_balance", "effective": "2005-09-06", "id": "o", "holder": "Founders", "common": 10_000_000},
    {"type": "series_d_issued", "effective": "2005-09-07", "id": "d", "holder": "Fund", "shares": 900},
    {"type": "series_d_issued", "effective": "2005-09-07", "id": "e", "holder": "Bank", "shares": 100},
]


def test_fully_diluted_by_hand() -> None:
    """900 x 11.1111 / .0033 = 3,030,300 and 100 x 11.1111 / .0033 = 336,700; an option under a plan counts as well."""
    log = judge(
        [
            *BASE,
            {
                "type": "option_granted",
                "effective": "2006-01-10",
                "id": "x",
                "right": "X",
                "holder": "Fund",
                "shares": 300_000,
            }
            | {"exercise_price": "0.001", "excluded": "A", "plan": "2005 plan"},
            {
                "type": "treasury_acquired",
                "effective": "2006-01-11",
                "id": "t",
                "holder": "Founders",
                "shares": 4_000_000,
            },
        ]
    ).log
    rows, day = rows_of("Any", log), dt.date(2006, 1, 11)
    assert cap_table(rows, day) == {
        "Founders": (6_000_000, 0, 0, 0, 6_000_000),
        "Fund": (0, 900, 3_030_300, 300_000, 3_330_300),
        "Bank": (0, 100, 336_700, 0, 336_700),
    }
    assert part_of(lookups.latest(rows, catalogue.CAP_TABLE_TOTALS, day)[None]) == (
        *(6_000_000, 1000, 3_367_000, 300_000, 9_667_000),
    )


def test_votes_that_are_capped_do_not_cap_the_cap_table() -> None:
    """By the other reading votes end at the room for Common (A47); what Series D stands for does not."""
    capped = BASE[0] | {"common_authorized": 10_100_000, "terms": {"interpretations": {"votes": "capped"}}}
    log = judge([capped, *BASE[1:]]).log
    rows, day = rows_of("Any", log), dt.date(2005, 9, 7)
    assert cap_table(rows, day)["Fund"][2] == 3_030_300
    assert lookups.latest(rows, catalogue.HOLDER_BALANCES, day, "holder")["Fund"]["votes"] == 90_000
    agrees_on_every_day(log)


def test_at_a_price_of_zero_what_series_d_stands_for_is_empty() -> None:
    """Shares for nothing where none are outstanding: (0 x .0033 + 0) / (0 + 10) (A44)."""
    log = judge(
        [
            BASE[0],
            *BASE[2:],
            {"type": "common_issued", "effective": "2006-02-01", "id": "free", "holder": "Founders", "shares": 10},
        ]
    ).log
    rows, day = rows_of("Any", log), dt.date(2006, 2, 2)
    assert cap_table(rows, day) == {
        "Founders": (10, 0, 0, 0, 10),
        "Fund": (0, 900, None, 0, None),
        "Bank": (0, 100, None, 0, None),
    }
    assert part_of(lookups.latest(rows, catalogue.CAP_TABLE_TOTALS, day)[None]) == (10, 1000, None, 0, None)
    agrees_on_every_day(log)


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)))
def test_the_rows_tell_the_terms_and_the_switches_of_every_day(entries: list[Entry]) -> None:
    log = judge(entries).log
    rows = rows_of("Any", log)
    for day in days_of(log):
        terms = open_book(log, until=day).state.terms
        found = {name: row["value"] for name, row in lookups.latest(rows, catalogue.TERMS, day, "term").items()}
        plain = {name: str(value) for name, value in dict(terms).items() if name != "interpretations"}
        assert found == plain | terms.interpretations.choices()


def test_a_term_says_which_entry_set_it() -> None:
    log = judge(
        [
            *BASE,
            {"type": "consent_given", "effective": "2006-01-01", "id": "yes", "holder": "Fund", "action": "later"},
            {
                "type": "terms_amended",
                "effective": "2006-01-02",
                "id": "amended",
                "action": "later",
                "term": "notice_days",
            }
            | {"value": 30},
        ]
    ).log
    rows = [lookups.named(catalogue.TERMS, row) for row in rows_of("Any", log)[catalogue.TERMS]]
    assert [
        (row["from_date"].isoformat(), row["value"], row["entry"], row["stated"])
        for row in rows
        if row["term"] == "notice_days"
    ] == [
        ("2005-09-06", "15", "c", False),
        ("2006-01-02", "30", "amended", True),
    ]
    assert {row["kind"] for row in rows if row["term"] == "votes"} == {"switch"}


def test_a_term_says_whether_an_entry_states_it() -> None:
    """The certificate states a Stated Value of its own, one switch, and a par value that is the default anyway."""
    terms = {"stated_value": "10", "par_value": "0.001", "interpretations": {"votes": "capped"}}
    split = {"type": "series_d_split", "effective": "2006-01-05", "id": "split", "old": 1, "new": 2}
    log = judge([BASE[0] | {"terms": terms, "common_authorized": 10**12}, *BASE[1:], split]).log
    rows = [lookups.named(catalogue.TERMS, row) for row in rows_of("Any", log)[catalogue.TERMS]]
    stated = [(row["term"], row["value"], row["entry"]) for row in rows if row["stated"]]
    assert sorted(stated) == [("stated_value", "10", "c"), ("votes", "capped", "c")]
    assert ("stated_value", "5", "split", False) in [
        (row["term"], row["value"], row["entry"], row["stated"]) for row in rows
    ]


def notices(log: list[Recorded]) -> dict[str, dict[str, Any]]:
    rows = (lookups.named(catalogue.NOTICES, row) for row in rows_of("Any", log)[catalogue.NOTICES])
    return {row["entry"]: row for row in rows}


@CALM
@given(st.one_of(timelines(max_entries=40), disturbed_timelines(max_entries=30)))
def test_the_verdict_on_a_notice_is_that_of_the_audit(entries: list[Entry]) -> None:
    log = judge(entries).log
    found = notices(log)
    standing = [item.recorded for item in open_book(log).items]
    assert found.keys() == {one.id for one in standing if isinstance(one.entry, NoticeSent)}
    told = {one.entry: one for one in audit(log, []).notices}
    assert {name for name, row in found.items() if row["verdict"] != "states_none"} == told.keys()
    for name, one in told.items():
        row = found[name]
        assert (row["verdict"] == "agrees") == one.agrees
        assert (row["price_of"], row["record_decimal"]) == (one.on, one.computed.decimal())


def test_a_notice_stands_beside_the_record_as_it_is_now_known() -> None:
    sale = {"type": "common_issued", "holder": "Buyer", "shares": 5_000_000, "consideration": {"cash": "6000"}}
    sent = {"type": "notice_sent", "kind": "adjustment", "effective": "2006-03-05"}
    log = judge(
        [
            *BASE,
            sale | {"effective": "2006-03-02", "id": "sale"},
            sent | {"id": "right", "holder": "Fund", "about": "sale", "price": "0.0026"},
            sent | {"id": "wrong", "holder": "Bank", "about": "sale", "price": "0.0027"},
            sent | {"id": "silent", "holder": "Bank", "about": "sale"},
        ]
    ).log
    # (10,000,000 x .0033 + 6,000) / 15,000,000 = .0026
    assert {name: (row["verdict"], row["stated_exact"], row["record_exact"]) for name, row in notices(log).items()} == {
        "right": ("agrees", "13/5000", "13/5000"),
        "wrong": ("differs", "27/10000", "13/5000"),
        "silent": ("states_none", None, None),
    }


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(day: str) -> None:
    log = judge([one | {"effective": day} for one in BASE]).log
    agrees_on_every_day(log)
