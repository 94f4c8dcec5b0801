"""Balances, told: everything that `holders` shows, with the entries that made it."""

from collections.abc import Iterator
from fractions import Fraction

from ledger.events import Stage
from ledger.numbers.figure import Figure
from ledger.price.rights import Lot, Right
from ledger.working import Expression, Product, Working
from projections.workings.conversions import votes
from projections.workings.leaves import total
from projections.workings.observer import Telling
from projections.workings.price.rights import LotTold
from projections.workings.units import Units

Named = tuple[str, Working]


def of_holder(telling: Telling, name: str) -> Iterator[Named]:
    """What one holder has, what it votes, what is accrued to it, and the rights granted to it."""
    registers, state = telling.registers, telling.state
    if name in registers.series_d:
        yield "series_d", registers.series_d[name].working()
    if name in registers.common:
        yield "common", registers.common[name].working()
    found = votes(telling, name)
    if found is not None:
        yield "votes", found
    if state.accrued.high and state.series_d.get(name):
        yield "accrued", _accrued(telling, name)
    for right in state.rights.values():
        if right.holder == name:
            yield from of_right(telling, right)


def of_company(telling: Telling) -> Iterator[Named]:
    """The totals: what is outstanding of each stock, in treasury, authorized, deemed issued."""
    registers, state = telling.registers, telling.state
    yield "series_d_outstanding", registers.series_d_outstanding.working()
    yield "common_outstanding", registers.outstanding.working()
    yield "treasury", registers.treasury.working()
    if registers.authorized is not None and state.authorized is not None:
        figure = Figure.of(state.authorized)
        yield "common_authorized", Working("the authorized Common", "4A", "Common", figure, registers.authorized)
    if telling.preference.accrued is not None:
        yield "accrued_per_share", telling.preference.accrued
    deemed = [tally.working() for tally in telling.course.deemed.values()]
    yield (
        "deemed_issued",
        Working(
            label="the Common deemed issued and not yet issued",
            clause="4E(1)",
            unit="Common",
            figure=Figure.of(Fraction(state.course.deemed * state.units)),
            formula=total(deemed),
            readings=("A9", "A10"),
        ),
    )


def of_right(telling: Telling, right: Right) -> Iterator[Named]:
    """What is outstanding of a right, at which stage, and at which prices."""
    units = telling.units
    pairs = list(zip(right.lots, telling.rights.now(right.name).lots, strict=True))
    open_lots = [(lot, told) for lot, told in pairs if lot.out_by is None]
    if not open_lots:
        return
    stages: tuple[tuple[str, Stage | None], ...] = (("outstanding", None),)
    if right.two_stages:
        stages += (("as_option", "option"), ("as_convertible", "convertible"))
    for what, stage in stages:
        some = [told for lot, told in open_lots if stage in (None, lot.stage)]
        yield f"{right.name}: {what}", _outstanding(right, some, stage, units)
    lot, told = ([pair for pair in open_lots if pair[0].stage == "option"] or open_lots)[-1]
    for what, price, expression in _prices(right, lot, told, units):
        yield (
            f"{right.name}: {what}",
            Working(
                label=f"the {what.replace('_', ' ')} of {right.name}",
                clause=right.clause,
                unit="money per share",
                figure=Figure.of(price / units.value),
                formula=expression,
                readings=("A26",),
            ),
        )


def _outstanding(right: Right, lots: list[LotTold], stage: Stage | None, units: Units) -> Working:
    return Working(
        label=f"the Common outstanding under {right.name}{f' as {stage}' if stage else ''}",
        clause=right.clause,
        unit="Common",
        figure=Figure.of(Fraction(right.outstanding(stage) * units.value)),
        formula=total(told.shares.shares_in(units) for told in lots),
        readings=("A22",),
    )


def _prices(right: Right, lot: Lot, told: LotTold, units: Units) -> Iterator[tuple[str, Fraction, Expression]]:
    if right.clause == "4E(1)":
        yield "exercise_price", Fraction(lot.exercise_price), told.exercise_price.price_in(units)
    if right.clause == "4E(2)" or right.two_stages:
        yield "conversion_price", Fraction(lot.conversion_price), told.conversion_price.price_in(units)


def _accrued(telling: Telling, name: str) -> Working:
    state, each = telling.state, telling.preference.accrued
    assert each is not None  # noqa: S101  something is accrued
    held = Fraction(state.series_d[name])
    return Working(
        label=f"what is accrued and unpaid to {name}",
        clause="3",
        unit="money",
        figure=Figure(state.accrued.times(held)),
        formula=Product((telling.registers.series_d[name].working(), each)),
        readings=("A42",),
    )
