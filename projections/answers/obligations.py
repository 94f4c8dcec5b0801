"""One pass over the timeline that gathers what the deadlines of the certificate are worked out from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ledger.cap_table.state import State
from ledger.clauses.notices import Announced, kind_of
from ledger.events import (
    AccruedDividendsPaid,
    AnyEntry,
    CashDividendPaid,
    CertificateDelivered,
    NoticeSent,
    SeriesDAutoConverted,
    SeriesDConverted,
)
from ledger.events.terms import Terms
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.price.facts import Step
from projections.walk import walk

Holders = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """A conversion, the terms that governed it, and whether Series D was left to the holder."""

    entry: SeriesDConverted | SeriesDAutoConverted
    terms: Terms
    left: bool = False


@dataclass(slots=True)
class Gathered:
    """The facts up to the close of a day; `told` says for each step of the price who held Series D when it was made.

    `events` are those that the first 4L asks notice of, also those of later days, with who is to be told.
    """

    state: State
    conversions: list[Converted] = field(default_factory=list)
    delivered: dict[tuple[str, str], date] = field(default_factory=dict)
    notices: list[NoticeSent] = field(default_factory=list)
    told: list[Holders] = field(default_factory=list)
    events: list[tuple[AnyEntry, Holders]] = field(default_factory=list)
    unpaid: list[tuple[CashDividendPaid, Holders]] = field(default_factory=list)
    accruals_paid: list[date] = field(default_factory=list)
    entries: list[AnyEntry] = field(default_factory=list)

    @property
    def steps(self) -> list[tuple[Step, Holders]]:
        """Every change of the price, with who held Series D then."""
        return list(zip(self.state.course.history, self.told, strict=True))


@dataclass(slots=True)
class Gathering:
    """Gathers on the way through a timeline; `record_dates` are those on which the register is to be kept."""

    found: Gathered
    record_dates: set[date]
    registers: dict[date, Holders] = field(default_factory=dict)
    _before: Holders = ()
    _known: tuple[frozenset[str], Holders] = (frozenset(), ())

    def happens(self, item: Item, state: State) -> None:
        """An entry is about to happen."""
        self._note_who_is_told()
        self._before = self._holders(state)
        _take(self.found, item, self._before, self.registers)

    def closes(self, day: date, state: State) -> None:
        """A day is over."""
        if day in self.record_dates:
            self.registers[day] = self._holders(state)

    def ends(self, later: Iterable[Item]) -> Gathered:
        """All that was gathered; of entries to come, notice may be due already."""
        self._note_who_is_told()
        now = self._holders(self.found.state)
        for item in later:
            if kind_of(item.recorded.entry) is not None:
                self.found.events.append((item.recorded.entry, self.registers.get(record_date_of(item), now)))
        return self.found

    def _holders(self, state: State) -> Holders:
        # nearly every entry leaves the register of Series D alone, and sorting it each time would show
        if state.series_d.keys() != self._known[0]:
            self._known = frozenset(state.series_d), tuple(sorted(state.series_d))
        return self._known[1]

    def _note_who_is_told(self) -> None:
        """The entry just passed made, or by joining its moment unmade, steps of the price."""
        told, made = self.found.told, len(self.found.state.course.history)
        if len(told) != made:
            del told[made:]
            told.extend([self._before] * (made - len(told)))


def gather(log: Iterable[Recorded], on: date) -> Gathered:
    """Go through the timeline once, up to the close of a day."""
    way = walk(log, on)
    items = way.replay.items
    days = record_dates(items)
    gathering = Gathering(Gathered(way.state), days)
    for stop in way.stopping_at(days):
        if isinstance(stop, date):
            gathering.closes(stop, way.state)
        else:
            gathering.happens(stop, way.state)
    return gathering.ends(item for item in items if item.key.day > on)


def record_dates(items: Iterable[Item]) -> set[date]:
    """The record dates that lie before their entries."""
    return {day for item in items if (day := record_date_of(item)) < item.key.day}


def record_date_of(item: Item) -> date:
    """The day whose register counts for an entry."""
    entry = item.recorded.entry
    return (isinstance(entry, Announced) and entry.record_date) or item.key.day


def _take(found: Gathered, item: Item, holders: Holders, registers: dict[date, Holders]) -> None:
    entry, state = item.recorded.entry, found.state
    found.entries.append(entry)
    if kind_of(entry) is not None:
        found.events.append((entry, registers.get(record_date_of(item), holders)))
    match entry:
        case SeriesDConverted():
            converted = item.recorded.delivery.converted if item.recorded.delivery else entry.shares
            left = state.series_d.get(entry.holder, 0) > converted
            found.conversions.append(Converted(entry, state.terms, left))
        case CertificateDelivered():
            found.delivered.setdefault((entry.conversion, entry.kind), entry.effective)
        case NoticeSent():
            found.notices.append(entry)
        case CashDividendPaid(series_d="unpaid"):
            found.unpaid.append((entry, holders))
        case AccruedDividendsPaid():
            found.accruals_paid.append(entry.effective)
        case _:
            pass
    automatic = (one.entry for one in item.automatic)
    found.conversions += [Converted(one, state.terms) for one in automatic if isinstance(one, SeriesDAutoConverted)]
