"""Timelines for the second edition of the reading: all that `timelines.py` has, and what the second edition adds.

`timelines_second_edition()` and `disturbed_timelines_second_edition()` are strategies of journals (plain mappings, in
the order recorded), `companies_second_edition()` of journals with what the model makes of them. Much of it comes as
little stories, since the second edition is about what happens between two days (record date and payment, grant and
lapse) or within one; what else is drawn falls between their parts.
"""

import datetime as dt
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from . import timelines as plain
from .fold import Right
from .timelines import (
    COUNTS,
    PEOPLE,
    SWITCHES,
    Company,
    Entry,
    begin,
    disturbed,
    exercise,
    outstanding,
    stages_of,
    text,
)

ALL_SWITCHES = SWITCHES | {
    "lender_options": "excluded",
    "net_exercise": "exercised",
    "conversion_amount": "stated_value",
    "votes": "capped",
    "unit_lapse": "allocated",
}
Action = Callable[[Company], None]


def later(company: Company, *days: int) -> None:
    """Some days pass."""
    company.today += dt.timedelta(company.pick(list(days)))


def small_dividend(company: Company) -> str | int:
    """An amount a share that leaves the preference readable."""
    price = company.now.in_effect.limit_denominator(1000) or Fraction(1)
    return text(price / company.pick([10, 3, 100, 1]))


# --- between record and payment ---------------------------------------------------------------------


def in_between(company: Company) -> None:
    """What matters between a record date and the payment."""
    company.pick(
        [
            convert_some,
            transfer_series_d,
            convert_some,
            plain.issue_series_d,
            plain.split,
            plain.split_series_d,
            plain.sell,
            plain.transfer,
            exercise,
            plain.stock_dividend,
            pay_accrued,
            plain.acquire,
            plain.reorganize,
        ]
    )(company)


def transfer_series_d(company: Company) -> None:
    """Series D passes, so that what is accrued on the shares of one holder comes to differ."""
    held = company.now.series_d
    giver = company.holder(held)
    fields = {"stock": "series_d", "from": giver, "to": company.pick(PEOPLE)}
    company.write("shares_transferred", shares=company.part_of(held.get(giver, 0)), **fields)


def convert_some(company: Company) -> None:
    """A conversion of part of what one holds."""
    held = company.now.series_d
    holder = company.holder(held)
    company.write("series_d_converted", holder=holder, shares=company.part_of(held.get(holder, 0) // 2))


def record_and_payment(company: Company) -> None:
    """A record date, something in between, and one or two payments on it."""
    if not company.now.blocks:
        plain.issue_series_d(company)
    record = company.today
    for _ in range(company.pick([1, 2, 3, 0])):
        later(company, 1, 0, 3)
        company.pick([in_between, in_between, convert_some])(company)
    later(company, 1, 0, 5)
    for _ in range(company.pick([1, 1, 2])):
        recorded = record + dt.timedelta(company.pick([0, 0, 0, 1, -1]))
        more: Entry = {"record_date": min(recorded, company.today).isoformat()}
        company.pick([pay_cash, pay_cash, pay_in_kind, pay_in_stock])(company, more)
        later(company, 0, 1)


def pay_cash(company: Company, more: Entry) -> None:
    """In cash, mostly unpaid to Series D; now and then not out of earnings, which is a distribution too (4H)."""
    per_share = small_dividend(company)
    more = more | {"series_d": company.pick(["unpaid", "unpaid", "paid"])}
    if company.maybe(3):
        market = Fraction(per_share) * company.pick([5, 2, 10, 1])
        more |= {"out_of_earnings": False, "market_price": text(market)}
    elif company.maybe(3):
        more |= {"out_of_earnings": True}
    company.write("cash_dividend_paid", per_share=per_share, **more)


def pay_in_kind(company: Company, more: Entry) -> None:
    """In kind, mostly unpaid to Series D; now and then worth all there is, with provision or without (A36)."""
    market = Fraction(company.pick(["0.5", 2, 1, "11/3"]))
    whole = sum(company.now.common.values()) * market
    share = company.pick([Fraction(1, 2), Fraction(1, 10), Fraction(1, 3), Fraction(1, 5), Fraction(1), Fraction(2)])
    more = more | {"series_d": company.pick(["unpaid", "unpaid", "paid"])}
    if company.maybe(6 if share < 1 else 2):
        more |= {"provision": "Series D takes part"}
    value = text(whole * share or Fraction(1))
    company.write("distribution_made", fair_value=value, market_price=text(market), **more)


def pay_in_stock(company: Company, more: Entry) -> None:
    """In Common."""
    more = more | ({"fractions": "round_up"} if company.maybe(3) else {})
    company.write("stock_dividend_paid", per_share=company.pick([1, "0.5", "1/10", "6/5", 2]), **more)


def pay_accrued(company: Company) -> None:
    """What is accrued is paid, in part or whole."""
    most = company.now.accrued
    more: Entry = {}
    if most and company.maybe(2):
        part = (most * company.pick(plain.PARTS)).limit_denominator(10**6) or Fraction(1, 10**6)
        more["per_share"] = text(part * company.pick([1, 1, 1, 2]))
    company.write("accrued_dividends_paid", **more)


def shares_of_different_age(company: Company) -> None:
    """An unpaid dividend, new Series D, another unpaid dividend; then some of it moves."""
    pay_cash(company, {})
    later(company, 0, 1)
    plain.issue_series_d(company)
    later(company, 1, 0)
    company.pick([pay_cash, pay_in_kind])(company, {})
    transfer_series_d(company)
    later(company, 1, 0)
    company.pick([plain.convert, transfer_series_d, pay_accrued, plain.split_series_d])(company)
    convert_some(company)


# --- rights -------------------------------------------------------------------------------------------


def net_exercise(company: Company) -> None:
    """An exercise for which more of the right is given up."""
    rights = company.rights
    if not rights:
        plain.grant_option(company)
        return
    right: Right = company.pick(rights)
    stage = stages_of(company, right)
    there = outstanding(right, stage.get("stage"))
    if there < 2:
        exercise(company)
        return
    shares = min(int(there) - 1, company.part_of(there / 2))
    withheld = max(1, int((there - shares) * company.pick([Fraction(1), Fraction(1, 3), Fraction(1, 10)])))
    withheld += company.pick([0] * 9 + [1])
    company.write("right_exercised", right=right.name, shares=shares, withheld=withheld, **stage)


def unit_sale(company: Company) -> None:
    """Shares or a note with one or two warrants, sold as one; the warrants are exercised or lapse, in part or whole."""
    name = f"U{len(company.entries) + 1}"
    shares = company.pick(COUNTS)
    money = company.price_near() * shares
    deducted = money * company.pick([Fraction(1, 4), Fraction(1, 2), Fraction(1, 10), Fraction(5, 4)])
    given = {"consideration": {"cash": text(money), "additional_rights": text(deducted)}}
    what: Entry = {"holder": company.pick(PEOPLE), "shares": shares, "transaction": name} | given
    if company.maybe(4):
        note_of_it = plain.new_right(company)
        company.write("convertible_issued", right=note_of_it, **what)
    else:
        company.write("common_issued", **what)
    for _ in range(company.pick([1, 2])):
        plain.grant_option(company, transaction=name)
    for _ in range(company.pick([1, 2, 3])):
        later(company, 0, 1, 4)
        company.pick([plain.end, exercise, plain.end, net_exercise, plain.sell])(company)


def rate_of_a_security(company: Company) -> None:
    """An option on a Convertible Security: exercised, then the rate changes, and then something of it comes out."""
    shares, price = company.pick(COUNTS), company.price_near()
    name = plain.new_right(company)
    more: Entry = {"consideration": {"cash": text(price * shares / 4)}} if company.maybe(2) else {}
    company.write(
        "option_granted",
        right=name,
        holder=company.pick(PEOPLE),
        shares=shares,
        exercise_price=text(price / 2),
        conversion_price=text(price / company.pick([4, 10])),
        **more,
        **({"assumed": True} if company.maybe(6) else {}),
    )
    later(company, 1, 0)
    company.write("right_exercised", right=name, shares=company.part_of(shares))
    for _ in range(company.pick([1, 2])):
        later(company, 0, 1)
        right = company.outcome.told.rights.get(name)
        there = right.outstanding("convertible") if right else Fraction(0)
        new: Entry = {"shares": max(1, int(there * company.pick([2, 3, Fraction(1, 2)])))}
        if company.maybe(3):
            new["conversion_price"] = text(company.price_near() / 3)
        company.write("right_changed", right=name, stage="convertible", reason="antidilution", **new)
        company.pick([plain.sell, exercise, plain.end, plain.split])(company)


def with_a_last_day(company: Company) -> None:
    """A right with a last day, which soon is past: it is exercised, or expires, or nothing is recorded."""
    last_day = company.today + dt.timedelta(company.pick([2, 0, 5]))
    shares = company.pick(COUNTS)
    name = plain.new_right(company)
    price = text(company.price_near())
    if company.maybe(3):
        money = {"consideration": {"cash": text(company.price_near() * shares)}}
        what: Entry = {"right": name, "shares": shares, "matures": last_day.isoformat()} | money
        company.write("convertible_issued", holder=company.pick(PEOPLE), **what)
    else:
        what = {"right": name, "shares": shares, "exercise_price": price, "expires": last_day.isoformat()}
        company.write("option_granted", holder=company.pick(PEOPLE), **what)
    if company.maybe(3):
        later(company, 0, 1)
        company.write("right_exercised", right=name, shares=company.part_of(shares))
    if company.maybe(2):
        company.today = max(company.today, last_day)
        company.write("right_terminated", right=name, reason="expired")
        company.write(
            "right_exercised", right=name, shares=company.part_of(shares)
        )  # recorded behind it, yet before it
    later(company, 1, 3)


# --- one day ---------------------------------------------------------------------------------------------


def disorderly_day(company: Company) -> None:
    """Distributions, expiries, issues, splits and conversions of one day, recorded in any order."""
    day = company.today
    for _ in range(company.pick([3, 2, 4, 5])):
        company.pick(
            [
                lambda c: pay_in_kind(c, {}),
                expire,
                plain.sell,
                plain.convert,
                lambda c: pay_cash(c, {"out_of_earnings": False, "market_price": 1000}),
                plain.split,
                plain.grant_option,
                exercise,
                lambda c: pay_in_stock(c, {}),
                plain.reorganize,
                net_exercise,
                plain.change,
            ]
        )(company)
        company.today = day


def expire(company: Company) -> None:
    """A right expires."""
    rights = company.rights
    if not rights:
        plain.grant_option(company)
        return
    right = company.pick(rights)
    company.write("right_terminated", right=right.name, reason="expired", **stages_of(company, right))


# --- consents, exclusions, automatic conversion --------------------------------------------------------------


def waive_what_was(company: Company) -> None:
    """A waiver of something that moved nothing, or did, with the consent of all, of most or of some."""
    issues = company.names("common_issued", "option_granted", "convertible_issued", "treasury_disposed")
    if not issues:
        plain.sell(company)
        return
    action = f"W{len(company.entries) + 1}"
    plain.consents(company, action)
    moved = company.outcome.told.moved
    still = [name for name in issues if name not in moved] or issues
    company.write("adjustment_waived", action=action, entry=company.pick([*still[::-1], *issues]))


def protect_despite(company: Company) -> None:
    """A restricted action, recorded although the consent may be missing."""
    action = f"P{len(company.entries) + 1}"
    if company.maybe(2):
        plain.consents(company, action)
        in_between(company)
    kind = company.pick(["senior_or_parity_stock", "liquidation_plan", "series_d_increase"])
    despite = {"despite": "it happened"} if company.maybe(2) else {}
    company.write("protected_action_taken", action=action, kind=kind, **despite)


def claim_an_exclusion(company: Company) -> None:
    """Limb (C) for an option, limb (D) with or without a split behind it."""
    if company.maybe(2):
        plain.grant_option(company, excluded="C", kind="warrant")
        return
    if company.maybe(2):
        plain.split(company)
    company.write("common_issued", holder=company.pick(PEOPLE), shares=company.pick(COUNTS), excluded="D")


def automatic_and_late(company: Company) -> None:
    """The automatic conversion, with room for just enough, and then something late that changes what was due."""
    ratio = int(company.outcome.told.terms["automatic_conversion_reverse_split"])
    if sum(company.now.common.values()) < ratio:
        company.write("common_issued", holder="ann", shares=3 * ratio, excluded="A")
    left = sum(held // ratio for held in company.now.common.values()) + company.now.treasury // ratio
    price = company.now.in_effect * ratio
    needed = sum(company.now.common_for(blocks, price) for blocks in company.now.blocks.values()) if price else 0
    short = company.pick([0, 0, 0, 1])
    authorized = max(1, left + needed - short)
    before = company.today
    company.write("common_split", old=ratio, new=1, common_authorized=authorized)
    for _ in range(company.pick([1, 2])):
        company.today = before - dt.timedelta(company.pick([1, 3, 0]))
        company.pick(
            [
                lambda c: pay_cash(c, {}),
                lambda c: pay_in_kind(c, {}),
                plain.sell,
                plain.grant_option,
                plain.issue_series_d,
                plain.authorize,
                pay_accrued,
            ]
        )(company)
    company.today = before


STORIES: list[Action] = [
    record_and_payment,
    unit_sale,
    disorderly_day,
    shares_of_different_age,
    rate_of_a_security,
    with_a_last_day,
    net_exercise,
    waive_what_was,
    pay_accrued,
    transfer_series_d,
    expire,
]
OFTEN: list[Action] = [record_and_payment, unit_sale, disorderly_day, shares_of_different_age]
SELDOM: list[Action] = [protect_despite, claim_an_exclusion, automatic_and_late]
ACTIONS: list[Action] = [*plain.ACTIONS, *STORIES * 2, *OFTEN * 2, *SELDOM]


class Drawn(Company):
    """A company whose story hangs on one number alone, so that every number tells another one."""

    def __init__(self, number: int, max_entries: int) -> None:
        """Begin with the number."""
        super().__init__(nothing_to_draw, max_entries, switches=ALL_SWITCHES)
        self.chance = random.Random(number)  # noqa: S311  no secret

    def pick(self, choices: list[Any]) -> Any:
        """One of several."""
        return self.chance.choice(choices)

    def maybe(self, one_in: int) -> bool:
        """Now and then."""
        return self.chance.randrange(one_in) == 0


def nothing_to_draw(_: st.SearchStrategy[Any]) -> Any:
    """All is told by the number."""
    raise NotImplementedError


def company_of(number: int, max_entries: int = 60) -> Company:
    """The company of a number: a journal, and what the model makes of it (`.entries`, `.outcome`)."""
    company = Drawn(number, max_entries)
    begin(company)
    wanted = min(max_entries, company.pick([60, 60, 40, 20]))  # most are long
    while len(company.entries) < wanted:
        later(company, 1, 0, 0, 2, 10)
        company.pick(ACTIONS)(company)
    plain.counted(company)
    return company


def journal_of(number: int, max_entries: int = 60) -> list[Entry]:
    """The journal of a number, in the order recorded: for those who want many without Hypothesis."""
    return company_of(number, max_entries).entries


def companies_second_edition(max_entries: int = 60) -> st.SearchStrategy[Company]:
    """Journals together with what the model makes of them (`.entries`, `.outcome`)."""
    return st.integers(0, 2**48).map(lambda number: company_of(number, max_entries))


def timelines_second_edition(max_entries: int = 60) -> st.SearchStrategy[list[Entry]]:
    """Journals, in the order recorded."""
    return st.integers(0, 2**48).map(lambda number: journal_of(number, max_entries))


@st.composite
def disturbed_timelines_second_edition(draw: st.DrawFn, max_entries: int = 40) -> list[Entry]:
    """A journal in which things have been moved, redated, doubled, voided, corrected, joined and left out at random."""
    return disturbed(draw, list(draw(timelines_second_edition(max_entries))))
