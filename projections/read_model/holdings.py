"""The rows of `cap_table` and `cap_table_totals`: everybody's part of the Company as if all of it were Common.

Fully diluted is the Common outstanding, with the whole Common for all of each holder's Series D at the price in effect
(A43), and with all that is still to come out of rights, whether 4E deems it issued or not. Treasury is left out.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import ONE, State
from ledger.clauses.shares import as_converted
from ledger.log.timeline import Item
from ledger.price.formula import Number
from projections.read_model.columns import Row
from projections.read_model.over_time import Balances, OverTime
from projections.read_model.values import number


class Part(NamedTuple):
    """What a holder has, or all of them: shares, the Common that its Series D stands for, and its rights."""

    common: int
    series_d: int
    converted: int | None
    rights: Number

    def row(self) -> Row:
        """As columns, with all of it together; where the price is zero nothing follows for Series D (A44)."""
        fully = None if self.converted is None else self.common + self.converted + self.rights
        return (self.common, self.series_d, self.converted, *number(self.rights), *number(fully))


NOBODY = Part(0, 0, 0, 0)


@dataclass(slots=True)
class CapTable(OverTime):
    """Tells the rows of both; `balances` is told each day before, and knows whose shares may be others."""

    balances: Balances = field(kw_only=True)
    totals: list[Row] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    converted: int = 0
    """The sum of what Series D stands for, of those of whom that is known."""
    rights: dict[str, tuple[str, Number]] = field(default_factory=dict)
    """By right: who has it, and what is outstanding of it in base units."""
    of_holder: dict[str, Number] = field(default_factory=dict)
    """By holder: what is outstanding of all its rights."""
    of_all: Number = 0
    units: Fraction | None = None

    def again_with(self, since: date, balances: Balances) -> "CapTable":
        """One that knows what this one knows, to be told how it goes on beside other balances."""
        other = self.again(since)
        other.parts, other.rights, other.of_holder = self.parts.copy(), self.rights.copy(), self.of_holder.copy()
        other.balances, other.totals = balances, []
        return other

    def happened(self, item: Item, state: State) -> None:  # noqa: ARG002  what it touched says it all
        """Note whose rights are others than they were."""
        for name in state.course.touched & state.rights.keys():
            right = state.rights[name]
            now = right.holder, right.outstanding()
            before = self.rights.get(name, (right.holder, 0))
            if now != before:
                self.rights[name] = now
                for holder, more in ((before[0], -before[1]), now):
                    self.of_holder[holder] = self.of_holder.get(holder, 0) + more
                    self.of_all += more
                    self.touched.add(holder)

    def closes(self, day: date, state: State) -> None:
        """A row for each holder of which anything is other than it was, and one of the totals where one is."""
        if not state.passed:
            return  # somebody asks of a day before the record begins
        touched = self.taken() | self.balances.looked_at
        if state.units is not self.units and state.units != self.units:
            self.units = state.units
            touched |= self.of_holder.keys()
        for name in sorted(touched):
            self._tell(day, state, name)
        self._tell_totals(day, state)

    def _tell(self, day: date, state: State, name: str) -> None:
        before, now = self.parts.get(name, NOBODY), self._part(state, name)
        self.converted += (now.converted or 0) - (before.converted or 0)
        if now != before:
            self.parts[name] = now
            self.put(day, now.row(), name)

    def _part(self, state: State, name: str) -> Part:
        series_d, common, votes = self.balances.balance(name)
        uncapped = state.terms.interpretations.votes == "uncapped"
        converted = votes if uncapped or not series_d or votes is None else as_converted(state, name)
        rights = _now(state, self.of_holder.get(name, 0))
        return Part(common, series_d, converted if series_d else 0, rights)

    def _tell_totals(self, day: date, state: State) -> None:
        is_known = not state.series_d_outstanding or not state.price.is_zero()
        converted = self.converted if is_known else None
        now = Part(state.outstanding, state.series_d_outstanding, converted, _now(state, self.of_all))
        if self.is_new(now) and day >= self.since:
            self.totals.append((self.company, day, *now.row()))


def _now(state: State, shares: Number) -> Number:
    """Shares of base units in the units of now; nearly always they are the same."""
    return shares if state.units is ONE else shares * state.units
