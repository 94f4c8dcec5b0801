"""The companies of a ledger side by side: how long each log is, when it begins and ends, and how the company stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from ledger.store.mapper import head_of
from projections.answers.balances import holders_on
from projections.answers.price import price_on
from projections.figures import Figure


@dataclass(frozen=True, slots=True)
class CompanySummary:
    """A company at the close of a day. The dates are those on which its first and last entries took effect.

    `price` is the Conversion Price in effect, per share of Common in the units of the day; `position` the place of the
    last entry in the log and `head` its hash. What was recorded later than is asked for counts in none of it.
    """

    name: str
    entries: int
    position: int
    head: str
    first: date | None
    last: date | None
    recorded_at: datetime | None
    on: date
    series: str
    price: Figure
    series_d_outstanding: int
    common_outstanding: int


def summary_of(name: str, log: Sequence[Recorded], on: date, *, as_known: datetime | None = None) -> CompanySummary:
    """A company as its log, or what had been recorded of it at a moment, gives it at the close of a day."""
    known = [one for one in log if as_known is None or one.recorded_at <= as_known]
    book = open_book(known, until=on)
    held = holders_on(book, on)
    days = [one.entry.effective for one in known]
    return CompanySummary(
        name=name,
        entries=len(known),
        position=max((one.position for one in known), default=0),
        head=head_of(name, known),
        first=min(days, default=None),
        last=max(days, default=None),
        recorded_at=max((one.recorded_at for one in known), default=None),
        on=on,
        series=book.state.terms.series,
        price=price_on(book, on).in_effect,
        series_d_outstanding=held.series_d_outstanding,
        common_outstanding=held.common_outstanding,
    )


def companies_json(summaries: Iterable[CompanySummary], on: date) -> dict[str, Any]:
    """The answer of the verb `companies`."""
    return {"on": on.isoformat(), "companies": [_json(one) for one in summaries]}


def _json(one: CompanySummary) -> dict[str, Any]:
    return {
        "name": one.name,
        "series": one.series,
        "entries": one.entries,
        "position": one.position,
        "head": one.head,
        "first": one.first and one.first.isoformat(),
        "last": one.last and one.last.isoformat(),
        "recorded_at": one.recorded_at and one.recorded_at.isoformat(),
        "in_effect": one.price.num(),
        "series_d_outstanding": one.series_d_outstanding,
        "common_outstanding": one.common_outstanding,
    }
