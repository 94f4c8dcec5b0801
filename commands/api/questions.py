"""What can be asked of a company's ledger: each question answered from the log, as known now or at a moment.

`commands.api.ledger.Ledger` is this and what records.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from commands.api.companies import company_asked_about
from commands.api.documents import the_folder
from ledger.engine.book import Book, open_book
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.engine.one_pass import Observer
from ledger.events import Entry, ParityClass, as_entry
from ledger.log.recorded import ORIGIN, Recorded
from ledger.log.spellings import Spellings
from ledger.refusals import Flag, Refusal
from ledger.rules import refuses
from ledger.store.documents import DocumentFolder
from ledger.store.store import Store
from projections.answers.balances import Holders, holders_on
from projections.answers.consents import Consents, consents_on
from projections.answers.dividends import Dividends, dividends_on
from projections.answers.due.calendar import Calendar, calendar_on
from projections.answers.flags import flags_of
from projections.answers.history import PriceStep, history_of
from projections.answers.liquidation import Waterfall, liquidation_rests_on, waterfall_on
from projections.answers.price import Price, price_on
from projections.answers.reliance.relied_on import OF_BALANCES, OF_PRICE, Relying, relied_on
from projections.answers.warnings import standing_on
from projections.audit.audit import Audit, Claim, audit
from projections.audit.documents import Documents, documents_about, documents_of
from projections.compare.hypothesis import Fields, edits_named
from projections.compare.knowledge import Learned, known_then, learned
from projections.compare.readings import Readings, readings_on
from projections.compare.what_if import WhatIf, what_if

EMPTY_LEDGER = refuses(
    "empty_ledger",
    "",
    "Questions are asked of a ledger in which something is recorded.",
    "Record a journal, or name the ledger with --ledger.",
)

if TYPE_CHECKING:  # explaining and sweeping are for those who ask for it
    from commands.api.session import Session
    from projections.audit.papers import Papers
    from projections.compare.sweep import Sweep
    from projections.compare.sweep_grid import Part
    from projections.explain.balances import Accounts
    from projections.explain.edit import EditExplained
    from projections.explain.steps import Explanation


def today() -> date:
    """The day on which a question without a date is asked."""
    return datetime.now(UTC).date()


class Known(NamedTuple):
    """What is known of a company, or was at a moment: its log in the order recorded, and the hash of the last entry."""

    company: str
    log: list[Recorded]
    head: str


@dataclass(slots=True)
class Asking:
    """One company's ledger in a store, to be asked. With a single company in it, its name need not be given.

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

    def known(self, *, as_known: datetime | None = None) -> Known:
        """All that is recorded, or all that had been recorded at a moment.

        Raises `Refusal` when nothing had been recorded by then.
        """
        found = self._found
        if found is None:
            company = self.chosen_company()
            found = Known(company, *self.store.read_whole(company))
            self._found = found if self.at_once else None
        if as_known is None:
            return found
        log = known_then(found.log, as_known, found.company)
        head = self.store.hash_at(found.company, log[-1].position) if log else None
        return Known(found.company, log, head or ORIGIN)

    def log(self, *, as_known: datetime | None = None) -> list[Recorded]:
        """The entries, in the order recorded. Raises `Refusal` when nothing had been recorded by that moment."""
        return self.known(as_known=as_known).log

    def chosen_company(self) -> str:
        """The company that is asked about. Raises `Refusal` when it is not there, or not clear."""
        return company_asked_about(self.company, self._known())

    def book(
        self,
        *,
        until: date | None = None,
        as_known: datetime | None = None,
        keep_replays: bool = False,
        listen: bool = True,
        observers: Sequence[Observer] = (),
    ) -> Book:
        """The log replayed, up to the close of a day if one is given; with its flags where it is to `listen`."""
        log = self.log(as_known=as_known)
        return open_book(log, until=until, keep_replays=keep_replays, listen=listen, observers=observers)

    def standing(self, *, as_known: datetime | None = None) -> list[Recorded]:
        """The entries of the timeline in its order, as voids and corrections leave them."""
        return [item.recorded for item in self.book(as_known=as_known).items]

    def price(self, on: date | None = None, *, as_known: datetime | None = None) -> Price:
        """The Conversion Price on a date (today when none is given)."""
        on = on or today()
        relying = Relying(most=1)
        book = self.book(until=on, as_known=as_known, observers=[relying])
        return replace(price_on(book, on, today()), rests=relied_on(relying, OF_PRICE, book))

    def history(self, *, as_known: datetime | None = None, replays: bool = True) -> list[PriceStep]:
        """Every change of the Conversion Price; with `replays`, the steps of the replay behind each readjustment."""
        return history_of(self.book(as_known=as_known, keep_replays=replays))

    def history_diff(self, earlier: datetime, later: datetime) -> Learned:
        """What changed in the price history from one state of knowledge to a later one, and which entry did it."""
        return learned(self.log(), earlier, later)

    def holders(self, on: date | None = None, *, as_known: datetime | None = None) -> Holders:
        """All balances at the close of a day (today when none is given)."""
        on = on or today()
        relying = Relying(most=1)
        book = self.book(until=on, as_known=as_known, observers=[relying])
        return replace(holders_on(book, on, today=today()), rests=relied_on(relying, OF_BALANCES, book))

    def what_if(
        self,
        *,
        without: Sequence[str] = (),
        change: Mapping[str, Fields] | None = None,
        add: Iterable[Entry | Mapping[str, Any]] = (),
        on: date | None = None,
        as_known: datetime | None = None,
    ) -> WhatIf:
        """What the ledger would answer without some entries, with other values in some, with more of them.

        Values are given by the id of the entry and the dotted name of the field: `{"sale-3": {"consideration.cash":
        20000}}`; None takes the field away. Raises `Refusal` for an edit that is not possible or does not fit, and
        `EntryError` for a value that no such entry can have. Nothing is written.
        """
        log = self.log(as_known=as_known)
        return what_if(log, edits_named(Spellings(log), without, change or {}, map(as_entry, add)), on or today())

    def readings(self, on: date | None = None, *, as_known: datetime | None = None) -> Readings:
        """What hangs on each reading on a date (today when none is given), and which readings are relied on.

        For each switch of the terms the figures under its other choice: a what-if, so nothing is written.
        """
        return readings_on(self.log(as_known=as_known), on or today())

    def session(self, *, as_known: datetime | None = None) -> "Session":
        """The ledger as it is known now, or was at a moment, loaded once to be asked many times."""
        from commands.api.session import Session

        return Session.of(self.log(as_known=as_known))

    def sweep(
        self,
        *parts: "Part",
        on: date | None = None,
        jobs: int | None = None,
        scheduler: str | None = None,
        as_known: datetime | None = None,
    ) -> "Sweep":
        """The price in every scenario of a grid (`projections.compare.sweep_grid` has what can be varied).

        Nothing is written. With so many processes, or on the cluster of a Dask scheduler; without either, as many as
        pay. Raises `Refusal` where there is nothing to vary; a scenario that a rule refuses is a row with its refusal.
        """
        return self.session(as_known=as_known).sweep(*parts, on=on or today(), jobs=jobs, scheduler=scheduler)

    def explain(
        self,
        on: date | None = None,
        *,
        step: int | None = None,
        entry: str | None = None,
        as_known: datetime | None = None,
    ) -> "Explanation":
        """Why the price is what it is on a date (today when nothing is named), one step, or what one entry did."""
        from projections.audit.papers import papers_of
        from projections.explain.steps import explain

        if on is None and step is None and entry is None:
            on = today()
        log = self.log(as_known=as_known)
        return replace(explain(log, on, step=step, entry=entry, today=today()), papers=papers_of(log, self._kept))

    def explain_edit(self, entry: str, *, as_known: datetime | None = None) -> "EditExplained | None":
        """What a void or a correction did to the record; None where the entry of this name is neither."""
        from projections.audit.papers import papers_of
        from projections.explain.edit import edit_explained

        log = self.log(as_known=as_known)
        found = edit_explained(log, entry)
        return None if found is None else replace(found, papers=papers_of(log, self._kept))

    def explain_balances(
        self, on: date | None = None, *, holder: str | None = None, as_known: datetime | None = None
    ) -> "Accounts":
        """Every balance at the close of a day, or those of one holder, with the entries that made them."""
        from projections.explain.balances import balances_explained

        return balances_explained(self.log(as_known=as_known), on or today(), holder)

    def explain_waterfall(
        self,
        assets: Fraction | int,
        on: date | None = None,
        *,
        parity: Sequence[ParityClass] = (),
        holder: str | None = None,
        as_known: datetime | None = None,
    ) -> "Accounts":
        """What each holder, or one, would get of these assets, with the whole way to it (3)."""
        from projections.explain.balances import waterfall_explained

        return waterfall_explained(self.log(as_known=as_known), on or today(), Fraction(assets), tuple(parity), holder)

    def explain_audit(self, claims: Sequence[Claim], *, as_known: datetime | None = None) -> "Accounts":
        """Every difference that `audit` finds, or none, with the whole way to it."""
        from projections.explain.audit import audit_explained

        return audit_explained(self.log(as_known=as_known), claims)

    def audit(
        self,
        claims: Sequence[Claim],
        *,
        places: int | None = None,
        strict: bool = False,
        as_known: datetime | None = None,
    ) -> Audit:
        """Claimed prices beside the computed ones, and what conversions delivered.

        A claim agrees when it is exact, or as stated: the price to the decimal places that the claim is written with.
        With `strict` only what is exact agrees; with `places` both are rounded to so many first.
        """
        return audit(self.log(as_known=as_known), claims, places=places, strict=strict)

    def dividends(self, on: date | None = None, *, as_known: datetime | None = None) -> Dividends:
        """What each dividend up to a day gives each holder of Series D, and what is accrued (2, 3)."""
        return dividends_on(self.log(as_known=as_known), on or today(), today())

    def waterfall(
        self,
        assets: Fraction | int,
        on: date | None = None,
        *,
        parity: Sequence[ParityClass] = (),
        as_known: datetime | None = None,
    ) -> Waterfall:
        """Who would get what of these assets in a liquidation at the close of a day (3)."""
        on = on or today()
        relying = Relying(most=1)
        book = self.book(until=on, as_known=as_known, observers=[relying])
        found = waterfall_on(book, on, Fraction(assets), tuple(parity), today())
        return replace(found, rests=liquidation_rests_on(relying, book))

    def calendar(self, on: date | None = None, *, as_known: datetime | None = None) -> Calendar:
        """What is due, overdue and done at the close of a day."""
        return calendar_on(self.log(as_known=as_known), on or today())

    def consents(
        self, on: date | None = None, *, action: str | None = None, as_known: datetime | None = None
    ) -> Consents:
        """What the holders of Series D have consented to at the close of a day, and what that allows (4H, 6, 9)."""
        on = on or today()
        return consents_on(self.book(until=on, as_known=as_known, listen=False), on, action)

    def flags(self, on: date | None = None, *, as_known: datetime | None = None) -> list[Flag]:
        """Everything that a reader should know about the record up to a day, as it is now known."""
        book = self.book(until=on or today(), as_known=as_known)
        return [*flags_of(book), *(note.flag for note in standing_on(book.state, on or today()))]

    def documents(self, entry: str | None = None, *, as_known: datetime | None = None) -> Documents:
        """The documents attached to entries, or to one, each with whether it is here, and as it was attached.

        Raises `Refusal` where there is no such entry.
        """
        log = self.log(as_known=as_known)
        return Documents(documents_of(log, self._kept) if entry is None else documents_about(log, entry, self._kept))

    def papers(self, *, as_known: datetime | None = None) -> "Papers":
        """What lies beside explanations and letters: the documents of entries, and the certificate's own words."""
        from projections.audit.papers import papers_of

        return papers_of(self.log(as_known=as_known), self._kept)

    def document(self, document: str) -> bytes:
        """The bytes of a document, by the entry that attached it.

        Raises `Refusal` where there is no such entry, and `DocumentError` where the file is not here, or is not what
        was attached.
        """
        found = [one for one in self.documents(document).documents if one.document == document]
        if not found:
            raise Refusal(UNKNOWN_ENTRY, f"{document} attached no document, or none that still is")
        return the_folder(self.folder).read(found[0].sha256, found[0].size)

    @property
    def _kept(self) -> DocumentFolder | None:
        return None if self.folder is None else DocumentFolder(self.folder)

    def _known(self) -> list[str]:
        known = self.store.companies()
        if not known:
            raise Refusal(EMPTY_LEDGER, "the ledger is empty; `seriesd record FILE` records a journal")
        return known
