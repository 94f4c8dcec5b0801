"""Timelines for property tests: journals in which interesting things happen often.

`timelines()` is a Hypothesis strategy of journals: lists of entries, in the order recorded. Most entries are
acceptable, some are plainly not. To know who holds what, which rights exist and what the price is at the moment, the
generator asks the reference model as it goes; the entries are kept whether the model accepts them or not. Everything
simple comes first, so that examples shrink towards sales of Common under the default certificate. `companies()` gives
the same journals together with what the model makes of them.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from .fold import Close, Right
from .model import Outcome, put
from .record import AUTOMATIC, EDITS, MAY_SHARE_A_MOMENT, Entry, carried_out

Draw = Callable[[st.SearchStrategy[Any]], Any]

FIRST_SERIES_D = dt.date(2006, 1, 10)
PEOPLE = ["ann", "bob", "cyd"]
PLENTY = 10**12
MONEY = [0, 1, 10, 100, 1000, "0.5", "11/3", 20000]
COUNTS = [1, 2, 3, 5, 10, 100, 1000, 5000, 10000]
PARTS = [Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(9, 10), Fraction(1, 100)]
NEAR = [
    Fraction(1),
    Fraction(1, 2),
    Fraction(0),
    Fraction(999, 1000),
    Fraction(1001, 1000),
    Fraction(1, 10),
    Fraction(2),
    Fraction(2, 3),
    1 - Fraction(1, 10**60),
]
TERMS: list[Entry] = [
    {},
    {"conversion_price": 2, "stated_value": 10},
    {"conversion_price": "11/3", "stated_value": 11, "designated_shares": 1000},
    {"conversion_price": 10, "stated_value": 3, "designated_shares": 5000},
    {"conversion_price": "0.5", "stated_value": 100, "automatic_conversion_reverse_split": 100},
]
SWITCHES = {
    "same_day_price": "opening",
    "readjustment_effective": "forthwith",
    "tranche_test": "blended",
    "grant_consideration": "retained",
}


def text(value: Fraction) -> int | str:
    """Write a number as a journal does: 3, "0.0033", "11/3"."""
    if value.denominator == 1:
        return int(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1 and value.denominator <= 10**9:
        digits = next(n for n in range(40) if (value * 10**n).denominator == 1)
        whole, part = divmod(int(value * 10**digits), 10**digits)
        return f"{whole}.{part:0{digits}d}"
    return f"{value.numerator}/{value.denominator}"


@dataclass
class Company:
    """What the generator knows: the entries so far, and what the model makes of them."""

    draw: Draw
    max_entries: int = 60
    entries: list[Entry] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    today: dt.date = FIRST_SERIES_D
    switches: dict[str, str] = field(default_factory=lambda: SWITCHES)

    # --- drawing -----------------------------------------------------------------------------------

    def pick(self, choices: list[Any]) -> Any:
        """One of several; the first is the simplest."""
        return self.draw(st.sampled_from(choices))

    def maybe(self, one_in: int) -> bool:
        """Now and then."""
        return bool(self.draw(st.integers(0, one_in - 1)) == one_in - 1)

    # --- knowing -----------------------------------------------------------------------------------

    @property
    def now(self) -> Close:
        """How things stand at the end of the timeline."""
        return self.outcome.told.closes[-1]

    @property
    def rights(self) -> list[Right]:
        """The rights of which something is outstanding; now and then all."""
        every = list(self.outcome.told.rights.values())[::-1]
        return every if self.maybe(20) else [r for r in every if any(lot.outstanding for lot in r.lots)]

    @property
    def room(self) -> int:
        """Authorised less outstanding."""
        return int(self.outcome.told.room)

    @property
    def rate(self) -> Fraction:
        """Common per share of Series D, now."""
        return Fraction(self.now.preference / (self.now.in_effect or 1))

    def names(self, *types: str) -> list[str]:
        """Ids of the entries of some types that stand."""
        return [r.id for r in carried_out(self.outcome.record) if not types or r.type in types]

    def holder(self, register: dict[str, int]) -> str:
        """Somebody who holds some, if anybody does."""
        return str(self.pick([name for name in PEOPLE if register.get(name)] or PEOPLE))

    def part_of(self, number: Fraction | int) -> int:
        """All, half, one, or about a third of a number; never below one."""
        return max(1, int(number * self.pick(PARTS)))

    def price_near(self) -> Fraction:
        """A price at, just below, just above or far from the current one (or the opening or initial one)."""
        current = self.pick([self.now.running, self.now.in_effect, self.outcome.told.terms["conversion_price"]])
        readable = Fraction(current).limit_denominator(10**6) if Fraction(current).denominator > 10**9 else current
        return Fraction(readable * self.pick(NEAR))

    def money(self, shares: int) -> Entry:
        """A consideration for so many shares."""
        cash = self.price_near() * shares
        return {
            "consideration": self.pick(
                [
                    {"cash": text(cash)},
                    {"cash": text(cash / 2), "property": text(cash / 2)},
                    {"cash": text(cash + 3), "expenses": 3},
                    {"cash": text(cash), "additional_rights": text(cash / 4)},
                    {"property": self.pick(MONEY), "expenses": self.pick(MONEY)},
                ]
            )
        }

    # --- writing -----------------------------------------------------------------------------------

    def write(self, kind: str, /, **fields: Any) -> Entry:
        """Record an entry on the current day, or now and then late; most carry an id."""
        days_late = self.pick([1, 2, 5, 30]) if self.maybe(6) else 0
        entry: Entry = {"type": kind, "effective": (self.today - dt.timedelta(days_late)).isoformat()}
        if not self.maybe(12):
            entry["id"] = f"e{len(self.entries) + 1}"
        return self.put(entry | fields)

    def put(self, entry: Entry) -> Entry:
        """Hand an entry to the model, and keep it whatever the model says."""
        if len(self.entries) < self.max_entries:
            put(self.outcome, len(self.entries), entry)
            self.entries.append(entry)
        return entry

    def next_id(self, ahead: int = 0) -> str:
        """The id that one of the next entries will carry if it carries one."""
        return f"e{len(self.entries) + 1 + ahead}"


# --- how a company begins ----------------------------------------------------------------------------


def begin(company: Company) -> None:
    """Adopt the certificate, write the opening position, and usually issue Series D."""
    terms = dict(company.pick(TERMS))
    switched = {name: choice for name, choice in company.switches.items() if company.maybe(4)}
    if switched:
        terms["interpretations"] = switched
    adopted: Entry = {
        "type": "certificate_adopted",
        "id": "certificate",
        "effective": "2005-09-06",
        "company": "Example Corp",
        "common_authorized": company.pick([PLENTY, PLENTY, PLENTY, 100_000, 40_000]),
    }
    adopted |= {"terms": terms} if terms else {}
    recorded_late = company.maybe(8)
    if not recorded_late:
        company.put(adopted)
    for person in PEOPLE[: 0 if company.maybe(15) else company.pick([1, 2, 3])]:
        company.today = dt.date(2005, 9, 6)
        held = {"treasury": company.pick([5, 1000])} if company.maybe(6) else {}
        company.write("opening_balance", holder=person, common=company.pick([10_000, 3, 1_000, 7_777]), **held)
    if recorded_late:
        company.put(adopted)
    company.today = dt.date(2005, 12, 1)
    while company.maybe(3):
        company.pick([grant_option, issue_note, change, exercise, split, sell])(company)
    company.today = FIRST_SERIES_D
    if not company.maybe(20):
        kind = company.pick(["series_d_issued", "series_d_issued", "opening_balance"])
        for person in PEOPLE[: company.pick([1, 2, 3])]:
            number = company.pick([100, 1, 10, 333, 1_000])
            company.put(
                {
                    "type": kind,
                    "id": company.next_id(),
                    "effective": FIRST_SERIES_D.isoformat(),
                    "holder": person,
                    ("shares" if kind == "series_d_issued" else "series_d"): number,
                }
            )


# --- issues and rights -------------------------------------------------------------------------------


def sell(company: Company, **together: Any) -> None:
    """A sale of Common, now and then claimed to be excluded or paid as a dividend on another stock."""
    shares = company.pick(COUNTS)
    if shares > company.room and not company.maybe(8):
        shares = max(1, company.room // 2)
    more: Entry = company.money(shares)
    if company.maybe(8):
        more["excluded"] = company.pick(["A", "C", "D"])
    if company.maybe(15):
        more["dividend_on"] = "Series A"
    if company.maybe(15):
        del more["consideration"]
    company.write("common_issued", holder=company.pick(PEOPLE), shares=shares, **more, **together)


def new_right(company: Company) -> str:
    """A name for a right; rarely one that is taken."""
    taken = [right.name for right in company.rights]
    return str(taken[0]) if taken and company.maybe(20) else f"R{len(company.entries) + 1}"


def grant_option(company: Company, **together: Any) -> None:
    """A grant of options on Common, or (two-level) on a Convertible Security."""
    shares = company.pick(COUNTS)
    per_share = company.price_near()
    in_all = per_share * shares
    more: Entry = {}
    if company.maybe(2):
        more["consideration"] = {"cash": text(in_all / 4)}
        per_share -= per_share / 4
    if company.maybe(3):
        more["conversion_price"] = text(per_share / 2)
        per_share -= per_share / 2
    if company.maybe(6):
        more["excluded"] = company.pick(["A", "A", "A", "C"])
    if company.maybe(6):
        more["assumed"] = True
    if company.maybe(15):
        more["dividend_on"] = company.pick(["Series A"])
    if company.maybe(3):
        more["kind"] = company.pick(["warrant", "right"])
    if company.maybe(6):
        more |= company.pick([{"split_protection": False}, {"priced_off_series_d": True}, {"expires": "2006-02-01"}])
    company.write(
        "option_granted",
        right=new_right(company),
        holder=company.pick(PEOPLE),
        shares=f"{shares}/3" if company.maybe(20) else shares,
        exercise_price=text(per_share),
        **more | together,
    )


def issue_note(company: Company, **together: Any) -> None:
    """An issue of a Convertible Security."""
    shares = company.pick(COUNTS)
    in_all = company.price_near() * shares
    more: Entry = {"consideration": {"cash": text(in_all)}}
    if company.maybe(3):
        more = {"consideration": {"cash": text(in_all / 2)}, "conversion_price": text(in_all / 2 / shares)}
    if company.maybe(6):
        more["excluded"] = company.pick(["C", "C", "A", "D"])
    if company.maybe(6):
        more["assumed"] = True
    if company.maybe(15):
        more["dividend_on"] = "Series A"
    company.write(
        "convertible_issued", right=new_right(company), holder=company.pick(PEOPLE), shares=shares, **more, **together
    )


def integral_transaction(company: Company) -> None:
    """Several securities sold as one."""
    name = f"T{len(company.entries) + 1}"
    for kind in company.pick(
        [
            [sell, grant_option],
            [sell, sell],
            [issue_note, grant_option, sell],
            [sell, dispose],
            [grant_option, issue_series_d, sell],
        ]
    ):
        kind(company, transaction=name)
        if company.maybe(10):
            sell(company)  # something else in between


def several_in_a_day(company: Company) -> None:
    """Two issues of one day with a price in between."""
    sell(company)
    company.pick([sell, grant_option, issue_note])(company)


def stages_of(company: Company, right: Right) -> Entry:
    """Name a stage where both are outstanding (and now and then when not)."""
    stages = sorted({lot.stage for lot in right.lots if lot.outstanding})
    named = company.pick(["option", "convertible"])
    return {"stage": named} if (len(stages) > 1) != company.maybe(12) else {}


def outstanding(right: Right, stage: str | None = None) -> Fraction:
    """How much of a right is outstanding."""
    lots = [lot for lot in right.lots if lot.outstanding and stage in (None, lot.stage)]
    return sum((lot.shares for lot in lots), Fraction(0))


def exercise(company: Company) -> None:
    """An exercise in full or in part."""
    rights = company.rights
    if not rights:
        grant_option(company)
        return
    right = company.pick(rights)
    stage = stages_of(company, right)
    there = outstanding(right, stage.get("stage"))
    if there < 1 and not company.maybe(8):
        end(company)  # less than a whole share can only end
        return
    shares = company.part_of(there)
    more = {"holder": company.pick(PEOPLE)} if company.maybe(6) else {}
    company.write("right_exercised", right=right.name, shares=shares, **stage, **more)


def change(company: Company) -> None:
    """A change of terms, mostly a repricing."""
    rights = company.rights
    if not rights:
        grant_option(company)
        return
    right = company.pick(rights)
    stage = stages_of(company, right)
    at_option = stage.get("stage", "option") == "option" and right.first_stage == "option"
    price = "exercise_price" if at_option else "conversion_price"
    if right.two_levels and company.maybe(3):
        price = "conversion_price"
    more: Entry = {price: text(company.price_near())}
    if right.two_levels and company.maybe(3):
        more["exercise_price"] = text(company.price_near() / 2)
    if company.maybe(5):
        more["shares"] = max(1, int(outstanding(right, stage.get("stage")) * company.pick([2, 10, Fraction(1, 2)])))
        more["reason"] = company.pick(["antidilution", "antidilution", "amendment"])
        if company.maybe(3):
            del more[price]
    elif company.maybe(3):
        more["reason"] = "antidilution"
    company.write("right_changed", right=right.name, **stage, **more)


def end(company: Company) -> None:
    """The end of a right, or of part of it."""
    rights = company.rights
    if not rights:
        grant_option(company)
        return
    right = company.pick(rights)
    stage = stages_of(company, right)
    more: Entry = {"reason": company.pick(["expired", "cancelled", "redeemed", "repurchased"])}
    there = outstanding(right, stage.get("stage"))
    if there >= 1 and company.maybe(2):
        more["shares"] = company.part_of(there)
    company.write("right_terminated", right=right.name, **stage, **more)


# --- units, treasury, distributions ------------------------------------------------------------------


def split(company: Company) -> None:
    """A split either way, with the authorised number changed or not."""
    old, new = company.pick(
        [(2, 1), (1, 2), (10, 1), (1, 10), (3, 2), (2, 3), (100, 1), (10000, 1), (1, 100), ("2.5", 1)]
    )
    more: Entry = {}
    if company.maybe(3):
        more["fractions"] = "round_up"
    if company.maybe(2):
        # about what will be outstanding, or that with about as much room as Series D needs, or much
        after = int(sum(company.now.common.values()) * new / Fraction(old)) + company.now.treasury + 3
        needed = int(sum(company.now.series_d.values()) * company.rate * new / Fraction(old))
        more["common_authorized"] = company.pick([PLENTY, after + needed, after + needed // 2, after, 20_000])
    company.write("common_split", old=old, new=new, **more)


def great_reverse_split(company: Company) -> None:
    """The reverse split of the automatic conversion, and now and then the authorised number after it."""
    if not company.maybe(3):
        convert(company)
        return
    ratio = int(company.outcome.told.terms["automatic_conversion_reverse_split"])
    if sum(company.now.common.values()) < ratio and not company.maybe(3):
        company.write("common_issued", holder=company.pick(PEOPLE), shares=100 * ratio, excluded="A")
    more = {"common_authorized": company.pick([PLENTY, 20_000, 200, 100])} if company.maybe(2) else {}
    company.write("common_split", old=ratio, new=1, **more)
    if company.maybe(2):
        authorize(company)


def stock_dividend(company: Company) -> None:
    """A dividend on Common in Common."""
    more: Entry = {"fractions": "round_up"} if company.maybe(3) else {}
    more |= record_date(company)
    company.write("stock_dividend_paid", per_share=company.pick([1, "0.5", "1/10", "0.001", 2]), **more)


def reorganize(company: Company) -> None:
    """A merger."""
    more: Entry = {}
    if company.maybe(2):
        more["reflected_value"] = text(company.price_near() or Fraction(1))
    more |= record_date(company)
    company.write("reorganized", exchange_ratio=company.pick([1, 2, "0.5", "2/3", "1/10"]), **more)


def distribute(company: Company) -> None:
    """A distribution worth part of the market value; rarely all of it."""
    market = company.pick(["0.5", 2, 1, "11/3", "0.5", 2, 1, 0])
    whole = sum(company.now.common.values()) * Fraction(market)
    share = company.pick([Fraction(1, 2), Fraction(1, 10), Fraction(1, 3), Fraction(99, 100), Fraction(1)])
    more = record_date(company)
    company.write("distribution_made", fair_value=text(whole * share or Fraction(1)), market_price=market, **more)


def acquire(company: Company) -> None:
    """Shares bought by the Company."""
    holder = company.holder(company.now.common)
    shares = company.part_of(company.now.common.get(holder, 0))
    company.write("treasury_acquired", holder=holder, shares=shares)


def dispose(company: Company, **together: Any) -> None:
    """Treasury shares sold."""
    if not company.now.treasury and not company.maybe(8):
        acquire(company)
    shares = company.part_of(company.now.treasury)
    more: Entry = company.money(shares)
    if company.maybe(6):
        more["excluded"] = company.pick(["A", "C", "D"])
    if company.maybe(6):
        more["subsidiary_left"] = True
    company.write("treasury_disposed", holder=company.pick(PEOPLE), shares=shares, **more, **together)


def retire(company: Company) -> None:
    """Treasury shares retired."""
    if not company.now.treasury and not company.maybe(8):
        acquire(company)
    company.write("treasury_retired", shares=company.part_of(company.now.treasury))


def authorize(company: Company) -> None:
    """The authorised number: much, or a little more than what is issued, near what a conversion needs."""
    issued = sum(company.now.common.values()) + company.now.treasury
    some = int(company.rate * company.pick([1, 2, 10, 100])) + company.pick([0, 1, -1, 5])
    every = sum(int(n * company.rate) for n in company.now.series_d.values())
    short = company.pick([0, 0, 1])
    number = company.pick([PLENTY, issued + max(0, some), issued + every - short, issued, 2 * issued])
    company.write("common_authorized_changed", authorized=max(1, number))


# --- Series D ----------------------------------------------------------------------------------------


def convert(company: Company) -> None:
    """A conversion: of all, of one, of part, of what just gives another whole share, of what just fits."""
    holder = company.holder(company.now.series_d)
    held = company.now.series_d.get(holder, 0)
    if not held and not company.maybe(6):
        issue_series_d(company)
    rate = company.rate or Fraction(1)
    some = company.pick([1, 2, 7])
    boundary = -(-some // rate)  # the fewest Series D that give `some` whole shares
    fits = int((company.room + 1) / rate)
    number = company.pick([1, company.part_of(held), int(boundary), int(boundary) - 1, fits, fits + 1, held])
    if number > held and not company.maybe(8):
        number = held
    more: Entry = {}
    if company.maybe(8):
        more["common_shares"] = company.pick([int(number * rate), 0, max(0, int(number * rate) - 1)])
    if company.maybe(8):
        more["register_to"] = company.pick(PEOPLE)
    if company.maybe(8):
        more["owned_before"] = held
    if company.maybe(10):
        more["notice_delivered"] = (company.today + dt.timedelta(company.pick([-1, 0, 1]))).isoformat()
    company.write("series_d_converted", holder=holder, shares=max(1, number), **more)


def issue_series_d(company: Company, **together: Any) -> None:
    """More Series D, now and then for money, which tests nothing (A12)."""
    more: Entry = {"consideration": {"cash": company.pick(MONEY)}} if company.maybe(3) else {}
    number = company.pick([1, 10, 100, 1000])
    company.write("series_d_issued", holder=company.pick(PEOPLE), shares=number, **more, **together)


def transfer(company: Company) -> None:
    """A transfer."""
    stock = company.pick(["series_d", "common"])
    register = company.now.series_d if stock == "series_d" else company.now.common
    giver = company.holder(register)
    fields = {"stock": stock, "from": giver, "to": company.pick(PEOPLE)}
    company.write("shares_transferred", shares=company.part_of(register.get(giver, 0)), **fields)


def dividend(company: Company) -> None:
    """A cash dividend that Series D was paid or not; accruals paid."""
    if company.maybe(4):
        company.write("accrued_dividends_paid")
        return
    small = text((company.now.in_effect.limit_denominator(1000) or Fraction(1)) / company.pick([10, 3, 100]))
    paid = company.pick(["unpaid", "unpaid", "paid"])
    more: Entry = record_date(company)
    if company.maybe(12):
        more["dividend_on"] = "Series A"
    company.write("cash_dividend_paid", per_share=small, series_d=paid, **more)


def record_date(company: Company) -> Entry:
    """Now and then a record date: a day on which something happened, the day itself, one between, or one after."""
    if not company.maybe(2):
        return {}
    happened = [dt.date.fromisoformat(entry["effective"]) for entry in company.entries]
    recent = [date for date in happened if date <= company.today][-5:]
    before = company.pick([*recent[::-1], *(date + dt.timedelta(1) for date in recent)])
    ahead = company.today + dt.timedelta(company.pick([0, 0, 0, 1]))
    return {"record_date": (ahead if company.maybe(4) else before).isoformat()}


def paid_dividend(company: Company) -> None:
    """A day on which the price moves, and soon a dividend for which the register of that day counts."""
    day = company.today
    company.pick([sell, reorganize, split, split_series_d, end, change, stock_dividend, convert])(company)
    company.today += dt.timedelta(company.pick([1, 2, 5]))
    if company.maybe(2):
        company.pick([sell, split, split_series_d, convert, dividend, transfer])(company)
    small = text((company.now.in_effect.limit_denominator(1000) or Fraction(1)) / company.pick([10, 3, 100]))
    paid = company.pick(["unpaid", "paid"])
    recorded = (day + dt.timedelta(company.pick([0, 0, 1, -1]))).isoformat()
    company.write("cash_dividend_paid", per_share=small, series_d=paid, record_date=recorded)


def split_series_d(company: Company) -> None:
    """A split of the Series D itself."""
    old, new = company.pick([(1, 2), (2, 1), (1, 3), (3, 2), (10, 1), (1, "2.5")])
    more: Entry = {"fractions": "round_up"} if company.maybe(3) else {}
    company.write("series_d_split", old=old, new=new, **more)


# --- consents, waivers, notices ----------------------------------------------------------------------


def consents(company: Company, action: str) -> None:
    """Consents of everybody, of nearly everybody, or of somebody."""
    for person in PEOPLE[: company.pick([3, 2, 1, 0])]:
        more: Entry = {"shares": company.part_of(company.now.series_d.get(person, 1))} if company.maybe(5) else {}
        if company.maybe(8):
            more["form"] = "meeting"
        company.write("consent_given", holder=person, action=action, **more)


def waive(company: Company) -> None:
    """A waiver, with consents or without: of what comes next, or of what has been."""
    action = f"W{len(company.entries) + 1}"
    consents(company, action)
    issues = company.names("common_issued", "option_granted", "convertible_issued", "treasury_disposed")
    if company.maybe(2) or not issues:
        before = company.today
        name = company.next_id(1)
        company.write("adjustment_waived", action=action, entry=name)
        company.today += dt.timedelta(company.pick([0, 1]))
        company.pick([sell, grant_option, issue_note])(company)
        company.today = max(before, company.today)
    else:
        company.write("adjustment_waived", action=action, entry=company.pick([issues[-1], *issues]))


def protect(company: Company) -> None:
    """A restricted action."""
    action = f"P{len(company.entries) + 1}"
    consents(company, action)
    kinds = ["senior_or_parity_stock", "liquidation_plan", "series_d_increase", "adverse_amendment"]
    cash = company.now.preference.limit_denominator(10**9)
    more = {"cash_per_share": text(cash)} if company.maybe(4) else {}
    company.write("protected_action_taken", action=action, kind=company.pick(kinds), **more)


def amend(company: Company) -> None:
    """An amendment of a term."""
    action = f"A{len(company.entries) + 1}"
    if company.maybe(2):
        for person in company.now.series_d:
            company.write("consent_given", holder=person, action=action)
    else:
        consents(company, action)
    term, value = company.pick(
        [
            ("conversion_price", text(company.price_near() or Fraction(1))),
            ("designated_shares", company.pick([900_000, 2_000, 10])),
            ("stated_value", company.pick([10, "11/3"])),
            ("notice_days", 20),
            ("automatic_conversion_reverse_split", 100),
            ("par_value", "0.01"),
            ("business_calendar", company.pick(["NYSE", "US", "elsewhere"])),
            ("preferred_authorized", 1),
        ]
    )
    company.write("terms_amended", action=action, term=term, value=value)


def administer(company: Company) -> None:
    """What moves neither price nor shares."""
    kind = company.pick(["notice_sent", "certificate_delivered", "liquidated"])
    if kind == "notice_sent":
        company.write(kind, kind="adjustment", holder=company.pick(PEOPLE))
    elif kind == "liquidated":
        parity = [{"class": "E", "shares": 2, "preference": 5}] * company.pick([1, 0, 2])
        company.write(kind, assets=company.pick(MONEY), parity=parity, **record_date(company))
    else:
        conversions = company.names("series_d_converted", AUTOMATIC) or ["none"]
        company.write(kind, conversion=company.pick(conversions))


def counted(company: Company) -> None:
    """Somebody counts when all has happened: balances of days gone by, mostly as they were, now and then others."""
    numbers = company.pick([0, 0, 1, 2])
    company.max_entries += numbers
    for _ in range(numbers):
        close = company.pick(company.outcome.told.closes[::-1])
        stock = company.pick(["common", "series_d", "treasury"])
        held = {"common": close.common, "series_d": close.series_d, "treasury": {"": close.treasury}}[stock]
        fields: Entry = {} if stock == "treasury" or company.maybe(2) else {"holder": company.pick(PEOPLE)}
        there = held.get(fields["holder"], 0) if fields else sum(held.values())
        if stock != "common" or company.maybe(2):
            fields["stock"] = stock
        company.today = close.date
        company.write("balance_asserted", shares=max(0, there + company.pick([0, 0, 0, 1, -1])), **fields)


def written_to(company: Company) -> None:
    """Somebody moves, and the company has new paper: of days gone by, late as the rest of what is counted."""
    if company.maybe(4):
        company.max_entries += 2
        company.today = company.pick(company.outcome.told.closes[::-1]).date
        company.write("address_changed", holder=company.pick(PEOPLE), address=["1 Main Street", "Springfield"])
        company.write("letterhead_changed", address="2 Main Street\nSpringfield")


# --- edits, and what is plainly not acceptable -------------------------------------------------------


def void(company: Company) -> None:
    """A void of something in the record."""
    names = [name for name in company.names() if name != "certificate"][::-1]
    if names:
        company.write("entry_voided", entry=company.pick(names), reason="clerical error")


def correct(company: Company) -> None:
    """A correction of a date, a number or the money of something in the record."""
    skip = (*EDITS, AUTOMATIC, "certificate_adopted")
    standing = [r for r in carried_out(company.outcome.record) if r.type not in skip][::-1]
    if not standing:
        return
    wrong = company.pick(standing)
    right = wrong.entry | {"id": wrong.id}
    how = company.pick(["date", "shares", "consideration", "exercise_price", "nothing"])
    if how == "shares" and isinstance(right.get("shares"), int):
        right["shares"] = max(1, right["shares"] + company.pick([1, -1, 10]))
    elif how == "consideration" and how in right:
        right[how] = {"cash": company.pick(MONEY)}
    elif how == "exercise_price" and how in right:
        right[how] = text(company.price_near())
    elif how == "date":
        moved = wrong.date + dt.timedelta(company.pick([1, -1, 5, -5]))
        right["effective"] = moved.isoformat()
    company.write("entry_corrected", entry=wrong.id, reason="clerical error", **{"with": right})


def flip_switches(company: Company) -> None:
    """A correction of the certificate: the same history under other switches."""
    certificate = next(r for r in carried_out(company.outcome.record) if r.type == "certificate_adopted")
    terms = dict(certificate.entry.get("terms") or {})
    terms["interpretations"] = {name: choice for name, choice in company.switches.items() if company.maybe(2)}
    right = certificate.entry | {"terms": terms}
    company.write("entry_corrected", entry="certificate", reason="wrong copy", **{"with": right})


def again(company: Company) -> None:
    """The same entry again, or another under its id."""
    with_id = [e for e in company.entries if "id" in e]
    entry = company.pick(with_id[::-1])
    company.put(entry | ({"note": "other"} if company.maybe(2) else {}))


def unacceptable(company: Company) -> None:
    """Something that nobody may do."""
    person = company.pick(PEOPLE)
    kind = company.pick(["convert", "transfer", "exercise", "treasury", "split", "issue", "edit"])
    if kind == "convert":
        held = company.now.series_d.get(person, 0)
        company.write("series_d_converted", holder=person, shares=held + 1)
    elif kind == "transfer":
        fields = {"stock": "common", "from": person, "to": "dan", "shares": company.now.common.get(person, 0) + 1}
        company.write("shares_transferred", **fields)
    elif kind == "exercise":
        right = company.pick([*company.rights, None])
        number = int(outstanding(right)) + 1 if right else 1
        company.write("right_exercised", right=right.name if right else "nothing", shares=number)
    elif kind == "treasury":
        company.write("treasury_disposed", holder=person, shares=company.now.treasury + 1)
    elif kind == "split":
        company.write("common_split", old=1, new=2, common_authorized=1)
    elif kind == "issue":
        company.write("common_issued", holder=person, shares=company.room + 1)
    else:
        company.write("entry_voided", entry="unheard-of", reason="clerical error")


OFTEN = [sell, convert, grant_option, exercise, change, end]
SOMETIMES = [issue_note, several_in_a_day, integral_transaction, split, authorize, correct, dividend, dispose]
SELDOM = [
    split_series_d,
    paid_dividend,
    paid_dividend,
    stock_dividend,
    acquire,
    retire,
    distribute,
    reorganize,
    transfer,
    issue_series_d,
    waive,
    protect,
    amend,
    administer,
    great_reverse_split,
    void,
    flip_switches,
    again,
    unacceptable,
]
ACTIONS: list[Callable[[Company], None]] = [*OFTEN * 4, *SOMETIMES * 2, *SELDOM]


@st.composite
def companies(draw: st.DrawFn, max_entries: int = 60) -> Company:
    """A journal together with what the model makes of it (`.entries`, `.outcome`)."""
    company = Company(draw, max_entries)
    begin(company)
    # every step begins with a number that says "stop" when it is zero: blocks of steps can be cut out when shrinking
    while draw(st.integers(0, 60)) and len(company.entries) < max_entries:
        company.today += dt.timedelta(company.pick([1, 0, 0, 2, 10]))
        company.pick(ACTIONS)(company)
    counted(company)
    written_to(company)
    return company


@st.composite
def timelines(draw: st.DrawFn, max_entries: int = 60) -> list[Entry]:
    """A journal, in the order recorded."""
    return list(draw(companies(max_entries)).entries)


# --- journals that nobody would write ------------------------------------------------------------------


@st.composite
def disturbed_timelines(draw: st.DrawFn, max_entries: int = 40) -> list[Entry]:
    """A journal in which things have been moved, redated, doubled, voided, corrected, joined and left out at random.

    What was drawn with an eye to the state of affairs then meets another: much is refused, and what is not is odd. The
    number of each disturbance comes first, so that examples shrink towards journals left alone.
    """
    return disturbed(draw, list(draw(timelines(max_entries))))


def disturbed(draw: st.DrawFn, entries: list[Entry]) -> list[Entry]:
    """Disturb a journal."""
    for number in range(draw(st.integers(0, 8))):
        disturb = draw(st.sampled_from(DISTURBANCES))
        at = draw(st.integers(0, len(entries) - 1))
        disturb(draw, entries, at, f"x{number}")
    return entries


def redated(entry: Entry, days: int) -> Entry:
    """The same entry on another day."""
    return entry | {"effective": (dt.date.fromisoformat(entry["effective"]) + dt.timedelta(days)).isoformat()}


def redate(draw: st.DrawFn, entries: list[Entry], at: int, _: str) -> None:
    """Put an entry on another day, now and then on one of the days that matter."""
    matters = draw(st.sampled_from([None, None, None, "2005-09-06", "2006-01-09", "2006-01-10"]))
    days = draw(st.sampled_from([1, -1, 3, -3, 10, -10, 40, -40, -120]))
    entries[at] = redated(entries[at], days) if matters is None else entries[at] | {"effective": matters}


def move(draw: st.DrawFn, entries: list[Entry], at: int, _: str) -> None:
    """Record an entry at another time."""
    entries.insert(draw(st.integers(0, len(entries) - 1)), entries.pop(at))


def double(draw: st.DrawFn, entries: list[Entry], at: int, name: str) -> None:
    """The same under another id, near by."""
    again = redated(entries[at], draw(st.sampled_from([0, 0, 1, -1, 5, -20]))) | {"id": name}
    if again["type"] in ("option_granted", "convertible_issued"):
        again["right"] = name
    entries.insert(draw(st.integers(at, len(entries))), again)


def leave_out(_: st.DrawFn, entries: list[Entry], at: int, __: str) -> None:
    """Never record an entry."""
    if len(entries) > 1:
        del entries[at]


def void_any(draw: st.DrawFn, entries: list[Entry], at: int, name: str) -> None:
    """Void any entry."""
    known = [e["id"] for e in entries[: at + 1] if "id" in e] or ["nothing"]
    void = {"type": "entry_voided", "effective": "2006-02-01", "id": name, "reason": "r"}
    entries.insert(draw(st.integers(at + 1, len(entries))), void | {"entry": draw(st.sampled_from(known))})


def correct_any(draw: st.DrawFn, entries: list[Entry], at: int, name: str) -> None:
    """Correct an entry to another day, or into another entry altogether."""
    known = [e for e in entries[: at + 1] if "id" in e and e["type"] not in EDITS]
    others = [e for e in entries if e["type"] not in (*EDITS, "certificate_adopted")]
    if not known or not others:
        return
    wrong = draw(st.sampled_from(known))
    right = redated(wrong, draw(st.sampled_from([1, -1, 0, 3, -3, 20, -20, -100])))
    if draw(st.booleans()) and wrong["type"] != "certificate_adopted":
        right = draw(st.sampled_from(others)) | {"id": wrong["id"]}
    fix = {"type": "entry_corrected", "effective": "2006-02-01", "id": name, "entry": wrong["id"], "reason": "r"}
    entries.insert(draw(st.integers(at + 1, len(entries))), fix | {"with": right})


def change_the_certificate(draw: st.DrawFn, entries: list[Entry], at: int, name: str) -> None:
    """Correct the certificate: other terms, switches, authorised number or date."""
    wrong = next((e for e in entries if e["type"] == "certificate_adopted"), None)
    if wrong is None:
        return
    switches = {name: choice for name, choice in SWITCHES.items() if draw(st.booleans())}
    right = redated(wrong, draw(st.sampled_from([0, 0, -10, 30, 127, 130])))
    right["common_authorized"] = draw(st.sampled_from([right["common_authorized"], PLENTY, 50_000]))
    right["terms"] = draw(st.sampled_from(TERMS)) | {"interpretations": switches}
    fix = {"type": "entry_corrected", "effective": "2006-02-01", "id": name, "entry": wrong["id"], "reason": "r"}
    entries.insert(draw(st.integers(at, len(entries))), fix | {"with": right})


def join(draw: st.DrawFn, entries: list[Entry], at: int, name: str) -> None:
    """Make some neighbours one integral transaction."""
    for index in range(at, min(len(entries), at + draw(st.integers(2, 6)))):
        if entries[index]["type"] in MAY_SHARE_A_MOMENT:
            entries[index] = entries[index] | {"transaction": name, "effective": entries[at]["effective"]}


DISTURBANCES = [redate, move, double, void_any, correct_any, join, leave_out, change_the_certificate]


# --- smaller failures --------------------------------------------------------------------------------


def reduced(entries: list[Entry], fails: Callable[[list[Entry]], bool]) -> list[Entry]:
    """A short journal that still fails: entries are left out, halves first, as long as `fails` stays true.

    Quicker than shrinking what was drawn, since later entries need not be drawn anew: a property test does well to
    leave out the phase of shrinking, and to show this.
    """
    size = max(1, len(entries) // 2)
    while size:
        start = 0
        while start < len(entries):
            fewer = entries[:start] + entries[start + size :]
            if fails(fewer):
                entries = fewer
            else:
                start += size
        size //= 2
    return entries
