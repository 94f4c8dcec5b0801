"""One pass over the timeline that gathers what the deadlines of the certificate are worked out from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

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
from ledger.price.facts import Step
from ledger.recorded import Recorded
from ledger.state import State
from ledger.terms import Terms
from ledger.timeline import Item
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


def gather(log: Iterable[Recorded], on: date) -> Gathered:
    """Go through the timeline once, up to the close of a day."""
    way = walk(log, on)
    found = Gathered(way.state)
    items = way.replay.items
    registers: dict[date, Holders] = {}
    before: Holders = ()
    for stop in way.stopping_at(_record_dates(items)):
        _note_who_is_told(found, before)
        if isinstance(stop, date):
            registers[stop] = tuple(sorted(way.state.series_d))
            continue
        before = tuple(sorted(way.state.series_d))
        _take(found, stop, before, registers)
    _note_who_is_told(found, before)
    holders_now = tuple(sorted(way.state.series_d))
    for item in items:
        if item.key.day > on and kind_of(item.recorded.entry) is not None:
            record_date = _record_date(item)
            found.events.append((item.recorded.entry, registers.get(record_date, holders_now)))
    return found


def _record_dates(items: Iterable[Item]) -> set[date]:
    return {day for item in items if (day := _record_date(item)) < item.key.day}


def _record_date(item: Item) -> date:
    entry = item.recorded.entry
    return (isinstance(entry, Announced) and entry.record_date) or item.key.day


def _note_who_is_told(found: Gathered, before: Holders) -> None:
    """The entry just passed made, or by joining its moment unmade, steps of the price."""
    made = len(found.state.course.history)
    found.told = [*found.told[:made], *[before] * (made - len(found.told))]


def _take(found: Gathered, item: Item, holders: Holders, registers: dict[date, Holders]) -> None:
    entry, state = item.recorded.entry, found.state
    found.entries.append(entry)
    if kind_of(entry) is not None:
        found.events.append((entry, registers.get(_record_date(item), holders)))
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
