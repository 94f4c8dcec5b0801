"""Record dates: who held what when the holders of a dividend or distribution were determined (A7).

A record is taken at the close of its day. A timeline fixes for all of itself on which days that is, since the entry
that names a record date comes only later; so whoever goes through a timeline is told beforehand
(`ledger.engine.replay`). A record that nobody asks for does no harm.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ledger.events import AnyEntry, CashDividendPaid, DistributionMade, StockDividendPaid


@dataclass(frozen=True, slots=True)
class CommonRecord:
    """The Common of each holder on a record date, in the share units of then; treasury shares are nobody's (A65)."""

    units: Fraction
    common: Mapping[str, int]
    outstanding: int
    paid: Fraction = Fraction(0)
    """Common per share that dividends of this very record have brought so far: they are all on one base (A7)."""


_WITH_RECORD = frozenset({"cash_dividend_paid", "distribution_made", "stock_dividend_paid"})
"""What is paid to the holders of a record date; asking the type by its name is quick."""


def record_date_of(entry: AnyEntry) -> date | None:
    """The record date of what is paid later than it; None where there is none, or it is the day of payment."""
    if entry.type not in _WITH_RECORD:
        return None
    assert isinstance(entry, CashDividendPaid | DistributionMade | StockDividendPaid)  # noqa: S101  by its type
    earlier = entry.record_date is not None and entry.record_date < entry.effective
    return entry.record_date if earlier else None


def record_dates_of(entries: Iterable[AnyEntry]) -> tuple[date, ...]:
    """The record dates of all that is paid later than them, in their order."""
    return tuple(sorted({day for day in map(record_date_of, entries) if day is not None}))
