"""What can be asked of a company's ledger: each question answered from the log, as known now or at a moment.

`commands.api.ledger.Ledger` is this and what records.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from commands.api.audit_trail import receipt, recorder_of, recordings
from commands.api.data.listed import Listed
from commands.api.documents import attached_by, the_folder
from commands.api.given import (
    Amount,
    Day,
    Moment,
    amount,
    day,
    day_or_none,
    each,
    edits_given,
    moment,
    moment_or_none,
    parity_classes,
    reading_or_none,
    text_or_none,
    today,
    whole_or_none,
)
from commands.api.proving.asking import Proving
from ledger.errors import ArgumentError
from ledger.events import Entry, ParityClass
from ledger.log.spellings import Spellings
from ledger.refusals import Flag
from projections.answers.balances import Holders, holders_on
from projections.answers.consents import Consents, consents_on
from projections.answers.dividends import Dividends, dividends_on
from projections.answers.due.calendar import Calendar, calendar_on
from projections.answers.entries import Entries, listed
from projections.answers.flags import Flags, flags_of, warned
from projections.answers.history import PriceStep, history_of, whole_history
from projections.answers.holdings.since import HoldersSince, holders_since
from projections.answers.liquidation import Waterfall, liquidation_rests_on, waterfall_on
from projections.answers.price import Price, price_on
from projections.answers.reliance.relied_on import OF_BALANCES, OF_PRICE, Relying, relied_on
from projections.answers.warnings import standing_on
from projections.audit.audit import Audit, Claim, audit
from projections.audit.recordings import Receipt, Recordings
from projections.compare.hypothesis import Fields
from projections.compare.knowledge import Learned, learned
from projections.compare.readings import Readings, readings_in, readings_on
from projections.compare.what_if import WhatIf, what_if

if TYPE_CHECKING:  # explaining and sweeping are for those who ask for it
    from commands.api.session import Session
    from projections.compare.sweep import Sweep
    from projections.compare.sweep_grid import Part


@dataclass(slots=True)
class Asking(Proving):
    """A company's ledger, to be asked. Each question is answered from the log, as known now or at a moment."""

    def price(self, on: Day | None = None, *, as_known: Moment | None = None) -> Price:
        """The Conversion Price on a date (today when none is given)."""
        on = day(on)
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.price(on)
        relying = Relying(most=1)
        book = self.book(until=on, as_known=as_known, observers=[relying])
        return replace(price_on(book, on, today()), rests=relied_on(relying, OF_PRICE, book))

    def history(
        self, *, until: Day | None = None, as_known: Moment | None = None, replays: bool = True
    ) -> Listed[PriceStep]:
        """Every change of the Conversion Price; with `replays`, the steps of the replay behind each readjustment.

        Up to the close of a day, where one is named.
        """
        if until is not None:
            return self.session(as_known=as_known).history(replays=replays, until=until)
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.history(replays=replays)
        relying = Relying(most=1)
        book = self.book(as_known=as_known, keep_replays=replays, observers=[relying])
        return Listed(history_of(book), lambda steps: whole_history(book, relying, today(), steps))

    def entries(self, *, as_known: Moment | None = None) -> Entries:
        """The record as a list, as the entries take effect: how each stands, and what edited it or what it edits."""
        known = self.known(as_known=as_known)
        return Entries(listed(known.log, recorder=recorder_of(self.store, known.company)))

    def recordings(
        self,
        *,
        since: Day | None = None,
        entry: str | None = None,
        batch: str | None = None,
        as_known: Moment | None = None,
    ) -> Recordings:
        """Who recorded what, when and why: of the whole ledger, of the company where one was named, or of an entry.

        With a `batch` it is the one that has this key; as known at a moment, those that had been made by then. Raises
        `Refusal` where there is no such entry.
        """
        company = None if self.company is None else self.chosen_company()
        return recordings(
            self.store,
            company,
            since=day_or_none(since, "since"),
            entry=text_or_none(entry, "entry"),
            batch=batch,
            as_known=moment_or_none(as_known),
            read=None if self._loaded is None else self._loaded.known,
        )

    def receipt(self, number: int, *, as_known: Moment | None = None) -> Receipt:
        """What was recorded with one recording, by its number, and what that did; see `audit_trail.receipt`."""
        company = None if self.company is None else self.chosen_company()
        found = receipt(self.store, whole_or_none(number, "number", 1) or 0, company, as_known=moment_or_none(as_known))
        if self.folder is None or found.company is None:
            return found
        written = {
            name for part in found.recording.written if part.company == found.company for name in part.entries or ()
        }
        log = self.store.read(found.company) if written else []
        return found._replace(attached=attached_by(log, written, the_folder(self.folder)))

    def history_diff(self, earlier: Moment, later: Moment) -> Learned:
        """What changed in the price history from one state of knowledge to a later one, and which entry did it."""
        return learned(self.log(), moment(earlier, "earlier"), moment(later, "later"))

    def holders(self, on: Day | None = None, *, as_known: Moment | None = None) -> Holders:
        """All balances at the close of a day (today when none is given)."""
        on = day(on)
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.holders(on)
        relying = Relying(most=1)
        book = self.book(until=on, as_known=as_known, observers=[relying])
        return replace(holders_on(book, on, today=today()), rests=relied_on(relying, OF_BALANCES, book))

    def holders_since(self, since: Day, on: Day | None = None, *, as_known: Moment | None = None) -> HoldersSince:
        """What changed in the cap table from the close of one day to that of another (today when none is given).

        Raises `ArgumentError` where the first is not the earlier.
        """
        on, since = day(on), day(since, "since")
        if since > on:
            raise ArgumentError(f"what changed since {since} is asked of a later day, and {on} is an earlier one")
        base = self.session(as_known=as_known).base
        return holders_since(base.as_of(since).state, since, base.as_of(on).state, on)

    def what_if(
        self,
        *,
        without: Sequence[str] = (),
        change: Mapping[str, Fields] | None = None,
        add: Iterable[Entry | Mapping[str, Any]] = (),
        on: Day | None = None,
        as_known: Moment | None = None,
    ) -> WhatIf:
        """What the ledger would answer without some entries, with other values in some, with more of them.

        Values are given by the id of the entry and the dotted name of the field: `{"sale-3": {"consideration.cash":
        20000}}`; None takes the field away. Raises `Refusal` for an edit that is not possible or does not fit, and
        `EntryError` for a value that no such entry can have. Nothing is written.
        """
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.what_if(on, without=without, change=change, add=add)
        log = self.log(as_known=as_known)
        return what_if(log, edits_given(Spellings(log), without, change, add), day(on))

    def readings(
        self,
        on: Day | None = None,
        *,
        of: str | None = None,
        weigh: bool = True,
        as_known: Moment | None = None,
    ) -> Readings:
        """What hangs on each reading on a date (today when none is given), and which readings are relied on.

        For each switch of the terms the figures under its other choice: a what-if, so nothing is written. With `of` it
        is about one reading, or about the one that a switch decides; not to `weigh` leaves the figures out, which need
        a replay for each switch. Raises `ArgumentError` where there is no such reading.
        """
        on, of = day(on), reading_or_none(of)
        session, told = self.loaded(as_known=as_known), self.told(as_known=as_known)
        if session is None or told is None:
            return readings_on(self.log(as_known=as_known), on, of, weigh=weigh)
        return readings_in(replace(session.base.book, flags=None), on, told.invoked(on), of, weigh=weigh)

    def session(self, *, as_known: Moment | None = None) -> "Session":
        """The ledger as it is known now, or was at a moment, loaded once to be asked many times."""
        from commands.api.session import Session

        return self.loaded(as_known=as_known) or Session.of(self.log(as_known=as_known))

    def sweep(
        self,
        *parts: "Part",
        on: Day | None = None,
        jobs: int | None = None,
        scheduler: str | None = None,
        as_known: Moment | None = None,
    ) -> "Sweep":
        """The price in every scenario of a grid (`projections.compare.sweep_grid` has what can be varied).

        Nothing is written. With so many processes, or on the cluster of a Dask scheduler; without either, as many as
        pay. Raises `Refusal` where there is nothing to vary; a scenario that a rule refuses is a row with its refusal.
        """
        return self.session(as_known=as_known).sweep(*parts, on=on, jobs=jobs, scheduler=scheduler)

    def audit(
        self,
        claims: Sequence[Claim],
        *,
        places: int | None = None,
        strict: bool = False,
        as_known: Moment | None = None,
    ) -> Audit:
        """Claimed prices beside the computed ones, and what conversions delivered.

        A claim agrees when it is exact, or as stated: the price to the decimal places that the claim is written with.
        With `strict` only what is exact agrees; with `places` both are rounded to so many first.
        """
        claimed, places = each(claims, Claim, "claims"), whole_or_none(places, "places")
        if not claimed and (session := self.loaded(as_known=as_known)) is not None:
            return replace(session.audit_of_record(), places=places, strict=strict)
        return audit(self.log(as_known=as_known), claimed, places=places, strict=strict)

    def dividends(self, on: Day | None = None, *, as_known: Moment | None = None) -> Dividends:
        """What each dividend up to a day gives each holder of Series D, and what is accrued (2, 3)."""
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.dividends(on)
        return dividends_on(self.log(as_known=as_known), day(on), today())

    def waterfall(
        self,
        assets: Amount,
        on: Day | None = None,
        *,
        parity: Sequence[ParityClass | Mapping[str, Any]] = (),
        as_known: Moment | None = None,
    ) -> Waterfall:
        """Who would get what of these assets in a liquidation at the close of a day (3)."""
        on = day(on)
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.waterfall(assets, on, parity=parity)
        relying = Relying(most=1)
        book = self.book(until=on, as_known=as_known, observers=[relying])
        found = waterfall_on(book, on, amount(assets, "assets"), parity_classes(parity), today())
        return replace(found, rests=liquidation_rests_on(relying, book))

    def calendar(self, on: Day | None = None, *, as_known: Moment | None = None) -> Calendar:
        """What is due, overdue and done at the close of a day."""
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.calendar(on)
        return calendar_on(self.log(as_known=as_known), day(on))

    def consents(self, on: Day | None = None, *, action: str | None = None, as_known: Moment | None = None) -> Consents:
        """What the holders of Series D have consented to at the close of a day, and what that allows (4H, 6, 9)."""
        on = day(on)
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.consents(on, action=action)
        return consents_on(self.book(until=on, as_known=as_known, listen=False), on, text_or_none(action, "action"))

    def flags(self, on: Day | None = None, *, as_known: Moment | None = None) -> Listed[Flag]:
        """Everything that a reader should know about the record up to a day, as it is now known."""
        on = day(on)
        if (session := self.loaded(as_known=as_known)) is not None:
            return session.flags(on)
        book = self.book(until=on, as_known=as_known)
        found = [*flags_of(book), *(note.flag for note in standing_on(book.state, on))]
        return Listed(found, lambda flags: Flags(on, list(map(warned, flags))))
