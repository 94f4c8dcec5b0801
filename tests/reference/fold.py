"""The fold: the timeline told from its first day, event by event, as the reading says.

Prices, strikes and lots are carried in the share units of the day and restated at every change of units. Two prices are
carried: `running` (with every adjustment so far) and `in_effect` (what a conversion of this date pays: the running
price after the close of the day before, restated for changes of units today).

A change or end of a right (4E(3)) tells the whole story again from the start, by a second fold with foresight: it knows
of every right into which lots the grant has been divided by now, on what terms, and when each lot came out.
"""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from .record import ISSUES_AND_GRANTS, Moment, Recorded, Refused, day, number, standing_entries

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
}


@dataclass
class Lot:
    """A tranche: part of a grant on equal terms."""

    shares: Fraction
    exercise_price: Fraction
    conversion_price: Fraction
    grant_money: Fraction
    stage: (
        str  # "option", then (if it buys a Convertible Security) "convertible", then "common" once the shares are out
    )
    deemed: bool = False  # tested, and below the price: deemed issued when tested
    became_convertible_by: str = ""  # the entry that turned the option into the Convertible Security
    came_out_by: str = ""  # the entry that brought the Common out

    @property
    def outstanding(self) -> bool:
        """Whether the right still stands."""
        return self.stage != "common"

    @property
    def money(self) -> Fraction:
        """All that the Company gets for these shares: for the grant, on exercise, on conversion (4E(1), 4E(2))."""
        return self.grant_money + self.shares * (self.exercise_price + self.conversion_price)

    def divided(self, part: Fraction) -> tuple["Lot", "Lot"]:
        """Split off `part` shares; the grant money goes pro rata (A23)."""
        money = self.grant_money * part / self.shares
        rest = replace(self, shares=self.shares - part, grant_money=self.grant_money - money)
        return replace(self, shares=part, grant_money=money), rest

    def restated(self, ratio: Fraction) -> "Lot":
        """Put the lot into new share units: `ratio` new shares for one old."""
        return replace(
            self,
            shares=self.shares * ratio,
            exercise_price=self.exercise_price / ratio,
            conversion_price=self.conversion_price / ratio,
        )


@dataclass
class Right:
    """An Option or a Convertible Security, as granted."""

    name: str
    grant: Recorded
    first_stage: str
    two_levels: bool
    unit_changes_before: int  # how many changes of share units lay before the grant
    legacy: bool
    lots: list[Lot] = field(default_factory=list)
    amended: bool = False  # counts for a legacy right only (A16)

    @property
    def stages(self) -> tuple[str, Fraction, Fraction]:
        """Who was granted it, and how much is outstanding as an option and as a Convertible Security."""
        as_option, as_convertible = (
            sum((lot.shares for lot in self.lots if lot.stage == stage), Fraction(0))
            for stage in ("option", "convertible")
        )
        return str(self.grant.entry["holder"]), as_option, as_convertible


@dataclass(frozen=True)
class Issue:
    """Something to be tested under 4E: so many shares for so much money."""

    entry: str
    clause: str
    shares: Fraction
    money: Fraction
    lots: tuple[Lot, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """What a conversion was: so many Series D for so much Common. A fact for ever."""

    converted: int
    delivered: int


@dataclass(frozen=True)
class Consent:
    """The consent of a holder to a proposal: for so many shares (None: all that it has), in writing or at a meeting."""

    shares: int | None
    written: bool

    def of(self, held: int) -> int:
        """For how many of the shares held it counts."""
        return held if self.shares is None else min(self.shares, held)


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
    """How things stand after a moment."""

    date: dt.date
    in_effect: Fraction
    running: Fraction
    preference: Fraction
    accrued: Fraction
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


@dataclass(frozen=True)
class Dividend:
    """A cash dividend on Common: what each holder of Series D on the record date is due for it (section 2)."""

    record_date: dt.date
    as_converted: dict[str, int | None]  # holder -> whole Common for its Series D then; None at a price of zero
    due: dict[str, Fraction | None]


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
        self.adoption = certificate.date if certificate else NEVER
        self.first_series_d = min((r.date for r in standing_entries(moments) if brings_series_d(r)), default=NEVER)

        self.running: Fraction = terms["conversion_price"]
        self.in_effect: Fraction = terms["conversion_price"]
        self.opening: Fraction = terms["conversion_price"]  # what the day began with, as the rights are now known
        self.accrued = Fraction(0)  # unpaid dividends per share of Series D
        self.today = dt.date.min
        self.at = -1  # which moment
        self.authorized: int | None = None  # unknown before the adoption
        self.adopted = False
        self.common: dict[str, int] = {}
        self.series_d: dict[str, int] = {}
        self.series_d_ever_issued = 0
        self.treasury = 0
        self.count_at_start_of_day = Fraction(0)  # for 4H, in units of the moment
        self.unit_changes: list[Fraction] = []  # new shares for one old, in order
        self.series_d_unit_changes: list[Fraction] = []  # likewise of the Series D
        self.rights: dict[str, Right] = {}
        self.consents: dict[str, dict[str, Consent]] = {}  # action -> holder -> the latest
        self.waived: set[str] = set(foresight.waived) if foresight else set()
        self.great_reverse_split_done = False
        self.completing_act: str | None = None  # which completed the automatic conversion: it happens once

        self.steps: list[Step] = []
        self.closes: list[Close] = []
        self.entitled: dict[str, int] = {}
        self.conversions_so_far: set[str] = set()
        self.dividends: dict[str, Dividend] = {}

    # --- the story -------------------------------------------------------------------------------

    def run(self, until: int | None = None) -> "Fold":
        """Tell the moments in order, up to and including number `until`."""
        for at, moment in enumerate(self.moments):
            if until is not None and at > until:
                break
            self.at = at
            self.tell(moment)
            if self.foresight is None:
                self.closes.append(self.close())
        return self

    def tell(self, moment: Moment) -> None:
        """Tell one moment: the facts of its entries, then one test and one application of the formula."""
        if moment.date != self.today:
            self.today = moment.date
            self.in_effect = self.opening = self.running  # A1: what happened yesterday governs conversions from today
            self.count_at_start_of_day = Fraction(self.outstanding)
        a = self.outstanding + self.deemed_issued  # "immediately preceding such Trigger Issuance"
        issues: list[Issue] = []
        for r in moment.entries:
            issues += getattr(self, f"tell_{r.type}")(r) or []
        self.adjust(issues, a)

    @property
    def protected(self) -> bool:
        """4E to 4H protect from the first issue of Series D, that date included (A58)."""
        return self.today >= self.first_series_d

    @property
    def outstanding(self) -> int:
        """Common outstanding, without treasury (4E(7))."""
        return sum(self.common.values())

    @property
    def series_d_outstanding(self) -> int:
        """Series D outstanding."""
        return sum(self.series_d.values())

    @property
    def deemed_issued(self) -> Fraction:
        """Shares deemed issued and not yet really issued (A9, A10)."""
        lots = [lot for right in self.rights.values() for lot in right.lots]
        return sum((lot.shares for lot in lots if lot.deemed and lot.outstanding), Fraction(0))

    @property
    def preference(self) -> Fraction:
        """Liquidation Preference per share: Stated Value plus accrued and unpaid dividends (section 3)."""
        return Fraction(self.terms["stated_value"] + self.accrued)

    # --- 4E: the formula -------------------------------------------------------------------------

    def adjust(self, issues: list[Issue], a: Fraction) -> None:
        """Test each issue of the moment against the same price; apply the formula once to those that trigger."""
        if not self.protected:
            return
        b = self.running
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
        check_exclusion(r)
        shares = whole(r, "shares")
        self.deliver(r, str(r.entry["holder"]), shares)
        return [] if self.excluded(r) else [Issue(r.id, "4E", Fraction(shares), consideration(r))]

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
        holder = str(r.entry["holder"])
        self.series_d[holder] = self.series_d.get(holder, 0) + shares

    def tell_series_d_split(self, r: Recorded) -> None:
        """A split of the Series D: all that is counted or valued per share of it follows; the rate for all stays."""
        if not self.adopted:
            raise Refused(r.id, "Series D before its certificate")
        ratio = positive(r, "new") / positive(r, "old")
        rounded = math.ceil if r.entry.get("fractions") == "round_up" else math.floor
        gone = self.series_d_ever_issued - self.series_d_outstanding
        used_up = math.floor(self.series_d_ever_issued * ratio)
        self.series_d = {holder: rounded(held * ratio) for holder, held in self.series_d.items()}
        # what rounding up adds is issued; a fraction paid out in cash was issued once and does not come back (A49)
        self.series_d_ever_issued = max(used_up, self.series_d_outstanding + math.floor(gone * ratio))
        value, designated = self.terms["stated_value"] / ratio, math.floor(self.terms["designated_shares"] * ratio)
        self.terms = self.terms | {"stated_value": value, "designated_shares": designated}
        if self.series_d_ever_issued > designated:
            raise Refused(r.id, "more Series D than designated")
        self.accrued /= ratio
        self.series_d_unit_changes.append(ratio)
        for given in self.consents.values():
            for holder, consent in given.items():
                if consent.shares is not None:
                    given[holder] = replace(consent, shares=rounded(consent.shares * ratio))

    def tell_treasury_acquired(self, r: Recorded) -> None:
        """Shares that the Company buys leave A (4E(7))."""
        shares = whole(r, "shares")
        self.take_from(r, self.common, str(r.entry["holder"]), shares)
        self.treasury += shares

    def tell_treasury_disposed(self, r: Recorded) -> list[Issue]:
        """A disposition of treasury shares is an issue or sale (4E(7)); a subsidiary that leaves disposes of none."""
        check_exclusion(r)
        shares = whole(r, "shares")
        self.take_treasury(r, shares)
        holder = str(r.entry["holder"])
        self.common[holder] = self.common.get(holder, 0) + shares
        if self.excluded(r) or r.entry.get("subsidiary_left"):
            return []
        return [Issue(r.id, "4E", Fraction(shares), consideration(r))]

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
        register = self.common if r.entry["stock"] == "common" else self.series_d
        shares = whole(r, "shares")
        self.take_from(r, register, str(r.entry["from"]), shares)
        to = str(r.entry["to"])
        register[to] = register.get(to, 0) + shares

    def take_from(self, r: Recorded, register: dict[str, int], holder: str, shares: int) -> None:
        """Nobody gives more than he has."""
        if register.get(holder, 0) < shares:
            raise Refused(r.id, f"more than {holder} holds")
        register[holder] -= shares

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
        check_exclusion(r)
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
        whole_grant = Lot(positive(r, "shares"), exercise_price, conversion_price, consideration(r), stage)
        right.lots = self.foresight.lots[name] if self.foresight else [whole_grant]
        self.rights[name] = right
        if not self.referred_to_in_4e(right):
            return []
        return self.issues_of(r, "4E(1)" if stage == "option" else "4E(2)", right.lots, deeming=True)

    def referred_to_in_4e(self, right: Right) -> bool:
        """Tell whether the grant itself was to be tested (A33)."""
        return not (right.legacy or self.excluded(right.grant) or right.grant.entry.get("assumed"))

    def issues_of(self, r: Recorded, clause: str, lots: list[Lot], *, deeming: bool) -> list[Issue]:
        """Lay the tranches of one grant before the test: each for itself, or blended (A24)."""
        groups = [lots] if self.switch["tranche_test"] == "blended" else [[lot] for lot in lots]
        return [
            Issue(
                entry=r.id,
                clause=clause,
                shares=sum((lot.shares for lot in group), Fraction(0)),
                money=sum((lot.money for lot in group), Fraction(0)),
                lots=tuple(group) if deeming else (),
            )
            for group in groups
            if group
        ]

    def tell_right_exercised(self, r: Recorded) -> list[Issue]:
        """Exercise or conversion. What was deemed issued is not tested again; what never was, is (A16, A19, A20)."""
        right = self.right_named(r)
        if self.foresight:
            lots = [lot for lot in right.lots if r.id in (lot.became_convertible_by, lot.came_out_by)]
            # what came out is always among the lots; what only became a Convertible Security may have ended since
            first_step = not any(lot.came_out_by == r.id for lot in lots)
        else:
            stage = self.stage_meant(r, right)
            first_step = stage == "option" and right.two_levels
            lots = self.take_lots(r, right, stage, Fraction(whole(r, "shares")))
        untested = [] if self.shares_excluded(right) else [lot for lot in lots if not lot.deemed]
        if first_step:
            for lot in lots:
                lot.stage, lot.became_convertible_by = "convertible", r.id
            return self.issues_of(r, "4E(2)", untested, deeming=True)  # 4E(2)(b)
        for lot in lots:
            lot.stage, lot.came_out_by = "common", r.id
        self.deliver(r, str(r.entry.get("holder") or right.grant.entry["holder"]), whole(r, "shares"))
        return self.issues_of(r, "4E", untested, deeming=False)

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

    def take_lots(self, r: Recorded, right: Right, stage: str, shares: Fraction) -> list[Lot]:
        """Take part of a right, the oldest tranche first, dividing a tranche where needed."""
        at_stage = [lot for lot in right.lots if lot.stage == stage]
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
        stage = self.stage_meant(r, right)
        at_stage = sum((lot.shares for lot in right.lots if lot.stage == stage), Fraction(0))
        shares = positive(r, "shares") if r.entry.get("shares") is not None else at_stage
        gone = self.take_lots(r, right, stage, shares)
        right.lots = [lot for lot in right.lots if not any(lot is other for other in gone)]
        if self.switch["grant_consideration"] == "retained" and self.referred_to_in_4e(right):  # A23
            left = sum((lot.shares for lot in right.lots), Fraction(0))
            money = sum((lot.grant_money for lot in gone), Fraction(0))
            for lot in right.lots:
                lot.grant_money += money * lot.shares / left
        self.readjust(r, "4E(3)", right, [*right.lots, *gone])

    def readjust(self, r: Recorded, clause: str, right: Right | None = None, were: Sequence[Lot] = ()) -> None:
        """Tell everything again from the start, with the rights as they are known now (A25, A31).

        `were` are the lots of the right that changed, with those that ended.
        """
        matters = any(lot.deemed for lot in were)
        lots = {name: self.lots_at_grant(right) for name, right in self.rights.items()}
        foresight = Foresight(lots, frozenset(self.waived), self.completing_act)
        retold = Fold(self.moments, self.facts, foresight=foresight).run(self.at)
        for name, known in self.rights.items():
            for lot, lot_retold in zip(known.lots, retold.rights[name].lots, strict=True):
                lot.deemed = lot_retold.deemed
        self.opening = retold.opening
        forthwith = clause == "4E(3)" and self.switch["readjustment_effective"] == "forthwith"  # A3
        if forthwith and right and (matters or any(lot.deemed for lot in right.lots)):
            self.in_effect = retold.in_effect
        self.move_price(retold.running, [r.id], clause, governs_today=forthwith, replayed=retold.steps)

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
        great = old / new == self.terms["automatic_conversion_reverse_split"] and self.protected
        self.great_reverse_split_done = self.great_reverse_split_done or great
        if great or authorized is not None:
            self.convert_automatically(r)

    def tell_stock_dividend_paid(self, r: Recorded) -> None:
        """A dividend on Common in Common (4F), on its payment date (A7)."""
        self.record_date(r)
        self.change_units(r, 1 + positive(r, "per_share"), "4F")
        self.set_authorized_after(r, self.authorized)

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
        self.count_at_start_of_day *= ratio
        self.unit_changes.append(ratio)
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
        """P x (N x M - fair value) / (N x M); N is what was really outstanding at the start of the day (A37)."""
        self.record_date(r)
        value, market = price(r, "fair_value"), price(r, "market_price")
        if not self.protected:
            return
        whole_market_value = self.count_at_start_of_day * market
        if value >= whole_market_value:
            raise Refused(r.id, "the distribution is worth the whole market value (A36)")
        after = self.running * (whole_market_value - value) / whole_market_value
        self.move_price(after, [r.id], "4H", governs_today=False)

    # --- 2, 3: dividends -------------------------------------------------------------------------

    def tell_cash_dividend_paid(self, r: Recorded) -> None:
        """A dividend on Common: Series D is due what its Common on the record date would get, or that accrues."""
        per_share = positive(r, "per_share")
        record_date = self.record_date(r)
        if r.entry.get("dividend_on") or self.foresight:
            return  # A50: on another class a holder of Common gets nothing; and accruals move no price
        then = self.close() if record_date == r.date else self.close_of(record_date)
        units = math.prod(self.unit_changes[then.unit_changes :], start=Fraction(1))
        series_d_units = math.prod(self.series_d_unit_changes[then.series_d_unit_changes :], start=Fraction(1))
        holders = {holder: held for holder, held in then.series_d.items() if held}
        accrues = r.entry.get("series_d") == "unpaid" and holders and self.series_d_outstanding
        if not then.in_effect:
            if accrues:
                raise Refused(r.id, "no number of shares at a price of zero")
            self.dividends[r.id] = Dividend(record_date, dict.fromkeys(holders), dict.fromkeys(holders))
            return
        rate = then.preference / then.in_effect
        common = {holder: math.floor(held * rate) for holder, held in holders.items()}
        due: dict[str, Fraction | None] = {holder: per_share * units * n for holder, n in common.items()}
        self.dividends[r.id] = Dividend(record_date, dict(common), due)
        if accrues:  # into the preference of the shares that are outstanding, for which somebody was due it
            self.accrued += per_share * units * rate / series_d_units

    def record_date(self, r: Recorded) -> dt.date:
        """The date of determination of the holders: that of the event, unless one before it is stated."""
        record_date = day(r.entry.get("record_date") or r.date)
        if record_date > r.date:
            raise Refused(r.id, "the record date lies after the event")
        return record_date

    def close_of(self, date: dt.date) -> Close:
        """How things stood at the close of an earlier day, at the price in effect on it."""
        before = [close for close in self.closes if close.date <= date]
        if not before:
            return Fold([], Facts()).close()  # nothing was yet
        last = before[-1]
        return last if last.date == date else replace(last, in_effect=last.running)

    def tell_accrued_dividends_paid(self, _: Recorded) -> None:
        """What had accrued is paid."""
        self.accrued = Fraction(0)

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
        full = self.common_for(tendered)
        if full <= self.room:
            return Delivery(tendered, full)
        # the most shares that fit ...
        delivered = self.common_for(self.most_that_fit(tendered))
        if delivered == 0:
            raise Refused(r.id, "no authorised Common available (4A)")
        # ... for the fewest Series D that give them
        fewest = math.ceil(delivered * self.in_effect / self.preference)
        return Delivery(fewest, delivered)

    def most_that_fit(self, tendered: int) -> int:
        """The largest whole number of Series D whose Common fits: floor(n x LP / P) <= room."""
        # floor(x) <= room  exactly when  x < room + 1, that is n < (room + 1) x P / LP
        limit = (int(self.room) + 1) * self.in_effect / self.preference
        return min(tendered, math.ceil(limit) - 1)

    def common_for(self, series_d: int) -> int:
        """Whole shares of Common for so many Series D: floor(n x LP / P) (4A, 4D)."""
        return math.floor(series_d * self.preference / self.in_effect)

    def convert(self, r: Recorded, entry_id: str, holder: str, taker: str, delivery: Delivery) -> None:
        """Carry out a conversion, and note what the record as now known would have given for these Series D."""
        if self.series_d.get(holder, 0) < delivery.converted:
            raise Refused(entry_id, f"more Series D than {holder} holds")
        if delivery.delivered > self.room:
            raise Refused(entry_id, "more Common than authorised")
        self.series_d[holder] -= delivery.converted
        self.deliver(r, taker, delivery.delivered)
        self.conversions_so_far.add(entry_id)
        if not self.foresight:
            self.entitled[entry_id] = self.common_for(delivery.converted)

    def convert_automatically(self, act: Recorded) -> None:
        """All Series D converts on the later of a 10,000:1 reverse split and a sufficient authorised number (A46)."""
        if self.completing_act is not None or not self.completes_conditions(act):
            return
        self.completing_act = act.id  # Series D issued later does not convert
        for automatic in [automatic for automatic in self.facts.automatic if automatic.act == act.id]:
            self.convert_one(act, automatic)
        for holder, held in sorted(self.series_d.items()):
            if held and not self.foresight:
                automatic = Automatic(self.next_id(), act.id, holder, Delivery(held, self.common_for(held)))
                self.facts.automatic.append(automatic)
                self.convert_one(act, automatic)

    def completes_conditions(self, act: Recorded) -> bool:
        """Tell whether there is room for all of the Series D, now that this act has been done: all or nothing."""
        if self.foresight:
            return act.id == self.foresight.completing_act  # decided once, at the price as it was
        if not self.great_reverse_split_done or self.in_effect == 0:
            return False
        return sum(self.common_for(held) for held in self.series_d.values()) <= self.room

    def convert_one(self, act: Recorded, automatic: Automatic) -> None:
        """Carry out one automatic conversion that was written down behind this act."""
        self.convert(act, automatic.id, automatic.holder, automatic.holder, automatic.delivery)

    # --- 6, 9, 10: consents, restrictions, amendment, waiver -------------------------------------

    def tell_consent_given(self, r: Recorded) -> None:
        """The latest consent of a holder counts."""
        shares = whole(r, "shares") if r.entry.get("shares") is not None else None
        consent = Consent(shares, r.entry.get("form", "written") == "written")
        self.consents.setdefault(str(r.entry["action"]), {})[str(r.entry["holder"])] = consent

    def consenting(self, action: str, *, in_writing: bool) -> int:
        """Shares whose consent stands now, limited to what each holder has now."""
        given = self.consents.get(action, {})
        counting = [
            given[h].of(n) for h, n in self.series_d.items() if h in given and (given[h].written or not in_writing)
        ]
        return sum(counting)

    def require_majority(self, r: Recorded, *, in_writing: bool) -> None:
        """More than half of the Series D outstanding; where none is outstanding there is nobody to ask."""
        agreed = self.consenting(str(r.entry["action"]), in_writing=in_writing)
        if self.series_d_outstanding and not 2 * agreed > self.series_d_outstanding:
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
        if not paid_out:
            self.require_majority(r, in_writing=False)

    def tell_terms_amended(self, r: Recorded) -> None:
        """Section 9: a majority; all for the Conversion Price and for the number of Conversion Shares."""
        term = str(r.entry["term"])
        if term not in DEFAULT_TERMS:
            raise Refused(r.id, f"no term named {term}")
        if term in ("conversion_price", "stated_value"):
            self.require_all(r)
        else:
            self.require_majority(r, in_writing=True)
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
        """A52: before the event a majority; afterwards it amends the price, and takes all."""
        named = str(r.entry["entry"])
        places = {x.id: (at, x) for at, moment in enumerate(self.moments) for x in moment.entries}
        at, target = places.get(named, (self.at + 1, None))  # what is not recorded yet lies ahead
        if target is not None and target.type not in ISSUES_AND_GRANTS:
            raise Refused(r.id, f"{named} is no issuance or grant")
        if at > self.at:
            self.require_majority(r, in_writing=True)
        else:
            self.require_all(r)
        if self.foresight:
            return  # known from the start
        self.waived.add(named)
        if at < self.at:
            self.readjust(r, "9")

    def tell_notice_sent(self, _: Recorded) -> None:
        """A notice moves neither price nor shares."""

    def tell_certificate_delivered(self, r: Recorded) -> None:
        """The certificate of a conversion that has taken place."""
        if str(r.entry["conversion"]) not in self.conversions_so_far:
            raise Refused(r.id, f"no conversion {r.entry['conversion']}")

    # --- the picture at a close ------------------------------------------------------------------

    def close(self) -> Close:
        """How things stand now."""
        return Close(
            date=self.today,
            in_effect=self.in_effect,
            running=self.running,
            preference=self.preference,
            accrued=self.accrued,
            common=copy(self.common),
            series_d=copy(self.series_d),
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
        )


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


def check_exclusion(r: Recorded) -> None:
    """Refuse an exclusion limb that cannot apply: (C) omits Options (A14), (D) is for Common on Common."""
    limbs = {"option_granted": "A", "convertible_issued": "AC"}.get(r.type, "ACD")
    limb = r.entry.get("excluded")
    if limb is not None and limb not in limbs:
        raise Refused(r.id, f"limb ({limb}) of Excluded Stock cannot apply")
    if limb == "D" and r.entry.get("dividend_on"):
        raise Refused(r.id, "limb (D) of Excluded Stock is for dividends on Common")


def consideration(r: Recorded) -> Fraction:
    """4E(5): net of expenses and Additional Rights, nothing if below zero; a dividend (4E(4)) is for nothing."""
    if r.entry.get("dividend_on"):
        return Fraction(0)
    given = {k: number(v) for k, v in (r.entry.get("consideration") or {}).items()}
    if any(v < 0 for v in given.values()):
        raise Refused(r.id, "a negative amount of money")
    plus = given.get("cash", Fraction(0)) + given.get("property", Fraction(0))
    minus = given.get("expenses", Fraction(0)) + given.get("additional_rights", Fraction(0))
    return max(Fraction(0), plus - minus)


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
