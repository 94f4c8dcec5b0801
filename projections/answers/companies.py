"""The companies of a ledger side by side: how long each log is, when it begins and ends, and how the company stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, NamedTuple

from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.log.moments import known_by
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.figure import Figure
from ledger.store.mapper import head_of
from projections.answers.balances import Holders, holders_of
from projections.answers.price import price_of
from projections.members import Hidden, Name


@dataclass(frozen=True, slots=True)
class CompanySummary:
    """A company at the close of a day. The dates are those on which its first and last entries took effect.

    `price` is the Conversion Price in effect, per share of Common in the units of the day; `position` the place of the
    last entry in the log and `head` its hash. What was recorded later than is asked for counts in none of it.
    """

    name: str
    series: str
    entries: int
    position: int
    head: str
    first: date | None
    last: date | None
    recorded_at: datetime | None
    on: Hidden[date]
    price: Annotated[Figure, Name("in_effect")]
    series_d_outstanding: int
    common_outstanding: int


class Companies(NamedTuple):
    """The companies of a ledger at the close of a day."""

    on: date
    companies: Sequence[CompanySummary]


def summary_of(name: str, log: Sequence[Recorded], on: date, *, as_known: datetime | None = None) -> CompanySummary:
    """A company as its log, or what had been recorded of it at a moment, gives it at the close of a day."""
    known = log if as_known is None else log[: known_by(log, as_known)]
    return summary(name, known, head_of(name, known), open_book(known, until=on).state, on)


@dataclass(slots=True)
class AtClose(Observer):
    """Notes how a company stands at the close of a day, and who holds what, while more of the timeline is to come."""

    name: str
    known: Sequence[Recorded]
    head: str
    on: date
    summary: CompanySummary | None = None
    held: Holders | None = None

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  the day is known
        """The day is to be closed."""
        return (self.on,)

    def closes(self, day: date, state: State) -> None:
        """Note how it stands."""
        if day == self.on:
            self.summary = summary(self.name, self.known, self.head, state, day)
            self.held = holders_of(state, day)


def summary(name: str, known: Sequence[Recorded], head: str, state: State, on: date) -> CompanySummary:
    """A company by its log with this head, and the cap table at the close of a day."""
    days = [one.entry.effective for one in known]
    return CompanySummary(
        name=name,
        entries=len(known),
        position=max((one.position for one in known), default=0),
        head=head,
        first=min(days, default=None),
        last=max(days, default=None),
        recorded_at=known[-1].recorded_at if known else None,
        on=on,
        series=state.terms.series,
        price=price_of(state, on).in_effect,
        series_d_outstanding=state.series_d_outstanding,
        common_outstanding=state.outstanding,
    )
