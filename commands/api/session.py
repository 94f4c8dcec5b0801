"""A ledger as it is known at one moment, loaded once and asked many times.

    session = ledger.session()
    session.what_if(without=["warrant-1"]).differences
    session.sweep(NextIssue(shares=steps(...), prices=steps(...)), on=date(2006, 12, 31))

What is recorded meanwhile it does not see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from commands.api.sweep import swept
from ledger.engine.book import open_book
from ledger.events import Entry, as_entry
from ledger.log.recorded import Recorded
from ledger.log.spellings import Spellings
from projections.answers.balances import Holders, holders_on
from projections.answers.history import PriceStep, history_of
from projections.answers.price import Price, price_on
from projections.compare.hypothesis import Fields, edits_named
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

    def price(self, on: date) -> Price:
        """The Conversion Price on a date."""
        return price_on(self.base.as_of(on), on)

    def holders(self, on: date) -> Holders:
        """All balances at the close of a day."""
        return holders_on(self.base.as_of(on), on)

    def history(self) -> list[PriceStep]:
        """Every change of the Conversion Price."""
        return history_of(self.base.book)

    def what_if(
        self,
        on: date,
        *,
        without: Sequence[str] = (),
        change: Mapping[str, Fields] | None = None,
        add: Iterable[Entry | Mapping[str, Any]] = (),
    ) -> WhatIf:
        """What the ledger would answer if it were edited; see `Ledger.what_if`."""
        return self.base.what_if(edits_named(self.spellings.draft(), without, change or {}, map(as_entry, add)), on)

    def sweep(self, *parts: Part, on: date, jobs: int | None = None, scheduler: str | None = None) -> Sweep:
        """The price in every scenario of a grid; see `Ledger.sweep`."""
        unheard = Base(replace(self.base.book, flags=None))  # its rows are figures: no need to listen for flags in each
        ground = Ground(self.log, on, parts, unheard)
        rows = tuple(swept(ground, jobs=jobs, scheduler=scheduler))
        return Sweep(on, ground.axes, ground.actual, rows, ground.notes)
