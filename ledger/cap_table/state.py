"""The cap table at one moment of the timeline: the register, the rights, the price, and where in the timeline it is.

A `State` belongs to the replay that makes it and to nobody else; what leaves the replay is immutable. Shares and money
here are in the units of the moment; the price and the rights are in base units (see `ledger.price`).
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import chain

from ledger.cap_table.accruals import Counted, Debt, SeriesDLot
from ledger.cap_table.acts import Cancelled, Consents, Conversion, Differs, Followed, Unconsented, Waived
from ledger.cap_table.days_gone import DayGone
from ledger.cap_table.record_dates import CommonRecord
from ledger.cap_table.register import Register
from ledger.events import Entry, Issuing
from ledger.events.terms import Terms
from ledger.numbers.bounded import Bounded, quotient, total
from ledger.numbers.exact import plain
from ledger.price.course import Course
from ledger.price.facts import Moment
from ledger.price.formula import Issue, Number
from ledger.price.rights import Right
from ledger.refusals import Flag
from ledger.rules import Rule
from ledger.sharing import Map, Row

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
    record_dates: tuple[date, ...] = ()
    """The days at whose close a record of the holders is taken, in their order: fixed by all of the timeline (A7)."""
    register: Register = field(default_factory=Register)
    clock: Clock = field(default_factory=Clock)
    listener: Listener = field(default_factory=Listener)
    units: Fraction = ONE
    rights: Map[str, Right] = field(default_factory=dict)
    consents: dict[str, dict[str, Consents]] = field(default_factory=dict)
    followed: tuple[Followed, ...] = ()
    """The names that somebody no longer goes by, in the order of the timeline."""
    waivers: tuple[Waived, ...] = ()
    unconsented: tuple[Unconsented, ...] = ()
    cancelled: tuple[Cancelled, ...] = ()
    differing: tuple[Differs, ...] = ()
    """The balances that were asserted and that the register did not have at their places."""
    notices: Map[str, dict[str, date]] = field(default_factory=dict)
    """By the entry that they are about: when each holder was first mailed a notice (first 4L)."""
    notice_days_until: tuple[tuple[date, int], ...] = ()
    """The days of notice that an amendment ended, with its day (A53)."""
    records: dict[date, CommonRecord] = field(default_factory=dict)
    """By record date: the Common at the close of it."""
    bases: dict[date, CommonRecord] = field(default_factory=dict)
    """By record date: the Common on which the first dividend in Common of that record was paid, as all others are."""
    debts: tuple[Debt, ...] = ()
    """Dividends that are due to who held Series D that has been converted since (A60)."""
    undetermined: tuple[str, date] | None = None
    """By which distribution, and since when, no price follows from the clauses alone (A36)."""
    converts_into: str | None = None
    """What Series D converts into instead of Common, after a reorganization (4G)."""
    has_certificate: bool = False
    started: bool = False
    reverse_split_done: bool = False
    reverse_split_so_far: Fraction = ONE
    of_first_edition: bool = False
    """Whether the entry at hand was judged by the first edition of the readings (`ledger.log.edition`)."""
    automatic_due: bool = False
    automatic_asked: bool = False
    """Whether the entry at hand is an act at which the second 4L asks for its conditions (A46)."""
    automatic_done: bool = False
    delivered_by: frozenset[str] = frozenset()
    """The entries, in all of the timeline, by which Series D was delivered for automatically: a fact (A8, A46)."""
    lenders: frozenset[str] = frozenset()
    without_split_protection: frozenset[str] = frozenset()
    """Rights whose own terms do not follow a split of the Common (A27)."""
    last_split: date | None = None
    conversions: Row[Conversion] = field(default_factory=list)
    passed: Map[str, None] = field(default_factory=dict)
    """The entries so far, by id, in the order of the timeline."""
    days_gone: Row[DayGone] = field(default_factory=list)
    """How the days before this one ended, of each that ended otherwise than the one before."""

    def copied(self) -> "State":
        """A state of its own that says the same, told to nobody.

        What only grows, the course, the conversions, the entries passed and the days gone, it shares with this one: a
        snapshot knows how far they had come. What is inside the tables is never changed, only replaced.
        """
        return replace(
            self,
            register=self.register.copied(),
            clock=replace(self.clock),
            listener=Listener(),
            rights=self.rights.copy(),
            consents=self.consents.copy(),
            notices=self.notices.copy(),
            records=self.records.copy(),
            bases=self.bases.copy(),
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
        self.register.moved, self.course.touched, self.automatic_asked = [], set(), False
        self.listener.at = entry.id or ""
        clock, transaction = self.clock, entry.transaction if isinstance(entry, Issuing) else None
        moment = None if transaction is None else (entry.effective, transaction)
        if moment is None or moment != clock.moment:
            clock.moment, clock.moment_open = moment, False
            clock.moment_outstanding = self.outstanding_in_base_units

    def begin_day(self, day: date) -> None:
        """Come to a later day: it opens with the price after the close of the day before (A1).

        On the way the records are taken of the record dates that are over (A7).
        """
        for record_date in self.record_dates[bisect_left(self.record_dates, self.clock.day) :]:
            if record_date >= day:
                break
            self._come_to(record_date)
            self._take_record(record_date)
        self._come_to(day)

    def _come_to(self, day: date) -> None:
        if day == self.clock.day:
            return
        self._leave_day()
        self.clock.day = day
        self.clock.start_of_day = Fraction(self.outstanding_in_base_units)
        if not self.started and self.is_protected:
            self.started = True
            self.course.start = self.course.opening = Bounded.of(self.terms.conversion_price * self.units)
        self.course.begin(day)

    def _leave_day(self) -> None:
        """Note how the day ended, where that is not how the one before it left the price."""
        ended = DayGone(self.clock.day, self.price, self.price_after_close, self.units)
        if not self.days_gone or not ended.follows(self.days_gone[-1]):
            self.days_gone.append(ended)

    def _take_record(self, day: date) -> None:
        """Take the record of a day at its close: of the Common, and of what each share of Series D counts for (2)."""
        self.records[day] = self.common_record()
        found: dict[int, Bounded | None] = {}
        for lot in chain.from_iterable(self.register.lots.values()):
            if id(lot.accrued) not in found:
                found[id(lot.accrued)] = self.as_converted(lot)
        for holder, held in self.register.lots.items():
            self.register.lots[holder] = tuple(
                replace(lot, counted=(*lot.counted, Counted(day, holder, found[id(lot.accrued)]))) for lot in held
            )

    def as_converted(self, lot: SeriesDLot) -> Bounded | None:
        """Common in base units for one share of a lot; None where the price is zero (A44)."""
        return None if self.price.is_zero() else quotient(self.converting(lot), self.price, ONE)

    def common_record(self) -> CommonRecord:
        """The Common of each holder as it is now."""
        return CommonRecord(self.units, self.register.common.copy(), self.outstanding)

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
            transaction = clock.moment[1] if clock.moment else None
            self.course.happen(Moment(clock.day, self.units, clock.moment_outstanding, (member,), transaction))
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
    def accrued(self) -> Bounded:
        """What is accrued and unpaid on the share of Series D that carries the most, in money (2, 3, A60)."""
        return self.register.most_accrued

    @property
    def preference(self) -> Bounded:
        """The Liquidation Preference of a share that carries every accrual: Stated Value and accruals (3, A42)."""
        return self.preference_with(self.accrued)

    def preference_with(self, accrued: Bounded) -> Bounded:
        """The Liquidation Preference of a share of Series D on which so much is accrued (3)."""
        stated = Bounded.of(self.terms.stated_value)
        return total(stated, accrued) if accrued.high else stated

    def converting(self, lot: SeriesDLot) -> Bounded:
        """What of each share of a lot is converted: its preference, or by the other reading its Stated Value (A42)."""
        if self.terms.interpretations.conversion_amount == "stated_value":
            return Bounded.of(self.terms.stated_value)
        return self.preference_with(lot.accrued)

    # -- what should be known -----------------------------------------------------------------------------------

    def flag(self, rule: Rule, message: str, clause: str | None = None) -> None:
        """Say something about the entry at hand that an attentive reader should know."""
        if self.listener.flags is not None:
            self.listener.flags.append(Flag(rule, message, self.listener.at, clause))
