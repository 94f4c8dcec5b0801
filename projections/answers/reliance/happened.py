"""An entry that has happened, as the rules are told of it: what stood before it, what it made, and what went before.

A rule says which readings an entry invokes. A reading is invoked where the figures would be found otherwise under
another one: money was deducted (A35), a part had been exercised (A22), something else was issued that day (A5). What
never comes into play is not named.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple, Self

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.events import Entry
from ledger.log.recorded import Recorded
from ledger.price.facts import Distributed, Fact
from ledger.price.rights import Lot, Right
from ledger.price.same_day import at_the_close

About = Literal["price", "balances", "dividends"]
"""What rests on a reading: the price; what holders have, votes and deliveries included; what a dividend gives."""


@dataclass(slots=True)
class Past:
    """What is remembered of the timeline so far."""

    units_sold: set[tuple[date, str]] = field(default_factory=set)
    """The transactions in which Additional Rights were deducted, by date and name."""
    transactions: dict[str, tuple[date, str]] = field(default_factory=dict)
    """The transaction in which a right was granted."""
    acted: dict[str, date] = field(default_factory=dict)
    """The last day on which something of a right came out or changed."""
    granted: dict[str, date] = field(default_factory=dict)
    cancelled: dict[str, date] = field(default_factory=dict)
    """The last day on which a right of a holder was cancelled."""
    converted: date = date.min
    """The last day on which Series D was converted."""
    excluded: bool = False
    """Whether there is Excluded Stock."""

    def copied(self) -> Self:
        """Another that remembers the same."""
        return replace(
            self,
            units_sold=self.units_sold.copy(),
            transactions=self.transactions.copy(),
            acted=self.acted.copy(),
            granted=self.granted.copy(),
            cancelled=self.cancelled.copy(),
        )


class Before(NamedTuple):
    """What stood just before an entry."""

    fact: Fact | None = None
    conversions: int = 0
    right: Right | None = None
    deemed: Sequence[Lot] = ()
    """What was deemed issued of the right, and is not out."""
    accrued: bool = False
    """Whether dividends were accrued and unpaid."""


class Happened(NamedTuple):
    """An entry that has happened, what stood before it, and the state that it made."""

    recorded: Recorded
    state: State
    before: Before
    past: Past

    @property
    def fact(self) -> Fact | None:
        """The fact of 4E to 4H that it added, or joined."""
        facts, closing = self.state.course.facts, at_the_close(self.state.course)
        own = (one for one in facts[closing:] if isinstance(one, Distributed) and one.entry == self.recorded.id)
        last = next(own, facts[closing - 1] if closing else None)
        return last if last is not self.before.fact else None

    @property
    def made(self) -> Sequence[Conversion]:
        """The conversions that it made."""
        return self.state.conversions[self.before.conversions :]


class Invoking(NamedTuple):
    """Which readings entries of some types invoke."""

    of: tuple[type[Entry], ...]
    finds: Callable[[Happened], Iterator[str]]
