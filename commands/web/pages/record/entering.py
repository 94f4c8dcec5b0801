"""Entries recorded from a form, or from a file: what `check` says of them beside it, and then `record`.

What is recorded is what was looked at. Before it is written it is tried once more; where others recorded meanwhile, or
something in it is seldom meant, the form is shown again as it was sent, with what there is to look at.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus

from pydantic import Field

from commands.errors import UsageError
from commands.reading.columns import Mapped
from commands.web.asked import Asked, Dated
from commands.web.asking import Answer, ask, option
from commands.web.pages.page import Gone, Page
from commands.web.pages.record.entered import Entered, about, begun, entered, new_key, seen_now
from commands.web.pages.record.given import Files, files_of, too_many
from commands.web.pages.record.meant import seldom_meant, token_of
from commands.web.pages.record.meanwhile import recorded_since
from commands.web.pages.record.sheet import Sheet, sheets_of
from commands.web.pages.record.tried import Tried, tried
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent
from ledger.store.store import StoreError
from projections.compare.recording import RecordResult


class Entering(Dated):
    """What the address of the form says: the type of the entry, none for a journal; of a correction the entry's own."""

    type: str | None = None
    within: str | None = Field(default=None, alias="with")


def show(place: Place) -> Shown:
    """An empty form."""
    params = place.params
    kind, within = (params.type, params.within) if isinstance(params, Entering) else (None, None)
    answer = place.ask("describe", option_of(kind))
    form = begun(place, kind, {"with.type": within} if within else {})
    return Shown("Record", [answer], about(place, form))


def option_of(kind: str | None) -> list[str]:
    """The entry type as a word, where there is one."""
    return ["--", kind] if kind else []


def check(place: Place, sent: Sent) -> Shown:
    """What recording it would do; nothing is written."""
    form = read(place, sent)
    if isinstance(form, Shown):
        return replace(form, status=HTTPStatus.OK)  # a page that asks while somebody types takes nothing else in
    return shown(place, form if form.more else looked_at(place, sent, replace(form, seen=seen_now(place))))


def record(place: Place, sent: Sent) -> Shown | Gone:
    """Record it, and go on to the receipt; or show the form again, with what there is to look at first."""
    form = read(place, sent)
    if isinstance(form, Shown):
        return form
    before = _recorded_with(place, form.batch)
    if before is not None:
        return _again_with_the_key(place, sent, form, before)
    looked = looked_at(place, sent, form)
    return first_look(place, looked) or _written(place, sent, looked)


def first_look(place: Place, form: Entered) -> Shown | None:
    """The form again, where it cannot be recorded, or there is something to be looked at before it is."""
    if form.tried.problem is not None:
        return shown(place, form, form.tried.problem.status)
    others = recorded_since(place, form.seen)
    if others:
        said = "Others have recorded since this was looked at. This is what they recorded, and what yours would do now."
        return shown(place, replace(form, others=others, said=said, seen=seen_now(place)), HTTPStatus.CONFLICT)
    if form.asked_about and form.meant != token_of(form.asked_about):
        said = "Something in it is seldom meant. Look at it, and say that it is meant, or mend it."
        return shown(place, replace(form, said=said), HTTPStatus.UNPROCESSABLE_ENTITY)
    return None


def again(place: Place, sent: Sent, error: NotAllowedError) -> Shown:
    """The form as it was sent, to somebody who may not write (yet)."""
    form = read(place, sent)
    if isinstance(form, Shown):
        return form
    return shown(place, replace(form, said=f"{str(error)[:1].upper()}{str(error)[1:]}."), error.status)


def shown(place: Place, form: Entered, status: int = HTTPStatus.OK) -> Shown:
    """The form, filled in."""
    return Shown("Record", (), about(place, form) | {"twins": [], "command": _commands(form)}, status)


def _commands(form: Entered) -> list[str]:
    name = "entry.csv" if form.kind else form.kept.name if form.kept else f"pasted.{form.spelling}" if form.text else ""
    return [f"seriesd record {name}"] if name else []


def read(place: Place, sent: Sent) -> Entered | Shown:
    """The form as it was sent; or shown again, with why it cannot be read."""
    try:
        form = entered(place, sent)
        many = "" if form.kind else too_many(sent)
    except UsageError as error:
        plain = replace(begun(place, None, {}), text=sent.one("text"), reason=sent.one("reason"), said=str(error))
        return shown(place, plain, HTTPStatus.UNPROCESSABLE_ENTITY)
    return shown(place, replace(form, said=many), HTTPStatus.UNPROCESSABLE_ENTITY) if many else form


def looked_at(place: Place, sent: Sent, form: Entered) -> Entered:
    """The form with what `check` says of it."""

    def asked(files: Files) -> Answer:
        return ask(form.source(place), "check", [*form.words, *files.words])

    found, sheets = _with_files(sent, form, asked)
    flags = found.answer.found.flags if found.answer is not None else ()
    return replace(form, tried=found, sheets=sheets, asked_about=seldom_meant(flags))


def _with_files(sent: Sent, form: Entered, asked: Callable[[Files], Answer]) -> tuple[Tried, Sequence[Sheet]]:
    """What a verb says of the files that were sent, and the tables among them where it cannot read them."""
    try:
        with files_of(sent, form.kind) as files:
            found = tried(lambda: asked(files), files.plainly)
            named = dict(one.split("=", 1) for one in form.columns)
            looks = form.kind is None and found.problem is not None
            return found, sheets_of(files, Mapped(named), found.wrong) if looks else []
    except UsageError as error:
        return tried(_raising(error)), []


def _raising(error: Exception) -> Callable[[], Answer]:
    def raised() -> Answer:
        raise error

    return raised


def _written(place: Place, sent: Sent, form: Entered) -> Shown | Gone:
    found = write(place, sent, form, [f"--batch={form.batch}", *_seen(place, form), "--yes"])
    if found.answer is None or found.problem is not None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problem is None else found.problem.status
        return shown(place, replace(form, tried=found), status)
    result: RecordResult = found.answer.found
    number = _recorded_with(place, form.batch)
    if number is None:  # all of it was there already
        return shown(place, replace(form, tried=found, said="All of it is recorded already; nothing was written."))
    return Gone(receipt_of(place, result.company, number, again=not result.is_written))


def write(place: Place, sent: Sent, form: Entered, words: list[str]) -> Tried:
    """What `record` says with these words."""
    said = option("--reason", form.reason.strip() or None)

    def asked(files: Files) -> Answer:
        return ask(form.source(place), "record", [*form.words, *words, *said, *files.words])

    return _with_files(sent, form, asked)[0]


def _seen(place: Place, form: Entered) -> list[str]:
    """What was looked at is what is recorded; of a further company nothing was there to be looked at."""
    return [] if form.source(place).company is None else [f"--seen={form.seen}"]


def receipt_of(place: Place, company: str | None, number: int, *, again: bool = False) -> str:
    """The address of the receipt of a recording; where it was sent `again`, and is recorded already, it says so."""
    asked = Asked(place.asked.ledger, company or place.asked.company)
    return asked.address(f"receipt/{number}", {"again": "yes"} if again else None)


def receipt_about(place: Place, entry: str, *, again: bool = False) -> str:
    """The address of the receipt of the recording in which an entry was recorded, also one of just now."""
    recordings = place.afresh.ask("recordings", [f"--entry={entry}"]).found.recordings
    return receipt_of(place, place.asked.company, recordings[-1].recording, again=again)


def _recorded_with(place: Place, batch: str) -> int | None:
    """The number of the recording that was made with a key."""
    try:
        answer = ask(replace(place.source, company=None, loaded=None), "recordings", [f"--batch={batch}"])
    except StoreError:
        return None  # there is no ledger yet
    return next((one.recording for one in answer.found.recordings), None)


def _again_with_the_key(place: Place, sent: Sent, form: Entered, number: int) -> Shown | Gone:
    """What was sent once more: the receipt that there is. Something else with the same key is looked at first."""
    found = write(place, sent, form, [f"--batch={form.batch}", "--yes"])
    if found.answer is not None:
        return Gone(receipt_of(place, found.answer.found.company, number, again=True))
    said = f"This form was recorded before, as recording {number}. Record it again to record what it says now."
    fresh = looked_at(place, sent, replace(form, batch=new_key(), seen=seen_now(place)))
    return shown(place, replace(fresh, said=said), HTTPStatus.CONFLICT)


PAGES = (
    Page(
        "record",
        "Record",
        show,
        asks=Entering,
        template="record.html",
        menu="Record",
        letter="r",
        takes=record,
        writes=True,
        again=again,
        begins=True,
        now=True,
    ),
    Page(
        "check", "Check", show, asks=Entering, template="record.html", takes=check, again=again, begins=True, now=True
    ),
)
