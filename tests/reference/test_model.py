"""The reference model put to the figures of the reading, and to the rules of the record."""

import datetime as dt
from fractions import Fraction as F  # noqa: N817

import pytest

from .figures import (
    FIGURES,
    FULL,
    MILLION,
    P0,
    SALE_LIKE_X,
    X_MONEY,
    Figure,
    base,
    certificate,
    changed,
    common_before,
    consent,
    converts,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    option_x,
    reverse_split,
    sale,
    series_d,
    split,
    waiver,
)
from .model import Outcome, judge


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_figure(figure: Figure) -> None:
    outcome = judge(figure.entries)
    refused = [figure.entries[index].get("id") for index, _ in outcome.refused]
    assert refused == figure.refused, outcome.refused
    check_prices(figure, outcome)
    check_balances(figure, outcome)
    check_conversions(figure, outcome)
    if figure.clauses is not None:
        assert [step["clause"] for step in outcome.steps] == figure.clauses


def check_prices(figure: Figure, outcome: Outcome) -> None:
    price = outcome.price(figure.on)
    for name in ("in_effect", "after_close", "common_per_share"):
        if getattr(figure, name) is not None:
            assert price[name] == getattr(figure, name), name


def check_balances(figure: Figure, outcome: Outcome) -> None:
    book = outcome.holders(figure.on)
    for name in ("common_outstanding", "treasury", "deemed_issued"):
        if getattr(figure, name) is not None:
            assert book[name] == getattr(figure, name), name
    nobody = {"series_d": 0, "common": 0, "votes": 0}
    for name in ("series_d", "common", "votes"):
        for holder, number in getattr(figure, name).items():
            assert book["holders"].get(holder, nobody)[name] == number, (name, holder)
    for name, (outstanding, exercise_price) in figure.rights.items():
        if not outstanding and name not in book["rights"]:
            continue  # of what nothing is left may be left out
        right = book["rights"][name]
        assert (right["outstanding"], right["exercise_price"]) == (outstanding, exercise_price)


def check_conversions(figure: Figure, outcome: Outcome) -> None:
    made = outcome.conversions
    for name, delivery in figure.converted.items():
        assert (made[name]["converted"], made[name]["delivered"]) == delivery
    for name, due in figure.entitled.items():
        assert made[name]["entitled"] == due
    automatic = {a.holder: (a.delivery.converted, a.delivery.delivered) for a in outcome.facts.automatic}
    assert automatic == figure.automatic


def refusals(*entries: dict[str, object]) -> list[tuple[object, str]]:
    journal = [e for e in entries if e]
    return [(journal[index].get("id"), reason) for index, reason in judge(journal).refused]


# --- steps --------------------------------------------------------------------------------------


def test_step_shows_the_formula() -> None:
    (step,) = judge([*base(), option_x(2)]).steps
    assert step == {
        "effective": jan(2),
        "governs_from": jan(3),
        "entry": "X",
        "clause": "4E(1)",
        "before": P0,
        "after": F(26, 10_000),
        "A": 10 * MILLION,
        "B": P0,
        "C": 5 * MILLION,
        "D": X_MONEY,
        "entries": ["X"],
    }


def test_readjustment_shows_the_replay() -> None:
    step = judge([*base(), option_x(2), sale(3, 5 * MILLION, 15_000), lapses(4, "X")]).steps[-1]
    assert (step["clause"], step["A"], step["governs_from"]) == ("4E(3)", None, jan(5))
    assert [(s["entry"], s["after"]) for s in step["replayed"]] == [("sale", F(32, 10_000))]


def test_split_and_merger_govern_their_own_day() -> None:
    steps = judge([*base(), split(2, 10, 1), entry("reorganized", 3, id="merger", exchange_ratio=2)]).steps
    assert [(s["clause"], s["governs_from"]) for s in steps] == [("4F", jan(2)), ("4G", jan(3))]


def test_forthwith_governs_its_own_day() -> None:
    steps = judge([*base(readjustment_effective="forthwith"), option_x(2), lapses(4, "X")]).steps
    assert steps[-1]["governs_from"] == jan(4)


def test_transaction_is_one_step_with_its_entries() -> None:
    one, two = sale(2, MILLION, 1_000, "one"), sale(2, MILLION, 2_000, "two")
    steps = judge([*base(), one | {"transaction": "t"}, two | {"transaction": "t"}]).steps
    assert [(s["entry"], s["entries"], s["C"], s["D"]) for s in steps] == [("one", ["one", "two"], 2 * MILLION, 3_000)]


def test_transaction_stands_where_its_first_entry_stands() -> None:
    # one at .0012 with three at .0032, both against .0033; without the transaction three would meet .0026
    one, two, three = SALE_LIKE_X, sale(2, MILLION, 100, "two"), sale(2, MILLION, 3_200, "three")
    steps = judge([*base(), one | {"transaction": "t"}, two, three | {"transaction": "t"}]).steps
    assert [s["entries"] for s in steps] == [["sale", "three"], ["two"]]


# --- the record ---------------------------------------------------------------------------------


def test_ids_are_given_by_number_and_automatic_conversions_count() -> None:
    outcome = judge([*FULL, reverse_split(), {"type": "notice_sent", "effective": "2006-02-01", "holder": "dana"}])
    assert outcome.accepted_ids[-2:] == ["series_d_auto_converted-5", "notice_sent-6"]
    assert outcome.conversions["series_d_auto_converted-5"] == {
        "converted": 900_000,
        "delivered": 303_030,
        "entitled": 303_030,
    }


def test_the_same_again_is_skipped_and_other_content_is_refused() -> None:
    again = SALE_LIKE_X | {"consideration": {"cash": "6000.0", "expenses": 0}}
    outcome = judge([*base(), SALE_LIKE_X, again, SALE_LIKE_X | {"shares": 7}])
    assert outcome.already_recorded == [4]
    assert [index for index, _ in outcome.refused] == [5]


def test_certificate_comes_once_and_before_series_d() -> None:
    first, opening, issue = base()
    assert [i for i, _ in judge([opening, issue, first, issue, first | {"id": "second"}]).refused] == [1, 4]


def test_what_is_recorded_before_the_certificate_is_judged_again_with_it() -> None:
    first, opening, _ = base(authorized=10 * MILLION - 1)
    assert judge([opening, first]).refused == [(1, "fewer Common authorised than issued")]
    later = sale(2, 1)  # dated after the adoption: without a certificate there is no number to measure it by
    ((index, why),) = judge([opening, later, certificate(10 * MILLION)]).refused
    assert (index, why) == (2, "would break sale: more Common than authorised")


def test_without_a_certificate_the_default_terms_hold() -> None:
    assert judge([common_before(5)]).price(jan(1))["in_effect"] == P0
    assert judge([common_before(5), certificate(terms={"conversion_price": 2})]).price(jan(1))["in_effect"] == 2


def test_a_name_that_is_taken_is_not_given_again() -> None:
    taken = sale(2, 1, name="notice_sent-5")
    outcome = judge([*base(), taken, {"type": "notice_sent", "effective": "2006-01-03", "holder": "dana"}])
    assert outcome.accepted_ids[-1] == "notice_sent-5'"


def test_late_entry_that_breaks_a_later_one_names_it() -> None:
    journal = [*base(), option_x(2), exercised(5, "X", 5 * MILLION), lapses(3, "X", shares=1)]
    ((name, reason),) = refusals(*journal)
    assert name == "lapse"
    assert reason.startswith("would break exercise:")


def test_void_takes_an_entry_out_and_one_that_breaks_a_later_one_is_refused() -> None:
    void = entry("entry_voided", 9, id="void", entry="sale", reason="never closed")
    assert judge([*base(), SALE_LIKE_X, void]).price(jan(5))["in_effect"] == P0
    grant = entry("entry_voided", 9, id="void", entry="X", reason="wrong")
    assert refusals(*base(), option_x(2), exercised(3, "X", 1), grant)[0][1].startswith("would break exercise")


def test_correction_keeps_the_position() -> None:
    # the sale at .00297 comes after the one at .00165: no trigger; corrected to the day before it is one
    journal = [*base(), sale(2, 10 * MILLION, 16_500, "one"), sale(2, 10 * MILLION, 29_700, "two")]
    right = entry("entry_corrected", 9, id="fix", entry="two", reason="date")
    right["with"] = sale(1, 10 * MILLION, 29_700, "two")
    assert judge(journal).price(jan(5))["in_effect"] == F(2475, MILLION)
    assert judge([*journal, right]).price(jan(5))["in_effect"] == F(33_000 + 29_700 + 16_500, 30 * MILLION)


def test_corrected_conversion_is_delivered_anew() -> None:
    fix = entry("entry_corrected", 9, id="fix", entry="conversion", reason="26, not 25")
    fix["with"] = converts(5, 26)
    made = judge([*base(), converts(5, 25), option_x(2), fix]).conversions["conversion"]
    assert made == {"converted": 26, "delivered": 111_111, "entitled": 111_111}


def test_stated_delivery_is_a_fact() -> None:
    made = judge([*base(), converts(5, 26, common_shares=87_500)]).conversions["conversion"]
    assert made == {"converted": 26, "delivered": 87_500, "entitled": 87_542}
    assert refusals(*base(authorized=10 * MILLION + 5), converts(5, 26, common_shares=6))[0][0] == "conversion"


def test_delivery_stays_when_the_authorised_number_turns_out_larger() -> None:
    more = {"type": "common_authorized_changed", "id": "more", "effective": "2006-01-01", "authorized": 90 * MILLION}
    made = judge([*base(authorized=20 * MILLION), converts(2, 5_000), more]).conversions["conversion"]
    assert made == {"converted": 2_970, "delivered": 9_999_990, "entitled": 9_999_990}


def test_automatic_conversions_stand_and_fall_with_their_cause() -> None:
    journal = [*FULL, reverse_split()]
    void = entry("entry_voided", 9, id="void", entry="split", reason="wrong")
    outcome = judge([*journal, void])
    assert not outcome.refused
    assert outcome.conversions == {}
    assert outcome.holders(jan(9))["holders"]["dana"] == {"series_d": 900_000, "common": 0, "votes": 900_000 * 3_367}
    assert outcome.accepted_ids[-2:] == ["series_d_auto_converted-5", "void"]


def test_cause_corrected_to_another_ratio_no_longer_converts() -> None:
    fix = entry("entry_corrected", 9, id="fix", entry="split", reason="wrong", **{"with": split(2, 1_000, 1)})
    again = reverse_split(3) | {"id": "real"}
    outcome = judge([*FULL, reverse_split(), fix, again])
    # 200,000,000 / 10,000,000 = 20 outstanding; 900,000 x 11.1111 / (.0033 x 10,000,000) = 303.03
    assert outcome.conversions == {
        "series_d_auto_converted-8": {"converted": 900_000, "delivered": 303, "entitled": 303}
    }
    assert not outcome.refused


def test_automatic_conversion_cannot_be_edited() -> None:
    void = entry("entry_voided", 9, id="void", entry="series_d_auto_converted-5", reason="wrong")
    fix = entry("entry_corrected", 9, id="fix", entry="series_d_auto_converted-5", reason="wrong")
    fix["with"] = converts(2, 900_000) | {"id": "series_d_auto_converted-5"}
    assert [name for name, _ in refusals(*FULL, reverse_split(), void, fix)] == ["void", "fix"]


def test_series_d_found_late_converts_at_the_act_too() -> None:
    late = series_d(3, "eve", "2005-12-01", "late")
    outcome = judge([*base(100), reverse_split(), late])
    assert outcome.accepted_ids[-2:] == ["late", "series_d_auto_converted-7"]
    assert outcome.conversions["series_d_auto_converted-7"] == {"converted": 3, "delivered": 1, "entitled": 1}
    assert outcome.holders(jan(2))["series_d_outstanding"] == 0


def test_series_d_found_late_of_one_who_converted_already_converts_behind() -> None:
    outcome = judge([*base(100), reverse_split(), series_d(5, "dana", "2005-12-01", "late")])
    # 100 x .3367 = 33.67 and 5 x .3367 = 1.68, each rounded down
    assert [c["delivered"] for c in outcome.conversions.values()] == [33, 1]


def test_late_increase_completes_the_conditions() -> None:
    # after the split 1 share is outstanding: 300,000 leave 299,999 of room for 303,030; 400,000 are enough
    journal = [certificate(300_000), common_before(10_000), series_d(900_000), reverse_split(day=3)]
    late = entry("common_authorized_changed", 2, id="late", authorized=400_000)
    assert judge(journal).facts.automatic == []
    outcome = judge([*journal, late])
    assert outcome.accepted_ids[-2:] == ["late", "series_d_auto_converted-6"]
    assert outcome.holders(jan(2))["series_d_outstanding"] == 900_000
    assert outcome.holders(jan(3))["common_outstanding"] == 1 + 303_030


# --- rights -------------------------------------------------------------------------------------


def test_two_level_option_becomes_convertible_and_then_common() -> None:
    two = option(2, "T", 5 * MILLION, "0.0006", 1_000, conversion_price="0.0004")
    journal = [*base(), two, exercised(3, "T", 2 * MILLION, "first")]
    outcome = judge(journal)
    assert outcome.holders(jan(3))["rights"]["T"]["outstanding"] == 5 * MILLION
    assert outcome.holders(jan(3))["common_outstanding"] == 10 * MILLION
    assert refusals(*journal, exercised(4, "T", MILLION))[0][0] == "exercise"  # which stage?
    book = judge([*journal, exercised(4, "T", MILLION, stage="convertible")]).holders(jan(4))
    assert book["common_outstanding"] == 11 * MILLION
    assert book["deemed_issued"] == 4 * MILLION
    # the convertible part ends: 3,000,000 for 600 + 3,000 x .6 + .4 stay, that is 600 + 1,800 + 1,200
    ended = judge([*journal, lapses(4, "T", stage="convertible")])
    assert ended.price(jan(5))["in_effect"] == F(33_000 + 600 + 1_800 + 1_200, 13 * MILLION)


def test_two_level_option_repriced_at_one_stage() -> None:
    two = option(2, "T", 4 * MILLION, "0.001", conversion_price="0.001")
    journal = [*base(), two, exercised(3, "T", MILLION), changed(4, "T", stage="option", exercise_price=0)]
    # 1,000,000 at .002 and 3,000,000 at .001
    assert judge(journal).price(jan(5))["in_effect"] == F(33_000 + 2_000 + 3_000, 14 * MILLION)


def test_assumed_two_level_option_is_tested_as_a_convertible() -> None:
    two = option(2, "T", 5 * MILLION, "0.001", assumed=True, conversion_price="0.0002")
    (step,) = judge([*base(), two, exercised(3, "T", 5 * MILLION)]).steps
    assert (step["clause"], step["after"]) == ("4E(2)", F(33_000 + 6_000, 15 * MILLION))
    # redeemed, it had never been issued
    outcome = judge([*base(), two, exercised(3, "T", 5 * MILLION), lapses(4, "T")])
    assert outcome.price(jan(5))["in_effect"] == P0


def test_refusals_of_rights() -> None:
    x = [*base(), option_x(2)]
    assert refusals(*x, exercised(3, "X", 5 * MILLION + 1))
    assert refusals(*x, lapses(3, "X", shares=5 * MILLION + 1))
    assert refusals(*x, exercised(3, "Y", 1))
    assert refusals(*x, exercised(1, "X", 1))
    assert refusals(*x, option_x(3) | {"id": "again"})
    assert refusals(*x, changed(3, "X"))
    assert refusals(*x, changed(3, "X", conversion_price=1))
    assert refusals(*x, lapses(3, "X"), exercised(4, "X", 1))
    assert refusals(*base(authorized=10 * MILLION), option_x(2), exercised(3, "X", 1))
    assert refusals(*base(), sale(2, 1, dividend_on="Series A", excluded="D"))
    assert refusals(*base(), option(2, "O", 1, 0, excluded="D"))


def test_split_below_the_authorised_number_is_refused() -> None:
    assert refusals(*base(authorized=20 * MILLION), split(2, 1, 3))
    assert not refusals(*base(authorized=20 * MILLION), split(2, 1, 3, common_authorized=30 * MILLION))
    assert refusals(*base(), entry("common_authorized_changed", 2, authorized=10 * MILLION - 1))


def test_split_rounds_each_holder() -> None:
    journal = [*base(), sale(2, 15, 1), split(3, 10, 1)]
    assert judge(journal).holders(jan(3))["holders"]["buyer"]["common"] == 1
    journal[-1]["fractions"] = "round_up"
    assert judge(journal).holders(jan(3))["holders"]["buyer"]["common"] == 2


def test_split_before_the_first_series_d_leaves_the_price() -> None:
    outcome = judge([*base(), split(1, 10, 1) | {"effective": "2005-10-01"}])
    assert (outcome.price(jan(1))["in_effect"], outcome.steps) == (P0, [])
    assert outcome.holders(jan(1))["common_outstanding"] == MILLION


# --- consents, amendment ------------------------------------------------------------------------


def test_latest_consent_counts_limited_to_what_is_held_then() -> None:
    act = entry("protected_action_taken", 5, id="act", action="E", kind="adverse_amendment")
    two = [*base(6), series_d(4, "eve", "2005-10-03", "eves")]
    sold = {"stock": "series_d", "from": "dana", "to": "eve", "shares": 1}
    assert not refusals(*two, consent(1, "E"), act)
    assert refusals(*two, consent(1, "E"), entry("shares_transferred", 2, **sold), act)
    assert refusals(*two, consent(1, "E"), consent(2, "E", shares=5, name="less"), act)


def test_amendment_of_the_price_takes_all() -> None:
    amended = entry("terms_amended", 3, id="amended", action="P", term="conversion_price", value="0.002")
    assert refusals(*base(), consent(2, "P", shares=899_999), amended)
    outcome = judge([*base(), consent(2, "P"), amended])
    assert (outcome.price(jan(3))["in_effect"], outcome.price(jan(4))["in_effect"]) == (P0, F(2, 1000))
    assert [s["clause"] for s in outcome.steps] == ["9"]


def test_waiver_of_a_grant_stands_in_later_replays() -> None:
    journal = [
        *base(),
        consent(1, "w"),
        waiver(1, "w", "W"),
        option(2, "W", 5 * MILLION, "0.0001"),
        option_x(3),
        lapses(4, "X"),
    ]
    assert judge(journal).price(jan(5))["in_effect"] == P0


def test_price_before_anything_is_recorded_for_the_day() -> None:
    outcome = judge(base())
    assert outcome.price(dt.date(2000, 1, 1)) == {
        "in_effect": P0,
        "after_close": P0,
        "common_per_share": F(3_367),
    }
    assert outcome.holders(dt.date(2000, 1, 1))["holders"] == {}


# --- refusals, one by one ---------------------------------------------------------------------------------------------

MEETING = consent(1, "A")
TREASURY = entry("opening_balance", 2, id="t", holder="public", treasury=5)
NOT_ACCEPTABLE = {
    "an opening balance of nothing": [*base(), entry("opening_balance", 2, id="no", holder="public")],
    "more Common than authorised": [*base(authorized=10 * MILLION), TREASURY | {"id": "no"}],
    "before its certificate": [*base(), series_d(1, on="2005-09-05", name="no")],
    "more than dana holds": [*base(), entry("treasury_acquired", 2, id="no", holder="dana", shares=1)],
    "at the stage convertible": [*base(), option_x(2), exercised(3, "X", 1, "no", stage="convertible")],
    "has no exercise price": [*base(), note(2, "N", 5), changed(3, "N", "no", exercise_price=1)],
    "assets": [*base(), entry("liquidated", 2, id="no", assets=-1)],
    "a negative number of shares": [*base(), converts(2, 1, name="no", common_shares=-1)],
    "no term": [*base(), MEETING, entry("terms_amended", 2, id="no", action="A", term="par", value=1)],
    "designated": [*base(), MEETING, entry("terms_amended", 2, id="no", action="A", term="designated_shares", value=1)],
    "no issuance or grant": [*base(), MEETING, waiver(2, "A", "opening", "no")],
    "no conversion x": [*base(), entry("certificate_delivered", 2, id="no", conversion="x")],
    "negative amount": [*base(), sale(2, 1, -1, "no")],
    "whole number": [*base(), sale(2, 1, 1, "no") | {"shares": "1/2"}],
    "must be above zero": [*base(), split(2, 0, 1, "no")],
    "exercise_price is negative": [*base(), option(2, "no", 1, -1)],
    "not in the record": [*base(), entry("entry_voided", 2, id="no", entry="x", reason="r")],
    "rests on the certificate": [*base(), entry("entry_voided", 2, id="no", entry="certificate", reason="r")],
    "must carry the id": [
        *base(),
        entry("entry_corrected", 2, id="no", entry="opening", reason="r", **{"with": common_before(1) | {"id": "x"}}),
    ],
    "only be corrected into": [
        *base(),
        entry("entry_corrected", 2, id="no", entry="certificate", reason="r", **{"with": common_before(1)})
        | {"with": {k: v for k, v in common_before(1).items() if k != "id"}},
    ],
    "by hand": [
        *base(),
        entry("entry_corrected", 2, id="no", entry="opening", reason="r", **{"with": {"type": "entry_voided"}}),
    ],
    "the ledger itself": [*base(), entry("series_d_auto_converted", 2, id="no", holder="dana")],
    "is itself an edit": [
        *base(),
        TREASURY,
        entry("entry_voided", 2, id="void", entry="t", reason="r"),
        entry("entry_voided", 2, id="no", entry="void", reason="r"),
    ],
}


@pytest.mark.parametrize("reason", NOT_ACCEPTABLE)
def test_refused(reason: str) -> None:
    journal = NOT_ACCEPTABLE[reason]
    ((index, why),) = judge(journal).refused
    assert journal[index]["id"] == "no"
    assert reason in why


def test_opening_balance_may_bring_series_d_and_treasury() -> None:
    journal = [certificate(), entry("opening_balance", 1, holder="ann", common=10, treasury=2, series_d=3)]
    book = judge(journal).holders(jan(1))
    assert (book["holders"]["ann"]["series_d"], book["treasury"]) == (3, 2)


def test_delivered_certificate_names_a_conversion() -> None:
    assert not refusals(*base(), converts(2, 1), entry("certificate_delivered", 3, conversion="conversion"))
    assert not refusals(
        *FULL, reverse_split(), entry("certificate_delivered", 3, conversion="series_d_auto_converted-5")
    )


def test_late_transfer_that_breaks_an_automatic_conversion_names_it() -> None:
    late = entry("shares_transferred", 1, id="late", stock="series_d", to="eve", shares=1, **{"from": "dana"})
    ((_, why),) = refusals(*FULL, reverse_split(), late)
    assert why == "would break series_d_auto_converted-5: more Series D than dana holds"


def test_initial_price_amended_before_the_first_series_d_is_no_step() -> None:
    amended = entry("terms_amended", 1, id="amended", action="A", term="conversion_price", value="0.002")
    outcome = judge([certificate(), common_before(10), amended, series_d(1, on="2006-01-05")])
    assert (outcome.price(jan(6))["in_effect"], outcome.steps) == (F(2, 1000), [])


def test_majority_amends_another_term() -> None:
    amended = entry("terms_amended", 2, id="amended", action="A", term="notice_days", value=20)
    assert not refusals(*base(), consent(1, "A", shares=450_001), amended)
    assert refusals(*base(), consent(1, "A", shares=450_000), amended)


def test_default_written_out_is_the_same_content() -> None:
    n = note(2, "N", 5, 1)
    assert judge([*base(), n, n | {"conversion_price": "0", "assumed": False}]).already_recorded == [4]


def test_dividend_at_a_price_of_zero_is_refused() -> None:
    unpaid = entry("cash_dividend_paid", 3, id="dividend", per_share=1, series_d="unpaid")
    assert refusals(certificate(), series_d(1), sale(2, 5), unpaid)[0][0] == "dividend"
