"""Business days: which days count is a term of the certificate's, since its text does not say (4C).

The days on which a calendar is closed stand in a table of our own, `closed_days.txt`: a deadline that was told must not
move because a library of holidays was brought up to date. The table was made from one, and a test holds it against it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from ledger.events import SeriesDConverted
from ledger.events.terms import Terms

if TYPE_CHECKING:
    from holidays import HolidayBase

Calendar = Literal["US", "NYSE"]
_SATURDAY = 5

TABLE = "closed_days.txt"
"""Beside this module: in each line a calendar, a weekday on which it is closed, and why."""
FIRST_YEAR, LAST_YEAR = 1970, 2100
"""The years that the table knows. Before and after them the library counts, in whatever version it is installed."""
EDITION = "1"
"""Which edition of the table this is: another one may move a deadline, and then says so by its number."""
MADE_FROM = "holidays 0.109"
"""The library, and its version, that the table was made from."""


def counted_by(calendar: str) -> str:
    """What a deadline in business days is counted by, in words."""
    whose = {"US": "federal holidays of the United States", "NYSE": "days on which the NYSE is closed"}
    return (
        f"Business days are counted by the calendar {calendar} ({whose.get(calendar, calendar)}), a term; its closed "
        f"days for {FIRST_YEAR} to {LAST_YEAR} are those of seriesd's own table, edition {EDITION}, made "
        f"from {MADE_FROM}"
    )


def certificate_due(entry: SeriesDConverted, terms: Terms) -> date | None:
    """The last day for the certificate of a conversion (4C); None while its clock has not started."""
    if entry.surrendered is None:
        return None
    later = max(entry.effective, entry.surrendered)
    return add_business_days(later, terms.certificate_delivery_business_days, terms.business_calendar)


def add_business_days(day: date, days: int, calendar: Calendar) -> date:
    """The day so many business days after a day, that day itself not counted."""
    number, last = day.toordinal(), date.max.toordinal()
    # none is left to count: the day itself, or where that is closed the next that is not
    left = days or (0 if is_open(day, calendar) else 1)
    while left:
        number += 1
        if number > last:  # past the last day of the calendar
            return date.max
        left -= is_open(date.fromordinal(number), calendar)
    return date.fromordinal(number)


def is_open(day: date, calendar: Calendar) -> bool:
    """Whether a day is a business day."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day.weekday() < _SATURDAY and day not in _table()[calendar]
    return _holidays(calendar).is_working_day(day)


def closed_between(after: date, until: date, calendar: Calendar) -> list[tuple[date, str]]:
    """The weekdays after a day and up to another that are no business days, each with the holiday that it is."""
    days = map(date.fromordinal, range(after.toordinal() + 1, until.toordinal() + 1))
    closed = ((day, _closed(day, calendar)) for day in days if day.weekday() < _SATURDAY)
    return [(day, why) for day, why in closed if why is not None]


def _closed(day: date, calendar: Calendar) -> str | None:
    """Why a weekday is no business day; None where it is one."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return _table()[calendar].get(day)
    return _holidays(calendar).get(day)


@cache
def _table() -> Mapping[str, Mapping[date, str]]:
    found: dict[str, dict[date, str]] = {}
    for calendar, day, why in _lines():
        found.setdefault(calendar, {})[date.fromisoformat(day)] = why
    return found


def _lines() -> Iterator[list[str]]:
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    return (line.split(" ", 2) for line in text.splitlines())


@cache
def _holidays(calendar: Calendar) -> "HolidayBase":
    import holidays  # noqa: PLC0415  only who asks for a deadline of another century waits for it

    return holidays.financial_holidays("NYSE") if calendar == "NYSE" else holidays.country_holidays("US")
