"""Days that can hardly be meant."""

from collections.abc import Iterator
from datetime import date

from ledger.events import ConvertibleIssued, OptionGranted
from ledger.refusals import Flag
from ledger.rules import flags
from projections.compare.second_look.around import Around

IN_THE_FUTURE = flags(
    "in_the_future",
    "",
    "An entry is a fact, and a fact is of a day that has come.",
    "Check the year; what is only planned is a matter of `what-if --add` or `scenario`.",
)
FAR_PAST = flags(
    "far_past",
    "",
    "What stands twenty years and more before the certificate is part of the opening position, which an "
    "opening_balance sums up; a day so early is more often a year typed wrong.",
    "Check the year of `effective`.",
)
EXPIRES_BEFORE_GRANT = flags(
    "expires_before_grant",
    "4E(3)",
    "A right whose term ends before the day on which it is granted was never one that could be exercised.",
    "Check the year of `expires` or `matures`, and the day of the grant.",
)

_LONG_BEFORE = 20
"""Years. No right of those that are still open runs so long, and typing errors of a year are of tens and hundreds."""


def in_the_future(around: Around) -> Iterator[Flag]:
    """It takes effect after the day on which it is recorded."""
    yield from of_a_day_to_come(around.entry.effective, around.said_of, around.today)


def of_a_day_to_come(day: date, said_of: str, today: date) -> Iterator[Flag]:
    """The same of an entry of this day, which may be an edit of the record."""
    if day > today:
        yield Flag(IN_THE_FUTURE, f"effective: {day} is still to come; is the year right, and is it a fact?", said_of)


def far_past(around: Around) -> Iterator[Flag]:
    """It takes effect long before the certificate."""
    day = around.entry.effective
    if around.adopted is not None and around.adopted.year - day.year > _LONG_BEFORE:
        years = around.adopted.year - day.year
        said = f"effective: {day} is {years:,} years before the certificate of {around.adopted}; is the year right?"
        yield Flag(FAR_PAST, said, around.said_of)


def expires_before_grant(around: Around) -> Iterator[Flag]:
    """The term of a right ends before it begins."""
    entry = around.entry
    if not isinstance(entry, OptionGranted | ConvertibleIssued):
        return
    name = "expires" if isinstance(entry, OptionGranted) else "matures"
    end = entry.expires if isinstance(entry, OptionGranted) else entry.matures
    if end is not None and end < entry.effective:
        said = f"{name}: {end} is before its grant of {entry.effective}; a later day would be expected"
        yield Flag(EXPIRES_BEFORE_GRANT, said, around.said_of)
