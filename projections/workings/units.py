"""The share units of the day, and figures taken from the units of one day into those of another (4F, A26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ledger.events import AnyEntry, CommonSplit, Reorganized, SeriesDSplit, StockDividendPaid
from ledger.log.recorded import Recorded
from ledger.working import Expression, Product, Quotient, Sum
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, ONE, fact, over, times

_UNITS = Kind("the number of shares after entry {} for one of the beginning", "", "ratio")
Restating = CommonSplit | StockDividendPaid | Reorganized


@dataclass(frozen=True, slots=True)
class Units:
    """Shares of now for one share of the beginning."""

    value: Fraction
    expression: Expression

    def restated(self, recorded: Recorded, value: Fraction, ratio: Expression) -> "Units":
        """The units after an entry that restates them by such a ratio."""
        formula = times(ratio, self.expression)
        return Units(value, _UNITS._replace(clause=recorded.entry.clause).of(value, formula, recorded.id))


FIRST = Units(Fraction(1), ONE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of shares, or a price of one, in the share units of its time."""

    expression: Expression
    units: Units

    def shares_in(self, units: Units) -> Expression:
        """As shares of another time."""
        return _restated(self.expression, units, self.units)

    def price_in(self, units: Units) -> Expression:
        """As a price of a share of another time."""
        return _restated(self.expression, self.units, units)


def _restated(expression: Expression, by: Units, over_: Units) -> Expression:
    if by.value == over_.value or expression == NOTHING:
        return expression
    return over(times(expression, by.expression), over_.expression)


def ratio_of(recorded: Recorded) -> Expression:
    """New shares for each old one, of Common or of Series D, as an entry states it."""
    entry: AnyEntry = recorded.entry
    if isinstance(entry, CommonSplit | SeriesDSplit):
        return Quotient(fact(recorded, "new"), fact(recorded, "old"))
    if isinstance(entry, StockDividendPaid):
        return Sum((ONE, fact(recorded, "per_share")))
    return fact(recorded, "exchange_ratio")


def ratio_on_record(recorded: Recorded, paid: Sequence[Expression]) -> Expression:
    """The ratio of a dividend in Common beside those that were `paid` before on its record: all on one base (A7)."""
    if not paid:
        return ratio_of(recorded)
    return Quotient(Sum((ONE, *paid, fact(recorded, "per_share"))), Sum((ONE, *paid)))


def restated(expression: Expression, recorded: Recorded) -> Expression:
    """A number of old shares as new ones."""
    return Product((expression, ratio_of(recorded)))
