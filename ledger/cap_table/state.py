"""The cap table at one moment of the timeline: the register, the rights, the price, and where in the timeline it is.

A `State` belongs to the replay that makes it and to nobody else; what leaves the replay is immutable. Shares and money
here are in the units of the moment; the price and the rights are in base units (see `ledger.price`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import chain

from ledger.cap_table.acts import Consent, Conversion, Waived
from ledger.cap_table.register import Register
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


@dataclass(slots=True)
class Clock:
    """Where in the timeline the cap table is: the day, and the moment where several entries are one (A6)."""

    day: date = date.min
    start_of_day: Fraction = Fraction(0)
    """The Common outstanding as the day began, in base units (A37)."""
    moment: tuple[date, str] | None = None
    moment_outstanding: Number = 0
    """The Common outstanding as the moment began, in base units."""
    moment_open: bool = False
    """Whether something was put to the test in the moment, and more may join it."""


@dataclass(slots=True)
class Listener:
    """Who is told what an attentive reader should know, and of which entry; nobody where `flags` is None."""

    flags: list[Flag] | None = None
    at: str = ""


@dataclass(slots=True)
class State:
    """Who holds what, which rights exist, what is authorized, and the course of the price."""

    terms: Terms
    first_series_d: date | None
    """The date of the first Series D in all of the timeline: from then on 4E protects (A58)."""
    adopted: date | None
    course: Course
    preferences: tuple[tuple[date, Bounded], ...]
    """From which date which Liquidation Preference applied, per share of the first units."""
    register: Register = field(default_factory=Register)
    clock: Clock = field(default_factory=Clock)
    listener: Listener = field(default_factory=Listener)
    units: Fraction = ONE
    rights: dict[str, Right] = field(default_factory=dict)
    consents: dict[str, dict[str, Consent]] = field(default_factory=dict)
    waivers: tuple[Waived, ...] = ()
    notices: dict[str, dict[str, date]] = field(default_factory=dict)
    """By the entry that they are about: when each holder was first mailed a notice (first 4L)."""
    notice_days_until: tuple[tuple[date, int], ...] = ()
    """The days of notice that an amendment ended, with its day (A53)."""
    accrued: Bounded = field(default_factory=lambda: Bounded.of(0))
    series_d_units: Fraction = ONE
    """Series D of now for one of the first, as its own splits made it (1)."""
    series_d_since: tuple[tuple[date, bool], ...] = ((date.min, False),)
    """After the close of which day Series D was outstanding, and after which it was not."""
    converts_into: str | None = None
    """What Series D converts into instead of Common, after a reorganization (4G)."""
    has_certificate: bool = False
    started: bool = False
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

    def copied(self) -> "State":
        """A state of its own that says the same, told to nobody.

        What only grows, the course, the conversions and the entries passed, it shares with this one: a snapshot knows
        how far they had come. What is inside the tables is never changed, only replaced.
        """
        return replace(
            self,
            register=self.register.copied(),
            clock=replace(self.clock),
            listener=Listener(),
            rights=self.rights.copy(),
            consents=self.consents.copy(),
            notices=self.notices.copy(),
        )

    # -- the register, to be read -----------------------------------------------------------------------------------

    @property
    def common(self) -> Mapping[str, int]:
        """The Common of each holder."""
        return self.register.common

    @property
    def series_d(self) -> Mapping[str, int]:
        """The Series D of each holder."""
        return self.register.series_d

    @property
    def outstanding(self) -> int:
        """The Common outstanding; treasury is not (4E(7))."""
        return self.register.outstanding

    @property
    def treasury(self) -> int:
        """The Common held by or for the Company."""
        return self.register.treasury

    @property
    def series_d_outstanding(self) -> int:
        """The Series D outstanding."""
        return self.register.series_d_outstanding

    @property
    def series_d_ever_issued(self) -> int:
        """The Series D ever issued: what was converted never comes back (4M, A49)."""
        return self.register.series_d_ever_issued

    @property
    def authorized(self) -> int | None:
        """The Common that may be issued; None while no number is known."""
        return self.register.authorized

    @property
    def room(self) -> int | None:
        """Common that can still be delivered (A45); None where no number is known."""
        return self.register.room

    @property
    def day(self) -> date:
        """The day that the cap table has come to."""
        return self.clock.day

    @property
    def flags(self) -> list[Flag] | None:
        """Where flags go; nobody listens when it is None."""
        return self.listener.flags

    # -- days and moments -----------------------------------------------------------------------------------------

    def begin(self, entry: Entry) -> None:
        """Come to the place of an entry: its day, and its moment where several entries are one (A6)."""
        if entry.effective != self.clock.day:
            self.begin_day(entry.effective)
        self.register.moved, self.course.touched = [], set()
        self.listener.at = entry.id or ""
        clock, transaction = self.clock, entry.transaction if isinstance(entry, Issuing) else None
        moment = None if transaction is None else (entry.effective, transaction)
        if moment is None or moment != clock.moment:
            clock.moment, clock.moment_open = moment, False
            clock.moment_outstanding = self.outstanding_in_base_units

    def begin_day(self, day: date) -> None:
        """Come to a later day: it opens with the price after the close of the day before (A1)."""
        if bool(self.series_d_outstanding) != self.series_d_since[-1][1]:
            self.series_d_since += ((self.clock.day, bool(self.series_d_outstanding)),)
        self.clock.day = day
        self.clock.start_of_day = Fraction(self.outstanding_in_base_units)
        if not self.started and self.is_protected:
            self.started = True
            self.course.start = self.course.opening = Bounded.of(self.terms.conversion_price * self.units)
        self.course.begin(day)

    @property
    def is_protected(self) -> bool:
        """Whether 4E protects on this day: from the first issue of Series D, that date included (A58)."""
        return self.first_series_d is not None and self.clock.day >= self.first_series_d

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
        clock = self.clock
        if clock.moment_open:
            self.course.join(member)
        else:
            self.course.happen(Moment(clock.day, self.units, clock.moment_outstanding, (member,)))
            clock.moment_open = clock.moment is not None

    def set_right(self, right: Right) -> None:
        """Put a right in its place: granted, or with other lots, by nothing that readjusts the price."""
        self.rights[right.name] = right
        self.course.touched.add(right.name)

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
        self.preferences += ((self.clock.day, self.preference.times(self.series_d_units)),)

    def preference_on(self, day: date) -> Bounded:
        """The Liquidation Preference at the close of a day up to now, per share of Series D as it is now."""
        found = next(value for since, value in reversed(self.preferences) if since <= day)
        return found.times(1 / self.series_d_units)

    def had_series_d(self, day: date) -> bool:
        """Whether any Series D was outstanding at the close of a day before this one, or is now."""
        if day >= self.clock.day:
            return bool(self.series_d_outstanding)
        return next(had for since, had in reversed(self.series_d_since) if since <= day)

    def price_on(self, day: date) -> Bounded:
        """The Conversion Price that was in effect on a day before this one, in base units, as it then stood.

        For a day from the first Series D on; on the day itself the price is `price`.
        """
        reopened = (price for on, price in reversed(self.course.reopened) if on == day)
        before = (step.after for step in reversed(self.course.history) if step.day < day)
        return next(chain(reopened, before), self.course.start)

    # -- what should be known -----------------------------------------------------------------------------------

    def flag(self, rule: Rule, message: str, clause: str | None = None) -> None:
        """Say something about the entry at hand that an attentive reader should know."""
        if self.listener.flags is not None:
            self.listener.flags.append(Flag(rule, message, self.listener.at, clause))
