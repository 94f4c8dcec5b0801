"""Section 2: what each dividend on Common gives each holder of Series D, as if converted on the record date (A42, A50).

Section 3: what is accrued because it was not paid. A distribution in kind is a dividend too, beside its effect on the
price under 4H (A39). Money is exact; only the shares of Common as if converted are whole, for each holder by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from ledger.cap_table.state import State
from ledger.clauses.notices import is_common
from ledger.clauses.shares import as_converted
from ledger.engine.book import open_book
from ledger.events import AccruedDividendsPaid, CashDividendPaid, DistributionMade
from ledger.log.recorded import Recorded
from projections.answers.flags import Note, notes_on
from projections.figures import Figure
from projections.members import Maybe, Name, member
from projections.walk import Walk, walk

Dividend = CashDividendPaid | DistributionMade


@dataclass(frozen=True, slots=True)
class Due:
    """What one holder is due: its Series D and the Common that they stand for on the record date, and the money.

    `as_converted` and `due` are None where the price was zero.
    """

    series_d: int
    as_converted: int | None
    due: Fraction | None


@dataclass(frozen=True, slots=True)
class DividendDue:
    """One dividend. `per_share` is money per share of Common in the units of its payment."""

    entry: str
    clause: Literal["2"] = field(default="2", init=False)
    kind: str
    record_date: date
    paid_on: date
    stock: str
    per_share: Fraction
    series_d: str | None
    holders: dict[str, Due]

    @property
    @member()
    def total(self) -> Fraction:
        """What is due to all holders of Series D together."""
        return sum((one.due or Fraction(0) for one in self.holders.values()), Fraction(0))


@dataclass(frozen=True, slots=True)
class AccrualPaid:
    """A payment of all that was accrued: per share, and to each holder at that moment."""

    entry: str
    on: date
    per_share: Figure
    holders: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Dividends:
    """All dividends up to a day, and what is still accrued at its close."""

    on: date
    dividends: list[DividendDue]
    payments: list[AccrualPaid]
    accrued_per_share: Figure
    accrued: dict[str, Figure]
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """The flags that touch it."""


@dataclass(slots=True)
class Register:
    """The register of Series D at one moment, as if converted, in the share units of that moment."""

    units: Fraction
    series_d: dict[str, int]
    as_converted: dict[str, int | None] = field(default_factory=dict)


def dividends_on(log: Sequence[Recorded], on: date) -> Dividends:
    """All dividends up to the close of a day, as the record is now known."""
    way = walk(log, on)
    found: list[DividendDue] = []
    payments: list[AccrualPaid] = []
    registers: dict[date, Register] = {}
    days = [entry.record_date for entry in _entries(way) if entry.record_date and entry.record_date < entry.effective]
    for stop in way.stopping_at(days):
        if isinstance(stop, date):
            registers[stop] = register(way.state)
            continue
        entry = stop.recorded.entry
        way.come_to(entry.effective)
        if isinstance(entry, Dividend):
            found.append(due_on(entry, way.state, registers))
        elif isinstance(entry, AccruedDividendsPaid):
            per_share, holders = accrued_on(way.state)
            payments.append(AccrualPaid(entry.id or "", entry.effective, per_share, holders))
    notes = notes_on(open_book(log, until=on, listen=True), "dividends")
    return Dividends(on, found, payments, *accrued_on(way.state), notes)


def _entries(way: Walk) -> list[Dividend]:
    entries = (item.recorded.entry for item in way.items)
    return [entry for entry in entries if isinstance(entry, Dividend)]


def register(state: State) -> Register:
    """Who holds Series D now, and the Common that it stands for."""
    made = Register(state.units, dict(sorted(state.series_d.items())))
    zero = state.price.is_zero()
    made.as_converted = {name: None if zero else as_converted(state, held) for name, held in made.series_d.items()}
    return made


def due_on(entry: Dividend, state: State, registers: Mapping[date, Register]) -> DividendDue:
    """What a dividend gives, just before it is paid; `registers` has those of the record dates that lie before."""
    record_date = entry.record_date or entry.effective
    then = registers.get(record_date) or register(state)
    stock = "Common"
    if isinstance(entry, CashDividendPaid):
        kind, per_share, series_d = "cash", entry.per_share, entry.series_d
        stock = entry.dividend_on or stock
    else:
        outstanding = state.outstanding
        kind, series_d = "in kind", None
        per_share = entry.fair_value / outstanding if outstanding else Fraction(0)
    factor = per_share * state.units / then.units if is_common(stock) else Fraction(0)
    whole = then.as_converted
    holders = {
        name: Due(held, whole[name], None if whole[name] is None else (whole[name] or 0) * factor)
        for name, held in then.series_d.items()
    }
    return DividendDue(entry.id or "", kind, record_date, entry.effective, stock, per_share, series_d, holders)


def accrued_on(state: State) -> tuple[Figure, dict[str, Figure]]:
    """What is accrued now: per share of Series D, and for each holder."""
    each = {name: Figure(state.accrued.times(Fraction(held))) for name, held in sorted(state.series_d.items())}
    return Figure(state.accrued), each
