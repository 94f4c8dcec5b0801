"""Who attends while entries are recorded behind a log: told of each as a pass over them, when all are in, would tell.

What is recorded is applied then and there, and most of it stands at the end of the timeline: to go through it once more
for whoever wants to know what followed would cost as much again. So observers can attend. What is told was told in
place: where an entry is recorded before others of the last day, say before an expiry at its close (A62), those who
attend forget what they were told from there on, and are told anew.

They have `lost` track where that does not do, and whoever asked them goes past it all once more (`one_pass`): where the
timeline becomes otherwise on a day that is over, by an edit, a late entry or a record date, and where the ledger itself
converts what then stands with an entry told already (A46).
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.engine.replay import Replay
from ledger.log.recorded import Delivery
from ledger.log.timeline import Item
from ledger.refusals import Flag


class _Everything(Container[str]):
    """Every entry, by whatever name."""

    def __contains__(self, name: object) -> bool:
        return True


EVERYTHING: Container[str] = _Everything()
"""The names of whatever is recorded while somebody attends."""


class Attendant(Observer):
    """An observer that can take back what it was told last: entries of the day that is not over, or all of it."""

    def forget(self, told: int) -> None:
        """Know only of the first so many entries that it was told of."""
        raise NotImplementedError


@dataclass(slots=True)
class Attending:
    """Those who attend from a place of the timeline on, and the flags of what they were told."""

    first: int
    observers: Sequence[Attendant]
    lost: bool = False
    _flags: list[Sequence[Flag]] = field(default_factory=list)
    """Of each entry told, in timeline order."""
    _open: date | None = None
    """The day with entries that is still to be closed."""

    def begin(self, items: Sequence[Item], state: State) -> None:
        """They are about to be told of what comes behind this state."""
        for one in self.observers:
            one.begins(items, state)

    def is_told(self, place: int) -> bool:
        """Whether they are told of the entry at a place, which is applied now: else they have been, or have lost it."""
        return not self.lost and place >= self.first + len(self._flags)

    def go_back(self, place: int, items: Sequence[Item]) -> None:
        """The timeline is another one from a place on; it is applied anew from there."""
        told = place - self.first
        if self.lost or told >= len(self._flags):
            return
        same_day = told > 0 and items[place].key.day == self._open
        if told and not same_day:
            self.lost = True
            return
        if not told or items[place - 1].key.day != self._open:
            self._open = None
        del self._flags[told:]
        for one in self.observers:
            one.forget(told)

    def happens(self, item: Item, state: State) -> None:
        """An entry is about to happen; the state has still to come to its day."""
        if self._open is not None and item.key.day != self._open:
            self.close(state)
        for one in self.observers:
            one.happens(item, state)

    def happened(self, item: Item, state: State, flags: Sequence[Flag]) -> None:
        """An entry has happened, as the timeline has it now, and so much was said of it."""
        self._open = item.key.day
        self._flags.append(flags or ())
        for one in self.observers:
            one.happened(item, state)

    def close(self, state: State) -> None:
        """The day with entries is over, or all is recorded."""
        day, self._open = self._open, None
        if day is not None and not self.lost:
            for one in self.observers:
                one.closes(day, state)

    @property
    def flags(self) -> list[Flag]:
        """What is to be said of the entries told, in timeline order."""
        return [flag for flags in self._flags for flag in flags]


def step(replay: Replay, attending: Attending | None, flags: list[Flag] | None) -> tuple[Delivery | None, bool]:
    """Apply the next item, of which those who attend are told; answers as the step of the replay, and raises as that.

    Of an item on trial `flags` takes what is to be said of it, and its delivery is put into the timeline.
    """
    place, on_trial = replay.applied, flags is not None
    told = attending if attending is not None and attending.is_told(place) else None
    if told is not None:
        told.happens(replay.items[place], replay.state)
        flags = [] if flags is None else flags
    replay.state.listener.flags = flags
    delivery, converts = replay.step()
    item = replay.items[place]
    if on_trial and delivery is not None:
        item = replay.items[place] = replace(item, recorded=replace(item.recorded, delivery=delivery))
    if told is not None:
        told.lost = converts
        told.happened(item, replay.state, flags or ())
    return delivery, converts
