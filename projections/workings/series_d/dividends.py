"""Dividends, told: what each gives each holder of Series D, as if it had converted (2, A42, A50)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.clauses.notices import is_common
from ledger.events import CashDividendPaid
from ledger.log.recorded import Recorded
from ledger.working import Expression, Named, Product, Quotient, Working
from projections.answers.dividends import AccrualPaid, DividendDue
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, fact
from projections.workings.observer import Telling
from projections.workings.series_d.conversions import COUNTS_FOR, as_converted
from projections.workings.units import Quantity, Units

_DUE = Kind(
    "what entry {} gives {} for its Series D",
    "2",
    "money",
    ("A42", "A47"),
    "Series D shares in a dividend on Common as if converted on the record date.",
)
_PER_SHARE = Kind("the value that entry {} distributed on each share of Common", "2", "money per share", ("A39",))
_PAID = Kind("what entry {} pays {} of what is accrued", "3", "money")


@dataclass(frozen=True, slots=True)
class RegisterTold:
    """The Series D of each holder on a record date as if converted, in the share units of that day."""

    units: Units
    as_converted: Mapping[str, Working]


def register(telling: Telling, day: str) -> RegisterTold:
    """The register where a telling stands."""
    holders = [] if telling.state.price.is_zero() else telling.state.series_d
    return RegisterTold(telling.units, {name: as_converted(telling, COUNTS_FOR, name, day) for name in holders})


def due(
    telling: Telling, recorded: Recorded, dividend: DividendDue, on_record_date: RegisterTold
) -> Iterator[tuple[str, Working]]:
    """What a dividend gives each holder; `dividend` has the figures, the telling stands just before it."""
    per_share = Named("per share", _per_share(telling, recorded, dividend))
    for name, one in dividend.holders.items():
        if one.due is None:
            continue
        if is_common(dividend.stock):
            money = Quantity(Product((on_record_date.as_converted[name], per_share)), on_record_date.units)
            yield name, _DUE.of(one.due, money.shares_in(telling.units), recorded.id, name)
        else:
            yield name, _DUE._replace(readings=("A50",)).of(one.due, NOTHING, recorded.id, name)


def _per_share(telling: Telling, recorded: Recorded, dividend: DividendDue) -> Expression:
    if isinstance(recorded.entry, CashDividendPaid):
        return fact(recorded, "per_share")
    if not telling.state.outstanding:
        return NOTHING
    formula = Quotient(fact(recorded, "fair_value"), telling.registers.outstanding.working())
    return _PER_SHARE.of(dividend.per_share, formula, recorded.id)


def paid(telling: Telling, payment: AccrualPaid) -> Iterator[tuple[str, Working]]:
    """What a payment of all accruals gives each holder; the telling stands just before it."""
    each = telling.preference.accrued
    for name, figure in payment.holders.items():
        formula = NOTHING if each is None else Product((telling.registers.series_d[name].working(), each))
        yield name, _PAID.of(figure, formula, payment.entry, name)
