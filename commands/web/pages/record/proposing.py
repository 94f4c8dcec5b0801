"""Entries proposed from a form: nothing is recorded until somebody else approves it."""

from dataclasses import replace
from http import HTTPStatus

from commands.web.pages.page import Gone, Page
from commands.web.pages.record.entered import Entered
from commands.web.pages.record.entering import Entering, again, first_look, looked_at, read, show, shown, write
from commands.web.pages.record.tried import Tried
from commands.web.places import Place, Shown
from commands.web.sent import Sent
from projections.compare.proposals import IsProposed

_A_FURTHER_COMPANY = (
    "A further company cannot be looked at before it is there: begin it by recording its certificate, or propose it "
    "with seriesd record --propose --new-company."
)


def propose(place: Place, sent: Sent) -> Shown | Gone:
    """Propose it, and go on to the proposal; or show the form again, with what there is to look at first."""
    form = read(place, sent)
    if isinstance(form, Shown):
        return form
    if form.new_company:
        return _refused(place, form, _A_FURTHER_COMPANY)
    words = ["--propose", f"--batch={form.batch}"]
    looked = looked_at(place, sent, form)
    waits = first_look(place, looked)
    if waits is not None:
        return waits
    found = write(place, sent, form, words)
    if found.answer is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problem is None else found.problem.status
        return shown(place, _with(looked, found), status)
    made: IsProposed = found.answer.found
    if made.proposed is None:
        return _refused(place, _with(looked, found), "All of it is recorded already; nothing is proposed.")
    return Gone(place.address(f"proposal/{made.proposed.proposal.number}"))


def _with(form: Entered, found: Tried) -> Entered:
    return replace(form, tried=found)


def _refused(place: Place, form: Entered, said: str) -> Shown:
    return shown(place, replace(form, said=said), HTTPStatus.UNPROCESSABLE_ENTITY)


PAGES = (
    Page(
        "propose",
        "Propose",
        show,
        asks=Entering,
        template="record.html",
        takes=propose,
        writes=True,
        again=again,
        begins=True,
        now=True,
    ),
)
