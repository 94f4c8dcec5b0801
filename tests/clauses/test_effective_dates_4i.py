"""4I: whose conversions first pay an adjusted price: those of the next day; of the day, where share units change."""

from datetime import date
from fractions import Fraction as F  # noqa: N817

import pytest

from tests.clauses.asking import delivered, made_of, steps_of
from tests.reference.figures import (
    MILLION,
    P0,
    Entry,
    base,
    changed,
    consent,
    converts,
    distribution,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    option_x,
    sale,
    split,
    waiver,
)

START = [*base(), option_x(2)]  # .0026 from the 3rd on
ASSUMED = option(3, "M", MILLION, 0, assumed=True)
AGREED = [consent(3, "all")]

WAITS = {
    "a sale": [sale(5, MILLION)],
    "a grant": [option(5, "W", MILLION, "0.001")],
    "a note": [note(5, "N", MILLION, 100)],
    "an exercise that is tested": [ASSUMED, exercised(5, "M", MILLION)],
    "a distribution": [distribution(5, 50_000, "0.01")],
    "a change of terms": [changed(5, "X", exercise_price="0.002")],
    "an end": [lapses(5, "X")],
    "a waiver afterwards": [*AGREED, waiver(5, "all", "X")],
    "an amendment": [
        *AGREED,
        entry("terms_amended", 5, id="amended", action="all", term="conversion_price", value="0.002"),
    ],
}
AT_ONCE = {
    "a split": [split(5, 2, 1)],
    "a stock dividend": [entry("stock_dividend_paid", 5, id="dividend", per_share=1)],
    "a merger ratio": [entry("reorganized", 5, id="merger", exchange_ratio=2)],
    "a merger value": [entry("reorganized", 5, id="merger", exchange_ratio=1, reflected_value="0.001")],
}


@pytest.mark.parametrize("events", WAITS.values(), ids=WAITS)
def test_it_waits_for_the_close(events: list[Entry]) -> None:
    made = made_of(*START, *events)
    step = steps_of(*START, *events)[-1]
    assert (step.effective, step.governs_from) == (jan(5), jan(6))
    assert made.price(jan(5))["in_effect"] == F(26, 10_000)
    assert made.price(jan(5))["after_close"] == made.price(jan(6))["in_effect"] == step.after.fraction != F(26, 10_000)


@pytest.mark.parametrize("events", AT_ONCE.values(), ids=AT_ONCE)
def test_it_governs_at_once(events: list[Entry]) -> None:
    made = made_of(*START, *events)
    step = steps_of(*START, *events)[-1]
    assert (step.effective, step.governs_from) == (jan(5), jan(5))
    assert made.price(jan(4))["in_effect"] == F(26, 10_000)
    assert made.price(jan(5))["in_effect"] == step.after.fraction != F(26, 10_000)


def test_what_waits_is_restated_by_a_split_of_the_day() -> None:
    # .0026 in effect and 39,000 / 16,000,000 to come; 1:2 doubles both, whichever is recorded first
    for day in ([sale(5, MILLION), split(5, 2, 1)], [split(5, 2, 1), sale(5, 500_000)]):
        made = made_of(*START, *day)
        assert made.price(jan(5)) == {
            "in_effect": F(52, 10_000),
            "after_close": 2 * F(39_000, 16 * MILLION),
            "common_per_share": F("11.1111") / F(52, 10_000),
        }


def test_days_without_entries_have_the_price_of_the_close_before() -> None:
    made = made_of(*START)
    for day in (3, 4, 30):
        assert made.price(jan(day))["in_effect"] == F(26, 10_000)
    assert made.price(jan(1))["in_effect"] == P0


def test_the_last_day_of_the_calendar_has_no_day_after() -> None:
    last = {"effective": "9999-12-31"}
    journal = [*base(), option_x(2) | last, converts(2, 26) | last]
    step = steps_of(*journal)[-1]
    assert (step.effective, step.governs_from, step.after.fraction) == (date.max, date.max, F(26, 10_000))
    assert delivered(*journal) == [(26, 87_542)]
    assert steps_of(*journal, lapses(2, "X") | last)[-1].after.fraction == P0
