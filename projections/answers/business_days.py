"""Business days: which days count is a term of the certificate's, since its text does not say (4C)."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

from ledger.events import SeriesDConverted
from ledger.events.terms import Terms
from ledger.numbers.days import day_after

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
    while days and day < date.max:
        day = day_after(day)
        days -= is_business_day(day, calendar)
    return day


def is_business_day(day: date, calendar: Calendar) -> bool:
    """Whether a day is no Saturday, no Sunday and no holiday of the calendar."""
    return day.weekday() < _SATURDAY and day not in _holidays(calendar)


def closed_between(after: date, until: date, calendar: Calendar) -> list[tuple[date, str]]:
    """The weekdays after a day and up to another that are no business days, each with the holiday that it is."""
    days = map(date.fromordinal, range(after.toordinal() + 1, until.toordinal() + 1))
    known = _holidays(calendar)
    return [(day, known[day]) for day in days if day.weekday() < _SATURDAY and day in known]


@cache
def _holidays(calendar: Calendar) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415  only who asks for a deadline waits for it

    if calendar == "NYSE":
        return holidays.financial_holidays("NYSE")
    return holidays.country_holidays("US")
