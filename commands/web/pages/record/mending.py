"""An entry taken out, or corrected: what that changes is shown first, and what is recorded is what was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Literal

from commands.web.asking import Answer, option
from commands.web.pages.page import Gone, Page
from commands.web.pages.record.entering import receipt_about
from commands.web.pages.record.fields import Group, form_of
from commands.web.pages.record.given import WAS, values_of
from commands.web.pages.record.meanwhile import recorded_since
from commands.web.pages.record.names import names_in
from commands.web.pages.record.tried import Tried, tried
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.events import write_entry
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS, as_edited, standing_edits
from ledger.names import near
from ledger.refusals import Refusal
from projections.answers.listing.entry import leaves
from projections.compare.recording import TakenBack

Verb = Literal["void", "correct"]

_NOT_SAID = "not said yet"
_TITLES: Mapping[Verb, str] = {"void": "Take out", "correct": "Correct"}
_NOT_YET = Tried()


@dataclass(frozen=True, slots=True)
class Mending:
    """The form: why and with what else, and of a correction the fields as they are to be.

    `values` are the fields as the form has them, `stands` as the entry has them now: what differs is `changed`.
    `seen` and `looked` say what was looked at: how many entries the log had, and which fields were to change.
    """

    verb: Verb
    entry: str
    kind: str
    seen: int
    values: Mapping[str, str]
    stands: Mapping[str, str]
    changed: Mapping[str, str]
    reason: str = ""
    source: str = ""
    note: str = ""
    with_dependents: bool = False
    looked: str = ""
    tried: Tried = _NOT_YET
    others: Sequence[Answer] = ()
    said: str = ""

    @property
    def token(self) -> str:
        """What says that this was looked at, with these changes and no others."""
        said = (self.verb, self.entry, sorted(self.changed.items()))
        return sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()[:24]

    @property
    def found(self) -> TakenBack | None:
        """What it would do."""
        return None if self.tried.answer is None else self.tried.answer.found

    def words(self, *more: str) -> list[str]:
        """The words of the verb: every field that changes behind the entry."""
        said = [f"--reason={self.reason.strip() or _NOT_SAID}", *option("--source", self.source.strip() or None)]
        said += [*option("--note", self.note.strip() or None), *option("--with-dependents", self.with_dependents)]
        return [*said, *more, "--", self.entry, *(f"{name}={value}" for name, value in self.changed.items())]


def _show(place: Place, verb: Verb) -> Shown:
    form = _begun(place, verb)
    if verb == "correct":
        answer = place.ask("describe", ["--", form.kind])
        return Shown(_title(form), [answer], _about(place, form))
    answer = place.ask("void", form.words("--dry-run"))
    return Shown(_title(form), [answer], _about(place, replace(form, tried=Tried(answer))))


def _begun(place: Place, verb: Verb) -> Mending:
    """The form as the entry now stands. Raises `Refusal` where there is no such entry."""
    one = _standing(place)
    values = dict(_spelt(one))
    seen = len(place.known.log) if place.known else 0
    return Mending(verb, one.id, one.entry.type, seen, values, values, {})


def _standing(place: Place) -> Recorded:
    log = place.known.log if place.known else []
    one = next((one for one in log if one.id == place.key), None)
    if one is None:
        known = [one.id for one in log]
        raise Refusal(UNKNOWN_ENTRY, f"no entry {place.key!r} is recorded{near(place.key or '', known)}")
    edit = standing_edits([it for it in log if isinstance(it.entry, EDITS)]).get(one.id)
    return as_edited(one, edit) or one


def _sent(place: Place, sent: Sent, verb: Verb) -> Mending:
    begun = _begun(place, verb)
    changed = _typed(sent, begun.stands) if verb == "correct" else {}
    seen = sent.one("seen")
    return replace(
        begun,
        seen=int(seen) if seen.isdecimal() and len(seen) < len("1000000000") else begun.seen,
        values={**begun.stands, **changed},
        changed=changed,
        reason=sent.one("reason"),
        source=sent.one("source"),
        note=sent.one("note"),
        with_dependents=bool(sent.one("with-dependents")),
        looked=sent.one("looked"),
    )


def _typed(sent: Sent, stands: Mapping[str, str]) -> dict[str, str]:
    """The fields in which somebody typed: those that say neither what the form was made with nor what stands now.

    The form may be of before another correction. What it was made with is no reason to undo that one.
    """
    was = values_of(sent, WAS)
    values = {name: value.strip() for name, value in values_of(sent).items()}
    return {
        name: value
        for name, value in values.items()
        if value not in (was.get(name, stands.get(name, "")).strip(), stands.get(name, "").strip())
    }


def _spelt(one: Recorded) -> list[tuple[str, str]]:
    return [(name, _text(value)) for name, value in _flat(write_entry(one.entry))]


def _flat(given: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The fields of an entry by dotted name, those in lists by their numbers."""
    found: list[tuple[str, Any]] = []
    for name, value in leaves(given):
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            for number, part in enumerate(value):
                found += [(f"{name}.{number}.{inner}", it) for inner, it in _flat(part)]
        else:
            found.append((name, value))
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _looked_at(place: Place, form: Mending) -> Mending:
    if form.verb == "correct" and not form.changed:
        return replace(form, said="No field says anything else than before; change one.")
    return replace(form, tried=tried(lambda: place.ask(form.verb, form.words("--dry-run"))))


def _look(place: Place, sent: Sent) -> Shown:
    """What a correction would change; nothing is written."""
    form = _sent(place, sent, "correct")
    seen = len(place.known.log) if place.known else 0
    return _shown(place, _looked_at(place, replace(form, seen=seen)))


def _take(place: Place, sent: Sent, verb: Verb) -> Shown | Gone:
    form = _looked_at(place, _sent(place, sent, verb))
    waits = _first_look(place, form)
    if waits is not None:
        return waits
    found = tried(lambda: place.ask(verb, form.words(f"--seen={form.seen}", "--yes")))
    if found.answer is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problem is None else found.problem.status
        return _shown(place, replace(form, tried=replace(found, answer=form.tried.answer)), status)
    made: TakenBack = found.answer.found
    return Gone(receipt_about(place, made.entries[-1]))


def _first_look(place: Place, form: Mending) -> Shown | None:
    """The form again, where something is to be looked at or said before it is recorded."""
    if form.tried.problem is not None:
        return _shown(place, form, form.tried.problem.status)
    others = recorded_since(place, form.seen)
    if others:
        said = "Others have recorded since this was looked at. This is what they recorded, and what yours would do now."
        again = replace(form, others=others, said=said, seen=len(place.known.log) if place.known else 0)
        return _shown(place, again, HTTPStatus.CONFLICT)
    wants = [
        (form.said, bool(form.said)),
        ("Say why the record was wrong: the reason is recorded, too.", not form.reason.strip()),
        (
            "Look at what it changes, and send it once more to record it.",
            form.looked != form.token,
        ),
    ]
    first = next((said for said, applies in wants if applies), None)
    return None if first is None else _shown(place, replace(form, said=first), HTTPStatus.UNPROCESSABLE_ENTITY)


def _again(place: Place, sent: Sent, error: NotAllowedError, verb: Verb) -> Shown:
    said = f"{str(error)[:1].upper()}{str(error)[1:]}."
    return _shown(place, replace(_looked_at(place, _sent(place, sent, verb)), said=said), error.status)


def _shown(place: Place, form: Mending, status: int = HTTPStatus.OK) -> Shown:
    command = [f"seriesd {form.verb} {form.entry}"]
    return Shown(_title(form), (), _about(place, form) | {"twins": [], "command": command}, status)


def _about(place: Place, form: Mending) -> dict[str, Any]:
    groups = _groups(form) if form.verb == "correct" else []
    found = form.found
    return {
        "form": form,
        "groups": groups,
        "names": names_in(place.known),
        "known": frozenset(one.id for one in place.known.log) if place.known else frozenset(),
        "resting": [] if found is None else found.resting,
        "said": form.said or next(iter(form.tried.sentences), ""),
    }


def _groups(form: Mending) -> list[Group]:
    """The fields of the entry; its id stays, since it is the same entry."""
    groups = form_of(form.kind, form.values, form.tried.by_field)
    return [replace(one, inputs=tuple(it for it in one.inputs if it.name != "id")) for one in groups]


def _title(form: Mending) -> str:
    return f"{_TITLES[form.verb]} {form.entry}"


PAGES = (
    Page(
        "void",
        "Take out",
        lambda place: _show(place, "void"),
        template="mend.html",
        keyed=True,
        now=True,
        takes=lambda place, sent: _take(place, sent, "void"),
        writes=True,
        again=lambda place, sent, error: _again(place, sent, error, "void"),
    ),
    Page(
        "correct",
        "Correct",
        lambda place: _show(place, "correct"),
        template="mend.html",
        keyed=True,
        now=True,
        takes=lambda place, sent: _take(place, sent, "correct"),
        writes=True,
        again=lambda place, sent, error: _again(place, sent, error, "correct"),
    ),
    Page(
        "check-correct",
        "Correct",
        lambda place: _show(place, "correct"),
        template="mend.html",
        keyed=True,
        now=True,
        takes=_look,
    ),
)
