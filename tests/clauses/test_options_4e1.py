"""4E(1): options deemed issued at their grant, for (x) the grant, (y) the exercise and (z) the conversion."""

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
    flags_of,
    made_of,
    price_after,
    steps_of,
)
from tests.ledger.engine import judge
from tests.reference.figures import (
    AB,
    MILLION,
    P0,
    Entry,
    base,
    certificate,
    common_before,
    consent,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    option_x,
    sale,
    series_d,
    split,
)

TWO_LEVEL = option(2, "T", 3 * MILLION, "0.001", 300, conversion_price="0.0005")


def test_grant_and_exercise_money_count() -> None:
    # 600 + 3,000,000 x .002 = 6,600 for 3,000,000, that is .0022
    (step,) = steps_of(*base(), option(2, "W", 3 * MILLION, "0.002", 600, kind="warrant"))
    assert step.after.fraction == F(AB + 6_600, 13 * MILLION)
    assert step.clause == "4E(1)"


def test_the_grant_money_alone_can_make_it_no_trigger() -> None:
    # .003 x 5,000,000 + 1,500 = .0033 x 5,000,000
    journal = [*base(), option(2, "W", 5 * MILLION, "0.003", 1_500)]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)
    journal[-1] = option(2, "W", 5 * MILLION, "0.003", 1_499)
    assert (price_after(*journal), deemed(*journal)) == (F(AB + 16_499, 15 * MILLION), 5 * MILLION)


def test_all_three_sums_count_for_an_option_on_a_convertible() -> None:
    # x 300, y 3,000, z 1,500: 4,800 for 3,000,000
    assert price_after(*base(), TWO_LEVEL) == F(AB + 4_800, 13 * MILLION)


def test_neither_exercise_nor_conversion_of_what_was_deemed_adjusts() -> None:
    journal = [
        *base(),
        TWO_LEVEL,
        exercised(3, "T", 3 * MILLION, "becomes"),
        exercised(4, "T", 3 * MILLION, "comes-out"),
    ]
    assert price_after(*journal) == F(AB + 4_800, 13 * MILLION)
    assert deemed(*journal[:-1]) == 3 * MILLION
    assert (deemed(*journal), common_outstanding(*journal)) == (0, 13 * MILLION)


def test_a_does_not_move_when_deemed_shares_become_real() -> None:
    more = sale(9, MILLION)
    price = F(13 * MILLION * F(AB + 6_000, 13 * MILLION)) / (14 * MILLION)
    grant = option(2, "W", 3 * MILLION, "0.002")
    for exercises in (
        [],
        [exercised(3, "W", MILLION)],
        [exercised(3, "W", MILLION), exercised(4, "W", 2 * MILLION, "b")],
    ):
        assert price_after(*base(), grant, *exercises, more) == price


def test_an_option_at_the_price_is_not_tested_when_it_is_exercised_later() -> None:
    # .0033 at the grant; then the price falls to 33,000 / 11,000,000 = .003, and the exercise at .0033 is above it
    journal = [*base(), option(2, "E", MILLION, "0.0033"), sale(3, MILLION), exercised(4, "E", MILLION)]
    assert price_after(*journal) == F(3, 1000)
    # its shares are in A from then on: .003 x 12,000,000
    assert price_after(*journal, sale(5, MILLION, name="next")) == F(36_000, 13 * MILLION)


def test_an_untested_option_is_tested_when_it_comes_out_below_a_price_that_was_raised() -> None:
    # all holders raise the price to .01; the option at .004 was never deemed issued (A20)
    raised = entry("terms_amended", 3, id="raised", action="up", term="conversion_price", value="0.01")
    journal = [*base(), option(2, "Y", 5 * MILLION, "0.004"), consent(3, "up"), raised, exercised(4, "Y", 5 * MILLION)]
    # (10,000,000 x .01 + 20,000) / 15,000,000
    assert price_after(*journal) == F(120_000, 15 * MILLION)
    step = steps_of(*journal)[-1]
    assert (step.clause, step.entry, step.entries) == ("4E", "exercise", ("exercise",))


def test_what_was_deemed_once_is_not_tested_again_however_high_the_price() -> None:
    raised = entry("terms_amended", 3, id="raised", action="up", term="conversion_price", value="0.01")
    journal = [*base(), option_x(2), consent(3, "up"), raised, exercised(4, "X", 5 * MILLION)]
    assert price_after(*journal) == F(1, 100)


def test_a_grant_on_a_fraction_of_a_share() -> None:
    # 3.5 shares for 0.007 in all
    (step,) = steps_of(*base(), option(2, "F", "3.5", "0.002"))
    assert step.c is not None
    assert step.c.fraction == F(7, 2)
    assert step.after.fraction == (AB + F(7, 1000)) / (10 * MILLION + F(7, 2))


def test_what_splits_leave_of_a_right_stays_until_it_ends() -> None:
    journal = [*base(), option(2, "F", 25, "0.001"), split(3, 10, 1), exercised(4, "F", 2)]
    assert made_of(*journal).holders(jan(4))["rights"]["F"]["outstanding"] == F(1, 2)
    assert deemed(*journal) == F(1, 2)
    assert deemed(*journal, lapses(5, "F")) == 0


def test_an_exercise_registers_its_holder_or_another() -> None:
    journal = [*base(), option_x(2), exercised(3, "X", 10), exercised(3, "X", 5, "other", holder="eve")]
    assert (balance("olga", *journal)[1], balance("eve", *journal)[1]) == (10, 5)


def test_an_assumed_option_is_not_deemed_issued() -> None:
    assumed = option(2, "M", 5 * MILLION, "0.0012", assumed=True)
    assert (price_after(*base(), assumed), deemed(*base(), assumed)) == (P0, 0)
    # half of it comes out: 2,500,000 for 3,000; the same again on A = 12,500,000
    half = [*base(), assumed, exercised(3, "M", 2_500_000, "half")]
    first = F(AB + 3_000, 12_500_000)
    assert price_after(*half) == first
    rest = (12_500_000 * first + 3_000) / (15 * MILLION)
    assert price_after(*half, exercised(4, "M", 2_500_000, "rest")) == rest


def test_an_end_by_its_terms_ends_nothing_by_itself() -> None:
    journal = [*base(), option_x(2, expires="2006-01-05")]
    assert deemed(*journal) == 5 * MILLION
    check_flag("exercised_after_end", "4E(1)", "2006-01-05", *journal, exercised(6, "X", 1))
    assert "exercised_after_end" not in flags_of(*journal, exercised(5, "X", 1))


def test_what_is_not_there_is_refused_with_what_is() -> None:
    def said(*entries: Entry) -> str:
        [(_, refusal)] = judge([*base(), *entries]).refused
        return refusal.message

    assert said(exercised(2, "Q", 1)) == "there is no right named 'Q' on 2006-01-02; known are: none"
    two = [option(2, "yellow", 5, 1), option(2, "brown", 5, 1)]
    assert said(*two, exercised(2, "Q", 1)) == "there is no right named 'Q' on 2006-01-02; known are: brown, yellow"
    out = exercised(3, "X", 5 * MILLION)
    assert said(option_x(2), out, exercised(4, "X", 1, "more")) == (
        "X has 0 shares outstanding, fewer than 1; 0 or fewer would be accepted"
    )
    # in the share units of the day: 10:1
    assert said(option_x(2), split(3, 10, 1), exercised(4, "X", 600_000)) == (
        "X has 500,000 shares outstanding as option, fewer than 600,000; 500,000 or fewer would be accepted"
    )


def test_once_somebody_is_a_lender_the_options_that_it_has_are_named() -> None:
    lent = {"holder": "lender"}
    journal = [
        *base(),
        option(2, "V", MILLION, "0.004"),
        option(2, "W", MILLION, "0.004", **lent),
        option(2, "plan", MILLION, "0.004", excluded="A", **lent),
        note(2, "M", MILLION, 3_300),
    ]
    loan = note(3, "N", MILLION, 1_000, excluded="C")
    assert " so W of this lender are tested" in flags_of(*journal, loan)["lender_warrant"].message
    # once
    assert "lender_warrant" not in flags_of(*journal, loan, note(4, "O", MILLION, 1_000, excluded="C"))
    assert "lender_warrant" not in flags_of(*base(), journal[3], loan)


def test_a_right_to_all_holders_is_told_by_which_clause_it_adjusts() -> None:
    def said(strike: str, **more: object) -> str:
        return flags_of(*base(), option(2, "R", MILLION, strike, kind="right") | more)["right_to_all_holders"].message

    assert said("0.0032") == (
        "4E adjusts for R, so that 4H does not; 4H would ask for its fair value and the Market Price, which are not "
        "recorded with it (A38)"
    )
    assert said("0.0033").startswith("4E does not adjust for R, so that it is a distribution under 4H")
    early = option(1, "R", MILLION, "0.001", kind="right") | {"effective": "2005-09-20"}
    assert "right_to_all_holders" not in flags_of(*base(), early)
    assert "right_to_all_holders" not in flags_of(*base(), option(2, "R", MILLION, "0.001", kind="warrant"))


def test_a_lender_is_told_that_its_warrant_is_tested() -> None:
    loan = note(2, "N", MILLION, 1_000, excluded="C")
    warrant = option(3, "W", MILLION, "0.001", kind="warrant", holder="lender")
    check_flag("lender_warrant", "1", "(C)", *base(), loan, warrant)
    assert price_after(*base(), loan, warrant) == F(AB + 1_000, 11 * MILLION)


def test_the_first_day_is_no_legacy() -> None:
    first = option(2, "first-day", MILLION, "0.001") | {"effective": "2005-10-03"}
    check_flag("same_day_as_series_d", "1", "legacy", *base(), first)


# --- refusals ---------------------------------------------------------------------------------------------------------

X = [*base(), option_x(2)]
BOTH_STAGES = [*base(), TWO_LEVEL, exercised(3, "T", MILLION, "becomes")]

REFUSALS = [
    NotAccepted(
        "a name that is taken", X, option_x(3) | {"id": "again"}, "right_exists", "4E(1)", "names of rights are unique"
    ),
    NotAccepted(
        "a name that a convertible has",
        [*base(), note(2, "N", 5)],
        option(3, "N", 5, 1) | {"id": "again"},
        "right_exists",
        "4E(1)",
        "'N'",
    ),
    NotAccepted("the unknown", X, exercised(3, "Y", 1), "unknown_right", "4E(1)", "known are: X"),
    NotAccepted("before the grant", X, exercised(1, "X", 1), "unknown_right", "4E(1)", "on 2006-01-01"),
    NotAccepted(
        "more than outstanding",
        X,
        exercised(3, "X", 5 * MILLION + 1),
        "more_than_outstanding",
        "4E(1)",
        "5,000,000 or fewer would be accepted",
    ),
    NotAccepted(
        "more than is left",
        [*X, exercised(3, "X", MILLION, "first"), lapses(4, "X", shares=MILLION)],
        exercised(5, "X", 3 * MILLION + 1),
        "more_than_outstanding",
        "4E(1)",
        "3,000,000 or fewer",
    ),
    NotAccepted(
        "nothing left",
        [*X, lapses(3, "X")],
        exercised(4, "X", 1),
        "more_than_outstanding",
        "4E(1)",
        "0 shares outstanding",
    ),
    NotAccepted(
        "which stage?", BOTH_STAGES, exercised(4, "T", 1), "stage_needed", "4E(1)", "stage: option or convertible"
    ),
    NotAccepted(
        "more than that stage has",
        BOTH_STAGES,
        exercised(4, "T", MILLION + 1, stage="convertible"),
        "more_than_outstanding",
        "4E(1)",
        "as convertible",
    ),
    NotAccepted(
        "a stage that it never has",
        X,
        exercised(3, "X", 1, stage="convertible"),
        "more_than_outstanding",
        "4E(1)",
        "as convertible",
    ),
    NotAccepted(
        "no authorised Common for it",
        [certificate(10 * MILLION), common_before(10 * MILLION), series_d(1), option_x(2)],
        exercised(3, "X", 1),
        "beyond_authorized",
        "4E(1)",
        "common_authorized_changed",
    ),
    NotAccepted(
        "a late end under an exercise",
        [*X, exercised(5, "X", 5 * MILLION, "all")],
        lapses(4, "X", shares=1),
        "more_than_outstanding",
        "4E(1)",
        "would break all",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
