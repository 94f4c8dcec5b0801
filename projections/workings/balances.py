"""Balances, told: everything that `holders` shows, with the entries that made it."""

from collections.abc import Iterator
from fractions import Fraction

from ledger.clauses.assertions import balance_of, what_is_asserted
from ledger.events import BalanceAsserted, OfRight, Stage
from ledger.log.recorded import Recorded
from ledger.price.rights import Lot, Right
from ledger.working import Expression, Less, Sum, Working
from projections.answers.dividends import accrued_on
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, fact, total
from projections.workings.observer import Telling
from projections.workings.price.parts import LotTold
from projections.workings.series_d.conversions import votes
from projections.workings.series_d.preference import Parts, accrued_of
from projections.workings.units import Units

Named = tuple[str, Working]
_AUTHORIZED = Kind("the authorized Common", "4A", "Common")
_DEEMED = Kind("the Common deemed issued and not yet issued", "4E(1)", "Common", ("A9", "A10"))
_OUTSTANDING = Kind(
    "the Common still issuable under {}{}",
    "",
    "Common",
    ("A22",),
    "It is not outstanding, and counts only where it is deemed issued.",
)
_PRICE = Kind("the {} of {}", "", "money per share", ("A26",))
_ACCRUED = Kind("what is accrued and unpaid to {}", "3", "money", ("A42",))
_ASSERTED = Kind(
    "the number of {} in the ledger beyond what entry {} asserts",
    "",
    "Common",
    (),
    "It is compared at the place of the entry and changes nothing; above zero the ledger has too many, below too few.",
)


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
    parts = telling.preference.parts(name) if name in telling.lots.of else ()
    if any(one.accrued is not None for one in parts):
        yield "accrued", _accrued(telling, name, parts)
    yield from (("owed", working) for holder, working in telling.accruals.owed(state) if holder == name)
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
        yield "common_authorized", _AUTHORIZED.of(state.authorized, registers.authorized)
    if telling.preference.most is not None:
        yield "accrued_per_share", telling.preference.most
    deemed = [tally.working() for tally in telling.course.deemed.values()]
    yield "deemed_issued", _DEEMED.of(Fraction(state.course.deemed * state.units), total(deemed))


def of_its_right(telling: Telling, recorded: Recorded) -> Iterator[Named]:
    """What is outstanding of the right that an entry names; nothing where it names none."""
    right = telling.state.rights.get(recorded.entry.right) if isinstance(recorded.entry, OfRight) else None
    return iter(()) if right is None else of_right(telling, right)


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
        figure = Fraction(right.outstanding(stage) * units.value)
        formula = total(told.shares.shares_in(units) for told in some)
        kind = _OUTSTANDING._replace(clause=right.clause)
        yield f"{right.name}: {what}", kind.of(figure, formula, right.name, f" as {stage}" if stage else "")
    lot, told = ([pair for pair in open_lots if pair[0].stage == "option"] or open_lots)[-1]
    for what, price, expression in _prices(right, lot, told, units):
        kind = _PRICE._replace(clause=right.clause)
        yield f"{right.name}: {what}", kind.of(price / units.value, expression, what.replace("_", " "), right.name)


def _prices(right: Right, lot: Lot, told: LotTold, units: Units) -> Iterator[tuple[str, Fraction, Expression]]:
    if right.clause == "4E(1)":
        yield "exercise_price", Fraction(lot.exercise_price), told.exercise_price.price_in(units)
    if right.clause == "4E(2)" or right.two_stages:
        yield "conversion_price", Fraction(lot.conversion_price), told.conversion_price.price_in(units)


def _accrued(telling: Telling, name: str, parts: Parts) -> Working:
    """What is accrued to a holder: where its shares differ, the oldest first, each with its own (A60)."""
    figure = accrued_on(telling.state)[1][name]
    kind = _ACCRUED._replace(readings=("A42", "A60")) if len(parts) > 1 else _ACCRUED
    return kind.of(figure, total(accrued_of(parts)), name)


def of_assertion(telling: Telling, recorded: Recorded) -> Iterator[Named]:
    """The balance that an assertion is about, at its place, and how far it is off; nothing for any other entry."""
    entry, registers = recorded.entry, telling.registers
    if not isinstance(entry, BalanceAsserted):
        return
    of_series_d = entry.stock == "series_d"
    held = registers.series_d if of_series_d else registers.common
    outstanding = registers.series_d_outstanding if of_series_d else registers.outstanding
    whole = registers.treasury if entry.stock == "treasury" else outstanding
    tally = whole if entry.holder is None else held.get(entry.holder)
    balance: Expression = NOTHING if tally is None else tally.working()
    if isinstance(balance, Working):
        yield "balance", balance
    what = what_is_asserted(entry.stock, entry.holder, registers.series)
    kind = _ASSERTED._replace(unit="Series D" if of_series_d else "Common")
    off = balance_of(telling.state, entry) - entry.shares
    formula = Sum((balance, Less(fact(recorded, "shares"))))
    yield "off_by", kind.of(off, formula, what, recorded.id)
