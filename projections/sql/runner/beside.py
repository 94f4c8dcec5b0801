"""The snapshots that are missing (`projections.sql.snapshots`), made in the pass that makes the rows.

Of a company whose rows are all there the snapshot is made by itself. One is no part of the tables: it is written in a
transaction of its own, and where none can be written everything goes without them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine

from ledger.store.store import Store, StoreError
from projections.sql.runner.delta import Fresh, Wish, fresh
from projections.sql.runner.standing import NOWHERE
from projections.sql.runner.together import Alone, rows_in_order
from projections.sql.runner.workers import Crew, Task
from projections.sql.snapshots.kept import missing, put, today
from projections.sql.snapshots.made import Said


@dataclass(slots=True)
class Beside:
    """Has the snapshots of some companies made beside their rows, and writes them as they come."""

    engine: Engine
    said: Said
    wanted: set[str]
    """Those of which it is still to be made."""
    on: date = field(default_factory=today)

    def rows_in_order(
        self, store: Store, tasks: Sequence[Task], crew: Crew | None, alone: Alone = fresh, /
    ) -> Iterator[Fresh]:
        """The rows of any number of companies, one by one (`together`); a snapshot is written before its rows are."""
        asked = [one._replace(wish=self._wish()) if one.company in self.wanted else one for one in tasks]
        for made in rows_in_order(store, asked, crew, alone):
            self._keep(made)
            yield made

    def make_the_rest(self, store: Store, crew: Crew | None) -> None:
        """Make those that are still wanted. Raises `CorruptLedgerError` where a log was tampered with."""
        left = [Task(name, NOWHERE, self._wish(alone=True)) for name in sorted(self.wanted)]
        with suppress(StoreError):
            for made in rows_in_order(store, left, crew):
                self._keep(made)

    def _wish(self, *, alone: bool = False) -> Wish:
        return Wish(self.on, self.said, alone)

    def _keep(self, made: Fresh) -> None:
        if made.company not in self.wanted:
            return
        self.wanted.remove(made.company)
        try:
            put(self.engine, made.company, made.snapshot)
        except StoreError:
            self.wanted.clear()


def beside(store: Store, engine: Engine, said: Said, *, anew: bool = False) -> Beside:
    """With the snapshots that are of use and are not there; with `anew` with all of them."""
    try:
        wanted: Iterable[str] = missing(store, engine, anew=anew)
    except StoreError:
        wanted = ()
    return Beside(engine, said, {*wanted})
