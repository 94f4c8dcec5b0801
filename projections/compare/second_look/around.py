"""An entry in its place in the timeline: what stood just before it and just after, for what is to be said of it.

One pass goes through the timeline from the first entry that is looked at, on a branch of the book's replay, so that it
costs what comes after that entry and no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.engine.book import Book
from ledger.engine.one_pass import Observer, Pass
from ledger.events import AnyEntry, CommonIssued, CommonSplit, Consideration, Reorganized, TreasuryDisposed
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
    """An entry as it stands, with what stood before it and the Common and Series D outstanding after it."""

    said_of: str
    """The entry that a note is said of: itself, or the correction by which it stands so."""
    recorded: Recorded
    before: Standing
    common: int
    series_d: int
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
    first = next((place for place, item in enumerate(book.items) if item.recorded.id in names), None)
    if first is None:
        return ()
    watch = _Watch(names)
    Pass(book.replay.branch(first, book.items[:]), [watch]).run()
    return watch.seen


def net(given: Consideration) -> Fraction:
    """The consideration as the test counts it, never below zero (4E(5), A35)."""
    return max(Fraction(0), given.cash + given.property - given.expenses - given.additional_rights)


@dataclass(slots=True)
class _Watch(Observer):
    """Looks on while a timeline is gone through, and keeps what stands around the entries of these names."""

    names: Mapping[str, str]
    seen: list[Seen] = field(default_factory=list)
    sale: Sale | None = None
    before: Standing | None = None

    def begins(self, items: Sequence[Item], state: State) -> tuple[date, ...]:  # noqa: ARG002  of an observer
        """Find the last sale before the place where the pass begins."""
        self.sale = _last_sale(state)
        return ()

    def happens(self, item: Item, state: State) -> None:
        """Keep what stands before it."""
        if item.recorded.id in self.names:
            price = state.price.times(1 / state.units)
            sale = self.sale
            if sale is not None:
                sale = Sale(sale.entry, sale.price / state.units)
            self.before = Standing(state.outstanding, state.series_d_outstanding, price, sale, state.is_protected)

    def happened(self, item: Item, state: State) -> None:
        """Keep what stands after it; and of a sale its price."""
        entry = item.recorded.entry
        if self.before is not None:
            self.seen.append(Seen(item.recorded, self.before, state.outstanding, state.series_d_outstanding))
            self.before = None
        if not isinstance(entry, CommonIssued | TreasuryDisposed) or entry.excluded or not state.is_protected:
            return
        money = net(entry.consideration)
        if money and getattr(entry, "dividend_on", None) is None:
            self.sale = Sale(item.recorded.id, money / entry.shares * state.units)


def _last_sale(state: State) -> Sale | None:
    """The last sale among the facts of the price so far."""
    for fact in reversed(state.course.facts):
        if isinstance(fact, Moment):
            for one in reversed(fact.members):
                if isinstance(one, Issue) and one.money:
                    return Sale(one.entry, Fraction(one.money) / one.shares)
    return None


def ratio_of(entry: AnyEntry) -> Fraction | None:
    """How many shares of Common each share becomes by a split or an exchange."""
    if isinstance(entry, CommonSplit):
        return entry.new / entry.old
    return entry.exchange_ratio if isinstance(entry, Reorganized) else None
