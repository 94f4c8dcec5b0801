"""Business days: which days count is a term of the certificate's, since its text does not say (4C)."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from ledger.events import SeriesDConverted
from ledger.events.terms import Terms

if TYPE_CHECKING:
    from holidays import HolidayBase

Calendar = Literal["US", "NYSE"]
_SATURDAY = 5


def certificate_due(entry: SeriesDConverted, terms: Terms) -> date | None:
    """The last day for the certificate of a conversion (4C); None while its clock has not started."""
    if entry.surrendered is None:
        return None
    later = max(entry.effective, entry.surrendered)
    return add_business_days(later, terms.certificate_delivery_business_days, terms.business_calendar)


def add_business_days(day: date, days: int, calendar: Calendar) -> date:
    """The day so many business days after a day, that day itself not counted."""
    try:
        return _holidays(calendar).get_nth_working_day(day, days)
    except (OverflowError, ValueError):  # past the last day of the calendar
        return date.max


def closed_between(after: date, until: date, calendar: Calendar) -> list[tuple[date, str]]:
    """The weekdays after a day and up to another that are no business days, each with the holiday that it is."""
    known = _holidays(calendar)
    days = map(date.fromordinal, range(after.toordinal() + 1, until.toordinal() + 1))
    return [(day, known[day]) for day in days if day.weekday() < _SATURDAY and day in known]


@cache
def _holidays(calendar: Calendar) -> "HolidayBase":
    import holidays  # noqa: PLC0415  only who asks for a deadline waits for it

    return holidays.financial_holidays("NYSE") if calendar == "NYSE" else holidays.country_holidays("US")
