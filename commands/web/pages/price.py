"""The price: what it is on the day, every change of it and why, what was known of it, and the exhibit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import Field

from commands.errors import UsageError
from commands.web.asked import Dated, Known
from commands.web.asking import Answer, option
from commands.web.charts.documents import Chart
from commands.web.charts.price import price_chart
from commands.web.charts.stops import of_moments
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.numbers.days import written
from projections.answers.history import PriceStep
from projections.render.answers.history import head, moved
from projections.render.blocks import Drawing
from projections.render.html import drawn

_A_PAGE = 50
"""So many steps stand on a page; the earlier ones on pages of their own."""
_IN_FULL = 10
"""So many steps are told in full where the price is explained."""
_ON_PAPER = 100
"""So many in an exhibit, where not another number is asked for."""
_MOMENTS = 400
"""Between so many of the last moments of recording one can choose; any other can be typed."""

Steps = Annotated[
    str | None, Field(description="so many of the last steps, or those from one number to another: 12-40")
]


class StepsAsked(Dated):
    """Which steps of the history."""

    steps: Steps = None


class TwoMoments(Dated):
    """Two moments of knowledge, the earlier first."""

    earlier: Known = None
    later: Known = None


def _price(place: Place) -> Shown:
    price = place.ask("price", ["--replay", *place.clocks])
    history = _history(place)
    steps = history.found.steps
    about = {
        "steps": [(str(one.number), " · ".join(head(one)[1:]), moved(one)) for one in steps],
        "still": next((Markup(drawn(one)) for one in history.blocks if isinstance(one, Drawing)), None),  # noqa: S704
        "without_chart": [one for one in history.blocks if not isinstance(one, Drawing)],
        "earlier": _before(steps),
        "later": _after(steps, history.found.steps_in_all),
        **_choice(_moments(place)),
    }
    return Shown("Conversion Price", [price, history], about)


def _steps(place: Place, most: int) -> list[str]:
    """Which steps are told: those asked for, else so many of the last; in another form all of them."""
    asked = getattr(place.params, "steps", None)
    return option("--steps", asked or (None if place.form else most))


def _before(steps: Sequence[PriceStep]) -> str | None:
    """The steps of the page before, as an address asks for them."""
    first = steps[0].number if steps else 1
    return None if first == 1 else f"{max(1, first - _A_PAGE)}-{first - 1}"


def _after(steps: Sequence[PriceStep], in_all: int | None) -> str | None:
    """The steps of the page behind."""
    last = steps[-1].number if steps else 0
    return None if in_all is None or last >= in_all else f"{last + 1}-{min(in_all, last + _A_PAGE)}"


def _history(place: Place) -> Answer:
    """The history up to the close of the day that is asked for, if one is."""
    until = option("--until", place.asked.on)
    return place.ask("history", ["--no-replays", *_steps(place, _A_PAGE), *until, *place.as_known])


def _chart(place: Place) -> Shown:
    history = _history(place)
    return Shown("The Conversion Price drawn", [history], document=lambda: _drawn(place, history))


def _drawn(place: Place, history: Answer) -> Mapping[str, Any]:
    chart: Chart = price_chart(history.found, lambda number: place.address(f"step/{number}"))
    return {**chart, "stops": of_moments(_moments(place))}


def _moments(place: Place) -> list[datetime]:
    """The last moments at which something was recorded, up to the one asked for."""
    known = () if place.known is None else place.known.log
    until = place.asked.known
    return sorted({one.recorded_at for one in known if until is None or one.recorded_at <= until})[-_MOMENTS:]


def _choice(moments: Sequence[datetime]) -> dict[str, Any]:
    """The moments to choose from, and which two stand in the form first."""
    said = [*map(written, moments)]
    return {"moments": said, "first_moment": said[0] if said else "", "last_moment": said[-1] if said else ""}


def _why(place: Place) -> Shown:
    words = [f"--on={place.asked.day}", *option("--steps", getattr(place.params, "steps", None) or _IN_FULL)]
    found = place.ask("explain", [*words, *place.as_known])
    steps = [one.step for one in found.found.steps]
    turns = {"earlier": _before(steps), "later": _after(steps, found.found.steps_in_all)}
    return Shown("Why the price is what it is", [found], turns)


def _step(place: Place) -> Shown:
    return Shown(f"Step {place.key}", [place.ask("explain", [f"--step={place.key}", *place.as_known])])


def _diff(place: Place) -> Shown:
    asked, moments = place.params, _moments(place)
    assert isinstance(asked, TwoMoments)  # noqa: S101  the page asks these
    later = asked.later or place.asked.known or moments[-1]
    earlier = asked.earlier or min([*moments[:1], later])
    if place.asked.known is not None and later > place.asked.known:
        raise UsageError(
            f"this page is as known {written(place.asked.known)}, before {written(later)}; name an earlier one"
        )
    words = ["--diff", written(earlier), written(later)]
    about = _choice(moments) | {"first_moment": written(earlier), "last_moment": written(later)}
    return Shown("What was known of the price", [place.ask("history", words)], about)


def _exhibit(place: Place) -> Shown:
    steps = option("--steps", getattr(place.params, "steps", None) or (_ON_PAPER if place.form else _IN_FULL))
    return Shown(
        f"Exhibit: the Conversion Price on {place.asked.day}",
        [
            place.ask("price", ["--replay", f"--on={place.asked.day}", *place.as_known]),
            place.ask("history", ["--no-replays", f"--until={place.asked.day}", *steps, *place.as_known]),
            place.ask("explain", [f"--on={place.asked.day}", "--quoted", *steps, *place.as_known]),
        ],
        {"steps": getattr(place.params, "steps", None)},
    )


PAGES = (
    Page("price", "Price", _price, StepsAsked, "price.html", menu="Price", letter="p"),
    Page("price-chart", "The Conversion Price drawn", _chart, StepsAsked),
    Page("why", "Why the price is what it is", _why, StepsAsked, "why.html"),
    Page("step", "Step", _step, template="step.html", keyed=True),
    Page("diff", "What was known of the price", _diff, TwoMoments, "diff.html"),
    Page("exhibit", "Exhibit", _exhibit, StepsAsked, "exhibit.html"),
)
