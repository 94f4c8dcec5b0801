"""What hangs on a reading: both choices of each switch by hand, what is said of them, and which readings are relied on."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from ledger.events.terms import Interpretations
from projections.compare.readings import Readings, Weighed
from projections.render.blocks import Paragraph
from projections.render.readings import of_switches
from tests.docs.command import seriesd

ON = date(2006, 12, 31)
OPTION = {"type": "option_granted", "id": "option", "effective": "2006-01-02", "right": "X", "holder": "Adviser",
          "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1000}}  # fmt: skip
LAPSE = {"type": "right_terminated", "id": "lapse", "effective": "2006-03-01", "right": "X", "reason": "expired"}


def start(**choices: str) -> list[dict[str, Any]]:
    terms = {"terms": {"interpretations": choices}} if choices else {}
    return [
        {"type": "certificate_adopted", "id": "certificate", "effective": "2005-09-06", "company": "Example Inc.",
         "common_authorized": 15_000_000_000, **terms},
        {"type": "opening_balance", "id": "founders", "effective": "2005-09-06", "holder": "Founders", "common": 10_000_000},
        {"type": "series_d_issued", "id": "series-d", "effective": "2005-09-07", "holder": "Fund", "shares": 1000},
    ]  # fmt: skip


def sale(name: str, on: str, shares: int, cash: object, **more: object) -> dict[str, Any]:
    issue = {"type": "common_issued", "id": name, "effective": on, "holder": "Buyer", "shares": shares}
    return issue | {"consideration": {"cash": cash}} | more


def conversion(on: str, shares: int) -> dict[str, Any]:
    return {"type": "series_d_converted", "id": "conversion", "effective": on, "holder": "Fund", "shares": shares}


def exercise(on: str, shares: int) -> dict[str, Any]:
    return {"type": "right_exercised", "id": "exercise", "effective": on, "right": "X", "shares": shares}


def asked(folder: Path, *entries: dict[str, Any], on: date = ON, **choices: str) -> Readings:
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        ledger.record([*start(**choices), *entries])
        return ledger.readings(on)


def switch(answer: Readings, name: str) -> Weighed:
    return next(one for one in answer.switches if one.name == name)


def entitled(one: Weighed) -> dict[str, tuple[int, int]]:
    return {made.entry: (made.entitled, made.other) for made in one.conversions}


def test_where_nothing_came_into_play_nothing_hangs_on_a_reading(tmp_path: Path) -> None:
    answer = asked(tmp_path)
    assert answer.price == Fraction("0.0033")
    assert {one.name for one in answer.switches} == {*Interpretations.model_fields}
    for one in answer.switches:
        assert (one.price, one.difference, one.moves) == (Fraction("0.0033"), 0, False)
        assert one.conversions == ()
        assert one.apart_since is None
    assert answer.relied_on == []


def test_the_order_of_a_day_decides_whether_an_option_counts_later(tmp_path: Path) -> None:
    # .00165 leaves (33,000 + 16,500) / 20,000,000 = .002475: the option at .00297 is a trigger for the day alone.
    # Running, A of the last sale is 20,000,000: (49,500 + 10,000) / 30,000,000. Opening, the 10,000,000 deemed count:
    # (74,250 + 10,000) / 40,000,000.
    option = OPTION | {"shares": 10_000_000, "exercise_price": "0.00297", "consideration": {}}
    answer = asked(
        tmp_path,
        sale("sale", "2006-01-02", 10_000_000, 16_500),
        option,
        sale("next", "2006-02-01", 10_000_000, 10_000),
        conversion("2006-02-02", 100),
    )
    one = switch(answer, "same_day_price")
    assert answer.price == Fraction(59_500, 30_000_000)
    assert one.price == Fraction(84_250, 40_000_000)
    assert one.difference == Fraction(59, 480_000)
    # 1,111.11 / (59,500 / 30,000,000) = 560,223.5...; over 84,250 / 40,000,000 it is 527,529.9...
    assert entitled(one) == {"conversion": (560_223, 527_529)}
    (fund,) = one.holders
    # 900 are left: 9,999.99 over the one price and the other
    assert (fund.holder, fund.series_d, fund.votes, fund.other_votes) == ("Fund", 900, 5_042_011, 4_747_769)
    assert fund.common_per_share == Fraction("11.1111") / Fraction(59_500, 30_000_000)
    assert answer.switches[0] is one
    assert one.moves
    assert "A5" in answer.relied_on
    assert [other.moves for other in answer.switches[1:]] == [False] * (len(answer.switches) - 1)


def test_a_readjustment_at_once_reaches_the_conversions_of_its_day(tmp_path: Path) -> None:
    # X brings .0026 until it lapses; 26 Series D are 288.8886: 111,111 at .0026, 87,542 at .0033
    answer = asked(tmp_path, OPTION, LAPSE | {"reason": "cancelled"}, conversion("2006-03-01", 26))
    one = switch(answer, "readjustment_effective")
    assert (one.choice, one.other, one.reading) == ("close", "forthwith", "A3")
    assert (answer.price, one.price, one.difference) == (Fraction("0.0033"), Fraction("0.0033"), 0)
    assert entitled(one) == {"conversion": (111_111, 87_542)}
    assert one.apart_since == date(2006, 3, 1)
    assert one.moves


def test_a_price_that_was_another_for_a_day_moves_nothing_afterwards(tmp_path: Path) -> None:
    answer = asked(tmp_path, OPTION, LAPSE)
    one = switch(answer, "readjustment_effective")
    assert (one.moves, one.apart_since) == (False, date(2006, 3, 1))
    said = seriesd("readings", "--on", "2006-12-31", folder=tmp_path).stdout
    assert "Under forthwith the price of 2006-03-01 would have been another one" in " ".join(said.split())
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        of_that_day = switch(ledger.readings(date(2006, 3, 1)), "readjustment_effective")
    assert (of_that_day.actual.in_effect, of_that_day.price) == (Fraction("0.0026"), Fraction("0.0033"))
    assert of_that_day.moves


def test_tranches_at_their_average(tmp_path: Path) -> None:
    # 2,000,000 exercised at .001, 2,000,000 repriced to .004. Apart: (33,000 + 2,000) / 12,000,000. At their average
    # of .0025: (33,000 + 2,000 + 8,000) / 14,000,000.
    grant = OPTION | {"shares": 4_000_000, "consideration": {}}
    change = {
        "type": "right_changed",
        "id": "change",
        "effective": "2006-03-01",
        "right": "X",
        "exercise_price": "0.004",
    }
    answer = asked(tmp_path, grant, exercise("2006-02-01", 2_000_000), change)
    one = switch(answer, "tranche_test")
    assert answer.price == Fraction(35_000, 12_000_000)
    assert one.price == Fraction(43_000, 14_000_000)
    assert one.difference == Fraction(43_000, 14_000_000) - Fraction(35_000, 12_000_000)
    assert {"A22", "A24"} <= {*answer.relied_on}


@pytest.mark.parametrize(("chosen", "other"), [("pro_rata", "retained"), ("retained", "pro_rata")])
def test_money_paid_for_a_grant_of_which_a_part_ends(tmp_path: Path, chosen: str, other: str) -> None:
    # of X 2,000,000 are exercised and 3,000,000 lapse: (33,000 + 2,000 + 400) / 12,000,000, or with all of the 1,000
    prices = {"pro_rata": Fraction("0.00295"), "retained": Fraction("0.003")}
    answer = asked(tmp_path, OPTION, exercise("2006-02-01", 2_000_000), LAPSE, grant_consideration=chosen)
    one = switch(answer, "grant_consideration")
    assert (one.choice, one.other) == (chosen, other)
    assert (answer.price, one.price) == (prices[chosen], prices[other])
    assert one.difference == prices[other] - prices[chosen]
    pro_rata, retained = (one.says, one.other_says) if chosen == "pro_rata" else (one.other_says, one.says)
    assert pro_rata == "money paid for a grant goes with the shares it was paid for"
    assert retained == "money paid for a grant stays with the shares that come out, however many do not"


def test_of_a_day_nothing_later_is_told(tmp_path: Path) -> None:
    answer = asked(tmp_path, OPTION, conversion("2006-02-01", 26), LAPSE, on=date(2006, 1, 15))
    assert answer.price == Fraction("0.0026")
    assert all(one.conversions == () and one.apart_since is None for one in answer.switches)
    assert answer.relied_on == ["A1", "A11", "A43"]


def test_a_ledger_without_its_certificate_has_nothing_to_choose(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "seriesd.db"), company="Example Inc.") as ledger:
        ledger.record(start()[1:2])
        answer = ledger.readings(ON)
    assert [one.difference for one in answer.switches] == [0] * len(answer.switches)
    assert not any(one.moves for one in answer.switches)


def test_a_program_is_told_what_the_contract_names(tmp_path: Path) -> None:
    asked(tmp_path, OPTION, exercise("2006-02-01", 2_000_000), conversion("2006-02-02", 26), LAPSE)
    answer = json.loads(seriesd("readings", "--on", "2006-12-31", "--json", folder=tmp_path).stdout)
    assert answer["on"] == "2006-12-31"
    one = next(found for found in answer["switches"] if found["name"] == "grant_consideration")
    assert (one["reading"], one["choice"], one["other"]) == ("A23", "pro_rata", "retained")
    # 111,111 shares were converted in between: they are out, but were not when X was granted
    assert one["price"]["exact"] == "3/1000"
    assert one["difference"] == {"exact": "1/20000", "decimal": "0.0000500000"}
    assert {key: one["conversions"][0][key] for key in ("entry", "entitled", "other")} == {
        "entry": "conversion",
        "entitled": 111_111,
        "other": 111_111,
    }
    assert one["holders"][0]["holder"] == "Fund"
    assert answer["relied_on"] == [reason["reading"] for reason in answer["reasons"]]
    reason = next(found for found in answer["reasons"] if found["reading"] == "A23")
    assert (reason["switch"], reason["contested"], reason["entries"]) == ("grant_consideration", True, ["lapse"])


def test_a_person_reads_what_the_two_readings_are_and_the_figures_side_by_side(tmp_path: Path) -> None:
    asked(tmp_path, OPTION, exercise("2006-02-01", 2_000_000), LAPSE)
    said = seriesd("readings", "--on", "2006-12-31", "--width", "120", folder=tmp_path).stdout
    lines = said.splitlines()
    assert lines[0] == "What hangs on a reading on 2006-12-31, as known now; nothing is written"
    moving, still = (
        said.index("grant_consideration (A23): pro_rata, or retained"),
        said.index("Switches that move nothing"),
    )
    assert moving < still < said.index("tranche_test (A24)") < said.index("The readings that this ledger relies on")
    assert "- pro_rata, as chosen: money paid for a grant goes with the shares it was paid for." in said
    (row,) = (line.split() for line in lines if line.startswith("Conversion Price in effect"))
    assert row == ["Conversion", "Price", "in", "effect", "0.00295", "0.003", "+0.00005"]
    # 11,111.1 / .00295 and / .003
    assert (
        "All 1,000 Series D outstanding stand for 3,766,474 Common, and would for 3,703,700: 62,774 fewer."
        in " ".join(said.split())
    )
    assert "- A10: what ended unexercised is no longer deemed outstanding. By lapse." in said


RELIED_ON = {
    "a lender's warrant": (
        [
            {"type": "convertible_issued", "id": "note", "effective": "2006-01-02", "right": "Note", "holder": "Bank",
             "shares": 40_000_000, "consideration": {"cash": 40_000}, "excluded": "C"},
            OPTION | {"holder": "Bank"},
        ],
        {"A14", "A13"},
        {"A5", "A3", "A15"},
    ),
    "net of expenses": (
        [sale("sale", "2006-01-02", 5_000_000, 16_500) | {"consideration": {"cash": 16_500, "expenses": 500}}],
        {"A35"},
        {"A6", "A9"},
    ),
    "sold at the price": ([sale("sale", "2006-01-02", 5_000_000, 16_500)], {"A56"}, {"A1", "A11", "A35"}),
    "two things sold as one": (
        [
            sale("sale", "2006-01-02", 5_000_000, 6_000, transaction="unit"),
            OPTION | {"transaction": "unit"},
        ],
        {"A6"},
        {"A5", "A9"},
    ),
    "a split with an option outstanding": (
        [OPTION, {"type": "common_split", "id": "split", "effective": "2006-02-01", "old": 10, "new": 1}],
        {"A2", "A26"},
        {"A27", "A65"},
    ),
    "after the certificate and before the first Series D": (
        [sale("early", "2005-09-06", 5_000_000, 6_000)],
        {"A58"},
        {"A1", "A11"},
    ),
    "a dividend that Series D did not get": (
        [{"type": "cash_dividend_paid", "id": "cash", "effective": "2006-02-01", "per_share": "0.001", "series_d": "unpaid"},
         conversion("2006-03-01", 100)],
        {"A42", "A60", "A64"},
        {"A50", "A39"},
    ),
    "a dividend on another stock": (
        [{"type": "cash_dividend_paid", "id": "cash", "effective": "2006-02-01", "per_share": "1", "dividend_on": "Series C"}],
        {"A50"},
        {"A60", "A64"},
    ),
    "an exercised part, and a later sale": (
        [OPTION, exercise("2006-01-20", 2_000_000), sale("sale", "2006-02-01", 5_000_000, 15_000), LAPSE],
        {"A10", "A22", "A23", "A25", "A28"},
        {"A21", "A30", "A32"},
    ),
    "an option of a plan": ([OPTION | {"excluded": "A", "plan": "Plan"}, exercise("2006-02-01", 5)], {"A15"}, {"A1", "A20"}),
}  # fmt: skip


def test_a_late_sale_before_a_conversion_relies_on_it(tmp_path: Path) -> None:
    asked(tmp_path, conversion("2006-03-01", 26))
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record([sale("late", "2006-02-01", 5_000_000, 6_000)])
        found = {*ledger.readings(ON).relied_on}
    assert {"A8", "A12"} <= found
    assert not {"A30", "A5"} & found


@pytest.mark.parametrize("name", RELIED_ON)
def test_what_came_into_play_is_relied_on_and_nothing_else(name: str, tmp_path: Path) -> None:
    entries, relied_on, not_relied_on = RELIED_ON[name]
    found = {*asked(tmp_path, *entries).relied_on}
    assert relied_on <= found
    assert not not_relied_on & found


def test_where_the_record_cannot_stand_under_the_other_choice_a_sentence_says_so(tmp_path: Path) -> None:
    answer = asked(tmp_path, OPTION)
    (one, *_) = answer.switches
    refused = replace(one, what_if=None, refused="sale-3 has no room left")
    assert (refused.price, refused.difference, refused.after_close, refused.moves) == (None, None, None, True)
    said = [block.text for block in of_switches([refused]) if isinstance(block, Paragraph)]
    assert said == [
        f"What {one.other} would give cannot be told, since the record cannot stand under it: sale-3 has no room left."
    ]
