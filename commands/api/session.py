"""A ledger as it is known at one moment, loaded once and asked many times.

    session = ledger.session()
    session.what_if(without=["warrant-1"]).differences
    session.sweep(NextIssue(shares=steps(...), prices=steps(...)), on=date(2006, 12, 31))

What is recorded meanwhile it does not see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from commands.api.data.listed import Listed
from commands.api.given import Day, check_parts, day, edits_given, text_or_none, whole_or_none
from commands.api.sweep import swept
from ledger.engine.book import open_book
from ledger.events import Entry
from ledger.log.recorded import Recorded
from ledger.log.spellings import Spellings
from projections.answers.balances import Holders, holders_on
from projections.answers.history import PriceStep, history_of, whole_history
from projections.answers.price import Price, price_on
from projections.compare.hypothesis import Fields
from projections.compare.sweep import Ground, Sweep
from projections.compare.sweep_grid import Part
from projections.compare.what_if import Base, WhatIf


@dataclass(frozen=True, slots=True)
class Session:
    """Made by `Ledger.session`; `log` is what it knows."""

    log: Sequence[Recorded]
    base: Base
    spellings: Spellings

    @classmethod
    def of(cls, log: Sequence[Recorded]) -> Self:
        """A session over a log."""
        return cls(log, Base(open_book(log, keep_replays=True, listen=True)), Spellings(log))

    def price(self, on: Day | None = None) -> Price:
        """The Conversion Price on a date (today when none is given)."""
        on = day(on)
        return price_on(self.base.as_of(on), on)

    def holders(self, on: Day | None = None) -> Holders:
        """All balances at the close of a day (today when none is given)."""
        on = day(on)
        return holders_on(self.base.as_of(on), on)

    def history(self) -> Listed[PriceStep]:
        """Every change of the Conversion Price."""
        book = self.base.book
        return Listed(history_of(book), lambda steps: replace(whole_history(book), steps=steps))

    def what_if(
        self,
        on: Day | None = None,
        *,
        without: Sequence[str] = (),
        change: Mapping[str, Fields] | None = None,
        add: Iterable[Entry | Mapping[str, Any]] = (),
    ) -> WhatIf:
        """What the ledger would answer if it were edited; see `Ledger.what_if`."""
        return self.base.what_if(edits_given(self.spellings.draft(), without, change, add), day(on))

    def sweep(
        self, *parts: Part, on: Day | None = None, jobs: int | None = None, scheduler: str | None = None
    ) -> Sweep:
        """The price in every scenario of a grid; see `Ledger.sweep`."""
        check_parts(parts)
        asked, jobs, scheduler = day(on), whole_or_none(jobs, "jobs", 1), text_or_none(scheduler, "scheduler")
        unheard = Base(replace(self.base.book, flags=None))  # its rows are figures: no need to listen for flags in each
        ground = Ground(self.log, asked, parts, unheard)
        rows = tuple(swept(ground, jobs=jobs, scheduler=scheduler))
        return Sweep(asked, ground.axes, ground.actual, rows, ground.notes)
