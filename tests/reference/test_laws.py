"""Laws that the second edition must obey on told stories: what is one thing said in two ways gives the same."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from .model import Outcome, judge
from .record import Entry
from .timelines_second_edition import journal_of

UNITS = ("common_split", "stock_dividend_paid", "reorganized")
EDITS = ("entry_voided", "entry_corrected")
STORIES = range(0, 60, 5)


def accepted(number: int, without: tuple[str, ...] = ()) -> list[Entry]:
    """What is accepted of a story once edits and some other types are left out; each entry with an id."""
    told = [e | {"id": e.get("id") or f"entry {n}"} for n, e in enumerate(journal_of(number, 40))]
    left = [e for e in told if e["type"] not in (*EDITS, *without)]
    outcome = judge(left)
    no = {index for index, _ in outcome.refused} | set(outcome.already_recorded)
    return [e for n, e in enumerate(left) if n not in no]


def moves(outcome: Outcome) -> list[tuple[Any, ...]]:
    """How the price moved."""
    return [(s["effective"], s["clause"], s["after"]) for s in outcome.steps]


def prices(outcome: Outcome, entries: list[Entry]) -> list[dict[str, Any]]:
    """The prices of each day on which something happens."""
    return [outcome.price(dt.date.fromisoformat(e["effective"])) for e in entries]


def first_of_its_day(entries: list[Entry], moved: Entry) -> list[Entry]:
    """The same, with one entry recorded before the others of its day (but behind the grant of its right)."""
    rest = [e for e in entries if e is not moved]
    behind = [n + 1 for n, e in enumerate(rest) if e.get("right") == moved.get("right", "none") and "holder" in e]
    same_day = [n for n, e in enumerate(rest) if e["effective"] == moved["effective"]]
    if not same_day:
        return entries
    at = max([same_day[0], *behind[:1]])
    return [*rest[:at], moved, *rest[at:]]


@pytest.mark.parametrize("number", STORIES)
def test_a_distribution_may_be_recorded_anywhere_in_its_day(number: int) -> None:
    entries = accepted(number, without=UNITS)
    for moved in [e for e in entries if e["type"] == "distribution_made" and "provision" not in e][:2]:
        other = first_of_its_day(entries, moved)
        one, two = judge(entries), judge(other)
        if not two.refused and one.facts == two.facts:
            assert prices_only(one, entries) == prices_only(two, entries)


@pytest.mark.parametrize("number", STORIES)
def test_an_expiry_may_be_recorded_anywhere_in_its_day(number: int) -> None:
    entries = accepted(number)
    for moved in [e for e in entries if e["type"] == "right_terminated" and e["reason"] == "expired"][:2]:
        one, two = judge(entries), judge(first_of_its_day(entries, moved))
        if not two.refused and one.facts == two.facts:  # what was delivered meanwhile is a fact (A8)
            assert prices(one, entries) == prices(two, entries)


def prices_only(outcome: Outcome, entries: list[Entry]) -> list[tuple[Fraction | None, Fraction | None]]:
    """The prices alone: what a share accrues depends on the place of the dividend in its day."""
    return [(price["in_effect"], price["after_close"]) for price in prices(outcome, entries)]


@pytest.mark.parametrize("number", STORIES)
def test_an_issue_of_series_d_may_be_two(number: int) -> None:
    entries = accepted(number, without=("series_d_split",))
    whole = next((e for e in entries if e["type"] == "series_d_issued" and e["shares"] > 1), None)
    if whole is None:
        pytest.skip("no issue to divide")
    half = whole["shares"] // 2
    at = next(n for n, e in enumerate(entries) if e is whole)
    parts = [whole | {"id": "half", "shares": half}, whole | {"shares": whole["shares"] - half}]
    one, two = judge(entries), judge([*entries[:at], *parts, *entries[at + 1 :]])
    assert not two.refused
    assert moves(one) == moves(two)
    last = one.told.today
    for ask in ("price", "holders", "accruals", "by_accrual", "debts", "preferences", "payments"):
        assert getattr(one, ask)(last) == getattr(two, ask)(last), ask
    assert [c["delivered"] for c in one.conversions.values()] == [c["delivered"] for c in two.conversions.values()]


@pytest.mark.parametrize("number", STORIES)
def test_a_record_date_after_which_nothing_happened_is_none(number: int) -> None:
    entries = accepted(number)
    last = judge(entries).told.today
    record, payment = (last + dt.timedelta(days=n) for n in (3, 9))
    paid = {"type": "stock_dividend_paid", "id": "last", "effective": payment.isoformat(), "per_share": "3/7"}
    one = judge([*entries, paid])
    two = judge([*entries, paid | {"record_date": record.isoformat()}])
    assert one.holders(payment) == two.holders(payment)
    assert moves(one) == moves(two)


@pytest.mark.parametrize("number", STORIES)
def test_a_unit_whose_rights_all_end_was_a_sale_alone(number: int) -> None:
    entries = accepted(number)
    before = judge(entries).told
    if before.switch["unit_lapse"] == "allocated":
        pytest.skip("the other reading")
    day, later = ((before.today + dt.timedelta(days=n)).isoformat() for n in (2, 4))
    money = {"cash": 50, "additional_rights": 20}
    share = {"type": "common_issued", "id": "unit", "effective": day, "holder": "ann", "shares": 100}
    warrant = {"type": "option_granted", "id": "w", "effective": day, "right": "w", "holder": "ann", "shares": 100}
    warrant |= {"exercise_price": "0.001", "consideration": {"cash": 20}, "transaction": "u"}
    end = {"type": "right_terminated", "id": "end", "effective": later, "right": "w", "reason": "cancelled"}
    one = judge([*entries, share | {"consideration": money, "transaction": "u"}, warrant, end])
    two = judge([*entries, share | {"consideration": {"cash": 50}}])
    if not one.refused:
        assert one.told.running == two.told.running
