"""A timeline told entry by entry: every balance, right, price and preference with what it came from.

`Telling` looks on while the engine goes through a timeline. Where the pass stands, its parts answer for that moment;
what was taken from them stays true.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.events import DistributionMade, OfRight, SeriesDAutoConverted, SeriesDConverted
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded, same
from ledger.price.facts import Restated
from ledger.price.rights import Right
from ledger.working import Expression, Working
from projections.workings.kinds import Kind
from projections.workings.price.course import CourseTold, Spot
from projections.workings.price.rights import RightsTold
from projections.workings.price.rules import restated
from projections.workings.registers import Registers, again, without
from projections.workings.series_d.consents import ConsentsTold
from projections.workings.series_d.preference import PreferenceTold
from projections.workings.tally import Tally
from projections.workings.terms import TermsTold
from projections.workings.units import FIRST, Quantity, Units

_INITIAL = Kind("the initial Conversion Price", "4A", "money per share", ("A58",))
_AS_THE_DAY_BEGAN = Kind("the Common outstanding as {} began", "4H", "Common", ("A37",))


@dataclass(frozen=True, slots=True)
class ConversionTold:
    """A conversion as the engine keeps it, with what it rested on."""

    conversion: Conversion
    recorded: Recorded
    preference: Working
    price: Working
    room: Working | None

    @property
    def entry(self) -> SeriesDConverted | SeriesDAutoConverted:
        """What converts."""
        entry = self.recorded.entry
        assert isinstance(entry, SeriesDConverted | SeriesDAutoConverted)  # noqa: S101  nothing else does
        return entry


class _Before(NamedTuple):
    """What is remembered of the moment just before an entry."""

    room: Working | None
    accrued: Bounded
    right: Right | None
    running: Bounded
    conversions: int


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
        self._reopened: dict[date, Quantity] = {}
        self._day = date.min
        self._started = False
        self._start_units = FIRST
        self._known_units = {FIRST.value: FIRST}
        self._moment: object = None
        self._before: _Before | None = None
        self._outstanding = self.registers.outstanding
        self._start_of_day: tuple[Tally, Units] = (self.registers.outstanding, FIRST)

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:
        """Begin with the terms of the certificate, wherever in the timeline it is adopted."""
        self.state = state
        self.registers.series = state.terms.series
        self.terms = TermsTold(state.terms, next((i.recorded.id for i in items if _adopts(i)), None))
        self.preference = PreferenceTold(self)
        self.preference.begin()
        self.course = CourseTold(state.course, self.entries, self.rights, self._initial())
        self._opening = self.course.start
        return ()

    @property
    def price(self) -> Working:
        """The Conversion Price in effect for conversions now (A1, A2)."""
        return self._opening if self._started else self._initial()

    @property
    def price_after_close(self) -> Working:
        """The Conversion Price that the next day begins with."""
        return self.course.running if self._started else self.price

    def price_on(self, day: date | None) -> Expression:
        """The price that was in effect on a day up to now, as it then stood, in the units of now."""
        if day is None or not self._started or day >= self.state.day:
            return self.price
        found = self._reopened.get(day, Quantity(self.course.start, self._start_units))
        if day not in self._reopened:
            for step, told in zip(self.state.course.history, self.course.history, strict=True):
                if step.day < day:
                    found = Quantity(told, self._known_units[step.units_after])
        return found.price_in(self.units)

    # -- what an entry does ---------------------------------------------------------------------------------------

    def happens(self, item: Item, state: State) -> None:
        """Remember what stands before an entry."""
        self.state = state
        self._come_to(item.key.day)
        moment = item.key.day, item.key.moment
        if moment != self._moment:
            self._moment, self._outstanding = moment, self.registers.outstanding
        recorded = item.recorded
        if recorded.entry.type in _PREFERENCE:
            self.preference.working()
        room = self.registers.room(state.register) if isinstance(recorded.entry, SeriesDConverted) else None
        right = state.rights.get(recorded.entry.right) if isinstance(recorded.entry, OfRight) else None
        self._before = _Before(room, state.accrued, right, state.course.running, len(state.conversions))

    def happened(self, item: Item, state: State) -> None:
        """Note what an entry made of it, then each automatic conversion that followed."""
        self.state, recorded, before = state, item.recorded, self._before
        assert before is not None  # noqa: S101  what has happened was about to
        self._before = None
        self.entries[recorded.id] = recorded
        units = self.units if state.units == self.units.value else self.units.restated(recorded, state.units)
        kind = recorded.entry.type
        if kind in _TERMS:
            self.terms.follow(recorded, state)
        if kind in _PREFERENCE:
            self.preference.follow(recorded, before.accrued)
        if kind in _CONSENTS:
            self.consents.follow(recorded)
        self.rights.follow(recorded, before.right, state, self.units)
        running, before_it, self.units = self.course.running, self.units, units
        if self.course.is_behind():
            self._known_units[units.value] = units
            self.course.follow(recorded, Spot(before_it, units, self._outstanding, self.at_start_of_day(recorded)))
            self._follow_opening(recorded, running, moved=not same(before.running, state.course.running))
        self._follow_registers(item, before)

    def closes(self, day: date, state: State) -> None:
        """Come to the close of a day on which nothing may have happened."""
        self.state = state
        self._come_to(day)

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
        self.registers.follow(recorded, register, own, delivery)
        if conversion is not None:
            self._note_conversion(conversion, recorded, before.room)
        for automatic, conversion in zip(item.automatic, (one for one in made if one.automatic), strict=False):
            self.entries[automatic.id] = automatic
            moved = [one for one in self.state.register.moved if one.entry == automatic.id]
            again(register, moved)
            self.registers.follow(automatic, register, moved, conversion.delivery)
            self._note_conversion(conversion, automatic, None)

    def _note_conversion(self, one: Conversion, recorded: Recorded, room: Working | None) -> None:
        self.conversions.append(ConversionTold(one, recorded, self.preference.working(), self.price, room))

    def _start(self) -> None:
        """Protection begins with the first Series D: from then on there is a price to be adjusted (A58)."""
        if self.state.started and not self._started:
            self._started, self._start_units = True, self.units
            self.course.start = self._opening = self._initial()

    def _initial(self) -> Working:
        return _INITIAL.of(self.terms.terms.conversion_price, self.terms.term("conversion_price"))

    def at_start_of_day(self, recorded: Recorded) -> Working | None:
        """N of a distribution: the Common outstanding as the day began, in the units of the moment (4H, A37)."""
        if not isinstance(recorded.entry, DistributionMade):
            return None
        outstanding, units = self._start_of_day
        figure = self.state.clock.start_of_day * self.units.value
        formula = Quantity(outstanding.working(), units).shares_in(self.units)
        return _AS_THE_DAY_BEGAN.of(figure, formula, recorded.entry.effective)

    def _follow_opening(self, recorded: Recorded, running: Working, *, moved: bool) -> None:
        """The price in effect today changes with the share units, and where a readjustment is at once (A2, A3)."""
        course = self.state.course
        last = course.facts[-1] if course.facts else None
        if isinstance(last, Restated) and last.entry == recorded.id:
            if self._opening is running:
                self._opening = self.course.running
            else:
                self._opening = restated(self._opening, course.opening, recorded, last)
        elif recorded.entry.type in _READJUSTING and moved and course.choices.readjustment_effective == "forthwith":
            told = self.course.told[-1]
            self._opening = told.opening if course.facts[-1].day == self.state.day else told.running
        if course.reopened and course.reopened[-1][0] == self.state.day:
            self._reopened[self.state.day] = Quantity(self._opening, self.units)


_TERMS = ("certificate_adopted", "terms_amended", "series_d_split")
_PREFERENCE = ("cash_dividend_paid", "accrued_dividends_paid", "series_d_split", "terms_amended")
_CONSENTS = ("consent_given", "series_d_split")
"""The entries that each part of a telling is concerned with."""
_READJUSTING = ("right_changed", "right_terminated")


def _adopts(item: Item) -> bool:
    return item.recorded.entry.type == "certificate_adopted"


def tell(log: Iterable[Recorded], until: date | None = None) -> Telling:
    """A timeline told up to the close of a day."""
    telling = Telling()
    open_book(log, until=until, keep_replays=True, observers=(telling,))
    return telling
