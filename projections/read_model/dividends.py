"""Dividends and payments of what accrued: what each holder of Series D is due."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.cap_table.state import State
from ledger.events import AccruedDividendsPaid
from ledger.log.timeline import Item
from projections.answers.dividends import Dividend, DividendDue, Register, accrued_on, due_on, register
from projections.read_model.catalogue import Row
from projections.read_model.values import number

_TYPES = frozenset({"cash_dividend_paid", "distribution_made", "accrued_dividends_paid"})
"""What pays; asking the type by its name is quick, and nearly every entry is of another."""


def paid_from(items: Sequence[Item]) -> set[date]:
    """The record dates of dividends that lie before them."""
    entries = (item.recorded.entry for item in items)
    found = (one for one in entries if isinstance(one, Dividend))
    return {one.record_date for one in found if one.record_date is not None and one.record_date < one.effective}


@dataclass(slots=True)
class Paid:
    """Tells the rows of `dividends` and of `accruals_paid`; `days` are the record dates to keep registers of."""

    company: str
    since: date
    days: set[date]
    dividends: list[Row] = field(default_factory=list)
    accruals: list[Row] = field(default_factory=list)
    registers: dict[date, Register] = field(default_factory=dict)

    def happens(self, item: Item, state: State) -> None:
        """Rows for each holder, from the register just before the payment or on its record date."""
        entry = item.recorded.entry
        if entry.type not in _TYPES or entry.effective < self.since:
            return
        if isinstance(entry, Dividend):
            due = due_on(entry, state, self.registers)
            self.dividends += [self._dividend(due, holder) for holder in due.holders]
        elif isinstance(entry, AccruedDividendsPaid):
            per_share, holders = accrued_on(state)
            start = (self.company, entry.id)
            self.accruals += [
                (*start, name, entry.effective, *number(per_share), *number(amount)) for name, amount in holders.items()
            ]

    def closes(self, day: date, state: State) -> None:
        """Keep the register of a record date."""
        if day in self.days:
            self.registers[day] = register(state)

    def _dividend(self, one: DividendDue, holder: str) -> Row:
        due = one.holders[holder]
        return (
            self.company,
            one.entry,
            holder,
            one.kind,
            one.record_date,
            one.paid_on,
            one.stock,
            *number(one.per_share),
            one.series_d,
            due.series_d,
            due.as_converted,
            *number(due.due),
        )
