"""The price of an edited log on many days, at the cost of one replay."""

from collections.abc import Iterable, Sequence
from datetime import date

from ledger.engine.book import unopened
from ledger.engine.branch import carry_on
from ledger.log.recorded import Recorded
from projections.answers.price import Price, price_on


def prices_on(log: Sequence[Recorded], days: Iterable[date]) -> dict[date, Price]:
    """The price on each of many days: what `price_on` answers for a book opened until that day."""
    book, prices = unopened(log), dict[date, Price]()
    for day in sorted(set(days)):
        carry_on(book, day)
        prices[day] = price_on(book, day)
    return prices
