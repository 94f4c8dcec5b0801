"""One pass over the timeline that gathers what the deadlines of the certificate are worked out from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, TypeVar, cast

from ledger.cap_table.state import State
from ledger.clauses.conversion import entitlement
from ledger.clauses.notices import Announced, is_common, kind_of
from ledger.engine.one_pass import Observer
from ledger.events import (
    AccruedDividendsPaid,
    AnyEntry,
    CashDividendPaid,
    CertificateDelivered,
    DistributionMade,
    Following,
    NoticeSent,
    SeriesDAutoConverted,
    SeriesDConverted,
)
from ledger.events.terms import Terms
from ledger.log.timeline import Item
from ledger.price.facts import Step
from ledger.sharing import Row

Holders = tuple[str, ...]
H = TypeVar("H", bound=NoticeSent | SeriesDConverted | SeriesDAutoConverted)


@dataclass(frozen=True, slots=True)
class Converted:
    """A conversion, the terms that governed it, whether it gave any Common, and whether Series D was left."""

    entry: SeriesDConverted | SeriesDAutoConverted
    terms: Terms
    gives: bool
    left: bool = False

    @property
    def in_business_days(self) -> bool:
        """Whether a day is set for its certificate: none is for the automatic conversion (A46)."""
        return isinstance(self.entry, SeriesDConverted)


class Sent(NamedTuple):
    """A notice that was mailed, its place in the log, and who held Series D then."""

    entry: NoticeSent
    position: int
    holders: Holders


@dataclass(slots=True)
class Gathered:
    """The facts up to the close of a day; `told` says for each step of the price who held Series D when it was made.

    `events` are those that the first 4L asks notice of, with who is to be told.
    """

    conversions: list[Converted] = field(default_factory=list)
    delivered: dict[tuple[str, str], date] = field(default_factory=dict)
    notices: list[Sent] = field(default_factory=list)
    told: list[Holders] = field(default_factory=list)
    events: list[tuple[AnyEntry, Holders]] = field(default_factory=list)
    unpaid: list[tuple[CashDividendPaid | DistributionMade, Holders]] = field(default_factory=list)
    accruals_paid: list[date] = field(default_factory=list)
    entries: list[AnyEntry] = field(default_factory=list)

    def copied(self) -> "Gathered":
        """The same, to go on by itself."""
        return Gathered(
            self.conversions[:],
            self.delivered.copy(),
            self.notices[:],
            self.told[:],
            self.events[:],
            self.unpaid[:],
            self.accruals_paid[:],
            self.entries[:],
        )

    def follow(self, entry: Following) -> None:
        """Who is to be told or paid goes by another name since, and was told and did under it what it did before."""
        self.conversions = [replace(one, entry=_of(one.entry, entry)) for one in self.conversions]
        self.notices = [Sent(_of(one, entry), at, under_both(all_, entry)) for one, at, all_ in self.notices]
        self.told = [under_both(holders, entry) for holders in self.told]
        self.events = [(one, under_both(holders, entry)) for one, holders in self.events]
        self.unpaid = [(one, under_both(holders, entry)) for one, holders in self.unpaid]


def under_both(holders: Holders, entry: Following) -> Holders:
    """Holders by the names that they have since an entry."""
    if entry.from_ not in holders:
        return holders
    return tuple(sorted({entry.after if one == entry.from_ else one for one in holders}))


def _of(one: H, entry: Following) -> H:
    return cast("H", one.model_copy(update={"holder": entry.after})) if one.holder == entry.from_ else one


@dataclass(slots=True)
class Gathering(Observer):
    """Gathers on the way through a timeline; keeps the register of record dates that lie before their entries."""

    found: Gathered = field(default_factory=Gathered)
    record_dates: set[date] = field(default_factory=set)
    registers: dict[date, Holders] = field(default_factory=dict)
    announced: Sequence[Item] = ()
    """The events of the whole timeline of which the first 4L asks notice."""
    _before: Holders = ()
    _steps: list[Step] = field(default_factory=list)
    """The steps of the price that somebody is told of."""
    _known: tuple[frozenset[str], Holders] = (frozenset(), ())

    def copied(self) -> "Gathering":
        """One that knows what this one knows, to go on by itself."""
        return replace(self, found=self.found.copied(), registers=self.registers.copy(), _steps=self._steps[:])

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  nothing has happened yet
        """The record dates are days on which to look at the register."""
        self.announced = [item for item in items if kind_of(item.recorded.entry) is not None]
        self.record_dates = record_dates(items)
        return self.record_dates

    def happens(self, item: Item, state: State) -> None:  # noqa: ARG002  who is told of it holds Series D now
        """Whoever holds Series D now is told of what the entry does."""
        self._before = self._holders(state)

    def happened(self, item: Item, state: State) -> None:
        """An entry has happened; it made, or by joining its moment unmade, steps of the price."""
        self._follow_steps(state.course.history)
        if isinstance(entry := item.recorded.entry, Following):
            self.registers = {day: under_both(holders, entry) for day, holders in self.registers.items()}
            self.found.follow(entry)
        _take(self.found, item, state, self._before, self.registers)

    def _follow_steps(self, steps: Row[Step]) -> None:
        """Who is told of each step; those of distributions are made again by what comes later on their day (A61)."""
        told, known = self.found.told, self._steps
        if len(known) == len(steps) and (not steps or known[-1] is steps[-1]):
            return  # as after nearly every entry
        again: dict[str, Holders] = {}
        while known and (len(known) > len(steps) or known[-1] is not steps[len(known) - 1]):
            again[known.pop().entry] = told.pop()
        for step in steps[len(known) :]:
            told.append(again.get(step.entry, self._before))
            known.append(step)

    def closes(self, day: date, state: State) -> None:
        """Keep the register of a record date."""
        if day in self.record_dates:
            self.registers[day] = self._holders(state)

    def ahead(self, state: State, on: date) -> list[tuple[AnyEntry, Holders]]:
        """The events of later days, of which notice may be due already, with who would be told as of now."""
        now = self._holders(state)
        later = (item for item in self.announced if item.key.day > on)
        return [(item.recorded.entry, self.registers.get(record_date_of(item), now)) for item in later]

    def _holders(self, state: State) -> Holders:
        # nearly every entry leaves the register of Series D alone, and sorting it each time would show
        if state.series_d.keys() != self._known[0]:
            self._known = frozenset(state.series_d), tuple(sorted(state.series_d))
        return self._known[1]


def record_dates(items: Iterable[Item]) -> set[date]:
    """The record dates that lie before their entries."""
    return {day for item in items if (day := record_date_of(item)) < item.key.day}


def record_date_of(item: Item) -> date:
    """The day whose register counts for an entry."""
    entry = item.recorded.entry
    return (isinstance(entry, Announced) and entry.record_date) or item.key.day


def _take(found: Gathered, item: Item, state: State, holders: Holders, registers: dict[date, Holders]) -> None:
    entry = item.recorded.entry
    found.entries.append(entry)
    if kind_of(entry) is not None:
        found.events.append((entry, registers.get(record_date_of(item), holders)))
    match entry:
        case SeriesDConverted():
            left = state.series_d.get(entry.holder, 0) > 0
            found.conversions.append(Converted(entry, state.terms, _gives(entry, state), left))
        case CertificateDelivered():
            found.delivered.setdefault((entry.conversion, entry.kind), entry.effective)
        case NoticeSent():
            found.notices.append(Sent(entry, item.recorded.position, holders))
        case CashDividendPaid(series_d="unpaid") if is_common(entry.dividend_on or "Common"):
            found.unpaid.append((entry, registers.get(record_date_of(item), holders)))
        case DistributionMade(series_d="unpaid"):
            found.unpaid.append((entry, registers.get(record_date_of(item), holders)))
        case AccruedDividendsPaid(per_share=None):  # in part it leaves the rest due
            found.accruals_paid.append(entry.effective)
        case _:
            pass
    automatic = (one.entry for one in item.automatic)
    found.conversions += [
        Converted(one, state.terms, one.common_shares > 0) for one in automatic if isinstance(one, SeriesDAutoConverted)
    ]


def _gives(entry: SeriesDConverted, state: State) -> bool:
    """Whether a conversion gives any Common, or any was delivered for it: else no certificate is due (A53)."""
    made = state.conversions[-1]
    assert made.entry == entry.id  # noqa: S101  it has just been made
    return made.delivery.common_shares > 0 or entitlement(made) > 0
