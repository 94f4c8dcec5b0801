"""2 and 3: a dividend on Common that Series D was not paid accrues into its preference, as if it were converted."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import (
    NotAccepted,
    check_flag,
    check_refusal,
    delivered,
    flags_of,
    made_of,
    price_after,
    steps_of,
)
from tests.reference.figures import (
    MILLION,
    P0,
    Entry,
    base,
    certificate,
    converts,
    entry,
    jan,
    option_x,
    sale,
    series_d,
    split,
)

STATED = F("11.1111")


def dividend(day: int, per_share: object, name: str = "dividend", **more: object) -> Entry:
    """A dividend on Common that was not paid to Series D."""
    return entry("cash_dividend_paid", day, id=name, per_share=per_share, **{"series_d": "unpaid"} | more)


def preference(day: int, *journal: Entry) -> F:
    """The Liquidation Preference: Common per share times the price."""
    price = made_of(*journal).price(jan(day))
    assert price["common_per_share"] is not None
    assert price["in_effect"] is not None
    return price["common_per_share"] * price["in_effect"]


def test_it_accrues_as_if_converted() -> None:
    # 3,367 shares x .001
    assert preference(2, *base(), dividend(2, "0.001")) == STATED + F("3.367")


def test_at_the_price_of_the_day() -> None:
    # on the day of X .0033, on the next .0026: 4,273.5 x .001
    assert preference(2, *base(), option_x(2), dividend(2, "0.001")) == STATED + F("3.367")
    assert preference(3, *base(), option_x(2), dividend(3, "0.001")) == STATED + F("4.2735")


def test_the_next_one_accrues_on_what_has_accrued() -> None:
    # (11.1111 + 3.367) / .0033 x .001 = 4.387...
    twice = [*base(), dividend(2, "0.001"), dividend(3, "0.001", "second")]
    assert preference(3, *twice) == (STATED + F("3.367")) * (1 + F("0.001") / P0)


def test_paid_to_series_d_nothing_accrues() -> None:
    assert preference(2, *base(), dividend(2, "0.001", series_d="paid")) == STATED


def test_all_that_accrued_is_paid() -> None:
    paid = entry("accrued_dividends_paid", 3, id="paid")
    journal = [*base(), dividend(2, "0.001"), paid]
    assert (preference(2, *journal), preference(3, *journal)) == (STATED + F("3.367"), STATED)


def test_conversion_takes_its_part_along_and_leaves_the_rest() -> None:
    # 10 x 14.4781 / .0033 = 43,873.03
    journal = [*base(), dividend(2, "0.001"), converts(3, 10)]
    assert delivered(*journal) == [(10, 43_873)]
    assert preference(4, *journal) == STATED + F("3.367")


def test_units_of_common_do_not_matter() -> None:
    # ten times the price, a tenth of the shares: .01 a share is the same money
    assert preference(3, *base(), split(2, 10, 1), dividend(3, "0.01")) == STATED + F("3.367")


def test_nothing_accrues_where_none_is_outstanding() -> None:
    journal = [*base(5), converts(1, 5), dividend(2, "0.001")]
    assert preference(3, *journal) == STATED
    assert "dividend_not_paid_to_series_d" not in flags_of(*journal)


def test_it_moves_no_price() -> None:
    assert price_after(*base(), dividend(2, "0.001")) == P0
    assert steps_of(*base(), dividend(2, "0.001")) == []


def test_what_is_not_paid_is_flagged() -> None:
    check_flag("dividend_not_paid_to_series_d", "2", "accrues", *base(), dividend(2, "0.001"))
    assert "dividend_not_paid_to_series_d" not in flags_of(*base(), dividend(2, "0.001", series_d="paid"))


def test_a_dividend_on_other_stock_gives_nothing_and_is_flagged() -> None:
    other = dividend(2, "0.001", dividend_on="Series A")
    check_flag("dividend_on_other_class", "2", "A50", *base(), other)
    assert preference(2, *base(), other) == STATED


def test_assets_that_are_short_are_shared_and_said() -> None:
    wound_up = entry("liquidated", 2, id="end", assets=5_000_000, parity=[{"class": "E", "shares": 1, "preference": 1}])
    check_flag("assets_short", "3", "pro rata", *base(), wound_up)
    check_flag("no_assets", "3", "no assets", *base(), entry("liquidated", 2, id="end", assets=0))
    enough = entry("liquidated", 2, id="end", assets=10_000_000)
    assert not {"assets_short", "no_assets"} & flags_of(*base(), enough).keys()


def test_a_liquidation_without_series_d_is_said() -> None:
    wound_up = entry("liquidated", 2, id="end", assets=5)
    check_flag("nothing_preferred", "3", "nothing is preferred", *base(5), converts(1, 5), wound_up)


SERIES_E = {"class": "Series E", "shares": 10, "preference": 1}
REFUSALS = [
    NotAccepted(
        "unpaid at a price of nothing",
        [certificate(), series_d(5), sale(2, MILLION)],
        dividend(3, 1),
        "price_is_zero",
        "4A",
        "A44",
    ),
    NotAccepted(
        "a record date after the payment",
        base(),
        dividend(2, 1, record_date="2006-01-03"),
        "record_date_after_event",
        "4L",
        "on or before that day",
    ),
    NotAccepted(
        "a record date after the liquidation",
        base(),
        entry("liquidated", 2, id="end", assets=5, record_date="2006-01-03"),
        "record_date_after_event",
        "4L",
        "on or before that day",
    ),
    NotAccepted(
        "a class on a parity twice",
        base(),
        entry("liquidated", 2, id="end", assets=5, parity=[SERIES_E, SERIES_E | {"preference": 2}]),
        "parity_class_twice",
        "3",
        "'Series E' stands 2 times",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
