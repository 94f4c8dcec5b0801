"""4F: the price moves with the share units, at once, up or down, without a test; so does all that is deemed issued."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import (
    NotAccepted,
    balance,
    check_flag,
    check_refusal,
    common_outstanding,
    deemed,
    delivered,
    flags_of,
    made_of,
    price_after,
    price_on,
    steps_of,
)
from tests.reference.figures import (
    AB,
    MILLION,
    P0,
    Entry,
    base,
    certificate,
    changed,
    converts,
    distribution,
    entry,
    exercised,
    jan,
    note,
    option,
    option_x,
    sale,
    series_d,
    split,
)


def stock_dividend(day: int, per_share: object, **more: object) -> Entry:
    """New Common for each share of Common."""
    return entry("stock_dividend_paid", day, id="dividend", per_share=per_share, **more)


@pytest.mark.parametrize(
    ("event", "ratio"),
    [
        (split(2, 2, 3), F(3, 2)),
        (split(2, 8, 1), F(1, 8)),
        (split(2, 1, 1), F(1)),
        (split(2, 10, 4), F(2, 5)),
        (split(2, "2.5", 1), F(2, 5)),
        (stock_dividend(2, 1), F(2)),
        (stock_dividend(2, "0.05"), F(21, 20)),
        (stock_dividend(2, "1/3"), F(4, 3)),
    ],
    ids=str,
)
def test_price_shares_and_rate_move_together(event: Entry, ratio: F) -> None:
    made = made_of(*base(), event)
    assert made.price(jan(2)) == {"in_effect": P0 / ratio, "after_close": P0 / ratio, "common_per_share": 3_367 * ratio}
    assert made.holders(jan(2))["common_outstanding"] == int(10 * MILLION * ratio)


def test_a_split_of_one_into_one_is_no_step() -> None:
    assert steps_of(*base(), split(2, 1, 1)) == []


def test_in_other_share_units_too_what_leaves_the_price_is_no_step() -> None:
    nothing = [split(3, 1, 1, "none"), distribution(4, 0, "0.01")]
    assert [step.entry for step in steps_of(*base(), split(2, 10, 1), *nothing)] == ["split"]


def test_splits_follow_one_another() -> None:
    assert price_after(*base(), split(2, 2, 3), split(3, 2, 1, "back"), split(4, 3, 4, "on")) == P0


def test_it_governs_its_own_day() -> None:
    (step,) = steps_of(*base(), split(2, 10, 1))
    assert (step.clause, step.governs_from, step.after.fraction) == ("4F", jan(2), F(33, 1000))


def test_a_counts_the_shares_that_rounding_left() -> None:
    # two holders of 15 and 10,000,000: 1 and 1,000,000 are left, and the next sale meets those
    journal = [*base(), sale(2, 15, 1), split(3, 10, 1)]
    assert common_outstanding(*journal) == MILLION + 1
    # (1,000,001 x .033) / 1,100,001
    assert price_after(*journal, sale(4, 100_000, name="free")) == (MILLION + 1) * F(33, 1000) / 1_100_001


def test_fractions_may_be_rounded_up() -> None:
    journal = [*base(), sale(2, 15, 1), split(3, 10, 1, fractions="round_up")]
    assert balance("buyer", *journal) == (0, 2)
    assert balance("buyer", *base(), sale(2, 15, 1), stock_dividend(3, "0.1", fractions="round_up")) == (0, 17)
    assert balance("buyer", *base(), sale(2, 15, 1), stock_dividend(3, "0.1")) == (0, 16)


def test_what_is_deemed_issued_is_restated_exactly() -> None:
    # 5,000,000 / 3
    journal = [*base(), option_x(2), split(3, 3, 1)]
    assert deemed(*journal) == F(5 * MILLION, 3)
    # (10,000,000 / 3 rounded down + 5,000,000 / 3) x .0078
    a = 3_333_333 + F(5 * MILLION, 3)
    assert price_after(*journal, sale(4, MILLION)) == a * F(78, 10_000) / (a + MILLION)


def test_strikes_follow_and_are_compared_in_like_units() -> None:
    # .001 before is .01 after: 500,000 x .01 + 1,000
    assert price_after(*base(), split(2, 10, 1), option(3, "W", 500_000, "0.01", 1_000)) == F(AB + 6_000, 1_500_000)
    journal = [*base(), option(2, "W", 5 * MILLION, "0.004"), split(3, 10, 1)]
    assert made_of(*journal).holders(jan(3))["rights"]["W"] == {
        "outstanding": 500_000,
        "exercise_price": F(4, 100),
        "triggered": False,
    }


def test_a_right_without_split_protection_has_changed() -> None:
    # A27 for a note: 10,000 for 5,000,000, still for 5,000,000 after 1:2, that is 10,000,000 in the old units
    journal = [*base(), note(2, "N", 5 * MILLION, 10_000), split(3, 2, 1)]
    change = changed(3, "N", shares=5 * MILLION, reason="antidilution")
    assert price_after(*journal, change) == 2 * F(AB + 10_000, 20 * MILLION)


def test_the_stated_value_and_series_d_do_not_move() -> None:
    journal = [*base(), split(2, 10, 1)]
    assert balance("dana", *journal)[0] == 900_000
    # 100 x 11.1111 / .033 = 33,670
    assert delivered(*journal, converts(3, 100)) == [(100, 33_670)]


def test_before_the_first_series_d_the_initial_price_stays() -> None:
    early = split(1, 10, 1) | {"effective": "2005-09-20"}
    assert price_on(3, *base(), early) == P0
    assert price_on(3, *base(), stock_dividend(1, 9) | {"effective": "2005-09-20"}) == P0


def test_on_the_date_of_the_first_series_d_it_counts() -> None:
    assert price_after(*base(), split(1, 10, 1) | {"effective": "2005-10-03"}) == P0 * 10


def test_authorised_changes_with_the_split_or_not() -> None:
    same = [*base(authorized=30 * MILLION), split(2, 1, 3)]
    assert made_of(*same).book.state.authorized == 30 * MILLION
    more = [*base(authorized=20 * MILLION), split(2, 1, 3, common_authorized=30 * MILLION)]
    assert made_of(*more).book.state.authorized == 30 * MILLION


def test_a_conversion_of_the_day_is_flagged() -> None:
    check_flag("conversion_on_split_date", "4F", "order", *base(), split(2, 10, 1), converts(2, 100))


def test_who_came_after_the_record_date_is_named() -> None:
    def said(*between: Entry) -> dict[str, str]:
        paid = stock_dividend(9, "1/2", record_date="2006-01-05")
        found = flags_of(*base(), split(3, 1, 2, "before"), *between, paid)
        return {
            code: found[code].message.split(";")[0]
            for code in found
            if code in ("conversion_before_payment", "bought_before_payment")
        }

    # of the record date itself, and after a split that makes three of two, nobody came later
    assert said() == {}
    assert said(converts(5, 1), split(7, 2, 3)) == {}
    assert said(converts(6, 1), converts(7, 1, name="other")) == {
        "conversion_before_payment": "converted between the record date and the payment: conversion, other",
        "bought_before_payment": "dana hold Common that came to them after 2006-01-05: it gets no dividend (A7)",
    }
    more = [sale(8, 1, 1, "one"), sale(8, 1, 1, "more") | {"holder": "public"}]
    assert said(split(7, 2, 3), *more) == {
        "bought_before_payment": "buyer, public hold Common that came to them after 2006-01-05: it gets no dividend (A7)"
    }


def test_nobody_on_record_is_said_once_there_is_nobody() -> None:
    paid = stock_dividend(9, 1, record_date="2006-01-05")
    assert "nobody_on_record" in flags_of(certificate(), series_d(1), sale(6, 5, 1), paid)
    assert "nobody_on_record" not in flags_of(*base(), paid)


@pytest.mark.parametrize("event", [split(2, 2, 3), stock_dividend(2, 1)], ids=["split", "dividend"])
def test_conversions_of_the_day_are_named_where_they_stand_before_it_and_flagged_behind_it(event: Entry) -> None:
    before = [converts(1, 1, name="yesterday"), *(converts(2, 1, name=name) for name in "abc")]
    said = flags_of(*base(), *before, event)["conversion_on_split_date"].message
    assert said.startswith("a, b, c of the same date stand before it")
    assert "conversion_on_split_date" not in flags_of(*base(), before[0], event)
    assert "conversion_on_split_date" in flags_of(*base(), event, converts(2, 1))
    assert "conversion_on_split_date" not in flags_of(*base(), event, converts(3, 1))


def test_what_does_not_follow_a_split_is_named_while_something_of_it_is_left() -> None:
    alone = [*base(), option_x(2, split_protection=False), option(2, "W", MILLION, "0.004")]
    said = flags_of(*alone, split(3, 10, 1))["no_split_protection"].message
    assert said.startswith("X without split protection")
    assert "no_split_protection" in flags_of(*alone, stock_dividend(3, 1))
    assert "no_split_protection" not in flags_of(*alone, split(3, 1, 1))
    assert "no_split_protection" not in flags_of(*alone, exercised(3, "X", 5 * MILLION), split(3, 10, 1))


def test_a_split_that_authorizes_enough_completes_the_conditions_of_automatic_conversion() -> None:
    # 10,000:1 leaves 1,000 and a room of 1,000; 900,000 x 11.1111 / 33 = 303,030
    journal = [*base(), split(2, 10_000, 1, "the-split", common_authorized=2_000)]
    assert balance("dana", *journal) == (900_000, 0)
    assert balance("dana", *journal, split(3, 1, 1, "more", common_authorized=304_030)) == (0, 303_030)


TREASURY = entry("treasury_acquired", 2, id="bought", holder="public", shares=2 * MILLION)


def test_treasury_counts_in_what_is_authorised() -> None:
    # 8,000,000 and 2,000,000 of treasury: 16,000,000 and 4,000,000; or 4,000,000 more, and the treasury as it was
    assert common_outstanding(*base(authorized=20 * MILLION), TREASURY, split(3, 1, 2)) == 16 * MILLION
    assert common_outstanding(*base(authorized=14 * MILLION), TREASURY, stock_dividend(3, "1/2")) == 12 * MILLION


REFUSALS = [
    NotAccepted(
        "one share too many with the treasury's",
        [*base(authorized=20 * MILLION - 1), TREASURY],
        split(3, 1, 2),
        "authorized_below_issued",
        "4F",
        "20,000,000 shares",
    ),
    NotAccepted(
        "one share too many beside the treasury's",
        [*base(authorized=14 * MILLION - 1), TREASURY],
        stock_dividend(3, "1/2"),
        "authorized_below_issued",
        "4F",
        "14,000,000 shares",
    ),
    NotAccepted(
        "more than authorised",
        base(authorized=20 * MILLION),
        split(2, 1, 3),
        "authorized_below_issued",
        "4F",
        "common_authorized",
    ),
    NotAccepted(
        "fewer authorised by the split than issued",
        base(),
        split(2, 2, 1, common_authorized=5 * MILLION - 1),
        "authorized_below_issued",
        "4F",
        "5,000,000 shares",
    ),
    NotAccepted(
        "a dividend of more than authorised",
        base(authorized=20 * MILLION),
        stock_dividend(2, "1.1"),
        "authorized_below_issued",
        "4F",
        "before it",
    ),
    NotAccepted(
        "rounded up beyond the authorised",
        base(authorized=10 * MILLION),
        split(2, 3, 2, common_authorized=6_666_666, fractions="round_up"),
        "authorized_below_issued",
        "4F",
        "6,666,667",
    ),
    NotAccepted(
        "a late split that leaves no room for a conversion",
        [*base(authorized=20 * MILLION), converts(5, 100)],
        split(2, 1, 2),
        "beyond_authorized",
        "4A",
        "would break conversion",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
