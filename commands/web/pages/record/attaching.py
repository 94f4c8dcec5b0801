"""A document attached to an entry: the file is kept beside the ledger, and what it is is recorded."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, get_args

from commands.api.documents import check_known
from commands.web.asking import option
from commands.web.pages.page import Gone, Page
from commands.web.pages.record.entering import receipt_about
from commands.web.pages.record.given import Files
from commands.web.pages.record.tried import Tried, tried
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent
from ledger.events import Role
from projections.audit.documents import Attachment

_FIELDS: Mapping[str, str] = {
    "role": "--role",
    "note": "--note",
    "source": "--source",
    "keep-until": "--keep-until",
    "hold": "--hold",
    "dated": "--dated",
}
"""The fields of the form, and the option that each is."""

_NONE = "Choose a file to attach."


def _show(place: Place) -> Shown:
    check_known(place.known.log if place.known else [], place.key or "")
    answer = place.ask("describe", ["--", "document_attached"])
    return Shown(_title(place), [answer], _about(Sent(), ""))


def _attach(place: Place, sent: Sent) -> Shown | Gone:
    with sent.in_folder("file") as paths:
        if len(paths) != 1:
            why = f"{len(paths)} files were sent, and one is attached at a time: choose one." if paths else _NONE
            return _again_with(place, sent, why, HTTPStatus.UNPROCESSABLE_ENTITY)
        files = Files(paths, paths[0].parent.parent)
        said = [word for name, named in _FIELDS.items() for word in option(named, sent.one(name).strip() or None)]
        found = tried(lambda: place.ask("attach", [*said, "--", place.key or "", str(paths[0])]), files.plainly)
    if found.answer is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problem is None else found.problem.status
        return _again_with(place, sent, _why(found), status)
    made: Attachment = found.answer.found
    return Gone(receipt_about(place, made.document.document, again=not made.recorded))


def _why(found: Tried) -> str:
    said = [one.sentence for one in found.wrong] or list(found.sentences)
    return said[0] if said else ""


def _again(place: Place, sent: Sent, error: NotAllowedError) -> Shown:
    return _again_with(place, sent, f"{str(error)[:1].upper()}{str(error)[1:]}.", error.status)


def _again_with(place: Place, sent: Sent, said: str, status: int) -> Shown:
    command = [f"seriesd attach {place.key} FILE"]
    return Shown(_title(place), (), _about(sent, said) | {"twins": [], "command": command}, status)


def _about(sent: Sent, said: str) -> dict[str, Any]:
    values = {name: sent.one(name) for name in _FIELDS}
    return {"roles": get_args(Role), "values": values, "said": said}


def _title(place: Place) -> str:
    return f"Attach a document to {place.key}"


PAGES = (
    Page(
        "attach",
        "Attach",
        _show,
        template="attach.html",
        keyed=True,
        takes=_attach,
        writes=True,
        again=_again,
        now=True,
    ),
)
