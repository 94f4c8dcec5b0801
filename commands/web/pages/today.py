"""Today: the price, what is due, the room left, what disagrees, what should be known, what was recorded last."""

from collections.abc import Sequence

from commands.web.asking import Answer
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from projections.render.blocks import Block, Grid

_MOST_DUE = 25
"""So many lines of what is due stand on the page; all of them on one of their own."""
_MOST_SAID = 12
"""So many rows of what disagrees."""
_LAST = 5
"""So many of the last recordings."""


def _today(place: Place) -> Shown:
    price = place.ask("price", ["--replay", *place.clocks])
    due = place.ask("calendar", ["--by-event", *place.clocks])
    room = place.ask("holders", ["--room", *place.clocks])
    differing = place.ask("audit", ["--differing", *place.as_known])
    flags = place.ask("flags", ["--latest", *place.clocks])
    last = place.ask("recordings", [f"--last={_LAST}", *place.as_known])
    about = {
        "price": price,
        "due": _first(due, _MOST_DUE),
        "due_left_out": _left_out(due),
        "room": room,
        "differing": _first(differing, _MOST_SAID),
        "agrees": differing.agrees,
        "flags": flags,
        "last": last,
        "numbers": [one.recording for one in reversed(last.found.recordings)],
    }
    return Shown("Today", [price, due, room, differing, flags, last], about)


def _left_out(answer: Answer) -> int:
    """How many rows the tables of an answer have beyond those that stand on the page."""
    return sum(max(0, len(one.rows) - _MOST_DUE) for one in answer.blocks if isinstance(one, Grid))


def _first(answer: Answer, most: int) -> Sequence[Block]:
    """An answer with the first rows of its tables."""
    return [one._replace(rows=one.rows[:most]) if isinstance(one, Grid) else one for one in answer.blocks]


def _due(place: Place) -> Shown:
    return Shown("What is due", [place.ask("calendar", place.clocks)])


PAGES = (
    Page("today", "Today", _today, template="today.html", menu="Today", letter="t"),
    Page("due", "What is due", _due),
)
