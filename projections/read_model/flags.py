"""The flags on the entries, as they are said on the way through a timeline."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.log.timeline import Item
from ledger.refusals import Flag
from projections.answers.flags import delivery_flag


class Heard(NamedTuple):
    """A flag, and the place and day in the timeline of the entry that it is about."""

    place: int
    day: date
    flag: Flag


@dataclass(slots=True)
class Hearing:
    """Tells the flags, in timeline order."""

    found: list[Heard] = field(default_factory=list)
    _place: int = 0
    _day: date = date.min
    _listening: list[Flag] = field(default_factory=list)
    _conversions: int = 0

    def happens(self, item: Item, state: State) -> None:
        """What was said since the last entry is about that one."""
        self._take(state)
        self._place, self._day = self._place + 1, item.key.day
        state.flags = self._listening

    def closes(self, day: date, state: State) -> None:  # noqa: ARG002  other tellers ask which day
        """At its close nothing more is said of a day."""
        self._take(state)

    def _take(self, state: State) -> None:
        if not self._listening and len(state.conversions) == self._conversions:
            return
        made = state.conversions[self._conversions :]
        said = [*self._listening, *(flag for one in made if (flag := delivery_flag(one)))]
        self.found += [Heard(self._place, self._day, flag) for flag in said]
        self._conversions = len(state.conversions)
        self._listening.clear()
