"""The tray: what was proposed, what approving it would do now, and the two ways to decide about it."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from commands.web.asking import Answer, option
from commands.web.pages.page import Gone, Page
from commands.web.pages.record.entering import receipt_about
from commands.web.pages.record.meant import seldom_meant, token_of
from commands.web.pages.record.meanwhile import recorded_since
from commands.web.pages.record.tried import tried
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent
from projections.compare.proposals import ProposalTold


@dataclass(frozen=True, slots=True)
class Deciding:
    """The form: the reason as it was typed, how many entries the log had, and why the form is shown again."""

    seen: int
    reason: str = ""
    meant: str = ""
    said: str = ""
    others: tuple[Answer, ...] = ()


def _list(place: Place) -> Shown:
    answer = place.ask("proposals")
    return Shown("Proposals", [answer], {"numbers": [one.proposal.number for one in answer.found.proposals]})


def _one(place: Place) -> Shown:
    answer = _asked(place)
    return Shown(f"Proposal {place.key}", [answer], _about(answer, Deciding(_seen(place))))


def _asked(place: Place) -> Answer:
    return place.ask("proposals", ["--", place.key or ""])


def _seen(place: Place) -> int:
    return len(place.known.log) if place.known else 0


def _decide(place: Place, sent: Sent) -> Shown | Gone:
    seen = sent.one("seen")
    counted = int(seen) if seen.isdecimal() and len(seen) < len("1000000000") else _seen(place)
    form = Deciding(counted, sent.one("reason"), sent.one("meant"))
    return _decline(place, form) if sent.one("do") == "decline" else _approve(place, form)


def _approve(place: Place, form: Deciding) -> Shown | Gone:
    looked = _asked(place)
    one: ProposalTold = looked.found.proposals[0]
    if one.proposal.state == "open":
        others = tuple(recorded_since(place, form.seen))
        if others:
            said = "Others have recorded since this was looked at. This is what they recorded; look at it again."
            return _shown(place, replace(form, others=others, seen=_seen(place), said=said), HTTPStatus.CONFLICT)
        asked_about = _asked_about(looked)
        if asked_about and form.meant != token_of(asked_about):
            said = "Something in it is seldom meant. Look at it, and say that it is meant, or decline it."
            return _shown(place, replace(form, said=said), HTTPStatus.UNPROCESSABLE_ENTITY)
    why = option("--reason", form.reason.strip() or None)
    found = tried(lambda: place.ask("approve", [*why, f"--seen={form.seen}", "--", place.key or ""]))
    if found.answer is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problem is None else found.problem.status
        return _shown(place, replace(form, said=" ".join(found.sentences)), status)
    recorded = found.answer.found.decided.as_proposed.recorded_as or ()
    if not recorded:
        return Gone(place.address(f"proposal/{place.key}"))
    return Gone(receipt_about(place, recorded[0]))


def _decline(place: Place, form: Deciding) -> Shown | Gone:
    if not form.reason.strip():
        said = "Say why it is declined: the reason stands with the proposal."
        return _shown(place, replace(form, said=said), HTTPStatus.UNPROCESSABLE_ENTITY)
    found = tried(lambda: place.ask("decline", [f"--reason={form.reason.strip()}", "--", place.key or ""]))
    if found.answer is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problem is None else found.problem.status
        return _shown(place, replace(form, said=" ".join(found.sentences)), status)
    return Gone(place.address(f"proposal/{place.key}"))


def _again(place: Place, sent: Sent, error: NotAllowedError) -> Shown:
    said = f"{str(error)[:1].upper()}{str(error)[1:]}."
    return _shown(place, Deciding(_seen(place), sent.one("reason"), "", said), error.status)


def _shown(place: Place, form: Deciding, status: int) -> Shown:
    answer = _asked(place)
    return Shown(f"Proposal {place.key}", [answer], _about(answer, form) | {"twins": []}, status)


def _asked_about(answer: Answer) -> list[str]:
    now = answer.found.proposals[0].now
    return seldom_meant(one.flag for one in now.warnings) if now is not None else []


def _about(answer: Answer, form: Deciding) -> dict[str, Any]:
    one: ProposalTold = answer.found.proposals[0]
    asked_about = _asked_about(answer)
    can_be = one.now is not None and one.now.would_refuse is None
    return {
        "form": form,
        "proposal": one.proposal,
        "is_open": one.proposal.state == "open",
        "can_be_recorded": can_be,
        "asked_about": asked_about,
        "token": token_of(asked_about),
        "said": form.said,
    }


PAGES = (
    Page("proposals", "Proposals", _list, template="proposals.html", now=True),
    Page(
        "proposal",
        "Proposal",
        _one,
        template="proposal.html",
        keyed=True,
        now=True,
        takes=_decide,
        writes=True,
        again=_again,
    ),
)
