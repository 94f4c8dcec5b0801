"""The Liquidation Preference, told: Stated Value and what is accrued and unpaid on each share (2, 3, A42, A60)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from ledger.cap_table.state import State
from ledger.numbers.bounded import Bounded
from ledger.working import Expression, Greatest, Less, Named, Product, Sum, Switch, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, entries_named, total
from projections.workings.registers import Registers
from projections.workings.series_d.lots import LotsTold, SeriesDTold
from projections.workings.tally import Tally
from projections.workings.terms import TermsTold

_PREFERENCE = Kind(
    "the Liquidation Preference of one share of {}{}",
    "3",
    "money per share",
    ("A42",),
    "It is the Stated Value with the dividends that are accrued and unpaid.",
)
_MOST = Kind(
    "what is accrued and unpaid on the share of {} that carries the most",
    "3",
    "money per share",
    ("A60",),
    "What is not paid accrues to the shares that were held on the record date, so shares may carry different sums.",
)


class Moment(Protocol):
    """What the preference asks of the moment that a telling has come to."""

    terms: TermsTold
    registers: Registers
    lots: LotsTold

    @property
    def state(self) -> State:
        """The cap table now."""


class Part(NamedTuple):
    """So many shares of Series D with what is accrued on each, and what each counts with."""

    number: int
    held: Tally | Expression
    accrued: Working | None
    each: Expression

    @property
    def shares(self) -> Expression:
        """Where the number of shares comes from; a total is tied off when it is asked for."""
        return self.held.working() if isinstance(self.held, Tally) else self.held


Parts = tuple[Part, ...]


class PreferenceTold:
    """Where the preference of each share comes from, at the moment of a telling."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._known: dict[tuple[int, str], tuple[Expression, Working | None, Working]] = {}

    # -- of one share ---------------------------------------------------------------------------------------------

    def working(self) -> Working:
        """The preference of a share that carries every accrual that is unpaid on any."""
        return self._of(self.most, " that carries the most" if len(self._accruals) > 1 else "")

    @property
    def most(self) -> Working | None:
        """What is accrued on the share that carries the most; None where nothing is accrued on any."""
        found = list(self._accruals.values())
        if len(found) > 1:
            parts = tuple(NOTHING if lot.accrued is None else lot.accrued for lot in found)
            return _MOST.of(self._moment.state.accrued, Greatest(parts), self._moment.state.terms.series)
        return found[0].accrued if found else None

    @property
    def _accruals(self) -> dict[int, SeriesDTold]:
        """A lot for each accrual that is different from others."""
        return {id(lot.accrued): lot for lot in self._moment.lots.every}

    def of(self, lot: SeriesDTold) -> Working:
        """The preference of a share of a lot."""
        which = ""
        if len(self._accruals) > 1:
            which = f" that carries {entries_named(lot.carries)}" if lot.carries else " on which nothing is accrued"
        return self._of(lot.accrued, which)

    def _of(self, accrued: Working | None, which: str) -> Working:
        state, stated, key = self._moment.state, self._moment.terms.term("stated_value"), (id(accrued), which)
        known = self._known.get(key)
        if known is None or known[0] != stated or known[1] is not accrued:
            each = Bounded.of(0) if accrued is None else accrued.amount.bounded
            formula = stated if accrued is None else Sum((stated, accrued))
            made = _PREFERENCE.of(state.preference_with(each), formula, state.terms.series, which)
            known = self._known[key] = stated, accrued, made
        return known[2]

    def converting(self, lot: SeriesDTold) -> Expression:
        """What of a share of a lot is converted: its preference, or by the other reading the Stated Value (A42)."""
        return self._moment.terms.term("stated_value") if self._of_stated_value else self.of(lot)

    def converting_most(self) -> Expression:
        """The same of a share that carries every accrual."""
        return self._moment.terms.term("stated_value") if self._of_stated_value else self.working()

    @property
    def _of_stated_value(self) -> bool:
        return self._moment.state.terms.interpretations.conversion_amount == "stated_value"

    def switches(self, accrued: bool) -> tuple[Switch, ...]:  # noqa: FBT001
        """The switch that decides what is converted, where something is accrued."""
        choice = self._moment.state.terms.interpretations.conversion_amount
        return (Switch("conversion_amount", choice),) if accrued else ()

    # -- of all that a holder has ---------------------------------------------------------------------------------

    def parts(self, holder: str, *, preferred: bool = False) -> Parts:
        """The Series D of a holder by what is accrued on it, the oldest first; what is alike, at once.

        Each share counts with what of it is converted, or `preferred` with its preference (3).
        """
        each, held = self.of if preferred else self.converting, self._moment.lots.of.get(holder, ())
        if len({id(lot.accrued) for lot in held}) < 2:  # noqa: PLR2004  all alike
            every = self._moment.registers.series_d[holder]
            return tuple(Part(int(every.figure), every, lot.accrued, each(lot)) for lot in held[:1])
        return self.by_lot(holder, preferred=preferred)

    def by_lot(self, holder: str, *, preferred: bool = False) -> Parts:
        """The same lot by lot, also where they are alike."""
        each, held = self.of if preferred else self.converting, self._moment.lots.of.get(holder, ())
        return tuple(Part(lot.number, lot.shares, lot.accrued, each(lot)) for lot in held)


def oldest(parts: Sequence[Part], number: int, stated: Expression) -> Parts:
    """So many shares of them, the oldest first; `stated` is where that number comes from."""
    found = list[Part]()
    for part in parts:
        if number <= 0:
            break
        rest = total([stated, *(Less(one.shares) for one in found)])
        found.append(part if part.number < number else part._replace(number=number, held=rest))
        number -= part.number
    return tuple(found)


def amounts(parts: Iterable[Part]) -> Expression:
    """What the shares count with altogether, in money."""
    found = tuple(parts)
    if len(found) == 1:
        return Product((Named("shares", found[0].shares), Named("preference", found[0].each)))
    return total(Product((one.shares, one.each)) for one in found)


def accrued_of(parts: Iterable[Part]) -> Iterator[Expression]:
    """What is accrued on those shares that carry something, part by part."""
    return (Product((one.shares, one.accrued)) for one in parts if one.accrued is not None)
