"""Who held what on a day that has passed: a fold of the movements, and of what else changes between the days."""

from dataclasses import dataclass, field
from datetime import date

from ledger.cap_table.accruals import SeriesDLot
from ledger.cap_table.acts import Parts
from ledger.cap_table.following import under
from ledger.cap_table.movements import Movement, Stock
from ledger.cap_table.state import State
from ledger.clauses.shares import parts_of
from ledger.engine.one_pass import Observer
from ledger.events import Following
from ledger.events.terms import Terms
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded


@dataclass(slots=True)
class Holdings(Observer):
    """Notes every movement of a stock; any register of it follows from them."""

    stock: Stock
    moved: list[tuple[date, Movement]] = field(default_factory=list)

    def happened(self, item: Item, state: State) -> None:
        """Note what the entry moved; whoever goes by another name now is known by it from the beginning."""
        if isinstance(entry := item.recorded.entry, Following):
            self.moved = [(day, by_name(one, entry)) for day, one in self.moved]
            return
        self.moved += [(item.key.day, one) for one in state.register.moved if one.stock == self.stock]

    def on(self, day: date) -> dict[str, int]:
        """Who held how many at the close of a day, in the units of that day."""
        held: dict[str, int] = {}
        for since, one in self.moved:
            if since > day:
                break
            for name, more in ((one.source, -one.shares), (one.target, one.shares)):
                if isinstance(name, str):
                    held[name] = held.get(name, 0) + more
        return {name: shares for name, shares in held.items() if shares}


@dataclass(slots=True)
class TermsInForce(Observer):
    """Notes the terms, and what of a share with every accrual is converted (A42), at each close that changed one."""

    found: list[tuple[date, Terms, Bounded]] = field(default_factory=list)
    _last: tuple[object, object] = (None, None)

    def closes(self, day: date, state: State) -> None:
        """Note them where they are others than before."""
        accrued = state.accrued
        if self._last[0] is not state.terms or self._last[1] is not accrued:
            self._last = state.terms, accrued
            self.found.append((day, state.terms, state.converting(SeriesDLot(1, accrued))))

    def on(self, day: date) -> tuple[Terms, Bounded]:
        """The terms at the close of a day, and what of a share of Series D is converted (4A, A42)."""
        return next((terms, preference) for since, terms, preference in reversed(self.found) if since <= day)


@dataclass(slots=True)
class Converting(Observer):
    """Notes what of each holder's Series D is converted at the close of each day from the first accrual on (A60)."""

    found: list[tuple[date, dict[str, Parts]]] = field(default_factory=list)

    def happened(self, item: Item, state: State) -> None:  # noqa: ARG002  the register is looked at by the day
        """Whoever goes by another name now is known by it from the beginning."""
        if isinstance(entry := item.recorded.entry, Following):
            names = entry.from_, entry.after
            self.found = [(day, under(parts, *names, lambda one, other: (*one, *other))) for day, parts in self.found]

    def closes(self, day: date, state: State) -> None:
        """Note it; before anything accrued all shares are alike, and nothing is noted."""
        if self.found or state.accrued.high:
            parts = {holder: parts_of(state, held) for holder, held in state.register.lots.items()}
            self.found.append((day, parts))

    def on(self, day: date, holder: str) -> Parts | None:
        """What of a holder's Series D is converted at the close of a day; None where all shares are alike."""
        noted = next((parts for since, parts in reversed(self.found) if since <= day), None)
        return None if noted is None else noted.get(holder)

    def differs(self, day: date) -> bool:
        """Whether not all Series D is alike at the close of a day."""
        noted = next((parts for since, parts in reversed(self.found) if since <= day), {})
        return len({each.exact() for parts in noted.values() for _, each in parts}) > 1


def by_name(one: Movement, entry: Following) -> Movement:
    """A movement by the names that its holders have since an entry."""
    source, target = (entry.after if name == entry.from_ else name for name in (one.source, one.target))
    return one._replace(source=source, target=target)
