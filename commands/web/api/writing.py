"""What a program records: with the token of the workbench, under a name, all or nothing, and harmlessly sent twice.

The id of an entry is the key by which the same entry is known again; a batch of entries without ids has one in
`Idempotency-Key`. With `If-Match` nothing is recorded where others recorded since the answer that had this mark.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from commands.api.ledger import open_ledger
from commands.errors import UsageError
from commands.web.api.bodies import as_file, entries_in
from commands.web.api.params import Asks
from commands.web.api.sending import (
    Attached,
    Correct,
    Declined,
    NoBody,
    Previewed,
    Proposed,
    Recorded,
    Saved,
    Sent,
    Void,
    Why,
)
from commands.web.api.supposing import AN_ENTRY, Entries, journal_of
from commands.web.asking import Source, option
from commands.web.state import State
from projections.compare.scenario_answers import IsSaved
from projections.render.json.documents import headed
from projections.render.json.serialize import as_json


@dataclass(frozen=True, slots=True)
class Write:
    """Something that is written: its path behind the company, the verb, the models of query and body, what does it.

    Where `key` is named, the address names one thing of this kind.
    """

    path: str
    verb: str
    query: type[Asks]
    body: type[Asks]
    says: str
    does: Callable[[Sent], Mapping[str, Any]]
    key: Literal["", "entry", "number", "name"] = ""
    example: Mapping[str, Any] | None = None
    takes_file: bool = False


def _record(sent: Sent) -> Mapping[str, Any]:
    query = sent.query
    words = [*option("--new-company", query.new_company)]
    if not query.preview:
        words += ["--yes", *option("--reason", query.reason), *option("--batch", sent.batch), *sent.looked_at]
    with as_file("entries.json", _journal(sent)) as file:
        return sent.ask("check" if query.preview else "record", [*words, file]).as_document()


def _propose(sent: Sent) -> Mapping[str, Any]:
    words = ["--propose", *option("--new-company", sent.query.new_company), *option("--reason", sent.query.reason)]
    with as_file("entries.json", _journal(sent)) as file:
        return sent.ask("record", [*words, file]).as_document()


def _journal(sent: Sent) -> bytes:
    if sent.value is None:
        raise UsageError("entries are sent as JSON")
    return journal_of(sent.value)


def _mend(verb: str, fields: Mapping[str, str | None], sent: Sent) -> Mapping[str, Any]:
    body = sent.body
    words = [f"--reason={body.reason}", *option("--source", body.source), *option("--note", body.note)]
    words += option("--with-dependents", body.with_dependents)
    words += ["--dry-run"] if sent.query.preview else ["--yes", *sent.looked_at]
    changed = (f"{name}={'' if value is None else value}" for name, value in fields.items())
    return sent.ask(verb, [*words, "--", sent.key, *changed]).as_document()


def _void(sent: Sent) -> Mapping[str, Any]:
    return _mend("void", {}, sent)


def _correct(sent: Sent) -> Mapping[str, Any]:
    return _mend("correct", sent.body.fields, sent)


def _approve(sent: Sent) -> Mapping[str, Any]:
    words = [*option("--reason", sent.body.reason), *sent.looked_at]
    return sent.ask("approve", [*words, "--", sent.key]).as_document()


def _decline(sent: Sent) -> Mapping[str, Any]:
    return sent.ask("decline", [f"--reason={sent.body.reason}", "--", sent.key]).as_document()


def _save(sent: Sent) -> Mapping[str, Any]:
    """As the verb does it, which names entries where options stand."""
    body, source = sent.body, sent.source
    if sent.value is None or not (body.without or body.change or body.add):
        raise UsageError("say what shall be different: without, change or add")
    add = entries_in(sent.value, "add")
    with open_ledger(
        source.url, company=source.company, create=False, documents=source.documents, recorded_by=source.by
    ) as ledger:
        found = ledger.scenarios.save(
            body.name, without=body.without, change=body.change, add=add, note=body.note, replace=body.replace
        )
    return headed("scenario", as_json(IsSaved(found, found.changed)))


def _scenario(action: str) -> Callable[[Sent], Mapping[str, Any]]:
    return lambda sent: sent.ask("scenario", [action, "--", sent.key]).as_document()


def _attach(sent: Sent) -> Mapping[str, Any]:
    if sent.file is None:
        raise UsageError("send the file as `file`, a part of the form")
    said = {f"--{name.replace('_', '-')}": getattr(sent.body, name) for name in Attached.model_fields}
    words = [word for name, value in said.items() for word in option(name, value)]
    with as_file(sent.file.name, sent.file.content) as file:
        return sent.ask("attach", [*words, "--", sent.key, file]).as_document()


_WHY = {"reason": "entered twice"}

WRITES = (
    Write(
        "entries", "record", Recorded, Entries, "Record entries, all or none.", _record, example={"entries": [AN_ENTRY]}
    ),
    Write("entries/{entry}/void", "void", Previewed, Void, "Take an entry out of the record.", _void, "entry", _WHY),
    Write(
        "entries/{entry}/correct",
        "correct",
        Previewed,
        Correct,
        "Give fields of an entry the values that they should have had.",
        _correct,
        "entry",
        {**_WHY, "fields": {"shares": 4_000_000}},
    ),
    Write(
        "entries/{entry}/documents",
        "attach",
        NoBody,
        Attached,
        "Attach a file to an entry.",
        _attach,
        "entry",
        takes_file=True,
    ),
    Write(
        "proposals",
        "record",
        Proposed,
        Entries,
        "Propose entries, for somebody else to approve.",
        _propose,
        example={"entries": [AN_ENTRY]},
    ),
    Write(
        "proposals/{number}/approve",
        "approve",
        NoBody,
        Why,
        "Have what somebody else proposed recorded.",
        _approve,
        "number",
        {},
    ),
    Write("proposals/{number}/decline", "decline", NoBody, Declined, "Put a proposal aside.", _decline, "number", _WHY),
    Write(
        "scenarios",
        "scenario",
        NoBody,
        Saved,
        "Save a what-if under a name.",
        _save,
        example={"name": "without-sale", "without": ["sale-1"]},
    ),
    Write(
        "scenarios/{name}/promote",
        "scenario",
        NoBody,
        NoBody,
        "Record what a scenario supposes.",
        _scenario("promote"),
        "name",
    ),
    Write(
        "scenarios/{name}/rebase",
        "scenario",
        NoBody,
        NoBody,
        "Let a scenario stand on all that is recorded now.",
        _scenario("rebase"),
        "name",
    ),
    Write(
        "scenarios/{name}/drop",
        "scenario",
        NoBody,
        NoBody,
        "Take a scenario out of the list.",
        _scenario("drop"),
        "name",
    ),
)
"""What can be written, where writing is allowed."""


_NEW = ("recorded", "saved", "proposed", "rebased", "approved", "promoted")


def status_of(sent: Sent, document: Mapping[str, Any]) -> HTTPStatus:
    """201 where something was written now; 200 where it was there already or was only tried."""
    if getattr(sent.query, "preview", False) or not any(document.get(name) for name in _NEW):
        return HTTPStatus.OK
    return HTTPStatus.CREATED


def with_head(document: Mapping[str, Any], state: State, source: Source) -> dict[str, Any]:
    """The answer with the head of the company's log after it, and the number of the ledger's last event."""
    found = state.standing(source)
    held = found.held if found.held is not None and found.held.company == source.company else None
    return {**document, "head": None if held is None else held.head, "number": found.number}
