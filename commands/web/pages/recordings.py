"""The recordings: who recorded what, when and why; and of one, what came of it."""

from typing import Annotated

from pydantic import Field

from commands.web.asked import Dated
from commands.web.asking import Answer, option
from commands.web.ledgers import NotThereError
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.errors import ArgumentError

_MOST = 200
"""So many of the last stand on the page, where not another number is asked for."""


class Last(Dated):
    """How many of them."""

    last: Annotated[int, Field(ge=1, le=100_000, description="only so many, the last ones")] | None = None


def _recordings(place: Place) -> Shown:
    if place.key is not None:
        return Shown(f"Recording {place.key}", [recording(place)], {"more": 0})
    asked = getattr(place.params, "last", None)
    answer = place.ask("recordings", [*option("--last", asked or (None if place.form else _MOST)), *place.as_known])
    left = answer.found.of - len(answer.found.recordings)
    return Shown("Recordings", [answer], {"more": min(answer.found.of, 100_000) if left and asked is None else 0})


def recording(place: Place) -> Answer:
    """The recording that a page is about. Raises `NotThereError` where none with its number was made by then."""
    try:
        return place.ask("recordings", [*place.as_known, "--", place.key or ""])
    except ArgumentError as error:
        raise NotThereError(str(error)) from None


PAGES = (Page("recordings", "Recordings", _recordings, Last, "recordings.html", keyed=True, alone=True),)
