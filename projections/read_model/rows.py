"""The rows of all reporting tables, made of a log in one walk over its timeline."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, get_args

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book, unopened
from ledger.engine.one_pass import Observer, Pass
from ledger.engine.replay import Replay
from ledger.events import DocumentAttached, EntryCorrected, EntryVoided, Issuing, SeriesDAutoConverted, write_entry
from ledger.events.terms import Interpretations
from ledger.log.documents import attached
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.figure import Figure
from ledger.price.facts import Step
from ledger.refusals import Flag
from ledger.rules import Answer
from projections.answers.dividends import AccrualPaid, DividendDue, Payments
from projections.answers.due.adjustments_told import entries_of
from projections.answers.due.calendar_ahead import Ahead, Period, first_asked
from projections.answers.due.calendar_facts import Gathering
from projections.answers.flags import delivery_flag
from projections.answers.history import parts_of, prices_of
from projections.answers.listing.entry import is_assumed
from projections.answers.reliance.relied_on import Relying
from projections.certificate.readings import switch_of
from projections.read_model import catalogue
from projections.read_model.catalogue import Row, Table
from projections.read_model.holdings import CapTable
from projections.read_model.movements import Movements, rows_of_movements
from projections.read_model.notices_told import days_of, rows_of_notices
from projections.read_model.over_time import Balances, Outstanding, Prices, Rights
from projections.read_model.terms_over_time import TermsOverTime
from projections.read_model.values import Shower, number

Rows = dict[Table, list[Row]]

_ANSWERS = get_args(Answer)
_json = json.JSONEncoder(ensure_ascii=False).encode
"""JSON as a row has it; an encoder costs more to make than to use."""


class Placed(NamedTuple):
    """A flag, and the place and day in the timeline of the entry that it is about."""

    place: int
    day: date
    flag: Flag


def rows_of(company: str, log: Sequence[Recorded], *, since: date = date.min, after: int = 0) -> Rows:
    """The rows of a company in every table, as the log makes them.

    With `since`, of tables with a tail only the rows from that day on; of `entries` only those after a position.
    """
    return rows_and_book(company, log, since=since, after=after)[0]


def rows_and_book(
    company: str,
    log: Sequence[Recorded],
    *observers: Observer,
    since: date = date.min,
    after: int = 0,
) -> tuple[Rows, Book]:
    """The same, with the book that came of the pass; others may look on."""
    one_pass = OfOnePass(company, log, since)
    return one_pass.rows(after, *observers), one_pass.book


class OfOnePass:
    """The rows of a company on their way: its book, still to be gone through, and those who look on and make the rows.

    Who else looks on may ask these, who are told before.
    """

    def __init__(self, company: str, log: Sequence[Recorded], since: date = date.min) -> None:
        self.log = log
        self.book = unopened(log)
        self.book.flags = self._flags = list[Flag]()
        self.making = making(company, since, first_asked(log))

    def rows(self, after: int, *others: Observer) -> Rows:
        """Go through the timeline; of `entries` the rows are those after a position."""
        book, made = self.book, self.making
        Pass(book.replay, [*made.observers, *others], self._flags, book.problems).run()
        return made.rows(book.replay, self._flags, self.log, after)


@dataclass(frozen=True, slots=True)
class Making:
    """All who look on while a timeline is gone through and make the rows of it, from a day on."""

    company: str
    since: date
    over_time: tuple[Prices, Balances, Outstanding, Rights]
    cap_table: CapTable
    terms: TermsOverTime
    movements: Movements
    payments: Payments
    gathering: Gathering
    ahead: Ahead
    relying: Relying

    @property
    def observers(self) -> Sequence[Observer]:
        """They, each before those who ask it."""
        others = self.payments, self.gathering, self.ahead, self.relying
        return (*self.over_time, self.cap_table, self.terms, self.movements, *others)

    def again(self, since: date, first: date) -> "Making":
        """Others who know what these know, without their rows, to be told how it goes on.

        `first` is the first day on which somebody can ask for the calendar; this one has not come to it.
        """
        prices, balances, outstanding, rights = self.over_time
        known = prices.again(since)
        held = replace(balances.again(since), prices=known)
        over_time = (known, held, outstanding.again(since), rights.again(since))
        beside = self.cap_table.again_with(since, held), self.terms.again(since), self.movements.again(since)
        gathering = self.gathering.copied()
        ahead = Ahead(gathering, first)
        others = self.payments.again(), gathering, ahead
        return Making(self.company, since, over_time, *beside, *others, self.relying.copied())

    def rows(self, replay: Replay, flags: Iterable[Flag], log: Sequence[Recorded], after: int) -> Rows:
        """The rows that they made, and those of new entries; `flags` are all that were said of the timeline.

        `log` is all that was recorded; those after a position are new.
        """
        state, shower, company = replay.state, Shower(), self.company
        prices, balances, outstanding, rights = self.over_time
        sent = self.gathering.found.notices
        days = days_of(sent, log, replay.items)
        said = list(_placed(replay.items, flags, state.conversions))
        steps = ((at, step) for at, step in enumerate(state.course.history, start=1) if step.day >= self.since)
        conversions = (one for one in state.conversions if one.day >= self.since)
        paid = (one for one in self.payments.dividends if one.paid_on >= self.since)
        accruals = (one for one in self.payments.accruals if one.on >= self.since)
        return {
            catalogue.ENTRIES: [entry_row(company, one) for one in log[after:]],
            catalogue.PRICE_HISTORY: [_step(company, at, step, shower) for at, step in steps],
            catalogue.CONVERSION_PRICES: prices.rows,
            catalogue.HOLDER_BALANCES: balances.rows,
            catalogue.SHARES_OUTSTANDING: outstanding.rows,
            catalogue.RIGHTS: rights.rows,
            catalogue.TRANSACTIONS: list(rows_of_movements(company, self.movements.found, log)),
            catalogue.CAP_TABLE: self.cap_table.rows,
            catalogue.CAP_TABLE_TOTALS: self.cap_table.totals,
            catalogue.TERMS: self.terms.rows,
            catalogue.CONVERSIONS: [_conversion(company, one, shower) for one in conversions],
            catalogue.DIVIDENDS: [row for one in paid for row in _dividend(company, one)],
            catalogue.ACCRUALS_PAID: [row for one in accruals for row in _accrual(company, one)],
            catalogue.NOTICES: list(rows_of_notices(company, sent, state, days, shower)),
            catalogue.DOCUMENTS: [_document(company, *one) for one in attached(log)],
            catalogue.CALENDAR: _calendar(company, self.ahead.periods(one.flag for one in said)),
            catalogue.FLAGS: list(_flags(company, said, self.since)),
            catalogue.READINGS_RELIED_ON: list(_relied_on(company, self.relying, state.terms.interpretations)),
        }


def making(company: str, since: date, first: date) -> Making:
    """Those who are told of a timeline from its beginning; `first` is the first day on which somebody can ask."""
    prices = Prices(company, since)
    balances = Balances(company, since, prices=prices)
    over_time = (prices, balances, Outstanding(company, since), Rights(company, since))
    beside = CapTable(company, since, balances=balances), TermsOverTime(company, since), Movements(since)
    gathering = Gathering()
    return Making(company, since, over_time, *beside, Payments(), gathering, Ahead(gathering, first), Relying(most=1))


def entry_row(company: str, one: Recorded) -> Row:
    """The row of an entry."""
    entry = one.entry
    return (
        company,
        one.position,
        one.id,
        entry.type,
        entry.effective,
        one.recorded_at,
        entry.entry if isinstance(entry, EntryVoided | EntryCorrected) else None,
        isinstance(entry, SeriesDAutoConverted),
        entry.transaction if isinstance(entry, Issuing) else None,
        entry.note,
        entry.source,
        bool(is_assumed(one)),
        _json(write_entry(entry)),
    )


def _step(company: str, place: int, step: Step, shower: Shower) -> Row:
    (before, after), parts = prices_of(step), parts_of(step)
    return (
        company,
        place,
        step.day,
        step.governs_from,
        step.clause,
        step.entry,
        _json(entries_of(step)),
        *shower.show(before),
        *shower.show(after),
        *(shown for one in parts or (None,) * 3 for shown in number(one)),
    )


def _conversion(company: str, one: Conversion, shower: Shower) -> Row:
    delivery, entitled = one.delivery, entitlement(one)
    return (
        company,
        one.entry,
        one.day,
        one.holder,
        one.register_to or one.holder,
        one.shares,
        delivery.converted,
        entitled,
        delivery.common_shares,
        delivery.common_shares - entitled,
        one.automatic,
        *shower.show(Figure(one.price, 1 / one.units)),
        not one.stated,
    )


def _document(company: str, by: Recorded, document: DocumentAttached) -> Row:
    which = document.name, document.sha256, document.size, document.media_type, document.role
    return (company, by.id, document.entry, *which, by.recorded_at)


def _calendar(company: str, items: Iterable[Period]) -> list[Row]:
    rows: list[Row] = []
    counted: dict[tuple[str, str, str], int] = {}
    for start, end, one in items:
        key = (one.kind, one.about, one.holder or "")
        counted[key] = number_of = counted.get(key, 0) + 1
        rows.append((company, *key, number_of, one.clause, one.due, one.done, one.limit, start, end))
    return rows


def _flags(company: str, said: Iterable[Placed], since: date) -> Iterator[Row]:
    place, item = 0, 0
    counted: dict[str, int] = {}
    for one in said:
        item = item + 1 if one.place == place else 1
        flag, place = one.flag, one.place
        counted[flag.code] = nth = counted.get(flag.code, 0) + 1
        if one.day >= since:
            touched = (about in flag.rule.touches for about in _ANSWERS)
            yield (company, flag.code, nth, one.day, flag.entry or "", place, item, flag.clause, flag.message, *touched)


def _relied_on(company: str, relying: Relying, choices: Interpretations) -> Iterator[Row]:
    made = choices.choices()
    for about in relying.noted:
        for name, since in relying.since(about).items():
            switch = switch_of(name)
            yield (company, about, name, since, switch, None if switch is None else made[switch])


def _placed(items: Sequence[Item], flags: Iterable[Flag], conversions: Iterable[Conversion]) -> Iterator[Placed]:
    """The flags in timeline order: of each entry what was said when it happened, then of what was delivered by it."""
    said: dict[str, list[Flag]] = {}
    for flag in flags:
        said.setdefault(flag.entry or "", []).append(flag)
    for one in conversions:
        differs = delivery_flag(one)
        if differs is not None:
            said.setdefault(one.entry, []).append(differs)
    for place, item in enumerate(items, start=1):
        for name in (item.recorded.id, *(one.id for one in item.automatic)):
            for flag in said.get(name, ()):
                yield Placed(place, item.key.day, flag)


def _dividend(company: str, one: DividendDue) -> Iterator[Row]:
    """The rows of a dividend, one for each holder of Series D."""
    start, end = (company, one.entry), (one.kind, one.record_date, one.paid_on, one.stock, *number(one.per_share))
    for holder, due in one.holders.items():
        yield (*start, holder, *end, one.series_d, due.series_d, due.as_converted, *number(due.due))


def _accrual(company: str, one: AccrualPaid) -> Iterator[Row]:
    """The rows of a payment of what accrued, one for each holder of Series D."""
    for holder, amount in one.holders.items():
        yield (company, one.entry, holder, one.on, *number(one.per_share), *number(amount))
