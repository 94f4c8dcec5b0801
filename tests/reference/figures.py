"""The figures of the reading as data: journals, and what must come out, worked by hand.

Each expected price is written as the arithmetic of the reading: money over shares. The base case is that of its
section 0: 10,000,000 Common outstanding, P = .0033, so A x B = 33,000. Option X: 5,000,000 shares, strike .001, $1,000
for the grant, 6,000 in all. Any implementation can be put to these cases; nothing here refers to one.
"""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction as F  # noqa: N817
from typing import Any

Entry = dict[str, Any]

MILLION = 1_000_000
AB = 33_000  # A x B of the base case, in dollars
X_MONEY = 6_000  # what Option X brings: 1,000 for the grant, 5,000 on exercise
P0 = F(33, 10_000)
RATE0 = 3_367  # 11.1111 / .0033


@dataclass(frozen=True)
class Figure:
    """A journal, a date, and what must be so then. What is None or empty is not asked."""

    name: str  # begins with the number of the reading, in small letters
    reading: str
    entries: list[Entry]
    on: dt.date
    in_effect: F | None = None  # price for conversions on the date
    after_close: F | None = None
    common_per_share: F | None = None
    converted: dict[str, tuple[int, int]] = field(default_factory=dict)  # conversion -> (Series D, Common delivered)
    entitled: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)  # ids of the entries that are refused; all others are accepted
    series_d: dict[str, int] = field(default_factory=dict)  # holder -> balance
    common: dict[str, int] = field(default_factory=dict)
    votes: dict[str, int] = field(default_factory=dict)
    common_outstanding: int | None = None
    treasury: int | None = None
    deemed_issued: F | None = None
    rights: dict[str, tuple[F, F]] = field(default_factory=dict)  # right -> (outstanding, exercise price)
    clauses: list[str] | None = None  # the clause of every step, in order
    automatic: dict[str, tuple[int, int]] = field(default_factory=dict)  # holder -> (Series D, Common) by second 4L
    # asked of the second edition alone
    accruals: dict[str, list[tuple[F, int]]] = field(default_factory=dict)  # holder -> (accrued per share, shares)
    by_accrual: list[tuple[F, int]] = field(default_factory=list)  # (accrued per share, shares)
    preferences: dict[str, F] = field(default_factory=dict)  # holder -> Liquidation Preference of all it has
    debts: dict[str, F] | None = None  # holder -> owed on shares that are converted
    due: dict[str, dict[str, F]] = field(default_factory=dict)  # dividend -> holder -> money or value
    payments: dict[str, dict[str, tuple[F, F]]] = field(default_factory=dict)  # payment -> holder -> (accrued, debt)
    past_its_term: dict[str, F] | None = None  # right -> the price in effect if it had ended
    undetermined: str | None = None  # the distribution since which the price in effect is not determined
    without_consent: list[str] = field(default_factory=list)
    assets: F | None = None  # shared out in a liquidation, beside `parity`
    parity: F = F(0)
    gets: dict[str, tuple[F, F]] = field(default_factory=dict)  # holder -> for its Series D, for its Common
    notices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # kind -> (about, holder)
    due_on: dict[str, Any] = field(default_factory=dict)  # entry -> when its notice or certificate is due


# --- words to write journals with ---------------------------------------------------------------


def jan(day: int) -> dt.date:
    """A day of January 2006: the days of the examples."""
    return dt.date(2006, 1, day)


def entry(kind: str, day: int, /, **fields: Any) -> Entry:
    """One entry, on a day of January 2006."""
    return {"type": kind, "effective": jan(day).isoformat(), **fields}


def certificate(authorized: int = 200_000 * MILLION, *, terms: Entry | None = None, **switches: Any) -> Entry:
    """The certificate, with its switches."""
    made: Entry = {
        "type": "certificate_adopted",
        "id": "certificate",
        "effective": "2005-09-06",
        "company": "Example Corp",
        "common_authorized": authorized,
    }
    all_terms = dict(terms or {})
    if switches:
        all_terms["interpretations"] = switches
    return made | ({"terms": all_terms} if all_terms else {})


def common_before(shares: int) -> Entry:
    """Common of the opening position."""
    return {"type": "opening_balance", "id": "opening", "effective": "2005-09-06", "holder": "public", "common": shares}


def series_d(shares: int, holder: str = "dana", on: str = "2005-10-03", name: str = "first-d") -> Entry:
    """An issue of Series D."""
    return {"type": "series_d_issued", "id": name, "effective": on, "holder": holder, "shares": shares}


def base(d_shares: int = 900_000, authorized: int = 200_000 * MILLION, **switches: Any) -> list[Entry]:
    """The base case."""
    return [certificate(authorized, **switches), common_before(10 * MILLION), series_d(d_shares)]


def sale(day: int, shares: int, cash: Any = None, name: str = "sale", **more: Any) -> Entry:
    """A sale of Common for so much money in all."""
    paid = {} if cash is None else {"consideration": {"cash": cash}}
    return entry("common_issued", day, id=name, holder="buyer", shares=shares, **paid, **more)


def option(day: int, right: str, shares: int, strike: Any, cash: Any = None, **more: Any) -> Entry:
    """A grant of an option; its id is its name."""
    paid = {} if cash is None else {"consideration": {"cash": cash}}
    fields = {"id": right, "right": right, "holder": "olga", "shares": shares, "exercise_price": strike}
    return entry("option_granted", day, **fields | paid | more)


def note(day: int, right: str, shares: int, cash: Any = None, **more: Any) -> Entry:
    """An issue of a convertible note."""
    paid = {} if cash is None else {"consideration": {"cash": cash}}
    fields = {"id": right, "right": right, "holder": "lender", "shares": shares}
    return entry("convertible_issued", day, **fields | paid | more)


def option_x(day: int, **more: Any) -> Entry:
    """Option X of the reading."""
    return option(day, "X", 5 * MILLION, "0.001", 1000, **more)


def exercised(day: int, right: str, shares: int, name: str = "exercise", **more: Any) -> Entry:
    """An exercise."""
    return entry("right_exercised", day, id=name, right=right, shares=shares, **more)


def changed(day: int, right: str, name: str = "change", **terms: Any) -> Entry:
    """A change of terms."""
    return entry("right_changed", day, id=name, right=right, **terms)


def lapses(day: int, right: str, name: str = "lapse", **more: Any) -> Entry:
    """The end of a right."""
    return entry("right_terminated", day, id=name, right=right, reason="expired", **more)


def cancelled(day: int, right: str, name: str = "cancellation", **more: Any) -> Entry:
    """The end of a right before its time."""
    return entry("right_terminated", day, id=name, right=right, reason="cancelled", **more)


def converts(day: int, shares: int, holder: str = "dana", name: str = "conversion", **more: Any) -> Entry:
    """A conversion of Series D."""
    return entry("series_d_converted", day, id=name, holder=holder, shares=shares, **more)


def split(day: int, old: int, new: int, name: str = "split", **more: Any) -> Entry:
    """A split."""
    return entry("common_split", day, id=name, old=old, new=new, **more)


def distribution(day: int, fair_value: Any, market_price: Any, name: str = "distribution") -> Entry:
    """A distribution under 4H."""
    return entry("distribution_made", day, id=name, fair_value=fair_value, market_price=market_price)


def consent(day: int, action: str, holder: str = "dana", name: str = "consent", **more: Any) -> Entry:
    """A consent."""
    return entry("consent_given", day, id=name, holder=holder, action=action, **more)


def waiver(day: int, action: str, waived: str, name: str = "waiver") -> Entry:
    """A waiver of one adjustment."""
    return entry("adjustment_waived", day, id=name, action=action, entry=waived)


LEGACY = {
    "type": "option_granted",
    "id": "legacy",
    "effective": "2005-09-10",
    "right": "legacy",
    "holder": "olga",
    "shares": 5 * MILLION,
    "exercise_price": "0.004",
}


def with_legacy() -> list[Entry]:
    """The base case with a legacy option on 5,000,000 at .004."""
    return [certificate(), common_before(10 * MILLION), LEGACY, series_d(900_000)]


UNIT = [  # A6: 5,000,000 shares and 5,000,000 warrants (strike .002) for $16,500; the warrants are worth $5,000
    sale(2, 5 * MILLION, 16_500, name="shares"),
    option(2, "warrants", 5 * MILLION, "0.002", 5_000, kind="warrant"),
]


def unit(*, transaction: bool = True, taken: int = 5_000, given: int = 5_000) -> list[Entry]:
    """The unit of A6, with what is taken from the shares and given to the warrants."""
    shares = UNIT[0] | {"consideration": {"cash": 16_500, "additional_rights": taken}}
    warrants = UNIT[1] | {"consideration": {"cash": given}}
    together = {"transaction": "unit"} if transaction else {}
    return [shares | together, warrants | together]


# --- section 0, preamble, clauses ---------------------------------------------------------------

CLAUSES = [
    Figure("s0_first_rate_is_3367", "section 0", base(), jan(1), P0, P0, F(RATE0), clauses=[]),
    Figure("s0_whole_series_is_3030300000", "section 0", base(), jan(1), votes={"dana": 900_000 * RATE0}),
    Figure(
        "s0_option_x",
        "section 0",
        [*base(), option_x(2)],
        jan(2),
        in_effect=P0,
        after_close=F(AB + X_MONEY, 15 * MILLION),
        deemed_issued=F(5 * MILLION),
        clauses=["4E(1)"],
    ),
    Figure("s0_option_x_is_0026", "section 0", [*base(), option_x(2)], jan(3), in_effect=F(26, 10_000)),
    Figure(
        "s1_more_than_designated",
        "preamble",
        [*base(), series_d(1, "eve", "2005-10-04", "too-many")],
        jan(1),
        refused=["too-many"],
    ),
    Figure("s4a_floor", "4A", [*base(), option_x(2), converts(3, 26)], jan(3), converted={"conversion": (26, 111_111)}),
    Figure("s4a_floor_before", "4A", [*base(), converts(2, 26)], jan(3), converted={"conversion": (26, 87_542)}),
    Figure(
        "s4a_date_before_notice",
        "4A",
        [*base(), converts(2, 26, notice_delivered="2006-01-03")],
        jan(3),
        refused=["conversion"],
        series_d={"dana": 900_000},
    ),
    Figure("s4a_more_than_held", "4A", [*base(100), converts(2, 101)], jan(3), refused=["conversion"]),
    Figure(
        "s4e2_note",
        "4E(2)",
        [*base(), note(2, "N", 5 * MILLION, 5_000, conversion_price="0.0002")],
        jan(3),
        in_effect=F(AB + 5_000 + 1_000, 15 * MILLION),
        clauses=["4E(2)"],
    ),
    Figure(
        "s4e1_two_level_option",
        "4E(1) (x), (y), (z)",
        [*base(), option(2, "T", 5 * MILLION, "0.0006", 1_000, conversion_price="0.0004")],
        jan(3),
        in_effect=F(AB + 1_000 + 3_000 + 2_000, 15 * MILLION),
        clauses=["4E(1)"],
    ),
    Figure(
        "s4e7_treasury_leaves_a_and_comes_back_as_an_issue",
        "4E(7)",
        [
            *base(),
            entry("treasury_acquired", 2, id="bought", holder="public", shares=2 * MILLION, price="0.01"),
            # A = 8,000,000: 26,400 + 1,000 over 9,000,000
            entry("treasury_disposed", 3, id="sold", holder="buyer", shares=MILLION, consideration={"cash": 1_000}),
        ],
        jan(4),
        in_effect=F(26_400 + 1_000, 9 * MILLION),
        treasury=MILLION,
        common_outstanding=9 * MILLION,
        clauses=["4E"],
    ),
    Figure(
        "s4e7_retirement_is_no_disposition",
        "4E(7)",
        [
            *base(),
            entry("treasury_acquired", 2, id="bought", holder="public", shares=2 * MILLION),
            entry("treasury_retired", 3, id="retired", shares=2 * MILLION),
        ],
        jan(4),
        in_effect=P0,
        treasury=0,
        clauses=[],
    ),
    Figure(
        "s4e7_more_than_held",
        "4E(7)",
        [*base(), entry("treasury_disposed", 3, id="sold", holder="buyer", shares=1)],
        jan(4),
        refused=["sold"],
    ),
    Figure(
        "s4f_stock_dividend",
        "4F: half a share per share",
        [*base(), entry("stock_dividend_paid", 2, id="dividend", per_share="1/2")],
        jan(2),
        in_effect=P0 * F(2, 3),
        common_outstanding=15 * MILLION,
        clauses=["4F"],
    ),
    Figure(
        "s4f_stock_dividend_is_excluded_from_4e",
        "Excluded Stock (D)",
        # two for one before the first Series D, which leaves the initial price
        [
            certificate(),
            common_before(5 * MILLION),
            split(1, 1, 2) | {"effective": "2005-09-20"},
            series_d(900_000),
            sale(2, MILLION, name="dividend-shares", excluded="D"),
        ],
        jan(3),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "s4m_no_more_after_conversion",
        "4M, A49: 900,000 issued, 100 converted, none issuable",
        [*base(), converts(2, 100), series_d(1, "eve", "2006-01-03", "again")],
        jan(4),
        refused=["again"],
        series_d={"dana": 899_900},
    ),
    Figure(
        "s6_senior_stock_without_consent",
        "6(a)",
        [*base(), entry("protected_action_taken", 2, id="senior", action="E", kind="senior_or_parity_stock")],
        jan(3),
        refused=["senior"],
    ),
    Figure(
        "s6_consent_must_be_prior",
        "6",
        [
            *base(),
            entry("protected_action_taken", 2, id="senior", action="E", kind="senior_or_parity_stock"),
            consent(3, "E"),
        ],
        jan(3),
        refused=["senior"],
    ),
    Figure(
        "s6_half_is_no_majority",
        "6: more than half",
        [
            *base(),
            consent(1, "E", shares=450_000),
            entry("protected_action_taken", 2, id="with-half", action="E", kind="senior_or_parity_stock"),
            consent(2, "E", shares=450_001, name="one-more"),
            entry("protected_action_taken", 2, id="with-more", action="E", kind="senior_or_parity_stock"),
        ],
        jan(3),
        refused=["with-half"],
    ),
    Figure(
        "s6_liquidation_that_pays_the_preference_in_cash",
        "6(b)",
        [
            *base(),
            entry(
                "protected_action_taken", 2, id="short", action="L", kind="liquidation_plan", cash_per_share="11.1110"
            ),
            entry(
                "protected_action_taken", 2, id="full", action="L", kind="liquidation_plan", cash_per_share="11.1111"
            ),
        ],
        jan(3),
        refused=["short"],
    ),
]

# --- timing --------------------------------------------------------------------------------------

TIMING = [
    Figure(
        "a1_same_day_conversion_pays_the_old_price",
        "A1 (c)",
        [*base(), option_x(2), converts(2, 26)],
        jan(2),
        in_effect=P0,
        converted={"conversion": (26, 87_542)},  # 26 x 3,367
    ),
    Figure(
        "a1_next_day_pays_the_new_price",
        "A1 (c)",
        [*base(), option_x(2), converts(3, 26)],
        jan(3),
        converted={"conversion": (26, 111_111)},  # 288.8886 / .0026 = 111,111
    ),
    Figure(
        "a2_conversion_after_the_split_of_its_day",
        "A2 (b)",
        [*base(), split(2, 10_000, 1, common_authorized=2_000), converts(2, 100)],
        jan(2),
        in_effect=F(33),
        converted={"conversion": (100, 33)},  # 1,111.11 / 33 = 33.67
    ),
    Figure(
        "a2_conversion_before_the_split_of_its_day",
        "A2 (b), split recorded last",
        [*base(), converts(2, 100), split(2, 10_000, 1, common_authorized=2_000)],
        jan(2),
        in_effect=F(33),
        converted={"conversion": (100, 336_700)},
        common={"dana": 33},
    ),
    Figure(
        "a2_pending_reduction_waits_for_the_close",
        "A2: a same-day trigger still waits",
        [*base(), option_x(2), split(2, 10, 1), converts(2, 26)],
        jan(2),
        in_effect=F(33, 1000),
        after_close=F(26, 1000),
        converted={"conversion": (26, 8_754)},  # 288.8886 / .033
    ),
    Figure(
        "a3_close",
        "A3 (a)",
        [*base(), option_x(2), cancelled(4, "X"), converts(4, 26)],
        jan(4),
        in_effect=F(26, 10_000),
        after_close=P0,
        converted={"conversion": (26, 111_111)},
    ),
    Figure(
        "a3_forthwith",
        "A3 (b), switch",
        [*base(readjustment_effective="forthwith"), option_x(2), cancelled(4, "X"), converts(4, 26)],
        jan(4),
        in_effect=P0,
        converted={"conversion": (26, 87_542)},
    ),
    Figure(
        "a4_conversion_date",
        "A4: notice on day 1, certificate on day 2, Conversion Date day 3",
        [*base(), option_x(2), converts(3, 26, notice_delivered="2006-01-01", surrendered="2006-01-02")],
        jan(3),
        converted={"conversion": (26, 111_111)},
    ),
    Figure(
        "a5_running",
        "A5 (a): two issues of 10,000,000 at .00165",
        [*base(), sale(2, 10 * MILLION, 16_500, "one"), sale(2, 10 * MILLION, 16_500, "two")],
        jan(3),
        in_effect=F(AB + 16_500 + 16_500, 30 * MILLION),
    ),
    Figure(
        "a5_running_second_is_no_trigger",
        "A5 (a): .00165 then .00297",
        [*base(), sale(2, 10 * MILLION, 16_500, "one"), sale(2, 10 * MILLION, 29_700, "two")],
        jan(3),
        in_effect=F(AB + 16_500, 20 * MILLION),
        clauses=["4E"],
    ),
    Figure(
        "a5_running_reverse_order",
        "A5 (a): .00297 then .00165",
        [*base(), sale(2, 10 * MILLION, 29_700, "one"), sale(2, 10 * MILLION, 16_500, "two")],
        jan(3),
        in_effect=F(AB + 29_700 + 16_500, 30 * MILLION),
    ),
    Figure(
        "a5_opening_trigger_that_the_proviso_caps",
        "A5 (c), switch",
        [
            *base(same_day_price="opening"),
            sale(2, 10 * MILLION, 16_500, "one"),
            option(2, "two", 10 * MILLION, "0.00297"),
        ],
        jan(3),
        in_effect=F(AB + 16_500, 20 * MILLION),
        deemed_issued=F(10 * MILLION),  # a trigger all the same: deemed
        clauses=["4E"],
    ),
    Figure(
        "a5_running_option_between_is_not_deemed",
        "A5 (a)",
        [*base(), sale(2, 10 * MILLION, 16_500, "one"), option(2, "two", 10 * MILLION, "0.00297")],
        jan(3),
        in_effect=F(AB + 16_500, 20 * MILLION),
        deemed_issued=F(0),
    ),
    Figure(
        "a6_one_transaction",
        "A6, A35 (i): 11,500 + 15,000 on 10,000,000",
        [*base(), *unit()],
        jan(3),
        in_effect=F(AB + 11_500 + 15_000, 20 * MILLION),
        deemed_issued=F(5 * MILLION),
        clauses=["4E"],
    ),
    Figure(
        "a6_not_one_transaction",
        "A6: shares first, then the warrants at .003 are no trigger",
        [*base(), *unit(transaction=False)],
        jan(3),
        in_effect=F(AB + 11_500, 15 * MILLION),
        deemed_issued=F(0),
    ),
    Figure(
        "a7_record_date_of_rights",
        "A7: record day 2; distributed later",
        [*base(), option_x(2, kind="right"), converts(5, 26)],
        jan(5),
        converted={"conversion": (26, 111_111)},
    ),
    Figure(
        "a8_learned_late",
        "A8: 87,542 delivered, 111,111 due, 23,569 owed",
        [*base(), converts(5, 26), option_x(2)],
        jan(5),
        in_effect=F(26, 10_000),
        converted={"conversion": (26, 87_542)},
        entitled={"conversion": 87_542 + 23_569},
    ),
]

# --- what counts in A; what is an issue ----------------------------------------------------------

COUNTING = [
    Figure(
        "a9_deemed_shares_are_in_a",
        "A9: (15,000,000 x .0026 + 5,000) / 20,000,000",
        [*base(), option_x(2), sale(3, 5 * MILLION, 5_000)],
        jan(4),
        in_effect=F(39_000 + 5_000, 20 * MILLION),
    ),
    Figure(
        "a9_exercise_does_not_move_a",
        "A9",
        [*base(), option_x(2), exercised(3, "X", 5 * MILLION), sale(4, 5 * MILLION, 5_000)],
        jan(5),
        in_effect=F(39_000 + 5_000, 20 * MILLION),
        deemed_issued=F(0),
    ),
    Figure(
        "a10_out_after_termination",
        "A10",
        [*base(), option_x(2), lapses(3, "X"), sale(4, 5 * MILLION, 5_000)],
        jan(5),
        in_effect=F(AB + 5_000, 15 * MILLION),
        deemed_issued=F(0),
    ),
    Figure(
        "a11_series_d_is_not_in_a",
        "A11: 900,000 Series D outstanding",
        [*base(), option_x(2)],
        jan(3),
        in_effect=F(AB + X_MONEY, 15 * MILLION),
    ),
    Figure(
        "a12_conversion_is_no_issue",
        "A12 (c)",
        [*base(), converts(2, 100)],
        jan(3),
        in_effect=P0,
        common_outstanding=10_336_700,
        clauses=[],
    ),
    Figure(
        "a12_cheap_series_d_is_no_issue",
        "A12 (c): 1,000 for $5,555.55",
        [*base(1_000), series_d(1_000, "eve", "2006-01-02", "cheap") | {"consideration": {"cash": "5555.55"}}],
        jan(3),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a13_plan_options_are_not_in_a",
        "A13",
        [*base(), option(2, "plan", 5 * MILLION, "0.001", excluded="A"), sale(3, 5 * MILLION, 5_000)],
        jan(4),
        in_effect=F(AB + 5_000, 15 * MILLION),
    ),
    Figure(
        "a13_plan_shares_are_in_a",
        "A13: 15,000,000 x .0033 = 49,500",
        [
            *base(),
            option(2, "plan", 5 * MILLION, "0.001", excluded="A"),
            exercised(3, "plan", 5 * MILLION),
            sale(4, 5 * MILLION, 5_000),
        ],
        jan(5),
        in_effect=F(49_500 + 5_000, 20 * MILLION),
    ),
    Figure(
        "a14_lender_warrants_trigger",
        "A14 (a)",
        [*base(), option(2, "W", 5 * MILLION, "0.0012", kind="warrant")],
        jan(3),
        in_effect=F(AB + 6_000, 15 * MILLION),
    ),
    Figure(
        "a14_limb_c_is_not_for_options",
        "A14",
        [*base(), option(2, "W", 5 * MILLION, "0.0012", kind="warrant", excluded="C")],
        jan(3),
        refused=["W"],
        in_effect=P0,
    ),
    Figure(
        "a14_conversion_shares_follow_the_note",
        "A14",
        [*base(), note(2, "N", 5 * MILLION, 6_000, excluded="C"), exercised(3, "N", 5 * MILLION)],
        jan(4),
        in_effect=P0,
        clauses=[],
        common={"lender": 5 * MILLION},
    ),
    Figure(
        "a15_repriced_plan_option_stays_excluded",
        "A15",
        [
            *base(),
            option(2, "plan", 5 * MILLION, "0.004", excluded="A"),
            changed(3, "plan", exercise_price="0.001"),
            exercised(4, "plan", 5 * MILLION),
        ],
        jan(5),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a16_amended_legacy_before_exercise",
        "A16 (a)",
        [*with_legacy(), changed(2, "legacy", exercise_price="0.0012")],
        jan(3),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a16_amended_legacy_on_exercise",
        "A16 (a): 5,000,000 at .0012",
        [*with_legacy(), changed(2, "legacy", exercise_price="0.0012"), exercised(3, "legacy", 5 * MILLION)],
        jan(4),
        in_effect=F(AB + 6_000, 15 * MILLION),
        clauses=["4E"],
    ),
    Figure(
        "a16_shares_already_out_stay_excluded",
        "A16: 2,000,000 out before the amendment; 3,000,000 at .0012 after it, on A = 12,000,000",
        [
            *with_legacy(),
            exercised(1, "legacy", 2 * MILLION, "before"),
            changed(2, "legacy", exercise_price="0.0012"),
            exercised(3, "legacy", 3 * MILLION, "after"),
        ],
        jan(4),
        in_effect=F(39_600 + 3_600, 15 * MILLION),
    ),
    Figure(
        "a16_own_terms_are_no_amendment",
        "A16",
        [
            *with_legacy(),
            changed(2, "legacy", exercise_price="0.0012", reason="antidilution"),
            exercised(3, "legacy", 5 * MILLION),
        ],
        jan(4),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a17_option_of_the_first_day_triggers",
        "A17, A58",
        [*base(), option(2, "same-day", 5 * MILLION, "0.0012") | {"effective": "2005-10-03"}],
        dt.date(2005, 10, 4),
        in_effect=F(AB + 6_000, 15 * MILLION),
    ),
    Figure(
        "a17_option_of_the_day_before_does_not",
        "A17",
        [*base(), option(2, "earlier", 5 * MILLION, "0.0012") | {"effective": "2005-10-02"}],
        dt.date(2005, 10, 4),
        in_effect=P0,
        deemed_issued=F(0),
    ),
    Figure(
        "a18_common_on_preferred",
        "A18: 33,000 / 11,000,000 = .003",
        [*base(), sale(2, MILLION, dividend_on="Series A")],
        jan(3),
        in_effect=F(AB, 11 * MILLION),
    ),
    Figure(
        "a18_options_on_common",
        "A18: x = 0, strike counts",
        [*base(), option(2, "rights", 5 * MILLION, "0.0012", kind="right")],
        jan(3),
        in_effect=F(AB + 0 + 6_000, 15 * MILLION),
        clauses=["4E(1)"],
    ),
    Figure(
        "a19_assumed_before_exercise",
        "A19 (b)",
        [*base(), option(2, "taken-over", 5 * MILLION, "0.0012", assumed=True)],
        jan(3),
        in_effect=P0,
        deemed_issued=F(0),
    ),
    Figure(
        "a19_assumed_on_exercise",
        "A19 (b)",
        [
            *base(),
            option(2, "taken-over", 5 * MILLION, "0.0012", assumed=True),
            exercised(3, "taken-over", 5 * MILLION),
        ],
        jan(4),
        in_effect=F(AB + 6_000, 15 * MILLION),
        clauses=["4E"],
    ),
]

# --- 4E(3) ---------------------------------------------------------------------------------------

REPRICED = [
    *base(),
    option(2, "Y", 5 * MILLION, "0.004"),
    sale(3, 5 * MILLION, 15_000),
    changed(4, "Y", exercise_price="0.0012"),
]
PARTLY = [*base(), option_x(2), exercised(3, "X", 2 * MILLION)]
GIANT = [
    certificate(),
    common_before(MILLION),
    series_d(900_000),
    option(2, "giant", 1_000 * MILLION, "0.0032"),
    sale(3, MILLION, name="free"),
]
UNPROTECTED = [*base(), option(2, "U", 5 * MILLION, "0.004"), split(3, 10, 1)]


def two_prices(**switches: Any) -> list[Entry]:
    """A24: 4,000,000 at .001; 2,000,000 exercised; the rest repriced to .006."""
    return [
        *base(**switches),
        option(2, "Z", 4 * MILLION, "0.001"),
        exercised(3, "Z", 2 * MILLION),
        changed(4, "Z", exercise_price="0.006"),
    ]


CHANGE = [
    Figure(
        "a20_untriggered_option_exercised",
        "A20: at or above the price at grant, at or above it ever after",
        [*base(), option(2, "Y", 5 * MILLION, "0.0033"), exercised(3, "Y", 5 * MILLION)],
        jan(4),
        in_effect=P0,
        clauses=[],
    ),
    Figure("a21_before_the_repricing", "A21", REPRICED[:-1], jan(4), in_effect=F(AB + 15_000, 15 * MILLION)),
    Figure(
        "a21_repriced_as_of_grant",
        "A21 (a): the option first; then the sale at .003 is no trigger",
        REPRICED,
        jan(5),
        in_effect=F(AB + 6_000, 15 * MILLION),
        clauses=["4E", "4E(3)"],
    ),
    Figure(
        "a22_partial_exercise_then_repriced",
        "A22: 2,000,000 for 2,400; 3,000,000 for 600 + 600",
        [*PARTLY, changed(4, "X", exercise_price="0.0002")],
        jan(5),
        in_effect=F(AB + 2_400 + 1_200, 15 * MILLION),
    ),
    Figure(
        "a22_partial_exercise_then_lapsed",
        "A22, A23 (a)",
        [*PARTLY, lapses(4, "X")],
        jan(5),
        in_effect=F(AB + 2_400, 12 * MILLION),
        deemed_issued=F(0),
    ),
    Figure(
        "a22_exercised_part_keeps_an_earlier_repricing",
        "A22: repriced to .0002, 2,000,000 exercised for 400 + 400, the rest repriced to .0032 (9,600 + 600)",
        [
            *base(),
            option_x(2),
            changed(3, "X", exercise_price="0.0002"),
            exercised(4, "X", 2 * MILLION),
            changed(5, "X", name="again", exercise_price="0.0029"),
        ],
        jan(6),
        in_effect=F(AB + 800 + 8_700 + 600, 15 * MILLION),
    ),
    Figure(
        "a23_retained",
        "A23 (b), switch: all $1,000 stays",
        [
            *base(grant_consideration="retained"),
            option_x(2),
            exercised(3, "X", 2 * MILLION),
            lapses(4, "X"),
        ],
        jan(5),
        in_effect=F(AB + 2_000 + 1_000, 12 * MILLION),
    ),
    Figure(
        "a23_retained_with_nothing_exercised",
        "A23 (b): discontinuous at zero exercised",
        [*base(grant_consideration="retained"), option_x(2), lapses(4, "X")],
        jan(5),
        in_effect=P0,
    ),
    Figure(
        "a24_separate",
        "A24 (a)",
        two_prices(),
        jan(5),
        in_effect=F(AB + 2_000, 12 * MILLION),
        deemed_issued=F(0),
    ),
    Figure(
        "a24_blended_with_the_rest_of_a20",
        "A24 (b), switch: no trigger at grant (.0035); the 2,000,000 never deemed are tested when they come out",
        two_prices(tranche_test="blended"),
        jan(5),
        in_effect=F(AB + 2_000, 12 * MILLION),
        deemed_issued=F(0),
    ),
    Figure(
        "a24_blended_before_anything_is_exercised",
        "A24 (b): one test of 5,000,000 for 15,000; 2,000,000 exercised at .001 count with 3,000,000 at .004 (14,000)",
        [
            *base(tranche_test="blended"),
            option(2, "Z", 5 * MILLION, "0.001"),
            exercised(3, "Z", 2 * MILLION),
            changed(4, "Z", exercise_price="0.004"),
        ],
        jan(5),
        in_effect=F(AB + 2_000 + 12_000, 15 * MILLION),
        deemed_issued=F(3 * MILLION),
    ),
    Figure(
        "a25_full_replay",
        "A25 (a): without X the sale at .003 triggers",
        [*base(), option_x(2), sale(3, 5 * MILLION, 15_000), lapses(4, "X")],
        jan(5),
        in_effect=F(AB + 15_000, 15 * MILLION),
    ),
    Figure(
        "a26_split_is_no_change",
        "A26: like units",
        [*base(), option_x(2), split(3, 10, 1)],
        jan(3),
        in_effect=F(26, 1000),
        rights={"X": (F(500_000), F(1, 100))},
        clauses=["4E(1)", "4F"],
    ),
    Figure(
        "a26_repriced_after_a_split",
        "A26: .02 after 1:10 is .002 at the grant: 1,000 + 10,000",
        [*base(), option_x(2), split(3, 10, 1), changed(4, "X", exercise_price="0.02")],
        jan(5),
        in_effect=10 * F(AB + 11_000, 15 * MILLION),
    ),
    Figure(
        "a27_no_split_protection",
        "A27 (b): 50,000,000 at .0004 in the units of the grant",
        [*UNPROTECTED, changed(4, "U", exercise_price="0.004", shares=5 * MILLION, reason="antidilution")],
        jan(5),
        in_effect=10 * F(AB + 20_000, 60 * MILLION),
        deemed_issued=F(5 * MILLION),
    ),
    Figure(
        "a28_giant_before",
        "A28",
        GIANT,
        jan(4),
        in_effect=F(3_300 + 3_200_000, 1_002 * MILLION),
    ),
    Figure(
        "a28_termination_that_lowers",
        "A28: no floor, no cap",
        [*GIANT, lapses(4, "giant")],
        jan(5),
        in_effect=F(3_300, 2 * MILLION),
    ),
    Figure(
        "a29_exercise_is_no_termination",
        "A29",
        [*base(), option_x(2), exercised(3, "X", 5 * MILLION)],
        jan(4),
        in_effect=F(26, 10_000),
        clauses=["4E(1)"],
    ),
    Figure(
        "a30_no_clawback",
        "A30",
        [*base(), option_x(2), converts(3, 26), lapses(4, "X")],
        jan(5),
        in_effect=P0,
        converted={"conversion": (26, 111_111)},
        entitled={"conversion": 111_111},
    ),
    Figure(
        "a31_deliveries_stay",
        "A31 (a): 1,000 D gave 4,273,500; (14,273,500 x .0033 + 6,000) / 19,273,500",
        [*base(), option_x(2), converts(3, 1_000), sale(4, 5 * MILLION, 6_000), lapses(5, "X")],
        jan(6),
        in_effect=(14_273_500 * P0 + 6_000) / 19_273_500,
        converted={"conversion": (1_000, 4_273_500)},
    ),
    Figure(
        "a32_price_and_number_together",
        "A32 (a): 8,000,000 at .0012 at grant; the sale at .003 is no trigger",
        [
            *base(),
            option(2, "V", 5 * MILLION, "0.0012"),
            sale(3, 5 * MILLION, 15_000),
            changed(4, "V", exercise_price="0.0012", shares=8 * MILLION, reason="antidilution"),
        ],
        jan(5),
        in_effect=F(AB + 9_600, 18 * MILLION),
    ),
    Figure(
        "a32_convertible_at_another_rate",
        "A32 (a)",
        [
            *base(),
            note(2, "N", 5 * MILLION, conversion_price="0.0012"),
            sale(3, 5 * MILLION, 15_000),
            changed(4, "N", shares=8 * MILLION),
        ],
        jan(5),
        in_effect=F(AB + 9_600, 18 * MILLION),
    ),
    Figure(
        "a32_more_options_are_a_new_grant",
        "A32 (b): (20,000,000 x .0026 + 3,600) / 23,000,000",
        [
            *base(),
            option(2, "V", 5 * MILLION, "0.0012"),
            sale(3, 5 * MILLION, 15_000),
            option(4, "V-more", 3 * MILLION, "0.0012"),
        ],
        jan(5),
        in_effect=F(52_000 + 3_600, 23 * MILLION),
    ),
    Figure(
        "a32_number_alone_is_refused",
        "A32",
        [*base(), option(2, "V", 5 * MILLION, "0.0012"), changed(4, "V", shares=8 * MILLION)],
        jan(5),
        refused=["change"],
        in_effect=F(26, 10_000),
    ),
    Figure(
        "a33_no_readjustment_for_an_assumed_option",
        "A33",
        [
            *base(),
            option(2, "taken-over", 5 * MILLION, "0.004", assumed=True),
            changed(3, "taken-over", exercise_price="0.0012"),
        ],
        jan(4),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a34_each_change_is_its_own_event",
        "A34: X to .0005 (1,000 + 2,500), then V to .0007 (3,500)",
        [
            *base(),
            option_x(2),
            option(3, "V", 5 * MILLION, "0.001"),
            changed(4, "X", exercise_price="0.0005", name="ours"),
            changed(5, "V", exercise_price="0.0007", name="theirs", reason="antidilution"),
        ],
        jan(6),
        in_effect=F(AB + 3_500 + 3_500, 20 * MILLION),
        clauses=["4E(1)", "4E(1)", "4E(3)", "4E(3)"],
    ),
]

# --- consideration, distributions, reorganisations -----------------------------------------------

MONEY = [
    Figure(
        "a35_net_of_expenses",
        "A35: 16,500 - 500",
        [*base(), sale(2, 5 * MILLION) | {"consideration": {"cash": 16_500, "expenses": 500}}],
        jan(3),
        in_effect=F(AB + 16_000, 15 * MILLION),
    ),
    Figure(
        "a35_gross_would_be_no_trigger",
        "A35, A56: .0033 is not less than .0033",
        [*base(), sale(2, 5 * MILLION, 16_500)],
        jan(3),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a35_unit_conserves_the_money",
        "A35 (i)",
        [*base(), *unit()],
        jan(3),
        in_effect=F(2975, MILLION),
    ),
    Figure(
        "a35_unit_given_to_nothing",
        "A35 (ii), as it would be if so recorded: 11,500 + 10,000",
        [*base(), *unit(given=0)],
        jan(3),
        in_effect=F(AB + 11_500 + 10_000, 20 * MILLION),
    ),
    Figure(
        "a35_unit_not_taken",
        "A35 (iii), as it would be if so recorded: the shares at .0033 are no trigger",
        [*base(), *unit(taken=0)],
        jan(3),
        in_effect=F(AB + 15_000, 15 * MILLION),
    ),
    Figure(
        "a35_net_below_zero_is_none",
        "A35: 33,000 / 15,000,000",
        [*base(), sale(2, 5 * MILLION) | {"consideration": {"cash": 100, "expenses": 500}}],
        jan(3),
        in_effect=F(AB, 15 * MILLION),
    ),
    Figure(
        "a36_whole_market_value",
        "A36",
        [*base(), distribution(2, 100_000, "0.01", "all"), distribution(2, 120_000, "0.01", "more")],
        jan(3),
        refused=["all", "more"],
        in_effect=P0,
    ),
    Figure(
        "a37_actual_shares",
        "A37, A39: 100,000 less 20,000",
        [*base(), distribution(2, 20_000, "0.01")],
        jan(3),
        in_effect=P0 * F(80_000, 100_000),
        clauses=["4H"],
    ),
    Figure(
        "a37_deemed_shares_do_not_count",
        "A37: the same factor on .0026",
        [*base(), option_x(2), distribution(3, 20_000, "0.01")],
        jan(4),
        in_effect=F(26, 10_000) * F(80_000, 100_000),
    ),
    Figure(
        "a37_count_at_the_start_of_the_day",
        "A37: a sale of the same day does not count",
        [*base(), sale(2, 10 * MILLION, 100_000), distribution(2, 20_000, "0.01")],
        jan(3),
        in_effect=P0 * F(80_000, 100_000),
    ),
    Figure(
        "a37_count_restated_for_a_split_of_the_day",
        "A37: 1,000,000 at .1",
        [*base(), split(2, 10, 1), distribution(2, 20_000, "0.1")],
        jan(3),
        in_effect=F(33, 1000) * F(80_000, 100_000),
    ),
    Figure(
        "a38_rights_at_the_price_fall_under_4h",
        "A38: .0033 x (500,000 - 233,500) / 500,000",
        [*base(), option(2, "rights", 5 * MILLION, "0.0033", kind="right"), distribution(2, 233_500, "0.05")],
        jan(3),
        in_effect=P0 * F(266_500, 500_000),
        clauses=["4H"],
    ),
    Figure(
        "a41_value_before_ratio",
        "A41: min(.0033, .002) / 2",
        [*base(), entry("reorganized", 2, id="merger", exchange_ratio=2, reflected_value="0.002")],
        jan(2),
        in_effect=F(1, 1000),
        common_outstanding=20 * MILLION,
        clauses=["4G"],
    ),
    Figure(
        "a41_higher_value_does_nothing",
        "A41",
        [*base(), entry("reorganized", 2, id="merger", exchange_ratio=2, reflected_value="0.004")],
        jan(2),
        in_effect=P0 / 2,
    ),
]

# --- conversion ----------------------------------------------------------------------------------

UNPAID = entry("cash_dividend_paid", 2, id="dividend", per_share="1/3367", series_d="unpaid")  # $1 a share of Series D


def reverse_split(day: int = 2, **more: Any) -> Entry:
    """The 10,000-for-1 reverse split."""
    return split(day, 10_000, 1, **more)


FULL = [certificate(200 * MILLION), common_before(200 * MILLION), series_d(900_000)]

CONVERSION = [
    Figure(
        "a42_accruals_convert",
        "A42: 1,211.11 / .0033 = 367,003.03",
        [*base(), UNPAID, converts(3, 100)],
        jan(3),
        common_per_share=F(121_111, 33),
        converted={"conversion": (100, 367_003)},
    ),
    Figure(
        "a42_accruals_compound",
        "A42: per share x preference / price, so the second dollar is 1 x 12.1111 / 11.1111",
        [*base(), UNPAID, UNPAID | {"id": "second"}],
        jan(3),
        common_per_share=(F(121_111, 10_000) + F(121_111, 111_111)) / P0,
    ),
    Figure(
        "a42_accruals_paid",
        "A42",
        [*base(), UNPAID, entry("accrued_dividends_paid", 3, id="paid")],
        jan(3),
        common_per_share=F(RATE0),
    ),
    Figure(
        "a43_floor_per_notice",
        "A43: at $33, 100 give 33, one gives none",
        [*base(), reverse_split(common_authorized=2_000), converts(3, 100), converts(3, 1, name="one")],
        jan(3),
        in_effect=F(33),
        converted={"conversion": (100, 33), "one": (1, 0)},
    ),
    Figure(
        "a44_below_par",
        "A44: 33,000 / 110,000,000 = .0003, computed on",
        [*base(), sale(2, 100 * MILLION)],
        jan(3),
        in_effect=F(3, 10_000),
    ),
    Figure(
        "a44_price_of_zero",
        "A44: A = 0 and D = 0",
        [certificate(), series_d(900_000), sale(2, MILLION), converts(3, 1)],
        jan(3),
        in_effect=F(0),
        refused=["conversion"],
    ),
    Figure(
        "a45_cut_back",
        "A45 (a): 2,970 x 3,367 = 9,999,990",
        [*base(authorized=20 * MILLION), converts(2, 5_000)],
        jan(3),
        converted={"conversion": (2_970, 9_999_990)},
        series_d={"dana": 897_030},
        entitled={"conversion": 9_999_990},
    ),
    Figure(
        "a45_fewest_series_d",
        "A45: at $33 and room for 1: 3, not 5 (3 x .3367 = 1.01, 5 x .3367 = 1.68)",
        [*base(), reverse_split(common_authorized=1_001), converts(3, 10)],
        jan(3),
        converted={"conversion": (3, 1)},
    ),
    Figure(
        "a45_no_room_at_all",
        "A45, 4A",
        [*base(authorized=10 * MILLION), converts(2, 1)],
        jan(3),
        refused=["conversion"],
    ),
    Figure(
        "a45_room_for_less_than_one",
        "A45: room 3,366, one Series D gives 3,367",
        [*base(authorized=10_003_366), converts(2, 1)],
        jan(3),
        refused=["conversion"],
    ),
    Figure(
        "a45_room_for_exactly_one",
        "A45",
        [*base(authorized=10_003_367), converts(2, 2)],
        jan(3),
        converted={"conversion": (1, 3_367)},
    ),
    Figure(
        "a45_first_come",
        "A45: order, not pro rata",
        [
            certificate(20 * MILLION),
            common_before(10 * MILLION),
            series_d(10_000),
            series_d(10_000, "eve", "2005-10-03", "eves"),
            converts(2, 2_000),
            converts(2, 2_000, "eve", "later"),
        ],
        jan(3),
        converted={"conversion": (2_000, 6_734_000), "later": (970, 3_265_990)},
    ),
    Figure(
        "a45_treasury_can_be_delivered",
        "A45: 10,000,000 authorised, 4,000 of them in treasury",
        [
            *base(authorized=10 * MILLION),
            entry("treasury_acquired", 2, id="bought", holder="public", shares=4_000),
            converts(3, 1),
        ],
        jan(3),
        converted={"conversion": (1, 3_367)},
        treasury=633,
    ),
    Figure(
        "a46_converts_at_once",
        "A46 (i): 200,000,000 of 200,000,000 outstanding; authorised unchanged",
        [*FULL, reverse_split()],
        jan(2),
        in_effect=F(33),
        automatic={"dana": (900_000, 303_030)},
        common_outstanding=20_000 + 303_030,
        series_d={"dana": 0},
    ),
    Figure(
        "a46_waits_for_an_increase",
        "A46 (i), (ii): authorised cut with the split",
        [*FULL, reverse_split(common_authorized=20_000)],
        jan(2),
        automatic={},
        series_d={"dana": 900_000},
    ),
    Figure(
        "a46_either_order",
        "A46 (ii): not enough, then one short, then just enough",
        [
            *FULL,
            reverse_split(common_authorized=20_000),
            entry("common_authorized_changed", 3, id="short", authorized=20_000 + 303_029),
            entry("common_authorized_changed", 4, id="enough", authorized=20_000 + 303_030),
        ],
        jan(4),
        automatic={"dana": (900_000, 303_030)},
    ),
    Figure(
        "a46_one_short_waits",
        "A46 (iii): all or nothing",
        [*FULL, reverse_split(common_authorized=20_000 + 303_029)],
        jan(4),
        automatic={},
        series_d={"dana": 900_000},
    ),
    Figure(
        "a46_per_holder_floors",
        "A46 (iii), A43: 2 x .3367 = .67 gives nothing; 898 x .3367 = 302.36",
        [
            *base(898),
            series_d(2, "eve", "2005-10-03", "eves"),
            reverse_split(),
        ],
        jan(2),
        automatic={"dana": (898, 302), "eve": (2, 0)},
        series_d={"dana": 0, "eve": 0},
    ),
    Figure(
        "a46_two_of_a_hundred_do_not",
        "A46 (v)",
        [*FULL, split(2, 100, 1, "one"), split(3, 100, 1, "two")],
        jan(3),
        in_effect=F(33),
        automatic={},
        series_d={"dana": 900_000},
    ),
    Figure(
        "a46_tested_at_those_acts_only",
        "A46 (ii): room that comes otherwise converts nothing",
        [
            *FULL,
            reverse_split(common_authorized=20_000 + 303_029),
            entry("treasury_acquired", 3, id="bought", holder="public", shares=10),
            entry("treasury_retired", 3, id="retired", shares=10),
        ],
        jan(4),
        automatic={},
    ),
    Figure(
        "a46_later_series_d_does_not_convert",
        "A46",
        [
            *base(100),
            reverse_split(),
            series_d(5, "eve", "2006-01-03", "later"),
            entry("common_authorized_changed", 4, id="more", authorized=300_000 * MILLION),
            split(5, 10_000, 1, "again"),
        ],
        jan(6),
        automatic={"dana": (100, 33)},
        series_d={"dana": 0, "eve": 5},
    ),
    Figure(
        "a47_votes_are_not_capped",
        "A47",
        [*base(authorized=10 * MILLION)],
        jan(3),
        votes={"dana": 3_030_300_000, "public": 0},
    ),
]

# --- waiver, start -------------------------------------------------------------------------------

SALE_LIKE_X = sale(2, 5 * MILLION, X_MONEY)

REST = [
    Figure(
        "a52_majority_waives_before",
        "A52",
        [*base(), consent(1, "let-it-pass", shares=450_001), SALE_LIKE_X, waiver(1, "let-it-pass", "sale")],
        jan(3),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a52_half_does_not",
        "A52",
        [*base(), consent(1, "let-it-pass", shares=450_000), SALE_LIKE_X, waiver(1, "let-it-pass", "sale")],
        jan(3),
        refused=["waiver"],
        in_effect=F(26, 10_000),
    ),
    Figure(
        "a52_after_the_event_a_majority_is_not_enough",
        "A52",
        [*base(), SALE_LIKE_X, consent(3, "undo", shares=899_999), waiver(4, "undo", "sale")],
        jan(5),
        refused=["waiver"],
        in_effect=F(26, 10_000),
    ),
    Figure(
        "a52_after_the_event_all",
        "A52: it amends the price, from the next day",
        [*base(), SALE_LIKE_X, consent(3, "undo"), waiver(4, "undo", "sale")],
        jan(4),
        in_effect=F(26, 10_000),
        after_close=P0,
        clauses=["4E", "9"],
    ),
    Figure(
        "a56_equality_is_no_trigger",
        "A56",
        [*base(), option(2, "E", 5 * MILLION, "0.0033")],
        jan(3),
        in_effect=P0,
        deemed_issued=F(0),
    ),
    Figure(
        "a57_closing",
        "A57: closed on day 9",
        [*base(), sale(9, 5 * MILLION, X_MONEY)],
        jan(9),
        in_effect=P0,
        after_close=F(26, 10_000),
    ),
    Figure(
        "a58_before_the_first_series_d",
        "A58",
        [*base(), SALE_LIKE_X | {"effective": "2005-10-02"}],
        jan(3),
        in_effect=P0,
        clauses=[],
    ),
    Figure(
        "a58_on_the_first_date",
        "A58: that date included",
        [*base(), SALE_LIKE_X | {"effective": "2005-10-03"}],
        dt.date(2005, 10, 3),
        in_effect=P0,
        after_close=F(26, 10_000),
    ),
]


# --- published figures for other series: only the terms differ ----------------------------------


def published(name: str, *, a: int, b: Any, c: int, d: int, result: F) -> Figure:
    """A weighted-average figure that others have published."""
    entries = [certificate(terms={"conversion_price": b}), common_before(a), series_d(1), sale(2, c, d)]
    return Figure(f"published_{name}", "4E", entries, jan(3), in_effect=result)


PUBLISHED = [
    published("ad1", a=12_000_000, b="2.50", c=4_000_000, d=5_000_000, result=F(35, 16)),
    published("ad2", a=10_000_000, b="2.50", c=4_000_000, d=5_000_000, result=F(15, 7)),
    published("ad5", a=12_000_000, b="2.50", c=1_000_000, d=3_000_000, result=F(5, 2)),
    published("ad6a", a=12_000_000, b="2.50", c=4_000_000, d=0, result=F(15, 8)),
    published("coursework_1", a=100_000, b="2.50", c=25_000, d=31_250, result=F(9, 4)),
    published("coursework_2", a=800_000, b=5, c=200_000, d=800_000, result=F(24, 5)),
    Figure(
        "published_restatement",
        "4F: 2.35 x 1,800 = 4,230",
        [
            certificate(terms={"conversion_price": "2.35", "stated_value": 1000}),
            common_before(10 * MILLION),
            series_d(10),
            split(2, 40, 1, "one"),
            split(3, 45, 1, "two"),
        ],
        jan(3),
        in_effect=F(4_230),
        common_per_share=F(1000, 4230),
    ),
]

FIGURES = [*CLAUSES, *TIMING, *COUNTING, *CHANGE, *MONEY, *CONVERSION, *REST, *PUBLISHED]
