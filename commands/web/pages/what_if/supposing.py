"""What if: the answers of an edited record beside those of the record, and both courses of the price over one another.

What is supposed stands in the address, so that it can be sent to others; only where it is too long for one is it sent
with the page.
"""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from commands.web.asking import Answer
from commands.web.charts.documents import Chart, Link
from commands.web.charts.overlay import overlay_chart
from commands.web.charts.steps import Course
from commands.web.pages.page import Gone, Page
from commands.web.pages.record.names import names_in
from commands.web.pages.record.sheet import fields
from commands.web.pages.record.tried import Tried, tried
from commands.web.pages.what_if import choosing
from commands.web.pages.what_if.edits import LONGEST, Edits, Supposed
from commands.web.places import Place, Shown
from commands.web.sent import Sent
from projections.answers.history import Part
from projections.compare.what_if import WhatIf
from projections.render.blocks import Drawing
from projections.render.html import drawn

TITLE = "What if"

STEPS = 200
"""So many steps stand in the table and the chart, the last ones; a twin has them all."""


def supposed(place: Place) -> Shown:
    """What is supposed in the address."""
    params = place.params
    return shown(place, Edits.of(params) if isinstance(params, Supposed) else Edits())


def _sent(place: Place, sent: Sent) -> Shown | Gone:
    edits = Edits.sent(sent)
    address = place.address("what-if", edits.query)
    return Gone(address) if len(address) <= LONGEST else replace(shown(place, edits), about=_long(place, edits))


def _long(place: Place, edits: Edits) -> dict[str, Any]:
    """What stands on a page of which no address could be sent: its twins would be of something else."""
    return {**shown(place, edits).about, "twins": []}


def shown(place: Place, edits: Edits, *, said: str = "", status: int = HTTPStatus.OK, name: str = "") -> Shown:
    """The form, and what comes of it; or why nothing does. `said` is why it is shown again."""
    found = ask(place, edits) if edits else Tried()
    answers = [found.answer] if found.answer else []
    if not edits:  # then the record is as it is
        answers = [place.ask("history", place.as_known)]
    if found.problem is not None:
        status = max(found.problem.status, HTTPStatus.UNPROCESSABLE_ENTITY)
    return Shown(TITLE, answers, _about(place, edits, found) | {"said": said, "name": name}, status)


def ask(place: Place, edits: Edits) -> Tried:
    """What the verb answers."""
    with edits.asked() as (words, files):
        found = tried(lambda: place.ask("what-if", [*words, f"--steps={STEPS}", *place.clocks]), files.plainly)
    if found.answer is None:
        return found
    return replace(found, answer=replace(found.answer, words=[*edits.said, *place.clocks]))


def _about(place: Place, edits: Edits, found: Tried) -> dict[str, Any]:
    return {
        "edits": edits,
        "tried": found,
        "choices": choosing.choices(place, edits),
        "others": choosing.others(place, edits),
        "most": choosing.MOST,
        "now": choosing.now(place, edits.changes),
        "names": {**names_in(place.known), "fields": fields()},
        "chart": None if found.answer is None else _chart(place, found.answer),
        "permalink_to": place.address("what-if", edits.query),
    }


def _chart(place: Place, answer: Answer) -> dict[str, Any]:
    """Both courses, and without a script the drawing of the one that is recorded."""
    history, found = place.ask("history", place.as_known), answer.found
    still = next((Markup(drawn(one)) for one in history.blocks if isinstance(one, Drawing)), None)  # noqa: S704
    return {"document": over_one_another(place, history.found.part(Part(None, STEPS)).steps, found), "still": still}


def over_one_another(place: Place, steps: Sequence[Any], found: WhatIf) -> Chart:
    """The course that is recorded and the one that is supposed; a step that is recorded leads to why it is."""
    courses = [
        Course("as it is", steps, found.actual.in_effect),
        Course("what if", found.told(), found.what_if.in_effect),
    ]
    links: list[Link] = [lambda number: place.address(f"step/{number}"), lambda _: ""]
    return overlay_chart(courses, links, until=place.asked.day)


PAGES = (
    Page("what-if", TITLE, supposed, Supposed, "what_if.html", menu=TITLE, letter="w", takes=_sent),
    *choosing.PAGES,
)
