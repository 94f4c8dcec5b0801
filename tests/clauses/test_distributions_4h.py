"""4H: P x (N·M - value) / (N·M), N the Common actually outstanding at the start of the payment date."""

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
    price_on,
    steps_of,
)
from tests.ledger.engine import judge
from tests.reference.figures import (
    MILLION,
    P0,
    Entry,
    base,
    certificate,
    converts,
    distribution,
    entry,
    exercised,
    jan,
    option_x,
    sale,
    series_d,
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


def test_on_the_day_of_a_distribution_a_right_past_its_term_is_answered_by_the_price_before_it() -> None:
    # X is past its term since the 5th; without it the free shares of the 3rd make .003, and 22,000 of 110,000 .8 of that
    journal = [*base(), option_x(2, expires="2006-01-04"), sale(3, MILLION), distribution(6, 22_000, "0.01")]
    (one,) = made_of(*journal).past_its_term(jan(6))
    assert (one["right"], one["since"], one["price_if_ended"]) == ("X", jan(5), F(3, 1000))
    (one,) = made_of(*journal).past_its_term(jan(7))
    assert one["price_if_ended"] == F(3, 1000) * F(8, 10)


def test_distributions_of_a_day_stay_in_their_order_behind_what_is_recorded_later() -> None:
    # 1,000,000 for nothing, then x 3/4 and x 3/5 at the close
    first, second = distribution(2, 25_000, "0.01"), distribution(2, 60_000, "0.015", "second")
    steps = [
        ("sale", F(3, 1000)),
        ("distribution", F(3, 1000) * F(3, 4)),
        ("second", F(3, 1000) * F(9, 20)),
    ]
    for journal in (
        [first, second, sale(2, MILLION)],
        [first, sale(2, MILLION), second],
        [sale(2, MILLION), first, second],
    ):
        found = steps_of(*base(), *journal)
        assert [(step.entry, step.after.fraction) for step in found] == steps


def test_a_distribution_of_nothing_takes_no_step_of_its_day_along() -> None:
    # 33,000 / 11,000,000, then 33,000 / 12,000,000
    journal = [sale(2, MILLION, name="first"), distribution(2, 0, "0.01"), sale(2, MILLION, name="second")]
    found = steps_of(*base(), *journal)
    assert [(step.entry, step.after.fraction) for step in found] == [("first", F(3, 1000)), ("second", F(33, 12_000))]


def test_a_distribution_of_the_day_of_a_split_is_told_in_the_new_units() -> None:
    # .0033 is .033 after 10:1, and three quarters of that, whatever the order recorded: N·M is 100,000 in either units
    for journal in (
        [split(2, 10, 1), distribution(2, 25_000, "0.1")],
        [distribution(2, 25_000, "0.01"), split(2, 10, 1)],
    ):
        last = steps_of(*base(), *journal)[-1]
        assert (last.clause, last.before.fraction, last.after.fraction) == ("4H", F(33, 1000), F(33, 1000) * F(3, 4))


def test_nothing_distributed_is_no_step() -> None:
    assert steps_of(*base(), distribution(2, 0, "0.01")) == []


def test_before_the_first_series_d_nothing_is_multiplied_or_refused() -> None:
    assert price_after(*base(), distribution(1, 10**9, "0.01") | {"effective": "2005-09-20"}) == P0


def test_it_meets_section_2_as_well() -> None:
    check_flag("dividend_and_distribution", "2", "both", *base(), distribution(2, 25_000, "0.01"))


# --- what it is under section 2 ----------------------------------------------------------------------------------------


def in_kind(day: int, fair_value: object, **more: object) -> Entry:
    """A distribution of which Series D got nothing."""
    return distribution(day, fair_value, "0.01") | {"series_d": "unpaid"} | more


def test_what_series_d_did_not_get_accrues_by_the_common_of_the_record_date() -> None:
    def accrues(*entries: Entry) -> list[object]:
        return [one["accrued"] for one in made_of(*entries).by_accrual(jan(10))]

    # 10,000 on 10,000,000: .001 for each of 3,367
    assert accrues(*base(), in_kind(9, 10_000)) == [F(3_367, 1000)]
    assert accrues(*base(), in_kind(9, 10_000, record_date="2006-01-09")) == [F(3_367, 1000)]
    # 40,000,000 since the second split, and 20,000,000 on the record date: .0005 for each of 6,734
    halves = [split(3, 1, 2, "first"), split(7, 1, 2, "second")]
    assert accrues(*base(), *halves, in_kind(9, 10_000, record_date="2006-01-05")) == [F(3_367, 1000)]
    # 5,000,000 sold on the 6th are not of the record: 10,000 on 10,000,000 all the same
    sold = [sale(6, 5 * MILLION, 16_500), in_kind(9, 10_000, record_date="2006-01-05")]
    assert accrues(*base(), *sold) == [F(3_367, 1000)]


def test_where_no_common_is_outstanding_nothing_accrues() -> None:
    journal = [certificate(), series_d(1), in_kind(9, 5, provision="kept")]
    assert [one["accrued"] for one in made_of(*journal).by_accrual(jan(10))] == [0]


# --- who determined it (A40) ------------------------------------------------------------------------------------------

BOARD = {"by": "board", "basis": "appraisal", "date": "2006-01-01"}


def undetermined(*entries: Entry) -> list[tuple[str, str]]:
    """Of the figures that nothing says who determined: the clause, and what is said."""
    return [(one.clause, one.message) for one in made_of(*base(), *entries).flags if one.code == "no_determination"]


def test_what_nobody_determined_is_said_under_its_clause() -> None:
    nothing = "nothing says who determined {}, on what basis and when"
    value, price = ("4H", nothing.format("the fair value")), ("4H", nothing.format("the Market Price"))
    assert undetermined(distribution(2, 5, "0.01")) == [value, price]
    assert undetermined(distribution(2, 5, "0.01") | {"determination": BOARD}) == [price]
    assert undetermined(distribution(2, 5, "0.01") | {"market_price_determination": BOARD}) == [value]
    paid = sale(2, MILLION) | {"consideration": {"property": 3_300}}
    assert undetermined(paid) == [("4E(5)", nothing.format("the fair value"))]
    assert undetermined(paid | {"determination": BOARD}) == []
    assert undetermined(sale(2, MILLION, 3_300)) == []
    merger = entry("reorganized", 2, id="merger", exchange_ratio=1)
    assert undetermined(merger | {"reflected_value": "0.01"}) == [("4G", nothing.format("the value reflected"))]
    assert undetermined(merger) == []


@pytest.mark.parametrize(
    ("agreed", "code"),
    [(0, "no_majority_agreed"), (500, "no_majority_agreed"), (501, "agreed_below_five_eighths"), (624, "agreed_below_five_eighths"), (625, None)],
)  # fmt: skip
def test_the_board_and_more_than_half_determine_and_with_five_eighths_nobody_is_called(
    agreed: int, code: str | None
) -> None:
    value = BOARD | {"by": "board_and_holders"} | ({"agreement": "value"} if agreed else {})
    consents = [entry("consent_given", 1, id="c", holder="dana", action="value", shares=agreed)] if agreed else []
    found = distribution(2, 5, "0.01") | {"determination": value, "market_price_determination": BOARD}
    said = flags_of(*base(1_000), *consents, found)
    assert [name for name in ("no_majority_agreed", "agreed_below_five_eighths") if name in said] == (
        [code] if code else []
    )
    if code:
        assert said[code].message.startswith(f"{agreed:,} of 1,000 Series D have agreed to the fair value")


# --- refusals ---------------------------------------------------------------------------------------------------------

ACCEPTED = (
    "a smaller {} or a higher market_price, as the Board and the holders determine it, would be accepted, or "
    "`provision` with what was provided instead (A36)"
)


def cash(per_share: object, market_price: object) -> Entry:
    """A dividend in cash out of capital."""
    fields = {"per_share": per_share, "market_price": market_price, "out_of_earnings": False}
    return entry("cash_dividend_paid", 2, id="cash", **fields)


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([cash("0.01", "0.01")], f"0.01 a share takes all of the Market Price of 0.01, which would leave no price; {ACCEPTED.format('per_share')}"),
        ([cash("0.01", 0)], f"0.01 a share takes all of the Market Price of 0, which would leave no price; {ACCEPTED.format('per_share')}"),
        (
            [split(1, 10, 1), distribution(2, 100_000, "0.1")],
            "a distribution worth 100,000 takes all of the market value (1,000,000 shares at 0.1), which would leave no price; "
            + ACCEPTED.format("fair_value"),
        ),
        (
            [entry("treasury_acquired", 1, id="all", holder="public", shares=10 * MILLION), distribution(2, 5, "0.01")],
            "no Common was outstanding as 2006-01-02 began, so there was nobody to distribute to and no price follows; a "
            "payment date on which Common is outstanding, or a `provision`, would be accepted (A37)",
        ),
    ],
)  # fmt: skip
def test_what_takes_all_is_said_with_what_would_be_accepted(entries: list[Entry], says: str) -> None:
    [(_, refusal)] = judge([*base(), *entries]).refused
    assert refusal.message == says


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
