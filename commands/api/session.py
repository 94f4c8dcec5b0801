"""A ledger as it is known at one moment, loaded once and asked many times.

    session = ledger.session()
    session.price(date(2006, 12, 31))
    session.what_if(without=["warrant-1"]).differences
    session.sweep(NextIssue(shares=steps(...), prices=steps(...)), on=date(2006, 12, 31))

Each answer is the one that the ledger itself gives. One pass over the timeline has it, or what the pass noted at the
close of each day, or the replay goes on from the nearest mark. What is recorded meanwhile a session does not see. Any
number of threads may ask it at once: it is never changed, and what it remembers any of them would find likewise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self, cast

from commands.api.data.listed import Listed
from commands.api.given import (
    Amount,
    Day,
    amount,
    check_parts,
    day,
    day_or_none,
    edits_given,
    parity_classes,
    text_or_none,
    today,
    whole_or_none,
)
from commands.api.sweep import swept
from ledger.engine.book import open_book
from ledger.engine.growth import grown
from ledger.engine.one_pass import Stop
from ledger.errors import ArgumentError
from ledger.events import Entry, ParityClass
from ledger.log.recorded import Recorded
from ledger.log.spellings import Spellings
from ledger.names import shown
from ledger.refusals import Flag
from projections.answers.balances import Holders, holders_on
from projections.answers.consents import Consents, consents_on
from projections.answers.dividends import Dividends, Payments, dividends_of
from projections.answers.due.calendar import Calendar, calendar_of, calendar_on
from projections.answers.due.calendar_facts import Gathering
from projections.answers.flags import Flags, flags_of, warned
from projections.answers.history import History, PriceStep, whole_history
from projections.answers.holdings.days import days_of_change
from projections.answers.liquidation import Waterfall, liquidation_rests_on, waterfall_on
from projections.answers.price import Price
from projections.answers.prices import Closing, Prices
from projections.answers.reliance.relied_on import OF_BALANCES, Relying, relied_on
from projections.answers.warnings import standing_on
from projections.audit.audit import Audit, audit_of_record
from projections.audit.notices_sent import SentPrices
from projections.compare.hypothesis import Fields
from projections.compare.sweep import Ground, Sweep
from projections.compare.sweep_grid import Part
from projections.compare.what_if import Base, WhatIf
from projections.documents.notices.standing import Listed as Written
from projections.documents.notices.standing import NoticesStanding, notices_of, notices_standing

_Looking = tuple[Closing, Relying, Payments, Gathering, SentPrices]
"""Who looks on while a log is replayed for a session."""


@dataclass(frozen=True, slots=True)
class Session:
    """Made by `Ledger.session`; `log` is what it knows."""

    log: Sequence[Recorded]
    base: Base
    spellings: Spellings
    prices: Prices
    relying: Relying
    paid: Payments
    due: Gathering
    sent: SentPrices
    stops: Sequence[Stop]
    """From where it can go on when the log has grown."""

    @classmethod
    def of(cls, log: Sequence[Recorded]) -> Self:
        """A session over a log."""
        looking = Closing(), Relying(most=1), Payments(), Gathering(), SentPrices(log=log)
        stops: list[Stop] = []
        book = open_book(log, keep_replays=True, listen=True, observers=looking, stops=stops)
        return cls._with(log, Base(book), Spellings(log), looking, stops)

    @classmethod
    def _with(
        cls, log: Sequence[Recorded], base: Base, spellings: Spellings, looking: _Looking, stops: Sequence[Stop]
    ) -> Self:
        closing, relying, paid, due, sent = looking
        prices = Prices.of(base.book, closing, relying)
        return cls(log, base, spellings, prices, relying, paid, due, sent, stops)

    def grown(self, log: Sequence[Recorded]) -> Self:
        """A session over a log that goes on from this one's: nothing that came before what is new is replayed."""
        new = log[len(self.log) :]
        found = grown(self.base.book, new, self.stops)
        if found is None:
            return self.of(log)
        looking = cast("_Looking", found.observers)
        looking[-1].log = log
        found.run()
        return self._with(log, self.base.grown(found.book), self.spellings.more(new), looking, found.stops)

    def price(self, on: Day | None = None) -> Price:
        """The Conversion Price on a date (today when none is given)."""
        return self.prices.on(day(on), today(), lambda asked: self.base.as_of(asked).state)

    def holders(self, on: Day | None = None) -> Holders:
        """All balances at the close of a day (today when none is given)."""
        on = day(on)
        book, relying = self.base.as_of(on), self.relying.by_the_close_of(on)
        return replace(holders_on(book, on, today()), rests=relied_on(relying, OF_BALANCES, book))

    def days(self) -> list[date]:
        """The days on which something took effect that a cap table shows, in order."""
        return days_of_change(self.base.book.items, self.base.steps(replays=False))

    def history(self, *, replays: bool = True, until: Day | None = None) -> Listed[PriceStep]:
        """Every change of the Conversion Price; with `replays`, the steps of the replay behind each readjustment.

        Up to the close of a day, where one is named: how many came later is said beside it.
        """
        ends, steps = day_or_none(until, "until"), self.base.steps(replays=bool(replays))
        if ends is None:
            return Listed(steps, lambda found: whole_history(self.base.book, self.relying, today(), found))
        book, relying = self.base.as_of(ends), self.relying.by_the_close_of(ends)
        told, later = steps[: len(book.state.course.history)], steps[len(book.state.course.history) :]
        last = later[-1].effective if later else None

        def whole(found: list[PriceStep]) -> History:
            made = whole_history(book, relying, today(), found, ends)
            return replace(made, until=ends, later=len(later), ends=last)

        return Listed(told, whole)

    def dividends(self, on: Day | None = None) -> Dividends:
        """What each dividend up to a day gives each holder of Series D, and what is accrued (2, 3)."""
        on = day(on)
        return dividends_of(self.base.as_of(on), self.paid, self.relying.by_the_close_of(on), on, today())

    def waterfall(
        self, assets: Amount, on: Day | None = None, *, parity: Sequence[ParityClass | Mapping[str, Any]] = ()
    ) -> Waterfall:
        """Who would get what of these assets in a liquidation at the close of a day (3)."""
        on = day(on)
        book, relying = self.base.as_of(on), self.relying.by_the_close_of(on)
        found = waterfall_on(book, on, amount(assets, "assets"), parity_classes(parity), today())
        return replace(found, rests=liquidation_rests_on(relying, book))

    def consents(self, on: Day | None = None, *, action: str | None = None) -> Consents:
        """What the holders of Series D have consented to at the close of a day, and what that allows (4H, 6, 9)."""
        on = day(on)
        return consents_on(self.base.as_of(on), on, text_or_none(action, "action"))

    def flags(self, on: Day | None = None) -> Listed[Flag]:
        """Everything that a reader should know about the record up to a day, as it is known here."""
        on = day(on)
        book = self.base.as_of(on)
        found = [*flags_of(book), *(note.flag for note in standing_on(book.state, on))]
        return Listed(found, lambda flags: Flags(on, list(map(warned, flags))))

    def calendar(self, on: Day | None = None) -> Calendar:
        """What is due, overdue and done at the close of a day."""
        on = day(on)
        if any(item.key.day > on for item in self.base.book.items[-1:]):
            return calendar_on(self.log, on)  # what was gathered goes on past that day
        return calendar_of(self.due.copied(), self.base.as_of(on), on)

    def notices(self, on: Day | None = None, listed: Written | None = None) -> NoticesStanding:
        """How every notice that is asked for stands at the close of a day; `listed` are the letters written.

        Raises `ArgumentError` for what is no day, and for letters that nobody has listed.
        """
        on = day(on)
        if listed is not None and not isinstance(listed, Written):
            raise ArgumentError(f"listed: {shown(listed)} is no list of letters; leave it out, or read one of a folder")
        if any(item.key.day > on for item in self.base.book.items[-1:]):
            return notices_standing(self.log, on, listed)  # as with the calendar
        return notices_of(self.due.copied(), self.sent, self.base.as_of(on), on, listed)

    def audit_of_record(self) -> Audit:
        """What conversions delivered and notices stated, beside what the record now gives."""
        return audit_of_record(self.base.book, self.sent)

    def what_if(
        self,
        on: Day | None = None,
        *,
        without: Sequence[str] = (),
        change: Mapping[str, Fields] | None = None,
        add: Iterable[Entry | Mapping[str, Any]] = (),
        replays: bool = True,
    ) -> WhatIf:
        """What the ledger would answer if it were edited; see `Ledger.what_if`.

        Its `steps` are the whole history; with `replays`, and those of the replay behind each readjustment.
        """
        found = self.base.what_if(edits_given(self.spellings.draft(), without, change, add), day(on))
        return found if replays else replace(found, replays=False)

    def sweep(
        self, *parts: Part, on: Day | None = None, jobs: int | None = None, scheduler: str | None = None
    ) -> Sweep:
        """The price in every scenario of a grid; see `Ledger.sweep`."""
        jobs, scheduler = whole_or_none(jobs, "jobs", 1), text_or_none(scheduler, "scheduler")
        ground = self.ground(*parts, on=on)
        rows = tuple(swept(ground, jobs=jobs, scheduler=scheduler))
        return Sweep(ground.on, ground.axes, ground.actual, rows, ground.notes)

    def ground(self, *parts: Part, on: Day | None = None) -> Ground:
        """What a sweep goes over; its `size` says how many scenarios that are, before any is worked out."""
        check_parts(parts)
        unheard = Base(replace(self.base.book, flags=None))  # its rows are figures: no need to listen for flags in each
        return Ground(self.log, day(on), parts, unheard)
