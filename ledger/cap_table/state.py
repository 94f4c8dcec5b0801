"""The cap table at one moment of the timeline, and the few movements of shares that all clauses are made of.

A `State` belongs to the replay that makes it and to nobody else; what leaves the replay is immutable. Shares and money
here are in the units of the moment; the price and the rights are in base units (see `ledger.price`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import chain

from ledger.cap_table.acts import Consent, Conversion, Waived
from ledger.events import Entry, Issuing
from ledger.events.terms import Terms
from ledger.numbers.bounded import Bounded, total
from ledger.numbers.exact import plain
from ledger.price.course import Course
from ledger.price.facts import Moment
from ledger.price.formula import Issue, Number
from ledger.price.rights import Right
from ledger.refusals import Flag
from ledger.rules import Rule

ONE = Fraction(1)
Rounding = Callable[[Fraction], int]


@dataclass(slots=True)
class State:
    """Who holds what, which rights exist, what is authorized, and the course of the price."""

    terms: Terms
    first_series_d: date | None
    """The date of the first Series D in all of the timeline: from then on 4E protects (A58)."""
    adopted: date | None
    course: Course
    authorized: int | None = None
    units: Fraction = ONE
    day: date = date.min
    at: str = ""
    """The id of the entry at hand: what a flag is said of."""
    outstanding: int = 0
    treasury: int = 0
    series_d_outstanding: int = 0
    series_d_ever_issued: int = 0
    common: dict[str, int] = field(default_factory=dict)
    series_d: dict[str, int] = field(default_factory=dict)
    rights: dict[str, Right] = field(default_factory=dict)
    consents: dict[str, dict[str, Consent]] = field(default_factory=dict)
    waivers: tuple[Waived, ...] = ()
    notices: dict[str, dict[str, date]] = field(default_factory=dict)
    """By the entry that they are about: when each holder was first mailed a notice (first 4L)."""
    accrued: Bounded = field(default_factory=lambda: Bounded.of(0))
    series_d_units: Fraction = ONE
    """Series D of now for one of the first, as its own splits made it (1)."""
    preferences: tuple[tuple[date, Bounded], ...] = ()
    """From which date which Liquidation Preference applied, per share of the first units."""
    series_d_since: tuple[tuple[date, bool], ...] = ((date.min, False),)
    """After the close of which day Series D was outstanding, and after which it was not."""
    converts_into: str | None = None
    """What Series D converts into instead of Common, after a reorganization (4G)."""
    has_certificate: bool = False
    started: bool = False
    start_of_day: Fraction = Fraction(0)
    moment: tuple[date, str] | None = None
    moment_outstanding: Number = 0
    moment_open: bool = False
    reverse_split_done: bool = False
    reverse_split_so_far: Fraction = ONE
    automatic_due: bool = False
    automatic_done: bool = False
    lenders: frozenset[str] = frozenset()
    without_split_protection: frozenset[str] = frozenset()
    """Rights whose own terms do not follow a split of the Common (A27)."""
    last_split: date | None = None
    conversions: list[Conversion] = field(default_factory=list)
    passed: dict[str, None] = field(default_factory=dict)
    """The entries so far, by id, in the order of the timeline."""
    flags: list[Flag] | None = None
    """Where flags go; nobody listens when it is None."""

    def __post_init__(self) -> None:
        self.preferences = ((date.min, Bounded.of(self.terms.stated_value)),)

    # -- days and moments -----------------------------------------------------------------------------------------

    def begin(self, entry: Entry) -> None:
        """Come to the place of an entry: its day, and its moment where several entries are one (A6)."""
        if entry.effective != self.day:
            self.begin_day(entry.effective)
        self.at = entry.id or ""
        transaction = entry.transaction if isinstance(entry, Issuing) else None
        moment = None if transaction is None else (entry.effective, transaction)
        if moment is None or moment != self.moment:
            self.moment, self.moment_open = moment, False
            self.moment_outstanding = self.outstanding_in_base_units

    def begin_day(self, day: date) -> None:
        """Come to a later day: it opens with the price after the close of the day before (A1)."""
        if bool(self.series_d_outstanding) != self.series_d_since[-1][1]:
            self.series_d_since += ((self.day, bool(self.series_d_outstanding)),)
        self.day = day
        self.start_of_day = Fraction(self.outstanding_in_base_units)
        if not self.started and self.is_protected:
            self.started = True
            self.course.start = self.course.opening = Bounded.of(self.terms.conversion_price * self.units)
        self.course.begin(day)

    @property
    def is_protected(self) -> bool:
        """Whether 4E protects on this day: from the first issue of Series D, that date included (A58)."""
        return self.first_series_d is not None and self.day >= self.first_series_d

    @property
    def outstanding_in_base_units(self) -> Number:
        """The Common actually outstanding, treasury left out (4E(7)), in base units."""
        return self.to_base(self.outstanding)

    def to_base(self, shares: Number) -> Number:
        """A number of shares of this moment in base units."""
        return plain(shares if self.units is ONE else shares / self.units)

    def price_to_base(self, price: Fraction) -> Number:
        """A price per share of this moment in base units."""
        return plain(price if self.units is ONE else price * self.units)

    def test(self, member: Issue | str) -> None:
        """Put an issue, or a right by name, to the test of 4E at this moment."""
        if self.moment_open:
            self.course.join(member)
        else:
            self.course.happen(Moment(self.day, self.units, self.moment_outstanding, (member,)))
            self.moment_open = self.moment is not None

    # -- the price ----------------------------------------------------------------------------------------------

    @property
    def price(self) -> Bounded:
        """The Conversion Price in effect for conversions at this moment, in base units (A1, A2)."""
        return self.course.opening if self.started else Bounded.of(self.terms.conversion_price * self.units)

    @property
    def price_after_close(self) -> Bounded:
        """The Conversion Price that the next day begins with, in base units."""
        return self.course.running if self.started else self.price

    @property
    def preference(self) -> Bounded:
        """The Liquidation Preference of a share: Stated Value plus accrued and unpaid dividends (3, A42)."""
        return total(Bounded.of(self.terms.stated_value), self.accrued)

    def note_preference(self) -> None:
        """Remember from when the Liquidation Preference is what it is now."""
        self.preferences += ((self.day, self.preference.times(self.series_d_units)),)

    def preference_on(self, day: date) -> Bounded:
        """The Liquidation Preference at the close of a day up to now, per share of Series D as it is now."""
        found = next(value for since, value in reversed(self.preferences) if since <= day)
        return found.times(1 / self.series_d_units)

    def had_series_d(self, day: date) -> bool:
        """Whether any Series D was outstanding at the close of a day before this one, or is now."""
        if day >= self.day:
            return bool(self.series_d_outstanding)
        return next(had for since, had in reversed(self.series_d_since) if since <= day)

    def price_on(self, day: date) -> Bounded:
        """The Conversion Price that was in effect on a day before this one, in base units, as it then stood.

        For a day from the first Series D on; on the day itself the price is `price`.
        """
        reopened = (price for on, price in reversed(self.course.reopened) if on == day)
        before = (step.after for step in reversed(self.course.history) if step.day < day)
        return next(chain(reopened, before), self.course.start)

    # -- Common -------------------------------------------------------------------------------------------------

    @property
    def room(self) -> int | None:
        """Common that can still be delivered: authorized less outstanding (A45); None where no number is known."""
        return None if self.authorized is None else self.authorized - self.outstanding

    def deliver_common(self, holder: str, shares: int) -> None:
        """Deliver Common: unissued shares first, then treasury. How much there is to deliver is asked before."""
        if self.authorized is not None:
            unissued = self.authorized - self.outstanding - self.treasury
            self.treasury -= max(0, shares - unissued)
        self.common[holder] = self.common.get(holder, 0) + shares
        self.outstanding += shares

    def take_common(self, holder: str, shares: int) -> None:
        """Take Common from a holder who has so many."""
        _take(self.common, holder, shares)
        self.outstanding -= shares

    def take_series_d(self, holder: str, shares: int) -> None:
        """Take Series D from a holder who has so many."""
        _take(self.series_d, holder, shares)
        self.series_d_outstanding -= shares

    def give_series_d(self, holder: str, shares: int) -> None:
        """Register Series D to a holder."""
        self.series_d[holder] = self.series_d.get(holder, 0) + shares
        self.series_d_outstanding += shares

    def restate_units(self, ratio: Fraction, rounding: Rounding) -> None:
        """Each share of Common becomes `ratio` shares, whole for each holder (4F, 4G)."""
        self.common = {holder: rounding(held * ratio) for holder, held in self.common.items()}
        self.outstanding = sum(self.common.values())
        self.treasury = rounding(self.treasury * ratio)
        self.units *= ratio

    # -- what should be known -----------------------------------------------------------------------------------

    def flag(self, rule: Rule, message: str, clause: str | None = None) -> None:
        """Say something about the entry at hand that an attentive reader should know."""
        if self.flags is not None:
            self.flags.append(Flag(rule, message, self.at, clause))


def _take(register: dict[str, int], holder: str, shares: int) -> None:
    if register[holder] == shares:
        del register[holder]
    else:
        register[holder] -= shares
