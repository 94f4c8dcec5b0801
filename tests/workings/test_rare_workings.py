"""Workings of what generated timelines seldom or never have: each proves itself, and has the figure worked out by hand."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger.events import ParityClass, read_entry
from ledger.working import Working, children, ends, family, parts
from projections.answers.due.calendar import calendar_on
from projections.audit.audit import Claim
from projections.explain.audit import audit_explained
from projections.explain.balances import balances_explained, waterfall_explained
from projections.explain.refusal import first_refused
from projections.explain.steps import explain
from projections.render.explain.workings import sentence
from projections.workings.observer import tell
from tests.ledger.engine import NOON, judge
from tests.workings.asking import explain_json, refused_json, workings_json

from .evaluator import unproved

START: list[dict[str, Any]] = [
    {"type": "certificate_adopted", "id": "certificate", "effective": "2005-09-06", "company": "Rare",
     "common_authorized": 20_000_000},
    {"type": "opening_balance", "id": "public", "effective": "2005-09-06", "holder": "public", "common": 10_000_000},
    {"type": "series_d_issued", "id": "series-d", "effective": "2005-10-03", "holder": "dana", "shares": 1_000},
    {"type": "series_d_issued", "id": "more-d", "effective": "2005-10-03", "holder": "eve", "shares": 200},
]  # fmt: skip


def on(day: str, type_: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"type": type_, "id": name, "effective": day, **fields}


def told(entries: list[dict[str, Any]], entry: str | None = None) -> dict[str, Working]:
    """Every working of a journal proves itself; answers those of one entry, or of all balances at the end."""
    judged = judge([*START, *entries])
    assert not judged.refused
    log = judged.log
    for one in tell(log).entries:
        answer = explain_json(explain(log, entry=one), everything=True)
        assert list(unproved(answer)) == [], one
    day = max(one.entry.effective for one in log)
    balances = balances_explained(log, day)
    assert list(unproved(workings_json(balances, everything=True))) == []
    return dict(balances.figures) if entry is None else dict(explain(log, entry=entry).figures)


def figures(workings: dict[str, Working]) -> dict[str, Any]:
    return {name: one.figure for name, one in workings.items()}


UNPAID = on("2006-01-10", "cash_dividend_paid", "unpaid", per_share="0.0002", series_d="unpaid")
"""3,367 x .0002 = .6734 accrues on each share."""


def test_by_when_a_certificate_is_due():
    entries = [
        on("2006-06-30", "series_d_converted", "dana-10", holder="dana", shares=10, surrendered="2006-06-27"),
        on("2006-11-20", "series_d_converted", "dana-20", holder="dana", shares=20, surrendered="2006-11-22"),
        on("2006-11-20", "series_d_converted", "eve-5", holder="eve", shares=5),
    ]
    # Saturday, Sunday and the Fourth of July; Thanksgiving, Saturday and Sunday
    found = told(entries, "dana-10")["certificate_due"]
    assert (found.figure, found.clause) == (dt.date(2006, 7, 10), "4C")
    said = sentence(found)
    assert "is 2006-07-10: 5 business days after the later of 2006-06-30 and 2006-06-27, without 2006-07-04" in said
    assert told(entries, "dana-20")["certificate_due"].figure == dt.date(2006, 11, 30)
    assert "certificate_due" not in told(entries, "eve-5")
    calendar = calendar_on(judge([*START, *entries]).log, dt.date(2006, 12, 1))
    dues = {one.about: one.due for one in calendar.items if one.kind == "certificate"}
    assert dues == {"dana-10": dt.date(2006, 7, 10), "dana-20": dt.date(2006, 11, 30), "eve-5": None}


@settings(deadline=None, max_examples=40)
@given(st.dates(dt.date(2005, 10, 4), dt.date(2040, 1, 1)), st.integers(-9, 9))
@example(dt.date(2010, 12, 29), 0)  # New Year's Day of 2011 is kept on the last day of 2010
@example(dt.date(2021, 6, 17), 0)  # Juneteenth for the first time, on a Saturday
def test_by_when_a_certificate_is_due_after_any_day(day, surrendered_after):
    surrendered = str(day + dt.timedelta(surrendered_after))
    conversion = on(str(day), "series_d_converted", "dana-10", holder="dana", shares=10, surrendered=surrendered)
    answer = explain_json(explain(judge([*START, conversion]).log, entry="dana-10"), everything=True)
    assert "certificate_due" in answer["roots"]
    assert list(unproved(answer)) == []


def test_the_days_for_a_certificate_are_those_of_the_terms_of_its_day():
    entries = [
        on("2006-02-01", "consent_given", "yes", holder="dana", action="more-time"),
        on("2006-04-12", "series_d_converted", "before", holder="eve", shares=5, surrendered="2006-04-12"),
        on("2006-05-01", "terms_amended", "more-time", action="more-time", term="certificate_delivery_business_days",
           value=2),
        on("2006-05-02", "series_d_converted", "after", holder="eve", shares=5, surrendered="2006-05-02"),
    ]  # fmt: skip
    assert told(entries, "before")["certificate_due"].figure == dt.date(2006, 4, 19)
    assert told(entries, "after")["certificate_due"].figure == dt.date(2006, 5, 4)


def test_a_price_that_a_notice_stated_and_one_that_is_claimed_in_other_units():
    entries = [
        SALE,
        on("2006-01-21", "notice_sent", "told", holder="dana", kind="adjustment", about="sale", price="0.0027"),
        on("2006-03-01", "common_split", "split", old=10, new=1),
    ]
    log = judge([*START, *entries]).log
    claims = [Claim(dt.date(2006, 1, 20), Fraction("0.0026")), Claim(dt.date(2006, 3, 1), Fraction("0.0026"))]
    answer = audit_explained(log, claims)
    assert list(unproved(workings_json(answer, everything=True))) == []
    found = figures(dict(answer.figures))
    # on the day of the sale the price is still .0033; after the split it is .026
    assert found["claim 1: in_effect difference"] == Fraction("-0.0007")
    assert found["claim 2: in_effect difference"] == Fraction("-0.0234")
    assert (found["told: after_close"], found["told: difference"]) == (Fraction("0.0026"), Fraction("0.0001"))


def test_by_when_notice_of_an_event_is_mailed():
    paid = on("2006-02-20", "cash_dividend_paid", "dividend", per_share="0.001", record_date="2006-01-20")
    split = on("2006-03-01", "common_split", "split", old=1, new=2, common_authorized=40_000_000)
    found = told([paid], "dividend")["notice_mailed_by"]
    # the example of the reading: a record on 20 January, mailed by 5 January
    assert (found.figure, found.clause, found.readings) == (dt.date(2006, 1, 5), "4L", ("A53",))
    assert "is 2006-01-05: 15 days before 2006-01-20." in sentence(found)
    assert told([split], "split")["notice_mailed_by"].figure == dt.date(2006, 2, 14)


def test_a_split_of_the_series_d():
    split = on("2006-02-01", "series_d_split", "split", old=1, new=2)
    found = figures(told([UNPAID, split]))
    assert (found["dana: series_d"], found["series_d_outstanding"]) == (2_000, 2_400)
    assert found["accrued_per_share"] == Fraction("0.3367")
    assert found["dana: accrued"] == Fraction("673.4")
    # 2,000 x (5.55555 + .3367) / .0033 = 3,571,060.60...
    assert found["dana: votes"] == 3_571_060


def test_consents_follow_a_split_of_the_series_d():
    entries = [
        on("2006-01-03", "consent_given", "dana-agrees", holder="dana", action="plan", shares=700),
        on("2006-01-03", "consent_given", "eve-agrees", holder="eve", action="plan"),
        on("2006-02-01", "series_d_split", "split", old=2, new=1),
        on("2006-02-02", "protected_action_taken", "act", action="plan", kind="adverse_amendment"),
    ]
    (consent,) = [one for name, one in told(entries, "act").items() if name == "consent"]
    # 350 + 100 of 600
    assert (consent.figure, [child.figure for child in children(consent)]) == (True, [450, 600])


def test_a_liquidation_plan_that_pays_in_cash_needs_no_consent():
    paid = on("2006-02-02", "protected_action_taken", "act", action="plan", kind="liquidation_plan", cash_per_share=12)
    found = told([UNPAID, paid], "act")
    assert figures(found) == {"paid_in_full": True}
    consents = on("2006-02-01", "consent_given", "c", holder="dana", action="plan")
    less = paid | {"cash_per_share": 11}
    assert figures(told([UNPAID, consents, less], "act")) == {"paid_in_full": False, "consent": True}


SALE = on("2006-01-20", "common_issued", "sale", holder="x", shares=5_000_000, consideration={"cash": 6_000})
"""(33,000 + 6,000) / 15,000,000 = .0026."""


def test_a_dividend_is_measured_on_its_record_date():
    paid = on(
        "2006-02-01", "cash_dividend_paid", "dividend", per_share="0.001", record_date="2006-01-20", series_d="unpaid"
    )
    found = figures(told([SALE, paid], "dividend"))
    # on the day of the sale the price is still .0033: 3,367,000 and 673,400 shares
    assert (found["due: dana"], found["due: eve"]) == (3_367, Fraction("673.4"))
    assert found["accrued_per_share"] == Fraction("3.367")


def test_a_dividend_is_measured_on_a_day_whose_price_changed_at_once():
    merger = on("2006-01-20", "reorganized", "merger", exchange_ratio=1, reflected_value="0.003", provision="assumed")
    paid = on(
        "2006-02-01", "cash_dividend_paid", "dividend", per_share="0.001", record_date="2006-01-20", series_d="unpaid"
    )
    found = figures(told([SALE, merger, paid], "dividend"))
    # 11.1111 / .003 = 3,703.7 for each share, at .001
    assert (found["due: dana"], found["accrued_per_share"]) == (Fraction("3703.7"), Fraction("3.7037"))


def test_a_dividend_after_a_split_that_followed_its_record_date():
    entries = [
        UNPAID,
        on("2006-01-15", "accrued_dividends_paid", "all-paid"),
        on("2006-02-10", "common_split", "split", old=1, new=2, common_authorized=40_000_000),
        on(
            "2006-02-20",
            "cash_dividend_paid",
            "dividend",
            per_share="0.001",
            record_date="2006-01-12",
            series_d="unpaid",
        ),
    ]
    found = figures(told(entries, "dividend"))
    # 1,000 x 11.7845 / .0033 = 3,571,060 whole shares then, twice as many now
    assert found["due: dana"] == Fraction("7142.12")
    # 11.7845 / .00165 x .001
    assert found["accrued_per_share"] == Fraction("11.7845") / Fraction("0.00165") / 1000
    assert figures(told(entries, "all-paid"))["paid: dana"] == Fraction("673.4")


def test_a_dividend_on_another_stock_gives_nothing():
    paid = on("2006-02-01", "cash_dividend_paid", "dividend", per_share=1, dividend_on="Series B")
    found = told([paid], "dividend")
    assert set(figures(found).values()) == {0}
    assert all("A50" in one.readings for one in found.values())


def test_common_that_came_out_of_the_treasury():
    entries = [
        on("2006-01-10", "treasury_acquired", "bought", holder="public", shares=1_000_000),
        on("2006-01-11", "common_issued", "issued", holder="x", shares=9_999_000, consideration={"cash": 10**9}),
        on("2006-01-12", "series_d_converted", "converted", holder="dana", shares=10),
    ]
    # 33,670 shares, of which 1,000 are unissued
    found = told(entries)
    assert (found["treasury"].figure, found["common_outstanding"].figure) == (967_330, 19_032_670)
    (drawn,) = [one for one in family(found["treasury"]) if one.label.endswith("delivered out of treasury")]
    assert drawn.figure == 32_670


def test_an_amended_stated_value_and_an_amended_price():
    consents = [
        on("2006-01-03", "consent_given", f"{name}-agrees", holder=name, action="P") for name in ("dana", "eve")
    ]
    entries = [
        *consents,
        on("2006-01-04", "terms_amended", "value", action="P", term="stated_value", value=22),
        on("2006-01-05", "terms_amended", "price", action="P", term="conversion_price", value="0.002"),
    ]
    found = figures(told([*entries, on("2006-01-06", "series_d_converted", "c", holder="eve", shares=100)]))
    assert found["eve: common"] == 1_100_000
    assert figures(told(entries, "price"))["consent"] is True


def test_a_conversion_that_is_cut_back():
    entries = [on("2006-01-11", "common_issued", "issued", holder="x", shares=9_900_000, consideration={"cash": 10**9})]
    convert = on("2006-01-12", "series_d_converted", "converted", holder="dana", shares=1_000)
    found = told([*entries, convert], "converted")
    # room 100,000: 29 Series D give 97,643, 30 would give 101,010
    assert (found["cut_back_converted"].figure, found["cut_back_common"].figure) == (29, 97_643)
    assert found["cut_back_common"].conditions[0].figure is True


def test_a_liquidation_in_which_too_little_is_authorized():
    entries = [on("2006-01-11", "common_issued", "issued", holder="x", shares=9_900_000, consideration={"cash": 10**9})]
    log = judge([*START, *entries]).log
    parity = (ParityClass.model_validate({"class": "Series E", "shares": 10, "preference": 100}),)
    explained = waterfall_explained(log, dt.date(2006, 2, 1), Fraction(10**7), parity, "dana")
    assert list(unproved(workings_json(explained, everything=True))) == []
    assert explained.figures["parity: Series E"].figure == 1_000
    short = [
        one for one in family(explained.figures["dana: if_converted"]) if one.label.startswith("whether a conversion")
    ]
    assert [one.figure for one in short] == [True]


REFUSED: list[tuple[list[dict[str, Any]], dict[str, Any], str, dict[str, Any]]] = [
    ([], on("2006-03-01", "terms_amended", "t", action="P", term="designated_shares", value=1_000),
     "consent_missing", {"consent": False}),
    ([on("2006-01-02", "option_granted", "o", right="X", holder="a", shares=10, exercise_price=1)],
     on("2006-03-01", "right_exercised", "e", right="X", shares=11), "more_than_outstanding",
     {"X: outstanding": 10, "X: exercise_price": 1}),
    ([on("2006-01-11", "common_issued", "i", holder="x", shares=10_000_000, consideration={"cash": 10**9})],
     on("2006-03-01", "series_d_converted", "c", holder="dana", shares=5), "no_room",
     {"room": 0, "common_outstanding": 20_000_000, "treasury": 0}),
    ([], on("2006-03-01", "right_exercised", "e", right="Y", shares=1), "unknown_right", {}),
    ([on("2006-04-01", "series_d_converted", "c", holder="dana", shares=1_000)],
     on("2006-03-01", "shares_transferred", "t", stock="series_d", **{"from": "dana"}, to="eve", shares=1),
     "more_than_held", {}),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "entry", "code", "expected"), REFUSED, ids=[case[2] for case in REFUSED])
def test_what_a_refusal_looked_at(entries, entry, code, expected):
    judged = judge([*START, *entries])
    assert not judged.refused
    found = first_refused(judged.log, [read_entry(entry)], NOON)
    assert found is not None
    assert found.rule.code == code
    assert figures(dict(found.figures)) == expected
    assert list(unproved(refused_json(found))) == []


def test_what_would_be_recorded_is_not_refused():
    log = judge(START).log
    assert first_refused(log, [read_entry(START[0]), read_entry(SALE)], NOON) is None


def test_a_working_knows_what_it_rests_on():
    log = judge([*START, SALE]).log
    step = explain(log, step=1).steps[0].working
    assert step is not None
    assert family(step, 0) == [step]
    assert family(step, 1) == [step, *children(step)]
    assert set(family(step)) >= set(family(step, 2))
    leaves = [one for one in ends(step.formula) if not parts(one)]
    assert leaves == list(ends(step.formula))
