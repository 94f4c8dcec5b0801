"""When enough has been told: all that matters to a step or an entry, or as many steps as can be set out."""

from collections.abc import Iterable, Sequence
from datetime import date

from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.events import AdjustmentWaived
from ledger.log.timeline import Item


class Until(Observer):
    """Knows when all that matters to a step, or to an entry, is past: its day, and the waivers of what it adjusted."""

    def __init__(self, step: int | None, entry: str | None) -> None:
        self.is_past = False
        self._step = step
        self._entry = entry
        self._days: dict[str, date] = {}
        self._waived: dict[str, date] = {}

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  it asks for no day
        """See on which day each entry stands, and each waiver of it."""
        for item in items:
            for one in (item.recorded, *item.automatic):
                self._days[one.id] = item.key.day
            if isinstance(item.recorded.entry, AdjustmentWaived):
                self._waived[item.recorded.entry.entry] = item.key.day
        return ()

    def closes(self, day: date, state: State) -> None:
        """See whether anything is still to come."""
        last = self.last(state)
        self.is_past = last is not None and last <= day

    def last(self, state: State) -> date | None:
        """The day with whose close all is past; None where there is no such step, or not yet."""
        names = [self._entry] if self._entry else []
        history = state.course.history
        if self._step is not None:
            if not 0 < self._step <= len(history):
                return None
            step = history[self._step - 1]
            names = [step.entry, *(step.formula.entries if step.formula else ())]
        return max((found.get(name, date.min) for name in names for found in (self._days, self._waived)), default=None)


class UpTo(Observer):
    """Lets others look on until the price has moved so many times."""

    def __init__(self, most: int, observers: Sequence[Observer]) -> None:
        self._most = most
        self._observers = observers

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:
        """The days that any of them asks for."""
        return [day for one in self._observers for day in one.begins(items, state)]

    def happens(self, item: Item, state: State) -> None:
        """Tell them, while they look on."""
        for one in self._looking(state):
            one.happens(item, state)

    def happened(self, item: Item, state: State) -> None:
        """Tell them, while they look on."""
        for one in self._looking(state):
            one.happened(item, state)

    def closes(self, day: date, state: State) -> None:
        """Tell them, while they look on."""
        for one in self._looking(state):
            one.closes(day, state)

    def _looking(self, state: State) -> Sequence[Observer]:
        return self._observers if len(state.course.history) <= self._most else ()
