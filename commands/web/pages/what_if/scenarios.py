"""Scenarios: the list of them, what one answers where it stands, two or three side by side."""

from pydantic import Field

from commands.errors import UsageError
from commands.web.asked import Dated
from commands.web.asking import Answer
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from projections.compare.scenario_answers import Standing

FEWEST, MOST = 2, 3
"""So many scenarios stand side by side."""


class Listing(Dated):
    """Whether those that were dropped are listed as well."""

    all: bool = False


class Beside(Dated):
    """The scenarios that are set side by side."""

    name: tuple[str, ...] = Field(default=(), description="two or three scenarios, each by its name")


def _listed(place: Place) -> Shown:
    return listed(place)


def listed(place: Place) -> Shown:
    """The list, with those that can be set side by side."""
    everything = isinstance(place.params, Listing) and place.params.all
    answer = place.ask("scenario", ["list", *(["--all"] if everything else [])])
    return Shown("Scenarios", [answer], {"scenarios": _standings(answer), "everything": everything})


def _standings(answer: Answer) -> list[Standing]:
    return list(answer.found)


def _compared(place: Place) -> Shown:
    names = place.params.name if isinstance(place.params, Beside) else ()
    if not names:
        return listed(place)
    if not FEWEST <= len(names) <= MOST:
        said = "one is chosen" if len(names) == 1 else f"{len(names)} are chosen"
        raise UsageError(f"{said}; two or three scenarios stand side by side")
    answer = place.ask("scenario", ["compare", *place.on, "--", *names])
    about = {"scenarios": _standings(place.ask("scenario", ["list"])), "everything": False, "chosen": names}
    return Shown(", ".join(names), [answer], about)


PAGES = (
    Page("scenarios", "Scenarios", _listed, Listing, "scenarios.html", now=True),
    Page("scenario-compare", "Scenarios side by side", _compared, Beside, "scenarios.html", now=True),
)
