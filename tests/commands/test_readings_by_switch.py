"""Both choices of the switches of the second edition, worked out by hand; deliveries stay facts under either."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from projections.compare.readings import Readings, Weighed
from tests.docs.command import seriesd

ON = date(2006, 12, 31)
OPTION = {"type": "option_granted", "id": "option", "effective": "2006-01-02", "right": "X", "holder": "Adviser",
          "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1000}}  # fmt: skip
NOTE = {"type": "convertible_issued", "id": "note", "effective": "2006-01-02", "right": "Note", "holder": "Bank",
        "shares": 40_000_000, "consideration": {"cash": 40_000}, "excluded": "C"}  # fmt: skip
WARRANTS = {"type": "option_granted", "id": "warrants", "effective": "2006-01-03", "right": "W", "holder": "Bank",
            "shares": 5_000_000, "exercise_price": "0.0012"}  # fmt: skip
UNPAID = {
    "type": "cash_dividend_paid",
    "id": "cash",
    "effective": "2006-02-01",
    "per_share": "0.001",
    "series_d": "unpaid",
}


def recorded(folder: Path, *entries: dict[str, Any], authorized: int = 15_000_000_000, **choices: str) -> Readings:
    start = [
        {"type": "certificate_adopted", "id": "certificate", "effective": "2005-09-06", "company": "Example Inc.",
         "common_authorized": authorized, "terms": {"interpretations": choices}},
        {"type": "opening_balance", "id": "founders", "effective": "2005-09-06", "holder": "Founders", "common": 10_000_000},
        {"type": "series_d_issued", "id": "series-d", "effective": "2005-09-07", "holder": "Fund", "shares": 900},
        {"type": "series_d_issued", "id": "bank", "effective": "2005-09-07", "holder": "Bank", "shares": 100},
    ]  # fmt: skip
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        ledger.record([*start, *entries])
        return ledger.readings(ON)


def switch(answer: Readings, name: str) -> Weighed:
    return next(one for one in answer.switches if one.name == name)


def conversion(on: str, shares: int) -> dict[str, Any]:
    return {"type": "series_d_converted", "id": "conversion", "effective": on, "holder": "Fund", "shares": shares}


def test_the_warrants_of_a_lender(tmp_path: Path) -> None:
    # .0012 a share for 5,000,000: (33,000 + 6,000) / 15,000,000; excluded they adjust nothing
    answer = recorded(tmp_path, NOTE, WARRANTS)
    one = switch(answer, "lender_options")
    assert (answer.price, one.price, one.difference) == (Fraction("0.0026"), Fraction("0.0033"), Fraction("0.0007"))
    assert one.supposed == ("W of Bank is then claimed to be excluded under (C), as something else of this lender is",)
    assert one.refused is None
    assert "A14" in answer.relied_on
    # 900 and 100 at .0026 and .0033: 4,273.5 and 3,367 each
    assert [(holder.holder, holder.votes, holder.other_votes) for holder in one.holders] == [
        ("Bank", 427_350, 336_700),
        ("Fund", 3_846_150, 3_030_300),
    ]


def test_a_claim_that_only_the_choice_made_allows_is_taken_off_under_the_other(tmp_path: Path) -> None:
    answer = recorded(tmp_path, NOTE, WARRANTS | {"excluded": "C"}, lender_options="excluded")
    one = switch(answer, "lender_options")
    assert (answer.price, one.price) == (Fraction("0.0033"), Fraction("0.0026"))
    assert one.supposed == ("W of Bank cannot be claimed under (C) then; it is tested like any other option",)
    said = " ".join(seriesd("readings", "--on", "2006-12-31", folder=tmp_path).stdout.split())
    assert "W of Bank cannot be claimed under (C) then; it is tested like any other option." in said


def test_a_net_exercise(tmp_path: Path) -> None:
    # of X 4,000,000 are delivered and 1,000,000 withheld: those end, (33,000 + 4,800) / 14,000,000; or nothing ends
    exercise = {"type": "right_exercised", "id": "exercise", "effective": "2006-03-01", "right": "X", "shares": 4_000_000,
                "withheld": 1_000_000}  # fmt: skip
    answer = recorded(tmp_path, OPTION, exercise)
    one = switch(answer, "net_exercise")
    assert (answer.price, one.price) == (Fraction("0.0027"), Fraction("0.0026"))
    assert "A29" in answer.relied_on


def test_what_of_a_share_is_converted(tmp_path: Path) -> None:
    # unpaid .001 on 3,367 Common accrues 3.367 a share: 1,447.81 for 100 at .0033, or 1,111.11 without
    answer = recorded(tmp_path, UNPAID, conversion("2006-03-01", 100))
    one = switch(answer, "conversion_amount")
    assert (one.price, one.difference) == (Fraction("0.0033"), 0)
    (made,) = one.conversions
    assert (made.entitled, made.other, made.delivered) == (438_730, 336_700, 438_730)
    rates = {holder.holder: (holder.common_per_share, holder.other) for holder in one.holders}
    assert rates["Bank"] == (Fraction("14.4781") / Fraction("0.0033"), 3367)
    assert one.moves
    assert "A42" in answer.relied_on


def test_votes_where_there_is_no_room(tmp_path: Path) -> None:
    # 1,000 Series D stand for 3,367,000 Common and 1,000,000 can be delivered: nine tenths of that are Fund's
    answer = recorded(tmp_path, authorized=11_000_000)
    one = switch(answer, "votes")
    assert [(holder.holder, holder.votes, holder.other_votes) for holder in one.holders] == [
        ("Bank", 336_700, 100_000),
        ("Fund", 3_030_300, 900_000),
    ]
    assert one.moves
    assert one.price == Fraction("0.0033")
    assert answer.relied_on == ["A47"]


@pytest.mark.parametrize(
    ("half", "unwound"), [(False, Fraction("0.0033")), (True, Fraction(109, 35_000))], ids=["all lapse", "half lapses"]
)
def test_a_unit_whose_warrants_lapse(tmp_path: Path, half: bool, unwound: Fraction) -> None:
    # 5,000,000 shares for 16,500 and warrants worth 5,000, strike .002. All lapse: nothing is deducted, and .0033 is no
    # trigger; left deducted, (33,000 + 11,500) / 15,000,000. Half exercised: 2,500 stays deducted, and the half counts
    # with its 2,500 and its strike of 5,000: (33,000 + 14,000 + 7,500) / 17,500,000; or (33,000 + 11,500 + 7,500).
    shares = {"type": "common_issued", "id": "shares", "effective": "2006-01-02", "holder": "Buyers", "shares": 5_000_000,
              "transaction": "unit", "consideration": {"cash": 16_500, "additional_rights": 5_000}}  # fmt: skip
    warrants = OPTION | {"exercise_price": "0.002", "consideration": {"cash": 5_000}, "transaction": "unit"}
    exercise = {"type": "right_exercised", "id": "half", "effective": "2006-02-01", "right": "X", "shares": 2_500_000}
    lapse = {"type": "right_terminated", "id": "lapse", "effective": "2006-03-01", "right": "X", "reason": "expired"}
    answer = recorded(tmp_path, shares, warrants, *([exercise] if half else []), lapse)
    one = switch(answer, "unit_lapse")
    assert answer.price == unwound
    assert one.price == (Fraction(52_000, 17_500_000) if half else Fraction(44_500, 15_000_000))
    assert {"A59", "A35", "A6"} <= {*answer.relied_on}
