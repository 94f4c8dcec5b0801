"""The proof page: what was verified last, heads that were kept, and proofs and seals that go out or come in."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from commands.errors import UnableError, UsageError
from commands.keys import all_keys
from commands.web.asking import Answer, each, option
from commands.web.guards.sessions import check_mark
from commands.web.pages.page import Handed, Page
from commands.web.pages.proof.heads import heads_in, keys_in
from commands.web.pages.proof.kept import Verification, Verifications, now
from commands.web.places import Place, Shown
from commands.web.problems import problem_of
from commands.web.sent import Sent
from ledger.numbers.days import written

_TITLE = "Proof"
_LAST = Verifications()
_SENTENCES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
"""What is said beside the form that was sent; anything else is a page of its own."""

_FIELDS = ("heads", "trusted", "public", "entry", "since", "key")


def _show(place: Place) -> Shown:
    if place.form is not None:  # who asks for a twin wants the answer of the command
        return Shown(_TITLE, [_verified(place, ()).answer])
    return _page(place, _LAST.of(place))


def _stands_on(place: Place) -> str:
    last = _LAST.of(place)
    return "" if last is None else written(last.at)


def _takes(place: Place, sent: Sent) -> Shown | Handed:
    act = _ACTS.get(sent.one("act"))
    if act is None:
        raise UsageError("what is to be done with this form is not said; send it with one of its buttons")
    try:
        return act(place, sent)
    except Exception as error:
        problem = problem_of(error)
        if problem is None or problem.status not in _SENTENCES:
            raise
        typed = {name: sent.one(name) for name in _FIELDS}
        about = {"problem": problem, "act": sent.one("act"), "typed": typed}
        return _page(place, _LAST.of(place), about, HTTPStatus.UNPROCESSABLE_ENTITY)


def _verify(place: Place, sent: Sent) -> Shown:
    return _page(place, _verified(place, heads_in(sent, "heads")), {"typed": {"heads": sent.one("heads")}})


def _verified(place: Place, heads: Sequence[str]) -> Verification:
    """What is verified now. With heads it is for whoever has them: a head of another ledger alarms nobody else."""
    found = place.ask("verify", [*place.as_known, *each("--head", heads)])
    return _LAST.keep(place, found) if not heads else now(place, found)


def _check(place: Place, sent: Sent) -> Shown:
    """What a proof or a seal shows that somebody was handed."""
    words = [*each("--head", heads_in(sent, "trusted")), *each("--public", keys_in(sent, "public"))]
    with sent.in_folder("handed") as paths:
        if not paths:
            raise UsageError("there is no file yet: choose the proof or the seal that you were handed")
        found = place.ask("verify-proof", [*words, "--", str(paths[0])])
    typed = {name: sent.one(name) for name in ("trusted", "public")}
    return _page(place, _LAST.of(place), {"checked": found, "typed": typed})


def _prove(place: Place, sent: Sent) -> Handed:
    entry = sent.one("entry").strip()
    if not entry:
        raise UsageError("say which entry is to be proved, by its id")
    return _handed(f"{entry}.proof.json", place.ask("prove", ["--", entry], form="json"))


def _since(place: Place, sent: Sent) -> Handed:
    heads = heads_in(sent, "since")
    if len(heads) != 1:
        raise UsageError("paste the one head since which the ledger is to be shown to have gone on")
    return _handed("since.proof.json", place.ask("prove", [f"--since={heads[0]}"], form="json"))


def _seal(place: Place, sent: Sent) -> Handed:
    """A seal of now; signed only for somebody who is signed in, since a signature is the word of whose the key is."""
    key = sent.one("key")
    if key:
        check_mark(place.session, sent.one("mark"))
        if key not in _keys(place):
            raise UsageError(f"there is no key {key[:80]!r} here that can sign without a passphrase")
    return _handed("seal.json", place.ask("seal", option("--key", key or None), form="json"))


def _handed(name: str, answer: Answer) -> Handed:
    return Handed(name, answer.file or b"")


_ACTS: Mapping[str, Callable[[Place, Sent], Shown | Handed]] = {
    "verify": _verify,
    "check": _check,
    "prove": _prove,
    "since": _since,
    "seal": _seal,
}
"""What each button of the page does."""


def _keys(place: Place) -> list[str]:
    """The keys that somebody who is signed in can sign with here: nobody can be asked for a passphrase."""
    if place.session is None:
        return []
    try:
        return [one.name for one in all_keys() if one.can_sign and not one.has_passphrase]
    except UnableError:
        return []


def _page(
    place: Place, last: Verification | None, about: Mapping[str, Any] | None = None, status: int = HTTPStatus.OK
) -> Shown:
    blank: dict[str, Any] = {
        "problem": None,
        "act": "",
        "checked": None,
        "typed": {},
        "last": last,
        "verified_at": None if last is None else written(last.at, "seconds"),
        "keys": _keys(place),
        "twins": [],
    }
    return Shown(_TITLE, () if last is None else [last.answer], blank | dict(about or {}), int(status))


PAGES = (
    Page(
        "proof",
        _TITLE,
        _show,
        template="proof.html",
        menu=_TITLE,
        letter="o",
        takes=_takes,
        stands_on=_stands_on,
        doubts=True,
    ),
)
