"""4E(4): what is paid as a dividend on other stock than Common is issued without consideration."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import NotAccepted, check_flag, check_refusal, deemed, price_after, steps_of
from tests.reference.figures import AB, MILLION, base, entry, note, option, sale


def test_common_on_preferred() -> None:
    # 33,000 / 12,000,000
    (step,) = steps_of(*base(), sale(2, 2 * MILLION, dividend_on="Series A"))
    assert step.after.fraction == F(AB, 12 * MILLION)
    assert step.d is not None
    assert step.d.fraction == 0


def test_options_on_preferred_count_their_strike_alone() -> None:
    # x = 0 whatever is said to have been paid: 2,000,000 x .001
    grant = option(2, "W", 2 * MILLION, "0.001", 9_000, dividend_on="Series A")
    assert price_after(*base(), grant) == F(AB + 2_000, 12 * MILLION)
    assert deemed(*base(), grant) == 2 * MILLION


def test_convertibles_on_preferred_count_their_conversion_money_alone() -> None:
    paid = note(2, "N", 2 * MILLION, 9_000, conversion_price="0.0005", dividend_on="Series A")
    assert price_after(*base(), paid) == F(AB + 1_000, 12 * MILLION)


def test_money_beside_a_dividend_is_flagged() -> None:
    paid = sale(2, MILLION, 5_000, dividend_on="Series A")
    check_flag("dividend_without_consideration", "4E(4)", "without consideration", *base(), paid)


def test_rights_on_common_are_granted_by_4e1() -> None:
    # (other than the Common Stock): no 4E(4), but 4E(1) all the same, x = 0 because nothing is paid (A18)
    rights = option(2, "R", 2 * MILLION, "0.001", kind="right")
    assert price_after(*base(), rights) == F(AB + 2_000, 12 * MILLION)


REFUSALS = [
    NotAccepted(
        f"Common on {stock}",
        base(),
        sale(2, 1, dividend_on=stock),
        "dividend_on_common",
        "4E(4)",
        "stock_dividend_paid",
    )
    for stock in ("Common", "common stock")
] + [
    NotAccepted(
        "limb (D) for a dividend on other stock",
        [*base(), entry("common_split", 2, id="split", old=1, new=1)],
        sale(2, 1, dividend_on="Series A", excluded="D"),
        "exclusion_cannot_apply",
        "1",
        "not on Series A",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
