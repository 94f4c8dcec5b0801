"""Days after days, up to the last one that a calendar has: 9999-12-31 is its own day after."""

from datetime import date, timedelta

_ONE = timedelta(days=1)


def day_after(day: date) -> date:
    """The next day, where there is one."""
    return day + _ONE if day < date.max else day
