"""What a notice of an adjustment must hold so that counsel can sign it: every figure, every test, every reading (4K).

The company: 10,000,000 Common of Founders, 900 Series D of Fund and 100 of Bank, P .0033.
"""

import datetime as dt
import re
from fractions import Fraction
from typing import Any

import pytest

from ledger.log.recorded import Recorded
from projections.documents.notices.adjustment import AdjustmentNotice, adjustment_notice, sent_entries
from projections.documents.notices.conversion import recorded_conversion
from projections.documents.notices.events import event_notice
from projections.render.blocks import Facts, Grid, Heading, Letterhead, NewPage, Signature
from projections.render.documents.notices.adjustment import letter
from projections.render.documents.notices.conversion import form
from projections.render.documents.notices.events import letter as announced
from projections.render.text import as_text
from tests.ledger.engine import judge

Entry = dict[str, Any]

BASE: list[Entry] = [
    {"type": "certificate_adopted", "id": "cert", "effective": "2005-09-06", "company": "C",
     "common_authorized": 15_000_000_000},
    {"type": "opening_balance", "id": "open", "effective": "2005-09-06", "holder": "Founders", "common": 10_000_000},
    {"type": "series_d_issued", "id": "d1", "effective": "2005-09-07", "holder": "Fund", "shares": 900},
    {"type": "series_d_issued", "id": "d2", "effective": "2005-09-07", "holder": "Bank", "shares": 100},
]  # fmt: skip
X: Entry = {
    "type": "option_granted", "id": "x", "effective": "2006-01-10", "right": "X", "holder": "Opt", "shares": 5_000_000,
    "exercise_price": "0.001", "consideration": {"cash": 1_000},
}  # fmt: skip
"""P .0026: (33,000 + 6,000) / 15,000,000."""


def sale(entry: str, on: str, shares: int, cash: int | str | None, **more: Any) -> Entry:
    given = {"type": "common_issued", "id": entry, "effective": on, "holder": "Buyers", "shares": shares, **more}
    return given if cash is None else {**given, "consideration": {"cash": cash, **more.get("consideration", {})}}


def ends(entry: str = "lapse", on: str = "2006-04-30", **more: Any) -> Entry:
    return {"type": "right_terminated", "id": entry, "effective": on, "right": "X", **more}


def log_of(*entries: Entry) -> list[Recorded]:
    return judge([*BASE, *entries]).log


def notice_of(*entries: Entry, **asked: Any) -> AdjustmentNotice:
    return adjustment_notice(log_of(*entries), **asked)


def said_in(notice: AdjustmentNotice) -> str:
    return " ".join(as_text(letter(notice, notice.holders)).split())


def tables(notice: AdjustmentNotice) -> list[list[list[str]]]:
    return [[*map(list, one.rows)] for one in letter(notice, notice.holders) if isinstance(one, Grid)]


# -- every entry that A, B, C and D rest on ---------------------------------------------------------------------------


def test_a_plain_step_sets_out_every_entry_that_its_figures_rest_on():
    # Fund converts 100 at .0026: 427,350; Opt exercises 2,000,000; 500,000 go into treasury
    converts = {"type": "series_d_converted", "id": "conv", "effective": "2006-02-01", "holder": "Fund", "shares": 100}
    comes = {"type": "right_exercised", "id": "ex", "effective": "2006-02-02", "right": "X", "shares": 2_000_000}
    back = {
        "type": "treasury_acquired",
        "id": "back",
        "effective": "2006-02-03",
        "holder": "Founders",
        "shares": 500_000,
    }
    notice = notice_of(X, converts, comes, back, sale("s", "2006-03-01", 1_000_000, 1_000))
    assert [one.id for one in notice.facts] == ["open", "x", "conv", "ex", "back", "s"]
    outstanding, deemed = tables(notice)[1:3]
    assert [(row[1], row[3]) for row in outstanding] == [
        ("open", "10,000,000"),
        ("conv", "427,350"),
        ("ex", "2,000,000"),
        ("back", "-500,000"),
        ("", "11,927,350"),
    ]
    # of X 3,000,000 are still to come out, each for .0012 in all
    assert deemed == [
        ["X (option)", "Opt", "0.001 on exercise", "3,000,000", "0.0012"],
        ["", "", "A: deemed issued", "3,000,000", ""],
    ]
    said = said_in(notice)
    assert "A = 11,927,350 + 3,000,000 = 14,927,350." in said
    # (14,927,350 x .0026 + 1,000) / 15,927,350 = 39,811.11 / 15,927,350
    assert "(14,927,350 x 0.0026 + 1,000) / (14,927,350 + 1,000,000)" in said
    assert notice.after == Fraction("39811.11") / 15_927_350


def test_lots_on_different_terms_stand_one_by_one():
    # after 2,000,000 of X came out, the 3,000,000 left cost .0002: .0004 a share with the grant's .0002
    comes = {"type": "right_exercised", "effective": "2006-02-02", "right": "X", "shares": 2_000_000}
    cheaper = {"type": "right_changed", "effective": "2006-02-10", "right": "X", "exercise_price": "0.0002"}
    other = X | {"id": "y", "right": "Y", "effective": "2006-02-20", "shares": 1_000_000, "exercise_price": 0}
    notice = notice_of(X, comes, cheaper, other | {"consideration": {}}, sale("s", "2006-03-01", 1_000, None))
    (deemed,) = [rows for rows in tables(notice) if rows[-1][2] == "A: deemed issued"]
    assert deemed == [
        ["X (option)", "Opt", "0.0002 on exercise", "3,000,000", "0.0004"],
        ["Y (option)", "Opt", "nothing payable", "1,000,000", "nothing"],
        ["", "", "A: deemed issued", "4,000,000", ""],
    ]
    said = said_in(notice)
    assert "s: 1,000 shares without consideration, which is less than" in said
    assert "0 a share" not in re.sub(r"\d0 a share", "", said)


def test_a_sum_of_very_many_parts_is_set_out_part_by_part():
    sales = [sale(f"s{n}", f"2006-01-{n:02}", 1_000, 100) for n in range(1, 13)]
    notice = notice_of(*sales, sale("cheap", "2006-02-01", 1_000, 1))
    assert "the sum of" not in said_in(notice).replace("the sum set out", "")
    (_, outstanding, *_) = tables(notice)
    assert [row[1] for row in outstanding] == ["open", *(f"s{n}" for n in range(1, 13)), ""]
    assert outstanding[-1][3] == "10,012,000"


# -- the comparison behind each row -----------------------------------------------------------------------------------


def test_a_lapse_says_of_each_row_what_was_compared_and_what_came_of_it():
    # A25: without X the sale at .003 is below .0033: (33,000 + 15,000) / 15,000,000 = .0032
    notice = notice_of(X, sale("s", "2006-02-01", 5_000_000, 15_000), ends())
    said = said_in(notice)
    assert "x: nothing of it is left to be tested, so it no longer triggers." in said
    assert (
        "s: 5,000,000 shares for 15,000 in all (15,000 in cash), or 0.003 a share, which is less than 0.0033, so it now "
        "triggers." in said
    )
    assert "(10,000,000 x 0.0033 + 15,000) / (10,000,000 + 5,000,000) = 0.0032 (exactly 2/625)" in said
    assert [one.id for one in notice.facts] == ["cert", "open", "x", "s", "lapse"]


def test_what_no_longer_triggers_is_compared_too():
    # A24: 2,000,000 of 4,000,000 came out at .001; the rest at .006 is not below .0033: (33,000 + 2,000) / 12,000,000
    grant = X | {"shares": 4_000_000, "consideration": {}}
    comes = {"type": "right_exercised", "id": "ex", "effective": "2006-02-02", "right": "X", "shares": 2_000_000}
    dearer = {"type": "right_changed", "id": "up", "effective": "2006-03-01", "right": "X", "exercise_price": "0.006"}
    notice = notice_of(grant, comes, dearer)
    assert notice.after == Fraction(35_000, 12_000_000)
    said = said_in(notice)
    assert (
        "2,000,000 shares for 2,000 in all (2,000 on exercise (2,000,000 x 0.001)), or 0.001 a share, which is" in said
    )
    assert "(2,000,000 x 0.006)), or 0.006 a share, which is not less than 0.0033, so it does not trigger." in said
    assert "ex" in [one.id for one in notice.facts]
    assert {"A22", "A24"} <= set(notice.readings)


def test_prices_that_look_alike_are_shown_until_they_part():
    # a tenth of a billionth of a billionth below .0033
    notice = notice_of(sale("s", "2006-03-01", 1, "0.0032999999999999999"))
    assert "or 0.0032999999999999999 a share, which is less than 0.0033" in said_in(notice)


def five_steps() -> list[Entry]:
    """X, Y, a sale that X keeps from triggering, a split of 10 into 1, another sale, and the lapse of X."""
    return [
        X,
        X | {"id": "y", "right": "Y", "effective": "2006-01-20", "shares": 1_000_000, "consideration": {}},
        sale("s1", "2006-02-01", 5_000_000, 14_000),
        {"type": "common_split", "id": "split", "effective": "2006-02-10", "old": 10, "new": 1},
        sale("s2", "2006-03-01", 400_000, 4_000),
        ends(reason="expired"),
    ]


def test_a_replay_over_a_split_is_set_out_step_by_step():
    # without X: Y (33,000 + 1,000) / 11,000,000 = 17/5500; s1 at .0028 below it: (34,000 + 14,000) / 16,000,000 = .003;
    # tenfold after the split; s2 at .01: (1,600,000 x .03 + 4,000) / 2,000,000 = .026
    notice = notice_of(*five_steps())
    assert notice.after == Fraction("0.026")
    said = said_in(notice)
    for part in (
        "s1 did not trigger when it was first tested, and now does",
        "or 0.0028 a share, which is less than 0.0030909091…, so it now triggers",
        "(10,000,000 x 0.0033 + 1,000) / (10,000,000 + 1,000,000) = 0.0030909091… (exactly 17/5500)",
        "(11,000,000 x 0.0030909091… + 14,000) / (11,000,000 + 5,000,000) = 0.003 (exactly 3/1000)",
        "P / ratio = 0.003 / 0.1 = 0.03 (exactly 3/100)",
        "or 0.01 a share, which is less than 0.03, so it still triggers",
        "(1,600,000 x 0.03 + 4,000) / (1,600,000 + 400,000) = 0.026 (exactly 13/500)",
        "the Common held by Founders after entry split: 10,000,000 x 1 / 10, rounded down",
    ):
        assert part in said, part
    assert [one.id for one in notice.facts] == ["cert", "open", "x", "y", "s1", "split", "s2", "lapse"]
    # of 5,000,000 a tenth, of Y a tenth
    assert "A = 1,500,000 + 100,000 = 1,600,000." in said


def test_where_nothing_moves_the_price_any_more_it_is_the_one_that_the_certificate_fixes():
    notice = notice_of(X, ends())
    assert notice.after == Fraction("0.0033")
    assert [one.id for one in notice.facts] == ["cert", "x", "lapse"]
    assert (
        "as readjusted is 0.0033 (exactly 33/10000), the initial Conversion Price, as entry cert fixes it."
        in said_in(notice)
    )


# -- stages -----------------------------------------------------------------------------------------------------------


def test_the_end_of_one_stage_is_said_of_that_stage_alone():
    w = X | {"right": "W", "conversion_price": 0}
    comes = {"type": "right_exercised", "effective": "2006-02-02", "right": "W", "shares": 2_000_000}
    notice = notice_of(w, comes, ends() | {"right": "W", "stage": "option"})
    said = said_in(notice)
    assert "all that was still an option of W, 3,000,000 shares (assumed), ended unexercised (lapse)" in said
    assert "all that was outstanding of W" not in said
    # what stays convertible stays as it was tested: (33,000 + 2,400) / 12,000,000
    assert notice.after == Fraction("0.00295")


# -- determinations, quotations, what is provisional -------------------------------------------------------------------

BOARD = {"by": "board", "basis": "an appraisal of the land", "date": "2006-02-27"}
QUOTED = {"by": "quotation", "who": "the Bulletin Board", "basis": "close of 3 March", "date": "2006-03-04"}


def test_determinations_and_quotations_are_printed():
    paid = sale("s", "2006-03-01", 5_000_000, None, consideration={"property": 6_000}, determination=BOARD)
    assert (
        "s: the fair value is that of the Board of Directors, in good faith, of 2006-02-27: an appraisal of the land."
        in said_in(notice_of(paid))
    )
    given = {"type": "distribution_made", "id": "g", "effective": "2006-03-05", "fair_value": 20_000}
    given |= {"market_price": "0.01", "determination": BOARD, "market_price_determination": QUOTED}
    said = said_in(notice_of(given))
    assert "g: the Market Price is that of a quotation (the Bulletin Board), of 2006-03-04: close of 3 March." in said
    assert "Source: none is named." in said
    # 4H: .0033 x (100,000 - 20,000) / 100,000
    assert "= 0.00264 (exactly 33/12500)" in said
    assert "N, the Common outstanding before it:" in said


def test_the_notes_of_the_company_stay_with_it_and_its_sources_do_not():
    own = {"note": "assumed - ask the transfer agent", "source": "Board minutes"}
    given = DISTRIBUTION | {"id": "g"} | own
    log = log_of(X | own, sale("s", "2006-03-01", 5_000_000, 6_000, **own), given)
    for notice in (adjustment_notice(log, entry="x"), adjustment_notice(log, entry="s"), adjustment_notice(log)):
        said = said_in(notice)
        assert "Source: Board minutes." in said
        assert "assumed - ask" not in said
        assert "Note:" not in said
    event = event_notice(log, "dividend")
    said = " ".join(as_text(announced(event, event.holders)).split())
    assert "Source Board minutes" in said
    assert "Note " not in said
    assert "assumed - ask" not in said


def test_what_rests_on_a_value_that_is_not_final_is_provisional_in_its_first_line():
    open_ = BOARD | {"provisional": True}
    paid = sale("s", "2006-03-01", 5_000_000, None, consideration={"property": 6_000}, determination=open_)
    later = sale("s2", "2006-03-10", 1_000, None)
    for notice in (notice_of(paid), notice_of(paid, later)):  # the price before the second rests on it too
        assert notice.provisional
        text = as_text(letter(notice, notice.holders))
        assert text.startswith("  PROVISIONAL. A figure on which this price rests is not final")
        assert "Re: PROVISIONAL: Notice of Adjustment" in text
        assert "s: the fair value is provisional" in said_in(notice)
    for final in (
        notice_of(paid | {"determination": BOARD}),
        notice_of(later, paid | {"effective": "2006-03-20"}, step=1),
    ):
        assert not final.provisional
        assert "PROVISIONAL" not in as_text(letter(final, final.holders))


OPEN_SALE: Entry = sale(
    "s", "2006-03-01", 5_000_000, None, consideration={"property": 6_000}, determination=BOARD | {"provisional": True}
)
"""P .0026 from March 2 on: (33,000 + 6,000) / 15,000,000; provisional."""
EVENTS: dict[str, Entry] = {
    "dividend": {"type": "cash_dividend_paid", "per_share": "0.0001", "record_date": "2006-03-02"},
    "subscription": {
        "type": "option_granted", "right": "R", "holder": "All", "shares": 1_000_000, "exercise_price": "0.001",
        "kind": "right",
    },
    "reorganization": {"type": "reorganized", "exchange_ratio": "1/2", "provision": "a like share"},
}  # fmt: skip


def announces(kind: str, log: list[Recorded], **asked: Any) -> str:
    event = event_notice(log, kind, **asked)
    return as_text(announced(event, event.holders))


@pytest.mark.parametrize("kind", EVENTS)
def test_a_notice_of_an_event_whose_figures_rest_on_a_price_that_is_not_final_is_provisional(kind: str):
    event = EVENTS[kind] | {"id": "event", "effective": "2006-04-10"}
    text = announces(kind, log_of(OPEN_SALE, event))
    assert text.startswith("  PROVISIONAL. A figure on which the Conversion Price in this letter rests is not final")
    assert "Re: PROVISIONAL: Notice of" in text
    assert "s: the fair value is provisional" in " ".join(text.partition("Annex:")[2].split())
    assert "PROVISIONAL" not in announces(kind, log_of(OPEN_SALE | {"determination": BOARD}, event))


def test_a_price_is_provisional_from_the_day_on_that_it_governs():
    # what is due by the record of March 1 is of the price before the sale, and so is a conversion of that day
    dividend = EVENTS["dividend"] | {"id": "event", "effective": "2006-04-10", "record_date": "2006-03-01"}
    assert "PROVISIONAL" not in announces("dividend", log_of(OPEN_SALE, dividend))
    end = {"type": "liquidated", "id": "end", "effective": "2006-04-10", "assets": 5_000}
    assert "PROVISIONAL" not in announces("dissolution", log_of(OPEN_SALE, end))
    for day, alert in (("2006-03-01", False), ("2006-03-02", True)):
        notice = recorded_conversion(log_of(OPEN_SALE, CONVERTS | {"effective": day}))
        said = " ".join(as_text(form(notice)).split())
        assert said.startswith("PROVISIONAL. A figure on which the price in this form rests") == alert
        assert ("s: the fair value is provisional" in said) == alert


def test_a_notice_of_an_event_names_a_right_past_its_term_that_moved_its_price():
    # 5,000,000 X at .0012 each: .0026; without them .0033; the 10 for 1 multiplies by ten
    event = SPLIT | {"id": "split", "effective": "2006-04-10"}
    log = log_of(X | {"expires": "2006-02-28"}, event)
    said = " ".join(announces("reorganization", log, mailed=dt.date(2006, 3, 20)).split())
    assert "The right X ran out on February 28, 2006, and its end is not recorded" in said.partition("Annex:")[0]
    assert "Had it ended then, the price after the close of 2006-03-20 would be 0.0033." in said.partition("Annex:")[2]
    assert "ran out" not in announces("reorganization", log, mailed=dt.date(2006, 2, 28))
    # X at .0036 a share was no trigger, and its end moves nothing
    dear = X | {"expires": "2006-02-28", "exercise_price": "0.0034"}
    assert "ran out" not in announces("reorganization", log_of(dear, event), mailed=dt.date(2006, 3, 20))


# -- the readings -----------------------------------------------------------------------------------------------------

CONVERTS: Entry = {"type": "series_d_converted", "effective": "2006-02-05", "holder": "Fund", "shares": 26}
PLAN: Entry = sale("plan", "2006-01-05", 1_000, 1, excluded="A", plan="2004 plan")
SPLIT: Entry = {"type": "common_split", "effective": "2006-02-10", "old": 10, "new": 1}
COMES: Entry = {"type": "right_exercised", "effective": "2006-02-02", "right": "X", "shares": 2_000_000}
DISTRIBUTION: Entry = {
    "type": "distribution_made", "effective": "2006-03-05", "fair_value": 20_000, "market_price": "0.01",
}  # fmt: skip
UNIT: list[Entry] = [
    sale("shares", "2006-03-01", 5_000_000, 16_500, consideration={"additional_rights": 5_000}, transaction="unit"),
    X | {"id": "w", "right": "W", "effective": "2006-03-01", "exercise_price": "0.002", "consideration": {"cash": 5_000},
         "transaction": "unit"},
]  # fmt: skip
LATER_SALE: Entry = sale("s", "2006-03-01", 5_000_000, 15_000)
PLAN_OPTION: Entry = X | {"excluded": "A", "plan": "2004 plan"}
LOAN: Entry = {
    "type": "convertible_issued", "id": "note", "effective": "2006-01-05", "right": "N", "holder": "Lender",
    "shares": 1_000, "consideration": {"cash": 1_000}, "excluded": "C",
}  # fmt: skip
REPRICED: Entry = {"type": "right_changed", "effective": "2006-03-01", "right": "X", "exercise_price": "0.0002"}


@pytest.mark.parametrize(
    ("entries", "readings"),
    [
        ([X], "A1 A11 A43"),
        ([sale("s", "2006-03-01", 5_000_000, 6_000)], "A1 A11 A43"),
        ([X, sale("s", "2006-03-01", 5_000_000, 6_000)], "A1 A9 A11 A43"),
        ([PLAN, sale("s", "2006-03-01", 5_000_000, 6_000)], "A1 A11 A13 A43"),
        ([CONVERTS, sale("s", "2006-03-01", 5_000_000, 6_000)], "A1 A11 A12 A43"),
        ([sale("s", "2006-03-01", 5_000_000, 6_500, consideration={"expenses": 500})], "A1 A11 A35 A43"),
        ([SPLIT], "A2 A43"),
        ([DISTRIBUTION], "A1 A37 A39 A43"),
        ([X | {"kind": "right"}], "A1 A11 A38 A43"),
        # (33,000 + 0) / 60,000,000 = .00055, below the par of .001
        ([sale("s", "2006-03-01", 50_000_000, None)], "A1 A11 A43 A44"),
        (UNIT, "A1 A6 A11 A35 A43"),
        # what is excluded counts once it is out, and neither has come out yet
        ([PLAN_OPTION, sale("s", "2006-03-01", 5_000_000, 6_000)], "A1 A11 A13 A43"),
        ([LOAN, X | {"holder": "Lender"}], "A1 A11 A13 A14 A43"),
        ([X | {"assumed": True}, COMES], "A1 A11 A19 A43"),
        ([X, sale("t", "2006-01-10", 5_000_000, 6_000)], "A1 A5 A9 A11 A43 A53"),
        ([sale("s", "2005-09-07", 5_000_000, 6_000)], "A1 A11 A43 A58"),
        ([X | {"effective": "2005-09-07"}], "A1 A11 A17 A43"),
        # nothing but X moved the price: no figure rests on what else its end could ask
        ([X, ends()], "A3 A28 A43"),
        ([X, CONVERTS, ends()], "A3 A28 A30 A43"),
        ([X, sale("s", "2006-02-01", 5_000_000, 15_000), ends()], "A3 A10 A11 A25 A28 A43"),
        # what Fund got counts among the outstanding of the sale that is tested anew, or came after it
        ([X, CONVERTS, LATER_SALE, ends()], "A3 A10 A11 A12 A25 A28 A30 A31 A43"),
        ([X, LATER_SALE, CONVERTS | {"effective": "2006-04-01"}, ends()], "A3 A10 A11 A25 A28 A30 A43"),
        ([X, COMES, ends()], "A3 A11 A22 A23 A28 A43"),
        ([X, COMES, REPRICED], "A3 A11 A22 A24 A28 A43"),
        ([X, REPRICED], "A3 A11 A28 A43"),
        # A21: at .004 it was no trigger, and at .0012 it is one as of its grant
        ([X | {"exercise_price": "0.004"}, REPRICED | {"exercise_price": "0.001"}], "A3 A11 A21 A28 A43"),
        (five_steps(), "A3 A9 A10 A11 A25 A26 A28 A43"),
    ],
)
def test_exactly_the_readings_that_its_figures_rest_on(entries, readings):
    notice = notice_of(*entries)
    assert list(notice.readings) == readings.split()
    shown = re.findall(r"- (A\d+) \(", as_text(letter(notice, notice.holders)))
    assert shown == readings.split()


def test_of_what_is_contested_the_other_reading_is_said_and_all_rights_are_reserved():
    said = said_in(notice_of(X, sale("s", "2006-02-01", 5_000_000, 15_000), ends()))
    assert re.search(r"A25 \(4E\(3\)\): [^.]*\. The other reading is that [^.]*\.", said)
    assert "A10 (4E(3)): what ended unexercised is no longer deemed outstanding. - A11" in said
    assert "reserves all its rights under each" in said


def test_a_switch_that_was_chosen_is_what_the_notice_follows():
    # A23 retained: (33,000 + 3,000) / 12,000,000
    adopted = BASE[0] | {"terms": {"interpretations": {"grant_consideration": "retained"}}}
    notice = adjustment_notice(judge([adopted, *BASE[1:], X, COMES, ends()]).log)
    assert notice.after == Fraction("0.003")
    said = said_in(notice)
    assert re.search(
        r"A23 \(4E\(3\)\): [^.]*\(switch grant_consideration: retained\)\. The other reading is that", said
    )


# -- to whom ----------------------------------------------------------------------------------------------------------

PASSES: Entry = {
    "type": "shares_transferred", "effective": "2006-05-01", "stock": "series_d", "from": "Fund", "to": "New",
    "shares": 900,
}  # fmt: skip


def told(entry: str, holder: str, about: str, **more: Any) -> Entry:
    given = {"type": "notice_sent", "id": entry, "kind": "adjustment", "holder": holder, "about": about}
    return given | {"effective": "2006-04-12"} | more


def test_a_late_step_is_addressed_to_the_holders_of_the_day_on_which_notice_is_given():
    late = ends(on="2006-03-31")
    notice = notice_of(X, PASSES, late)
    assert [(one.holder, one.series_d) for one in notice.holders] == [("Bank", 100), ("New", 900)]
    assert "on the books of the Company on May 1, 2006, not to those of the day of the cause" in said_in(notice)
    again = PASSES | {"effective": "2006-07-01", "from": "New", "to": "Other"}
    by_day = {
        day: [one.holder for one in notice_of(X, PASSES, again, late, given=day).holders]
        for day in map(type(notice.on).fromisoformat, ("2006-06-01", "2006-08-01"))
    }
    assert [*by_day.values()] == [["Bank", "New"], ["Bank", "Other"]]
    in_time = notice_of(X, late, PASSES)
    assert [one.holder for one in in_time.holders] == ["Bank", "Fund"]
    assert not in_time.late


def test_a_late_step_names_the_earlier_notices_that_it_contradicts():
    # with X: (15,000,000 x .0026 + 6,000) / 20,000,000 = .00225; without: (33,000 + 6,000) / 15,000,000 = .0026
    cheap = sale("s", "2006-04-10", 5_000_000, 6_000)
    earlier = [
        told("n1", "Fund", "s", price="0.00225"),
        told("n2", "Bank", "s"),
        told("n3", "Fund", "x", effective="2006-01-12", price="0.0026"),
    ]
    notice = notice_of(X, cheap, *earlier, PASSES, ends(on="2006-03-31"), entry="lapse")
    assert [(one.entry, one.stated, one.now) for one in notice.contradicts] == [
        ("n1", Fraction("0.00225"), Fraction("0.0026")),
        ("n2", None, Fraction("0.0026")),
    ]
    said = said_in(notice)
    assert "n1 2006-04-12 Fund s 0.00225 0.0026" in said
    assert "n2 2006-04-12 Bank s no price 0.0026" in said
    # the price since, as it now is
    assert "2006-04-11 s 4E 0.0026" in said


def test_what_was_told_otherwise_is_told_again_to_the_holders_of_now():
    cheap = sale("s", "2006-04-10", 5_000_000, 6_000)
    notice = notice_of(cheap, told("n1", "Fund", "s", price="0.0025"), PASSES, entry="s")
    assert notice.late
    assert [one.holder for one in notice.holders] == ["Bank", "New"]
    assert [one.entry for one in notice.contradicts] == ["n1"]
    log = judge(
        [*BASE, cheap, told("n1", "Fund", "s", price="0.0025"), PASSES, *sent_entries(notice, notice.register_on)]
    )
    again = adjustment_notice(log.log, entry="s")
    assert [one.notified for one in again.holders] == [notice.register_on] * 2


# -- a right past its term, and numbers -------------------------------------------------------------------------------


def test_a_right_past_its_term_is_never_silent():
    expires = X | {"expires": "2006-02-28"}
    notice = notice_of(expires, sale("s", "2006-03-10", 5_000_000, 6_000))
    # without X: (33,000 + 6,000) / 15,000,000
    said = said_in(notice)
    assert "X ran out on 2006-02-28 and its end is not recorded" in said
    assert "Had it ended then, the price after the close of 2006-03-10 would be 0.0026." in said
    assert "The right X ran out on February 28, 2006, and its end is not recorded" in said.partition("Annex:")[0]
    assert "A66" in notice.readings
    assert "ran out" not in said_in(notice_of(expires))
    later = notice_of(expires, given=dt.date(2006, 3, 1))
    assert "Had it ended then, the price after the close of 2006-03-01 would be 0.0033." in said_in(later)


def test_the_price_had_a_right_ended_is_that_of_the_day_of_the_letter_and_its_share_units():
    expires, reverse = X | {"expires": "2006-02-28"}, SPLIT | {"effective": "2007-01-05"}
    log = log_of(expires, sale("s", "2006-03-10", 5_000_000, 6_000), CONVERTS | {"effective": "2006-04-01"}, reverse)
    # without X: (33,000 + 6,000) / 15,000,000; each 10 shares become 1 only in the year after
    said = said_in(adjustment_notice(log, entry="s", given=dt.date(2006, 4, 1)))
    assert "Had it ended then, the price after the close of 2006-04-01 would be 0.0026." in said
    said = said_in(adjustment_notice(log, entry="s", given=dt.date(2007, 1, 5)))
    assert "Had it ended then, the price after the close of 2007-01-05 would be 0.026." in said
    # on its last day it is not past its term yet
    assert "ran out" not in said_in(adjustment_notice(log, entry="x", given=dt.date(2006, 2, 28)))
    (note,) = recorded_conversion(log).standing
    assert (note.right, note.price_if_ended) == ("X", Fraction("0.0026"))
    assert "the price in effect is 0.0026 (A66)" in " ".join(as_text(form(recorded_conversion(log))).split())


def test_long_numbers_stand_whole_in_the_letter_and_in_groups_in_its_annex():
    given = [
        {
            "type": "distribution_made",
            "id": f"g{n}",
            "effective": "2006-03-01",
            "fair_value": 7,
            "market_price": f"0.01{n}",
        }
        for n in (3, 7, 13, 19, 23, 29)
    ]
    notice = notice_of(*given)
    exact = notice.after.text()
    assert len(exact) > 60
    text = as_text(letter(notice, notice.holders))
    digits = notice.after.short()
    assert f"Conversion Price resulting      ${digits} (exactly: number 1 in the annex)" in text
    numerator, denominator = exact.split("/")
    groups = [one for block in letter(notice, notice.holders) if isinstance(block, Facts) for one in block.pairs]
    found = dict(groups)["1: numerator"]
    assert found.replace(" ", "") == numerator
    assert all(len(group) <= 10 for group in found.split())
    assert denominator in text.replace(" ", "").replace("\n", "")
    # no line ends within a number
    assert not re.search(r"\d\n\s+\d", text.split("Exact numbers")[0])


def test_a_letter_given_after_share_units_changed_says_in_which_its_figures_are():
    # each 10 became 1, and each of these 3: of 10 shares 3
    reverse, forward = SPLIT | {"effective": "2006-05-10"}, SPLIT | {"effective": "2006-06-10", "old": 1, "new": 3}
    log = log_of(X, reverse, forward, ends(on="2006-03-31"))
    units = "Share units here those of January 10, 2006, also of the whole Common; "
    for given, says in (
        (dt.date(2006, 5, 10), f"{units}each 10 shares of Common Stock have become 1 since"),
        (dt.date(2006, 6, 10), f"{units}each 10 shares of Common Stock have become 3 since"),
    ):
        notice = adjustment_notice(log, entry="x", given=given)
        for to in (notice.holders, notice.holders[:1]):
            body = " ".join(as_text(letter(notice, to)).split()).partition("Annex:")[0]
            assert says in body
    assert "Share units" not in said_in(adjustment_notice(log, entry="x", given=dt.date(2006, 5, 9)))
    late = adjustment_notice(log, entry="lapse", given=dt.date(2006, 6, 10))
    assert late.restated_since == Fraction(3, 10)
    tripled = adjustment_notice(log_of(X, forward), entry="x", given=dt.date(2006, 6, 10))
    assert f"{units}each share of Common Stock has become 3 since" in said_in(tripled)


MAIL: Entry = {"type": "address_changed", "effective": "2006-01-02", "holder": "Bank", "address": "1 Main Street"}


def test_the_letter_begins_with_what_it_is_and_ends_with_who_signs():
    blocks = list(letter(notice := notice_of(X, MAIL), notice.holders[:1]))
    ends = next(place for place, one in enumerate(blocks) if isinstance(one, NewPage))
    assert blocks[0] == Letterhead("C")
    assert Heading("Re: Notice of Adjustment of the Conversion Price", 1) in blocks
    assert blocks[ends - 1] == Signature("C", ("By", "Name", "Title"), closing="Very truly yours,")


def test_the_notice_of_a_distribution_to_come_prints_who_determined_what():
    given = DISTRIBUTION | {"id": "g", "determination": BOARD, "market_price_determination": QUOTED}
    notice = event_notice(log_of(given), "dividend")
    said = " ".join(as_text(announced(notice, notice.holders)).split())
    assert "g: the fair value is that of the Board of Directors, in good faith, of 2006-02-27: an appraisal" in said
    assert "g: the Market Price is that of a quotation (the Bulletin Board), of 2006-03-04" in said


def test_no_form_breaks_a_number():
    given = [DISTRIBUTION | {"fair_value": 7, "market_price": f"0.01{n}"} for n in (3, 7, 13, 19, 23, 29)]
    converts = {"type": "series_d_converted", "effective": "2006-03-10", "holder": "Fund", "shares": 7}
    notice = recorded_conversion(log_of(*given, converts))
    text = as_text(form(notice))
    assert f"${notice.price.short()} (exactly: number 1 in the annex)" in text
    assert "1: numerator" in text


def test_totals_that_stand_on_very_many_earlier_ones_are_set_out_too():
    days = [f"2006-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    sales = [sale(f"s{n}", days[n // 2], 1_000, 1) for n in range(600)]
    notice = notice_of(*sales)
    assert len(notice.facts) == 601
    assert [row[1] for row in tables(notice)[1]][:3] == ["open", "s0", "s1"]
