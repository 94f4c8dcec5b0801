"""A company's ledger in a store, as it is known now or was at a moment: its log, and the book that replays it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from commands.api.companies import company_asked_about
from commands.api.given import Day, Moment, day_or_none, moment_or_none
from ledger.engine.book import Book, open_book
from ledger.engine.one_pass import Observer
from ledger.log.recorded import ORIGIN, Recorded
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.store.documents import DocumentFolder
from ledger.store.store import Store
from projections.compare.knowledge import known_then

EMPTY_LEDGER = refuses(
    "empty_ledger",
    "",
    "Questions are asked of a ledger in which something is recorded.",
    "Record a journal, or name the ledger with --ledger.",
)


class Known(NamedTuple):
    """What is known of a company, or was at a moment: its log in the order recorded, and the hash of the last entry."""

    company: str
    log: list[Recorded]
    head: str


@dataclass(slots=True)
class Knowing:
    """One company's ledger in a store. With a single company in it, its name need not be given.

    Each question reads the log anew. Where one is asked `at_once`, all is answered from what the first reading found:
    so a command speaks of one moment, whatever others record meanwhile.
    """

    store: Store
    company: str | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    at_once: bool = False
    folder: Path | None = None
    """Where the documents are that are attached to entries; nobody said where, if None."""
    _found: Known | None = field(default=None, init=False)

    def known(self, *, as_known: Moment | None = None) -> Known:
        """All that is recorded, or all that had been recorded at a moment.

        Raises `Refusal` when nothing had been recorded by then.
        """
        found = self._found
        if found is None:
            company = self.chosen_company()
            found = Known(company, *self.store.read_whole(company))
            self._found = found if self.at_once else None
        known = moment_or_none(as_known)
        if known is None:
            return found
        log = known_then(found.log, known, found.company)
        head = self.store.hash_at(found.company, log[-1].position) if log else None
        return Known(found.company, log, head or ORIGIN)

    def log(self, *, as_known: Moment | None = None) -> list[Recorded]:
        """The entries, in the order recorded. Raises `Refusal` when nothing had been recorded by that moment."""
        return self.known(as_known=as_known).log

    def chosen_company(self) -> str:
        """The company that is asked about. Raises `Refusal` when it is not there, or not clear."""
        return company_asked_about(self.company, self._known())

    def book(
        self,
        *,
        until: Day | None = None,
        as_known: Moment | None = None,
        keep_replays: bool = False,
        listen: bool = True,
        observers: Sequence[Observer] = (),
    ) -> Book:
        """The log replayed, up to the close of a day if one is given; with its flags where it is to `listen`."""
        log = self.log(as_known=as_known)
        until = day_or_none(until, "until")
        return open_book(log, until=until, keep_replays=keep_replays, listen=listen, observers=observers)

    def standing(self, *, as_known: Moment | None = None) -> list[Recorded]:
        """The entries of the timeline in its order, as voids and corrections leave them."""
        return [item.recorded for item in self.book(as_known=as_known).items]

    @property
    def _kept(self) -> DocumentFolder | None:
        return None if self.folder is None else DocumentFolder(self.folder)

    def _known(self) -> list[str]:
        known = self.store.companies()
        if not known:
            raise Refusal(EMPTY_LEDGER, "the ledger is empty; `seriesd record FILE` records a journal")
        return known
