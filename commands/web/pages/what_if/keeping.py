"""A what-if that is kept as a scenario: saved, carried along as the ledger grows, looked at, promoted, dropped.

Whatever is refused is said on the page that it was sent from, with all that was typed.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus

from commands.web.asking import Answer, option
from commands.web.pages.page import Gone, Page
from commands.web.pages.record.entering import receipt_about
from commands.web.pages.record.tried import Tried, tried
from commands.web.pages.what_if.edits import Edits, Supposed
from commands.web.pages.what_if.supposing import shown, supposed
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent
from commands.web.slugs import slug
from projections.compare.scenario_answers import Promoted


def _save(place: Place, sent: Sent) -> Shown | Gone:
    edits, name = Edits.sent(sent), sent.one("name").strip()
    said = [*option("--note", sent.one("note").strip() or None), *(["--replace"] if sent.one("replace") else [])]
    with edits.asked() as (words, files):
        found = tried(lambda: place.ask("scenario", ["save", *words, *said, "--", name]), files.plainly)
    if found.problem is not None:
        return shown(place, edits, said=" ".join(found.problem.sentences), status=found.problem.status, name=name)
    return Gone(place.address(f"scenario/{slug(name)}"))


def _save_again(place: Place, sent: Sent, error: NotAllowedError) -> Shown:
    return shown(place, Edits.sent(sent), said=str(error), status=error.status, name=sent.one("name"))


def _one(place: Place) -> Shown:
    return _shown(place, Tried())


def _shown(place: Place, done: Tried, status: int = HTTPStatus.OK) -> Shown:
    """What it answers where it stands, and what came of what was sent."""
    answer = place.ask("scenario", ["show", *place.on, "--", place.key or ""])
    said = "" if done.problem is None else " ".join(done.problem.sentences)
    about = {"standing": answer.found.standing, "said": said, "preview": None}
    return Shown(f"Scenario {place.key}", [answer], about, status)


def _acting(action: str) -> Callable[[Place, Sent], Shown | Gone]:
    """What is done with a scenario: afterwards its page says how it stands, or the receipt what was recorded."""

    def acted(place: Place, _: Sent) -> Shown | Gone:
        done = tried(lambda: _ask(place, action))
        if done.answer is None:
            return _shown(place, done, HTTPStatus.OK if done.problem is None else done.problem.status)
        entries = done.answer.found.result.entries if isinstance(done.answer.found, Promoted) else []
        return Gone(
            receipt_about(place, entries[-1]) if entries else place.address(f"scenario/{slug(place.key or '')}")
        )

    return acted


def _ask(place: Place, action: str, words: Sequence[str] = ()) -> Answer:
    return place.ask("scenario", [action, *words, "--", place.key or ""])


def _again(place: Place, _: Sent, error: NotAllowedError) -> Shown:
    found = _one(place)
    return replace(found, about={**found.about, "said": str(error)}, status=error.status)


def _promise(place: Place) -> Shown:
    """What promoting it would record, or why it cannot be."""
    done = tried(lambda: _ask(place, "promote", ["--dry-run"]))
    if done.answer is None:
        return _shown(place, done, HTTPStatus.OK if done.problem is None else done.problem.status)
    answer = place.ask("scenario", ["show", *place.on, "--", place.key or ""])
    about = {"standing": answer.found.standing, "said": "", "preview": done.answer}
    return Shown(f"Promote scenario {place.key}", [done.answer], about)


def _page(action: str, title: str) -> Page:
    template, acted = "scenario.html", _acting(action)
    return Page(action, title, _one, template=template, keyed=True, now=True, takes=acted, writes=True, again=_again)


PAGES = (
    Page(
        "scenario-save",
        "Save a scenario",
        supposed,
        Supposed,
        "what_if.html",
        takes=_save,
        writes=True,
        again=_save_again,
    ),
    Page("scenario", "Scenario", _one, template="scenario.html", keyed=True, now=True),
    replace(_page("rebase", "Rebase a scenario"), name="scenario-rebase"),
    replace(_page("promote", "Promote a scenario"), name="scenario-promote", show=_promise),
    replace(_page("drop", "Drop a scenario"), name="scenario-drop"),
)
