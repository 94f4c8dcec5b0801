"""Event by holder: what is due, what was written, what was mailed, and what is otherwise since."""

from http import HTTPStatus

from commands.errors import UsageError
from commands.web.pages.letters.lists import as_file, kept, list_of
from commands.web.pages.page import Page
from commands.web.pages.record.tried import Tried, tried
from commands.web.places import Place, Shown
from commands.web.sent import Sent
from projections.documents.notices.standing import NoticesStanding

TITLE = "Letters"


def _matrix(place: Place) -> Shown:
    return shown(place)


def shown(place: Place, said: str = "", status: int = HTTPStatus.OK) -> Shown:
    """How all notices stand; `said` is why the list that was sent was not taken."""
    answer = place.ask("notice", ["standing", *place.clocks])
    return Shown(TITLE, [answer], _about(answer.found) | {"said": said}, status)


def _listed(place: Place, sent: Sent) -> Shown:
    """The same, with the letters of a list that were written."""
    try:
        listed = list_of(sent)
    except UsageError as error:
        return shown(place, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    with as_file(listed) as files:
        found = tried(lambda: place.ask("notice", ["standing", *map(str, files.paths), *place.clocks]), files.plainly)
    if found.answer is None:
        return shown(place, why(found), HTTPStatus.UNPROCESSABLE_ENTITY)
    about = _about(found.answer.found) | kept(listed) | {"said": "", "twins": []}
    about["command"] = [f"seriesd notice standing {listed.name}"]
    return Shown(TITLE, [found.answer], about)


def why(found: Tried) -> str:
    """Why there is no answer."""
    return " ".join(
        [*found.sentences, *(f"{one.file}: {one.sentence}" if one.file else one.sentence for one in found.wrong)]
    )


def _about(found: NoticesStanding) -> dict[str, object]:
    states = [one.state for one in found.notices]
    return {"due": len(states) - states.count("mailed") - states.count("mailed_late"), "kept": "", "kept_name": ""}


PAGES = (Page("letters", TITLE, _matrix, template="letters.html", menu=TITLE, letter="l", takes=_listed),)
