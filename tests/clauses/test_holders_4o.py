"""4O: the books have holders by name; one goes by another name, or becomes one with another, and all it has follows.

Dana has 1,000 Series D, the public 10,000,000 Common; one Series D stands for 3,367 Common at .0033.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from projections.answers.consents import consents_on
from projections.answers.due.calendar import calendar_on
from tests.clauses.asking import LAST, NotAccepted, balance, check_refusal, flags_of, made_of, price_after
from tests.reference.figures import (
    MILLION,
    Entry,
    base,
    cancelled,
    consent,
    converts,
    distribution,
    entry,
    exercised,
    jan,
    option,
    option_x,
    sale,
    series_d,
)

F = Fraction
START = base(1_000)


def renamed(day: int, before: str, after: str, name: str = "rename") -> Entry:
    return entry("holder_renamed", day, id=name, **{"from": before, "to": after})


def merged(day: int, before: str, into: str, name: str = "merger") -> Entry:
    return entry("holders_merged", day, id=name, into=into, **{"from": before})


def transfer(day: int, before: str, after: str, shares: int) -> Entry:
    return entry("shares_transferred", day, id="transfer", stock="common", to=after, shares=shares, **{"from": before})


def unpaid(day: int, record: int, name: str = "dividend") -> Entry:
    """.001 a share on the record of a day, 3.367 for each Series D that was held then."""
    record_date = jan(record).isoformat()
    return entry("cash_dividend_paid", day, id=name, per_share="0.001", series_d="unpaid", record_date=record_date)


def holders(*entries: Entry) -> dict[str, tuple[int, int]]:
    found = made_of(*entries).holders(LAST)["holders"]
    return {name: (one["series_d"], one["common"]) for name, one in found.items()}


# -- a name -----------------------------------------------------------------------------------------------------------


def test_shares_of_both_kinds_stand_under_the_new_name_from_the_day_on() -> None:
    made = made_of(*START, converts(2, 100), renamed(4, "dana", "Dana LLC"))
    assert set(made.holders(jan(3))["holders"]) == {"public", "dana"}
    assert holders(*START, converts(2, 100), renamed(4, "dana", "Dana LLC")) == {
        "public": (0, 10 * MILLION),
        "Dana LLC": (900, 336_700),
    }


def test_it_moves_no_price_and_no_total() -> None:
    journal = [*START, option_x(2), converts(3, 26)]
    before, after = made_of(*journal), made_of(*journal, renamed(3, "olga", "Olga LLC"), renamed(3, "dana", "D", "r2"))
    assert price_after(*journal) == F(26, 10_000)
    assert after.steps == before.steps
    assert after.price(LAST) == before.price(LAST)
    one, other = before.holders(LAST), after.holders(LAST)
    for total in ("series_d_outstanding", "common_outstanding", "treasury", "deemed_issued"):
        assert one[total] == other[total]


def test_the_old_name_is_free_again_and_a_name_can_be_taken_back() -> None:
    journal = [*START, renamed(2, "dana", "D"), sale(3, 5, 5) | {"holder": "dana"}]
    assert (balance("dana", *journal), balance("D", *journal)) == ((0, 5), (1_000, 0))
    again = [*START, renamed(2, "dana", "D"), renamed(3, "D", "dana", "back")]
    assert balance("dana", *again) == (1_000, 0)


def test_a_right_follows_and_its_shares_come_out_to_the_new_name() -> None:
    journal = [*START, option_x(2), renamed(3, "olga", "Olga LLC"), exercised(4, "X", MILLION)]
    assert balance("Olga LLC", *journal) == (0, MILLION)
    rights = made_of(*journal).apart(LAST)["rights"]
    assert rights["X"][0] == "Olga LLC"


def test_what_was_counted_on_a_record_date_follows_and_stays_owed() -> None:
    # 100 of the 1,000 of the record of the 5th are converted before it is paid: 336.70 of 3,367 stays a debt (A60)
    journal = [*START, converts(6, 100), renamed(8, "dana", "D"), unpaid(10, 5)]
    made = made_of(*journal)
    assert made.debts(LAST) == {"D": F("336.70")}
    assert made.accruals(LAST) == {"D": [(F("3.367"), 900)]}
    assert {name: one["due"] for name, one in made.due(LAST)["dividend"]["holders"].items()} == {"D": 3_367}
    later = made_of(*START, converts(6, 100), unpaid(10, 5), renamed(11, "dana", "D"))
    assert later.debts(LAST) == {"D": F("336.70")}
    assert later.accruals(LAST) == {"D": [(F("3.367"), 900)]}


def test_a_dividend_in_common_goes_to_who_held_on_the_record_date_by_the_name_of_now() -> None:
    paid = entry("stock_dividend_paid", 9, id="paid", per_share=1, record_date="2006-01-05")
    journal = [*START, renamed(7, "public", "The Public"), paid]
    assert holders(*journal) == {"The Public": (0, 20 * MILLION), "dana": (1_000, 0)}


def test_a_consent_follows_and_a_later_one_takes_its_place() -> None:
    amended = entry("terms_amended", 6, id="amended", action="A", term="stated_value", value="11.2")
    made_of(*START, consent(2, "A"), renamed(4, "dana", "D"), amended)
    fewer = [consent(5, "A", "D", "less", shares=999)]
    judged = consents_on(made_of(*START, consent(2, "A"), renamed(4, "dana", "D"), *fewer).until(LAST), LAST)
    assert {name: one.shares for name, one in judged.proposals["A"].consents.items()} == {"D": 999}


def test_a_lender_stays_a_lender_and_a_grant_again_is_a_grant_again() -> None:
    lent = sale(2, 5, 5) | {"holder": "olga", "excluded": "C"}
    assert "lender_warrant" in flags_of(*START, lent, renamed(3, "olga", "O"), option_x(4) | {"holder": "O"})
    again = option(6, "Y", MILLION, "0.001") | {"holder": "O"}
    assert "granted_again" in flags_of(*START, option_x(2), cancelled(3, "X"), renamed(4, "olga", "O"), again)


def test_a_notice_that_was_mailed_under_the_old_name_was_mailed() -> None:
    told = entry("notice_sent", 4, id="told", kind="adjustment", holder="dana", about="X")
    made = made_of(*START, option_x(2), told, renamed(6, "dana", "D"), converts(7, 10, "D"))
    items = {(one.kind, one.holder): one.done for one in calendar_on(made.log, jan(20)).items}
    assert items["adjustment_notice", "D"] == jan(4)
    assert items["certificate", "D"] is None
    assert all(holder != "dana" for _, holder in items)


def test_what_was_done_before_stays_done_under_the_name_of_then() -> None:
    made = made_of(*START, converts(2, 26), renamed(4, "dana", "D"))
    assert [one.holder for one in made.book.state.conversions] == ["dana"]
    assert made.holders(jan(3))["holders"]["dana"]["series_d"] == 974


def test_a_late_rename_and_its_void_edit_the_timeline_like_any_entry() -> None:
    journal = [*START, converts(9, 26), renamed(4, "public", "P")]
    assert balance("P", *journal) == (0, 10 * MILLION)
    void = entry("entry_voided", 9, id="void", entry="rename", reason="it was another")
    assert balance("public", *journal, void) == (0, 10 * MILLION)


# -- two holders that become one --------------------------------------------------------------------------------------

TWO = [*START, series_d(200, "eve", name="more-d")]


def test_what_comes_stands_behind_what_is_there_and_the_oldest_moves_first() -> None:
    # on the record of the 5th dana had 1,000 and eve none yet: hers carry nothing
    journal = [*START, series_d(200, "eve", "2006-01-06", "late-d"), unpaid(8, 5), merged(9, "dana", "eve")]
    assert made_of(*journal).accruals(LAST) == {"eve": [(F(0), 200), (F("3.367"), 1_000)]}
    assert made_of(*journal, converts(10, 300, "eve")).accruals(LAST) == {"eve": [(F("3.367"), 900)]}


def test_balances_debts_and_what_a_dividend_gives_become_one() -> None:
    journal = [*TWO, converts(6, 100), converts(6, 50, "eve", "second"), merged(8, "dana", "eve"), unpaid(10, 5)]
    made = made_of(*journal)
    assert balance("eve", *journal) == (1_050, 505_050)
    # 3.367 each on 100 and 50 that are converted, on two debts of one holder
    assert made.debts(LAST) == {"eve": F("505.05")}
    assert {name: one["due"] for name, one in made.due(LAST)["dividend"]["holders"].items()} == {"eve": F("4040.40")}


def test_each_has_consented_with_its_own_shares_and_in_its_own_form() -> None:
    def agreed(*consents: Entry) -> tuple[int, int]:
        made = consents_on(made_of(*TWO, *consents, merged(5, "dana", "eve")).until(LAST), LAST)
        return made.proposals["A"].agreed, made.proposals["A"].in_writing

    spoken: dict[str, Any] = {"form": "meeting"}
    assert agreed(consent(2, "A")) == (1_000, 1_000)
    assert agreed(consent(2, "A", "eve")) == (200, 200)
    assert agreed(consent(2, "A"), consent(3, "A", "eve", "second")) == (1_200, 1_200)
    assert agreed(consent(2, "A", shares=5_000), consent(3, "A", "eve", "second", **spoken)) == (1_200, 1_000)
    assert agreed(consent(2, "A", **spoken), consent(3, "A", "eve", "second", shares=7)) == (1_007, 7)


def test_a_merger_moves_no_price_and_no_total() -> None:
    journal = [*TWO, option_x(2), distribution(3, 20_000, "0.01")]
    before, after = made_of(*journal), made_of(*journal, merged(4, "dana", "eve"), merged(4, "olga", "public", "m2"))
    assert after.steps == before.steps
    assert after.price(LAST) == before.price(LAST)
    one, other = before.holders(LAST), after.holders(LAST)
    for total in ("series_d_outstanding", "common_outstanding", "treasury", "deemed_issued"):
        assert one[total] == other[total]


# -- what is refused --------------------------------------------------------------------------------------------------

REFUSALS = [
    NotAccepted(
        "a rename of nobody",
        START,
        renamed(2, "Dana", "D"),
        "nobody_of_that_name",
        "4O",
        "from: nobody named 'Danna' has anything on 2006-01-02; did you mean 'dana'?",
    ),
    NotAccepted(
        "a rename to a holder",
        TWO,
        renamed(2, "dana", "eve"),
        "name_is_taken",
        "4O",
        "eve is a holder on 2006-01-02 already; where the two are one, record holders_merged from dana into eve",
    ),
    NotAccepted("a rename to itself", START, renamed(2, "dana", "dana"), "one_holder_already", "4O", "both dana"),
    NotAccepted("a merger with itself", START, merged(2, "dana", "dana"), "one_holder_already", "4O", "name two"),
    NotAccepted(
        "a merger with nobody", START, merged(2, "dana", "evelyn"), "nobody_of_that_name", "4O", "into: nobody"
    ),
    NotAccepted(
        "a merger of a name that nobody goes by any more",
        [*TWO, renamed(2, "dana", "D")],
        merged(3, "dana", "eve"),
        "nobody_of_that_name",
        "4O",
        "from: nobody named 'dana' has anything on 2006-01-03; since 2006-01-02 it is D (rename)",
    ),
    NotAccepted(
        "a transfer under a name of before",
        [*START, renamed(2, "public", "P")],
        transfer(3, "public", "eve", 5),
        "more_than_held",
        "4O",
        "public holds no shares of Common, and 5 are named; since 2006-01-02 it is P (rename)",
    ),
    NotAccepted(
        "a late rename under which a later entry breaks",
        [*START, converts(9, 26)],
        renamed(4, "dana", "D"),
        "more_than_held",
        "4A",
        "would break conversion of 2006-01-09: dana holds no shares of Series D, and 26 are named; since 2006-01-04 it",
    ),
]
REFUSALS[0].entry["from"] = "Danna"


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
