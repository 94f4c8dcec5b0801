"""One pass: a timeline gone through once, with any number of observers looking on.

Whatever is asked, the engine goes through the timeline once and answers everything on the way: who wants to know
something is an `Observer`, told of each entry just before it happens and just after, and of days at their close. What
breaks a rule is left out with its refusal, and nobody is told that it happened.

Leaving out goes back to the last snapshot and applies what lies between again, silently: the replay is deterministic,
so the cap table is again what it was when the observers were told of those entries, and they need not be told twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from ledger.cap_table.snapshot import on_its_own_day
from ledger.cap_table.state import State
from ledger.engine.replay import Replay
from ledger.log.timeline import Item
from ledger.refusals import Flag, Refusal

_NEXT = timedelta(days=1)


class Observer:
    """Who looks on while a timeline is gone through. Each method does nothing unless a kind of observer says what.

    The state is to be read, and what is kept of it to be copied: it goes on changing.
    """

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  for others
        """The pass is about to go through these; answers the days to close though nothing may happen on them."""
        return ()

    def happens(self, item: Item, state: State) -> None:
        """An entry is about to happen: the state has come to its day and not to its effect. It may yet be refused."""

    def happened(self, item: Item, state: State) -> None:
        """An entry has happened, and the automatic conversions that it caused."""

    def closes(self, day: date, state: State) -> None:
        """A day is over.

        Told of each day with entries, of the day after it where a price takes effect only then (A1), of days that an
        observer asked for, and of the last day of a pass that ends on one. Nothing comes between its entries and this.
        """

    def copied(self) -> "Observer":
        """Another that has been told the same, to be told how another pass goes on; it is told `begins` again then.

        Only who looks on over a timeline that is still to grow needs one (`ledger.engine.growth`).
        """
        raise NotImplementedError


class Stop(NamedTuple):
    """A place of a timeline that a pass can be gone on from: a mark stands there, and what the observers knew."""

    place: int
    opened: date | None
    """The day with entries that was still to be closed."""
    observers: Sequence[Observer]
    """As they were when the pass came there; they are told nothing, but copied."""


Conversions = Callable[[int, Item, bool], None]
"""Makes the automatic conversions at a place of the timeline, if they are due; the item is given as the log has it."""


def never() -> bool:
    """There is never enough: the pass goes on to its end."""
    return False


@dataclass(slots=True)
class Pass:
    """A pass over a replay from where it stands on; `problems` are the refusals of what it left out."""

    replay: Replay
    observers: Sequence[Observer] = ()
    flags: list[Flag] | None = None
    """Where flags are collected; nobody listens where it is None."""
    problems: list[Refusal] = field(default_factory=list)
    conversions: Conversions | None = None
    """Who makes automatic conversions anew; without it those that the log has are applied."""
    enough: Callable[[], bool] = never
    """Asked at the close of each day with entries, where somebody looks on: whether the pass may end there."""
    stops: list[Stop] | None = None
    """Where stops are kept, as far apart as marks are; none are where it is None."""
    _waiting: list[date] = field(default_factory=list)
    """The days asked for that are still to come, the last first."""
    _open: date | None = None
    """The day with entries that is still to be closed."""
    _begins: date | None = None
    """The day on which a price takes effect, and that is still to be closed: all of its own entries may be left out."""

    def run(self, through: date | None = None, *, opened: date | None = None) -> None:
        """Go on to the close of a day, or to the end.

        `opened` is a day whose entries have happened and that is still to be closed.
        """
        replay, observers = self.replay, self.observers
        self._open = opened
        if observers:
            self._begin(through)
        while replay.applied < len(replay.items) and replay.items[replay.applied].key.day <= (through or date.max):
            if observers and not self._come_to(replay.items[replay.applied]):
                self._waiting.clear()
                self._begins = None
                break
            self._step()
        replay.state.listener.flags = None
        if observers:
            self._close(None if through is None or through == date.max else through + _NEXT)
        if through is not None and replay.state.day < through:
            replay.state.begin_day(through)

    def _begin(self, through: date | None) -> None:
        days = set() if through is None else {through}
        for one in self.observers:
            days.update(one.begins(self.replay.items, self.replay.state))
        first = self._open or date.min
        self._waiting = sorted((day for day in days if first <= day <= (through or date.max)), reverse=True)

    def _come_to(self, item: Item) -> bool:
        """Come to the place of an entry, closing the days before it; answers whether to go on."""
        if item.key.day != self.replay.state.day or self._open is None:
            self._stop()
            self.replay.mark()  # before the state comes to a day on which something may yet be inserted
            self._close(item.key.day)
            if self.enough():
                return False
            if item.key.day != self.replay.state.day:
                self.replay.state.begin_day(item.key.day)
        for one in self.observers:
            one.happens(item, self.replay.state)
        return True

    def _stop(self) -> None:
        stops = self.stops
        if stops is None or (stops and not self.replay.is_far_from(stops[-1].place)):
            return
        if self.replay.mark_here():
            stops.append(Stop(self.replay.applied, self._open, [one.copied() for one in self.observers]))

    def _step(self) -> None:
        replay, index = self.replay, self.replay.applied
        item = replay.items[index]
        said = len(self.flags) if self.flags is not None else 0
        replay.state.listener.flags = self.flags
        try:
            converts = replay.step(converting=self.conversions is None)[1]
        except Refusal as refusal:
            self.problems.append(refusal.of(item.recorded.id))
            self._leave_out(index, said)
            return
        if self.conversions is not None and (converts or item.automatic):
            self.conversions(index, item, converts)
        self._open = item.key.day
        for one in self.observers:
            one.happened(item, replay.state)

    def _leave_out(self, index: int, said: int) -> None:
        """Take out what broke a rule, and apply again, silently, what led up to it."""
        if self.flags is not None:
            del self.flags[said:]
        self.replay.leave_out()
        self.replay.state.listener.flags = None
        while self.replay.applied < index:
            self.replay.step()

    def _close(self, until: date | None) -> None:
        """Close the day with entries, and those before `until` that somebody asked for or on which a price begins.

        After the last entry only a double comes to later days: where a pass ends does not depend on who looked on.
        """
        state = self.replay.state
        for day in self._days(until):
            if day > state.day:
                state = state if until is not None else on_its_own_day(state)
                state.begin_day(day)
            for one in self.observers:
                one.closes(day, state)
        self._open = None

    def _days(self, until: date | None) -> Iterable[date]:
        opened, days = self._open, set[date]()
        if opened is not None:
            yield opened
            state = self.replay.state
            if opened != date.max and state.price is not state.price_after_close:
                self._begins = opened + _NEXT
        if self._begins is not None and (until is None or self._begins < until):
            days.add(self._begins)
            self._begins = None
        while self._waiting and (until is None or self._waiting[-1] < until):
            days.add(self._waiting.pop())
        yield from sorted(one for one in days if one != opened and (until is None or one < until))
