"""The course of the Conversion Price: a fold over the facts that can move it, made again from any point on.

`facts` holds what happened, in timeline order; `points` the price after each fact *as the rights are now known*, made
by `ledger.price.fold`; `history` the steps as they took place. All is in base units (see the package); `units` turns a
price of the day into base units by multiplication.

Why points may be dropped from one on and made again, under 4E(3) and after a waiver (9):

- No fact knows a price. It has what took place whatever the price was: the issue and what was paid for it, the Common
  really outstanding before it (A11; conversions count with what was delivered, which stays, A30), a factor, new units.
  So in every supposition of 4E(3) the facts are the same; only points, and the prices of tests, are other ones.
- A point follows from the point before it, from its fact, and of the rights from those that the fact names: from their
  lots, from their tests, and from whether their entry is waived. Nothing else is read; the history never is.
- Before the first test of a right (`granted_at`) no fact names it, since names are unique and nothing comes out of what
  is not granted; or only for Common that came out of it untested, whose lots no change touches any more (A22). So a
  change of its lots leaves every point before that test what it would be.
- The points from there on are made by the very loop that made them first (`_settle`), in order, each test noting its
  price anew before anything later asks for it: what comes out of a right was tested before it came out. By induction
  they are what a fold over all facts from the start would give with the rights as they now are. Where nothing of the
  right is deemed issued, with the lots as they were and as they are, none would change.
- The factor of a distribution bites at the close of its day, after all else of it, whatever the order recorded (A61).
  So what comes later on that day takes its place before it: such facts and their steps are lifted off and put back, on
  lists of the course's own, since a mark may hold the ones that there were.
- What took place is no point: conversions keep the price that they had, and the replay comes into `history` as one
  step, dated when the change was made (A3, A30). `opening`, the price in effect on the day, is of that kind too.

It would break if a fact held a number that a price decided, if a point read a right that its fact does not name, if a
lot changed otherwise than `ledger.price.triggers` says, or if points were dropped that a mark or a branch relies on:
while a list of points `is_shared` it only grows, and whoever drops some goes on with a list of its own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ledger.events.terms import Interpretations
from ledger.numbers.bounded import Bounded, same
from ledger.numbers.days import day_after
from ledger.numbers.lazy import Later
from ledger.price.facts import (
    Became,
    Distributed,
    Fact,
    Mark,
    Moment,
    Point,
    Restated,
    Step,
    at_most,
    entries_of,
    step_of,
    steps_of,
)
from ledger.price.fold import Known, after, passes
from ledger.price.formula import Issue, Number
from ledger.price.rights import Lot, Right
from ledger.price.triggers import Tests


class Prices(NamedTuple):
    """The two prices of a day, in base units: in effect for conversions, and after its close (A1)."""

    in_effect: Bounded
    after_close: Bounded


@dataclass(slots=True)
class Course:
    """The fold. `rights` is shared with, and kept by, the state of the cap table."""

    choices: Interpretations
    start: Bounded
    day: date
    rights: dict[str, Right]
    keep_replays: bool = False
    facts: list[Fact] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    history: list[Step] = field(default_factory=list)
    waived: frozenset[str] = frozenset()
    granted_at: dict[str, int] = field(default_factory=dict)
    tests: Tests = field(init=False)
    opening: Bounded = field(init=False)
    reopened: tuple[tuple[date, Bounded], ...] = ()
    """The price in effect where it changed within a day, but not with the share units alone (A3, A41), latest last."""
    touched: set[str] = field(default_factory=set)
    """The rights whose lots, or whether they are deemed issued, may have become other than they were."""
    is_shared: bool = False
    """Whether somebody else relies on the points made so far; then others are made beside them, and none dropped."""

    def __post_init__(self) -> None:
        self.opening, self.tests = self.start, Tests(self.choices)

    # -- what is asked ------------------------------------------------------------------------------------------

    @property
    def running(self) -> Bounded:
        """The price that includes every adjustment so far."""
        return self.points[-1].running if self.points else self.start

    @property
    def deemed(self) -> Number:
        """Common deemed issued and still deemed outstanding (4E(1), 4E(2), A9, A10)."""
        return self.points[-1].deemed if self.points else 0

    def moved_on(self, day: date) -> bool:
        """Whether the price has moved on a day, the latest so far."""
        return bool(self.history) and self.history[-1].day == day

    def deemed_by(self, right: Right, became_by: str | None) -> Sequence[Lot]:
        """The lots deemed issued by one test of a right (`Tests`)."""
        return self.tests.deemed_by(right, became_by)

    def deemed_of(self, right: Right) -> list[Lot]:
        """What is, or was until its Common came out, deemed issued of a right (`Tests`)."""
        return self.tests.deemed_of(right)

    def is_deemed(self, name: str) -> bool:
        """Whether any of what is outstanding of a right is deemed issued now."""
        return any(lot.out_by is None for lot in self.deemed_of(self.rights[name]))

    # -- what happens -------------------------------------------------------------------------------------------

    def begin(self, day: date) -> None:
        """A new day opens with the price after the close of the day before (A1)."""
        if day != self.day:
            self.day = day
            self.opening = self.running

    def happen(self, fact: Fact) -> None:
        """Add a fact at the end of its day and move the price as it says; a distribution stays behind it (A61)."""
        lifted = [] if isinstance(fact, Distributed) else self._lift_distributions(fact.day)
        self._add(fact)
        self._put_back(lifted, fact.new_units if isinstance(fact, Restated) else fact.units)

    def _add(self, fact: Fact) -> None:
        before = self.running
        self.facts.append(fact)
        self._note_first_tests(fact, len(self.facts) - 1)
        self._settle()
        if isinstance(fact, Restated) and fact.reflected is not None:
            self._reopen(at_most(self.opening, fact.reflected))
        step = step_of(fact, before, self.points[-1])
        if step is not None:
            self.history.append(step)

    def join(self, member: Issue | str) -> None:
        """One more member for the moment that was the last fact (A6)."""
        lifted = self._lift_distributions(self.day)
        moment, point = self.facts.pop(), self.points.pop()
        assert isinstance(moment, Moment)  # noqa: S101  the caller has just made it
        if point.formula is not None and self.history[-1].formula is point.formula:
            self.history.pop()
        self._add(moment._replace(members=(*moment.members, member)))
        self._put_back(lifted, moment.units)

    def readjust(self, day: date, units: Fraction, entry: str, right: Right) -> None:
        """4E(3): the price becomes what it would have been with the right as it now is, from its grant on."""
        old, self.rights[right.name] = self.rights[right.name], right
        self.touched.add(right.name)
        start = self._tested_from(right, old)
        if start is not None:
            lifted = self._lift_distributions(day)
            self._replay_from(start, day, units, entry, "4E(3)")
            self._put_back(lifted, units)

    def would_be(self, rights: Sequence[Right], day: date) -> Prices:
        """The prices of a day had rights been so from their grant on; nothing is changed by asking."""
        other = copy(self)
        other.rights = self.rights | {one.name: one for one in rights}
        other.tests = Tests(self.choices, dict(self.tests.prices))
        other.touched, other.is_shared = set(), True
        found = (self._tested_from(one, self.rights[one.name]) for one in rights)
        if starts := [start for start in found if start is not None]:
            other._drop_points(min(starts))  # noqa: SLF001  of its own kind
            other._settle()  # noqa: SLF001
        is_today = bool(other.facts) and other.facts[-1].day == day
        return Prices(other.points[-1].opening if is_today else other.running, other.running)

    def waive(self, day: date, units: Fraction, entry: str, waived: str) -> None:
        """9: the entry named no longer adjusts the price, and never does where it is still to come (A52)."""
        self.waived |= {waived}
        found = next((i for i, fact in enumerate(self.facts) if waived in entries_of(fact, self.rights)), None)
        if found is not None:
            lifted = self._lift_distributions(day)
            self._replay_from(found, day, units, entry, "9")
            self._put_back(lifted, units)

    def has_moved_by(self, entry: str) -> bool:
        """Whether an issue or a grant, or what came out of it, moves the price as the rights are now known (A52)."""
        for fact, point in zip(self.facts, self.points, strict=True):
            if point.formula is None or entry not in entries_of(fact, self.rights):
                continue
            if not isinstance(fact, Moment) or entry in point.formula.entries:
                return True
        return False

    def _lift_distributions(self, day: date) -> list[Distributed]:
        """Take off the distributions of a day that stand at its close, with their points and steps (A61)."""
        lifted: list[Distributed] = []
        for fact in reversed(self.facts):
            if not isinstance(fact, Distributed) or fact.day != day:
                break
            lifted.append(fact)
        if lifted:
            names = {fact.entry for fact in lifted}
            steps = [step for step in self.history[-len(lifted) :] if step.day == day and step.entry in names]
            self.facts, self.history = self.facts[: -len(lifted)], self.history[: len(self.history) - len(steps)]
            self._drop_points(len(self.facts))
        return lifted[::-1]

    def _put_back(self, lifted: Iterable[Distributed], units: Fraction) -> None:
        for fact in lifted:
            self._add(fact._replace(units=units))

    def _tested_from(self, right: Right, old: Right) -> int | None:
        """From which fact on the course is to be made again where a right is no longer as it was; None where from none.

        From its first test where anything of it is deemed issued; and where what is deducted for it from what was sold
        with it ends with it, from there, tested or not (A59): a right that was taken over is tested only later.
        """
        tested = right.name in self.granted_at and bool(self.deemed_of(old) or self.deemed_of(right))
        starts = [self.granted_at[right.name] if tested else None, self._deducted_from(right)]
        return min((start for start in starts if start is not None), default=None)

    def _deducted_from(self, right: Right) -> int | None:
        """At which fact something is deducted for a right from what was sold with it; None where nothing is (A59)."""
        if right.transaction is None or self.choices.unit_lapse == "allocated":
            return None
        day, transaction = right.transaction
        for index in range(bisect_left(self.facts, day, key=_day), len(self.facts)):
            fact = self.facts[index]
            if fact.day == day and isinstance(fact, Moment) and fact.transaction == transaction:
                sold = (self.rights[one] if isinstance(one, str) else one for one in fact.members)
                return index if any(one.deducted for one in sold) else None
        return None

    # -- places to come back to ---------------------------------------------------------------------------------

    def mark(self) -> Mark:
        """Where the fold stands now."""
        self.is_shared = True
        return Mark(
            length=len(self.facts),
            facts=self.facts,
            points=self.points,
            steps=len(self.history),
            history=self.history,
            day=self.day,
            start=self.start,
            opening=self.opening,
            reopened=self.reopened,
            waived=self.waived,
            granted_at=dict(self.granted_at),
            tested_at=dict(self.tests.prices),
        )

    def rewind(self, mark: Mark, rights: dict[str, Right]) -> None:
        """Go back to a mark, with the rights as they were. What a copy shares with this fold is not changed."""
        self.rights = rights
        self.facts, self.history = mark.facts[: mark.length], mark.history[: mark.steps]
        self.points, self.is_shared = mark.points[: mark.length], False
        self.day, self.start, self.waived = mark.day, mark.start, mark.waived
        self.opening, self.reopened = mark.opening, mark.reopened
        self.granted_at, self.tests = dict(mark.granted_at), Tests(self.choices, dict(mark.tested_at))

    # -- the fold -----------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Make the points that are missing. Nearly all facts are single issues above the price: those go fast."""
        facts, points = self.facts, self.points
        running, opening, deemed, _ = points[-1] if points else Point(self.start, self.start, 0)
        day = facts[len(points) - 1].day if points else None
        on_opening = self.choices.same_day_price == "opening"
        for index in range(len(points), len(facts)):
            fact = facts[index]
            if fact.day != day:
                day, opening = fact.day, running
            point = Point(running, opening, deemed)
            tested = opening if on_opening else running
            if not (isinstance(fact, Moment) and passes(fact, tested)):
                point = after(self._known(), fact, point, tested)
                running, opening, deemed, _ = point
            points.append(point)

    def _known(self) -> Known:
        return Known(self.rights, self.waived, self.choices, self.tests, self.touched)

    def _note_first_tests(self, fact: Fact, index: int) -> None:
        """Remember from where a right is tested: a readjustment makes everything again from there."""
        if isinstance(fact, Became):
            self.granted_at.setdefault(fact.right, index)
        elif isinstance(fact, Moment):
            for member in fact.members:
                if isinstance(member, str):
                    self.granted_at[member] = index

    def _replay_from(self, index: int, day: date, units: Fraction, entry: str, clause: Literal["4E(3)", "9"]) -> None:
        before = self.running
        self._drop_points(index)
        self._settle()
        at_once = clause == "4E(3)" and self.choices.readjustment_effective == "forthwith"
        if at_once:
            self._reopen(self.points[-1].opening if self.facts[-1].day == day else self.running)
        if not same(before, self.running):
            governs = day if at_once else day_after(day)
            replayed = self._replayed() if self.keep_replays else None
            self.history.append(Step(day, governs, entry, clause, before, self.running, units, units, None, replayed))

    def _reopen(self, price: Bounded) -> None:
        self.opening = price
        self.reopened += ((self.day, price),)

    def _drop_points(self, index: int) -> None:
        if self.is_shared:
            self.points, self.is_shared = self.points[:index], False
        else:
            del self.points[index:]

    def _replayed(self) -> Sequence[Step]:
        """Every step of the price as the rights are now known."""
        self.is_shared = True
        start, facts, points, length = self.start, self.facts, self.points, len(self.facts)
        return Later(lambda: steps_of(start, facts[:length], points))


def _day(fact: Fact) -> date:
    return fact.day
