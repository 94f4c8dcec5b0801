"""4E(2): convertible securities deemed converted at their issue, for (x) the issue and (y) the conversion."""

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
    made_of,
    price_after,
    steps_of,
)
from tests.reference.figures import (
    AB,
    MILLION,
    P0,
    base,
    changed,
    consent,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    sale,
)


def test_a_note_counts_at_its_issue() -> None:
    # 10,000 for 5,000,000, that is .002
    (step,) = steps_of(*base(), note(2, "N", 5 * MILLION, 10_000))
    assert step.after.fraction == F(AB + 10_000, 15 * MILLION)
    assert (step.clause, step.entry, step.governs_from) == ("4E(2)", "N", jan(3))


def test_expenses_come_off_the_issue_money() -> None:
    # 16,500 gross would be .0033; 16,000 net with 400 on conversion is .00328
    issue = note(2, "N", 5 * MILLION, conversion_price="0.00008") | {"consideration": {"cash": 16_500, "expenses": 500}}
    assert price_after(*base(), issue) == F(AB + 16_000 + 400, 15 * MILLION)


def test_further_consideration_can_make_it_no_trigger() -> None:
    # 15,000 + 5,000,000 x .0003 = 16,500
    journal = [*base(), note(2, "N", 5 * MILLION, 15_000, conversion_price="0.0003")]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)


def test_conversion_in_parts_adjusts_nothing() -> None:
    journal = [*base(), note(2, "N", 5 * MILLION, 10_000), exercised(3, "N", 2 * MILLION, "part")]
    assert (price_after(*journal), deemed(*journal)) == (F(AB + 10_000, 15 * MILLION), 3 * MILLION)
    journal.append(exercised(4, "N", 3 * MILLION, "rest"))
    assert (price_after(*journal), deemed(*journal)) == (F(AB + 10_000, 15 * MILLION), 0)
    assert balance("lender", *journal) == (0, 5 * MILLION)
    assert common_outstanding(*journal) == 15 * MILLION


def test_redemption_of_the_rest_undoes_only_the_rest() -> None:
    # 2,000,000 converted for 4,000; 3,000,000 redeemed
    journal = [*base(), note(2, "N", 5 * MILLION, 10_000), exercised(3, "N", 2 * MILLION)]
    redeemed = entry("right_terminated", 4, id="redeemed", right="N", reason="redeemed")
    assert price_after(*journal, redeemed) == F(AB + 4_000, 12 * MILLION)


def test_the_security_out_of_an_option_that_was_deemed_is_not_tested_again() -> None:
    # 4E(2)(b): .003 at the grant is a trigger; 11,000,000 free shares follow; the exercise changes nothing
    two = option(2, "T", MILLION, "0.002", conversion_price="0.001")
    journal = [*base(), two, sale(3, 11 * MILLION), exercised(4, "T", MILLION)]
    assert price_after(*journal) == F(AB + 3_000, 22 * MILLION)


def test_the_security_out_of_an_option_that_never_was_is_tested_at_its_issue() -> None:
    # .004 at the grant is no trigger; all holders raise the price to .01; then the option becomes the security
    two = option(2, "T", 5 * MILLION, "0.003", conversion_price="0.001")
    raised = entry("terms_amended", 3, id="raised", action="up", term="conversion_price", value="0.01")
    journal = [*base(), two, consent(3, "up"), raised, exercised(4, "T", 2 * MILLION)]
    # 2,000,000 for 8,000, deemed issued though no Common came out: (100,000 + 8,000) / 12,000,000
    assert price_after(*journal) == F(108_000, 12 * MILLION)
    assert (deemed(*journal), steps_of(*journal)[-1].clause) == (2 * MILLION, "4E(2)")
    # converted, it is not tested a third time
    out = [*journal, exercised(5, "T", 2 * MILLION, "out", stage="convertible")]
    assert (price_after(*out), deemed(*out)) == (F(108_000, 12 * MILLION), 0)
    # redeemed instead, it had never been issued
    assert price_after(*journal, lapses(5, "T", stage="convertible")) == F(1, 100)


def test_a_convertible_under_limb_c_is_out_and_so_is_its_common() -> None:
    journal = [*base(), note(2, "N", 5 * MILLION, 1, excluded="C"), exercised(3, "N", MILLION)]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)
    # its Common counts in A like any: 11,000,000 x .0033 = 36,300
    assert price_after(*journal, sale(4, MILLION)) == F(36_300, 12 * MILLION)


def test_an_assumed_note_is_tested_when_it_is_converted() -> None:
    journal = [*base(), note(2, "N", 5 * MILLION, 6_000, assumed=True)]
    assert price_after(*journal) == P0
    journal.append(exercised(3, "N", MILLION))
    # a fifth of the money: 1,200
    assert price_after(*journal) == F(AB + 1_200, 11 * MILLION)
    assert steps_of(*journal)[-1].clause == "4E"


def test_another_rate_is_as_if_from_the_start() -> None:
    # 10,000 for 5,000,000, then for 8,000,000
    journal = [*base(), note(2, "N", 5 * MILLION, 10_000), changed(3, "N", shares=8 * MILLION)]
    assert price_after(*journal) == F(AB + 10_000, 18 * MILLION)
    # and for a fraction of a share: 10,000 / .0017 = 5,882,352 16/17
    journal[-1] = changed(3, "N", shares="100000000/17")
    assert price_after(*journal) == F(AB + 10_000) / (10 * MILLION + F(100 * MILLION, 17))


def test_what_matured_is_flagged_when_it_is_converted() -> None:
    journal = [*base(), note(2, "N", MILLION, 1_000, matures="2006-01-05")]
    check_flag("exercised_after_end", "4E(2)", "2006-01-05", *journal, exercised(6, "N", 1))


def test_an_exercise_price_is_not_a_matter_of_a_note() -> None:
    assert made_of(*base(), note(2, "N", 5, 1, conversion_price="0.25")).holders(jan(2))["rights"]["N"] == {
        "outstanding": 5,
        "exercise_price": F(1, 4),
        "triggered": False,
    }


# --- refusals ---------------------------------------------------------------------------------------------------------

N = [*base(), note(2, "N", 5 * MILLION, 10_000)]

REFUSALS = [
    NotAccepted("a name that is taken", N, note(3, "N", 1) | {"id": "again"}, "right_exists", "4E(2)", "unique"),
    NotAccepted(
        "more than outstanding",
        N,
        exercised(3, "N", 5 * MILLION + 1),
        "more_than_outstanding",
        "4E(1)",
        "5,000,000 or fewer",
    ),
    NotAccepted(
        "after the right ended",
        [*N, lapses(3, "N")],
        exercised(4, "N", 1),
        "more_than_outstanding",
        "4E(1)",
        "0 shares",
    ),
    NotAccepted(
        "at the stage of an option",
        N,
        exercised(3, "N", 1, stage="option"),
        "more_than_outstanding",
        "4E(1)",
        "as option",
    ),
    NotAccepted(
        "under limb (D)", base(), note(2, "N", 1, excluded="D"), "exclusion_cannot_apply", "1", "possible is A or C"
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
