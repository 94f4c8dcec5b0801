"""The Liquidation Preference, told: Stated Value and what is accrued and unpaid (2, 3, A42)."""

from datetime import date
from typing import Protocol

from ledger.cap_table.state import State
from ledger.events import AccruedDividendsPaid, CashDividendPaid, SeriesDSplit, TermsAmended
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded
from ledger.working import Expression, Product, Quotient, Sum, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import fact
from projections.workings.terms import TermsTold
from projections.workings.units import FIRST, Quantity, Units, ratio_of

_PREFERENCE = Kind(
    "the Liquidation Preference of one share of {}",
    "3",
    "money per share",
    ("A42",),
    "It is the Stated Value with the dividends that are accrued and unpaid.",
)
_ACCRUED = Kind(
    "what is accrued and unpaid on each share of {} after entry {}",
    "2",
    "money per share",
    ("A42",),
    "A dividend paid on Common and not on it accrues, for each share as if it had been converted.",
)
_RESTATED = _ACCRUED._replace(clause="1", readings=(), sentence="")


class Moment(Protocol):
    """What the preference asks of the moment that a telling has come to."""

    terms: TermsTold

    @property
    def state(self) -> State:
        """The cap table now."""

    def price_on(self, day: date | None) -> Expression:
        """The price that was in effect on a day up to now, in the units of now."""


class PreferenceTold:
    """Where the preference of the moment comes from, and those of earlier days."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self.accrued: Working | None = None
        self.accrued_by = ""
        """The dividend that last added to what is accrued."""
        self.units: Units = FIRST
        """Series D of now for one of the first, as its own splits made it (1)."""
        self._now: Working | None = None
        self._since: list[tuple[date, Quantity]] = []

    def begin(self) -> None:
        """Remember the preference with which the timeline begins."""
        self._since.append((date.min, Quantity(self.working(), self.units)))

    def working(self) -> Working:
        """The preference of the moment."""
        if self._now is None:
            state = self._moment.state
            stated = self._moment.terms.term("stated_value")
            formula = stated if self.accrued is None else Sum((stated, self.accrued))
            self._now = _PREFERENCE.of(state.preference, formula, state.terms.series)
        return self._now

    def on(self, day: date | None) -> Expression:
        """The preference at the close of a day up to now, per share of Series D as it is now."""
        if day is None or day >= self._moment.state.day:
            return self.working()
        found = next(quantity for since, quantity in reversed(self._since) if since <= day)
        return found.price_in(self.units)

    def follow(self, recorded: Recorded, accrued: Bounded) -> None:
        """Note what an entry does to it; `accrued` is what was accrued before."""
        state, entry = self._moment.state, recorded.entry
        if isinstance(entry, CashDividendPaid) and state.accrued is not accrued:
            self.accrued, self.accrued_by = self._with_dividend(recorded, entry, state), recorded.id
        elif isinstance(entry, AccruedDividendsPaid):
            self.accrued = None
        elif isinstance(entry, SeriesDSplit):
            self._restate(recorded, state)
        elif not isinstance(entry, TermsAmended):
            return
        self._now = None
        if len(state.preferences) > len(self._since):
            self._since.append((state.day, Quantity(self.working(), self.units)))

    def _with_dividend(self, recorded: Recorded, entry: CashDividendPaid, state: State) -> Working:
        as_converted = Quotient(self.on(entry.record_date), self._moment.price_on(entry.record_date))
        more = Product((fact(recorded, "per_share"), as_converted))
        formula = more if self.accrued is None else Sum((self.accrued, more))
        return _ACCRUED.of(state.accrued, formula, state.terms.series, recorded.id)

    def _restate(self, recorded: Recorded, state: State) -> None:
        if self.accrued is not None:
            formula = Quotient(self.accrued, ratio_of(recorded))
            self.accrued = _RESTATED.of(state.accrued, formula, state.terms.series, recorded.id)
        self.units = self.units.restated(recorded, state.series_d_units)
