"""The fold: the timeline told from its first day, event by event, as the reading says.

Prices, strikes and lots are carried in the share units of the day and restated at every change of units. Two prices are
carried: `running` (with every adjustment so far) and `in_effect` (what a conversion of this date pays: the running
price after the close of the day before, restated for changes of units today).

A change or end of a right (4E(3)) tells the whole story again from the start, by a second fold with foresight: it knows
of every right into which lots the grant has been divided by now, on what terms, and when each lot came out.
"""

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from .record import ISSUES_AND_GRANTS, Moment, Recorded, Refused, day, is_expiry, number, standing_entries
from .rights import Lot, Right
from .series_d import Block, SeriesD, first

ONE_DAY = dt.timedelta(days=1)
NEVER = dt.date.max
Step = dict[str, Any]

DEFAULT_TERMS: dict[str, Any] = {
    "series": "Series D",
    "designated_shares": 900000,
    "stated_value": "11.1111",
    "conversion_price": "0.0033",
    "par_value": "0.001",
    "preferred_authorized": 50000000,
    "automatic_conversion_reverse_split": 10000,
    "certificate_delivery_business_days": 5,
    "notice_days": 15,
    "business_calendar": "US",
}
NAMED = ("series", "business_calendar")  # terms that are no numbers
CALENDARS = ("US", "NYSE")
DEFAULT_INTERPRETATIONS = {
    "same_day_price": "running",
    "readjustment_effective": "close",
    "tranche_test": "separate",
    "grant_consideration": "pro_rata",
    "lender_options": "tested",
    "net_exercise": "terminated",
    "conversion_amount": "liquidation_preference",
    "votes": "uncapped",
    "unit_lapse": "unwound",
}
CHANGES_OF_COMMON = ("common_split", "stock_dividend_paid", "reorganized")  # what limb (D) of Excluded Stock rests on
GRANTS = ("option_granted", "convertible_issued")


@dataclass(frozen=True)
class Issue:
    """Something to be tested under 4E: so many shares for so much money."""

    entry: str
    clause: str
    shares: Fraction
    money: Fraction
    lots: tuple[Lot, ...] = ()
    grant: str = ""  # the grant of the right that it comes out of


@dataclass(frozen=True)
class Delivery:
    """What a conversion was: so many Series D for so much Common. A fact for ever."""

    converted: int
    delivered: int


@dataclass(frozen=True)
class Consent:
    """The consent of a holder to a proposal: for so many shares, in writing or at a meeting."""

    shares: int
    written: bool

    def of(self, held: int) -> int:
        """For how many of the shares held at the act it counts."""
        return min(self.shares, held)


@dataclass(frozen=True)
class Automatic:
    """An automatic conversion of one holder, written down behind the act that completed the conditions."""

    id: str
    act: str
    holder: str
    delivery: Delivery


@dataclass
class Facts:
    """What was delivered, whatever the record says now."""

    deliveries: dict[str, Delivery] = field(default_factory=dict)
    automatic: list[Automatic] = field(default_factory=list)  # all that were ever written, whether they apply or not

    def copied(self) -> "Facts":
        """Copy, so that a refused entry leaves no trace."""
        return Facts(dict(self.deliveries), list(self.automatic))


@dataclass(frozen=True)
class Foresight:
    """What a readjustment knows from the start.

    The lots of every right (in units at its grant), what was waived, and which act completed the automatic conversion.
    """

    lots: dict[str, list[Lot]]
    waived: frozenset[str]
    completing_act: str | None = None


@dataclass(frozen=True)
class Close:
    """How things stand at the close of a day."""

    date: dt.date
    in_effect: Fraction
    running: Fraction
    preference: Fraction  # of the share of Series D that carries the most
    accrued: Fraction  # on that share
    accruals: dict[str, Fraction]  # issue of Series D -> accrued per share
    measures: dict[str, Fraction]  # issue of Series D -> what a share of it converts for, in money
    blocks: dict[str, list[Block]]  # holder -> its Series D, what moves first standing first
    common: dict[str, int]
    series_d: dict[str, int]
    treasury: int
    authorized: int | None
    deemed: Fraction
    rights: dict[str, dict[str, Any]]
    stages: dict[str, tuple[str, Fraction, Fraction]]  # right -> its holder; outstanding as option, as convertible
    unit_changes: int  # how many changes of units of the Common, and of the Series D, lay before
    series_d_unit_changes: int
    consents: dict[str, tuple[int, int]]  # proposal -> shares that consent now, in all and in writing
    debts: dict[str, Fraction]  # holder -> dividends owed on Series D that is converted
    stated_value: Fraction

    def common_for(self, blocks: list[Block], price: Fraction | None = None) -> int:
        """Whole shares of Common for some Series D in one hand (4A, 4D)."""
        worth = sum((block.shares * self.measures[block.issue] for block in blocks), Fraction(0))
        return math.floor(worth / (self.in_effect if price is None else price))

    def shares_on(self, date: dt.date) -> "Close":
        """The same, if nothing happens until a later day."""
        return self if self.date == date else replace(self, in_effect=self.running)


@dataclass(frozen=True)
class Dividend:
    """A dividend on Common: what each holder of Series D on the record date is due for it (section 2)."""

    kind: str  # "cash" or "in kind"
    record_date: dt.date
    per_share: Fraction  # on a share of Common, in units of the record date
    unpaid: bool
    as_converted: dict[str, int | None]  # holder -> whole Common for its Series D then; None at a price of zero
    due: dict[str, Fraction | None]
    debt: dict[str, Fraction]  # what of it fell on shares converted since


@dataclass
class Base:
    """Who held Common on a record date, and what stock dividends have been paid to them so far (A7)."""

    common: dict[str, int]
    unit_changes: int  # how many lay before
    grown: Fraction = Fraction(1)  # what a share of the record date has become by the stock dividends on it


class Fold:
    """One telling of the timeline, from the first day on."""

    def __init__(
        self,
        moments: list[Moment],
        facts: Facts,
        next_id: Callable[[], str] = lambda: "",
        foresight: Foresight | None = None,
    ) -> None:
        """Start before the first day."""
        self.moments = moments
        self.facts = facts
        self.next_id = next_id
        self.foresight = foresight

        certificate = next((r for r in standing_entries(moments) if r.type == "certificate_adopted"), None)
        written = dict(certificate.entry.get("terms") or {}) if certificate else {}
        self.switch = DEFAULT_INTERPRETATIONS | dict(written.pop("interpretations", None) or {})
        terms = {k: v if k in NAMED else number(v) for k, v in (DEFAULT_TERMS | written).items()}
        self.terms: dict[str, Any] = terms
        self.terms_at_adoption = dict(terms)
        self.adoption = certificate.date if certificate else NEVER
        changes = [r.date for r in standing_entries(moments) if r.type in CHANGES_OF_COMMON]
        self.first_change_of_common = min(changes, default=NEVER)
        self.first_series_d = min((r.date for r in standing_entries(moments) if brings_series_d(r)), default=NEVER)

        self.running: Fraction = terms["conversion_price"]
        self.in_effect: Fraction = terms["conversion_price"]
        self.opening: Fraction = terms["conversion_price"]  # what the day began with, as the rights are now known
        self.today = dt.date.min
        self.at = -1  # which moment
        self.moment = Moment(dt.date.min, ())
        self.a = Fraction(0)  # A of 4E: what is outstanding and deemed issued immediately before the moment
        self.authorized: int | None = None  # unknown before the adoption
        self.adopted = False
        self.common: dict[str, int] = {}
        self.register = SeriesD()
        self.series_d_ever_issued = 0
        self.treasury = 0
        self.count_at_start_of_day = Fraction(0)  # for 4H, in units of the moment
        self.unit_changes: list[Fraction] = []  # new shares for one old, in order
        self.unit_changes_by: list[dt.date | None] = []  # for each the record date, if it was a stock dividend
        self.bases: dict[dt.date, Base] = {}  # record date of a stock dividend -> whom it goes to
        self.evenings: list[tuple[dt.date, dict[str, int], int]] = []  # day, Common at its close, unit changes so far
        self.factors: list[tuple[str, Fraction]] = []  # of the day's distributions (4H): applied at its close (A61)
        self.series_d_unit_changes: list[Fraction] = []  # likewise of the Series D
        self.rights: dict[str, Right] = {}
        self.consents: dict[str, dict[str, Consent]] = {}  # action -> holder -> the latest
        self.waived: set[str] = set(foresight.waived) if foresight else set()
        self.great_reverse_split_done = False
        self.completing_act: str | None = None  # which completed the automatic conversion: it happens once

        self.moved: set[str] = set()  # entries by which the price has moved under 4E, as the history now reads
        self.undetermined: list[tuple[dt.date, str]] = []  # distributions after whose day the price is not determined
        self.without_consent: list[str] = []
        self.balances_differ: dict[str, tuple[int, int]] = {}  # entry -> as it is asserted, and as it is here
        self.payments: dict[str, dict[str, dict[str, Fraction]]] = {}  # of what was accrued or owed

        self.steps: list[Step] = []
        self.closes: list[Close] = []
        self.entitled: dict[str, int] = {}
        self.conversions_so_far: set[str] = set()
        self.dividends: dict[str, Dividend] = {}

    # --- the story -------------------------------------------------------------------------------

    def run(self, until: int | None = None) -> "Fold":
        """Tell the moments in order: all to the close of the last day, or up to and including number `until`."""
        for at in range(len(self.moments) if until is None else until + 1):
            self.tell_next(at)
        if until is None:  # else more of the day may follow
            self.end_day()
        return self

    def tell_next(self, at: int) -> None:
        """Tell moment number `at`; with the first of another day the day before is over."""
        self.at = at
        if self.moments[at].date != self.today:
            self.end_day()
            self.begin_day(self.moments[at].date)
        self.tell(self.moments[at])

    def would_have_been_told_otherwise(self, later: Recorded) -> bool:
        """Whether an entry at the end of the timeline changes how what lies before it is told."""
        named = {str(r.entry["entry"]) for r in standing_entries(self.moments) if r.type == "adjustment_waived"}
        return (
            later.type == "certificate_adopted"
            or later.id in named
            or (brings_series_d(later) and later.date < self.first_series_d)
            or (later.type in CHANGES_OF_COMMON and later.date < self.first_change_of_common)
        )

    def copied(self, moments: list[Moment], facts: Facts, next_id: Callable[[], str]) -> "Fold":
        """The same story so far, to be told on."""
        other = copy(self)
        other.moments, other.facts, other.next_id = moments, facts, next_id
        for name, value in vars(self).items():
            if isinstance(value, (dict, list, set)) and name != "moments":
                setattr(other, name, copy(value))
        other.register = self.register.copied()
        other.rights = {name: right.copied() for name, right in self.rights.items()}
        other.bases = {date: replace(base) for date, base in self.bases.items()}
        other.consents = {action: dict(given) for action, given in self.consents.items()}
        return other

    def begin_day(self, date: dt.date) -> None:
        """A1: what happened up to yesterday governs conversions from today."""
        self.today = date
        self.in_effect = self.opening = self.running
        self.count_at_start_of_day = Fraction(self.outstanding)

    def end_day(self) -> None:
        """The factors of the distributions of the day come after everything else of it (4H, 4I, A61)."""
        for entry, factor in self.factors:
            self.move_price(self.running * factor, [entry], "4H", governs_today=False)
        self.factors = []
        if self.foresight is None and self.today > dt.date.min:
            self.closes.append(self.close())
        self.evenings.append((self.today, dict(self.common), len(self.unit_changes)))

    def tell(self, moment: Moment) -> None:
        """Tell one moment: the facts of its entries, then one test and one application of the formula."""
        self.moment = moment
        self.a = self.outstanding + self.deemed_issued  # "immediately preceding such Trigger Issuance"
        issues: list[Issue] = []
        for r in moment.entries:
            issues += getattr(self, f"tell_{r.type}")(r) or []
        self.adjust(issues)

    @property
    def protected(self) -> bool:
        """4E to 4H protect from the first issue of Series D, that date included (A58)."""
        return self.today >= self.first_series_d

    @property
    def outstanding(self) -> int:
        """Common outstanding, without treasury (4E(7))."""
        return sum(self.common.values())

    @property
    def series_d(self) -> dict[str, int]:
        """How much Series D each holder has."""
        return self.register.held()

    @property
    def series_d_outstanding(self) -> int:
        """Series D outstanding."""
        return sum(self.series_d.values())

    @property
    def deemed_issued(self) -> Fraction:
        """Shares deemed issued and not yet really issued (A9, A10)."""
        lots = [lot for right in self.rights.values() for lot in right.lots if lot.deemed and lot.outstanding]
        return sum((lot.shares for lot in lots), Fraction(0))

    @property
    def preference(self) -> Fraction:
        """Liquidation Preference of the share that carries the most: Stated Value plus what is accrued (section 3)."""
        return Fraction(self.terms["stated_value"] + self.register.most_accrued())

    def measure(self, issue: str) -> Fraction:
        """What a share of Series D is converted for: its preference, or by the switch its Stated Value (A42)."""
        stated = Fraction(self.terms["stated_value"])
        return stated if self.switch["conversion_amount"] == "stated_value" else stated + self.register.accrued[issue]

    # --- 4E: the formula -------------------------------------------------------------------------

    def adjust(self, issues: list[Issue]) -> None:
        """Test each issue of the moment against the same price; apply the formula once to those that trigger."""
        if not self.protected:
            return
        a, b = self.a, self.running
        tested_against = self.opening if self.switch["same_day_price"] == "opening" else b  # A5
        triggering = [issue for issue in issues if issue.money / issue.shares < tested_against]
        if not triggering:
            return
        for issue in triggering:
            for lot in issue.lots:
                lot.deemed = True
        c = sum(issue.shares for issue in triggering)
        d = sum(issue.money for issue in triggering)
        after = min(b, (a * b + d) / (a + c))  # the proviso of 4E (A56)
        ids = list(dict.fromkeys(issue.entry for issue in triggering))
        if after != b:
            self.moved |= {*ids, *(issue.grant for issue in triggering)}
        self.move_price(after, ids, triggering[0].clause, governs_today=False, formula=(a, b, c, d))

    def move_price(
        self,
        after: Fraction,
        entries: list[str],
        clause: str,
        *,
        governs_today: bool,
        formula: tuple[Any, ...] = (None, None, None, None),
        replayed: list[Step] | None = None,
    ) -> None:
        """Set the running price, and note the step if it moved."""
        before, self.running = self.running, after
        if before == after:
            return
        a, b, c, d = (x if x is None else Fraction(x) for x in formula)
        step = {
            "effective": self.today,
            "governs_from": self.today if governs_today else self.today + ONE_DAY,
            "entry": entries[0],
            "clause": clause,
            "before": before,
            "after": after,
            "A": a,
            "B": b,
            "C": c,
            "D": d,
            "entries": entries,
        }
        if replayed is not None:
            step["replayed"] = replayed
        self.steps.append(step)

    def excluded(self, r: Recorded) -> bool:
        """Tell whether an issue or grant is Excluded Stock by its own limb, or its adjustment was waived (A52)."""
        return bool(r.entry.get("excluded")) or r.id in self.waived

    def check_exclusion(self, r: Recorded) -> None:
        """Refuse an exclusion limb that cannot apply.

        (C) omits Options (A14, but for the switch). (D) is for Common on Common, and only to the extent that this
        adjusts the price by another clause: a split, stock dividend or merger ratio stands on or before the date.
        """
        options = "AC" if self.switch["lender_options"] == "excluded" else "A"
        limbs = {"option_granted": options, "convertible_issued": "AC"}.get(r.type, "ACD")
        limb = r.entry.get("excluded")
        if limb is not None and limb not in limbs:
            raise Refused(r.id, f"limb ({limb}) of Excluded Stock cannot apply")
        if limb == "D" and r.entry.get("dividend_on"):
            raise Refused(r.id, "limb (D) of Excluded Stock is for dividends on Common")
        if limb == "D" and self.first_change_of_common > r.date:
            raise Refused(r.id, "limb (D) of Excluded Stock without a split, stock dividend or merger ratio")

    # --- 4E(5): the money --------------------------------------------------------------------------

    def money_for(self, r: Recorded) -> Fraction:
        """Net consideration; the value of Additional Rights that ended since is not deducted (A59)."""
        return consideration(r, deducted=self.rights_left_beside(r))

    def rights_left_beside(self, r: Recorded) -> Fraction:
        """Which part of the rights issued in the same transaction has not ended, as far as is known by now (A59)."""
        beside = self.rights_beside(r)
        if not beside or self.foresight is None or self.switch["unit_lapse"] == "allocated":
            return Fraction(1)
        money = [consideration(grant) for grant in beside]
        weights = money if any(money) else [number(grant.entry["shares"]) for grant in beside]
        lots = [self.foresight.lots.get(str(grant.entry["right"]), []) for grant in beside]
        left = [sum((lot.part for lot in of_one), Fraction(0)) for of_one in lots]
        return sum((w * part for w, part in zip(weights, left, strict=True)), Fraction(0)) / sum(weights)

    def rights_beside(self, r: Recorded) -> list[Recorded]:
        """The rights granted in the same integral transaction."""
        if not r.entry.get("transaction"):
            return []
        return [other for other in self.moment.entries if other.type in GRANTS and other.id != r.id]

    # --- the certificate, the opening, the authorised number -------------------------------------

    def tell_certificate_adopted(self, r: Recorded) -> None:
        """The certificate fixes the authorised number from its own place on."""
        self.set_authorized(r, whole(r, "common_authorized"))
        self.adopted = True

    def tell_opening_balance(self, r: Recorded) -> None:
        """What existed before the ledger begins: never an issue that is tested."""
        numbers = {k: int(number(r.entry.get(k) or 0)) for k in ("common", "treasury", "series_d")}
        if min(numbers.values()) < 0 or max(numbers.values()) == 0:
            raise Refused(r.id, "an opening balance of nothing")
        if numbers["common"] + numbers["treasury"] > self.room - self.treasury:
            raise Refused(r.id, "more Common than authorised")
        holder = str(r.entry["holder"])
        self.common[holder] = self.common.get(holder, 0) + numbers["common"]
        self.treasury += numbers["treasury"]
        if numbers["series_d"]:
            self.issue_series_d(r, numbers["series_d"])

    def tell_common_authorized_changed(self, r: Recorded) -> None:
        """The authorised number changes; this may complete the conditions of the automatic conversion."""
        self.set_authorized(r, whole(r, "authorized"))
        self.convert_automatically(r)

    def set_authorized(self, r: Recorded, authorized: int) -> None:
        """There cannot be fewer authorised than issued shares."""
        if authorized < self.outstanding + self.treasury:
            raise Refused(r.id, "fewer Common authorised than issued")
        self.authorized = authorized

    @property
    def room(self) -> float | int:
        """Authorised less outstanding; treasury can be delivered (A45)."""
        return math.inf if self.authorized is None else self.authorized - self.outstanding

    def deliver(self, r: Recorded, holder: str, shares: int) -> None:
        """Deliver Common: out of unissued authorised shares first, then out of treasury."""
        if shares > self.room:
            raise Refused(r.id, "more Common than authorised")
        if self.authorized is not None:
            unissued = self.authorized - self.outstanding - self.treasury
            self.treasury -= max(0, shares - unissued)
        self.common[holder] = self.common.get(holder, 0) + shares

    # --- issues of Common and of Series D --------------------------------------------------------

    def tell_common_issued(self, r: Recorded) -> list[Issue]:
        """An issue or sale of Common (4E)."""
        self.check_exclusion(r)
        shares = whole(r, "shares")
        self.deliver(r, str(r.entry["holder"]), shares)
        return [] if self.excluded(r) else [Issue(r.id, "4E", Fraction(shares), self.money_for(r))]

    def tell_series_d_issued(self, r: Recorded) -> None:
        """Series D stands outside its own adjustment (A12)."""
        self.issue_series_d(r, whole(r, "shares"))

    def issue_series_d(self, r: Recorded, shares: int) -> None:
        """Only so many as designated can ever be issued: converted shares never come back (4M, A49)."""
        if not self.adopted:
            raise Refused(r.id, "Series D before its certificate")
        self.series_d_ever_issued += shares
        if self.series_d_ever_issued > self.terms["designated_shares"]:
            raise Refused(r.id, "more Series D than designated")
        self.register.issue(r.id, r.date, str(r.entry["holder"]), shares)

    def tell_series_d_split(self, r: Recorded) -> None:
        """A split of the Series D: all that is counted or valued per share of it follows; the rate for all stays."""
        if not self.adopted:
            raise Refused(r.id, "Series D before its certificate")
        ratio = positive(r, "new") / positive(r, "old")
        rounded = math.ceil if r.entry.get("fractions") == "round_up" else math.floor
        gone = self.series_d_ever_issued - self.series_d_outstanding
        used_up = math.floor(self.series_d_ever_issued * ratio)
        self.register.restate(ratio, rounded)
        # what rounding up adds is issued; a fraction paid out in cash was issued once and does not come back (A49)
        self.series_d_ever_issued = max(used_up, self.series_d_outstanding + math.floor(gone * ratio))
        value, designated = self.terms["stated_value"] / ratio, math.floor(self.terms["designated_shares"] * ratio)
        self.terms = self.terms | {"stated_value": value, "designated_shares": designated}
        if self.series_d_ever_issued > designated:
            raise Refused(r.id, "more Series D than designated")
        self.series_d_unit_changes.append(ratio)
        for given in self.consents.values():
            for holder, consent in given.items():
                given[holder] = replace(consent, shares=rounded(consent.shares * ratio))

    def tell_treasury_acquired(self, r: Recorded) -> None:
        """Shares that the Company buys leave A (4E(7))."""
        shares = whole(r, "shares")
        self.take_common(r, str(r.entry["holder"]), shares)
        self.treasury += shares

    def tell_treasury_disposed(self, r: Recorded) -> list[Issue]:
        """A disposition of treasury shares is an issue or sale (4E(7)); a subsidiary that leaves disposes of none."""
        self.check_exclusion(r)
        shares = whole(r, "shares")
        self.take_treasury(r, shares)
        holder = str(r.entry["holder"])
        self.common[holder] = self.common.get(holder, 0) + shares
        if self.excluded(r) or r.entry.get("subsidiary_left"):
            return []
        return [Issue(r.id, "4E", Fraction(shares), self.money_for(r))]

    def tell_treasury_retired(self, r: Recorded) -> None:
        """Retirement is no disposition (4E(7))."""
        self.take_treasury(r, whole(r, "shares"))

    def take_treasury(self, r: Recorded, shares: int) -> None:
        """Take shares out of treasury, if it holds them."""
        if shares > self.treasury:
            raise Refused(r.id, "more treasury shares than held")
        self.treasury -= shares

    def tell_shares_transferred(self, r: Recorded) -> None:
        """A transfer moves no price."""
        shares, giver, taker = whole(r, "shares"), str(r.entry["from"]), str(r.entry["to"])
        if r.entry["stock"] == "common":
            self.take_common(r, giver, shares)
            self.common[taker] = self.common.get(taker, 0) + shares
            return
        if self.series_d.get(giver, 0) < shares:
            raise Refused(r.id, f"more than {giver} holds")
        self.register.transfer(r.date, giver, taker, shares)

    def take_common(self, r: Recorded, holder: str, shares: int) -> None:
        """Nobody gives more than he has."""
        if self.common.get(holder, 0) < shares:
            raise Refused(r.id, f"more than {holder} holds")
        self.common[holder] -= shares

    # --- 4E(1), 4E(2): rights --------------------------------------------------------------------

    def tell_option_granted(self, r: Recorded) -> list[Issue]:
        """The grant of an Option."""
        strike = price(r, "exercise_price")
        further = price(r, "conversion_price") if r.entry.get("conversion_price") is not None else None
        return self.grant(r, "option", strike, further or Fraction(0), two_levels=further is not None)

    def tell_convertible_issued(self, r: Recorded) -> list[Issue]:
        """The issue of a Convertible Security."""
        further = price(r, "conversion_price") if r.entry.get("conversion_price") is not None else Fraction(0)
        return self.grant(r, "convertible", Fraction(0), further, two_levels=False)

    def grant(
        self, r: Recorded, stage: str, exercise_price: Fraction, conversion_price: Fraction, *, two_levels: bool
    ) -> list[Issue]:
        """Note the right; it is tested now unless legacy (A16), excluded (A13 to A15), assumed (A19) or waived."""
        self.check_exclusion(r)
        name = str(r.entry["right"])
        if name in self.rights:
            raise Refused(r.id, f"there is already a right named {name}")
        right = Right(
            name=name,
            grant=r,
            first_stage=stage,
            two_levels=two_levels,
            unit_changes_before=len(self.unit_changes),
            legacy=r.date < self.first_series_d,
        )
        whole_grant = Lot(positive(r, "shares"), exercise_price, conversion_price, stage)
        right.lots = self.foresight.lots[name] if self.foresight else [whole_grant]
        for lot in right.lots:
            lot.grant_money = lot.money_part * self.money_for(r)
        self.rights[name] = right
        if not self.referred_to_in_4e(right):
            return []
        return self.issues_of(r, "4E(1)" if stage == "option" else "4E(2)", right, right.lots, deeming=True)

    def referred_to_in_4e(self, right: Right) -> bool:
        """Tell whether the grant itself was to be tested (A33)."""
        return not (right.legacy or self.excluded(right.grant) or right.grant.entry.get("assumed"))

    def issues_of(self, r: Recorded, clause: str, right: Right, lots: list[Lot], *, deeming: bool) -> list[Issue]:
        """Lay the tranches of one grant before the test: each for itself, or blended (A24)."""
        groups = [lots] if self.switch["tranche_test"] == "blended" else [[lot] for lot in lots]
        return [
            Issue(
                entry=r.id,
                clause=clause,
                shares=sum((lot.shares for lot in group), Fraction(0)),
                money=sum((lot.money for lot in group), Fraction(0)),
                lots=tuple(group) if deeming else (),
                grant=right.grant.id,
            )
            for group in groups
            if group
        ]

    def tell_right_exercised(self, r: Recorded) -> list[Issue]:
        """Exercise or conversion. What was deemed issued is not tested again; what never was, is (A16, A19, A20)."""
        right = self.right_named(r)
        given_up: list[Lot] = []
        if self.foresight:
            lots = [lot for lot in right.lots if r.id in (lot.became_convertible_by, lot.came_out_by)]
            given_up = [lot for lot in right.lots if lot.withheld_by == r.id]
            # what came out is always among the lots; what only became a Convertible Security may have ended since
            first_step = not any(lot.came_out_by == r.id for lot in lots)
        else:
            stage = self.stage_meant(r, right)
            first_step = stage == "option" and right.two_levels
            lots = self.take_lots(r, right, stage, Fraction(whole(r, "shares")))
            if r.entry.get("withheld"):
                given_up = self.take_lots(r, right, stage, positive(r, "withheld"), but=lots)
        issues = self.come_out(r, right, lots, first_step=first_step)
        if (
            given_up and self.switch["net_exercise"] == "terminated"
        ):  # never so in a replay: what has ended is not there
            self.adjust(issues)
            self.end_lots(r, right, given_up)
            return []
        for lot in given_up:  # all are exercised; these were the price (A29)
            lot.stage, lot.withheld_by = "common", r.id
        return issues

    def come_out(self, r: Recorded, right: Right, lots: list[Lot], *, first_step: bool) -> list[Issue]:
        """What was an option becomes a Convertible Security (the first step of two), or Common comes out."""
        untested = [] if self.shares_excluded(right) else [lot for lot in lots if not lot.deemed]
        if first_step:
            for lot in lots:
                lot.stage, lot.became_convertible_by = "convertible", r.id
                if lot.exercise_money is None:
                    lot.exercise_money = lot.shares * lot.exercise_price
            return self.issues_of(r, "4E(2)", right, untested, deeming=True)  # 4E(2)(b)
        for lot in lots:
            lot.stage, lot.came_out_by = "common", r.id
        self.deliver(r, str(r.entry.get("holder") or right.grant.entry["holder"]), whole(r, "shares"))
        return self.issues_of(r, "4E", right, untested, deeming=False)

    def shares_excluded(self, right: Right) -> bool:
        """Tell whether what comes out of a right is Excluded Stock: limbs (A), (C), and (B) until it is amended."""
        return self.excluded(right.grant) or (right.legacy and not right.amended)

    def right_named(self, r: Recorded) -> Right:
        """Find the right by its name."""
        name = str(r.entry["right"])
        if name not in self.rights:
            raise Refused(r.id, f"no right named {name}")
        return self.rights[name]

    def stage_meant(self, r: Recorded, right: Right) -> str:
        """Find which stage is meant; where both are outstanding it has to be said."""
        stages = list(dict.fromkeys(lot.stage for lot in right.lots if lot.outstanding))
        if not stages:
            raise Refused(r.id, f"nothing of {right.name} is outstanding")
        stage = r.entry.get("stage")
        if stage is None and len(stages) > 1:
            raise Refused(r.id, f"both stages of {right.name} are outstanding: which is meant?")
        if stage is not None and stage not in stages:
            raise Refused(r.id, f"nothing of {right.name} is outstanding at the stage {stage}")
        return str(stage or stages[0])

    def take_lots(self, r: Recorded, right: Right, stage: str, shares: Fraction, but: Sequence[Lot] = ()) -> list[Lot]:
        """Take part of a right, the oldest tranche first, dividing a tranche where needed; not what is taken already."""
        at_stage = [lot for lot in right.lots if lot.stage == stage and not any(lot is other for other in but)]
        if shares > sum(lot.shares for lot in at_stage):
            raise Refused(r.id, f"more of {right.name} than is outstanding")
        taken = []
        for lot in at_stage:
            if shares > 0:
                part = min(shares, lot.shares)
                shares -= part
                taken.append(lot if part == lot.shares else self.split_lot(right, lot, part))
        return taken

    def split_lot(self, right: Right, lot: Lot, part: Fraction) -> Lot:
        """Divide a tranche in the books; answer the part."""
        taken, rest = lot.divided(part)
        where = next(i for i, other in enumerate(right.lots) if other is lot)
        right.lots[where : where + 1] = [taken, rest]
        return taken

    # --- 4E(3): change and termination -----------------------------------------------------------

    def tell_right_changed(self, r: Recorded) -> None:
        """A change of terms of what is still outstanding; the price is readjusted as if so from the grant."""
        right = self.right_named(r)
        by_its_own_terms = r.entry.get("reason") == "antidilution"
        if right.legacy and not by_its_own_terms and self.today >= self.adoption:
            right.amended = True  # A16: shares coming out from now on are no longer Excluded Stock
        if self.foresight:
            return  # the lots are known on their changed terms from the start
        stage = self.stage_meant(r, right)
        self.check_change(r, right, stage)
        outstanding = [lot for lot in right.lots if lot.stage == stage]
        for term in ("exercise_price", "conversion_price"):
            if r.entry.get(term) is not None:
                for lot in outstanding:
                    setattr(lot, term, price(r, term))
        if r.entry.get("shares") is not None:
            factor = positive(r, "shares") / sum(lot.shares for lot in outstanding)
            for lot in outstanding:
                lot.shares *= factor
        self.readjust(r, "4E(3)", right, right.lots)

    def check_change(self, r: Recorded, right: Right, stage: str) -> None:
        """Refuse a change that the right does not have room for."""
        asked = {k for k in ("exercise_price", "conversion_price", "shares") if r.entry.get(k) is not None}
        if not asked:
            raise Refused(r.id, "a change of nothing")
        if "exercise_price" in asked and stage != "option":
            raise Refused(r.id, "a Convertible Security has no exercise price")
        if "conversion_price" in asked and stage == "option" and not right.two_levels:
            raise Refused(r.id, "an option on Common has no conversion price")
        if (
            "shares" in asked
            and stage == "option"
            and (len(asked) == 1 or r.entry.get("reason", "amendment") != "antidilution")
        ):
            raise Refused(r.id, "more options are a new grant (A32)")

    def tell_right_terminated(self, r: Recorded) -> None:
        """The end of a right, or of part of it; the price is readjusted as if that part had never been issued."""
        right = self.right_named(r)
        if self.foresight:
            return  # what has ended is not among the lots
        if is_expiry(r) and r.entry.get("shares") is None and nothing_left(right, r.entry.get("stage")):
            return  # all of it came out on or before its last day (A62)
        stage = self.stage_meant(r, right)
        at_stage = sum((lot.shares for lot in right.lots if lot.stage == stage), Fraction(0))
        shares = positive(r, "shares") if r.entry.get("shares") is not None else at_stage
        self.end_lots(r, right, self.take_lots(r, right, stage, shares))

    def end_lots(self, r: Recorded, right: Right, gone: list[Lot]) -> None:
        """These lots end, and the price is readjusted."""
        self.strike_out(right, gone)
        self.readjust(r, "4E(3)", right, [*right.lots, *gone])

    def strike_out(self, right: Right, gone: list[Lot]) -> None:
        """These lots had never been issued; by the switch what was paid for their grant stays with the rest (A23).

        It stays with what is left of the right in proportion to the shares. For a right that is not tested at its grant
        the shares that are out already were tested as they came out, and nothing comes of it for them (A33).
        """
        right.lots = [lot for lot in right.lots if not any(lot is other for other in gone)]
        if self.switch["grant_consideration"] == "retained":
            left = sum((lot.shares for lot in right.lots), Fraction(0))
            for lot in right.lots:
                if lot.outstanding or self.referred_to_in_4e(right):
                    lot.money_part += sum(x.money_part for x in gone) * lot.shares / left
                    lot.grant_money += sum(x.grant_money for x in gone) * lot.shares / left

    def readjust(self, r: Recorded, clause: str, right: Right | None = None, were: Sequence[Lot] = ()) -> None:
        """Tell everything again from the start, with the rights as they are known now (A25, A31).

        `were` are the lots of the right that changed, with those that ended.
        """
        matters = any(lot.deemed for lot in were) or (right is not None and self.is_deducted_for(right))
        retold = self.retold()
        for name, known in self.rights.items():
            for lot, lot_retold in zip(known.lots, retold.rights[name].lots, strict=True):
                lot.deemed, lot.grant_money = lot_retold.deemed, lot_retold.grant_money
        self.opening, self.moved = retold.opening, retold.moved
        forthwith = clause == "4E(3)" and self.switch["readjustment_effective"] == "forthwith"  # A3
        if forthwith and right and (matters or any(lot.deemed for lot in right.lots)):
            self.in_effect = retold.in_effect
        self.move_price(retold.running, [r.id], clause, governs_today=forthwith, replayed=retold.steps)

    def retold(self) -> "Fold":
        """Tell everything up to now again, knowing from the start what is known of the rights and waivers now."""
        lots = {name: self.lots_at_grant(right) for name, right in self.rights.items()}
        foresight = Foresight(lots, frozenset(self.waived), self.completing_act)
        return Fold(self.moments, self.facts, foresight=foresight).run(self.at)

    def is_deducted_for(self, right: Right) -> bool:
        """Whether the value of a right was deducted from what was issued beside it, and is so no more if it ends."""
        moment = next(moment for moment in self.moments if right.grant in moment.entries)
        beside = [r for r in moment.entries if r.id != right.grant.id and additional_rights(r)]
        together = bool(right.grant.entry.get("transaction"))
        return together and bool(beside) and self.switch["unit_lapse"] == "unwound"

    def lots_at_grant(self, right: Right) -> list[Lot]:
        """The lots of a right as they would have read at its grant, in the share units of then (A26)."""
        since = math.prod(self.unit_changes[right.unit_changes_before :], start=Fraction(1))
        return [replace(lot.restated(1 / since), stage=right.first_stage, deemed=False) for lot in right.lots]

    # --- 4F, 4G: changes of share units ----------------------------------------------------------

    def tell_common_split(self, r: Recorded) -> None:
        """A split or combination (4F); one of exactly 10,000 into 1 may convert all Series D."""
        old, new = positive(r, "old"), positive(r, "new")
        self.change_units(r, new / old, "4F")
        authorized = r.entry.get("common_authorized")
        self.set_authorized_after(r, whole(r, "common_authorized") if authorized is not None else self.authorized)
        self.great_reverse_split_done = self.great_reverse_split_done or (self.is_great(r) and self.protected)
        if self.is_act(r):
            self.convert_automatically(r)

    def tell_stock_dividend_paid(self, r: Recorded) -> None:
        """A dividend on Common in Common: to the holders of the record date; the price on the payment date (4F, A7)."""
        record_date, per_share = self.record_date(r), positive(r, "per_share")
        base = self.base_of(record_date)
        rounded = math.ceil if r.entry.get("fractions") == "round_up" else math.floor
        units = self.units_since(base.unit_changes, but=record_date)
        paid = {holder: rounded(per_share * held * units) for holder, held in base.common.items()}
        before, grown = self.running, base.grown + per_share
        self.restate_prices(grown / base.grown, record_date)
        base.grown = grown
        for holder, shares in paid.items():
            self.common[holder] = self.common.get(holder, 0) + shares
        after, self.running = self.running, before
        self.move_price(after, [r.id], "4F", governs_today=True)
        self.set_authorized_after(r, self.authorized)

    def base_of(self, record_date: dt.date) -> Base:
        """Who held Common at the close of a record date: dividends of one record date are on one base (A7)."""
        if record_date not in self.bases:
            now = (self.today, dict(self.common), len(self.unit_changes))
            nobody = (dt.date.min, dict[str, int](), 0)
            evening = next((one for one in reversed(self.evenings) if one[0] <= record_date), nobody)
            _, common, unit_changes = now if record_date == self.today else evening
            self.bases[record_date] = Base(common, unit_changes)
        return self.bases[record_date]

    def units_since(self, before: int, but: dt.date | None = None) -> Fraction:
        """How many shares one of an earlier time is now; not counting the stock dividends of one record date."""
        changes = zip(self.unit_changes[before:], self.unit_changes_by[before:], strict=True)
        return math.prod((ratio for ratio, by in changes if by is None or by != but), start=Fraction(1))

    def tell_reorganized(self, r: Recorded) -> None:
        """A reorganisation (4G): the value reflected first, in like units, then the ratio (A41)."""
        self.record_date(r)
        ratio = positive(r, "exchange_ratio")
        before = self.running
        if r.entry.get("reflected_value") is not None:
            value = positive(r, "reflected_value")
            if self.protected:
                self.running, self.in_effect = min(self.running, value), min(self.in_effect, value)
                self.opening = min(self.opening, value)
        self.restate(ratio, round_up=False)
        after, self.running = self.running, before
        self.move_price(after, [r.id], "4G", governs_today=True)
        self.set_authorized_after(r, self.authorized)

    def change_units(self, r: Recorded, ratio: Fraction, clause: str) -> None:
        """Change the share units at this very moment (A2)."""
        before = self.running
        self.restate(ratio, round_up=r.entry.get("fractions") == "round_up")
        after, self.running = self.running, before
        self.move_price(after, [r.id], clause, governs_today=True)

    def restate(self, ratio: Fraction, *, round_up: bool) -> None:
        """Restate everything that is counted in shares: `ratio` new shares for one old."""
        rounded = math.ceil if round_up else math.floor
        self.common = {holder: rounded(shares * ratio) for holder, shares in self.common.items()}
        self.treasury = rounded(self.treasury * ratio)
        self.restate_prices(ratio)

    def restate_prices(self, ratio: Fraction, record_date: dt.date | None = None) -> None:
        """Restate prices and rights, but not the shares that are out; a stock dividend has a record date."""
        self.count_at_start_of_day *= ratio
        self.unit_changes.append(ratio)
        self.unit_changes_by.append(record_date)
        for right in self.rights.values():
            right.lots = [lot.restated(ratio) for lot in right.lots]
        if self.protected:  # before the first Series D the initial price stays as it is
            self.running /= ratio
            self.in_effect /= ratio
            self.opening /= ratio

    def set_authorized_after(self, r: Recorded, authorized: int | None) -> None:
        """After a change of units the authorised number must still suffice."""
        if authorized is not None:
            self.set_authorized(r, authorized)

    # --- 4H: distributions -----------------------------------------------------------------------

    def tell_distribution_made(self, r: Recorded) -> None:
        """A distribution in kind: a factor on the price (4H), and a dividend to Series D as well (section 2, A39)."""
        record_date = self.record_date(r)
        value = price(r, "fair_value")
        self.distribute(r, value, price(r, "market_price"))
        if self.foresight:
            return  # accruals move no price
        if record_date == r.date:  # over the shares at the start of the day, as N
            holding = self.count_at_start_of_day
        else:
            holding = Fraction(sum(self.close_of(record_date).common.values()))
        if holding:
            self.section_2(r, "in kind", record_date, value / holding)

    def distribute(self, r: Recorded, value: Fraction, market: Fraction) -> None:
        """P x (N x M - fair value) / (N x M), at the close; N is what was outstanding at the start of the day (A37)."""
        if not self.protected:
            return
        whole_market_value = self.count_at_start_of_day * market
        if value < whole_market_value:
            self.factors.append((r.id, (whole_market_value - value) / whole_market_value))
        elif r.entry.get("provision"):
            self.undetermined.append((self.today, r.id))
        else:
            raise Refused(r.id, "the distribution is worth the whole market value (A36)")

    # --- 2, 3: dividends -------------------------------------------------------------------------

    def tell_cash_dividend_paid(self, r: Recorded) -> None:
        """A dividend on Common in cash: section 2; if not out of earnings, a distribution as well (4H)."""
        per_share = positive(r, "per_share")
        record_date = self.record_date(r)
        if r.entry.get("dividend_on"):
            return  # A50: on another class a holder of Common gets nothing
        if str(r.entry.get("out_of_earnings")).lower() == "false":
            if r.entry.get("market_price") is None:
                raise Refused(r.id, "not out of earnings: a market price is needed (4H)")
            self.distribute(r, per_share * self.count_at_start_of_day, price(r, "market_price"))
        if self.foresight:
            return  # accruals move no price
        then = self.close() if record_date == r.date else self.close_of(record_date)
        self.section_2(r, "cash", record_date, per_share * self.units_since(then.unit_changes))

    def section_2(self, r: Recorded, kind: str, record_date: dt.date, per_share: Fraction) -> None:
        """What each holder of Series D on the record date is due; unpaid, it accrues to its shares (A60, A64).

        `per_share` is on a share of Common, in units of the record date.
        """
        then = self.close() if record_date == r.date else self.close_of(record_date)
        holders = {holder: blocks for holder, blocks in then.blocks.items() if blocks}
        unpaid = r.entry.get("series_d") == "unpaid"
        debt: dict[str, Fraction] = {}
        common: dict[str, int | None] = dict.fromkeys(holders)
        due: dict[str, Fraction | None] = dict.fromkeys(holders)
        if then.in_effect:
            whole_shares = {holder: then.common_for(blocks) for holder, blocks in holders.items()}
            common, due = dict(whole_shares), {holder: per_share * n for holder, n in whole_shares.items()}
            if unpaid:
                issues = {block.issue for blocks in holders.values() for block in blocks}
                a_share = per_share / then.in_effect / self.series_d_units_since(then.series_d_unit_changes)
                debt = self.register.accrue(record_date, {i: a_share * then.measures[i] for i in issues})
        elif unpaid and holders:
            raise Refused(r.id, "no number of shares at a price of zero")
        self.dividends[r.id] = Dividend(kind, record_date, per_share, unpaid, common, due, debt)

    def series_d_units_since(self, before: int) -> Fraction:
        """How many shares of Series D one of an earlier time is now."""
        return math.prod(self.series_d_unit_changes[before:], start=Fraction(1))

    def record_date(self, r: Recorded) -> dt.date:
        """The date of determination of the holders: that of the event, unless one before it is stated."""
        record_date = day(r.entry.get("record_date") or r.date)
        if record_date > r.date:
            raise Refused(r.id, "the record date lies after the event")
        return record_date

    def close_of(self, date: dt.date) -> Close:
        """How things stood at the close of an earlier day, at the price in effect on it."""
        before = next((close for close in reversed(self.closes) if close.date <= date), None)
        return before.shares_on(date) if before else Fold([], Facts()).close()  # or nothing was yet

    def tell_accrued_dividends_paid(self, r: Recorded) -> None:
        """What had accrued is paid, and what is owed on shares that are gone; or so much a share."""
        per_share = positive(r, "per_share") if r.entry.get("per_share") is not None else None
        self.payments[r.id] = self.register.pay(per_share)

    def tell_liquidated(self, r: Recorded) -> None:
        """A liquidation distributes assets; it moves no price and no share."""
        self.record_date(r)
        parity = [str(one["class"]) for one in r.entry.get("parity") or []]
        if len(parity) != len(set(parity)):
            raise Refused(r.id, "a class named twice")
        if number(r.entry["assets"]) < 0:
            raise Refused(r.id, "negative assets")

    # --- 4A, 4D, second 4L: conversion -----------------------------------------------------------

    def tell_series_d_converted(self, r: Recorded) -> None:
        """A conversion: delivered once, and then a fact."""
        if day(r.entry.get("notice_delivered") or r.date) > r.date:
            raise Refused(r.id, "the Conversion Date is before the notice was delivered (4A)")
        if self.in_effect == 0 and not self.foresight:
            raise Refused(r.id, "no conversion at a price of zero (A44)")
        if r.id not in self.facts.deliveries:
            self.facts.deliveries[r.id] = self.delivery_now(r)
        taker = str(r.entry.get("register_to") or r.entry["holder"])
        self.convert(r, r.id, str(r.entry["holder"]), taker, self.facts.deliveries[r.id])

    def delivery_now(self, r: Recorded) -> Delivery:
        """What is delivered when the conversion is recorded: the stated number, or the computed one, cut back (A45)."""
        tendered = whole(r, "shares")
        if tendered > self.series_d.get(str(r.entry["holder"]), 0):
            raise Refused(r.id, "more Series D than held")
        stated = r.entry.get("common_shares")
        if stated is not None:
            if number(stated) < 0:
                raise Refused(r.id, "a negative number of shares")
            return Delivery(tendered, int(number(stated)))
        blocks = first(self.register.blocks[str(r.entry["holder"])], tendered)
        full = self.common_for(blocks)
        if full <= self.room:
            return Delivery(tendered, full)
        fewest, delivered = most_that_fit(lambda n: self.common_for(first(blocks, n)), tendered, int(self.room))
        if delivered == 0:
            raise Refused(r.id, "no authorised Common available (4A)")
        return Delivery(fewest, delivered)

    def common_for(self, blocks: list[Block]) -> int:
        """Whole shares of Common for some Series D in one hand: floor(n x LP / P) (4A, 4D)."""
        worth = sum((block.shares * self.measure(block.issue) for block in blocks), Fraction(0))
        return math.floor(worth / self.in_effect)

    def convert(self, r: Recorded, entry_id: str, holder: str, taker: str, delivery: Delivery) -> None:
        """Carry out a conversion, and note what the record as now known would have given for these Series D."""
        if self.series_d.get(holder, 0) < delivery.converted:
            raise Refused(entry_id, f"more Series D than {holder} holds")
        if delivery.delivered > self.room:
            raise Refused(entry_id, "more Common than authorised")
        gone = self.register.convert(self.today, holder, delivery.converted)
        self.deliver(r, taker, delivery.delivered)
        self.conversions_so_far.add(entry_id)
        if not self.foresight:
            self.entitled[entry_id] = self.common_for(gone)

    def convert_automatically(self, act: Recorded) -> None:
        """All Series D converts on the later of a 10,000:1 reverse split and a sufficient authorised number (A46).

        What was once delivered behind an act that still stands is a fact, whether or not the act completes the
        conditions as now known (A8).
        """
        if self.completing_act is not None or not self.great_reverse_split_done:
            return
        written = [automatic for automatic in self.facts.automatic if automatic.act == act.id]
        completed = self.completes_conditions(act)
        if not completed and not written:
            return
        self.completing_act = act.id  # Series D issued later does not convert
        if self.in_effect == 0 and not self.foresight:
            raise Refused(written[0].id, "no conversion at a price of zero (A44)")
        for automatic in written:
            self.convert_one(act, automatic)
        for holder, held in sorted(self.series_d.items()):
            if held and completed and not self.foresight:
                delivery = Delivery(held, self.common_for(self.register.blocks[holder]))
                automatic = Automatic(self.next_id(), act.id, holder, delivery)
                self.facts.automatic.append(automatic)
                self.convert_one(act, automatic)

    def completes_conditions(self, act: Recorded) -> bool:
        """Tell whether there is room for all of the Series D, now that this act has been done: all or nothing.

        Not where conversions were already delivered behind a later act: they took place there.
        """
        if self.foresight:
            return act.id == self.foresight.completing_act  # decided once, at the price as it was
        if self.in_effect == 0 or self.delivered_behind_a_later_act():
            return False
        return sum(self.common_for(blocks) for blocks in self.register.blocks.values()) <= self.room

    def delivered_behind_a_later_act(self) -> bool:
        """Whether automatic conversions were written down behind an act that is still to come."""
        later = {r.id for moment in self.moments[self.at + 1 :] for r in moment.entries if self.is_act(r)}
        return any(automatic.act in later for automatic in self.facts.automatic)

    def is_act(self, r: Recorded) -> bool:
        """Whether an entry is an act at which the conditions of the automatic conversion are tested."""
        if r.type == "common_split":
            return self.is_great(r) or r.entry.get("common_authorized") is not None
        return r.type == "common_authorized_changed"

    def is_great(self, r: Recorded) -> bool:
        """Whether a split is the one of 10,000 into 1."""
        return positive(r, "old") / positive(r, "new") == self.terms["automatic_conversion_reverse_split"]

    def convert_one(self, act: Recorded, automatic: Automatic) -> None:
        """Carry out one automatic conversion that was written down behind this act."""
        self.convert(act, automatic.id, automatic.holder, automatic.holder, automatic.delivery)

    # --- 6, 9, 10: consents, restrictions, amendment, waiver -------------------------------------

    def tell_consent_given(self, r: Recorded) -> None:
        """The latest consent of a holder counts."""
        all_it_has = self.series_d.get(str(r.entry["holder"]), 0)
        shares = whole(r, "shares") if r.entry.get("shares") is not None else all_it_has
        consent = Consent(shares, r.entry.get("form", "written") == "written")
        self.consents.setdefault(str(r.entry["action"]), {})[str(r.entry["holder"])] = consent

    def consenting(self, action: str, *, in_writing: bool) -> int:
        """Shares whose consent stands now, limited to what each holder has now."""
        given = self.consents.get(action, {})
        counting = [
            given[h].of(n) for h, n in self.series_d.items() if h in given and (given[h].written or not in_writing)
        ]
        return sum(counting)

    def has_majority(self, r: Recorded, *, in_writing: bool) -> bool:
        """More than half of the Series D outstanding; where none is outstanding there is nobody to ask."""
        agreed = self.consenting(str(r.entry["action"]), in_writing=in_writing)
        return 2 * agreed > self.series_d_outstanding or not self.series_d_outstanding

    def require_majority(self, r: Recorded) -> None:
        """A majority, in writing (section 9)."""
        if not self.has_majority(r, in_writing=True):
            raise Refused(r.id, "without the consent of a majority of the Series D outstanding")

    def require_all(self, r: Recorded) -> None:
        """All of the Series D outstanding, in writing (section 9)."""
        if self.consenting(str(r.entry["action"]), in_writing=True) < self.series_d_outstanding:
            raise Refused(r.id, "without the consent of all of the Series D outstanding")

    def tell_protected_action_taken(self, r: Recorded) -> None:
        """Section 6: prior consent of a majority, unless a plan of liquidation pays the preference in cash."""
        cash = r.entry.get("cash_per_share")
        if self.foresight:
            return  # decided once, on the preference as it was
        paid_out = r.entry["kind"] == "liquidation_plan" and cash is not None and number(cash) >= self.preference
        if paid_out or self.has_majority(r, in_writing=False):
            return
        if not r.entry.get("despite"):
            raise Refused(r.id, "without the consent of a majority of the Series D outstanding")
        self.without_consent.append(r.id)  # it happened, and stands as done without consent

    def tell_terms_amended(self, r: Recorded) -> None:
        """Section 9: a majority; all for the Conversion Price and for the number of Conversion Shares."""
        term = str(r.entry["term"])
        if term not in DEFAULT_TERMS:
            raise Refused(r.id, f"no term named {term}")
        if term in ("conversion_price", "stated_value"):
            self.require_all(r)
        else:
            self.require_majority(r)
        self.terms = self.terms | {term: self.term_value(r, term)}
        if self.terms["designated_shares"] < self.series_d_ever_issued:
            raise Refused(r.id, "fewer Series D designated than issued")
        if term == "conversion_price":
            if self.protected:
                self.move_price(self.terms[term], [r.id], "9", governs_today=False)
            else:
                self.running = self.in_effect = self.opening = self.terms[term]

    def term_value(self, r: Recorded, term: str) -> Any:
        """A name; a price; an amount, which may be nothing; or a whole number, likewise."""
        if term == "series":
            return r.entry["value"]
        if term == "business_calendar":
            if r.entry["value"] not in CALENDARS:
                raise Refused(r.id, "no such calendar")
            return r.entry["value"]
        if term in ("conversion_price", "stated_value"):
            return positive(r, "value")
        value = price(r, "value")
        if term != "par_value" and value.denominator != 1:
            raise Refused(r.id, f"{term} is not a whole number")
        return value

    def tell_adjustment_waived(self, r: Recorded) -> None:
        """A52: a majority, unless the price has moved by that entry: then it amends the price, and takes all."""
        named = str(r.entry["entry"])
        places = {x.id: (at, x) for at, moment in enumerate(self.moments) for x in moment.entries}
        at, target = places.get(named, (self.at + 1, None))  # what is not recorded yet lies ahead
        if target is not None and target.type not in ISSUES_AND_GRANTS:
            raise Refused(r.id, f"{named} is no issuance or grant")
        if self.foresight:
            return  # judged once, and known from the start
        if named in self.moved:
            self.require_all(r)
        else:
            self.require_majority(r)
        self.waived.add(named)
        if at < self.at:
            self.readjust(r, "9")

    def tell_notice_sent(self, _: Recorded) -> None:
        """A notice moves neither price nor shares."""

    def tell_certificate_delivered(self, r: Recorded) -> None:
        """The certificate of a conversion that has taken place."""
        if str(r.entry["conversion"]) not in self.conversions_so_far:
            raise Refused(r.id, f"no conversion {r.entry['conversion']}")

    def tell_balance_asserted(self, r: Recorded) -> None:
        """Somebody counted: what all or one has of a stock at this place of the story; nothing follows from it."""
        stock, holder = r.entry.get("stock", "common"), r.entry.get("holder")
        held = {"common": self.common, "series_d": self.series_d, "treasury": {"": self.treasury}}[stock]
        here = sum(held.values()) if holder is None else held.get(str(holder), 0)
        asserted = int(number(r.entry["shares"]))
        if here != asserted:
            self.balances_differ[r.id] = (asserted, here)

    def tell_address_changed(self, _: Recorded) -> None:
        """Where a holder gets its mail moves neither price nor shares."""

    def tell_letterhead_changed(self, _: Recorded) -> None:
        """What stands on letters moves neither price nor shares."""

    # --- the picture at a close ------------------------------------------------------------------

    def close(self) -> Close:
        """How things stand now."""
        series_d = self.register
        return Close(
            date=self.today,
            in_effect=self.in_effect,
            running=self.running,
            preference=self.preference,
            accrued=series_d.most_accrued(),
            accruals=dict(series_d.accrued),
            measures={issue: self.measure(issue) for issue in series_d.accrued},
            blocks={holder: list(blocks) for holder, blocks in series_d.blocks.items() if blocks},
            common=dict(self.common),
            series_d=self.series_d,
            treasury=self.treasury,
            authorized=self.authorized,
            deemed=self.deemed_issued,
            rights={name: picture(right) for name, right in self.rights.items()},
            stages={name: right.stages for name, right in self.rights.items() if any(right.stages[1:])},
            unit_changes=len(self.unit_changes),
            series_d_unit_changes=len(self.series_d_unit_changes),
            consents={
                action: (self.consenting(action, in_writing=False), self.consenting(action, in_writing=True))
                for action in self.consents
            },
            debts=series_d.owed(),
            stated_value=Fraction(self.terms["stated_value"]),
        )

    # --- A66: a right past its term ----------------------------------------------------------------

    def past_their_term(self, on: dt.date) -> list[tuple[Right, dt.date, list[Lot]]]:
        """The rights of which something is outstanding after its last day, that day, and what is outstanding."""
        found = []
        for right in self.rights.values():
            last_day = right.grant.entry.get("expires" if right.first_stage == "option" else "matures")
            lots = [lot for lot in right.lots if lot.stage == right.first_stage]
            if last_day is not None and day(last_day) < on and lots:
                found.append((right, day(last_day), lots))
        return found

    def price_if_ended(self, right: Right, lots: list[Lot], on: dt.date) -> Fraction:
        """The price in effect on a day, not before the last moment told, had these lots never been issued."""
        self.strike_out(right, lots)
        retold = self.retold()
        if retold.today < on:
            retold.end_day()
            return retold.running
        return retold.in_effect


def nothing_left(right: Right, stage: str | None) -> bool:
    """Whether nothing of a right is outstanding (at a stage)."""
    return not any(lot.outstanding and stage in (None, lot.stage) for lot in right.lots)


def most_that_fit(gives: Callable[[int], int], tendered: int, room: int) -> tuple[int, int]:
    """The most Common that fits, for the fewest Series D that give it (A45): so many Series D, so much Common.

    `gives(n)` is what the first n shares of Series D give; it never falls as n grows.
    """
    most = bisect_right(range(tendered + 1), room, key=gives) - 1  # the most Series D that fit
    delivered = gives(most)
    return bisect_left(range(tendered + 1), delivered, key=gives), delivered


def picture(right: Right) -> dict[str, Any]:
    """A right as `holders` shows it: at the price of the newest of what is outstanding, options before the rest."""
    outstanding = [lot for lot in right.lots if lot.outstanding]
    newest = [*outstanding, *(lot for lot in outstanding if lot.stage == "option")][-1:]
    return {
        "outstanding": sum((lot.shares for lot in outstanding), Fraction(0)),
        "exercise_price": next(
            (lot.exercise_price if right.first_stage == "option" else lot.conversion_price for lot in newest), None
        ),
        "triggered": any(lot.deemed and lot.outstanding for lot in right.lots),
    }


def brings_series_d(r: Recorded) -> bool:
    """Whether an entry puts Series D into the world."""
    return r.type == "series_d_issued" or (r.type == "opening_balance" and bool(number(r.entry.get("series_d") or 0)))


def consideration(r: Recorded, deducted: Fraction = Fraction(1)) -> Fraction:
    """4E(5): net of expenses and Additional Rights, nothing if below zero; a dividend (4E(4)) is for nothing.

    `deducted` is the part of the value of the Additional Rights that is to be deducted.
    """
    if r.entry.get("dividend_on"):
        return Fraction(0)
    given = {k: number(v) for k, v in (r.entry.get("consideration") or {}).items()}
    if any(v < 0 for v in given.values()):
        raise Refused(r.id, "a negative amount of money")
    plus = given.get("cash", Fraction(0)) + given.get("property", Fraction(0))
    minus = given.get("expenses", Fraction(0)) + additional_rights(r) * deducted
    return max(Fraction(0), plus - minus)


def additional_rights(r: Recorded) -> Fraction:
    """The value of Additional Rights that is deducted from what was paid for an issue."""
    return number((r.entry.get("consideration") or {}).get("additional_rights", 0))


def whole(r: Recorded, name: str) -> int:
    """A whole number above zero."""
    value = positive(r, name)
    if value.denominator != 1:
        raise Refused(r.id, f"{name} is not a whole number")
    return int(value)


def positive(r: Recorded, name: str) -> Fraction:
    """A number above zero."""
    value = number(r.entry[name])
    if value <= 0:
        raise Refused(r.id, f"{name} must be above zero")
    return value


def price(r: Recorded, name: str) -> Fraction:
    """An amount of money, zero or more."""
    value = number(r.entry[name])
    if value < 0:
        raise Refused(r.id, f"{name} is negative")
    return value
