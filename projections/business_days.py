"""Business days: which days count is a term of the certificate's, since its text does not say (4C)."""

from collections.abc import Container
from datetime import date
from functools import cache
from typing import Literal

from ledger.days import day_after

Calendar = Literal["US", "NYSE"]
_SATURDAY = 5


def add_business_days(day: date, days: int, calendar: Calendar) -> date:
    """The day so many business days after a day, that day itself not counted."""
    while days and day < date.max:
        day = day_after(day)
        days -= is_business_day(day, calendar)
    return day


def is_business_day(day: date, calendar: Calendar) -> bool:
    """Whether a day is no Saturday, no Sunday and no holiday of the calendar."""
    return day.weekday() < _SATURDAY and day not in _holidays(calendar)


@cache
def _holidays(calendar: Calendar) -> Container[date]:
    import holidays  # noqa: PLC0415  only who asks for a deadline waits for it

    if calendar == "NYSE":
        return holidays.financial_holidays("NYSE")
    return holidays.country_holidays("US")
