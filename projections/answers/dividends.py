"""Section 2: what each dividend on Common gives each holder of Series D, as if converted on the record date (A42, A50).

Section 3: what is accrued because it was not paid. A distribution in kind is a dividend too, beside its effect on the
price under 4H (A39). Money is exact; only the shares of Common as if converted are whole, for each holder by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from operator import add
from typing import Annotated, Literal, NamedTuple

from ledger.cap_table.accruals import Debt
from ledger.cap_table.following import under
from ledger.cap_table.state import State
from ledger.clauses.adjustment.distributions import value_per_share
from ledger.clauses.dividends import still_owed, unpaid
from ledger.clauses.notices import is_common
from ledger.clauses.shares import as_converted
from ledger.engine.book import Book, open_book
from ledger.engine.one_pass import Observer
from ledger.events import AccruedDividendsPaid, CashDividendPaid, DistributionMade, Following
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded, difference, total
from ledger.numbers.figure import Figure
from projections.answers.reliance.relied_on import OF_DIVIDENDS, ReliedOn, Relying, relied_on
from projections.answers.warnings import Note, warnings_on
from projections.members import Answer, Maybe, Name, Spread, member

Dividend = CashDividendPaid | DistributionMade


@dataclass(frozen=True, slots=True)
class Due:
    """What one holder is due: its Series D and the Common that they stand for on the record date, and the money.

    `as_converted` and `due` are None where the price was zero. `debt` is what of an unpaid dividend fell on shares that
    had been converted since the record date: it stays due to the holder, in no preference (A60).
    """

    series_d: int
    as_converted: int | None
    due: Fraction | None
    debt: Figure = field(default_factory=lambda: Figure.of(0))


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
    """A payment of what was accrued and owed: at most per share, and to each holder at that moment.

    `holders` has all that each is paid, `debts` what of it was owed on shares converted since (A60).
    """

    entry: str
    on: date
    per_share: Figure
    holders: dict[str, Figure]
    debts: dict[str, Figure]
    assumed: bool = False
    """Whether its entry does not say how much was paid: that is then assumed to be all, as the ledger knows it."""


class Carrying(NamedTuple):
    """What is accrued on each of so many shares of Series D (A60)."""

    accrued: Figure
    shares: int


@dataclass(frozen=True, slots=True)
class Dividends(Answer):
    """All dividends up to a day, and what is still accrued at its close."""

    on: date
    dividends: list[DividendDue]
    payments: list[AccrualPaid]
    accrued_per_share: Figure
    """On a share that carries every accrual that is unpaid (A60)."""
    accrued: dict[str, Figure]
    by_accrual: tuple[Carrying, ...]
    """What is accrued on each share of how many Series D, the most first (A60)."""
    debts: dict[str, Figure]
    """What is owed to holders on shares converted between record and payment, in no preference (A60)."""
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """The flags that touch it."""
    rests: Spread[ReliedOn | None] = None


@dataclass(slots=True)
class Register:
    """The register of Series D at one moment, as if converted, in the share units of that moment."""

    units: Fraction
    series_d: dict[str, int]
    as_converted: dict[str, int | None] = field(default_factory=dict)

    def followed(self, entry: Following) -> "Register":
        """The same where a holder has gone by another name since, or has become one with another."""
        names = entry.from_, entry.after
        series_d = under(self.series_d, *names, add)
        return Register(self.units, dict(sorted(series_d.items())), under(self.as_converted, *names, _both))


def _both(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


@dataclass(slots=True)
class Payments(Observer):
    """Works out on the way through a timeline what each dividend gives, from the register of its record date."""

    dividends: list[DividendDue] = field(default_factory=list)
    accruals: list[AccrualPaid] = field(default_factory=list)
    record_dates: set[date] = field(default_factory=set)
    registers: dict[date, Register] = field(default_factory=dict)
    _due: DividendDue | AccrualPaid | None = None

    def again(self) -> "Payments":
        """One that knows the registers that this one knows, and no payment yet."""
        return replace(self, dividends=[], accruals=[], registers=self.registers.copy())

    def copied(self) -> "Payments":
        """One that knows all that this one knows, to go on by itself."""
        return replace(self, dividends=self.dividends[:], accruals=self.accruals[:], registers=self.registers.copy())

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  nothing has happened yet
        """The record dates are days on which to look at the register."""
        self.record_dates = paid_from(items)
        return self.record_dates

    def happens(self, item: Item, state: State) -> None:
        """What is due is what the register says just before the payment, or said on the record date."""
        entry = item.recorded.entry
        self._due = None
        if entry.type not in _TYPES:
            return
        if isinstance(entry, Dividend):
            self._due = due_on(entry, state, self.registers)
        elif isinstance(entry, AccruedDividendsPaid):
            self._due = accruals_paid(state, entry)

    def happened(self, item: Item, state: State) -> None:
        """It was not refused."""
        entry = item.recorded.entry
        if isinstance(entry, Following):
            self.registers = {day: one.followed(entry) for day, one in self.registers.items()}
        if isinstance(self._due, DividendDue):
            self.dividends.append(with_debts(self._due, state, item.recorded.id))
        elif self._due is not None:
            self.accruals.append(self._due)

    def closes(self, day: date, state: State) -> None:
        """Keep the register of a record date."""
        if day in self.record_dates:
            self.registers[day] = register(state)


_TYPES = frozenset({"cash_dividend_paid", "distribution_made", "accrued_dividends_paid"})
"""What pays; asking the type by its name is quick, and nearly every entry is of another."""


def paid_from(items: Sequence[Item]) -> set[date]:
    """The record dates of dividends that lie before them."""
    entries = (item.recorded.entry for item in items)
    found = (one for one in entries if isinstance(one, Dividend))
    return {one.record_date for one in found if one.record_date is not None and one.record_date < one.effective}


def dividends_on(log: Sequence[Recorded], on: date, today: date | None = None) -> Dividends:
    """All dividends up to the close of a day, as the record is now known."""
    paid, relying = Payments(), Relying(most=1)
    book = open_book(log, until=on, listen=True, observers=[paid, relying])
    return dividends_of(book, paid, relying, on, today)


def dividends_of(book: Book, paid: Payments, relying: Relying, on: date, today: date | None = None) -> Dividends:
    """The same, of a book at the close of that day and who looked on up to it; of payments also beyond it."""
    dividends = [one for one in paid.dividends if one.paid_on <= on]
    accruals = [one for one in paid.accruals if one.on <= on]
    notes = warnings_on(book, "dividends", on, today)
    rests = relied_on(relying, OF_DIVIDENDS if dividends or accruals else (), book)
    return Dividends(on, dividends, accruals, *accrued_on(book.state), notes, rests)


def register(state: State) -> Register:
    """Who holds Series D now, and the Common that it stands for."""
    made = Register(state.units, dict(sorted(state.series_d.items())))
    zero = state.price.is_zero()
    made.as_converted = {name: None if zero else as_converted(state, name) for name in made.series_d}
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
        kind, series_d = "in kind", entry.series_d
        per_share = value_per_share(state, entry) / state.units
    factor = per_share * state.units / then.units if is_common(stock) else Fraction(0)
    whole = then.as_converted
    holders = {
        name: Due(held, whole[name], None if whole[name] is None else (whole[name] or 0) * factor)
        for name, held in then.series_d.items()
    }
    return DividendDue(entry.id or "", kind, record_date, entry.effective, stock, per_share, series_d, holders)


def with_debts(made: DividendDue, state: State, entry: str) -> DividendDue:
    """A dividend with what of it stays a debt, once it has happened (A60)."""
    owed = _owed(one for one in state.debts if one.entry == entry)
    if not owed:
        return made
    nobody = Due(0, 0, Fraction(0))
    holders = {name: replace(made.holders.get(name, nobody), debt=debt) for name, debt in owed.items()}
    return replace(made, holders=dict(sorted((made.holders | holders).items())))


def accruals_paid(state: State, entry: AccruedDividendsPaid) -> AccrualPaid:
    """What a payment of accruals pays to whom, just before it: all, or so much of it on each share (3, A60)."""
    part = None if entry.per_share is None else Bounded.of(entry.per_share)
    lots = {
        name: total_of((lot.accrued, unpaid(lot.accrued, part), lot.shares) for lot in held)
        for name, held in sorted(state.register.lots.items())
    }
    debts: dict[str, Bounded] = {}
    for one, left in still_owed(state.debts, part):
        paid = difference(one.each, left).times(one.shares)
        debts[one.holder] = total(debts[one.holder], paid) if one.holder in debts else paid
    zero = Bounded.of(0)
    paid_to = {name: total(lots.get(name, zero), debts.get(name, zero)) for name in sorted(lots.keys() | debts.keys())}
    per_share = Figure(state.accrued) if part is None else Figure(part)
    figures = {name: Figure(one) for name, one in paid_to.items()}
    owed = {name: Figure(one) for name, one in debts.items()}
    return AccrualPaid(entry.id or "", entry.effective, per_share, figures, owed, assumed=part is None)


def total_of(lots: Iterable[tuple[Bounded, Bounded, int]]) -> Bounded:
    """What is paid on lots: of each what is due on a share, what is left of that, and how many shares."""
    found = Bounded.of(0)
    for before, after, shares in lots:
        found = total(found, difference(before, after).times(Fraction(shares)))
    return found


def accrued_on(state: State) -> tuple[Figure, dict[str, Figure], tuple[Carrying, ...], dict[str, Figure]]:
    """What is accrued now: on a share that carries every accrual, for each holder, on how many; what is owed (A60)."""
    none = Bounded.of(0)
    each = {
        name: Figure(total_of((lot.accrued, none, lot.shares) for lot in held))
        for name, held in sorted(state.register.lots.items())
    }
    alike: dict[Fraction, Carrying] = {}
    for lot in chain.from_iterable(state.register.lots.values()):
        figure = Figure(lot.accrued)
        before = alike.get(figure.fraction, Carrying(figure, 0))
        alike[figure.fraction] = Carrying(figure, before.shares + lot.shares)
    return Figure(state.accrued), each, tuple(alike[each] for each in sorted(alike, reverse=True)), _owed(state.debts)


def _owed(debts: Iterable[Debt]) -> dict[str, Figure]:
    found: dict[str, Bounded] = {}
    for one in debts:
        found[one.holder] = total(found[one.holder], one.amount) if one.holder in found else one.amount
    return {name: Figure(amount) for name, amount in sorted(found.items())}
