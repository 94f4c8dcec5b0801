"""The cap table of a day: who holds what, the days on which it changed, and what has become of it since another."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import Field

from commands.web.asked import Dated, OnDay
from commands.web.asking import Answer
from commands.web.pages.holdings.ownership import MEASURES, days_of
from commands.web.pages.holdings.turns import A_PAGE, turns
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.errors import ArgumentError


class TableAsked(Dated):
    """Which of the holders, and since which day what changed is told."""

    since: OnDay = None
    part: Annotated[
        str | None, Field(description="the holders from one place in the list to another: 101-200", max_length=40)
    ] = None


def _cap_table(place: Place) -> Shown:
    asked = place.params
    assert isinstance(asked, TableAsked)  # noqa: S101  the page asks these
    if place.form is not None:
        since = () if asked.since is None else (f"--since={asked.since}",)
        return Shown("Cap table", [place.ask("holders", [*(since or ("--replay",)), *place.clocks])])
    part = asked.part or f"1-{A_PAGE}"
    table = place.ask("holders", ["--replay", "--by-right", f"--part={part}", *place.clocks])
    said, changed = _changed(place, asked)
    about = {
        "since": asked.since,
        "said": said,
        "changed": changed,
        "measures": MEASURES,
        **_days(place),
        **turns(
            asked.part,
            table.found.holders_in_all or 0,
            lambda part: place.address("cap-table", {"since": asked.since, "part": part}),
        ),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if said else HTTPStatus.OK
    return Shown(f"Cap table on {place.asked.day}", [table, *changed], about, status)


def _changed(place: Place, asked: TableAsked) -> tuple[str, Sequence[Answer]]:
    """What has changed since the day that is asked about, if one is; or why that cannot be said."""
    if asked.since is None:
        return "", []
    words = [f"--since={asked.since}", f"--part=1-{A_PAGE}", f"--on={place.asked.day}", *place.as_known]
    try:
        return "", [place.ask("holders", words)]
    except ArgumentError as error:
        return str(error), []


def _days(place: Place) -> dict[str, Any]:
    """The days on which something changed, and the nearest of them before and after this one."""
    days, day = days_of(place), place.asked.day
    at, after = bisect_left(days, day), bisect_right(days, day)
    return {
        "days": [one.isoformat() for one in days],
        "at": max(0, after - 1),
        "before": _on(place, days[at - 1]) if at else None,
        "after": _on(place, days[after]) if after < len(days) else None,
        "ends": [_on(place, one) for one in (days[0], days[-1])] if days else [],
    }


def _on(place: Place, day: date) -> tuple[str, str]:
    """A day, and the address of this page on it."""
    since = getattr(place.params, "since", None)
    kept = since if since is not None and since <= day else None
    return day.isoformat(), place.asked.at(day).address("cap-table", {"since": kept})


PAGES = (Page("cap-table", "Cap table", _cap_table, TableAsked, "cap_table.html", menu="Cap table", letter="c"),)
