"""The audit page: what the record itself holds, a sheet of claims beside it, notes, and the working paper."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from commands.errors import UsageError
from commands.web.asking import Answer, each, option
from commands.web.charts.audit import audit_chart
from commands.web.pages.audit import eye
from commands.web.pages.audit.sheet import MOST_CLAIMS, Sheet, as_file, held_in, sheet_in
from commands.web.pages.page import Handed, Page
from commands.web.places import Place, Shown
from commands.web.problems import AskedTooMuchError, Problem, problem_of
from commands.web.sent import Sent
from commands.web.twins import FORMS
from projections.audit.findings import Audit, ClaimFound
from projections.render.answers.audit import audit
from projections.render.marks.marked import tone_of

MOST_NOTED = 300
"""So many claims have a field for a note on the page; in the working paper all have."""

_PAPERS = ("pdf", "xlsx")
_DATA = ("json", "csv")
_TOO_LARGE = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE,)
_MENDABLE = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, *_TOO_LARGE)
_NOTE = "note-"
_TITLE = "Audit"


def _show(place: Place) -> Shown:
    found = place.ask("audit", place.as_known)
    return Shown(_TITLE, [found], _blank() | {"record": found.blocks})


def _takes(place: Place, sent: Sent) -> Shown | Handed:
    try:
        sheet = sheet_in(sent)
    except (UsageError, AskedTooMuchError) as error:
        again = _again(sent, None, error)
        return replace(again, about={**again.about, "held": _held(sent)})
    if sheet is None:
        return _again(sent, None, UsageError("there is no sheet yet: choose a file of claims, or paste them"))
    try:
        return _answered(place, sent, sheet)
    except Exception as error:
        problem = problem_of(error)
        if problem is None or problem.status not in _MENDABLE:
            raise
        return _again(sent, sheet, error, problem)


def _answered(place: Place, sent: Sent, sheet: Sheet) -> Shown | Handed:
    """What the form asks for: the columns to be named, a paper, or what is found."""
    act = sent.one("act")
    if act == "map":
        return Shown(_TITLE, (), _blank() | _kept(sent, sheet) | {"eye": eye.seen(sheet, sent)})
    if act in _PAPERS:
        found = _asked(place, sent, sheet, act)
        return Handed(f"{_named(place, sheet)}.{act}", found.file or b"")
    found = _asked(place, sent, sheet, "html")
    if act in _DATA:
        return Handed(f"{_named(place, sheet)}.{act}", FORMS[act].made(Shown(_TITLE, [found])))
    return _found(place, sent, sheet, found)


def _named(place: Place, sheet: Sheet) -> str:
    return "-".join(("audit", place.asked.company or "", PurePath(sheet.name).stem, place.asked.day.isoformat()))


def _asked(place: Place, sent: Sent, sheet: Sheet, form: str) -> Answer:
    """What the command says of the sheet, with its words as somebody would type them."""
    words = [
        *place.as_known,
        *option("--places", sent.one("places").strip() or None),
        *option("--strict", bool(sent.one("strict"))),
        *eye.words_of(sheet, sent),
        *(each("--note", (f"{row}={note}" for row, note in _notes(sent))) if form in _PAPERS else ()),
    ]
    with as_file(sheet) as path:
        found = place.ask("audit", [*words, f"--most={MOST_CLAIMS}", "--", str(path)], form=form)
    return replace(found, words=[*words, sheet.name])


def _notes(sent: Sent) -> Iterator[tuple[int, str]]:
    """What the reviewer noted, by the row of the claim."""
    for name in sent.fields:
        row = name.removeprefix(_NOTE)
        note = sent.one(name).replace("\r\n", "\n").strip()
        if row != name and row.isascii() and row.isdecimal() and note:
            yield int(row[:8]), note


def _found(place: Place, sent: Sent, sheet: Sheet, answer: Answer) -> Shown:
    found: Audit = answer.found
    first = len(list(audit.head(found, "", "of a record")))
    told = [_told(one) for one in found.worst_first[:MOST_NOTED]]
    about = {
        "head": answer.blocks[:first],
        "claims": told,
        "left": len(found.claims) - len(told),
        "rest": [*audit.rest(found)],
        "chart": _chart(place, found),
        "twins": [],  # the twins of the address are of no sheet
        "noted": {str(row): note for row, note in _notes(sent)},
    }
    return Shown(_TITLE, [answer], _blank() | _kept(sent, sheet) | about)


def _told(one: ClaimFound) -> dict[str, Any]:
    """A claim as it is told: what is found of it, why, and the row by which its note is called."""
    finding = audit.claim_row(one)[-1]
    return {
        "row": one.claim.row,
        "name": audit.named(one),
        "finding": finding,
        "tone": tone_of(finding) or "",
        "day": one.claim.on,
        "blocks": [*audit.of_claim(one)][1:],
    }


def _chart(place: Place, found: Audit) -> Any:
    """The price with a dot for each claim; a dot leads to what is said of its claim, a step to why it is."""
    history = place.ask("history", place.as_known).found
    return audit_chart(
        history,
        found,
        lambda number: place.address(f"step/{number}"),
        lambda number: f"#claim-{found.claims[number].claim.row}",
    )


def _again(sent: Sent, sheet: Sheet | None, error: Exception, problem: Problem | None = None) -> Shown:
    """The form as it was sent, with what is wrong; and where there is a sheet, its columns to be named by eye."""
    said = problem or problem_of(error)
    about: dict[str, Any] = _blank() | {"problem": said, "pasted": sent.one("pasted")}
    about |= {"places": sent.one("places"), "strict": bool(sent.one("strict"))}
    if sheet is not None:
        about |= _kept(sent, sheet) | {"eye": _seen(sheet, sent)}
    status = said.status if said is not None and said.status in _TOO_LARGE else HTTPStatus.UNPROCESSABLE_ENTITY
    return Shown(_TITLE, (), about, int(status))


def _held(sent: Sent) -> Sheet | None:
    """The file that was sent beside pasted rows: it stays in the form as they do."""
    try:
        return held_in(sent)
    except (UsageError, AskedTooMuchError):  # it is what is wrong
        return None


def _seen(sheet: Sheet, sent: Sent) -> eye.Eye | None:
    try:
        return eye.seen(sheet, sent)
    except UsageError:  # what is wrong is said already
        return eye.seen(sheet, Sent())


def _columns(sent: Sent) -> list[tuple[str, str]]:
    try:
        return [*eye.carried(sent)]
    except UsageError:
        return []


def _kept(sent: Sent, sheet: Sheet) -> dict[str, Any]:
    """What the next form carries: the sheet, how its columns were named, and how it is compared."""
    return {
        "sheet": sheet,
        "columns": _columns(sent),
        "places": sent.one("places"),
        "strict": bool(sent.one("strict")),
        "noted": {str(row): note for row, note in _notes(sent)},
    }


def _blank() -> dict[str, Any]:
    """The page before anything was sent."""
    empty: Sequence[Any] = ()
    return {
        "problem": None,
        "sheet": None,
        "held": None,
        "eye": None,
        "fields": eye.FIELDS,
        "columns": empty,
        "places": "",
        "strict": False,
        "pasted": "",
        "noted": {},
        "record": empty,
        "head": empty,
        "claims": empty,
        "left": 0,
        "rest": empty,
        "chart": None,
    }


PAGES = (Page("audit", "Audit", _show, template="audit.html", menu="Audit", letter="a", takes=_takes),)
