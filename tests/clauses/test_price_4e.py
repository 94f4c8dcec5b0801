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
    Entry,
    base,
    certificate,
    common_before,
    converts,
    entry,
    jan,
    option,
    sale,
    series_d,
    split,
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


def test_a_third_of_a_share_counts_in_a() -> None:
    # three for one, then one share for a dollar: A = 30,000,001 at .0011; 3,000,000 for nothing
    journal = [*base(), split(2, 1, 3), sale(3, 1, 1, "dear"), sale(4, 3 * MILLION)]
    assert price_after(*journal) == F("33000.0011") / 33_000_001


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


def test_a_transaction_that_begins_with_no_trigger_is_tested_to_its_end() -> None:
    dear = sale(2, MILLION, 3_400, "dear", transaction="closing")
    cheap = sale(2, MILLION, 1_000, "cheap", transaction="closing")
    # A is that before the transaction
    assert price_after(*base(), dear, cheap) == F(AB + 1_000, 11 * MILLION)


def test_all_that_a_transaction_grants_is_deemed_issued() -> None:
    # 1,000,000 at .001 and 2,000,000 at .002: 33,000 + 1,000 + 4,000 over 13,000,000
    one = option(2, "one", MILLION, "0.001", transaction="closing")
    two = option(2, "two", 2 * MILLION, "0.002", transaction="closing")
    assert deemed(*base(), one, two) == 3 * MILLION
    assert price_after(*base(), one, two) == F(38_000, 13 * MILLION)
    # A of the next is 13,000,000
    assert price_after(*base(), one, two, sale(3, MILLION)) == F(38_000, 14 * MILLION)


def test_a_transaction_stands_together_where_its_first_entry_was_recorded() -> None:
    # 33,000 + 1,000 + 3,200 over 12,000,000 is .0031, and what was recorded between them at .0031 is no trigger then
    first, last = sale(2, MILLION, 1_000, "first", transaction="t"), sale(2, MILLION, 3_200, "last", transaction="t")
    between = sale(2, MILLION, 3_100, "between")
    (step,) = steps_of(*base(), first, between, last)
    assert (step.entries, step.after.fraction) == (("first", "last"), F(31, 10_000))
    assert price_after(*base(), first, between, last, sale(3, MILLION, name="next")) == 13 * F(31, 10_000) / 14


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


def test_par_is_in_the_share_units_of_the_day_and_at_par_is_not_below_it() -> None:
    def is_flagged(*entries: Entry) -> bool:
        return "price_below_par" in flags_of(*entries, converts(3, 1))

    # ten for one: .00033; one for ten: .033; par stays .001
    assert is_flagged(*base(), split(2, 1, 10))
    assert not is_flagged(*base(), split(2, 10, 1))
    for price, expected in (("0.001", False), ("0.0009999", True)):
        journal = [certificate(terms={"conversion_price": price}), common_before(10 * MILLION), series_d(5)]
        assert is_flagged(*journal) is expected


def test_what_is_issued_between_the_certificate_and_the_first_series_d_is_flagged() -> None:
    early = sale(1, MILLION, 1_000) | {"effective": "2005-09-06"}
    assert "before_protection" in flags_of(*base(), early)
    assert "before_protection" not in flags_of(*base(), early | {"effective": "2005-10-03"})
    # before the certificate there was nothing to protect
    before = [certificate() | {"effective": "2005-09-07"}, common_before(5), series_d(5), early]
    assert "before_protection" not in flags_of(*before)


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


def test_by_the_opening_switch_an_option_below_the_morning_price_is_deemed_issued_though_it_moves_nothing() -> None:
    # A5 (c): .00297 is below .0033 and not below .002475; the sale of the day before, above the price, leaves it
    dear, low = sale(1, MILLION, 3_400, "dear"), sale(2, 11 * MILLION, 18_150, "low")
    between = option(2, "O", 10 * MILLION, "0.00297")
    for early in ([], [dear]):
        opening = [*base(same_day_price="opening"), *early, low, between]
        assert deemed(*opening) == 10 * MILLION
        assert deemed(*base(), *early, low, between) == 0
    # with the dear one A is 11,000,000: 36,300 + 18,150 over 22,000,000, the price that the option does not raise
    assert price_after(*opening) == F(54_450, 22 * MILLION)
    # and the next sale meets its shares in A: 32,000,000 x .002475
    assert price_after(*opening, sale(3, MILLION, name="next")) == 32 * F(2_475) / (33 * MILLION)
