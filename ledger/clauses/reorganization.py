"""Section 4G: a reorganization or merger in which Common is exchanged (A41)."""

from math import floor

from ledger.clauses.splits import restate
from ledger.events import Reorganized
from ledger.price.facts import Restated
from ledger.state import State


def reorganized(state: State, entry: Reorganized) -> None:
    """The price falls to the value that the terms reflect if that is less, then moves like a split: value first."""
    if entry.property is not None:
        state.flag("property_substituted", "4G", f"{state.terms.series} is now to convert into: {entry.property}")
    before = state.units
    restate(state, entry.exchange_ratio, floor, "4G")
    if state.is_protected:
        reflected = None if entry.reflected_value is None else entry.reflected_value * before
        state.course.happen(Restated(state.day, before, entry.id or "", "4G", state.units, reflected))
