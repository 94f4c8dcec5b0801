"""Dividends, told: what each gives each holder of Series D, as if it had converted (2, A42, A50)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.cap_table.following import under
from ledger.clauses.notices import is_common
from ledger.events import AccruedDividendsPaid, CashDividendPaid, Following
from ledger.log.recorded import Recorded
from ledger.working import Expression, Named, Product, Sum, Working
from projections.answers.dividends import AccrualPaid, DividendDue
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, amount, fact, total
from projections.workings.observer import Telling
from projections.workings.series_d.accruals import of_each, paid_of
from projections.workings.series_d.conversions import COUNTS_FOR, as_converted
from projections.workings.units import Quantity, Units

_DUE = Kind(
    "what entry {} gives {} for its Series D",
    "2",
    "money",
    ("A42", "A47", "A64"),
    "Series D shares in a dividend on Common as if converted on the record date.",
)
_PAID = Kind("what entry {} pays {} of what is accrued", "3", "money", ("A60",))


@dataclass(frozen=True, slots=True)
class RegisterTold:
    """The Series D of each holder on a record date as if converted, in the share units of that day."""

    units: Units
    as_converted: Mapping[str, Expression]

    def followed(self, entry: Following) -> "RegisterTold":
        """The same where a holder has gone by another name since, or has become one with another."""
        found = under(self.as_converted, entry.from_, entry.after, lambda one, other: Sum((one, other)))
        return RegisterTold(self.units, found)


def register(telling: Telling, day: str) -> RegisterTold:
    """The register where a telling stands."""
    holders = [] if telling.state.price.is_zero() else telling.state.series_d
    return RegisterTold(telling.units, {name: as_converted(telling, COUNTS_FOR, name, day) for name in holders})


def due(
    telling: Telling, recorded: Recorded, dividend: DividendDue, on_record_date: RegisterTold
) -> Iterator[tuple[str, Working]]:
    """What a dividend gives each holder; `dividend` has the figures, the telling stands just before it."""
    per_share = Named("per share", _per_share(telling, recorded))
    for name, one in dividend.holders.items():
        if one.due is None:
            continue
        if is_common(dividend.stock):
            money = Quantity(Product((on_record_date.as_converted[name], per_share)), on_record_date.units)
            yield name, _DUE.of(one.due, money.shares_in(telling.units), recorded.id, name)
        else:
            yield name, _DUE._replace(readings=("A50",)).of(one.due, NOTHING, recorded.id, name)


def _per_share(telling: Telling, recorded: Recorded) -> Expression:
    return fact(recorded, "per_share") if isinstance(recorded.entry, CashDividendPaid) else telling.in_kind(recorded)


def accrued(telling: Telling, recorded: Recorded) -> Iterator[tuple[str, Working]]:
    """What is accrued on each share after a dividend: more than one sum where shares carry different ones (A60)."""
    lots = [lot for lot in telling.lots.every if lot.carries[-1:] == (recorded.id,)]
    every = list({id(lot.accrued): lot.accrued for lot in lots if lot.accrued is not None}.values())
    for number, working in enumerate(every, start=1):
        yield "accrued_per_share" if len(every) == 1 else f"accrued_per_share {number}", working


def owed(telling: Telling, recorded: Recorded) -> Iterator[tuple[str, Working]]:
    """What of a dividend stays due on shares converted since its record date; the telling stands after it (A60)."""
    yield from telling.accruals.owed(telling.state, recorded.id)


def paid(telling: Telling, recorded: Recorded, payment: AccrualPaid) -> Iterator[tuple[str, Working]]:
    """What a payment of accruals and of what is owed gives each holder; the telling stands just before it."""
    entry = recorded.entry
    assert isinstance(entry, AccruedDividendsPaid)  # noqa: S101  what pays
    part = None if entry.per_share is None else fact(recorded, "per_share")
    for name, figure in payment.holders.items():
        held = telling.preference.parts(name) if name in telling.lots.of else ()
        found = [Product((one.shares, paid_of(one.accrued, part))) for one in held if one.accrued is not None]
        debts = [one for one in telling.accruals.debts if one.holder == name]
        pairs = ((one, None) for one in debts) if part is None else of_each(debts, part)
        found += [Product((one.shares, paid_of(one.each, paid))) for one, paid in pairs if paid is None or amount(paid)]
        yield name, _PAID.of(figure, total(found), payment.entry, name)
