"""4G: in a reorganization the price falls to the value that its terms reflect, then moves with the ratio (A41)."""

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
    MILLION,
    P0,
    Entry,
    base,
    certificate,
    converts,
    entry,
    jan,
    lapses,
    option_x,
    sale,
    series_d,
)


def merger(day: int, ratio: object, value: object = None, **more: object) -> Entry:
    """Each share of Common becomes `ratio` shares, and is reflected at `value`."""
    reflected = {} if value is None else {"reflected_value": value}
    return entry("reorganized", day, id="merger", exchange_ratio=ratio, **reflected, **more)


@pytest.mark.parametrize(
    ("ratio", "value", "after"),
    [
        (1, "0.002", F(2, 1000)),  # the value alone
        (1, "0.0033", P0),  # not less than the price
        (1, "0.01", P0),
        (4, None, P0 / 4),  # the ratio alone
        ("0.5", None, P0 * 2),
        ("2/3", "0.002", F(3, 1000)),  # both: min(.0033, .002) / (2/3)
        (1, None, P0),
    ],
)
def test_value_then_ratio(ratio: object, value: object, after: F) -> None:
    made = made_of(*base(), merger(2, ratio, value))
    assert made.price(jan(2))["in_effect"] == made.price(jan(2))["after_close"] == after


def test_one_step_on_its_own_day() -> None:
    (step,) = steps_of(*base(), merger(2, "2/3", "0.002"))
    assert (step.clause, step.governs_from) == ("4G", jan(2))
    assert (step.before.fraction, step.after.fraction) == (P0, F(3, 1000))
    assert steps_of(*base(), merger(2, 1)) == []


def test_all_that_is_counted_in_shares_follows() -> None:
    journal = [*base(), sale(2, 15, 1), option_x(2), merger(3, "0.1")]
    assert balance("buyer", *journal) == (0, 1)  # 1.5, rounded down
    assert common_outstanding(*journal) == MILLION + 1
    assert deemed(*journal) == 500_000


def test_the_value_also_caps_what_conversions_of_the_day_pay() -> None:
    # X of the same day waits for the close at .0026; the value .003 does not wait
    journal = [*base(), option_x(2), merger(2, 1, "0.003"), converts(2, 26)]
    assert delivered(*journal) == [(26, 96_296)]  # 288.8886 / .003 = 96,296.2
    assert price_on(3, *journal) == F(26, 10_000)


def test_conversions_before_it_on_its_day_pay_the_old_price() -> None:
    journal = [*base(), converts(2, 26, name="before"), merger(2, 2, "0.002"), converts(2, 26, name="after")]
    assert [common for _, common in delivered(*journal)] == [87_542, 288_888]  # 288.8886 / .001


def test_before_the_first_series_d_the_initial_price_stays() -> None:
    assert price_after(*base(), merger(1, 2, "0.001") | {"effective": "2005-09-20"}) == P0


def test_the_value_is_that_of_an_old_share_in_the_units_of_its_day() -> None:
    # two mergers: .002 a share; then, two new for one, .0005 a new share
    journal = [*base(), merger(2, 2, "0.002"), merger(3, 1, "0.0005") | {"id": "second"}]
    assert price_after(*journal) == F(5, 10_000)


def test_a_readjustment_takes_the_lesser_again() -> None:
    # .0026 / 2; without X min(.0033, .0028) / 2
    journal = [*base(), option_x(2), merger(3, 2, "0.0028")]
    assert price_after(*journal) == F(13, 10_000)
    assert price_after(*journal, lapses(4, "X")) == F(14, 10_000)


def test_other_property_and_a_missing_provision_are_flagged() -> None:
    check_flag("property_substituted", "4G", "one bond", *base(), merger(2, 1, property="one bond"))
    check_flag("no_provision", "4G", "condition", *base(), merger(2, 1))
    assert "no_provision" not in flags_of(*base(), merger(2, 1, provision="as the plan says"))


def test_the_number_for_which_other_property_stands_is_told_to_ten_places() -> None:
    def said(*before: Entry, day: int = 3) -> str:
        return flags_of(*before, merger(day, 1, property="one bond"))["property_substituted"].message

    assert "converts into what 3,367 shares of Common got: one bond;" in said(*base())
    assert "converts into what 4273.5000000000 shares of Common got" in said(*base(), option_x(2))  # 11.1111 / .0026
    # nothing paid for the first Common ever: the price is zero
    assert "converts into what any number of shares of Common got" in said(certificate(), series_d(1), sale(2, MILLION))


def test_only_what_puts_property_in_the_place_of_common_is_flagged_at_a_conversion() -> None:
    journal = [*base(), merger(2, 1, property="one bond"), converts(3, 1)]
    assert flags_of(*journal)["converts_into_property"].message.endswith("no longer Common: one bond")
    assert "property_substituted" not in flags_of(*base(), merger(2, 1))
    assert "converts_into_property" not in flags_of(*base(), merger(2, 1), converts(3, 1))


REFUSALS = [
    NotAccepted(
        "more shares than authorised",
        base(authorized=15 * MILLION),
        merger(2, 2),
        "authorized_below_issued",
        "4G",
        "20,000,000",
    ),
    NotAccepted(
        "a late one that leaves too little for a sale of Common",
        [
            *base(),
            entry(
                "shares_transferred",
                5,
                id="passes",
                stock="common",
                to="eve",
                shares=10 * MILLION,
                **{"from": "public"},
            ),
        ],
        merger(2, "0.5"),
        "more_than_held",
        "4O",
        "would break passes",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
