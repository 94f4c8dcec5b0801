"""A log of which one hears entry after entry: its rows are made from a place just before what a new entry touches.

The timeline is gone through from such a place on, with the cap table and all tellers as they were there.
Places stand closer together towards the end, where most is recorded, and there are few of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ledger.cap_table.snapshot import Snapshot, branch, snapshot
from ledger.cap_table.state import State
from ledger.engine.book import unopened
from ledger.engine.one_pass import Observer, Pass
from ledger.engine.replay import Replay
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.refusals import Flag
from projections.answers.dividends import paid_from
from projections.answers.due.calendar_ahead import first_asked
from projections.answers.due.calendar_facts import record_dates
from projections.read_model.rows import Making, Rows, making, rows_of
from projections.read_model.tail import tail_of


class Registers(NamedTuple):
    """The days before their entries on which registers count: for money, for notices, and for the cap table."""

    paid: set[date]
    announced: set[date]
    taken: set[date]


@dataclass(frozen=True, slots=True)
class Place:
    """A day that is about to close: how many entries had happened by then, what was said, and who knew what."""

    applied: int
    day: date
    found: Snapshot
    flags: int
    making: Making

    def leads_to(self, replay: Replay, before: Sequence[Item], registers: Registers) -> bool:
        """Whether another timeline goes on from here: the same so far, and with no register that was not kept.

        And where automatic conversions stay where they were made.
        """
        state, making, items = self.found.state, self.making, replay.items
        kept = Registers(making.payments.record_dates, making.gathering.record_dates, {*state.record_dates})
        missing = {day for new, old in zip(registers, kept, strict=True) for day in new - old}
        if not state.delivered_by <= replay.delivered_by or any(one < self.day for one in missing):
            return False
        return items[: self.applied] == before[: self.applied]


@dataclass(frozen=True, slots=True)
class Kept:
    """A log as it was heard of last: its timeline, the cap table at the end of it, and places to go on from."""

    log: Sequence[Recorded]
    items: Sequence[Item]
    state: State
    flags: Sequence[Flag]
    places: Sequence[Place]


def rows_kept(company: str, log: Sequence[Recorded], after: int, kept: Kept | None) -> tuple[Rows, date, Kept | None]:
    """The rows of a log from the first day that what was recorded after a position touches, and what to keep of it.

    With what was kept when the log ended there, that costs what comes after the place before that day; without, or
    where there is no such place, all of the log. Of a log in which something is left out nothing is kept.
    """
    since, first = tail_of(log, after), first_asked(log)
    replay = unopened(log).replay
    registers = Registers(paid_from(replay.items), record_dates(replay.items), {*replay.record_dates})
    places = [] if kept is None else [one for one in kept.places if one.day < min(since, first)]
    while kept and places and not places[-1].leads_to(replay, kept.items, registers):
        places.pop()
    flags: list[Flag] = []
    made, opened = making(company, since, first), None
    if kept and places:
        last = places[-1]
        dates, delivered = replay.record_dates, replay.delivered_by
        replay = Replay(replay.items, branch(last.found, kept.state), last.applied, dates)
        replay.note_deliveries(delivered)
        made, opened, flags = last.making.again(since, first), last.day, list(kept.flags[: last.flags])
    keeping = _Keeping(replay, made, places, flags)
    told = Pass(replay, [keeping, *made.observers], flags)
    told.run(opened=opened)
    if told.problems:
        return rows_of(company, log, since=since, after=after), since, None
    rows = made.rows(replay, flags, log, after)
    return rows, since, Kept(log, replay.items, replay.state, flags, keeping.thinned())


@dataclass(slots=True)
class _Keeping(Observer):
    """Told of each day before all others are, it keeps places."""

    replay: Replay
    making: Making
    places: list[Place]
    flags: Sequence[Flag]

    def closes(self, day: date, state: State) -> None:
        """Keep a place where the way back from the end would else be more than twice as long as it need be."""
        applied = self.replay.applied
        since_last = applied - (self.places[-1].applied if self.places else 0)
        if not applied or day != self.replay.items[applied - 1].key.day:
            return
        if since_last >= max(1, len(self.replay.items) - applied):
            told = self.making.again(date.max, date.max)
            self.places.append(Place(applied, day, snapshot(state), len(self.flags), told))

    def thinned(self) -> list[Place]:
        """As they grow more by and by: of those about as far from the end as each other, the first."""
        far = {(len(self.replay.items) - one.applied).bit_length(): one for one in reversed(self.places)}
        return sorted(far.values(), key=lambda one: one.applied)
