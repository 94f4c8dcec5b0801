"""Days and moments: read as they are written, and one after the other up to the last one that a calendar has."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from ledger.names import shown

_ONE = timedelta(days=1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def day_after(day: date) -> date:
    """The next day, where there is one: 9999-12-31 is its own day after."""
    return day + _ONE if day < date.max else day


def written(moment: datetime, timespec: str = "auto") -> str:
    """A moment as it is written everywhere: in UTC, with a Z."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=timespec)}Z"


def told(moment: datetime) -> str:
    """A moment in a sentence: the last of a day, which a date alone stands for, by its name."""
    at = moment.astimezone(UTC)
    return f"the end of {at.date()} UTC" if at.time() == time.max else written(moment)


def read_day(given: object) -> date:
    """A date as it is written, `2006-03-01`. Raises `ValueError`, also for a day that no calendar has."""
    if type(given) is date:
        return given
    if not isinstance(given, str) or _DAY.fullmatch(given) is None:
        raise ValueError(f"{shown(given)} is not a date; write it as year-month-day, like 2006-03-01")
    try:
        return _day_of(given)
    except ValueError:
        raise ValueError(f"{given!r} is not a date: there is no such day") from None


# entries of one day share it, and those of one recording its moment: of a long log that is a good part of its dates
@lru_cache(maxsize=1024)
def _day_of(text: str) -> date:
    return date.fromisoformat(text)


def read_moment(given: str) -> datetime:
    """A moment in UTC, `2006-03-01T12:00:00Z`; of a date its end. Raises `ValueError`."""
    if _DAY.fullmatch(given) is not None:
        return datetime.combine(read_day(given), time.max, UTC)
    try:
        at = datetime.fromisoformat(given)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):  # the first day of the calendar, east of Greenwich, begins before it
        raise ValueError(f"{shown(given)} is not a timestamp; write it like 2006-03-01T12:00:00Z") from None


def read_utc(given: str) -> datetime:
    """A moment that is written in UTC already. Raises `ValueError` where it is not."""
    # what is no text at all is for Python to refuse
    at = _moment_of(given) if type(given) is str else datetime.fromisoformat(given)
    if at.tzinfo is not UTC:
        raise ValueError(f"its moment {given!r} is not in UTC")
    return at


@lru_cache(maxsize=64)
def _moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)
