"""4E(3): a change of terms, or the end of a right, tells the history again with the right as it now is."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import (
    NotAccepted,
    check_flag,
    check_refusal,
    deemed,
    delivered,
    entitled,
    flags_of,
    made_of,
    price_after,
    price_on,
    steps_of,
)
from tests.reference.figures import (
    AB,
    GIANT,
    LEGACY,
    MILLION,
    P0,
    X_MONEY,
    base,
    changed,
    converts,
    distribution,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    option_x,
    sale,
    split,
    with_legacy,
)

X = [*base(), option_x(2)]  # 1,000 + 5,000 for 5,000,000: .0026


def test_a_higher_strike_raises_the_price() -> None:
    # 1,000 + 10,000
    assert price_after(*X, changed(3, "X", exercise_price="0.002")) == F(AB + 11_000, 15 * MILLION)


def test_a_strike_above_the_price_takes_the_right_out_of_a() -> None:
    journal = [*X, changed(3, "X", exercise_price="0.004")]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)
    assert price_after(*journal, sale(4, 5 * MILLION, 5_000)) == F(AB + 5_000, 15 * MILLION)


def test_it_governs_from_the_day_after() -> None:
    journal = [*X, changed(4, "X", exercise_price="0.002")]
    assert price_on(4, *journal) == F(26, 10_000)
    assert price_on(5, *journal) == F(AB + 11_000, 15 * MILLION)
    assert steps_of(*journal)[-1].governs_from == jan(5)


def test_a_part_that_ends_takes_its_part_of_the_grant_money_along() -> None:
    # 3,000,000 are left, for 600 + 3,000
    assert price_after(*X, lapses(3, "X", shares=2 * MILLION)) == F(AB + 3_600, 13 * MILLION)


def test_ending_in_parts_is_ending_at_once() -> None:
    parts = [lapses(3, "X", "a", shares=MILLION), lapses(4, "X", "b", shares=3 * MILLION), lapses(5, "X", "c")]
    assert price_after(*X, *parts) == P0


def test_the_oldest_tranche_goes_first() -> None:
    # two-level: 2,000,000 became convertible at .0011; the option's 3,000,000 are repriced to .0001 and become it too
    two = option(2, "T", 5 * MILLION, "0.001", conversion_price="0.0001")
    journal = [
        *base(),
        two,
        exercised(3, "T", 2 * MILLION, "first"),
        changed(4, "T", stage="option", exercise_price="0.0001"),
        exercised(5, "T", 3 * MILLION, "second", stage="option"),
        # 2,000,000 go: those at .0011
        lapses(6, "T", shares=2 * MILLION),
    ]
    assert price_after(*journal) == F(AB + 600, 13 * MILLION)


def test_what_was_exercised_keeps_its_terms() -> None:
    # 2,000,000 at .0012 (2,400); the rest repriced to .002 with 600 of the grant money
    journal = [*X, exercised(3, "X", 2 * MILLION), changed(4, "X", exercise_price="0.002")]
    assert price_after(*journal) == F(AB + 2_400 + 6_600, 15 * MILLION)


def test_every_later_test_is_made_again() -> None:
    # at .0026 the option Z at .003 is no trigger; without X it is, and later sales meet its shares in A
    z = option(3, "Z", 5 * MILLION, "0.003")
    later = sale(4, 5 * MILLION, 5_000)
    assert price_after(*X, z, later) == F(39_000 + 5_000, 20 * MILLION)
    ended = [*X, z, later, lapses(5, "X")]
    # (33,000 + 15,000) / 15,000,000 = .0032; then (48,000 + 5,000) / 20,000,000
    assert price_after(*ended) == F(53_000, 20 * MILLION)
    assert deemed(*ended) == 5 * MILLION
    replayed = made_of(*ended).steps[-1]["replayed"]
    assert [(step["entry"], step["clause"]) for step in replayed] == [("Z", "4E(1)"), ("sale", "4E")]


def test_changes_compose() -> None:
    # X ends and Z is repriced to .002 (10,000): the order of the two does not matter
    z = option(3, "Z", 5 * MILLION, "0.003")
    end, reprice = lapses(5, "X"), changed(5, "Z", exercise_price="0.002")
    for journal in ([*X, z, end, reprice], [*X, z, reprice, end]):
        assert price_after(*journal) == F(AB + 10_000, 15 * MILLION)


def test_a_distribution_between_keeps_its_factor() -> None:
    # 20,000 of 100,000: x .8, counted on 10,000,000 shares whatever X is
    journal = [*X, distribution(3, 20_000, "0.01"), lapses(4, "X")]
    assert price_after(*journal) == P0 * F(8, 10)


def test_the_value_of_a_merger_is_compared_again() -> None:
    merger = entry("reorganized", 3, id="merger", exchange_ratio=1, reflected_value="0.003")
    # .0026 is below .003 and stays; without X .0033 falls to .003
    assert price_after(*X, merger) == F(26, 10_000)
    assert price_after(*X, merger, lapses(4, "X")) == F(3, 1000)


def test_a_split_between_is_no_change_of_terms() -> None:
    # 1:10: the strike reads .01, the rest 500,000; repriced to .02, that is .002 at the grant: 1,000 + 10,000
    journal = [*X, split(3, 10, 1)]
    assert price_after(*journal, lapses(4, "X")) == P0 * 10
    assert price_after(*journal, changed(4, "X", exercise_price="0.01")) == F(26, 1000)
    assert price_after(*journal, changed(4, "X", exercise_price="0.02")) == 10 * F(AB + 11_000, 15 * MILLION)


def test_an_amended_price_in_between_is_a_fixed_fact() -> None:
    agreed = entry("consent_given", 3, id="agreed", holder="dana", action="up")
    raised = entry("terms_amended", 3, id="raised", action="up", term="conversion_price", value="0.002")
    journal = [*X, agreed, raised, sale(4, 5 * MILLION, 5_000), lapses(5, "X")]
    # .002 whatever came before; the sale on 10,000,000 instead of 15,000,000
    assert price_after(*journal[:-1]) == F(30_000 + 5_000, 20 * MILLION)
    assert price_after(*journal) == F(20_000 + 5_000, 15 * MILLION)


def test_deliveries_stay_and_nothing_is_owed() -> None:
    # A30: 26 at .0026; the end of X changes the price for what comes
    journal = [*X, converts(3, 26), lapses(4, "X"), converts(5, 26, name="later")]
    assert delivered(*journal) == [(26, 111_111), (26, 87_542)]
    assert entitled(*journal) == [111_111, 87_542]


def test_a_late_change_is_a_correction_of_what_was_known() -> None:
    # A8: X had ended on the 3rd already; 26 converted on the 5th were due 87,542
    journal = [*X, converts(5, 26), lapses(3, "X")]
    assert delivered(*journal) == [(26, 111_111)]
    assert entitled(*journal) == [87_542]


def test_retained_money_goes_to_what_is_left() -> None:
    # A23 (b): 1,000 stays with the 3,000,000 that are left, whether exercised or not: 1,000 + 3,000
    kept = base(grant_consideration="retained")
    journal = [*kept, option_x(2), exercised(3, "X", MILLION), lapses(4, "X", shares=2 * MILLION)]
    assert price_after(*journal) == F(AB + 1_000 + 3_000, 13 * MILLION)


def test_blended_tests_a_grant_at_its_average() -> None:
    # A24: 2,000,000 exercised at .001; 3,000,000 repriced to .004: 14,000 for 5,000,000 is .0028, all deemed issued
    mixed = base(tranche_test="blended")
    z = option(2, "Z", 5 * MILLION, "0.001")
    journal = [*mixed, z, exercised(3, "Z", 2 * MILLION), changed(4, "Z", exercise_price="0.004")]
    assert price_after(*journal) == F(AB + 14_000, 15 * MILLION)
    # separate: the 3,000,000 at .004 are none
    apart = [*base(), *journal[3:]]
    assert price_after(*apart) == F(AB + 2_000, 12 * MILLION)


def test_excluded_and_legacy_rights_are_not_readjusted() -> None:
    plan = option(2, "plan", 5 * MILLION, "0.004", excluded="A")
    for journal in (
        [*base(), plan, changed(3, "plan", exercise_price=0)],
        [*with_legacy(), changed(3, "legacy", shares=9, exercise_price=0, reason="antidilution")],
    ):
        assert price_after(*journal) == P0
        assert price_after(*journal, lapses(4, journal[-1]["right"])) == P0


def test_amended_legacy_is_tested_only_as_it_comes_out() -> None:
    journal = [*with_legacy(), changed(2, "legacy", exercise_price="0.001")]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)
    # 1,000,000 at .001 come out; the end of the rest changes nothing
    journal.append(exercised(3, "legacy", MILLION))
    assert price_after(*journal) == F(AB + 1_000, 11 * MILLION)
    assert price_after(*journal, lapses(4, "legacy")) == F(AB + 1_000, 11 * MILLION)


def test_a_change_to_the_terms_that_it_has_is_no_step() -> None:
    journal = [*X, changed(3, "X", exercise_price="0.001")]
    assert len(steps_of(*journal)) == 1


def test_forthwith_reaches_the_conversions_of_the_day_after_it() -> None:
    soon = base(readjustment_effective="forthwith")
    ends = lapses(4, "X") | {"reason": "cancelled"}
    journal = [*soon, option_x(2), converts(4, 26, name="before"), ends, converts(4, 26, name="after")]
    assert [common for _, common in delivered(*journal)] == [111_111, 87_542]
    assert steps_of(*journal)[-1].governs_from == jan(4)


def test_forthwith_leaves_triggers_of_the_day_to_the_close() -> None:
    # X_MONEY for 5,000,000 on the day itself: conversions of the day pay .0033, as if X had never been
    soon = base(readjustment_effective="forthwith")
    journal = [*soon, option_x(2), sale(4, 5 * MILLION, X_MONEY), lapses(4, "X")]
    assert price_on(4, *journal) == P0
    assert price_on(5, *journal) == F(AB + X_MONEY, 15 * MILLION)


# --- flags ------------------------------------------------------------------------------------------------------------


def test_an_end_that_lowers_is_flagged() -> None:
    check_flag("termination_lowers", "4E(3)", "giant", *GIANT, lapses(4, "giant"))
    assert "termination_lowers" not in flags_of(*X, lapses(3, "X"))


def test_an_amendment_of_a_legacy_right_is_flagged() -> None:
    check_flag("legacy_amended", "1", "(B)", *with_legacy(), changed(2, "legacy", exercise_price="0.0039"))
    again = [*with_legacy(), changed(2, "legacy", exercise_price="0.0039")]
    assert "legacy_amended" not in flags_of(*again, changed(3, "legacy", name="again", exercise_price="0.0038"))
    assert "legacy_amended" not in flags_of(
        *with_legacy(), changed(2, "legacy", exercise_price="0.0039", reason="antidilution")
    )


def test_a_number_that_moves_by_its_own_terms_is_flagged() -> None:
    moved = changed(3, "X", exercise_price="0.0005", shares=10 * MILLION, reason="antidilution")
    check_flag("own_antidilution", "4E(3)", "own terms", *X, moved)


# --- refusals ---------------------------------------------------------------------------------------------------------

N = [*base(), note(2, "N", 5 * MILLION, 10_000)]
TWO = [
    *base(),
    option(2, "T", 5 * MILLION, "0.001", conversion_price="0.001"),
    exercised(3, "T", MILLION, "becomes"),
]

REFUSALS = [
    NotAccepted(
        "change of the unknown", X, changed(3, "Y", exercise_price=1), "unknown_right", "4E(3)", "known are: X"
    ),
    NotAccepted("end of the unknown", X, lapses(3, "Y"), "unknown_right", "4E(3)", "'Y'"),
    NotAccepted(
        "change of nothing left",
        [*X, lapses(3, "X")],
        changed(4, "X", exercise_price=1),
        "nothing_outstanding",
        "4E(3)",
        "nothing of X is outstanding",
    ),
    NotAccepted(
        "end of nothing left",
        [*X, exercised(3, "X", 5 * MILLION)],
        lapses(4, "X") | {"reason": "cancelled"},
        "nothing_outstanding",
        "4E(3)",
        "nothing can end",
    ),
    NotAccepted(
        "end of more than outstanding",
        X,
        lapses(3, "X", shares="5000000.5"),
        "more_than_outstanding",
        "4E(3)",
        "5,000,000 or fewer",
    ),
    NotAccepted(
        "a strike of a note", N, changed(3, "N", exercise_price=1), "no_exercise_price", "4E(3)", "Convertible Security"
    ),
    NotAccepted(
        "a conversion price of a plain option",
        X,
        changed(3, "X", conversion_price=1),
        "no_conversion_price",
        "4E(3)",
        "buys Common itself",
    ),
    NotAccepted(
        "a number alone",
        X,
        changed(3, "X", shares=1, reason="antidilution"),
        "more_options_are_a_grant",
        "4E(3)",
        "option_granted",
    ),
    NotAccepted(
        "a number by amendment",
        X,
        changed(3, "X", shares=9 * MILLION, exercise_price="0.001"),
        "more_options_are_a_grant",
        "4E(3)",
        "A32",
    ),
    NotAccepted("which stage changes?", TWO, changed(4, "T", conversion_price=0), "stage_needed", "4E(3)", "stage"),
    NotAccepted("which stage ends?", TWO, lapses(4, "T"), "stage_needed", "4E(3)", "stage: option or convertible"),
    NotAccepted(
        "a strike at the stage of the convertible",
        TWO,
        changed(4, "T", stage="convertible", exercise_price=0),
        "no_exercise_price",
        "4E(3)",
        "no exercise_price",
    ),
    NotAccepted(
        "a stage at which nothing is outstanding",
        X,
        lapses(3, "X", stage="convertible") | {"reason": "cancelled"},
        "nothing_outstanding",
        "4E(3)",
        "nothing",
    ),
    NotAccepted(
        "a change before the grant",
        [*base(), LEGACY | {"effective": "2006-01-05", "id": "new"}],
        changed(4, "legacy", exercise_price=1),
        "unknown_right",
        "4E(3)",
        "2006-01-04",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
