"""The figures of the second edition of the reading as data, and others of the same kind, worked by hand.

In the form of `figures.py`, whose base case (10,000,000 Common, P = .0033, A x B = 33,000) and Option X they use. Where
two holders are wanted: 900 Series D of Fund and 100 of Bank, issued on 7 September 2005. A share of Series D is 3,367
of Common at the first price, so .001 on a share of Common is 3.367 on one of Series D.
"""

import datetime as dt
from fractions import Fraction as F  # noqa: N817
from typing import Any

from .figures import (
    AB,
    MILLION,
    P0,
    Entry,
    Figure,
    base,
    cancelled,
    certificate,
    changed,
    common_before,
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
    series_d,
    split,
    unit,
    waiver,
)

SV = F("11.1111")
A_SHARE = F("3.367")  # on a share of Series D, for .001 on one of Common
A26 = F(26, 10_000)  # the price after Option X


def on(date: str, made: Entry) -> Entry:
    """An entry on another day of 2006: month and day."""
    return made | {"effective": f"2006-{date}"}


def of_2006(date: str) -> dt.date:
    """A day of 2006."""
    return dt.date.fromisoformat(f"2006-{date}")


def fund_and_bank(common: int = 10 * MILLION, authorized: int = 15_000 * MILLION, **switches: Any) -> list[Entry]:
    """900 Series D of Fund and 100 of Bank."""
    return [
        certificate(authorized, **switches),
        common_before(common) | {"holder": "Founders"},
        series_d(900, "Fund", "2005-09-07", "funds"),
        series_d(100, "Bank", "2005-09-07", "banks"),
    ]


def dividend(date: str, per_share: Any, *, record: str | None = None, name: str = "dividend", **more: Any) -> Entry:
    """A cash dividend of 2006, unpaid to Series D."""
    dated = {} if record is None else {"record_date": f"2006-{record}"}
    fields = {"id": name, "per_share": per_share, "series_d": "unpaid"}
    return on(date, entry("cash_dividend_paid", 1, **fields | dated | more))


def stock_dividend(date: str, per_share: Any, *, record: str | None = None, name: str = "stock") -> Entry:
    """A dividend on Common in Common, of 2006."""
    dated = {} if record is None else {"record_date": f"2006-{record}"}
    return on(date, entry("stock_dividend_paid", 1, **{"id": name, "per_share": per_share} | dated))


def accrued_paid(date: str, name: str = "paid", **more: Any) -> Entry:
    """Payment of what was accrued."""
    return on(date, entry("accrued_dividends_paid", 1, id=name, **more))


def passes(date: str, giver: str, taker: str, shares: int, **more: Any) -> Entry:
    """A transfer, of Series D unless `more` says otherwise."""
    fields = {"id": "transfer", "stock": "series_d", "from": giver, "to": taker, "shares": shares}
    return on(date, entry("shares_transferred", 1) | fields | more)


# --- A7: who gets a stock dividend ----------------------------------------------------------------

WINDOW = [  # 1 a share on the record of 5 February, paid on the 20th; a conversion and an issue in between
    *fund_and_bank(),
    on("02-10", converts(1, 100, "Fund")),
    on("02-11", sale(1, MILLION, 10_000) | {"holder": "Buy"}),
    stock_dividend("02-20", 1, record="02-05"),
]
STOCK_DIVIDENDS = [
    Figure(
        "a7_stock_dividend_goes_to_the_holders_of_the_record_date",
        "A7: 10,000,000 paid to Founders, none to Fund (converted in between) or Buy (came in between)",
        WINDOW,
        of_2006("02-20"),
        in_effect=P0 / 2,
        common={"Founders": 20 * MILLION, "Fund": 336_700, "Buy": MILLION},
        common_outstanding=21_336_700,
        clauses=["4F"],
    ),
    Figure(
        "a7_shares_really_paid_out_count_in_a",
        "A7: (21,336,700 x .00165 + 0) / 26,336,700",
        [*WINDOW, on("03-01", sale(1, 5 * MILLION, name="free"))],
        of_2006("03-02"),
        in_effect=F(2_347_037, 1_755_780_000),
    ),
    Figure(
        "a7_two_dividends_of_one_record_date_are_on_one_base",
        "A7: 1 + 6/5 + 4/5 = 3 for one: 3 / 3; 10,000,000 + 12,000,000 + 8,000,000",
        [
            certificate(terms={"conversion_price": 3}),
            common_before(10 * MILLION),
            series_d(1),
            stock_dividend("01-02", "6/5", name="one"),
            stock_dividend("01-02", "4/5", name="two"),
        ],
        jan(2),
        in_effect=F(1),
        common={"public": 30 * MILLION},
        clauses=["4F", "4F"],
    ),
    Figure(
        "a7_paid_on_two_days_on_one_record",
        "A7: after the first 3 / 2.2, after the second 3 / 3",
        [
            certificate(terms={"conversion_price": 3}),
            common_before(10 * MILLION),
            series_d(1),
            stock_dividend("01-10", "6/5", record="01-02", name="one"),
            stock_dividend("01-12", "4/5", record="01-02", name="two"),
        ],
        jan(12),
        in_effect=F(1),
        common={"public": 30 * MILLION},
    ),
    Figure(
        "a7_restated_for_a_split_in_between",
        "A7: 10,000,000 of the record are 5,000,000 at payment: 5,000,000 more; .0033 x 2 / 2",
        [*fund_and_bank(), on("02-10", split(1, 2, 1)), stock_dividend("02-20", 1, record="02-05")],
        of_2006("02-20"),
        in_effect=P0,
        common={"Founders": 10 * MILLION},
    ),
    Figure(
        "a7_one_who_sold_after_the_record_date_gets_it",
        "A7: Founders sold all on the 10th, and get 10,000,000; Buy keeps 10,000,000",
        [
            *fund_and_bank(),
            passes("02-10", "Founders", "Buy", 10 * MILLION, stock="common"),
            stock_dividend("02-20", 1, record="02-05"),
        ],
        of_2006("02-20"),
        common={"Founders": 10 * MILLION, "Buy": 10 * MILLION},
    ),
    Figure(
        "a7_rights_follow",
        "A7, A9: X on 5,000,000 at .001 becomes 10,000,000 at .0005; P .0026 / 2",
        [*base(), option_x(2), stock_dividend("01-20", 1, record="01-10")],
        jan(20),
        in_effect=A26 / 2,
        deemed_issued=F(10 * MILLION),
        rights={"X": (F(10 * MILLION), F(5, 10_000))},
    ),
    Figure(
        "a65_treasury_takes_no_stock_dividend",
        "A65: 10,000,000 become 20,000,000; 4,000,000 in treasury stay",
        [
            *base(),
            entry("opening_balance", 1, id="t", holder="public", treasury=4 * MILLION),
            stock_dividend("01-02", 1),
        ],
        jan(2),
        in_effect=P0 / 2,
        treasury=4 * MILLION,
        common_outstanding=20 * MILLION,
    ),
    Figure(
        "a65_a_split_restates_treasury",
        "A65",
        [*base(), entry("opening_balance", 1, id="t", holder="public", treasury=4 * MILLION), split(2, 1, 2)],
        jan(2),
        treasury=8 * MILLION,
    ),
]

# --- switches and exclusions ----------------------------------------------------------------------

LENDER = option(2, "W", 5 * MILLION, "0.0012", kind="warrant", excluded="C")
NET = exercised(3, "X", 4 * MILLION, withheld=MILLION)
DOLLAR = entry("cash_dividend_paid", 2, id="dividend", per_share="1/3367", series_d="unpaid")  # $1 a share of Series D
SWITCHED = [
    Figure(
        "a14_lender_options_excluded",
        "A14 (b), switch",
        [*base(lender_options="excluded"), LENDER, exercised(3, "W", 5 * MILLION)],
        jan(4),
        in_effect=P0,
        deemed_issued=F(0),
        clauses=[],
    ),
    Figure("a14_lender_options_tested", "A14 (a)", [*base(), LENDER], jan(3), refused=["W"], in_effect=P0),
    Figure(
        "d_without_a_split_is_refused",
        "section 5: limb (D) with no split, stock dividend or ratio on the record",
        [*base(), sale(2, 10 * MILLION, name="free", excluded="D")],
        jan(3),
        refused=["free"],
        in_effect=P0,
    ),
    Figure(
        "d_left_out",
        "4E: 33,000 / 20,000,000",
        [*base(), sale(2, 10 * MILLION, name="free")],
        jan(3),
        in_effect=F(165, 100_000),
    ),
    Figure(
        "d_after_a_split",
        "section 5: on or before its date",
        [*base(), split(2, 1, 2), sale(2, 10 * MILLION, name="rounding", excluded="D")],
        jan(3),
        in_effect=P0 / 2,
        clauses=["4F"],
    ),
    Figure(
        "d_before_a_split",
        "section 5: the split comes a day later",
        [*base(), split(3, 1, 2), sale(2, 10 * MILLION, name="free", excluded="D")],
        jan(3),
        refused=["free"],
    ),
    Figure(
        "a29_net_exercise_ends_what_is_withheld",
        "A29 (a): 4,000,000 for 800 + 4,000",
        [*base(), option_x(2), NET],
        jan(4),
        in_effect=F(27, 10_000),
        deemed_issued=F(0),
        common={"olga": 4 * MILLION},
        common_outstanding=14 * MILLION,
        rights={"X": (F(0), None)},  # type: ignore[dict-item]
        clauses=["4E(1)", "4E(3)"],
    ),
    Figure(
        "a29_net_exercise_exercises_all",
        "A29 (b), switch",
        [*base(net_exercise="exercised"), option_x(2), NET],
        jan(4),
        in_effect=A26,
        deemed_issued=F(0),
        common_outstanding=14 * MILLION,
        clauses=["4E(1)"],
    ),
    Figure(
        "a29_exercised_then_a_sale",
        "A29 (b), switch: what was withheld is neither outstanding nor deemed: (14,000,000 x .0026 + 1,000) / 15,000,000",
        [*base(net_exercise="exercised"), option_x(2), NET, sale(4, MILLION, 1_000)],
        jan(5),
        in_effect=F(36_400 + 1_000, 15 * MILLION),
    ),
    Figure(
        "a29_more_than_outstanding",
        "A29: 4,500,000 and 1,000,000 of 5,000,000",
        [*base(), option_x(2), exercised(3, "X", 4_500_000, withheld=MILLION)],
        jan(4),
        refused=["exercise"],
        in_effect=A26,
    ),
    Figure(
        "a42_stated_value",
        "A42, switch: 1,111.11 / .0033, though $1 a share is accrued",
        [*base(conversion_amount="stated_value"), DOLLAR, converts(3, 100)],
        jan(3),
        common_per_share=F(3_367),
        converted={"conversion": (100, 336_700)},
        preferences={"dana": 899_900 * (SV + 1)},
    ),
    Figure(
        "a47_capped_with_no_room",
        "A47, switch",
        [*base(authorized=10 * MILLION, votes="capped")],
        jan(3),
        votes={"dana": 0},
    ),
    Figure(
        "a47_capped_in_proportion",
        "A47, switch: room 1,000,000; 3,030,300 and 336,700 votes are 9 to 1",
        [*fund_and_bank(authorized=11 * MILLION, votes="capped")],
        jan(3),
        votes={"Fund": 900_000, "Bank": 100_000},
    ),
    Figure(
        "a47_capped_with_enough_room",
        "A47, switch: room 3,367,000 is just enough",
        [*fund_and_bank(authorized=13_367_000, votes="capped")],
        jan(3),
        votes={"Fund": 3_030_300, "Bank": 336_700},
    ),
]

# --- 4E(3): money received, units, the last day ----------------------------------------------------

ON_NOTES = [  # an option on Convertible Securities, all exercised
    *base(),
    option(2, "C", 5 * MILLION, "0.001", 1_000, conversion_price=0),
    exercised(3, "C", 5 * MILLION),
]


def lapsing(*shares_kept: int, **switches: Any) -> list[Entry]:
    """The unit of A6; some warrants are exercised, the rest lapses."""
    taken = [exercised(3, "warrants", shares) for shares in shares_kept]
    return [*base(**switches), *unit(), *taken, lapses(4, "warrants")]


TWO_RIGHTS = [  # 5,000,000 shares with two warrants, worth 5,000 together; W1 was given 3,000 of the money, W2 1,000
    *base(),
    sale(2, 5 * MILLION, transaction="u") | {"consideration": {"cash": 16_500, "additional_rights": 5_000}},
    option(2, "W1", MILLION, "0.01", 3_000, transaction="u"),
    option(2, "W2", MILLION, "0.01", 1_000, transaction="u"),
]
READJUSTED = [
    Figure("a32_before", "A32", ON_NOTES, jan(4), in_effect=A26),
    Figure(
        "a32_exercise_money_was_received_once",
        "A32: 10,000,000 for 1,000 + 5,000 + 0",
        [*ON_NOTES, changed(4, "C", shares=10 * MILLION)],
        jan(5),
        in_effect=F(AB + 1_000 + 5_000, 20 * MILLION),
        deemed_issued=F(10 * MILLION),
    ),
    Figure(
        "a32_part_of_it_converted_before",
        "A32: 1,000,000 for 200 + 1,000 came out; 4,000,000 for 800 + 4,000 become 8,000,000",
        [*ON_NOTES, exercised(4, "C", MILLION, "out"), changed(5, "C", shares=8 * MILLION)],
        jan(6),
        in_effect=F(AB + 1_200 + 4_800, 19 * MILLION),
    ),
    Figure(
        "a32_further_consideration_grows_with_the_shares",
        "A32: 10,000,000 at .0002 more: 1,000 + 2,500 + 2,000",
        [
            *base(),
            option(2, "C", 5 * MILLION, "0.0005", 1_000, conversion_price="0.0002"),
            exercised(3, "C", 5 * MILLION),
            changed(4, "C", shares=10 * MILLION),
        ],
        jan(5),
        in_effect=F(AB + 1_000 + 2_500 + 2_000, 20 * MILLION),
    ),
    Figure(
        "a32_option_with_money_for_the_grant",
        "A32 (a): price and number together: 1,000 + 8,000; the sale at .003 is no trigger",
        [
            *base(),
            option_x(2),
            sale(3, 5 * MILLION, 15_000),
            changed(4, "X", exercise_price="0.001", shares=8 * MILLION, reason="antidilution"),
        ],
        jan(5),
        in_effect=F(AB + 1_000 + 8_000, 18 * MILLION),
    ),
    Figure(
        "a32_note_sold_for_money",
        "A32 (a): sold for 6,000, converts into 8,000,000",
        [*base(), note(2, "N", 5 * MILLION, 6_000), sale(3, 5 * MILLION, 15_000), changed(4, "N", shares=8 * MILLION)],
        jan(5),
        in_effect=F(AB + 6_000, 18 * MILLION),
    ),
    Figure(
        "a24_one_grant_at_its_average_price",
        "A24: 4,000,000 at .0035 is no trigger",
        [*base(), option(2, "W", 4 * MILLION, "0.0035")],
        jan(3),
        in_effect=P0,
    ),
    Figure(
        "a24_two_grants",
        "A24: 2,000,000 at .001 and 2,000,000 at .006, recorded apart",
        [*base(), option(2, "W1", 2 * MILLION, "0.001"), option(2, "W2", 2 * MILLION, "0.006")],
        jan(3),
        in_effect=F(AB + 2_000, 12 * MILLION),
    ),
    Figure(
        "a59_all_warrants_lapse",
        "A59 (a): 16,500 / 5,000,000 = .0033 is no trigger",
        lapsing(),
        jan(5),
        in_effect=P0,
        deemed_issued=F(0),
    ),
    Figure(
        "a59_allocated",
        "A59 (b), switch: the shares stay at 11,500",
        lapsing(unit_lapse="allocated"),
        jan(5),
        in_effect=F(AB + 11_500, 15 * MILLION),
    ),
    Figure(
        "a59_half_lapses",
        "A59: deduction 2,500; half of the warrants for 2,500 + 5,000",
        lapsing(2_500_000),
        jan(5),
        in_effect=F(109, 35_000),
    ),
    Figure(
        "a59_half_lapses_allocated",
        "A59 (b), switch: 11,500 + 2,500 + 5,000",
        lapsing(2_500_000, unit_lapse="allocated"),
        jan(5),
        in_effect=F(AB + 11_500 + 2_500 + 5_000, 17_500_000),
    ),
    Figure(
        "a59_two_rights_before",
        "A59: the shares at 11,500; the warrants (.013, .011) are no trigger",
        TWO_RIGHTS,
        jan(3),
        in_effect=F(AB + 11_500, 15 * MILLION),
    ),
    Figure(
        "a59_in_proportion_to_the_money",
        "A59: W1 takes 3/4 of 5,000 with it: 16,500 - 1,250 stay deducted",
        [*TWO_RIGHTS, lapses(4, "W1")],
        jan(5),
        in_effect=F(AB + 15_250, 15 * MILLION),
        clauses=["4E", "4E(3)"],
    ),
    Figure(
        "a59_in_proportion_to_the_shares",
        "A59: given for nothing; W2, 1,000,000 of 4,000,000, takes 1/4 of 5,000 with it: 16,500 - 3,750",
        [
            *base(),
            TWO_RIGHTS[-3],
            option(2, "W1", 3 * MILLION, "0.01", transaction="u"),
            option(2, "W2", MILLION, "0.01", transaction="u"),
            lapses(4, "W2"),
        ],
        jan(5),
        in_effect=F(AB + 12_750, 15 * MILLION),
    ),
    Figure(
        "a59_no_right_in_the_transaction",
        "A59: nothing to lapse: the deduction stays",
        [
            *base(),
            TWO_RIGHTS[-3],
            option(2, "other", MILLION, "0.01", 3_000),
            lapses(4, "other"),
        ],
        jan(5),
        in_effect=F(AB + 11_500, 15 * MILLION),
    ),
    Figure(
        "a23_retained_money_of_an_amended_legacy_right",
        "A23 (b), switch: 7,000,000 for 6,000; 4,000,000 repurchased; 3,000,000 come out for 6,000 + 300",
        [
            certificate(grant_consideration="retained"),
            common_before(10 * MILLION),
            option(1, "legacy", 7 * MILLION, "0.004", 6_000) | {"effective": "2005-09-10"},
            series_d(900_000),
            changed(2, "legacy", exercise_price="0.0001"),
            entry("right_terminated", 3, id="back", right="legacy", shares=4 * MILLION, reason="repurchased"),
            exercised(4, "legacy", 3 * MILLION),
        ],
        jan(5),
        in_effect=F(AB + 6_000 + 300, 13 * MILLION),
    ),
    Figure(
        "a62_exercise_on_the_last_day_recorded_after_the_lapse",
        "A62",
        [*base(), option_x(2), lapses(4, "X"), exercised(4, "X", 5 * MILLION)],
        jan(5),
        in_effect=A26,  # the lapse is of all that is left at the close, which is nothing
        common={"olga": 5 * MILLION},
        clauses=["4E(1)"],
    ),
    Figure(
        "a62_exercise_of_part_on_the_last_day",
        "A62, A22: 2,000,000 for 2,400",
        [*base(), option_x(2), lapses(4, "X"), exercised(4, "X", 2 * MILLION)],
        jan(5),
        in_effect=F(AB + 2_400, 12 * MILLION),
        clauses=["4E(1)", "4E(3)"],
    ),
    Figure(
        "a62_not_so_for_a_cancellation",
        "A62: an expiry alone; a cancellation takes its place in the day as recorded",
        [*base(), option_x(2), cancelled(4, "X"), exercised(4, "X", 5 * MILLION)],
        jan(5),
        refused=["exercise"],
        in_effect=P0,
    ),
    Figure(
        "a63_back_to_the_grant_of_the_option",
        "A63: 5,000,000 at .004, no trigger; a sale at .003; the security's price cut to .0002, in all .0012 at the grant",
        [
            *base(),
            option(2, "C", 5 * MILLION, "0.001", conversion_price="0.003"),
            exercised(3, "C", 5 * MILLION),
            sale(4, 5 * MILLION, 15_000),
            changed(5, "C", conversion_price="0.0002"),
        ],
        jan(6),
        in_effect=F(AB + 6_000, 15 * MILLION),
        clauses=["4E", "4E(3)"],
    ),
    Figure(
        "a67_repriced_to_zero",
        "A67: 1,000 for 5,000,000; the sale at .0026 is no trigger",
        [*base(), option_x(2), sale(3, 5 * MILLION, 13_000), changed(4, "X", exercise_price=0)],
        jan(5),
        in_effect=F(AB + 1_000, 15 * MILLION),
    ),
    Figure(
        "a67_cancelled_and_granted_again",
        "A67: without X the sale at .0026 triggers; then 1,000 for 5,000,000 more: .00235",
        [
            *base(),
            option_x(2),
            sale(3, 5 * MILLION, 13_000),
            cancelled(4, "X"),
            option(4, "again", 5 * MILLION, 0, 1_000),
        ],
        jan(5),
        in_effect=F(AB + 13_000 + 1_000, 20 * MILLION),
        clauses=["4E(1)", "4E(3)", "4E(1)"],
    ),
    Figure(
        "a38_rights_below_the_price_fall_under_4e",
        "A38: 5,000,000 rights at .0032: (33,000 + 16,000) / 15,000,000",
        [*base(), option(2, "rights", 5 * MILLION, "0.0032", kind="right")],
        jan(3),
        in_effect=F(AB + 16_000, 15 * MILLION),
        clauses=["4E(1)"],
    ),
    Figure(
        "a71_shares_of_a_rescinded_issue_are_acquired",
        "A71: the trigger stands; the shares go to treasury",
        [
            *base(),
            sale(2, 5 * MILLION, 6_000),
            entry("treasury_acquired", 3, id="back", holder="buyer", shares=5 * MILLION),
        ],
        jan(4),
        in_effect=A26,
        treasury=5 * MILLION,
        clauses=["4E"],
    ),
    Figure(
        "a70_on_credit",
        "A70: a promise worth 6,000",
        [*base(), sale(2, 5 * MILLION) | {"consideration": {"property": 6_000}}],
        jan(3),
        in_effect=A26,
    ),
    Figure(
        "a24_blended_and_deemed_shares_in_between",
        "A24, A20: blended .0035 is no trigger, so nothing of Z is in A when 5,000,000 come for nothing on day 5: "
        "the 2,000,000 at .001 (2,000), then 12,000,000 x P + 0 over 17,000,000",
        [
            *base(tranche_test="blended"),
            option(2, "Z", 4 * MILLION, "0.001"),
            exercised(3, "Z", 2 * MILLION),
            changed(4, "Z", exercise_price="0.006"),
            sale(5, 5 * MILLION, name="free"),
        ],
        jan(6),
        in_effect=F(AB + 2_000, 17 * MILLION),
    ),
    Figure(
        "a72_served_out_of_treasury",
        "A72, A9: the exercise changes nothing: 6,000,000 deemed or out",
        [
            *base(authorized=10 * MILLION),
            entry("treasury_acquired", 2, id="bought", holder="public", shares=6 * MILLION),
            option(3, "X", 5 * MILLION, "0.001", 1_000),
            exercised(4, "X", 5 * MILLION),
        ],
        jan(5),
        # A = 4,000,000: 13,200 + 6,000 over 9,000,000
        in_effect=F(13_200 + 6_000, 9 * MILLION),
        treasury=MILLION,
        clauses=["4E(1)"],
    ),
]
EXPIRING = option_x(10, expires="2006-06-30")
PAST = [
    Figure("a66_on_its_last_day", "A66", [*base(), EXPIRING], of_2006("06-30"), in_effect=A26, past_its_term={}),
    Figure(
        "a66_past_its_term",
        "A66: without X .0033",
        [*base(), EXPIRING],
        of_2006("07-05"),
        in_effect=A26,
        past_its_term={"X": P0},
    ),
    Figure(
        "a66_of_that_right_alone",
        "A66: X and Y alike, both past: without the one, the other: (33,000 + 6,000) / 15,000,000",
        [*base(), EXPIRING, option(11, "Y", 5 * MILLION, "0.0012", expires="2006-06-30")],
        of_2006("07-05"),
        # (15,000,000 x .0026 + 6,000) / 20,000,000
        in_effect=F(39_000 + 6_000, 20 * MILLION),
        past_its_term={"X": A26, "Y": A26},
    ),
    Figure(
        "a66_what_was_exercised_stays",
        "A66, A22: 2,000,000 for 2,400",
        [*base(), EXPIRING, exercised(20, "X", 2 * MILLION)],
        of_2006("07-05"),
        past_its_term={"X": F(AB + 2_400, 12 * MILLION)},
    ),
    Figure(
        "a66_matures",
        "A66: a note of 5,000,000 for 6,000",
        [*base(), note(10, "N", 5 * MILLION, 6_000, matures="2006-03-01")],
        of_2006("03-02"),
        in_effect=A26,
        past_its_term={"N": P0},
    ),
    Figure(
        "a66_ended_after_all",
        "A66",
        [*base(), EXPIRING, on("06-30", lapses(1, "X"))],
        of_2006("07-05"),
        in_effect=P0,
        past_its_term={},
    ),
]

# --- 4H and section 2 -------------------------------------------------------------------------------

SOLD = sale(2, 5 * MILLION, 14_000)
PAID_OUT = distribution(2, 20_000, "0.01")
UNPAID_IN_KIND = PAID_OUT | {"series_d": "unpaid"}
DISTRIBUTED = [
    Figure(
        "a36_with_provision_the_price_stands",
        "A36",
        [*base(), distribution(2, 100_000, "0.01") | {"provision": "Series D takes part"}, sale(5, 5 * MILLION, 6_000)],
        jan(3),
        in_effect=P0,
        undetermined="distribution",
    ),
    Figure(
        "a36_on_the_day_itself",
        "A36: every later price",
        [*base(), distribution(2, 120_000, "0.01") | {"provision": "none"}],
        jan(2),
        in_effect=P0,
        undetermined=None,
    ),
    Figure(
        "a36_without_provision", "A36", [*base(), distribution(2, 100_000, "0.01")], jan(3), refused=["distribution"]
    ),
    Figure(
        "a61_distribution_first",
        "A61: (33,000 + 14,000) / 15,000,000 x .8",
        [*base(), PAID_OUT, SOLD],
        jan(3),
        in_effect=F(47, 18_750),
        clauses=["4E", "4H"],
    ),
    Figure("a61_sale_first", "A61", [*base(), SOLD, PAID_OUT], jan(3), in_effect=F(47, 18_750), clauses=["4E", "4H"]),
    Figure(
        "a61_with_an_expiry_of_the_day",
        "A61, A62: the lapse, then the factor: .0033 x .8",
        [*base(), option_x(1), PAID_OUT, lapses(2, "X")],
        jan(3),
        in_effect=P0 * F(8, 10),
        clauses=["4E(1)", "4E(3)", "4H"],
    ),
    Figure(
        "a61_two_of_one_day",
        "A61: N is 10,000,000 for both: .8 and .9",
        [*base(), PAID_OUT, distribution(2, 10_000, "0.01", "second")],
        jan(3),
        in_effect=P0 * F(72, 100),
    ),
    Figure(
        "a61_split_between",
        "A61: .8 of .033",
        [*base(), PAID_OUT, split(2, 10, 1)],
        jan(2),
        in_effect=F(33, 1_000),
        after_close=F(33, 1_000) * F(8, 10),
    ),
    Figure(
        "a39_in_kind_accrues",
        "A39: 20,000 over 10,000,000 is .002; 3,367 of it are 6.734",
        [*fund_and_bank(), UNPAID_IN_KIND],
        jan(2),
        accruals={"Fund": [(F("6.734"), 900)], "Bank": [(F("6.734"), 100)]},
        due={"distribution": {"Fund": F("6060.6"), "Bank": F("673.4")}},
        after_close=P0 * F(8, 10),
    ),
    Figure(
        "a39_in_kind_paid",
        "A39: due all the same, nothing accrues",
        [*fund_and_bank(), PAID_OUT],
        jan(2),
        accruals={"Fund": [(F(0), 900)]},
        due={"distribution": {"Fund": F("6060.6"), "Bank": F("673.4")}},
    ),
    Figure(
        "a39_over_the_shares_of_the_record_date",
        "A39: .002 for 10,000,000 of the record, though 15,000,000 are out; 4H counts those: 130,000 / 150,000",
        [
            *fund_and_bank(),
            on("03-05", sale(1, 5 * MILLION, 100_000)),
            on("03-09", UNPAID_IN_KIND | {"record_date": "2006-03-01"}),
        ],
        of_2006("03-09"),
        due={"distribution": {"Fund": F("6060.6"), "Bank": F("673.4")}},
        accruals={"Fund": [(F("6.734"), 900)]},
        after_close=P0 * F(13, 15),
    ),
    Figure(
        "s7_cash_not_out_of_earnings",
        "section 7: .002 of .01: x .8, and section 2 once: 900 x 3,367 x .002",
        [
            *fund_and_bank(),
            dividend("01-02", "0.002", out_of_earnings=False, market_price="0.01", series_d="paid"),
        ],
        jan(3),
        in_effect=F(264, 100_000),
        due={"dividend": {"Fund": F("6060.6"), "Bank": F("673.4")}},
        accruals={"Fund": [(F(0), 900)]},
        clauses=["4H"],
    ),
    Figure(
        "s7_cash_of_the_whole_market_price",
        "A36",
        [*base(), dividend("01-02", "0.01", out_of_earnings=False, market_price="0.01")],
        jan(3),
        refused=["dividend"],
    ),
    Figure(
        "s7_cash_out_of_earnings_is_no_distribution",
        "4H's bracket",
        [*base(), dividend("01-02", "0.002", out_of_earnings=True)],
        jan(3),
        in_effect=P0,
        clauses=[],
    ),
]

# --- A60: accrued dividends belong to the shares that were held ------------------------------------

BETWEEN = [  # .001 a share on the record of 5 February; Fund converts 100 on the 10th; unpaid on the 20th
    *fund_and_bank(),
    on("02-10", converts(1, 100, "Fund")),
    dividend("02-20", "0.001", record="02-05"),
]
TWO_ACCRUALS = [  # Fund: 900 with 3.367, then 100 from Late with nothing
    *fund_and_bank(),
    dividend("02-05", "0.001"),
    series_d(100, "Late", "2006-02-10", "late"),
    passes("02-11", "Late", "Fund", 100),
]
ACCRUED = [
    Figure(
        "a60_issued_after_the_record_date",
        "A60: 100,000 x 11.1111 = 1,111,110; Fund 900 x 14.4781",
        [*fund_and_bank(), dividend("02-05", "0.001"), series_d(100_000, "Late", "2006-02-10", "late")],
        of_2006("02-10"),
        preferences={"Late": F(1_111_110), "Fund": 900 * (SV + A_SHARE), "Bank": 100 * (SV + A_SHARE)},
        by_accrual=[(A_SHARE, 1_000), (F(0), 100_000)],
        common_per_share=(SV + A_SHARE) / P0,
    ),
    Figure(
        "a60_converted_between_record_and_payment",
        "A60: 900 x 3.367 = 3,030.30 due, of it 336.70 a debt; 800 carry 3.367",
        BETWEEN,
        of_2006("02-20"),
        due={"dividend": {"Fund": F("3030.3"), "Bank": F("336.7")}},
        debts={"Fund": F("336.7")},
        accruals={"Fund": [(A_SHARE, 800)], "Bank": [(A_SHARE, 100)]},
        preferences={"Fund": 800 * (SV + A_SHARE)},
    ),
    Figure(
        "a60_debt_paid_with_the_accrued",
        "A60: Fund 2,693.60 and 336.70",
        [*BETWEEN, accrued_paid("03-20")],
        of_2006("03-20"),
        payments={"paid": {"Fund": (F("2693.6"), F("336.7")), "Bank": (F("336.7"), F(0))}},
        debts={},
        accruals={"Fund": [(F(0), 800)]},
    ),
    Figure(
        "a60_part_payment",
        "A60: 1 a share: 800 + 100, and 100 on the debt",
        [*BETWEEN, accrued_paid("03-20", per_share=1)],
        of_2006("03-20"),
        payments={"paid": {"Fund": (F(800), F(100)), "Bank": (F(100), F(0))}},
        debts={"Fund": F("236.7")},
        accruals={"Fund": [(F("2.367"), 800)], "Bank": [(F("2.367"), 100)]},
    ),
    Figure(
        "a60_part_payment_of_two_dividends",
        "A60: 2 x 3.367 are due on each share that Fund converted; 4 pay the first and .633 of the second, once",
        [*BETWEEN, dividend("02-20", "0.001", record="02-05", name="second"), accrued_paid("03-20", per_share=4)],
        of_2006("03-20"),
        payments={"paid": {"Fund": (F(3_200), F(400)), "Bank": (F(400), F(0))}},
        debts={"Fund": F("273.4")},
        accruals={"Fund": [(F("2.734"), 800)], "Bank": [(F("2.734"), 100)]},
    ),
    Figure(
        "a60_goes_with_the_shares",
        "A60: Buy has what was accrued on Bank's",
        [*fund_and_bank(), dividend("02-05", "0.001"), passes("02-10", "Bank", "Buy", 40)],
        of_2006("02-10"),
        accruals={"Bank": [(A_SHARE, 60)], "Buy": [(A_SHARE, 40)]},
    ),
    Figure(
        "a60_passed_on_between_record_and_payment",
        "A60: due to Bank, who held them; accrues to the shares, which Buy has",
        [*fund_and_bank(), passes("02-10", "Bank", "Buy", 100), dividend("02-20", "0.001", record="02-05")],
        of_2006("02-20"),
        due={"dividend": {"Fund": F("3030.3"), "Bank": F("336.7")}},
        accruals={"Fund": [(A_SHARE, 900)], "Buy": [(A_SHARE, 100)]},
        debts={},
    ),
    Figure(
        "a60_passed_on_and_converted_in_between",
        "A60: a debt to who held them on the record date",
        [
            *fund_and_bank(),
            passes("02-10", "Bank", "Buy", 100),
            on("02-12", converts(1, 30, "Buy")),
            dividend("02-20", "0.001", record="02-05"),
        ],
        of_2006("02-20"),
        accruals={"Buy": [(A_SHARE, 70)]},
        debts={"Bank": 30 * A_SHARE},
    ),
    Figure(
        "a60_the_oldest_move_first",
        "A60: Fund has 900 with 3.367 and 100 with nothing; 850 pass: 50 and 100 stay",
        [*TWO_ACCRUALS, passes("02-12", "Fund", "Buy", 850, id="again")],
        of_2006("02-12"),
        accruals={"Fund": [(A_SHARE, 50), (F(0), 100)], "Buy": [(A_SHARE, 850)]},
    ),
    Figure(
        "a60_the_oldest_convert_first",
        "A60, A42: 900 x 14.4781 + 50 x 11.1111 = 13,585.845; / .0033 = 4,116,922.7",
        [*TWO_ACCRUALS, on("02-12", converts(1, 950, "Fund"))],
        of_2006("02-12"),
        converted={"conversion": (950, 4_116_922)},
        accruals={"Fund": [(F(0), 50)]},
    ),
    Figure(
        "a60_each_share_accrues_on_its_own_preference",
        "A60: .001 again: (11.1111 + 3.367) / .0033 x .001 on the old, 3.367 on the new",
        [*TWO_ACCRUALS, dividend("02-20", "0.001", name="second")],
        of_2006("02-20"),
        accruals={
            "Fund": [(A_SHARE + (SV + A_SHARE) / P0 / 1000, 900), (A_SHARE, 100)],
            "Bank": [(A_SHARE + (SV + A_SHARE) / P0 / 1000, 100)],
        },
    ),
    Figure(
        "a64_paid_floored_accruing_unrounded",
        "A64: at $33 100 Series D are 33.67 of Common: paid on 33, accruing .3367 a share",
        [*base(100), split(2, 10_000, 1, common_authorized=1_000), dividend("01-03", 1)],
        jan(3),
        due={"dividend": {"dana": F(33)}},
        accruals={"dana": [(F("0.3367"), 100)]},
    ),
    Figure(
        "a50_nothing_on_another_class",
        "A50, A53: nothing due, nothing accrues",
        [*fund_and_bank(), dividend("01-03", 1, dividend_on="Series A")],
        jan(3),
        accruals={"Fund": [(F(0), 900)]},
        notices={"dividend": []},
    ),
]

LIQUIDATED = [
    Figure(
        "s3_short_assets_pro_rata",
        "3: 5,000,000 x 9,999,990 / 14,999,990 beside a class due 5,000,000",
        base(),
        jan(2),
        assets=F(5_000_000),
        parity=F(5_000_000),
        gets={"dana": (5_000_000 * F(9_999_990, 14_999_990), F(0)), "public": (F(0), F(0))},
    ),
    Figure(
        "s3_each_its_own_preference",
        "3, A60: 13,030.29 of Fund, 1,447.81 of Bank, 1,111.11 of Late; 10,000 are left to 10,000,000 of Founders",
        [*fund_and_bank(), dividend("02-05", "0.001"), series_d(100, "Late", "2006-02-10", "late")],
        of_2006("02-10"),
        assets=F("25589.21"),
        gets={
            "Fund": (F("13030.29"), F(0)),
            "Bank": (F("1447.81"), F(0)),
            "Late": (F("1111.11"), F(0)),
            "Founders": (F(0), F(10_000)),
        },
    ),
    Figure(
        "s3_debts_have_no_preference",
        "3, A60: 800 x 14.4781 = 11,582.48, and nothing for the 336.70; the rest to 10,336,700 of Common",
        BETWEEN,
        of_2006("02-20"),
        assets=F("11582.48") + F("1447.81") + F(103_367),
        gets={"Fund": (F("11582.48"), F(3_367)), "Bank": (F("1447.81"), F(0)), "Founders": (F(0), F(100_000))},
    ),
]

# --- A46 and A8: what was delivered stays ------------------------------------------------------------

JUST_ENOUGH = [
    *fund_and_bank(200 * MILLION),
    on("03-10", split(1, 10_000, 1, common_authorized=20_336)),
]
DELIVERED = [
    Figure(
        "a46_just_enough",
        "A46: 20,000 and 303 and 33",
        JUST_ENOUGH,
        of_2006("03-10"),
        automatic={"Fund": (900, 303), "Bank": (100, 33)},
        common_outstanding=20_336,
    ),
    Figure(
        "a8_automatic_deliveries_stay",
        "A8: with 3.367 accrued 13,030.29 / 33 = 394.86 and 1,447.81 / 33 = 43.87 would have been due",
        [*JUST_ENOUGH, dividend("03-02", "0.001")],
        of_2006("03-10"),
        automatic={"Fund": (900, 303), "Bank": (100, 33)},
        entitled={"series_d_auto_converted-6": 43, "series_d_auto_converted-7": 394},
        series_d={"Fund": 0, "Bank": 0},
        common={"Founders": 20_000, "Fund": 303, "Bank": 33},
        common_outstanding=20_336,
    ),
]

# --- consents, waivers -------------------------------------------------------------------------------

SENIOR = entry("protected_action_taken", 3, id="senior", action="E", kind="senior_or_parity_stock")
DEAR = sale(2, MILLION, 10_000, "dear")  # at .01: moves nothing
ASSUMED = option(2, "taken-over", 5 * MILLION, "0.0012", assumed=True)
CONSENTED = [
    Figure(
        "s6_despite",
        "section 5: recorded all the same, and stands as done without consent",
        [*base(), SENIOR | {"despite": "closed on 3 January"}],
        jan(3),
        without_consent=["senior"],
    ),
    Figure(
        "s6_despite_where_the_consent_is_there",
        "section 5",
        [*base(), consent(2, "E"), SENIOR | {"despite": "to be safe"}],
        jan(3),
        without_consent=[],
    ),
    Figure(
        "a52_what_moved_nothing_by_a_majority",
        "A52: 450,001 of 900,000, a day later",
        [*base(), DEAR, consent(3, "w", shares=450_001), waiver(4, "w", "dear")],
        jan(5),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a52_what_moved_nothing_by_less",
        "A52",
        [*base(), DEAR, consent(3, "w", shares=450_000), waiver(4, "w", "dear")],
        jan(5),
        refused=["waiver"],
    ),
    Figure(
        "a52_a_right_not_tested_at_its_grant",
        "A52: waived by a majority before it is exercised: its shares are never tested",
        [
            *base(),
            ASSUMED,
            consent(3, "w", shares=450_001),
            waiver(4, "w", "taken-over"),
            exercised(5, "taken-over", 5 * MILLION),
        ],
        jan(6),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a52_after_its_shares_have_moved_the_price",
        "A52: what came out of it moved the price: all",
        [
            *base(),
            ASSUMED,
            exercised(3, "taken-over", 5 * MILLION),
            consent(4, "w", shares=450_001),
            waiver(5, "w", "taken-over"),
        ],
        jan(6),
        refused=["waiver"],
        in_effect=A26,
    ),
    Figure(
        "a52_moved_by_a_readjustment",
        "A52, A25: when X ends the sale at .003 has moved the price after all",
        [
            *base(),
            option_x(2),
            sale(3, 5 * MILLION, 15_000),
            cancelled(4, "X"),
            consent(5, "w", shares=450_001),
            waiver(5, "w", "sale"),
        ],
        jan(6),
        refused=["waiver"],
        in_effect=F(AB + 15_000, 15 * MILLION),
    ),
    Figure(
        "a52_consent_without_a_number",
        "A52: for the 400,000 held when it was given, not for the 600,000 held at the act: of 1,000 more, no majority",
        [
            *base(400_000),
            series_d(400_000, "eve", name="eves"),
            consent(1, "E"),
            passes("01-02", "eve", "dana", 200_000),
            SENIOR,
        ],
        jan(3),
        refused=["senior"],
    ),
    Figure(
        "a69_within_the_designated_number",
        "A69: asks no consent",
        [*base(1_000), series_d(899_000, "eve", "2006-01-02", "more")],
        jan(2),
        series_d={"eve": 899_000},
    ),
]

# --- A53: notices --------------------------------------------------------------------------------------

MORE_NOTICE = [
    on("04-01", consent(1, "n", "Fund")),
    on("04-02", entry("terms_amended", 1, id="amended", action="n", term="notice_days", value=30)),
]
TOLD = [
    Figure(
        "a53_an_amendment_does_not_reach_back",
        "A53: 20 March less 15 days; the 30 days are of April",
        [*fund_and_bank(), dividend("03-20", "0.001"), *MORE_NOTICE],
        of_2006("04-10"),
        due_on={"dividend": of_2006("03-05")},
    ),
    Figure(
        "a53_the_terms_of_the_day_on_which_notice_fell",
        "A53: 20 May less 30 days is 20 April, under the 30 days of 2 April",
        [*fund_and_bank(), *MORE_NOTICE, dividend("05-20", "0.001")],
        of_2006("05-20"),
        due_on={"dividend": of_2006("04-20")},
    ),
    Figure(
        "a53_what_became_known_later_is_told_to_the_holders_of_then",
        "section 7, item 6: X lapsed on 31 March, as became known after Fund had sold to New on 1 May",
        [*fund_and_bank(), option_x(10), passes("05-01", "Fund", "New", 900), on("03-31", lapses(1, "X"))],
        of_2006("05-02"),
        in_effect=P0,
        notices={"adjustment": [("X", "Bank"), ("X", "Fund"), ("lapse", "Bank"), ("lapse", "New")]},
    ),
    Figure(
        "a53_no_certificate_where_nothing_is_given",
        "A53: one Series D at $33 gives none",
        [*base(), split(2, 10_000, 1, common_authorized=2_000), converts(3, 1, name="none"), converts(3, 100)],
        jan(4),
        notices={"certificate": [("conversion", "dana")]},
        due_on={"conversion": (jan(3), 5)},
    ),
    Figure(
        "a53_certificate_is_due_to_the_holder",
        "A53, 4C: whoever is registered; from the surrender, if that is later",
        [*base(), converts(3, 100, register_to="carl", surrendered="2006-01-06")],
        jan(9),
        common={"carl": 336_700},
        notices={"certificate": [("conversion", "dana")]},
        due_on={"conversion": (jan(6), 5)},
    ),
]

SECOND_EDITION_FIGURES = [
    *STOCK_DIVIDENDS,
    *SWITCHED,
    *READJUSTED,
    *PAST,
    *DISTRIBUTED,
    *ACCRUED,
    *LIQUIDATED,
    *DELIVERED,
    *CONSENTED,
    *TOLD,
]
