"""An entry in its place in the timeline: what stood just before it and just after, for what is to be said of it.

One pass goes through the timeline from the first entry that is looked at, on a branch of the book's replay, so that it
costs what comes after that entry and no more; where it is the last of all, the state of the book suffices.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.movements import Stock
from ledger.cap_table.state import State
from ledger.engine.attending import Attendant
from ledger.engine.book import Book
from ledger.engine.one_pass import Pass
from ledger.events import AnyEntry, CommonIssued, Consideration, TreasuryDisposed
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded
from ledger.price.facts import Moment, Step
from ledger.price.formula import Issue


class Sale(NamedTuple):
    """A sale of Common that was put to the test: by which entry, and for how much a share in base units."""

    entry: str
    price: Fraction


class Standing(NamedTuple):
    """What stands at a moment; shares and money in the units of the moment."""

    common: int
    """The Common outstanding."""
    series_d: int
    """The Series D outstanding."""
    price: Bounded
    """The Conversion Price in effect."""
    last_sale: Sale | None
    is_protected: bool
    """Whether 4E protects (A58)."""


class Around(NamedTuple):
    """An entry as it stands, with what stood before it."""

    said_of: str
    """The entry that a note is said of: itself, or the correction by which it stands so."""
    recorded: Recorded
    before: Standing
    common: int
    """The Common outstanding after its change of share units, if it is one."""
    series_d: int
    """The Series D likewise."""
    steps: tuple[Step, ...]
    """The changes of the price that it caused."""
    today: date
    adopted: date | None
    """The day of the certificate."""
    same: str | None
    """An entry recorded before it that says the same under another name."""
    is_paid_for: bool
    """Whether something else of its integral transaction brings money (A6)."""

    @property
    def entry(self) -> AnyEntry:
        """The entry itself."""
        return self.recorded.entry


class Seen(NamedTuple):
    """What a pass saw of one entry."""

    recorded: Recorded
    before: Standing
    common: int
    series_d: int


def seen_in(book: Book, names: Mapping[str, str]) -> Sequence[Seen]:
    """These entries of a book that is replayed to its end, in timeline order."""
    items, first = book.items, next((place for place, item in enumerate(book.items) if item.recorded.id in names), None)
    if first is None:
        return ()
    if first == len(items) - 1:
        one = items[first].recorded
        return (_seen(one, book.state, _last_sale(book.state, before=one.id)),)
    watch = Watch(names)
    Pass(book.replay.branch(first, items[:]), [watch]).run()
    return watch.seen


def net(given: Consideration) -> Fraction:
    """The consideration as the test counts it, never below zero (4E(5), A35)."""
    return max(Fraction(0), given.cash + given.property - given.expenses - given.additional_rights)


@dataclass(slots=True)
class Watch(Attendant):
    """Looks on while a timeline is gone through, and keeps what stands around the entries of these names."""

    names: Container[str]
    seen: list[Seen] = field(default_factory=list)
    sale: Sale | None = None
    _sales: list[Sale | None] = field(default_factory=list)
    """The last sale before each entry seen."""

    def begins(self, items: Sequence[Item], state: State) -> tuple[date, ...]:  # noqa: ARG002  of an observer
        """Find the last sale before the place where the pass begins."""
        self.sale = _last_sale(state)
        return ()

    def happened(self, item: Item, state: State) -> None:
        """Keep what stands around it; and of a sale its price."""
        entry = item.recorded.entry
        if item.recorded.id in self.names:
            self.seen.append(_seen(item.recorded, state, self.sale))
            self._sales.append(self.sale)
        if not isinstance(entry, CommonIssued | TreasuryDisposed) or entry.excluded or not state.is_protected:
            return
        money = net(entry.consideration)
        if money and getattr(entry, "dividend_on", None) is None:
            self.sale = Sale(item.recorded.id, money / entry.shares * state.units)

    def forget(self, told: int) -> None:
        """Know of the first so many entries alone, each of which it has seen."""
        self.sale = self._sales[told]
        del self.seen[told:], self._sales[told:]


def _seen(recorded: Recorded, state: State, sale: Sale | None) -> Seen:
    """What stands around an entry that has just happened, the last sale before it being known.

    The register knows what it moved, and so what was outstanding before. The price in effect on a day is what it was
    before an issue or a grant of the day; of what changes it, and the share units with it, nothing here is asked.
    """
    common, restated = _gained(state, "common")
    series_d, restated_d = _gained(state, "series_d")
    last = None if sale is None else Sale(sale.entry, sale.price / state.units)
    before = Standing(
        state.outstanding - common,
        state.series_d_outstanding - series_d,
        state.price.times(1 / state.units),
        last,
        state.is_protected,
    )
    return Seen(recorded, before, before.common + restated, before.series_d + restated_d)


def _gained(state: State, stock: Stock) -> tuple[int, int]:
    """By how much what is outstanding grew with the entry at hand; and by how much it did by new share units alone."""
    grew = restated = 0
    for one in state.register.moved:
        if one.stock == stock:
            more = one.shares * (isinstance(one.target, str) - isinstance(one.source, str))
            grew += more
            restated += more if one.restated else 0
    return grew, restated


def _last_sale(state: State, before: str | None = None) -> Sale | None:
    """The last sale among the facts of the price so far, or before that of an entry."""
    for fact in reversed(state.course.facts):
        if isinstance(fact, Moment):
            for one in reversed(fact.members):
                if isinstance(one, Issue) and one.money and one.entry != before:
                    return Sale(one.entry, Fraction(one.money) / one.shares)
    return None
