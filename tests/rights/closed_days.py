"""The table of closed days, made from the library: `python -m tests.rights.closed_days` says what a new table changes.

With `--write` it is written. A day that is in the table already decided deadlines: taking one out, or putting one in
among days that are past, moves deadlines that somebody was told, and belongs in the changelog.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import holidays

from projections.answers.due import business_days

FILE = Path(business_days.__file__).with_name(business_days.TABLE)
_SATURDAY = 5


def lines() -> Iterator[str]:
    """The weekdays of both calendars that are no business days, as the installed library has them."""
    years = range(business_days.FIRST_YEAR, business_days.LAST_YEAR + 1)
    found = {
        "NYSE": holidays.financial_holidays("NYSE", years=years),
        "US": holidays.country_holidays("US", years=years),
    }
    for name, days in found.items():
        yield from (
            f"{name} {day} {days[day]}" for day in sorted(days) if day.weekday() < _SATURDAY and day.year in years
        )


def differences() -> list[str]:
    """What the library has and the table has not, and the other way round."""
    ours, theirs = set(FILE.read_text(encoding="utf-8").splitlines()), set(lines())
    return sorted([f"+ {one}" for one in theirs - ours] + [f"- {one}" for one in ours - theirs])


if __name__ == "__main__":
    if "--write" in sys.argv:
        FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
    else:
        print("\n".join(differences()) or "the table is as the library has it")
