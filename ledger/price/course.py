"""The course of the Conversion Price: a fold over the facts that can move it, made again from any fact on.

`facts` holds what happened, in timeline order; `stretches` what each fact was found to do *as the rights are now known*
(`ledger.price.fold`), and the prices that follow from that; `history` the steps as they took place. All is in base
units (see the package); `units` turns a price of the day into base units by multiplication.

Why the fold may be made again from one fact on, under 4E(3) and after a waiver (9):

- No fact knows a price. It has what took place whatever the price was: the issue and what was paid for it, the Common
  really outstanding before it (A11; conversions count with what was delivered, which stays, A30), a factor, new units.
  So in every supposition of 4E(3) the facts are the same; only what they do, and the prices, are other ones.
- What a fact does follows from the price before it, and of the rights from those that the fact names: from their lots,
  from their tests, and from whether their entry is waived. Nothing else is read; the history never is.
- Before the first test of a right (`granted_at`) no fact names it, since names are unique and nothing comes out of what
  is not granted; or only for Common that came out of it untested, whose lots no change touches any more (A22). So a
  change of its lots leaves every price before that test what it would be.
- From there on each fact is looked at in order, but where it surely does again what it did (`ledger.price.refold`): the
  price is on the same side of all that it was compared with, and of the rights that it names none has changed. By
  induction the prices are what a fold over all facts from the start would give with the rights as they now are. Where
  nothing of the right is deemed issued, with the lots as they were and as they are, and what came out of it is what it
  was, none would change; then its facts are looked at when the fold is next made again for another reason.
- The factor of a distribution bites at the close of its day, after all else of it, whatever the order recorded (A61).
  So what comes later on that day takes its place before it: such facts and their steps are lifted off and put back, on
  lists of the course's own, since a mark may hold the ones that there were.
- What took place is no such price: conversions keep the one that they had, and the replay comes into `history` as one
  step, dated when the change was made (A3, A30). `opening`, the price in effect on the day, is of that kind too.

It would break if a fact held a number that a price decided, if a fact read a right that it does not name (but for what
is deducted, A59, which is looked for), or if a lot changed otherwise than `ledger.price.triggers` says.
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
from ledger.price import sizes
from ledger.price.columns import NEVER, Columns, Watched, Window
from ledger.price.facts import (
    Became,
    Distributed,
    Fact,
    Moment,
    Restated,
    Step,
    Test,
    at_most,
    entries_of,
    step_of,
    steps_of,
)
from ledger.price.floats import nearest
from ledger.price.fold import NOTHING, Known, Outcome, formula_of, found
from ledger.price.formula import Issue, Number
from ledger.price.points import Mark, Points
from ledger.price.refold import following, refold
from ledger.price.rights import Lot, Right
from ledger.price.stretch import Stretch, cut
from ledger.price.triggers import Tests
from ledger.sharing import Map, Row


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
    rights: Map[str, Right]
    keep_replays: bool = False
    facts: Row[Fact] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    history: Row[Step] = field(default_factory=list)
    waived: frozenset[str] = frozenset()
    granted_at: Map[str, int] = field(default_factory=dict)
    tested_at: Map[Test, int] = field(default_factory=dict)
    """The fact that makes each test, as the rights are now known."""
    opening: Bounded = field(init=False)
    reopened: date | None = None
    """The latest day within which the price in effect changed, but not with the share units alone (A3, A41)."""
    gone_through: int = 0
    """How many facts were gone through when the fold was made again."""
    touched: set[str] = field(default_factory=set)
    """The rights whose lots, or whether they are deemed issued, may have become other than they were."""

    def __post_init__(self) -> None:
        self.opening = self.start

    # -- what is asked ------------------------------------------------------------------------------------------

    @property
    def points(self) -> Points:
        """What stood after each fact, as the rights are now known."""
        return Points(self.stretches, self.facts, self.start, len(self.facts))

    @property
    def tests(self) -> Tests:
        """The tests of the rights."""
        return Tests(self.choices, self._tested_price, self.tested_at)

    @property
    def running(self) -> Bounded:
        """The price that includes every adjustment so far."""
        last = self.stretches[-1] if self.stretches else None
        return self.start if last is None else last.price(len(last) - 1)

    @property
    def deemed(self) -> Number:
        """Common deemed issued and still deemed outstanding (4E(1), 4E(2), A9, A10)."""
        last = self.stretches[-1] if self.stretches else None
        return 0 if last is None else last.deemed_after(len(last) - 1)

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
        last = self.stretches[-1] if self.stretches else None
        if last is None or len(last) == sizes.SIZE:
            last = following(last or self.start, Columns())
            self.stretches.append(last)
        self.facts.append(fact)
        place = len(self.facts) - 1
        self._note_first_tests(fact, place)
        outcome, window = self._issued_alone(fact, last) or self._look(place)
        before = self.running if outcome.moves or isinstance(fact, Restated) else None
        last.add(fact, outcome, window)
        if before is None:
            return
        if isinstance(fact, Restated) and fact.reflected is not None:
            self._reopen(at_most(self.opening, fact.reflected))
        formula = formula_of(fact, outcome, last.deemed_after(len(last) - 2))
        step = step_of(fact, before, self.running, formula)
        if step is not None:
            self.history.append(step)

    def join(self, member: Issue | str) -> None:
        """One more member for the moment that was the last fact (A6)."""
        lifted = self._lift_distributions(self.day)
        moment, point = self.facts[-1], self.points[-1]
        assert isinstance(moment, Moment)  # noqa: S101  the caller has just made it
        if point.formula is not None:
            self.history.pop()
        self._cut(len(self.facts) - 1)
        self._add(moment._replace(members=(*moment.members, member)))
        self._put_back(lifted, moment.units)

    def readjust(self, day: date, units: Fraction, entry: str, right: Right) -> None:
        """4E(3): the price becomes what it would have been with the right as it now is, from its grant on."""
        old, self.rights[right.name] = self.rights[right.name], right
        self.touched.add(right.name)
        start = self._tested_from(right, old)
        self._forget(right)
        if start is not None:
            lifted = self._lift_distributions(day)
            self._replay_from(start, day, units, entry, "4E(3)")
            self._put_back(lifted, units)

    def would_be(self, rights: Sequence[Right], day: date) -> Prices:
        """The prices of a day had rights been so from their grant on; nothing is changed by asking."""
        known = self.rights.copy()
        known.update((one.name, one) for one in rights)
        other = self.beside(known)
        found = (self._tested_from(one, self.rights[one.name]) for one in rights)
        if starts := [start for start in found if start is not None]:
            for one in rights:
                other._forget(one)  # noqa: SLF001  of its own kind
            other._refold(min(starts))  # noqa: SLF001
            self.gone_through = other.gone_through
        is_today = bool(other.facts) and other.facts[-1].day == day
        return Prices(other.points[-1].opening if is_today else other.running, other.running)

    def beside(self, rights: Map[str, Right]) -> "Course":
        """A course that says what this one says, with rights of its own, to be read or made again; it does not grow."""
        other = copy(self)
        other.rights, other.touched = rights, set()
        other.facts, other.tested_at = self.facts[:], self.tested_at.copy()
        other.stretches = cut(self.stretches, len(self.facts))
        return other

    def waive(self, day: date, units: Fraction, entry: str, waived: str) -> None:
        """9: the entry named no longer adjusts the price, and never does where it is still to come (A52)."""
        self.waived |= {waived}
        places = [place for place, fact in enumerate(self.facts) if waived in entries_of(fact, self.rights)]
        if places:
            self._look_again(places)
            lifted = self._lift_distributions(day)
            self._replay_from(places[0], day, units, entry, "9")
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
        """Take off the distributions of a day that stand at its close, with their steps (A61)."""
        lifted: list[Distributed] = []
        for fact in reversed(self.facts):
            if not isinstance(fact, Distributed) or fact.day != day:
                break
            lifted.append(fact)
        if lifted:
            names = {fact.entry for fact in lifted}
            steps = [step for step in self.history[-len(lifted) :] if step.entry in names]
            self.history = self.history[: len(self.history) - len(steps)]
            self._cut(len(self.facts) - len(lifted))
        return lifted[::-1]

    def _put_back(self, lifted: Iterable[Distributed], units: Fraction) -> None:
        for fact in lifted:
            self._add(fact._replace(units=units))

    def _cut(self, length: int) -> None:
        """Go on from so many facts, on lists of the course's own."""
        self.facts = self.facts[:length]
        self.stretches = cut(self.stretches, length)

    def _tested_from(self, right: Right, old: Right) -> int | None:
        """From which fact on the course is to be made again where a right is no longer as it was; None where from none.

        From its first test where anything of it is deemed issued, or what came out of it, which was tested then, keeps
        other money than it had (A23); and where what is deducted for it from what was sold
        with it ends with it, from there, tested or not (A59): a right that was taken over is tested only later.
        """
        touches = _came_out(old) != _came_out(right) or bool(self.deemed_of(old) or self.deemed_of(right))
        tested = self.granted_at.get(right.name) if touches else None
        starts = [tested, self._deducted_from(right)]
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
        return Mark(
            length=len(self.facts),
            facts=self.facts,
            stretches=self.stretches[:],
            steps=len(self.history),
            history=self.history,
            day=self.day,
            start=self.start,
            opening=self.opening,
            reopened=self.reopened,
            waived=self.waived,
            granted_at=self.granted_at.copy(),
            tested_at=self.tested_at.copy(),
        )

    def rewind(self, mark: Mark, rights: Map[str, Right]) -> None:
        """Go back to a mark, with the rights as they were. What a copy shares with this fold is not changed."""
        self.rights = rights
        self.facts, self.history = mark.facts[: mark.length], mark.history[: mark.steps]
        self.stretches = cut(mark.stretches, mark.length)
        self.day, self.start, self.waived = mark.day, mark.start, mark.waived
        self.opening, self.reopened = mark.opening, mark.reopened
        self.granted_at, self.tested_at = mark.granted_at.copy(), mark.tested_at.copy()

    # -- the fold -----------------------------------------------------------------------------------------------

    def _issued_alone(self, fact: Fact, last: Stretch) -> tuple[Outcome, Window] | None:
        """What a single issue of Common does where its price is surely on one side: so are nearly all facts."""
        if not isinstance(fact, Moment) or len(fact.members) > 1 or self.choices.same_day_price == "opening":
            return None
        one = fact.members[0]
        if isinstance(one, str) or one.deducted or one.entry in self.waived:
            return None
        ratio = nearest(*one.per_share)
        if last.is_above(ratio):
            return Outcome((one,)), Window(above=ratio)
        return (NOTHING, Window(at_most=ratio)) if last.is_below(ratio) else None

    def _look(self, place: int) -> tuple[Outcome, Window]:
        """What the fact at a place does with the price before it, and for which prices it surely does the same."""
        points, fact = self.points, self.facts[place]
        before = points.before(place)
        known = Known(self.rights, self.waived, self.choices, self.tests, self.touched)
        watched = Watched(before.running)
        outcome = found(known, place, fact, before._replace(running=watched))
        if outcome.price is not None or self.choices.same_day_price == "opening":
            return outcome, NEVER
        return outcome, watched.window

    def _refold(self, place: int) -> None:
        ahead = len(self.facts) - place
        self.gone_through += ahead
        few = ahead if sizes.one_by_one(self.gone_through) else sizes.FEW
        refold(self.stretches, place, self.start, self._look, few)

    def _tested_price(self, place: int) -> Bounded:
        """The price against which the fact at a place is tested: the running one, or that of the opening (A5)."""
        points = self.points
        return points.before(place).opening if self.choices.same_day_price == "opening" else points.price(place - 1)

    def _forget(self, right: Right) -> None:
        """Have all facts looked at again that name a right, and the one at which something is deducted for it."""
        for stretch in self.stretches[self.granted_at.get(right.name, 0) // sizes.SIZE :]:
            stretch.columns.forget_right(right.name)
        deducted = self._deducted_from(right)
        if deducted is not None:
            self._look_again([deducted])

    def _look_again(self, places: Iterable[int]) -> None:
        for place in places:
            self.stretches[place // sizes.SIZE].columns.forget(place % sizes.SIZE)

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
        self._refold(index)
        at_once = clause == "4E(3)" and self.choices.readjustment_effective == "forthwith"
        if at_once:
            self._reopen(self.points[-1].opening if self.facts[-1].day == day else self.running)
        if not same(before, self.running):
            governs = day if at_once else day_after(day)
            replayed = self._replayed() if self.keep_replays else None
            self.history.append(Step(day, governs, entry, clause, before, self.running, units, units, None, replayed))

    def _reopen(self, price: Bounded) -> None:
        self.opening, self.reopened = price, self.day

    def _replayed(self) -> Sequence[Step]:
        """Every step of the price as the rights are now known."""
        facts, length, start = self.facts, len(self.facts), self.start
        points = Points(self.stretches[:], facts, start, length)
        return Later(lambda: steps_of(start, facts[:length], points))


def _day(fact: Fact) -> date:
    return fact.day


def _came_out(right: Right) -> list[Lot]:
    return [lot for lot in right.lots if lot.out_by is not None]
