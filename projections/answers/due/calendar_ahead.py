"""The calendar of today and of every day to come, as far as the record knows them: for a table that is asked any day.

What is asked of a table is asked when nobody replays. So it has to know already what the calendar will answer on each
day after it was written, where entries of days to come change that; most records have none, and one answer is enough.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.refusals import Flag
from projections.answers.due.calendar import Obligation, by_day, obligations, unsettled
from projections.answers.due.calendar_facts import Gathering


class Period(NamedTuple):
    """An obligation with the days on which the calendar has it so: from one, before another.

    Neither is there where that is so from the last recording on, or for good.
    """

    start: date | None
    end: date | None
    one: Obligation


def first_asked(log: Sequence[Recorded]) -> date:
    """The first day on which the rows of a log can be asked for: that of the last recording, in any time zone."""
    return max((one.recorded_at.date() for one in log), default=date.max) - timedelta(days=1)


@dataclass(slots=True)
class Ahead(Observer):
    """Looks at the calendar at the close of the first day that matters, and of each later one with entries.

    `gathering` is told of everything before.
    """

    gathering: Gathering
    first: date
    looks: list[tuple[date, list[Obligation]]] = field(default_factory=list)
    items: Sequence[Item] = ()

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  nothing has happened yet
        """Nothing need happen on the first day."""
        self.items = items
        return [self.first]

    def closes(self, day: date, state: State) -> None:
        """Note what the calendar answers, without what flags say."""
        if day >= self.first:
            known = self.gathering.found
            found = replace(known, events=[*known.events, *self.gathering.ahead(state, day)])
            items = (item for item in self.items if item.key.day <= day)
            self.looks.append((day, obligations(found, state, (), date.max, items)))

    def periods(self, flags: Iterable[Flag]) -> list[Period]:
        """What it noted, with what the flags of the whole timeline add, as periods."""
        flagged = list(unsettled(self.gathering.found, flags))
        looks = [(day, [*found, *(one for one in flagged if one.due and one.due <= day)]) for day, found in self.looks]
        return sorted(_periods(looks), key=lambda one: (*by_day(one.one), one.start or date.min))


def _periods(looks: Iterable[tuple[date, list[Obligation]]]) -> Iterator[Period]:
    """What each look found, from that day until the look that does not find it any more."""
    since: dict[tuple[Obligation, int], date | None] = {}
    begun = False
    for day, found in looks:
        counted: Counter[Obligation] = Counter()
        now: dict[tuple[Obligation, int], date | None] = {}
        for one in found:
            counted[one] += 1
            key = one, counted[one]
            now[key] = since.get(key, day if begun else None)
        yield from (Period(start, day, key[0]) for key, start in since.items() if key not in now)
        since, begun = now, True
    yield from (Period(start, None, key[0]) for key, start in since.items())
