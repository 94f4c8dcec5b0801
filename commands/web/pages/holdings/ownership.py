"""Who has what part of the whole over time, as a table and drawn."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from commands.web.asked import Dated
from commands.web.asking import Answer
from commands.web.charts.documents import Chart
from commands.web.charts.ownership import ownership_chart
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from projections.render.answers.holders import PARTS

MEASURES = PARTS
"""What the parts can be of."""
_MOST = 24
"""On so many days the whole table is asked for; of more days so many are chosen, evenly."""


_AT_ONCE = 2_000
"""A log of so many entries is gone through while somebody waits."""


class PartsAsked(Dated):
    """What the parts are of."""

    measure: Annotated[
        Literal["common", "as_converted", "fully_diluted", "votes"], Field(description="what the parts are of")
    ] = "as_converted"


def days_of(place: Place) -> Sequence[date]:
    """The days on which something in the cap table changed, as known."""
    loaded = place.source.loaded
    return [] if loaded is None else loaded.at(place.asked.known).session.days()


def _ownership(place: Place) -> Shown:
    """The parts at once where the log is short; of a long one the page loads them behind it."""
    if place.form is None and len(place.known.log if place.known else ()) > _AT_ONCE:
        return Shown("Ownership over time", [_table(place)], _about(place, None))
    return _parts(place)


def _parts(place: Place) -> Shown:
    asked = _asked(place)
    days = days_of(place)
    chosen = _some(days)
    found = [place.ask("holders", ["--replay", f"--on={day}", *place.as_known], form="json") for day in chosen]
    chart = _drawn(place, asked, chosen, found, len(days))
    return Shown("Ownership over time", [_table(place)], _about(place, chart), document=lambda: chart)


def _table(place: Place) -> Answer:
    """The cap table of the day, which the page is about in the forms that have no chart."""
    return place.ask("holders", ["--replay", *place.clocks], form="html" if place.form else "json")


def _about(place: Place, chart: Chart | None) -> dict[str, Any]:
    measure = _asked(place).measure
    return {"chart": chart, "measures": MEASURES, "measure": measure, "title": MEASURES[measure]}


def _asked(place: Place) -> PartsAsked:
    assert isinstance(place.params, PartsAsked)  # noqa: S101  the page asks these
    return place.params


def _drawn(place: Place, asked: PartsAsked, days: Sequence[date], found: Sequence[Answer], of: int) -> Chart:
    points = [(day, one.found) for day, one in zip(days, found, strict=True)]
    return ownership_chart(
        points, lambda at: place.asked.at(days[at]).address("cap-table"), measure=asked.measure, of=of
    )


def _some(days: Sequence[date]) -> Sequence[date]:
    """All days, or of many some that lie evenly between the first and the last."""
    if len(days) <= _MOST:
        return days
    return [days[round(at * (len(days) - 1) / (_MOST - 1))] for at in range(_MOST)]


PAGES = (
    Page("ownership", "Ownership over time", _ownership, PartsAsked, "ownership.html"),
    Page("ownership-parts", "Ownership over time", _parts, PartsAsked, "ownership.html"),
)
