"""Days after days, up to the last one that a calendar has (9999-12-31 is its own day after), and moments as text."""

from datetime import UTC, date, datetime, timedelta

_ONE = timedelta(days=1)


def day_after(day: date) -> date:
    """The next day, where there is one."""
    return day + _ONE if day < date.max else day


def written(moment: datetime, timespec: str = "auto") -> str:
    """A moment as it is written everywhere: in UTC, with a Z."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=timespec)}Z"
