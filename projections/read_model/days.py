"""Going through a timeline for many tables at once: what they are told, and on which days."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.cap_table.state import State
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded, same
from projections.walk import Walk

NEXT = timedelta(days=1)


Happens = Callable[[Item, State], None]
"""Told of each entry just before it happens."""
Closes = Callable[[date, State], None]
"""Told of each day on which something changed, or can have changed, at its close."""


@dataclass(frozen=True, slots=True)
class Basis:
    """All that the answers about prices and votes depend on."""

    price: Bounded
    after_close: Bounded
    preference: tuple[Bounded, object]
    units: object

    @classmethod
    def of(cls, state: State) -> "Basis":
        """What they depend on now."""
        return cls(state.price, state.price_after_close, (state.accrued, state.terms.stated_value), state.units)

    def is_still(self, other: "Basis | None") -> bool:
        """Whether nothing is other than it was."""
        return (
            other is not None
            and same(self.price, other.price)
            and same(self.after_close, other.after_close)
            and self.preference[1] == other.preference[1]
            and same(self.preference[0], other.preference[0])
            and self.units == other.units
        )


def tell(
    way: Walk,
    happens: Sequence[Happens],
    closes: Sequence[Closes],
    registers: Iterable[date],
    day: date | None = None,
) -> None:
    """Go through a timeline and tell it; `registers` are days to close though nothing happens on them.

    The day after one with entries is closed too where the price only then takes effect (A1). A walk that goes on from
    somewhere does so from the end of a `day` with entries, which is still to be closed.
    """
    waiting = sorted({one for one in registers if day is None or one >= day}, reverse=True)
    state = way.state
    for item in way:
        if item.key.day != day:
            _close(way, closes, day, item.key.day, waiting)
            day = item.key.day
            way.come_to(day)
        for told in happens:
            told(item, state)
    _close(way, closes, day, None, waiting)


def _close(way: Walk, closes: Sequence[Closes], day: date | None, until: date | None, waiting: list[date]) -> None:
    """Close a day with entries, and those before the next such day that have something to say."""
    for one in _days(way.state, day, until, waiting):
        way.come_to(one)
        for told in closes:
            told(one, way.state)


def _days(state: State, day: date | None, until: date | None, waiting: list[date]) -> Iterator[date]:
    if day is not None:
        yield day
    days = set()
    if day is not None and day != date.max and state.price is not state.price_after_close:
        days.add(day + NEXT)
    while waiting and (until is None or waiting[-1] < until):
        days.add(waiting.pop())
    yield from sorted(one for one in days if (day is None or one > day) and (until is None or one < until))
