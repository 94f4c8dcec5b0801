"""The price on many days, noted in one pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from ledger.cap_table.state import State
from ledger.clauses.shares import parts_of, sum_of
from ledger.engine.book import unopened
from ledger.engine.branch import carry_on
from ledger.engine.one_pass import Observer
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded
from projections.answers.price import Price, price_of


@dataclass(slots=True)
class PricesOn(Observer):
    """Notes the price on each of many days."""

    days: set[date]
    found: dict[date, Price] = field(default_factory=dict)
    series_d: dict[date, int] = field(default_factory=dict)
    """The Series D outstanding at the close of each of the days."""
    converting: dict[date, Bounded] = field(default_factory=dict)
    """What of all of it together is converted, in money, accruals included (A42, A60)."""

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  the days are known
        """The days are to be closed."""
        return self.days

    def closes(self, day: date, state: State) -> None:
        """Note the price of a day."""
        if day in self.days:
            self.found[day] = price_of(state, day)
            self.series_d[day] = state.series_d_outstanding
            lots = chain.from_iterable(state.register.lots.values())
            self.converting[day] = sum_of(parts_of(state, tuple(lots)))


def prices_on(log: Sequence[Recorded], days: Iterable[date]) -> dict[date, Price]:
    """The price on each of many days in an edited log; automatic conversions are made as it then gives them."""
    noted = PricesOn(set(days))
    if noted.days:
        carry_on(unopened(log), max(noted.days), [noted])
    return noted.found
