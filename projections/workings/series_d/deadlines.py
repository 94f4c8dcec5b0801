"""Deadlines, told: by when the certificate of a conversion is due (4C), by when notice of an event is mailed (4L)."""

from collections.abc import Iterator
from datetime import date

from ledger.cap_table.state import State
from ledger.clauses.notices import Announced, days_of_notice, kind_of, last_mailing_day
from ledger.events import AnyEntry, SeriesDConverted
from ledger.log.recorded import Recorded
from ledger.working import Closed, DaysAfter, Expression, Greatest, Less, Working
from projections.answers.due.business_days import certificate_due, closed_between, counted_by
from projections.workings.kinds import Kind
from projections.workings.leaves import fact
from projections.workings.terms import TermsTold

_CERTIFICATE = Kind(
    "the last day to deliver the certificate for entry {}",
    "4C",
    "date",
    (),
    "The days begin with the conversion or the surrender of the certificate, whichever is the later. No Saturday and "
    "no Sunday counts, and no day on which the calendar is closed. {}.",
)
_NOTICE = Kind(
    "the last day to mail the notice of entry {}",
    "4L",
    "date",
    ("A53",),
    "They are calendar days, and the day of mailing is not counted.",
)


def deadlines(terms: TermsTold, recorded: Recorded, state: State) -> Iterator[tuple[str, Working]]:
    """The days by which something is to be done because of an entry, under the terms of its moment."""
    entry = recorded.entry
    if isinstance(entry, SeriesDConverted):
        due = certificate_due(entry, terms.terms)
        if due is not None and due < date.max:
            yield "certificate_due", _certificate(terms, recorded, entry, due)
    elif kind_of(entry) is not None:
        days = days_of_notice(entry, state)
        due = last_mailing_day(entry, days)
        if due > date.min:
            yield "notice_mailed_by", _notice(terms.days_of_notice(days), recorded, entry, due)


def _certificate(terms: TermsTold, recorded: Recorded, entry: SeriesDConverted, due: date) -> Working:
    calendar, surrendered = terms.terms.business_calendar, entry.surrendered or entry.effective
    begins = max(entry.effective, surrendered)
    closed = tuple(Closed(*one) for one in closed_between(begins, due, calendar))
    later = Greatest((fact(recorded, "effective"), fact(recorded, "surrendered")))
    formula = DaysAfter(later, terms.term("certificate_delivery_business_days"), closed)
    return _CERTIFICATE._replace(sentence=_CERTIFICATE.sentence.format(counted_by(calendar))).of(
        due, formula, recorded.id
    )


def _notice(days: Expression, recorded: Recorded, entry: AnyEntry, due: date) -> Working:
    on_record = isinstance(entry, Announced) and entry.record_date is not None
    event = fact(recorded, "record_date" if on_record else "effective")
    return _NOTICE.of(due, DaysAfter(event, Less(days)), recorded.id)
