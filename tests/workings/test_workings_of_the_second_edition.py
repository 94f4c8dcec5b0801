"""What the readings on lots, record dates, closes and units that lapse make of figures, worked out by hand.

Every working of these journals is carried out by the evaluator, too. Dana has 1,000 Series D, Eve 200, the public has
10,000,000 Common; 20,000,000 are authorized unless it is said; one share stands for 3,367 Common at .0033.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from ledger.events import read_entry
from ledger.working import Working, family
from projections.explain.balances import balances_explained, waterfall_explained
from projections.explain.refusal import first_refused
from projections.explain.steps import Explanation, explain
from projections.render.explain.workings import sentence
from tests.ledger.engine import NOON, judge
from tests.workings.asking import explain_json, refused_json, workings_json
from tests.workings.test_rare_workings import START, figures, on

from .evaluator import unproved

Entry = dict[str, Any]
F = Fraction


class Company:
    """A journal of which every working has proved itself: of each entry, of the price, of balances and of payouts."""

    def __init__(self, *entries: Entry, authorized: int = 20_000_000, **choices: str) -> None:
        certificate = START[0] | {"common_authorized": authorized, "terms": {"interpretations": choices}}
        judged = judge([certificate, *START[1:], *entries])
        assert not judged.refused, judged.refused
        self.log = judged.log
        self.day = max(one.entry.effective for one in self.log)
        for one in self.log:
            assert list(unproved(explain_json(explain(self.log, entry=one.id), everything=True))) == [], one.id
        assert list(unproved(explain_json(self.explained, everything=True))) == []
        assert list(unproved(workings_json(balances_explained(self.log, self.day), everything=True))) == []
        payouts = waterfall_explained(self.log, self.day, F(10**6))
        assert list(unproved(workings_json(payouts, everything=True))) == []

    @property
    def explained(self) -> Explanation:
        return explain(self.log, self.day + dt.timedelta(1))

    @property
    def price(self) -> Any:
        return self.explained.figures["in_effect"].figure

    @property
    def balances(self) -> dict[str, Any]:
        return figures(dict(balances_explained(self.log, self.day).figures))

    @property
    def steps(self) -> list[tuple[str, str, Any]]:
        told = ((one.step, one.working) for one in self.explained.steps)
        return [(step.clause, step.entry, working.figure) for step, working in told if step and working]

    def of(self, entry: str) -> dict[str, Working]:
        return dict(explain(self.log, entry=entry).figures)

    def figures_of(self, entry: str) -> dict[str, Any]:
        return figures(self.of(entry))

    def readings_of(self, entry: str) -> set[str]:
        return set(explain(self.log, entry=entry).steps[0].readings)


def sale(day: str, name: str, shares: int, cash: Any, **more: Any) -> Entry:
    return on(day, "common_issued", name, holder="buyer", shares=shares, consideration={"cash": cash}, **more)


def option(day: str, name: str, shares: int, price: Any, cash: Any = 0, **more: Any) -> Entry:
    paid = {"consideration": {"cash": cash}} if cash else {}
    grant = {"right": name, "holder": "taker", "shares": shares, "exercise_price": price}
    return on(day, "option_granted", f"grant-{name}", **grant, **paid, **more)


def dividend(day: str, per_share: Any, **more: Any) -> Entry:
    return on(day, "cash_dividend_paid", f"dividend-{day}", per_share=per_share, **more)


def converts(day: str, name: str, holder: str, shares: int) -> Entry:
    return on(day, "series_d_converted", name, holder=holder, shares=shares)


def transfer(day: str, name: str, from_: str, to: str, shares: int) -> Entry:
    return on(day, "shares_transferred", name, stock="series_d", **{"from": from_}, to=to, shares=shares)


# -- accruals belong to the shares that were held (A60) ---------------------------------------------------------------

UNPAID = dividend("2006-01-10", "0.0002", series_d="unpaid")
"""3,367 x .0002 = .6734 on each share."""
LATE = on("2006-01-20", "series_d_issued", "late-d", holder="late", shares=100)


def test_shares_that_came_later_carry_none_of_what_accrued_before():
    company = Company(UNPAID, LATE)
    found = company.balances
    assert (found["dana: accrued"], found["eve: accrued"], "late: accrued" in found) == (F("673.4"), F("134.68"), False)
    # 1,000 x 11.7845 / .0033 = 3,571,060.6; 100 x 11.1111 / .0033 = 336,700
    assert (found["dana: votes"], found["late: votes"]) == (3_571_060, 336_700)
    assert found["accrued_per_share"] == F("0.6734")


def test_a_holder_of_shares_with_different_accruals_has_each_told():
    company = Company(UNPAID, LATE, transfer("2006-01-25", "to-late", "dana", "late", 300))
    told = dict(balances_explained(company.log, company.day).figures)
    # the 300 bring .6734 each; 100 x 11.1111 + 300 x 11.7845 = 4,646.46, over .0033 = 1,408,018.18
    assert told["late: accrued"].figure == F("202.02")
    assert told["late: votes"].figure == 1_408_018
    assert "(100 x 11.1111 + 300 x 11.7845) / 0.0033, rounded down" in sentence(told["late: votes"])
    assert {"A42", "A60"} <= {*told["late: votes"].readings}
    payouts = figures(dict(waterfall_explained(company.log, company.day, F(10**6)).figures))
    # 700 x 11.7845 + 200 x 11.7845 + 4,646.46
    assert (payouts["late: preference"], payouts["series_d_due"]) == (F("4646.46"), F("15252.51"))


def test_the_oldest_shares_move_and_convert_first():
    moved = transfer("2006-01-25", "to-late", "dana", "late", 300)
    company = Company(UNPAID, LATE, moved, converts("2006-01-26", "some", "late", 150))
    # 100 x 11.1111 + 50 x 11.7845 = 1,700.335; over .0033 = 515,253.03
    assert company.figures_of("some")["entitled"] == 515_253
    said = explain(company.log, entry="some")
    assert said.conversion is not None
    assert [(shares, each) for shares, each in said.conversion.parts] == [(100, F("11.1111")), (50, F("11.7845"))]
    assert company.balances["late: accrued"] == 250 * F("0.6734")
    # what is left of the others' is alike again
    assert company.balances["accrued_per_share"] == F("0.6734")


def test_a_conversion_of_different_shares_is_cut_back():
    moved = transfer("2006-01-25", "to-late", "dana", "late", 300)
    issued = sale("2006-01-26", "issued", 9_500_000, 10**9)
    company = Company(UNPAID, LATE, moved, issued, converts("2006-01-27", "all", "late", 400))
    # room 500,000: 100 old ones give 336,700, each of the others 3,571.06: 45 more give 497,397, 46 would give 500,968
    found = company.figures_of("all")
    assert (found["cut_back_converted"], found["cut_back_common"]) == (145, 497_397)


RECORD = "2006-02-05"
BETWEEN = converts("2006-02-10", "between", "dana", 100)
OWED = dividend("2006-02-20", "0.001", record_date=RECORD, series_d="unpaid")


def test_what_was_due_on_shares_converted_since_stays_a_debt():
    company = Company(BETWEEN, OWED)
    found = company.figures_of("dividend-2006-02-20")
    # 3,367,000 x .001; of it 100 x 3.367 on shares that are gone
    assert (found["due: dana"], found["owed: dana"]) == (3_367, F("336.7"))
    assert found["accrued_per_share"] == F("3.367")
    balances = company.balances
    assert (balances["dana: owed"], balances["dana: accrued"]) == (F("336.7"), 900 * F("3.367"))


def test_a_part_of_what_is_accrued_and_owed_is_paid():
    paid = on("2006-03-01", "accrued_dividends_paid", "part", per_share=1)
    rest = on("2006-03-02", "accrued_dividends_paid", "rest")
    company = Company(BETWEEN, OWED, paid)
    assert company.figures_of("part") == {"paid: dana": 1_000, "paid: eve": 200}
    assert company.balances["accrued_per_share"] == F("2.367")
    assert company.balances["dana: owed"] == F("236.7")
    company = Company(BETWEEN, OWED, paid, rest)
    assert company.figures_of("rest")["paid: dana"] == 1_000 * F("2.367")
    assert not {"accrued_per_share", "dana: accrued", "dana: owed"} & company.balances.keys()


def test_a_split_of_the_series_d_restates_lots_and_debts():
    split = on("2006-03-01", "series_d_split", "split", old=1, new=2)
    company = Company(
        BETWEEN, OWED, LATE | {"effective": "2006-02-21"}, transfer("2006-02-22", "t", "eve", "late", 51), split
    )
    found = company.balances
    assert (found["accrued_per_share"], found["dana: owed"], found["late: accrued"]) == (
        F("1.6835"), F("336.7"), 102 * F("1.6835"),
    )  # fmt: skip


def test_by_the_other_reading_the_stated_value_alone_is_converted():
    company = Company(UNPAID, converts("2006-01-26", "some", "dana", 100), conversion_amount="stated_value")
    assert company.figures_of("some")["entitled"] == 336_700
    assert "dana: owed" not in company.balances  # what was accrued on them has ended with them
    assert [(one.name, one.choice) for one in company.of("some")["entitled"].switches] == [
        ("conversion_amount", "stated_value")
    ]


def test_a_distribution_in_kind_that_was_not_paid_accrues_by_its_value():
    gift = on("2006-02-20", "distribution_made", "gift", fair_value=20_000, market_price="0.05", series_d="unpaid")
    company = Company(gift)
    # .002 on each of 10,000,000 shares; 3,367 x .002
    assert company.balances["accrued_per_share"] == F("6.734")
    # (500,000 - 20,000) / 500,000 = .96
    assert company.price == F("0.0033") * F("0.96")


# -- dividends in Common go to the holders of the record date (A7, A65) -----------------------------------------------


def test_a_dividend_in_common_goes_to_the_holders_of_its_record_date():
    company = Company(
        converts("2006-02-10", "fund", "dana", 100),
        sale("2006-02-11", "bought", 1_000_000, 10_000),
        on("2006-02-20", "stock_dividend_paid", "paid", per_share=1, record_date=RECORD),
        sale("2006-03-01", "free", 5_000_000, 0),
        authorized=10**9,
    )
    balances = company.balances
    assert (balances["dana: common"], balances["public: common"]) == (336_700, 20_000_000)
    assert figures(company.of("paid"))["common: public"] == 20_000_000
    assert ("4F", "paid", F("0.00165")) in company.steps
    assert company.price == F(2347037, 1755780000)
    assert {"A2", "A7"} <= company.readings_of("paid")


def test_two_dividends_of_one_record_are_on_one_base():
    company = Company(
        on("2006-02-20", "stock_dividend_paid", "first", per_share="1.2", record_date=RECORD),
        sale("2006-02-21", "bought", 1_000, 10_000),
        on("2006-02-22", "stock_dividend_paid", "second", per_share="0.8", record_date=RECORD),
        authorized=10**9,
    )
    # .0033 / 2.2 = .0015; then x 2.2 / 3
    assert company.steps == [("4F", "first", F("0.0015")), ("4F", "second", F("0.0011"))]
    assert company.balances["public: common"] == 30_000_000
    assert company.balances["buyer: common"] == 1_000


def test_treasury_stock_takes_no_dividend_in_common():
    company = Company(
        on("2006-02-01", "treasury_acquired", "bought", holder="public", shares=1_000_000),
        on("2006-02-20", "stock_dividend_paid", "paid", per_share="0.5"),
    )
    assert (company.balances["treasury"], company.balances["common_outstanding"]) == (1_000_000, 13_500_000)
    (given,) = [one for one in family(company.of("paid")["common: public"]) if "gives public" in one.label]
    assert (given.figure, given.readings) == (4_500_000, ("A7", "A65"))
    assert "A65" in company.readings_of("paid")


# -- the factor of 4H stands at the close of the day (A61) ------------------------------------------------------------

GIFT = on("2006-02-20", "distribution_made", "gift", fair_value=20_000, market_price="0.01")
SALE = sale("2006-02-20", "sale", 5_000_000, 14_000)


@pytest.mark.parametrize("entries", [(GIFT, SALE), (SALE, GIFT)], ids=["distributed first", "sold first"])
def test_a_distribution_is_applied_after_all_else_of_its_day(entries):
    company = Company(*entries)
    # (33,000 + 14,000) / 15,000,000, then x .8
    assert company.steps == [("4E", "sale", F(47, 15000)), ("4H", "gift", F(47, 18750))]
    assert "A61" in company.readings_of("gift")
    for number, entry in enumerate(("sale", "gift"), start=1):
        alone = explain(company.log, step=number).steps[0].working
        assert alone is not None
        assert alone.figure == company.steps[number - 1][2], entry


def test_a_day_with_two_distributions_a_split_and_a_right_that_ends():
    second = GIFT | {"id": "second", "fair_value": 40_000, "market_price": "0.02"}
    company = Company(
        option("2006-02-01", "X", 5_000_000, "0.001", 1_000),
        GIFT,
        on("2006-02-20", "common_split", "split", old=1, new=2, common_authorized=10**9),
        second,
        on("2006-02-20", "right_terminated", "ended", right="X", reason="cancelled"),
        sale("2006-02-20", "sale", 10_000_000, 14_000),
        authorized=10**9,
    )
    # .0033 once X is gone; x 1/2; (20,000,000 x .00165 + 14,000) / 30,000,000; x .8; N of the second is 20,000,000: x .9
    assert company.price == F(47, 30000) * F("0.8") * F("0.9")
    assert [entry for _, entry, _ in company.steps] == ["grant-X", "split", "ended", "sale", "gift", "second"]


def test_cash_that_is_not_out_of_earnings_is_distributed_too():
    paid = dividend("2006-02-20", "0.002", out_of_earnings=False, market_price="0.01", series_d="unpaid")
    company = Company(paid)
    # (.01 - .002) / .01
    assert company.price == F("0.00264")
    assert company.balances["accrued_per_share"] == F("6.734")
    working = explain(company.log, step=1).steps[0].working
    assert working is not None
    (cash,) = [one for one in family(working) if one.label.startswith("the cash that")]
    assert cash.figure == 20_000


def test_a_distribution_that_takes_all_leaves_the_price_undetermined():
    company = Company(GIFT | {"fair_value": 100_000, "provision": "agreed"})
    in_effect = company.explained.figures["in_effect"]
    assert (in_effect.figure, in_effect.readings) == (F("0.0033"), ("A36",))
    assert "undetermined" in sentence(in_effect)
    paid = dividend("2006-02-20", "0.01", out_of_earnings=False, market_price="0.01")
    found = first_refused(judge(START).log, [read_entry(paid)], NOON)
    assert found is not None
    assert (found.rule.code, figures(dict(found.figures))) == ("distribution_takes_all", {"takes_all": True})
    assert list(unproved(refused_json(found))) == []


# -- units that lapse, net exercise, money received (A29, A32, A59, A62) -----------------------------------------------

UNIT = [
    on("2006-02-01", "common_issued", "shares", holder="buyer", shares=5_000_000, transaction="unit",
       consideration={"cash": 16_500, "additional_rights": 5_000}),
    option("2006-02-01", "W", 5_000_000, "0.002", 5_000, transaction="unit"),
]  # fmt: skip
HALF = on("2006-03-01", "right_exercised", "half", right="W", shares=2_500_000)
LAPSE = on("2006-04-01", "right_terminated", "lapse", right="W", reason="expired")


def test_what_is_deducted_for_rights_is_given_back_when_they_lapse():
    assert Company(*UNIT).price == F("0.002975")
    company = Company(*UNIT, LAPSE)
    assert company.price == F("0.0033")
    assert "A59" in company.readings_of("lapse")
    # 33,000 + 14,000 + 2,500 + 5,000 over 17,500,000
    company = Company(*UNIT, HALF, LAPSE)
    assert company.price == F(109, 35000)
    # by the other reading the shares stay at 11,500: (33,000 + 11,500) / 15,000,000
    assert Company(*UNIT, LAPSE, unit_lapse="allocated").price == F(44_500, 15_000_000)


X = option("2006-02-01", "X", 5_000_000, "0.001", 1_000)
NET = on("2006-03-01", "right_exercised", "net", right="X", shares=4_000_000, withheld=1_000_000)


def test_shares_given_up_for_the_price_have_ended():
    company = Company(X, NET)
    # (33,000 + 4,800) / 14,000,000
    assert (company.price, company.steps[-1][:2]) == (F("0.0027"), ("4E(3)", "net"))
    assert "A29" in company.readings_of("net")
    assert company.balances["taker: common"] == 4_000_000
    company = Company(X, NET, net_exercise="exercised")
    assert (company.price, company.balances["deemed_issued"]) == (F("0.0026"), 0)


TWO = option("2006-02-01", "T", 5_000_000, "0.001", 1_000, conversion_price=0)


def test_exercise_money_that_was_received_does_not_grow_with_the_rate():
    company = Company(
        TWO,
        on("2006-03-01", "right_exercised", "became", right="T", shares=5_000_000),
        on("2006-04-01", "right_changed", "rate", right="T", shares=10_000_000),
    )
    # (33,000 + 1,000 + 5,000) / 20,000,000
    assert company.price == F("0.00195")
    assert "A32" in company.readings_of("rate")


def test_a_right_is_exercised_on_the_day_on_which_the_rest_of_it_ends():
    expired = LAPSE | {"right": "X", "effective": "2006-03-01"}
    company = Company(X, expired, NET | {"withheld": None, "shares": 2_000_000})
    # (33,000 + 2,400) / 12,000,000
    assert company.price == F("0.00295")


# -- votes, waivers, lenders ------------------------------------------------------------------------------------------


def test_votes_by_the_reading_that_caps_them():
    issued = sale("2006-01-26", "issued", 9_000_000, 10**9)
    # 3,367,000 and 673,400 of 4,040,400, and room for 1,000,000
    balances = Company(issued, votes="capped").balances
    assert (balances["dana: votes"], balances["eve: votes"]) == (833_333, 166_666)
    assert Company(issued).balances["dana: votes"] == 3_367_000
    # where there is room for all, nothing is shared out
    assert Company(votes="capped").balances["dana: votes"] == 3_367_000


def test_a_majority_waives_what_has_moved_nothing():
    waiver = on("2006-03-01", "adjustment_waived", "waived", action="P", entry="dear")
    consent = on("2006-02-20", "consent_given", "yes", holder="dana", action="P")
    company = Company(sale("2006-02-01", "dear", 5_000_000, 10**6), consent, waiver)
    found = company.of("waived")["consent"]
    assert (found.figure, found.label) == (True, "whether more than half of the Series D consents to P")


def test_an_option_of_a_lender_by_the_other_reading():
    granted = option("2006-02-01", "L", 5_000_000, "0.0012", excluded="C")
    company = Company(granted, lender_options="excluded")
    assert company.price == F("0.0033")
    assert "A14" in company.readings_of("grant-L")
