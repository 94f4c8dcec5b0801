"""Going through a timeline entry by entry, with the cap table as it was just before each: it costs two replays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.replay import Replay, begin
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item


@dataclass(frozen=True, slots=True)
class Walk:
    """A timeline on the way; iterate over it once. What the ledger cannot load is not in it."""

    replay: Replay
    through: date

    @property
    def state(self) -> State:
        """The cap table where the walk is now: to be read, and what is kept of it copied."""
        return self.replay.state

    @property
    def items(self) -> Sequence[Item]:
        """The timeline up to the close of the last day."""
        return [item for item in self.replay.items if item.key.day <= self.through]

    def __iter__(self) -> Iterator[Item]:
        """Each entry in turn, while `state` is still what it was before it; its flags are collected when asked for."""
        items = self.replay.items
        while self.replay.applied < len(items) and items[self.replay.applied].key.day <= self.through:
            yield items[self.replay.applied]
            self.replay.step()

    def come_to(self, day: date) -> None:
        """Come to a day on which nothing may have happened: the price of that day is in effect then."""
        if day > self.state.day:
            self.state.begin_day(day)

    def stopping_at(self, days: Iterable[date]) -> Iterator[date | Item]:
        """The same, and the close of each of these days in its place."""
        waiting = sorted({day for day in days if day <= self.through}, reverse=True)
        for item in self:
            while waiting and waiting[-1] < item.key.day:
                self.come_to(waiting[-1])
                yield waiting.pop()
            yield item
        while waiting:
            self.come_to(waiting[-1])
            yield waiting.pop()


def walk(log: Iterable[Recorded], through: date = date.max) -> Walk:
    """Go through a log's timeline up to the close of a day."""
    return Walk(begin(open_book(log).items), through)
