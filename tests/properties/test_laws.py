"""Laws that hold for every timeline: what the engine promises, said without a formula."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ledger.clauses.conversion import entitlement
from ledger.engine import replay
from ledger.engine.book import Book, open_book
from ledger.events import SeriesDAutoConverted, SeriesDConverted, write_entry
from tests.ledger.engine import Judged, judge, plain
from tests.reference.figures import base
from tests.reference.timelines import timelines

Entry = dict[str, Any]
CALM = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
EDITS = ("entry_voided", "entry_corrected")


def picture(book: Book, *, steps: bool = True) -> dict[str, Any]:
    """All that a book answers, in comparable words; without the steps, how it stands at the end."""
    state = book.state
    units = state.units
    ends = {
        "price": Fraction(*_ratio(state.price_after_close.exact())) / units,
        "preference": Fraction(*_ratio(state.preference.exact())),
        "common": dict(sorted(state.common.items())),
        "series_d": dict(sorted(state.series_d.items())),
        "treasury": state.treasury,
        "authorized": state.authorized,
        "rights": {name: right.outstanding() * units for name, right in state.rights.items() if right.outstanding()},
        "deemed": state.course.deemed * units,
        "delivered": sorted((one.entry, one.delivery, entitlement(one)) for one in state.conversions)
        if steps
        else sorted((one.entry, one.delivery.common_shares) for one in state.conversions),
    }
    return ends | ({"steps": [plain_step(step) for step in history(book)]} if steps else {})


def history(book: Book) -> list[Any]:
    from projections.answers.history import history_of

    return history_of(book)


def plain_step(step: Any) -> dict[str, Any]:
    return {name: value for name, value in plain(step).items() if name != "replayed"}


def _ratio(number: Any) -> tuple[int, int]:
    return int(number.numerator), int(number.denominator)


def accepted(entries: list[Entry], *, edits: bool = False) -> list[Entry]:
    """What the engine accepts of a journal, each under its id, each conversion stating what was delivered.

    Journals with automatic conversions or cut-backs are not for the laws that record the same facts another way.
    """
    judged = judge([entry for entry in entries if edits or entry["type"] not in EDITS])
    assume(not any(isinstance(one.entry, SeriesDAutoConverted) for one in judged.log))
    written = []
    for one in judged.log:
        entry = write_entry(one.entry)
        if isinstance(one.entry, SeriesDConverted):
            assume(one.delivery is not None and one.delivery.converted == one.entry.shares)
            entry["common_shares"] = one.delivery.common_shares
        written.append(entry)
    return written


def judged_whole(entries: Iterable[Entry]) -> Judged:
    """Judge a journal all of which must be acceptable for the law to say anything."""
    judged = judge(entries)
    assume(not judged.refused)
    return judged


@CALM
@given(timelines(max_entries=35))
def test_loading_a_log_gives_what_recording_it_gave(entries: list[Entry]) -> None:
    judged = judge(entries)
    assert picture(open_book(judged.log)) == picture(judged.book)


@pytest.mark.parametrize("every", [1, 2, 3])
@settings(CALM, max_examples=15)
@given(entries=timelines(max_entries=35))
def test_where_the_marks_stand_changes_nothing(every: int, entries: list[Entry]) -> None:
    expected = judge(entries)
    usual = replay._MARK_EVERY
    replay._MARK_EVERY = every
    try:
        marked = judge(entries)
    finally:
        replay._MARK_EVERY = usual
    assert marked.log == expected.log
    assert [index for index, _ in marked.refused] == [index for index, _ in expected.refused]
    assert picture(marked.book) == picture(expected.book)


@CALM
@given(timelines(max_entries=30))
def test_recorded_again_in_the_same_order_a_log_is_the_same(entries: list[Entry]) -> None:
    log = judge(entries).log
    again = judge(write_entry(one.entry) for one in log if not isinstance(one.entry, SeriesDAutoConverted))
    assert not again.refused
    assert again.log == log


@CALM
@given(timelines(max_entries=25), st.data())
def test_a_voided_entry_might_never_have_been_recorded(entries: list[Entry], data: st.DataObject) -> None:
    journal = accepted(entries)
    assume(len(journal) > 1)
    index = data.draw(st.integers(1, len(journal) - 1))
    void = {"type": "entry_voided", "effective": "2006-12-31", "entry": journal[index]["id"], "reason": "slip"}
    voided = judged_whole([*journal, void])
    without = judged_whole(journal[:index] + journal[index + 1 :])
    assert picture(voided.book) == picture(without.book)


@CALM
@given(timelines(max_entries=25), st.data(), st.sampled_from(["0.5", "2"]))
def test_a_corrected_entry_might_have_been_right_from_the_start(
    entries: list[Entry], data: st.DataObject, factor: str
) -> None:
    journal = accepted(entries)
    priced = [i for i, entry in enumerate(journal) if entry.get("consideration", {}).get("cash")]
    assume(priced)
    index = data.draw(st.sampled_from(priced))
    right = dict(journal[index])
    cash = Fraction(right["consideration"]["cash"]) * Fraction(factor)
    right["consideration"] = right["consideration"] | {"cash": f"{cash.numerator}/{cash.denominator}"}
    correction = {
        "type": "entry_corrected",
        "effective": "2006-12-31",
        "entry": right["id"],
        "reason": "slip",
        "with": right,
    }
    corrected = judged_whole([*journal, correction])
    first = judged_whole([*journal[:index], right, *journal[index + 1 :]])
    assert picture(corrected.book) == picture(first.book)


@CALM
@given(timelines(max_entries=25), st.data())
def test_the_order_of_arrival_does_not_matter(entries: list[Entry], data: st.DataObject) -> None:
    journal = accepted(entries)
    days = sorted({entry["effective"] for entry in journal[1:]})
    assume(len(days) > 1)
    late = data.draw(st.sets(st.sampled_from(days), min_size=1))
    arrived = sorted(journal, key=lambda entry: entry is not journal[0] and entry["effective"] in late)
    in_order = sorted(journal, key=lambda entry: entry["effective"])
    assert picture(judged_whole(arrived).book) == picture(judged_whole(in_order).book)


@CALM
@given(timelines(max_entries=25), st.data(), st.sampled_from(["0.0001", "0.5", "2"]))
def test_a_grant_that_ends_unexercised_might_never_have_been(
    entries: list[Entry], data: st.DataObject, strike: str
) -> None:
    journal = sorted(accepted(entries), key=lambda entry: entry["effective"])
    assume(len(journal) > 2)
    # what accrued at the lowered price stays accrued: a dividend is a fact of its day
    assume(not any(entry.get("series_d") == "unpaid" for entry in journal))
    place = data.draw(st.integers(2, len(journal)))
    day = journal[place - 1]["effective"]
    # at the end of its day, so that it stands between no members of a transaction
    while place < len(journal) and journal[place]["effective"] == day:
        place += 1
    grant = {"type": "option_granted", "effective": day, "right": "Z", "holder": "zoe", "shares": 777}
    grant |= {"id": "Z", "exercise_price": strike, "consideration": {"cash": 5}}
    last = {"effective": "2006-12-31", "id": "Z-end", "type": "right_terminated", "right": "Z"}
    granted = judged_whole([*journal[:place], grant, *journal[place:], last])
    never = judged_whole(journal)
    assert picture(granted.book, steps=False) == picture(never.book, steps=False)


@CALM
@given(timelines(max_entries=25))
def test_changing_a_right_to_the_terms_it_has_changes_nothing(entries: list[Entry]) -> None:
    judged = judge(entries)
    state = judged.book.state
    expected = picture(judged.book)
    changes = []
    for name, right in state.rights.items():
        for stage in dict.fromkeys(lot.stage for lot in right.open_lots()):
            lots = list(right.open_lots(stage))
            term = "exercise_price" if stage == "option" else "conversion_price"
            prices = {getattr(lot, term) for lot in lots}
            if len(prices) == 1:
                price = Fraction(prices.pop()) / state.units
                fields = {"right": name, "stage": stage, term: f"{price.numerator}/{price.denominator}"}
                changes.append({"type": "right_changed", "effective": "2006-12-31", "reason": "antidilution", **fields})
    assume(changes)
    facts = (one.entry for one in judged.log if not isinstance(one.entry, SeriesDAutoConverted))
    changed = judge([*map(write_entry, facts), *changes])
    assert not changed.refused
    assert picture(changed.book) == expected


@settings(CALM, max_examples=100)
@given(
    st.tuples(st.integers(1, 10**8), st.integers(0, 3200)),
    st.tuples(st.integers(1, 10**8), st.integers(0, 3200)),
)
def test_two_issues_of_a_day_that_both_trigger_commute(one: tuple[int, int], other: tuple[int, int]) -> None:
    sales = [
        {"type": "common_issued", "effective": "2006-01-03", "id": name, "holder": "x", "shares": shares}
        | {"consideration": {"cash": f"{shares * millionths}/1000000"}}
        for name, (shares, millionths) in (("one", one), ("other", other))
    ]
    orders = [judge([*base(), *order]) for order in (sales, sales[::-1])]
    assume(all(len(judged.steps) == 2 for judged in orders))
    prices = [judged.price(dt.date(2006, 1, 4))["in_effect"] for judged in orders]
    assert prices[0] == prices[1]


@CALM
@given(timelines(max_entries=35))
def test_no_issue_raises_the_price(entries: list[Entry]) -> None:
    for step in judge(entries).steps:
        if step["clause"] in ("4E", "4E(1)", "4E(2)"):
            assert step["after"] < step["before"]


@settings(CALM, max_examples=25)
@given(timelines(max_entries=25))
def test_what_was_delivered_never_changes(entries: list[Entry]) -> None:
    delivered: dict[str, Any] = {}
    for length in range(1, len(entries) + 1):
        judged = judge(entries[:length])
        for one in judged.log:
            if isinstance(one.entry, SeriesDConverted):
                assert delivered.setdefault(one.id, one.delivery) == one.delivery
