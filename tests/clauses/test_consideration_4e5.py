"""4E(5): what the Company received, net of expenses and of the value of Additional Rights, and never below nothing."""

from fractions import Fraction as F  # noqa: N817

import pytest

from tests.clauses.asking import check_flag, flags_of, price_after
from tests.reference.figures import AB, MILLION, P0, Entry, base, exercised, note, option, sale, series_d


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
