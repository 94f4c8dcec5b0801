"""A timeline told entry by entry: every balance, right, price and preference with what it came from.

`Telling` looks on while the engine goes through a timeline. Where the pass stands, its parts answer for that moment;
what was taken from them stays true.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.cap_table.following import under
from ledger.cap_table.movements import Movement
from ledger.cap_table.state import State
from ledger.clauses.adjustment.distributions import value_per_share
from ledger.clauses.notices import is_common
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.events import (
    AccruedDividendsPaid,
    CashDividendPaid,
    DistributionMade,
    Following,
    OfRight,
    SeriesDAutoConverted,
    SeriesDConverted,
    SeriesDSplit,
    StockDividendPaid,
)
from ledger.log.recorded import Delivery, Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded, same
from ledger.price.facts import Restated
from ledger.price.rights import Right
from ledger.working import Expression, Quotient, Switch, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, ONE, fact
from projections.workings.price.course import CourseTold, Spot
from projections.workings.price.rights import RightsTold
from projections.workings.price.rules import restated
from projections.workings.registers import (
    ROUNDED,
    CommonTold,
    OnRecord,
    Registers,
    again,
    number_moved,
    without,
)
from projections.workings.series_d.accruals import AccrualsTold
from projections.workings.series_d.consents import ConsentsTold
from projections.workings.series_d.lots import LotsTold, SeriesDTold
from projections.workings.series_d.preference import Parts, PreferenceTold, oldest
from projections.workings.tally import Tally
from projections.workings.terms import TermsTold
from projections.workings.units import FIRST, Quantity, Restating, Units, ratio_of, ratio_on_record

_INITIAL = Kind("the initial Conversion Price", "4A", "money per share", ("A58",))
_IN_KIND = Kind("the value that entry {} distributed on each share of Common", "2", "money per share", ("A39",))
_AS_THE_DAY_BEGAN = Kind("the Common outstanding as {} began", "4H", "Common", ("A37",))


@dataclass(frozen=True, slots=True)
class ConversionTold:
    """A conversion as the engine keeps it, with what it rested on."""

    conversion: Conversion
    recorded: Recorded
    parts: Parts
    """The Series D named in it by what is accrued on it, the oldest first, with what each share counts with."""
    price: Working
    room: Working | None
    switches: tuple[Switch, ...]

    @property
    def entry(self) -> SeriesDConverted | SeriesDAutoConverted:
        """What converts."""
        entry = self.recorded.entry
        assert isinstance(entry, SeriesDConverted | SeriesDAutoConverted)  # noqa: S101  nothing else does
        return entry


class _Before(NamedTuple):
    """What is remembered of the moment just before an entry."""

    room: Working | None
    parts: Parts
    right: Right | None
    running: Bounded
    conversions: int
    on_record: OnRecord | None


class Telling(Observer):
    """How everything came about, while a pass goes on. What is made of it is made only when somebody asks."""

    state: State
    entries: dict[str, Recorded]
    """The entries so far, by id."""
    terms: TermsTold
    preference: PreferenceTold
    course: CourseTold

    def __init__(self) -> None:
        self.entries = {}
        self.units: Units = FIRST
        self.registers = Registers()
        self.rights = RightsTold()
        self.consents = ConsentsTold()
        self.conversions: list[ConversionTold] = []
        self.lots = LotsTold()
        self.accruals = AccrualsTold(self.lots)
        self.records: dict[date, CommonTold] = {}
        """The Common at the close of record dates (A7)."""
        self.bases: dict[date, CommonTold] = {}
        """The Common that dividends in Common of one record are all paid on (A7)."""
        self._record_dates: frozenset[date] = frozenset()
        self._day = date.min
        self._started = False
        self._moment: object = None
        self._before: _Before | None = None
        self._outstanding = self.registers.outstanding
        self._start_of_day: tuple[Tally, Units] = (self.registers.outstanding, FIRST)

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:
        """Begin with the terms of the certificate, wherever in the timeline it is adopted."""
        self.state = state
        self.registers.series = self.lots.series = state.terms.series
        self.terms = TermsTold(state.terms, next((i.recorded.id for i in items if _adopts(i)), None))
        self.preference = PreferenceTold(self)
        self._record_dates = frozenset(state.record_dates)
        self.course = CourseTold(state.course, self.entries, self.rights, self._initial())
        self._opening = self.course.start
        return self._record_dates

    @property
    def price(self) -> Working:
        """The Conversion Price in effect for conversions now (A1, A2)."""
        return self._opening if self._started else self._initial()

    @property
    def price_after_close(self) -> Working:
        """The Conversion Price that the next day begins with."""
        return self.course.running if self._started else self.price

    def as_converted(self, lot: SeriesDTold) -> Expression | None:
        """The Common for one share of a lot now, unrounded; None where the price is zero (A44)."""
        return None if self.state.price.is_zero() else Quotient(self.preference.converting(lot), self.price)

    # -- what an entry does ---------------------------------------------------------------------------------------

    def happens(self, item: Item, state: State) -> None:
        """Remember what stands before an entry."""
        self.state = state
        self._come_to(item.key.day)
        moment = item.key.day, item.key.moment
        if moment != self._moment:
            self._moment, self._outstanding = moment, self.registers.outstanding
        entry, parts, on_record = item.recorded.entry, Parts(), None
        room = self.registers.room(state.register) if isinstance(entry, SeriesDConverted) else None
        if isinstance(entry, SeriesDConverted) and entry.holder in self.lots.of:
            parts = oldest(self.preference.parts(entry.holder), entry.shares, fact(item.recorded, "shares"))
        elif isinstance(entry, StockDividendPaid):
            on = entry.record_date or entry.effective
            on_record = OnRecord(self.bases.get(on) or self.records.get(on) or self._common(), self.units)
        right = state.rights.get(entry.right) if isinstance(entry, OfRight) else None
        self._before = _Before(room, parts, right, state.course.running, len(state.conversions), on_record)

    def _common(self) -> CommonTold:
        return CommonTold(self.units, self.registers.common.copy(), self.registers.outstanding)

    def happened(self, item: Item, state: State) -> None:
        """Note what an entry made of it, then each automatic conversion that followed."""
        self.state, recorded, before = state, item.recorded, self._before
        assert before is not None  # noqa: S101  what has happened was about to
        self._before = None
        self.entries[recorded.id] = recorded
        ratio = self._ratio(recorded, before.on_record)
        units = self.units if state.units == self.units.value else self.units.restated(recorded, state.units, ratio)
        kind = recorded.entry.type
        if kind in _TERMS:
            self.terms.follow(recorded, state)
        if kind in _ACCRUING:
            self._follow_accruals(recorded)
        if kind in _CONSENTS:
            self.consents.follow(recorded, self.registers)
        self.rights.follow(recorded, before.right, state, self.units)
        running, before_it, self.units = self.course.running, self.units, units
        if self.course.is_behind():
            at_start = self.at_start_of_day(recorded)
            distribution = None if at_start is None else recorded
            self.course.follow(recorded, Spot(before_it, units, self._outstanding, ratio, distribution, at_start))
            self._follow_opening(recorded, running, ratio, moved=not same(before.running, state.course.running))
        self._follow_registers(item, before)

    def closes(self, day: date, state: State) -> None:
        """Come to the close of a day on which nothing may have happened."""
        self.state = state
        self._come_to(day)
        if day in self._record_dates:
            self.records[day] = self._common()
            self.accruals.take_record(day, self.units, self.as_converted)

    def _ratio(self, recorded: Recorded, on_record: OnRecord | None) -> Expression:
        """New shares for each old one; a dividend in Common is on one base with others of its record (A7)."""
        if on_record is not None:
            day = getattr(recorded.entry, "record_date", None) or self._day
            paid = on_record.record.paid
            self.bases[day] = replace(on_record.record, paid=(*paid, fact(recorded, "per_share")))
            return ratio_on_record(recorded, paid)
        return ratio_of(recorded) if isinstance(recorded.entry, Restating) else ONE

    def _follow_accruals(self, recorded: Recorded) -> None:
        """What accrues by a dividend, what of it is paid, and what a split of the Series D makes of it (2, 3, A60)."""
        entry, state = recorded.entry, self.state
        match entry:
            case AccruedDividendsPaid():
                self.accruals.pay(recorded, state)
            case SeriesDSplit():
                ratio = ratio_of(recorded)
                self.lots.restated(recorded, entry.new / entry.old, ratio, ROUNDED[entry.fractions])
                self.accruals.restate(recorded, state, ratio)
            case CashDividendPaid() if entry.series_d == "unpaid" and is_common(entry.dividend_on or "Common"):
                self.accruals.accrue(recorded, state, self.units, fact(recorded, "per_share"), self.as_converted)
            case DistributionMade() if entry.series_d == "unpaid" and state.is_protected:
                self.accruals.accrue(recorded, state, self.units, self.in_kind(recorded), self.as_converted)
            case _:
                pass

    def in_kind(self, recorded: Recorded) -> Working:
        """What a share of Common of the record date got of a distribution, by its value (A39)."""
        entry, state = recorded.entry, self.state
        assert isinstance(entry, DistributionMade)  # noqa: S101  what is in kind
        figure = value_per_share(state, entry) / self.units.value
        if entry.record_date is not None and entry.record_date < entry.effective:
            record = self.records[entry.record_date]
            shares = Quantity(record.outstanding.working(), record.units).shares_in(self.units)
        else:
            shares = self._at_start(entry.effective)
        none = not figure and entry.fair_value
        return _IN_KIND.of(figure, NOTHING if none else Quotient(fact(recorded, "fair_value"), shares), recorded.id)

    def _come_to(self, day: date) -> None:
        """A new day opens with the price after the close of the day before (A1)."""
        if self._before is not None:  # the entry was refused, and what led up to it applied again
            self._before = None
            self.course.made_again()
        if day > self._day:
            self._day = day
            self._opening = self.course.running
            self._start_of_day = self.registers.outstanding, self.units
            self._start()

    def _follow_registers(self, item: Item, before: _Before) -> None:
        recorded, register = item.recorded, self.state.register
        made = self.state.conversions[before.conversions :]
        own = [one for one in register.moved if one.entry == recorded.id]
        if len(own) < len(register.moved):
            register = without(register, register.moved[len(own) :])
        conversion = next((one for one in made if one.entry == recorded.id), None)
        delivery = None if conversion is None else conversion.delivery
        if isinstance(recorded.entry, Following):
            self._follow_holder(recorded, recorded.entry, own)
        else:
            self._move_lots(recorded, own, delivery)
        self.registers.follow(recorded, register, own, delivery, before.on_record)
        if conversion is not None:
            self._note_conversion(conversion, recorded, before.parts, before.room)
        for automatic, conversion in zip(item.automatic, (one for one in made if one.automatic), strict=False):
            self.entries[automatic.id] = automatic
            moved = [one for one in self.state.register.moved if one.entry == automatic.id]
            parts = self.preference.parts(conversion.holder)
            parts = oldest(parts, conversion.shares, fact(automatic, "shares"))
            again(register, moved)
            self.registers.follow(automatic, register, moved, conversion.delivery)
            self._move_lots(automatic, moved, conversion.delivery)
            self._note_conversion(conversion, automatic, parts, None)

    def _follow_holder(self, recorded: Recorded, entry: Following, moved: Sequence[Movement]) -> None:
        """What stands under one name stands under another: lots, what is owed, what record dates promised."""
        self.accruals.followed(entry.from_, entry.after)
        for one in moved:
            if one.stock == "series_d":
                now = self.state.register.lots.get(entry.after, ())
                self.lots.move(one, self.registers.all_of(one), now)

        def both(one: Tally, other: Tally) -> Tally:
            return one.plus(other.working(), one.figure + other.figure, recorded.id)

        for records in (self.records, self.bases):
            for day, record in records.items():
                records[day] = replace(record, common=under(record.common, entry.from_, entry.after, both))

    def _move_lots(self, recorded: Recorded, moved: Sequence[Movement], delivery: Delivery | None) -> None:
        for one in moved:
            if one.stock == "series_d" and not one.restated:
                now = self.state.register.lots.get(one.target, ()) if isinstance(one.target, str) else ()
                self.lots.move(one, number_moved(recorded, one, delivery), now)

    def _note_conversion(self, one: Conversion, recorded: Recorded, parts: Parts, room: Working | None) -> None:
        switches = self.preference.switches(any(part.accrued is not None for part in parts))
        self.conversions.append(ConversionTold(one, recorded, parts, self.price, room, switches))

    def _start(self) -> None:
        """Protection begins with the first Series D: from then on there is a price to be adjusted (A58)."""
        if self.state.started and not self._started:
            self._started = True
            self.course.start = self._opening = self._initial()

    def _initial(self) -> Working:
        return _INITIAL.of(self.terms.terms.conversion_price, self.terms.term("conversion_price"))

    def at_start_of_day(self, recorded: Recorded) -> Working | None:
        """N of a distribution: the Common outstanding as the day began, in the units of the moment (4H, A37)."""
        entry = recorded.entry
        in_cash = isinstance(entry, CashDividendPaid) and entry.out_of_earnings is False
        return self._at_start(entry.effective) if in_cash or isinstance(entry, DistributionMade) else None

    def _at_start(self, day: date) -> Working:
        outstanding, units = self._start_of_day
        figure = self.state.clock.start_of_day * self.units.value
        formula = Quantity(outstanding.working(), units).shares_in(self.units)
        return _AS_THE_DAY_BEGAN.of(figure, formula, day)

    def _follow_opening(self, recorded: Recorded, running: Working, ratio: Expression, *, moved: bool) -> None:
        """The price in effect today changes with the share units, and where a readjustment is at once (A2, A3)."""
        course, closing = self.state.course, self.course.closing
        last = course.facts[closing - 1] if closing else None
        if isinstance(last, Restated) and last.entry == recorded.id:
            if self._opening is running:
                self._opening = self.course.told[closing - 1].running
            else:
                self._opening = restated(self._opening, course.opening, recorded, last, ratio)
        elif recorded.entry.type in _READJUSTING and moved and course.choices.readjustment_effective == "forthwith":
            told = self.course.told[closing - 1]
            self._opening = told.opening if course.facts[closing - 1].day == self.state.day else told.running


_TERMS = ("certificate_adopted", "terms_amended", "series_d_split")
_ACCRUING = ("cash_dividend_paid", "distribution_made", "accrued_dividends_paid", "series_d_split")
_CONSENTS = ("consent_given", "series_d_split", "holder_renamed", "holders_merged")
"""The entries that each part of a telling is concerned with."""
_READJUSTING = ("right_changed", "right_terminated", "right_exercised")


def _adopts(item: Item) -> bool:
    return item.recorded.entry.type == "certificate_adopted"


def tell(log: Iterable[Recorded], until: date | None = None) -> Telling:
    """A timeline told up to the close of a day."""
    telling = Telling()
    open_book(log, until=until, keep_replays=True, observers=(telling,))
    return telling
