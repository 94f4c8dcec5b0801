"""The notices of the first 4L: of dividends, subscription rights, reorganizations and dissolution, before they happen.

Each is to be mailed so many calendar days before the record is taken, or before the event where it has no record date;
the day of mailing is not counted, and mailing is enough (A53).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from ledger.clauses.notices import Announced, days_of_notice, kind_of, last_mailing_day
from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from ledger.refusals import Flag, Refusal
from ledger.rules import refuses
from projections.answers.dividends import Due, Payments
from projections.answers.due.calendar_facts import Gathering
from projections.answers.history import PriceStep, history_of
from projections.answers.registers import Holdings, TermsInForce
from projections.documents.letter import Envelope, envelope
from projections.documents.notices.automatic import Automatic, automatic
from projections.documents.notices.mailing import chosen, company_of, first_mailed
from projections.documents.notices.not_final import PastTerm, not_final, past_term, provisional_on, unsettled_after
from projections.members import Hidden, Spread, member

NO_EVENT = refuses(
    "no_event",
    "4L",
    "Notice is given of an event that is recorded.",
    "Record the event, whose date may lie ahead, then ask again.",
)


@dataclass(frozen=True, slots=True)
class Announcee:
    """A holder to be told: its Series D on the record date, and what section 2 gives it, None if no dividend."""

    holder: str
    series_d: int
    due: Fraction | None
    notified: date | None


class Adjustment(NamedTuple):
    """An adjustment of the price, by this clause."""

    clause: str
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class EventNotice:
    """What the notice of an event says. `steps` are the adjustments that the event makes, as it is recorded."""

    kind: str
    company: str
    series: str
    event: Hidden[Recorded]
    envelope: Hidden[Envelope]
    """What stands on the letter of the day of mailing."""
    record_date: date
    """The day by whose register it is told of: the record date where one is stated, else that of the event (A7)."""
    takes_place: date
    last_mailing_day: date
    days: Hidden[int]
    holders: tuple[Announcee, ...]
    steps: Hidden[tuple[PriceStep, ...]]
    takes_all: Hidden[bool] = False
    """Whether it takes all of the market value, so that no price follows from the clauses (A36)."""
    record_taken: Hidden[date | None] = None
    """The record date, where the entry states one."""
    converted: Hidden[Mapping[str, Automatic]] = field(default_factory=dict)
    """What it makes convert automatically of each holder (second 4L)."""
    unsettled: Hidden[tuple[Flag, ...]] = ()
    """What makes a price provisional on which figures of the notice rest."""
    past_term: Hidden[tuple[PastTerm, ...]] = ()
    """The rights past their term on the day of the letter whose end would give another such price (A66)."""

    @property
    def provisional(self) -> bool:
        """Whether a figure rests on a price that is not final."""
        return bool(self.unsettled)

    @property
    @member(before="record_date")
    def about(self) -> str:
        """The id of the entry that records the event."""
        return self.event.id

    @property
    @member()
    def adjustments(self) -> list[Adjustment]:
        """The adjustments of the price that it makes."""
        return [Adjustment(one.clause, one.before, one.after) for one in self.steps]


class Mailing(NamedTuple):
    """A notice mailed on a day: whether that is late, and the entries that record it as mailed."""

    notice: Spread[EventNotice]
    late: bool
    entries: list[dict[str, Any]]


def mailing(notice: EventNotice, mailed: date) -> Mailing:
    """The notice as it is mailed on a day."""
    return Mailing(notice, mailed > notice.last_mailing_day, announced_entries(notice, mailed))


def event_notice(
    log: Sequence[Recorded],
    kind: str,
    entry: str | None = None,
    holder: str | None = None,
    mailed: date | None = None,
) -> EventNotice:
    """The notice of an event of this kind, the latest when none is named; mailed on the last day when no other is.

    Raises `Refusal` where there is none of the kind, and for somebody who is not a holder to be told.
    """
    gathering, payments, holdings, terms_on = Gathering(), Payments(), Holdings("series_d"), TermsInForce()
    book = open_book(log, listen=True, observers=[gathering, payments, holdings, terms_on])
    event = _event(book, kind, entry)
    one = event.entry
    told = next(names for told, names in gathering.found.events if told.id == event.id)
    record_taken = one.record_date if isinstance(one, Announced) else None
    record_date = record_taken or one.effective
    terms, _ = terms_on.on(one.effective)
    days = days_of_notice(one, book.state)
    due = next((it.holders for it in payments.dividends if it.entry == event.id), None)
    dated, steps = (
        mailed or last_mailing_day(one, days),
        [step for step in history_of(book) if event.id in step.entries],
    )
    names = chosen(told, holder, f"is no holder of {terms.series} to be told of {event.id}; those are", "4L")
    return EventNotice(
        company=company_of(book),
        series=terms.series,
        kind=kind,
        event=event,
        envelope=envelope(book.items, dated),
        record_date=record_date,
        takes_place=one.effective,
        last_mailing_day=last_mailing_day(one, days),
        days=days,
        holders=_announcees(book, event, holdings.on(record_date), due, names),
        steps=tuple(steps),
        takes_all=book.state.undetermined is not None and book.state.undetermined[0] == event.id,
        record_taken=record_taken,
        converted=automatic(book, lambda item: item.recorded.id == event.id),
        unsettled=tuple(_unsettled(book, steps, None if due is None else record_date)),
        past_term=tuple(_past_term(book, dated)) if steps or due is not None else (),
    )


def _unsettled(book: Book, steps: Sequence[PriceStep], due_by: date | None) -> Iterator[Flag]:
    """What is not final of the prices of its steps, and of the one in effect by which it is due to Series D."""
    found = [] if due_by is None else provisional_on(book, due_by)
    for step in steps:
        found += not_final(unsettled_after(book, step.effective))
    return iter(dict.fromkeys(found))


def _past_term(book: Book, dated: date) -> Iterator[PastTerm]:
    return (one for one in past_term(book, dated) if one.price_if_ended != one.price)


def announced_entries(notice: EventNotice, mailed: date) -> list[dict[str, Any]]:
    """The entries that record that the notice was mailed to all its holders."""
    same = {"type": "notice_sent", "effective": mailed.isoformat(), "kind": notice.kind, "about": notice.event.id}
    return [{**same, "holder": one.holder} for one in notice.holders]


def _event(book: Book, kind: str, entry: str | None) -> Recorded:
    events = [item.recorded for item in book.items if kind_of(item.recorded.entry) == kind]
    if not events:
        raise Refusal(
            NO_EVENT,
            f"nothing is recorded that asks for a notice of kind {kind}; record the event first, "
            "its date may lie ahead",
        )
    if entry is None:
        return events[-1]
    found = next((one for one in events if one.id == entry), None)
    if found is None:
        known = ", ".join(one.id for one in events[-3:])
        raise Refusal(NO_EVENT, f"{entry} asks for no notice of kind {kind}; the latest that do are: {known}")
    return found


def _announcees(
    book: Book, event: Recorded, register: Mapping[str, int], due: Mapping[str, Due] | None, names: Sequence[str]
) -> tuple[Announcee, ...]:
    """Those who are told: by the register of the record date, or by the one that the dividend is due to."""
    mailed = first_mailed(book, lambda one: one.about == event.id)
    held = register if due is None else {name: one.series_d for name, one in due.items()}
    money = {} if due is None else {name: one.due for name, one in due.items()}
    return tuple(Announcee(name, held.get(name, 0), money.get(name), mailed.get(name)) for name in names)
