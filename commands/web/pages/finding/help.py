"""Help: the shortcuts and how they are turned off, what the pages are, topics, and how a head is kept."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from commands.web.asked import Dated
from commands.web.asking import Answer, Source, ask
from commands.web.pages.page import Page
from commands.web.places import Place, Shown

IS_FOR: Mapping[str, str] = {
    "price": "the price on the day, every change of it and why, and what was known of it when",
    "journal": "the entries, narrowed down; what was edited, and how",
    "cap-table": "who holds what on any day",
    "today": "what is due, what disagrees, what should be known, what was recorded last",
    "audit": "a sheet of claims held against the record",
    "letters": "who has been told of what, and the letters themselves",
    "record": "recording an entry or a sheet of them, looked at first",
    "what-if": "what would be if the record were another",
    "readings": "how the certificate is read, and what each reading is worth",
    "certificate": "the clauses, and what each moved",
    "waterfall": "who would get what in a liquidation",
    "proof": "whether the record is what it was, and what shows that to others",
}
"""What each page of the menu is for."""

_BESIDES = {"/": "the search", "?": "this page", "e": "on the price: the exhibit for the file"}


class Topic(Dated):
    """What is to be explained."""

    topic: Annotated[str, Field(description="a verb, an entry type, a reading, or a topic of the overview")] = ""


def _help(place: Place) -> Shown:
    topic = str(getattr(place.params, "topic", "")).strip()
    return Shown("Help", [_answer(place.source, topic)], about_help(topic))


def _answer(source: Source, topic: str) -> Answer:
    return ask(source, "help", ["--", *topic.split()] if topic else [])


def about_help(topic: str = "") -> dict[str, Any]:
    """What the page of the help is made with."""
    from commands.web.pages.all import MENU  # of which this is none

    pages = [(page, IS_FOR.get(page.name, "")) for page in MENU]
    return {"topic": topic, "menu_of": pages, "besides": _BESIDES}


PAGES = (Page("help", "Help", _help, Topic, "help.html"),)
