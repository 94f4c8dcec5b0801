"""A timeline told entry by entry: every balance, right, price and preference with what it came from.

`Telling` goes with the engine. Where it stands, its parts answer for that moment; what was taken from them stays true.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.replay import apply, begin
from ledger.events import DistributionMade, OfRight
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import same
from ledger.price.facts import Restated
from ledger.working import Expression, Working
from projections.figures import Figure
from projections.walk import Walk
from projections.workings.consents import ConsentsTold
from projections.workings.leaves import over, times
from projections.workings.preference import PreferenceTold
from projections.workings.price.course import CourseTold, Spot
from projections.workings.price.rights import RightsTold
from projections.workings.price.rules import restated
from projections.workings.registers import Numbers, Registers, numbers
from projections.workings.tally import Tally
from projections.workings.terms import TermsTold
from projections.workings.units import FIRST, Quantity, Units


@dataclass(frozen=True, slots=True)
class ConversionTold:
    """A conversion as the engine keeps it, with what it rested on."""

    conversion: Conversion
    recorded: Recorded
    preference: Working
    price: Working
    room: Working | None


class Telling:
    """On the way through a timeline; iterate over it once, or over `stops`."""

    def __init__(self, log: Iterable[Recorded], through: date = date.max) -> None:
        self.way = Walk(begin(open_book(log).items, keep_replays=True), through)
        state = self.state
        items = self.way.replay.items
        self.entries = {one.id: one for item in items for one in (item.recorded, *item.automatic)}
        self.units: Units = FIRST
        self.terms = TermsTold(state.terms, next((i.recorded.id for i in items if _adopts(i)), None))
        self.registers = Registers()
        self.rights = RightsTold()
        self.consents = ConsentsTold()
        self.preference = PreferenceTold(self)
        self.preference.begin()
        self.course = CourseTold(state.course, self.entries, self.rights, self._initial())
        self._opening = self.course.start
        self._reopened: dict[date, Quantity] = {}
        self.conversions: list[ConversionTold] = []
        self._started = False
        self._start_units = FIRST
        self._known_units = {FIRST.value: FIRST}
        self._moment: object = None
        self._outstanding = self.registers.outstanding
        self._start_of_day: tuple[Tally, Units] = (self.registers.outstanding, FIRST)

    @property
    def state(self) -> State:
        """The cap table where the telling is now."""
        return self.way.state

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

    # -- going on -------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Item]:
        """Each entry in turn; it is told when the next one is asked for."""
        return (item for item in self.stops(()) if isinstance(item, Item))

    def stops(self, days: Iterable[date]) -> Iterator[date | Item]:
        """The same, and the close of each of these days in its place."""
        waiting = sorted({day for day in days if day <= self.way.through}, reverse=True)
        for item in self.way.items:
            while waiting and waiting[-1] < item.key.day:
                self.come_to(waiting[-1])
                yield waiting.pop()
            self._come_to(item.key.day)
            moment = item.key.day, item.key.moment
            if moment != self._moment:
                self._moment, self._outstanding = moment, self.registers.outstanding
            yield item
            self._apply(item)
        while waiting:
            self.come_to(waiting[-1])
            yield waiting.pop()

    def all(self) -> "Telling":
        """Go to the end, to the close of the last day."""
        for _ in self:
            pass
        if self.way.through < date.max:
            self.come_to(self.way.through)
        return self

    def come_to(self, day: date) -> None:
        """Come to a day on which nothing may have happened."""
        self._come_to(day)
        self.way.come_to(day)
        self._start()

    def _come_to(self, day: date) -> None:
        """A new day opens with the price after the close of the day before (A1)."""
        if day > self.state.day:
            self._opening = self.course.running
            self._start_of_day = self.registers.outstanding, self.units

    # -- what an entry does ---------------------------------------------------------------------------------------

    def _apply(self, item: Item) -> None:
        """Let the engine apply an entry, and note what it made of it; then each automatic conversion that follows."""
        replay, state, recorded = self.way.replay, self.state, item.recorded
        before, room, accrued = numbers(state), self._room(recorded), state.accrued
        right = state.rights.get(recorded.entry.right) if isinstance(recorded.entry, OfRight) else None
        running_before = state.course.running
        self.preference.working()  # as it is before the entry
        replay.items[replay.applied] = replace(item, automatic=())
        _, converts = replay.step()
        self._start()
        units = self.units if state.units == self.units.value else self.units.restated(recorded, state.units)
        self.terms.follow(recorded, state)
        self.preference.follow(recorded, accrued)
        self.rights.follow(recorded, right, state, self.units)
        running = self.course.running
        self.course.follow(recorded, Spot(self.units, units, self._outstanding, self.at_start_of_day(recorded)))
        self.consents.follow(recorded)
        self.units = self._known_units[units.value] = units
        self._follow_opening(recorded, running, moved=not same(running_before, state.course.running))
        self._follow_register(recorded, before, room)
        for one in item.automatic if converts else ():
            before = numbers(state)
            apply(state, one.entry, None)
            self._follow_register(one, before, None)

    def _follow_register(self, recorded: Recorded, before: Numbers, room: Working | None) -> None:
        state = self.state
        self.registers.follow(recorded, state, before)
        if recorded.entry.type in _CONVERSIONS:
            preference = self.preference.working()
            self.conversions.append(ConversionTold(state.conversions[-1], recorded, preference, self.price, room))

    def _room(self, recorded: Recorded) -> Working | None:
        return self.registers.room(numbers(self.state)) if recorded.entry.type == "series_d_converted" else None

    def _start(self) -> None:
        """Protection begins with the first Series D: from then on there is a price to be adjusted (A58)."""
        if self.state.started and not self._started:
            self._started, self._start_units = True, self.units
            self.course.start = self._opening = self._initial()

    def _initial(self) -> Working:
        return Working(
            label="the initial Conversion Price",
            clause="4A",
            unit="money per share",
            figure=Figure.of(self.terms.terms.conversion_price),
            formula=self.terms.term("conversion_price"),
            readings=("A58",),
        )

    def at_start_of_day(self, recorded: Recorded) -> Working | None:
        """N of a distribution: the Common outstanding as the day began, in the units of the moment (4H, A37)."""
        if not isinstance(recorded.entry, DistributionMade):
            return None
        outstanding, units = self._start_of_day
        formula = outstanding.working()
        restated = times(formula, self.units.expression) if units.value != self.units.value else formula
        return Working(
            label=f"N, the Common outstanding as {recorded.entry.effective} began,",
            clause="4H",
            unit="Common",
            figure=Figure.of(self.state.clock.start_of_day * self.units.value),
            formula=over(restated, units.expression) if units.value != self.units.value else formula,
            readings=("A37",),
        )

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


_READJUSTING = ("right_changed", "right_terminated")
_CONVERSIONS = ("series_d_converted", "series_d_auto_converted")


def _adopts(item: Item) -> bool:
    return item.recorded.entry.type == "certificate_adopted"
