"""4H: P x (N·M - value) / (N·M), N the Common actually outstanding at the start of the payment date."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import NotAccepted, check_flag, check_refusal, delivered, price_after, price_on, steps_of
from tests.reference.figures import (
    MILLION,
    P0,
    base,
    converts,
    distribution,
    entry,
    exercised,
    jan,
    option_x,
    sale,
    split,
)


def test_the_factor_governs_after_the_payment_date() -> None:
    # N·M = 10,000,000 x .01 = 100,000
    journal = [*base(), distribution(2, 25_000, "0.01"), converts(2, 26)]
    (step,) = steps_of(*journal)
    assert (step.clause, step.governs_from, step.after.fraction) == ("4H", jan(3), P0 * F(3, 4))
    assert delivered(*journal) == [(26, 87_542)]
    assert price_on(3, *journal) == P0 * F(3, 4)


def test_distributions_follow_one_another() -> None:
    # x 3/4, then 60,000 of 150,000: x 3/5
    journal = [*base(), distribution(2, 25_000, "0.01"), distribution(3, 60_000, "0.015", "second")]
    assert price_after(*journal) == P0 * F(3, 4) * F(3, 5)


def test_two_on_one_day_both_count_the_start_of_the_day() -> None:
    journal = [*base(), distribution(2, 25_000, "0.01"), distribution(2, 60_000, "0.015", "second")]
    assert price_after(*journal) == P0 * F(3, 4) * F(3, 5)


def test_treasury_does_not_count() -> None:
    # 8,000,000 x .01 = 80,000
    bought = entry("treasury_acquired", 2, id="bought", holder="public", shares=2 * MILLION)
    assert price_after(*base(), bought, distribution(3, 20_000, "0.01")) == P0 * F(3, 4)


def test_what_was_exercised_the_day_before_counts() -> None:
    # .0026 x (150,000 - 50,000) / 150,000
    journal = [*base(), option_x(2), exercised(3, "X", 5 * MILLION), distribution(4, 50_000, "0.01")]
    assert price_after(*journal) == F(26, 10_000) * F(2, 3)
    # on the same day it does not: (100,000 - 50,000) / 100,000
    journal[-2] = exercised(4, "X", 5 * MILLION)
    assert price_after(*journal) == F(26, 10_000) * F(1, 2)


def test_a_trigger_of_the_day_is_in_the_price_that_is_multiplied() -> None:
    # free shares: .003 running; the factor on that, counted on 10,000,000
    journal = [*base(), sale(2, MILLION), distribution(2, 25_000, "0.01")]
    assert price_after(*journal) == F(3, 1000) * F(3, 4)


def test_a_reverse_split_of_the_day_restates_the_count_exactly() -> None:
    # 10,000,000 / 3 at .03 is 100,000 exactly, whatever rounding left
    journal = [*base(), split(2, 3, 1), distribution(2, 25_000, "0.03")]
    assert price_after(*journal) == P0 * 3 * F(3, 4)


def test_nothing_distributed_is_no_step() -> None:
    assert steps_of(*base(), distribution(2, 0, "0.01")) == []


def test_before_the_first_series_d_nothing_is_multiplied_or_refused() -> None:
    assert price_after(*base(), distribution(1, 10**9, "0.01") | {"effective": "2005-09-20"}) == P0


def test_it_meets_section_2_as_well() -> None:
    check_flag("dividend_and_distribution", "2", "both", *base(), distribution(2, 25_000, "0.01"))


REFUSALS = [
    NotAccepted(
        "worth the whole market value",
        base(),
        distribution(2, 100_000, "0.01"),
        "distribution_takes_all",
        "4H",
        "smaller fair_value",
    ),
    NotAccepted(
        "worth more",
        base(),
        distribution(2, "100000.01", "0.01"),
        "distribution_takes_all",
        "4H",
        "Board and the holders",
    ),
    NotAccepted(
        "nothing of no market value",
        base(),
        distribution(2, 0, 0),
        "distribution_takes_all",
        "4H",
        "higher market_price",
    ),
    NotAccepted(
        "on no Common at all",
        [*base(), entry("treasury_acquired", 2, id="all", holder="public", shares=10 * MILLION)],
        distribution(3, 5, "0.01"),
        "distribution_takes_all",
        "4H",
        "payment date on which Common is outstanding",
    ),
    NotAccepted(
        "a late purchase that takes the market value down",
        [*base(), distribution(5, 60_000, "0.01")],
        entry("treasury_acquired", 4, id="late", holder="public", shares=4 * MILLION),
        "distribution_takes_all",
        "4H",
        "would break distribution",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
