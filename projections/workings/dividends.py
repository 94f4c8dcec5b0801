"""Dividends, told: what each gives each holder of Series D, as if it had converted (2, A42, A50)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.clauses import shares
from ledger.clauses.notices import is_common
from ledger.events import CashDividendPaid
from ledger.log.recorded import Recorded
from ledger.working import Expression, Named, Product, Quotient, Working
from projections.answers.dividends import AccrualPaid, DividendDue
from projections.figures import Figure
from projections.workings.conversions import as_converted
from projections.workings.leaves import NOTHING, fact, over, times
from projections.workings.observer import Telling
from projections.workings.units import Units


@dataclass(frozen=True, slots=True)
class RegisterTold:
    """The Series D of each holder on a record date as if converted, in the share units of that day."""

    units: Units
    as_converted: Mapping[str, Working]


def register(telling: Telling, day: str) -> RegisterTold:
    """The register where a telling stands."""
    state, zero = telling.state, telling.state.price.is_zero()
    found = {
        name: as_converted(
            telling, name, shares.as_converted(state, held), f"the Common for which {name} counts on {day}", "2"
        )
        for name, held in state.series_d.items()
        if not zero
    }
    return RegisterTold(telling.units, found)


def due(
    telling: Telling, recorded: Recorded, dividend: DividendDue, on_record_date: RegisterTold
) -> Iterator[tuple[str, Working]]:
    """What a dividend gives each holder; `dividend` has the figures, the telling stands just before it."""
    per_share = _per_share(telling, recorded, dividend)
    for name, one in dividend.holders.items():
        if one.due is None:
            continue
        whole = on_record_date.as_converted[name]
        formula: Expression = NOTHING
        if is_common(dividend.stock):
            formula = _restated(Product((whole, Named("per share", per_share))), telling.units, on_record_date.units)
        yield (
            name,
            Working(
                label=f"what entry {recorded.id} gives {name} for its Series D",
                clause="2",
                unit="money",
                figure=Figure.of(one.due),
                formula=formula,
                readings=("A42", "A47") if is_common(dividend.stock) else ("A50",),
                sentence="Series D shares in a dividend on Common as if converted on the record date.",
            ),
        )


def _restated(expression: Expression, now: Units, then: Units) -> Expression:
    if now.value == then.value:
        return expression
    return over(times(expression, now.expression), then.expression)


def _per_share(telling: Telling, recorded: Recorded, dividend: DividendDue) -> Expression:
    if isinstance(recorded.entry, CashDividendPaid):
        return fact(recorded, "per_share")
    if not telling.state.outstanding:
        return NOTHING
    return Working(
        label=f"the value that entry {recorded.id} distributed on each share of Common",
        clause="2",
        unit="money per share",
        figure=Figure.of(dividend.per_share),
        formula=Quotient(fact(recorded, "fair_value"), telling.registers.outstanding.working()),
        readings=("A39",),
    )


def paid(telling: Telling, payment: AccrualPaid) -> Iterator[tuple[str, Working]]:
    """What a payment of all accruals gives each holder; the telling stands just before it."""
    each = telling.preference.accrued
    for name, figure in payment.holders.items():
        yield (
            name,
            Working(
                label=f"what entry {payment.entry} pays {name} of what is accrued",
                clause="3",
                unit="money",
                figure=figure,
                formula=NOTHING if each is None else Product((telling.registers.series_d[name].working(), each)),
            ),
        )
