"""4E(5): what the Company received, net of expenses and of the value of Additional Rights, and never below nothing."""

from fractions import Fraction as F  # noqa: N817

import pytest

from tests.clauses.asking import check_flag, deemed, flags_of, made_of, price_after
from tests.reference.figures import (
    AB,
    MILLION,
    P0,
    Entry,
    base,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    sale,
    series_d,
)


def paid(**consideration: object) -> list[Entry]:
    """The base case, and 5,000,000 shares for this."""
    return [*base(), sale(2, 5 * MILLION) | {"consideration": consideration}]


@pytest.mark.parametrize(
    ("consideration", "money"),
    [
        ({"cash": 10_000}, 10_000),
        ({"property": 10_000}, 10_000),
        ({"cash": 4_000, "property": 6_000, "expenses": 500}, 9_500),
        ({"cash": 12_000, "additional_rights": 2_000}, 10_000),
        ({"cash": 12_000, "expenses": 1_000, "additional_rights": 2_000}, 9_000),
        ({"cash": "11/3", "property": "1/3"}, 4),
        ({"cash": "1e4"}, 10_000),
        ({"expenses": 5}, 0),
        ({"cash": 5, "additional_rights": 6}, 0),
        ({}, 0),
    ],
    ids=str,
)
def test_money_is_net(consideration: dict[str, object], money: int) -> None:
    assert price_after(*paid(**consideration)) == F(AB + money, 15 * MILLION)


def test_costs_make_the_trigger() -> None:
    # 16,500 is .0033 a share and none; one cent of costs, and it is one
    assert price_after(*paid(cash=16_500)) == P0
    assert price_after(*paid(cash=16_500, expenses="0.01")) == (AB + F("16499.99")) / (15 * MILLION)


def test_below_nothing_counts_as_nothing_and_is_flagged() -> None:
    check_flag("consideration_below_zero", "4E(5)", "counts as none", *paid(cash=5, expenses=6))
    assert "consideration_below_zero" not in flags_of(*paid(cash=6, expenses=6))


def test_the_floor_is_under_the_grant_money_and_not_under_the_strike() -> None:
    # x would be -500 and is none; y is 2,000
    grant = option(2, "W", 2 * MILLION, "0.001") | {"consideration": {"cash": 500, "expenses": 1_000}}
    assert price_after(*base(), grant) == F(AB + 2_000, 12 * MILLION)
    issue = note(2, "N", 2 * MILLION, conversion_price="0.001") | {"consideration": {"expenses": 1_000}}
    assert price_after(*base(), issue) == F(AB + 2_000, 12 * MILLION)


def test_series_d_for_less_than_its_stated_value_is_flagged_and_moves_nothing() -> None:
    # A12: 10 shares are worth 111.111
    cheap = series_d(10, "eve", "2006-01-02", "cheap") | {"consideration": {"cash": "111.11"}}
    journal = base(100)
    check_flag("series_d_below_stated_value", "4E", "does not adjust", *journal, cheap)
    assert price_after(*journal, cheap) == P0
    full = cheap | {"consideration": {"cash": "111.111"}}
    assert "series_d_below_stated_value" not in flags_of(*journal, full)


def test_a_deduction_ends_with_a_right_that_is_tested_only_later() -> None:
    """Found by the generator: the end of a right taken over was looked for from its first test on, not from the sale.

    The sale of 16,000 less 4,000 for W: (33,000 + 12,000) / 15,000,000 = .003. Half of W becomes a Convertible Security
    at .001, and is first tested then; the other half is given up, and 2,000 of the deduction with it (A59, A29). With
    the sale at 14,000 the price before W is 47,000 / 15,000,000, and after it (47,000 + 500) / 15,500,000.
    """
    sold = sale(2, 5 * MILLION, transaction="U") | {"consideration": {"cash": 16_000, "additional_rights": 4_000}}
    taken_over = option(2, "W", MILLION, "0.001", assumed=True, conversion_price=0, transaction="U")
    journal = [*base(), sold, taken_over]
    assert price_after(*journal) == F(45_000, 15 * MILLION)
    half = MILLION // 2
    assert price_after(*journal, exercised(3, "W", half)) == F(45_500, 15 * MILLION + half)
    assert price_after(*journal, exercised(3, "W", half, withheld=half)) == F(47_500, 15 * MILLION + half)


# --- a note sold with warrants: 5,000,000 for 16,500, of which 5,000 are for 5,000,000 warrants at .002 ------------------

NOTE = note(2, "N", 5 * MILLION, transaction="unit", consideration={"cash": 16_500, "additional_rights": 5_000})
WARRANTS = option(2, "W", 5 * MILLION, "0.002", 5_000, transaction="unit")


@pytest.mark.parametrize("sold", [[NOTE, WARRANTS], [WARRANTS, NOTE]], ids=["note first", "warrants first"])
def test_what_is_deducted_from_the_price_of_a_note_ends_with_the_rights_sold_with_it(sold: list[Entry]) -> None:
    # A59: 33,000 + 11,500 + 15,000 over 20,000,000
    assert price_after(*base(), *sold) == F(59_500, 20 * MILLION)
    # had no warrants been sold: 16,500 for 5,000,000 is .0033, and no trigger
    journal = [*base(), *sold, lapses(3, "W")]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)
    # half of them exercised: 14,000 for the note, 2,500 + 5,000 for 2,500,000
    half = [*base(), *sold, exercised(3, "W", 2_500_000), lapses(4, "W")]
    assert price_after(*half) == F(AB + 14_000 + 7_500, 17_500_000)
    # a part of the note that is converted before has its part of what is given back
    early = [*base(), *sold, exercised(3, "N", 2 * MILLION, "converted"), lapses(4, "W")]
    assert price_after(*early) == P0


def test_the_note_that_ends_itself_leaves_the_warrants_as_they_are() -> None:
    # 33,000 + 15,000 over 15,000,000; so it would be too were it past its term with nothing said
    journal = [*base(), NOTE | {"matures": "2006-01-04"}, WARRANTS]
    assert price_after(*journal, lapses(4, "N")) == F(48_000, 15 * MILLION)
    (one,) = made_of(*journal, sale(5, 1, 1)).past_its_term(jan(6))
    assert (one["right"], one["price_if_ended"]) == ("N", F(48_000, 15 * MILLION))


def test_of_two_rights_sold_with_a_note_each_has_its_part_of_the_deduction() -> None:
    # of 5,000, 4,000 are for W and 1,000 for V: V ends, and the note has 12,500; then W, and it has all of 16,500
    w = option(2, "W", 5 * MILLION, "0.002", 4_000, transaction="unit")
    v = option(2, "V", 5 * MILLION, "0.003", 1_000, transaction="unit")
    for sold in ([w, NOTE, v], [NOTE, v, w], [v, w, NOTE]):
        # W 14,000; V 16,000
        assert price_after(*base(), *sold) == F(AB + 11_500 + 14_000 + 16_000, 25 * MILLION)
        assert price_after(*base(), *sold, lapses(3, "V")) == F(AB + 12_500 + 14_000, 20 * MILLION)
        assert price_after(*base(), *sold, lapses(3, "V"), lapses(3, "W", "other")) == P0


def test_more_deducted_than_was_paid_is_nothing_paid() -> None:
    # 5,000,000 for nothing, beside warrants for 20,000 + 10,000 that are no trigger; half of those end: 6,500 for the shares
    shares = sale(2, 5 * MILLION, transaction="unit") | {"consideration": {"cash": 16_500, "additional_rights": 20_000}}
    warrants = option(2, "W", 5 * MILLION, "0.002", 20_000, transaction="unit")
    assert price_after(*base(), shares, warrants) == F(AB, 15 * MILLION)
    assert price_after(*base(), shares, warrants, lapses(3, "W", shares=2_500_000)) == F(AB + 6_500, 15 * MILLION)


def test_expenses_stay_when_a_deduction_ends() -> None:
    # 16,500 less 1,000 of costs and 5,000 for the warrants; without these 15,500, that is .0031
    money = {"cash": 10_000, "property": 6_500, "expenses": 1_000, "additional_rights": 5_000}
    journal = [*base(), sale(2, 5 * MILLION, transaction="unit") | {"consideration": money}, WARRANTS]
    assert price_after(*journal) == F(AB + 10_500 + 15_000, 20 * MILLION)
    assert price_after(*journal, lapses(3, "W")) == F(AB + 15_500, 15 * MILLION)


def test_a_dividend_on_other_stock_is_without_consideration_whatever_ends_beside_it() -> None:
    # 4E(4): 5,000,000 for nothing, and 15,000 for the warrants; then 33,000 / 15,000,000
    money = {"cash": 16_500, "additional_rights": 5_000}
    dividend = sale(2, 5 * MILLION, dividend_on="Series E", transaction="unit") | {"consideration": money}
    assert price_after(*base(), dividend, WARRANTS) == F(AB + 15_000, 20 * MILLION)
    assert price_after(*base(), dividend, WARRANTS, lapses(3, "W")) == F(AB, 15 * MILLION)
    # what is said to have been paid for a dividend is pointed out, and nothing is not
    assert "dividend_without_consideration" in flags_of(*base(), sale(2, 5, 1, dividend_on="Series E"))
    assert "dividend_without_consideration" not in flags_of(*base(), sale(2, 5, dividend_on="Series E"))


def test_treasury_stock_sold_with_warrants_has_its_deduction_back_too() -> None:
    # 8,000,000 x .0033 = 26,400; 3,000 less 500 for 1,000,000, and then 3,000
    bought = entry("treasury_acquired", 2, id="bought", holder="public", shares=2 * MILLION)
    money = {"cash": 3_000, "additional_rights": 500}
    sold = entry(
        "treasury_disposed", 3, id="sold", holder="eve", shares=MILLION, transaction="unit", consideration=money
    )
    journal = [*base(), bought, sold, option(3, "W", MILLION, "0.004", 500, transaction="unit")]
    assert price_after(*journal) == F(26_400 + 2_500, 9 * MILLION)
    assert price_after(*journal, lapses(4, "W")) == F(26_400 + 3_000, 9 * MILLION)
