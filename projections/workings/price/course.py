"""The course of the price, told: of every fact the price after it, the price of its day, and what is deemed issued.

It goes beside the engine's fold (`ledger.price.course`). Where a readjustment makes points of the fold again, what was
told of them is told again, and what had been told stays with the steps of the history. Distributions stand at the close
of their day (A61): what comes later on that day takes its place before them, and they and their steps are told again.
What is no longer in the engine's fold is known by this, that its point or its step is another one there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from ledger.price.course import Course
from ledger.price.facts import Amended, Became, Delivered, Distributed, Fact, Moment, Point, Restated, Step
from ledger.price.rights import Lot
from ledger.price.same_day import at_the_close
from ledger.working import Deferred, Expression, Less, Named, Number, Product, Quotient, Sum, Switch, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import ONE, entries_named, total
from projections.workings.price.lots import LotAt, deemed_before, entries_of
from projections.workings.price.rights import RightsTold
from projections.workings.price.rules import amended, distributed, in_replay, of_all, restated
from projections.workings.price.trigger import Tested, testing
from projections.workings.tally import Tally
from projections.workings.units import Units

_AVERAGE = "The price is the weighted average of 4E, and never above what it was."
_DEEMED = "What is deemed issued and not yet issued counts as outstanding."
_NONE_DEEMED = "Nothing is deemed issued before it."
_OUTSTANDING_AND_DEEMED = Kind("the Common outstanding and deemed issued before {}", "4E", "Common", ("A9",))
_DEEMED_UNDER = Kind("the Common deemed issued under {} of {}{}", "", "Common", ("A9",))
_READJUSTING = ("right_changed", "right_terminated", "adjustment_waived")
_READJUSTED = Kind(
    "the Conversion Price as readjusted by entry {}",
    "4E(3)",
    "money per share",
    ("A25", "A31"),
    "The price becomes what it would have been had the rights, so far as outstanding, stood like this from their grant "
    "on, with every later test made again.",
)
_BEFORE_THE_REST = "the Conversion Price after the shares delivered by entry {}"
_TAKEN_BACK = _READJUSTED._replace(
    clause="9", readings=("A52",), sentence="The adjustment is taken back, with every later test made again."
)


class Spot(NamedTuple):
    """Where a fact stands: share units before and after it, the Common outstanding before it.

    `ratio` is the number of new shares for each old one, where the units change; a distribution has its entry, and N.
    """

    units: Units
    units_after: Units
    outstanding: Tally
    ratio: Expression = ONE
    distribution: Recorded | None = None
    at_start_of_day: Working | None = None


class Told(NamedTuple):
    """What is told of a fact: its point in the fold, the prices, and what is deemed issued by each right."""

    point: Point
    running: Working
    opening: Working
    deemed: Mapping[str, Tally]


@dataclass(slots=True)
class CourseTold:
    """The course so far; `history` has a working for every step of the engine's history."""

    course: Course
    entries: Mapping[str, Recorded]
    rights: RightsTold
    start: Working
    spots: list[Spot] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    history: list[Working] = field(default_factory=list)
    _steps: list[Step] = field(default_factory=list)
    """The engine's steps that have been told."""
    _averages: int = 0
    _averages_before: dict[Tally, int] = field(default_factory=dict)
    """How many averages had been told when something was deemed issued, or was so no longer."""
    _replays: "dict[str, CourseTold]" = field(default_factory=dict)
    """The course as each readjusting entry left it, with what was told of its replay."""
    _tests: dict[int, tuple[Point, Sequence[Tested]]] = field(default_factory=dict)

    @property
    def running(self) -> Working:
        """The price that includes every adjustment so far."""
        return self.told[-1].running if self.told else self.start

    @property
    def deemed(self) -> Mapping[str, Tally]:
        """Common deemed issued and not yet issued, by right."""
        return self.told[-1].deemed if self.told else {}

    def follow(self, recorded: Recorded, spot: Spot) -> None:
        """Tell what an entry added to the course, or made anew in it."""
        facts, points, told = self.course.facts, self.course.points, self.told
        added = self._find_places(recorded, spot)
        while told and (len(told) > len(points) or told[-1].point is not points[len(told) - 1]):
            told.pop()
        step, closing = self._replayed_by(recorded), self.closing
        readjusts = step is not None or recorded.entry.type in _READJUSTING
        for index in range(len(told), len(facts)):
            if index == closing and step is not None:
                self._note_replay(step)
            told.append(self._passed(index) or self._tell(index, recorded.id if readjusts and index < closing else ""))
        if step is not None and closing == len(facts):
            self._note_replay(step)
        self._follow_history(added)

    @property
    def closing(self) -> int:
        """The place from which on there are only distributions of the day: they stand at its close (A61)."""
        return at_the_close(self.course)

    def _find_places(self, recorded: Recorded, spot: Spot) -> int:
        """Give what an entry added its place, before the distributions of its day; answers the first new place."""
        at_close: dict[str, Spot] = {}
        while self.spots and (found := self.spots[-1].distribution) is not None:
            if found.entry.effective != recorded.entry.effective:
                break
            at_close[found.id] = self.spots.pop()
        added = len(self.spots)
        for fact in self.course.facts[added:]:
            self.spots.append(at_close.get(fact.entry, spot) if isinstance(fact, Distributed) else spot)
        return added

    def _replayed_by(self, recorded: Recorded) -> Step | None:
        """The step of the replay that an entry asked for; behind it stand at most those of distributions."""
        last = next((step for step in reversed(self.course.history) if step.clause != "4H"), None)
        return last if last is not None and last.replayed is not None and last.entry == recorded.id else None

    def is_behind(self) -> bool:
        """Whether anything was added to the course, or made anew in it, since it was last followed."""
        points = self.course.points
        return len(self.told) != len(points) or bool(points and self.told[-1].point is not points[-1])

    def _passed(self, index: int) -> Told | None:
        """What is told of a single issue of Common that is no trigger, as nearly all are: that all stays as it was."""
        fact, point = self.course.facts[index], self.course.points[index]
        if not index or point.formula is not None or not isinstance(fact, Moment):
            return None
        if len(fact.members) > 1 or isinstance(fact.members[0], str):
            return None
        _, running, opening, deemed = self.told[index - 1]
        return Told(point, running, opening if self.course.facts[index - 1].day == fact.day else running, deemed)

    def made_again(self) -> None:
        """The engine has made the same points once more, since an entry was refused; what was told is still so."""
        points = self.course.points
        self.told = [one._replace(point=points[index]) for index, one in enumerate(self.told)]
        self._steps = [*self.course.history]
        self._tests.clear()

    @property
    def replays(self) -> dict[str, dict[str, Working]]:
        """Of each readjusting entry, the prices of its replay."""
        return {entry: self.replay(entry) for entry in self._replays}

    def replay(self, readjusting: str) -> dict[str, Working]:
        """The prices of the replay that an entry asked for, by the first entry that gave each."""
        then = self._replays.get(readjusting)
        pairs = () if then is None else zip(then.course.facts, then.told, strict=False)
        return {_cause(fact, one.point): one.running for fact, one in pairs}

    def then(self, readjusting: str) -> "CourseTold | None":
        """The course as a readjusting entry left it, to be asked for the tests and the lots of its replay."""
        return self._replays.get(readjusting)

    def places(self) -> dict[str, int]:
        """The place among the facts of each entry that a fact stands for."""
        return {
            name: index for index, fact in enumerate(self.course.facts) for name in entries_of(fact, self.course.rights)
        }

    def lots_before(self, index: int, is_past: Callable[[str], bool]) -> list[LotAt]:
        """The lots deemed issued before a fact; `is_past` says of an entry whether it came before it."""
        before, units = self._before(index), self.course.facts[index].units
        return list(deemed_before(self.course, before.deemed, units, is_past))

    def tests(self, index: int) -> Sequence[Tested]:
        """What a fact put to the test."""
        point = self.course.points[index]
        if index not in self._tests or self._tests[index][0] is not point:
            self._tests[index] = point, self._tested(index)
        return self._tests[index][1]

    def _tested(self, index: int) -> Sequence[Tested]:
        before = self._before(index)
        on_opening = self.course.choices.same_day_price == "opening"
        point, working = before.point, before.opening if on_opening else before.running
        against = point.opening if on_opening else point.running
        spot = self.spots[index]
        return testing(self.course, self.course.facts[index], self.rights, self.entries, spot.units, against, working)

    # -- the fold, told -------------------------------------------------------------------------------------------

    def _before(self, index: int) -> Told:
        """What stood before a fact; a new day opens with the price after the close of the day before (A1)."""
        if not index:
            return Told(Point(self.course.start, self.course.start, 0), self.start, self.start, {})
        before = self.told[index - 1]
        if self.course.facts[index - 1].day == self.course.facts[index].day:
            return before
        point = before.point._replace(opening=before.point.running)
        return Told(point, before.running, before.running, before.deemed)

    def _tell(self, index: int, replay: str) -> Told:
        fact, point, before = self.course.facts[index], self.course.points[index], self._before(index)
        match fact:
            case Moment() | Became() | Delivered():
                running = before.running
                if point.formula is not None:
                    running = self._average(index, before, replay)
                return Told(point, running, before.opening, self._deemed(fact, before.deemed, self.spots[index].units))
            case Restated():
                return self._restated(index, fact, before, replay)
            case Distributed():
                return before._replace(point=point, running=self._distributed(index, fact, before, replay))
            case Amended():
                return before._replace(point=point, running=amended(point.running, fact, replay))

    def _average(self, index: int, before: Told, replay: str) -> Working:
        """(A x B + D) / (A + C)."""
        fact, point, spot = self.course.facts[index], self.course.points[index], self.spots[index]
        formula, tests = point.formula, self.tests(index)
        assert formula is not None  # noqa: S101  asked where the formula was used
        names, units = entries_named(formula.entries), fact.units
        self._averages += 1
        outstanding = spot.outstanding.working()  # totals are tied off in the order of the timeline

        def make() -> tuple[Expression, tuple[Working, ...]]:
            found = [one for one in tests if one.triggers]
            every = Figure.of(formula.outstanding * units)
            a = Named("A", _a(outstanding, before.deemed, every, names))
            c = Named("C", of_all(found, "shares", f"the shares issued or deemed issued by {names}", "Common"))
            d = Named("D", of_all(found, "money", f"the consideration for {names}", "money"))
            price = Quotient(Sum((Product((a, Named("B", before.running))), d)), Sum((a, c)))
            return price, tuple(one.working for one in tests)

        return Deferred(
            label=f"the Conversion Price after {names}{in_replay(replay)}",
            clause=formula.clause,
            unit="money per share",
            figure=Figure(point.running, 1 / units),
            make=make,
            sentence=f"{_AVERAGE} {_DEEMED if before.deemed else _NONE_DEEMED}",
        )

    def _deemed(
        self, fact: Moment | Became | Delivered, before: Mapping[str, Tally], units: Units
    ) -> Mapping[str, Tally]:
        """What is deemed issued after a fact, by right: what its tests deem, less what came out."""
        moved = list(self._moved(fact, units))
        if not moved:
            return before
        after = dict(before)
        for name, part, shares, entry in moved:
            right = self.course.rights[name]
            old = after.get(name) or Tally(_DEEMED_UNDER._replace(clause=right.clause), (name, right.holder))
            if self._averages > self._averages_before.get(old, self._averages):
                old.working()  # it went into an average, so it is tied off there whoever looks first
            after[name] = old.plus(part, old.figure + shares, entry)
            self._averages_before[after[name]] = self._averages
        return {name: tally for name, tally in after.items() if tally.figure}

    def _moved(
        self, fact: Moment | Became | Delivered, units: Units
    ) -> Iterator[tuple[str, Expression, Fraction, str]]:
        if isinstance(fact, Delivered):
            deemed = self.course.deemed_of(self.course.rights[fact.right])
            gone = [lot for lot in deemed if lot.out_by == fact.entry]
            for shares, told in self._of_lots(fact.right, gone, units):
                yield fact.right, Less(told), -shares, fact.entry
            return
        names = [(fact.right, fact.entry)] if isinstance(fact, Became) else _rights_of(fact)
        for name, became_by in names:
            right = self.course.rights[name]
            for shares, told in self._of_lots(name, self.course.deemed_by(right, became_by), units):
                yield name, told, shares, became_by or right.entry

    def _of_lots(self, name: str, some: Sequence[Lot], units: Units) -> Iterator[tuple[Fraction, Expression]]:
        """The shares of some lots of a right, in the units of the day, as number and as told."""
        every = zip(self.course.rights[name].lots, self.rights.now(name).lots, strict=True) if some else ()
        for lot, told in every:
            if lot in some:
                yield Fraction(lot.shares * units.value), told.shares.shares_in(units)

    def _restated(self, index: int, fact: Restated, before: Told, replay: str) -> Told:
        point, recorded, spot = self.course.points[index], self.entries[fact.entry], self.spots[index]
        running = restated(before.running, point.running, recorded, fact, spot.ratio, replay)
        opening = running
        if before.opening is not before.running:
            opening = restated(before.opening, point.opening, recorded, fact, spot.ratio, replay)
        deemed = {
            name: tally.anew(
                Product((tally.working(), spot.ratio)),
                tally.figure * spot.units_after.value / spot.units.value,
                recorded.id,
            )
            for name, tally in before.deemed.items()
        }
        self._averages_before |= dict.fromkeys(deemed.values(), self._averages)
        return Told(point, running, opening, deemed)

    def _distributed(self, index: int, fact: Distributed, before: Told, replay: str) -> Working:
        at_start = self.spots[index].at_start_of_day
        assert at_start is not None  # noqa: S101  noted with the distribution
        after = self.course.points[index].running
        return distributed(before.running, after, self.entries[fact.entry], fact, at_start, replay)

    # -- the history ----------------------------------------------------------------------------------------------

    def _follow_history(self, added: int) -> None:
        """A working for each new step, of the facts from a place on or the one before it, which may be joined."""
        steps = self.course.history
        while self._steps and (len(self._steps) > len(steps) or self._steps[-1] is not steps[len(self._steps) - 1]):
            self._steps.pop()
            self.history.pop()
        for step in steps[len(self._steps) :]:
            self._steps.append(step)
            self.history.append(self._told_of(step, max(0, added - 1)))

    def _told_of(self, step: Step, first: int) -> Working:
        if step.replayed is not None:
            return self.told[self.closing - 1].running
        for one, fact in zip(self.told[first:], self.course.facts[first:], strict=True):
            if one.point.running is step.after and _cause(fact, one.point) == step.entry:
                return one.running
        return self._made_no_more(step)

    def _made_no_more(self, step: Step) -> Working:
        """A step that the same entry made and replayed: what came out is tested, and then what was withheld ends."""
        formula, units = step.formula, step.units_after
        assert formula is not None  # noqa: S101  only what comes out of a right is tested so
        a, c, d = (Number(one) for one in (formula.outstanding * units, formula.shares * units, formula.money))
        before = self.history[-1] if self.history else self.start
        price = Quotient(
            Sum((Product((Named("A", a), Named("B", before))), Named("D", d))), Sum((Named("A", a), Named("C", c)))
        )
        kind = _READJUSTED._replace(label=_BEFORE_THE_REST, clause=formula.clause, readings=("A20",), sentence=_AVERAGE)
        return kind.of(Figure(step.after, 1 / units), price, step.entry)

    def _note_replay(self, step: Step) -> None:
        """After the replay the course goes on from the price as readjusted."""
        self._replays[step.entry] = self._as_it_is()
        kind, switches = _TAKEN_BACK, tuple[Switch, ...]()
        if step.clause == "4E(3)":
            kind = _READJUSTED
            switches = (Switch("readjustment_effective", self.course.choices.readjustment_effective),)
        figure = Figure(step.after, 1 / step.units_after)
        readjusted = kind.of(figure, self.running, step.entry, switches=switches)
        self.told[-1] = self.told[-1]._replace(running=readjusted)

    def _as_it_is(self) -> "CourseTold":
        """A course that says what this one says, and goes on saying it."""
        course = self.course.beside(dict(self.course.rights))
        return CourseTold(course, self.entries, self.rights.as_they_are(), self.start, self.spots[:], self.told[:])


def _a(outstanding: Working, deemed: Mapping[str, Tally], figure: Figure, names: str) -> Working:
    """A: what is outstanding and, where something is deemed issued, that as well (A9)."""
    if not deemed:
        return outstanding
    return _OUTSTANDING_AND_DEEMED.of(figure, total([outstanding, *(one.working() for one in deemed.values())]), names)


def _cause(fact: Fact, point: Point) -> str:
    """The entry that a fact's step is named after."""
    if isinstance(fact, Moment | Became | Delivered):
        return point.formula.entries[0] if point.formula else ""
    return fact.entry


def _rights_of(moment: Moment) -> list[tuple[str, str | None]]:
    return [(member, None) for member in moment.members if isinstance(member, str)]
