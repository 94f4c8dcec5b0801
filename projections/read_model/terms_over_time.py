"""The rows of `terms`: what the certificate fixes, and the choices made of its readings, over time."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Self

from ledger.cap_table.state import State
from ledger.events import AnyEntry, CertificateAdopted, TermsAmended, write_entry
from ledger.events.terms import Terms
from ledger.log.timeline import Item
from projections.read_model.columns import Row
from projections.read_model.over_time import OverTime
from projections.read_model.values import number

SWITCHES = "interpretations"


@dataclass(slots=True)
class TermsOverTime(OverTime):
    """Tells the rows of `terms`; `set_by` are the entries that set each of them last, and whether each states it."""

    set_by: dict[str, tuple[str, bool]] = field(default_factory=dict)
    terms: Terms | None = None
    changed: bool = False

    def again(self, since: date) -> Self:
        """The same, and one that knows which entry set what."""
        other = OverTime.again(self, since)
        other.set_by = self.set_by.copy()
        return other

    def happened(self, item: Item, state: State) -> None:
        """Note which terms the entry set: the certificate all of them, an amendment or a split of Series D some."""
        adopted = isinstance(item.recorded.entry, CertificateAdopted)
        if state.terms is self.terms and not adopted:
            return
        before = {} if self.terms is None or adopted else dict(_values(self.terms))
        stated = _stated(item.recorded.entry)
        for name, value in _values(state.terms):
            if adopted or (before and before[name] != value):
                self.set_by[name] = item.recorded.id, name in stated
        self.terms, self.changed = state.terms, True

    def closes(self, day: date, state: State) -> None:
        """A row for each term that is not what it was, or was set anew."""
        if not state.passed or not self.changed:
            return
        self.changed = False
        for name, (kind, value) in _values(state.terms):
            values = (kind, *_shown(value), *self.set_by.get(name, (None, False)))
            if self.is_new(values, name):
                self.put(day, values, name)


def _stated(entry: AnyEntry) -> Container[str]:
    """The terms and switches that an entry states, as the log has it: a certificate's, or the one amended."""
    if isinstance(entry, TermsAmended):
        return {entry.term}
    written = write_entry(entry).get("terms", {}) if isinstance(entry, CertificateAdopted) else {}
    return {*written, *written.get(SWITCHES, ())}


def _values(terms: Terms) -> Iterator[tuple[str, tuple[str, object]]]:
    """Each term and each switch by name, with what it is."""
    for name in Terms.model_fields:
        if name != SWITCHES:
            yield name, ("term", getattr(terms, name))
    for name, choice in terms.interpretations.choices().items():
        yield name, ("switch", choice)


def _shown(value: object) -> Row:
    """As text, and a number as a decimal too."""
    if isinstance(value, int | Fraction):
        exact, decimal = number(value)
        return exact or str(value), decimal
    return str(value), None
