"""The letters that are due: looked through, given out in one file, and recorded as mailed once they were."""

from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from commands.errors import UsageError
from commands.web.asked import Asked
from commands.web.asking import option
from commands.web.pages.letters.lists import as_file, kept, list_of, list_to_mail, to_mail
from commands.web.pages.letters.matrix import why
from commands.web.pages.page import Gone, Handed, Page
from commands.web.pages.record.entered import seen_now
from commands.web.pages.record.entering import receipt_about
from commands.web.pages.record.tried import tried
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent, Upload
from commands.web.slugs import slug
from projections.documents.notices.due import LettersSent
from projections.documents.notices.standing import NoticesStanding
from projections.render.answers.letters import notes
from projections.render.answers.notices import blocks

TITLE = "Letters that are due"
FILE = "letters.zip"
MOST = 200
"""So many letters stand on the page, those that were due first."""
MOST_WORK = 200_000
"""So many letters times entries are written at once: a letter tells its price back to the first entry."""
_FORMS = ("pdf", "docx", "html", "text", "markdown")


def _due(place: Place) -> Shown:
    return _shown(place)


def _shown(
    place: Place, said: str = "", status: int = HTTPStatus.OK, chosen: tuple[list[str], str] = ([], "")
) -> Shown:
    """What is due, with a form to record what was mailed, filled as it was sent. No letter is made for that.

    It is what is due as known now: letters are written, and recorded as mailed, of nothing else.
    """
    answer = place.ask("notice", ["standing", "--all-due", *place.on])
    found: NoticesStanding = answer.found
    some = replace(found, notices=found.notices[:MOST])
    letters = to_mail(some.notices)
    about: dict[str, Any] = {
        "blocks": answer.blocks
        if len(found.notices) <= MOST
        else list(blocks(some, replace(place.asked, known=None).known_in_words)),
        "letters": letters,
        "in_all": len(found.notices),
        "list": list_to_mail(letters, place.asked.day),
        "seen": seen_now(place),
        "formats": _FORMS,
        "said": said,
        "chosen": chosen[0],
        "mailed": chosen[1] or str(place.asked.day),
        "letter_address": _letter_address(place.asked),
    }
    about["permalink"] = ""  # what is due is due now: it has no other state of knowledge
    return Shown(TITLE, [answer], about, status)


def _letter_address(asked: Asked) -> Any:
    return lambda one: asked.address(f"letter/{slug(one.about)}", {"kind": one.kind, "holder": one.holder})


def _packed(place: Place, sent: Sent) -> Handed | Shown:
    """All of them in one file: of the same record and day the same bytes. A long ledger's long letters are bounded."""
    form = sent.one("format", _FORMS[0])
    if form not in _FORMS:
        raise UsageError(f"letters are not written as {form!r}; known are {', '.join(_FORMS)}")
    standing = place.ask("notice", ["standing", "--all-due", *place.on], form="json").found
    due, entries = len(standing.notices), seen_now(place)
    if due * entries > MOST_WORK:
        said = (
            f"{due:,} letters of a ledger of {entries:,} entries are more than are written here at once, which is "
            f"{MOST_WORK // entries:,}; `seriesd notice --all-due -o {FILE}` writes them all"
        )
        return _shown(place, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    words = ["--all-due", f"--output={FILE}", *place.on]
    found = place.ask("notice", words, form=form)
    return Handed(FILE, found.file) if found.file is not None else _shown(place)


def _mailed(place: Place, sent: Sent) -> Shown | Gone:
    """Record those that were chosen as mailed, all in one act or none."""
    day = sent.one("mailed").strip()
    try:
        listed = list_of(sent)
    except UsageError as error:
        return _again_with(place, sent, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    with as_file(listed) as files:
        words = [
            "sent",
            *map(str, files.paths),
            f"--mailed={day}",
            *option("--seen", sent.one("seen") or None),
            *option("--yes", sent.one("looked") == _looked(listed, day)),
        ]
        found = tried(lambda: place.ask("notice", words), files.plainly)
    if found.answer is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problem is None else found.problem.status
        return _again_with(place, sent, why(found), status)
    sent_letters: LettersSent = found.answer.found
    if sent_letters.entries:
        return Gone(receipt_about(place, sent_letters.entries[-1]))
    command = [f"seriesd notice sent {listed.name} --mailed {day}"]
    about: dict[str, Any] = {
        "twins": [],
        "command": command,
        "recorded": found.answer,
        "notes": [],
        "known": (),
        "said": "",
        "looked": "",
    }
    if sent_letters.letters:  # nothing is recorded before it was looked at
        about |= {"notes": list(notes(sent_letters)), "known": _known(place)}
        about |= kept(listed) | {"looked": _looked(listed, day), "seen": sent.one("seen"), "mailed": day}
    return Shown(TITLE, [found.answer], about)


def _known(place: Place) -> frozenset[str]:
    """The entries that are there: those of the notes that are not yet lead nowhere."""
    return frozenset(one.id for one in place.known.log) if place.known else frozenset()


def _looked(listed: Upload, day: str) -> str:
    """What says that this list was looked at, as mailed on this day, and no other."""
    return sha256(b"\0".join([listed.content, day.encode("utf-8", "replace")])).hexdigest()[:24]


def _again(place: Place, sent: Sent, error: NotAllowedError) -> Shown:
    return _again_with(place, sent, str(error), error.status)


def _again_with(place: Place, sent: Sent, said: str, status: int) -> Shown:
    return _shown(place, said, status, (sent.all("letter"), sent.one("mailed")))


PAGES = (
    Page("letters-due", TITLE, _due, template="letters_due.html", now=True),
    Page("letters-zip", "All letters in one file", _due, template="letters_due.html", takes=_packed, now=True),
    Page(
        "letters-mailed", TITLE, _due, template="letters_due.html", now=True, takes=_mailed, writes=True, again=_again
    ),
)
