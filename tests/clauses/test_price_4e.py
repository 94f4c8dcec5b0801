"""4E: the test of a Trigger Issuance and the weighted average. Base case: A x B = 10,000,000 x .0033 = 33,000."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import (
    NotAccepted,
    check_flag,
    check_refusal,
    common_outstanding,
    deemed,
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
    base,
    certificate,
    common_before,
    converts,
    entry,
    jan,
    option,
    sale,
    series_d,
)

HAIR = F(1, 10**60)  # of a dollar


def test_a_step_shows_the_four_figures_and_when_it_governs() -> None:
    # 33,000 + 2,000 over 12,000,000
    (step,) = steps_of(*base(), sale(2, 2 * MILLION, 2_000))
    assert step.after.fraction == F(35_000, 12 * MILLION)
    figures = [step.a, step.b, step.c, step.d]
    assert [figure and figure.fraction for figure in figures] == [10 * MILLION, P0, 2 * MILLION, 2_000]
    assert (step.clause, step.effective, step.governs_from) == ("4E", jan(2), jan(3))


def test_without_consideration() -> None:
    # 33,000 / 11,000,000
    assert price_after(*base(), sale(2, MILLION)) == F(3, 1000)


@pytest.mark.parametrize(
    ("per_share", "after"),
    [
        (P0 - HAIR, F(AB + MILLION * (P0 - HAIR)) / (11 * MILLION)),
        (P0, P0),
        (P0 + HAIR, P0),
    ],
)
def test_a_hair_decides(per_share: F, after: F) -> None:
    money = per_share * MILLION
    assert price_after(*base(), sale(2, MILLION, f"{money.numerator}/{money.denominator}")) == after


def test_a_sale_above_the_price_leaves_it_and_counts_in_a() -> None:
    dear = sale(2, 10 * MILLION, 100_000, "dear")
    assert price_after(*base(), dear) == P0
    # A = 20,000,000: 66,000 / 25,000,000
    assert price_after(*base(), dear, sale(3, 5 * MILLION)) == F(66_000, 25 * MILLION)


def test_steps_follow_one_another() -> None:
    # .003 on 11,000,000 = 33,000; 1,000,000 at .0031 is none; 1,000,000 at .0029 on 12,000,000
    journal = [*base(), sale(2, MILLION), sale(3, MILLION, 3_100, "above"), sale(4, MILLION, 2_900, "below")]
    assert price_after(*journal) == F(36_000 + 2_900, 13 * MILLION)


def test_conversions_bring_common_into_a_and_move_nothing() -> None:
    # 1,000 Series D give 3,367,000: 13,367,000 x .0033 = 44,111.1, over 14,367,000
    journal = [*base(), converts(2, 1_000)]
    assert price_after(*journal) == P0
    assert price_after(*journal, sale(3, MILLION)) == F("44111.1") / (14_367_000)


def test_the_first_common_ever_fixes_the_price() -> None:
    # A = 0: 1,000 / 1,000,000
    assert price_after(certificate(), series_d(1), sale(2, MILLION, 1_000)) == F(1, 1000)


def test_a_transfer_is_no_issue() -> None:
    passes = entry("shares_transferred", 2, stock="common", to="eve", shares=5 * MILLION, **{"from": "public"})
    assert price_after(*base(), passes) == P0
    assert common_outstanding(*base(), passes) == 10 * MILLION


def test_a_transaction_is_one_application_to_those_that_trigger() -> None:
    # against .0033: 1,000,000 at .0032 and an option on 1,000,000 at .0031 trigger, 1,000,000 at .0034 does not
    together = {"transaction": "closing"}
    one = sale(2, MILLION, 3_200, "one", **together)
    dear = sale(2, MILLION, 3_400, "dear", **together)
    right = option(2, "R", MILLION, "0.0031", **together)
    (step,) = steps_of(*base(), one, dear, right)
    # A is that before the transaction, without the dear shares
    assert step.after.fraction == F(AB + 3_200 + 3_100, 12 * MILLION)
    assert step.entries == ("one", "R")
    assert price_after(*base(), one, dear, right, sale(3, MILLION, name="next")) == (
        13 * MILLION * F(AB + 3_200 + 3_100, 12 * MILLION) / (14 * MILLION)
    )


def test_two_transactions_of_a_day_are_two_moments() -> None:
    first = [sale(2, MILLION, 1_000, "a", transaction="one"), sale(2, MILLION, 1_000, "b", transaction="two")]
    assert [step.entries for step in steps_of(*base(), *first)] == [("a",), ("b",)]


def test_the_same_name_on_another_day_is_another_transaction() -> None:
    journal = [*base(), sale(2, MILLION, 1, "a", transaction="t"), sale(3, MILLION, 1, "b", transaction="t")]
    assert [step.entries for step in steps_of(*journal)] == [("a",), ("b",)]


def test_a_price_of_zero_stays_zero() -> None:
    # A = 0 and D = 0; then B = 0, and nothing is below nothing
    journal = [certificate(), series_d(1), sale(2, MILLION), sale(3, MILLION, name="more")]
    assert price_after(*journal) == 0
    assert len(steps_of(*journal)) == 1
    assert made_of(*journal).price(jan(4))["common_per_share"] is None
    assert made_of(*journal).holders(jan(4))["holders"]["dana"]["votes"] is None


def test_nothing_is_deemed_issued_by_a_sale() -> None:
    assert deemed(*base(), sale(2, MILLION)) == 0


def test_before_the_first_series_d_a_sale_only_counts_in_a() -> None:
    # 20,000,000 x .0033 = 66,000
    early = sale(1, 10 * MILLION, name="early") | {"effective": "2005-09-30"}
    assert price_after(*base(), early, sale(2, 5 * MILLION)) == F(66_000, 25 * MILLION)


# --- flags ------------------------------------------------------------------------------------------------------------


def test_below_par_is_flagged() -> None:
    # 33,000 / 40,000,000 = .000825, below the par value of .001
    check_flag("price_below_par", "4A", "par", *base(), sale(2, 30 * MILLION))
    assert "price_below_par" not in flags_of(*base(), sale(2, MILLION))


def test_a_price_between_that_of_two_issues_of_one_day_is_flagged() -> None:
    # .0033, then .002475: the second at .00297 lies between, and would have triggered if it were the first
    first = sale(2, 10 * MILLION, 16_500, "one")
    check_flag("same_day_order", "4E", "", *base(), first, sale(2, 10 * MILLION, 29_700, "two"))
    assert "same_day_order" not in flags_of(*base(), first, sale(2, 10 * MILLION, 16_500, "two"))


def test_the_date_of_the_first_series_d_is_flagged() -> None:
    same_day = sale(2, MILLION, 1_000) | {"effective": "2005-10-03"}
    check_flag("same_day_as_series_d", "4E", "tested", *base(), same_day)


def test_a_late_entry_is_flagged() -> None:
    check_flag("late", "", "earlier", *base(), sale(5, MILLION, 1_000, "first"), sale(2, MILLION, 1_000, "late"))


# --- refusals ---------------------------------------------------------------------------------------------------------

REFUSALS = [
    NotAccepted(
        "more than authorised",
        base(authorized=11 * MILLION),
        sale(2, MILLION + 1, 5_000),
        "beyond_authorized",
        "4E",
        "common_authorized_changed",
    ),
    NotAccepted(
        "Common on Common",
        base(),
        sale(2, MILLION, dividend_on="Common"),
        "dividend_on_common",
        "4E(4)",
        "stock_dividend_paid",
    ),
    NotAccepted(
        "a late sale that leaves no room for a later one",
        [*base(authorized=11 * MILLION), sale(5, MILLION, 5_000, "later")],
        sale(2, 1, 1),
        "beyond_authorized",
        "4E",
        "would break later",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)


def test_up_to_the_authorised_number_is_accepted() -> None:
    assert price_on(3, *base(authorized=11 * MILLION), sale(2, MILLION, 5_000)) == P0


def test_opening_switch_tests_against_the_price_of_the_morning() -> None:
    # A5 (c): .00297 is below .0033; on A = 20,000,000 at .002475 the average would be .00264, so the proviso holds it
    journal = [certificate(same_day_price="opening"), common_before(10 * MILLION), series_d(900_000)]
    journal += [sale(2, 10 * MILLION, 16_500, "one"), sale(2, 10 * MILLION, 29_700, "two")]
    assert price_after(*journal) == F(2_475, MILLION)
    # cheaper than the running price: (20,000,000 x .002475 + 20,000) / 30,000,000
    journal[-1] = sale(2, 10 * MILLION, 20_000, "two")
    assert price_after(*journal) == F(49_500 + 20_000, 30 * MILLION)
