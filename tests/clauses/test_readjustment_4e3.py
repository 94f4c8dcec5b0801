"""4E(3): a change of terms, or the end of a right, tells the history again with the right as it now is."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from ledger.clauses.adjustment.readjustment import past_their_term
from ledger.numbers.figure import Figure
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
    Entry,
    base,
    cancelled,
    changed,
    consent,
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
    waiver,
    with_legacy,
)

X = [*base(), option_x(2)]  # 1,000 + 5,000 for 5,000,000: .0026
DEEMED = [*base(), option(2, "T", 5 * MILLION, "0.001", conversion_price="0.001"), exercised(3, "T", MILLION)]


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


def test_a_part_of_the_oldest_tranche_leaves_the_next_one_whole() -> None:
    # 2,000,000 became convertible at .0011, then 3,000,000 at .0002; 1,000,000 of the first go: 1,100 + 600 are left
    journal = [
        *base(),
        option(2, "T", 5 * MILLION, "0.001", conversion_price="0.0001"),
        exercised(3, "T", 2 * MILLION, "first"),
        changed(4, "T", stage="option", exercise_price="0.0001"),
        exercised(5, "T", 3 * MILLION, "second", stage="option"),
        lapses(6, "T", shares=MILLION),
    ]
    assert price_after(*journal) == F(AB + 1_700, 14 * MILLION)
    assert deemed(*journal) == 4 * MILLION


def test_the_part_of_a_convertible_that_is_left_keeps_its_part_of_what_was_received() -> None:
    # A32: 1,000 and 5,000 were received for 5,000,000; 2,000,000 end, and 600 and 3,000 are left for 3,000,000
    becomes = exercised(3, "T", 5 * MILLION, "becomes")
    journal = [
        *base(),
        option(2, "T", 5 * MILLION, "0.001", 1_000, conversion_price=0),
        becomes,
        lapses(4, "T", shares=2 * MILLION),
    ]
    assert price_after(*journal) == F(AB + 3_600, 13 * MILLION)
    # now for 6,000,000, and what was received is what it was
    journal.append(changed(5, "T", shares=6 * MILLION))
    assert price_after(*journal) == F(AB + 3_600, 16 * MILLION)
    # half of them come out, and the other half for double the number
    journal += [exercised(6, "T", 3 * MILLION, "out"), changed(7, "T", "again", shares=6 * MILLION)]
    assert price_after(*journal) == F(AB + 3_600, 19 * MILLION)


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


def test_each_replay_is_told_with_the_rights_as_they_were_then_known() -> None:
    # without X: Z at .0031 makes 48,500 / 15,000,000; then Z ends as well, and of 33,000 the free shares alone are left
    z, free = option(3, "Z", 5 * MILLION, "0.0031"), sale(4, MILLION)
    made = made_of(*X, z, free, lapses(5, "X"), lapses(6, "Z", "another"))
    told = [[(one["entry"], one["after"]) for one in step["replayed"]] for step in made.steps if step["replayed"]]
    first = [("Z", F(48_500, 15 * MILLION)), ("sale", F(48_500, 16 * MILLION))]
    assert told == [first, [("sale", F(33_000, 11 * MILLION))]]


def test_what_came_out_was_deemed_issued_also_where_another_right_is_supposed_to_have_ended() -> None:
    # W: 2,000 for 2,000,000; they come out on the 4th. X is past its term since the 5th: without it 35,000 / 12,000,000
    w = option(2, "W", 2 * MILLION, "0.001")
    journal = [*base(), w, option_x(3, expires="2006-01-04"), exercised(4, "W", 2 * MILLION), sale(5, MILLION)]
    made = made_of(*journal)
    (one,) = made.past_its_term(jan(6))
    # the sale of the 5th then meets 12,000,000
    assert one["price_if_ended"] == F(35_000, 13 * MILLION)
    # and asking changes nothing: 41,000 / 18,000,000
    assert made.price(jan(6))["in_effect"] == F(41_000, 18 * MILLION)


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


def test_blended_at_an_average_that_is_not_below_the_price_nothing_is_deemed_issued() -> None:
    # A24 (b): 2,000,000 exercised at .001, 2,000,000 repriced to .006: .0035; so the 2,000,000 are tested as they came out
    z = option(2, "Z", 4 * MILLION, "0.001")
    journal = [
        *base(tranche_test="blended"),
        z,
        exercised(3, "Z", 2 * MILLION),
        changed(4, "Z", exercise_price="0.006"),
    ]
    assert (price_after(*journal), deemed(*journal)) == (F(AB + 2_000, 12 * MILLION), 0)
    # .0046: the average is .0033, the price, and equality is no trigger
    journal[-1] = changed(4, "Z", exercise_price="0.0056")
    assert (price_after(*journal), deemed(*journal)) == (F(AB + 2_000, 12 * MILLION), 0)
    # a hair less: 33,000 + 2,000 + 11,199.9998 over 14,000,000
    journal[-1] = changed(4, "Z", exercise_price="0.0055999999")
    assert (price_after(*journal), deemed(*journal)) == (F("46199.9998") / (14 * MILLION), 2 * MILLION)


def test_retained_money_goes_to_what_came_out_and_was_tested_then() -> None:
    # found by the reference. 4,000 for 4,000,000 at .002 are .003 each, below .0033: deemed issued
    kept = base(tranche_test="blended", grant_consideration="retained")
    granted = option(2, "X", 4 * MILLION, "0.002", consideration={"cash": 4_000})
    journal = [*kept, granted, exercised(3, "X", 2 * MILLION)]
    assert price_after(*journal) == F(AB + 12_000, 14 * MILLION)
    # what is left at .005: .0045 on average, so nothing is deemed issued, and what came out is tested by itself at .003
    journal += [changed(4, "X", exercise_price="0.005")]
    assert price_after(*journal) == F(AB + 6_000, 12 * MILLION)
    # what is left ends, and its 2,000 stay with what came out: .004 each, which is no trigger
    assert price_after(*journal, lapses(5, "X")) == P0


def test_retained_money_does_not_go_to_what_came_out_untested() -> None:
    # a legacy option for 5,000 and .001, amended; 1,000,000 come out at .002, and the rest ends with its 4,000
    legacy = LEGACY | {"exercise_price": "0.002", "consideration": {"cash": 5_000}}
    journal = [*base(grant_consideration="retained")[:2], legacy, *base()[2:]]
    journal += [option_x(2), changed(3, "legacy", exercise_price="0.001"), exercised(4, "legacy", MILLION)]
    journal += [cancelled(5, "legacy"), lapses(6, "X")]
    # had X not been: 33,000 + 2,000 over 11,000,000
    assert price_after(*journal) == F(AB + 2_000, 11 * MILLION)


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


def test_forthwith_is_the_price_with_which_the_day_would_have_begun() -> None:
    soon = base(readjustment_effective="forthwith")
    # without X the free shares of the 3rd make 33,000 / 11,000,000; those of the day itself wait for its close
    journal = [*soon, option_x(2), sale(3, MILLION, name="first"), sale(4, MILLION, name="second")]
    ended = [*journal, cancelled(4, "X")]
    assert (price_on(4, *ended), price_on(5, *ended)) == (F(3, 1000), F(33, 12_000))
    # on a day of nothing else
    assert price_on(5, *journal, cancelled(5, "X")) == F(33, 12_000)


def test_forthwith_is_no_word_of_a_waiver() -> None:
    # 9 after the trigger, by all: from the next day, as by the other reading
    soon = base(readjustment_effective="forthwith")
    journal = [*soon, consent(1, "A"), sale(2, MILLION), waiver(4, "A", "sale")]
    assert (price_on(4, *journal), price_on(5, *journal)) == (F(3, 1000), P0)
    assert steps_of(*journal)[-1].governs_from == jan(5)


def test_forthwith_leaves_triggers_of_the_day_to_the_close() -> None:
    # X_MONEY for 5,000,000 on the day itself: conversions of the day pay .0033, as if X had never been
    soon = base(readjustment_effective="forthwith")
    journal = [*soon, option_x(2), sale(4, 5 * MILLION, X_MONEY), lapses(4, "X")]
    assert price_on(4, *journal) == P0
    assert price_on(5, *journal) == F(AB + X_MONEY, 15 * MILLION)


# --- A29: what is given up for the price of an exercise -----------------------------------------------------------------

# 1,000,000 became convertible at .002, and the 4,000,000 that are left are repriced to .001
STAGES = [*DEEMED, changed(4, "T", "repriced", stage="option", exercise_price=0)]
GIVEN_UP = exercised(5, "T", 600_000, "out", stage="convertible", withheld=400_000)


def test_what_is_given_up_is_of_the_stage_that_is_exercised() -> None:
    # 1,200 for the 600,000 that came out, 4,000 for 4,000,000 options: over 14,600,000
    made = made_of(*STAGES, GIVEN_UP)
    assert made.price(jan(6))["in_effect"] == F(AB + 5_200, 14_600_000)
    assert made.apart(jan(6))["rights"]["T"] == ("olga", 4 * MILLION, 0)
    # by the other reading all 1,000,000 went: 2,000 and 4,000 over 15,000,000
    made = made_of(*base(net_exercise="exercised"), *STAGES[3:], GIVEN_UP)
    assert made.price(jan(6))["in_effect"] == F(AB + 6_000, 15 * MILLION)
    assert made.apart(jan(6))["rights"]["T"] == ("olga", 4 * MILLION, 0)


@pytest.mark.parametrize("terms", [{}, {"conversion_price": 0}], ids=["for Common", "for a convertible"])
def test_what_goes_for_the_price_is_never_tested_by_either_reading(terms: dict[str, object]) -> None:
    # taken over in a merger, for nothing, and so tested as it comes out: 33,000 / 14,000,000
    taken_over = option(2, "S", 5 * MILLION, 0, assumed=True, **terms)
    for journal in (base(), base(net_exercise="exercised")):
        made = made_of(*journal, taken_over, exercised(3, "S", 4 * MILLION, withheld=MILLION))
        assert made.price(jan(4))["in_effect"] == F(AB, 14 * MILLION)


def test_what_counts_of_it_is_said_by_the_reading() -> None:
    net = exercised(3, "X", 4 * MILLION, withheld=MILLION)
    said = "1,000,000 given up for the price count as {} (A29)"
    assert flags_of(*X, net)["net_exercise"].message == said.format("ended unexercised")
    other = [*base(net_exercise="exercised"), option_x(2), net]
    assert flags_of(*other)["net_exercise"].message == said.format("exercised with them")
    assert "net_exercise" not in flags_of(*X, exercised(3, "X", MILLION))


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


DEAR = [*base(), option(2, "W", 5 * MILLION, "0.004", conversion_price=0)]  # no trigger
BECAME = [*DEAR, exercised(3, "W", 4 * MILLION)]


@pytest.mark.parametrize(
    ("journal", "codes"),
    [
        # A27: its own terms change the number; a price alone, or a number by agreement, is a change like others
        ([*X, changed(3, "X", exercise_price="0.0005", shares=10 * MILLION, reason="antidilution")], ["own_antidilution"]),
        ([*X, changed(3, "X", exercise_price="0.0005", reason="antidilution")], []),
        ([*base(), note(2, "N", 5 * MILLION, 10_000), changed(3, "N", shares=6 * MILLION)], []),
        # A63: at the second stage of an option that was not adjusted for
        ([*BECAME, changed(4, "W", stage="convertible", conversion_price="0.001")], ["changed_at_second_stage"]),
        ([*BECAME, changed(4, "W", stage="option", exercise_price="0.0041")], []),
        ([*X, exercised(3, "X", MILLION), changed(4, "X", exercise_price="0.002")], []),
        ([*DEEMED, changed(4, "T", stage="convertible", conversion_price="0.0011")], []),
        ([*base(), note(2, "N", 5 * MILLION, 20_000), changed(3, "N", conversion_price="0.001")], []),
        ([*base(), option(2, "W", 5 * MILLION, "0.004"), changed(3, "W", exercise_price="0.0041")], []),
    ],
)  # fmt: skip
def test_which_changes_counsel_is_asked_about(journal: list[Entry], codes: list[str]) -> None:
    assert [code for code in ("own_antidilution", "changed_at_second_stage") if code in flags_of(*journal)] == codes


def test_only_of_what_came_out_on_the_day_an_end_looks_like_shares_withheld() -> None:
    def is_flagged(*entries: Entry) -> bool:
        return "withheld_on_exercise" in flags_of(*X, *entries)

    assert is_flagged(exercised(3, "X", MILLION), cancelled(3, "X"))
    # also where something else came between, and where an option became a Convertible Security
    assert is_flagged(exercised(3, "X", MILLION), sale(3, 1, 1), cancelled(3, "X"))
    two = option(2, "T", 5 * MILLION, "0.001", conversion_price=0)
    assert is_flagged(two, exercised(3, "T", MILLION), cancelled(3, "T", stage="option"))
    # nothing came out of it, or not on that day, or out of another
    assert not is_flagged(cancelled(3, "X"))
    assert not is_flagged(exercised(3, "X", MILLION), cancelled(4, "X"))
    other = option(2, "Z", MILLION, "0.004")
    assert not is_flagged(other, exercised(3, "Z", MILLION), cancelled(3, "X"))


def test_of_two_stages_only_the_option_is_past_its_term() -> None:
    # of 5,000,000 at .002, 1,000,000 became convertible, for 2,000, and have no term: 33,000 + 2,000 over 11,000,000
    two = option(2, "T", 5 * MILLION, "0.001", conversion_price="0.001", expires="2006-01-04")
    journal = [*base(), two, exercised(3, "T", MILLION), sale(6, 1, 1)]
    (one,) = past_their_term(made_of(*journal).until(jan(6)).state)
    assert (one.right, one.stage, one.outstanding, one.since) == ("T", "option", 4 * MILLION, jan(5))
    assert Figure(one.price_if_ended).fraction == F(35_000, 11 * MILLION)
    assert past_their_term(made_of(*journal, exercised(4, "T", 4 * MILLION, "rest", stage="option")).book.state) == []


def test_before_the_first_series_d_the_end_of_a_right_leaves_the_initial_price() -> None:
    legacy = LEGACY | {"expires": "2005-09-12"}
    early = split(1, 10, 1) | {"effective": "2005-09-20"}
    (one,) = made_of(*base()[:2], legacy, early).past_its_term(jan(1))
    assert (one["right"], one["price_if_ended"]) == ("legacy", P0)


def again(*entries: Entry) -> list[str]:
    """What is said of the last entry as a grant after a right was given up."""
    return [flag.message for flag in made_of(*entries).flags if flag.code == "granted_again"]


def test_a_grant_soon_after_a_part_was_given_up_says_what_a_repricing_of_that_part_gives() -> None:
    # 2,000,000 out for 2,400; 1,000,000 left for 1,200; 2,000,000 given up, for 400 and nothing more: 37,000 / 15,000,000
    journal = [*X, exercised(3, "X", 2 * MILLION), cancelled(4, "X", shares=2 * MILLION)]
    (said,) = again(*journal, option(5, "Y", 2 * MILLION, 0))
    assert "X of the same holder was given up on 2006-01-04 by cancellation" in said
    assert "the price would be 37/15000 " in said
    # of two stages the one that was given up: 1,000,000 stay for 2,000, 4,000,000 are then for nothing
    (said,) = again(*DEEMED, cancelled(4, "T", stage="option"), option(5, "Y", 4 * MILLION, 0))
    assert "the price would be 7/3000 " in said
    # or the other: 4,000,000 options stay for 8,000, and of the 1,000,000 only what was received counts
    (said,) = again(*DEEMED, cancelled(4, "T", stage="convertible"), option(5, "Y", MILLION, 0))
    assert "the price would be 0.0028 " in said


def test_a_grant_after_thirty_days_to_another_or_after_an_expiry_is_a_grant() -> None:
    given_up = [*X, cancelled(2, "X")]
    february = option(1, "Y", MILLION, 0) | {"effective": "2006-02-01"}
    assert len(again(*given_up, february)) == 1  # 30 days after
    assert again(*given_up, february | {"effective": "2006-02-02"}) == []
    assert again(*given_up, option(3, "Y", MILLION, 0) | {"holder": "eve"}) == []
    assert again(*X, lapses(2, "X"), option(3, "Y", MILLION, 0)) == []
    assert (
        again(*base(), note(2, "N", MILLION, 1) | {"holder": "olga"}, cancelled(3, "N"), option(4, "Y", MILLION, 0))
        == []
    )


def test_each_right_given_up_is_named() -> None:
    journal = [*X, option(2, "Z", MILLION, "0.004"), cancelled(3, "X"), cancelled(4, "Z", "other")]
    said = again(*journal, option(5, "Y", MILLION, "0.002"))
    assert [message.split()[0] for message in said] == ["Z", "X"]
    # Z at .002: 33,000 + 2,000 over 11,000,000; X at .002: 33,000 + 11,000 over 15,000,000
    assert "the price would be 7/2200 " in said[0]
    assert "the price would be 11/3750 " in said[1]
    # in the share units of the day, 10:1, where .02 is what .002 was
    journal = [*X, split(3, 10, 1), cancelled(4, "X"), option(5, "Y", 500_000, "0.02")]
    assert "the price would be 11/375 " in again(*journal)[0]


def test_in_other_share_units_a_part_ends_and_a_conversion_price_changes_as_they_are_written() -> None:
    # 10:1 leaves 500,000, of which 200,000 end: 600 and 3,000 are left
    assert price_after(*X, split(3, 10, 1), lapses(4, "X", shares=200_000)) == 10 * F(AB + 3_600, 13 * MILLION)
    # 5,000 paid, and 500,000 x .002 still to pay, then x .004
    journal = [*base(), note(2, "N", 5 * MILLION, 5_000, conversion_price="0.0002"), split(3, 10, 1)]
    assert price_after(*journal) == 10 * F(AB + 6_000, 15 * MILLION)
    assert price_after(*journal, changed(4, "N", conversion_price="0.004")) == 10 * F(AB + 7_000, 15 * MILLION)


def test_a_number_is_that_of_the_stage_that_changes() -> None:
    # 3,000,000 stay options at .0015; the 2,000,000 that became convertible for 2,000 are now 4,000,000 at .0005
    two = option(2, "T", 5 * MILLION, "0.001", conversion_price="0.0005")
    journal = [*base(), two, exercised(3, "T", 2 * MILLION), changed(4, "T", stage="convertible", shares=4 * MILLION)]
    assert price_after(*journal) == F(AB + 4_500 + 2_000 + 2_000, 17 * MILLION)


# --- refusals ---------------------------------------------------------------------------------------------------------

N = [*base(), note(2, "N", 5 * MILLION, 10_000)]
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
    NotAccepted("which stage changes?", DEEMED, changed(4, "T", conversion_price=0), "stage_needed", "4E(3)", "stage"),
    NotAccepted(
        "more than there is at a stage",
        DEEMED,
        cancelled(4, "T", stage="convertible", shares=MILLION + 1),
        "more_than_outstanding",
        "4E(3)",
        "as convertible",
    ),
    NotAccepted("which stage ends?", DEEMED, lapses(4, "T"), "stage_needed", "4E(3)", "stage: option or convertible"),
    NotAccepted(
        "a strike at the stage of the convertible",
        DEEMED,
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
