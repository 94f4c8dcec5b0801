"""What is sent to have something written: the models of it, who sends it, and what had been looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Request
from pydantic import Field

from commands.errors import UsageError
from commands.journal.json_values import Value
from commands.web.api.bodies import kind_of, read_json
from commands.web.api.params import Asks, Day, Flag, Text, read_asked, read_model
from commands.web.api.supposing import AnEntry, Changes, Fields
from commands.web.asking import Answer, Source, ask, option
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent as Form
from commands.web.sent import Upload, read_sent
from commands.web.state import State
from ledger.events import Role

AS, KEY, MATCH = "seriesd-as", "idempotency-key", "if-match"
"""The headers that say who records, of which batch, and what was looked at."""


class NoBody(Asks):
    """Nothing more."""


class Recorded(Asks):
    """How entries are recorded."""

    preview: Annotated[Flag, Field(description="only say what it would do")] = False
    new_company: Annotated[Flag, Field(description="begin a further company in a ledger that has one")] = False
    reason: Annotated[Text | None, Field(description="why; it stands with the recording")] = None


class Previewed(Asks):
    """Whether anything is recorded."""

    preview: Annotated[Flag, Field(description="only say what it would do")] = False


class Void(Asks):
    """Why an entry is taken out."""

    reason: Annotated[Text, Field(description="why the record was wrong")]
    source: Annotated[Text | None, Field(description="where that is known from")] = None
    note: Annotated[Text | None, Field(description="a remark")] = None
    with_dependents: Annotated[Flag, Field(description="void the entries that rest on it as well")] = False


class Correct(Void):
    """What an entry should have said, and why."""

    fields: Annotated[
        Fields,
        Field(
            description="values by dotted name; null takes a field away",
            min_length=1,
            json_schema_extra={"minProperties": 1},
        ),
    ]


class Why(Asks):
    """Why, as it stands with what is recorded."""

    reason: Annotated[Text | None, Field(description="why")] = None


class Declined(Asks):
    """Why a proposal is put aside."""

    reason: Annotated[Text, Field(description="why")]


class Proposed(Asks):
    """How entries are proposed."""

    new_company: Annotated[Flag, Field(description="begin a further company in a ledger that has one")] = False
    reason: Annotated[Text | None, Field(description="why; it stands with the proposal")] = None


class Saved(Asks):
    """A what-if under a name."""

    name: Annotated[Text, Field(description="the scenario")]
    without: Annotated[tuple[Text, ...], Field(description="the ids of entries to leave out")] = ()
    change: Annotated[
        Changes,
        Field(description="by the id of an entry, its fields by dotted name; null takes a field away"),
    ] = Field(default_factory=dict)
    add: Annotated[tuple[AnEntry, ...], Field(description="entries to add, as a journal has them")] = ()
    note: Annotated[Text | None, Field(description="what it is for")] = None
    replace: Annotated[Flag, Field(description="save over other edits of that name")] = False


class Attached(Asks):
    """What a file is to an entry."""

    role: Annotated[Role | None, Field(description="what it is to the entry; absent: its source")] = None
    note: Annotated[Text | None, Field(description="a remark")] = None
    source: Annotated[Text | None, Field(description="where the file is from")] = None
    keep_until: Annotated[Day | None, Field(description="the last day on which the file has to be kept")] = None
    hold: Annotated[Text | None, Field(description="why it is kept whatever the day")] = None
    dated: Annotated[Day | None, Field(description="the date of the attachment; absent: that of the entry")] = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: where it goes, the thing that the address names, the query, the body, and what the headers say."""

    source: Source
    key: str
    query: Any
    batch: str | None
    seen: int | None = None
    body: Any = None
    value: Value | None = None
    file: Upload | None = None

    @property
    def looked_at(self) -> list[str]:
        """The option by which what was looked at is what is recorded."""
        return option("--seen", self.seen)

    def ask(self, verb: str, words: Sequence[str]) -> Answer:
        """What the verb answers; it reads the ledger itself."""
        return ask(self.source, verb, words)


def writer(request: Request, state: State) -> str:
    """Who writes. Raises `NotAllowedError` where nobody may, or it has not the token; `UsageError` for no name."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if state.settings.writes and scheme.lower() != "bearer":
        raise NotAllowedError(
            "recording needs the token of this workbench: Authorization: Bearer TOKEN", HTTPStatus.UNAUTHORIZED
        )
    try:
        state.sessions.check(token.strip())
    except NotAllowedError as error:
        status = HTTPStatus.UNAUTHORIZED if state.settings.writes else HTTPStatus.FORBIDDEN
        raise NotAllowedError(str(error), status) from None
    name = _utf8(request.headers.get(AS, "")).strip()
    if not name:
        raise UsageError("say who records: Seriesd-As: NAME; it stands with the recording")
    return name


def _utf8(given: str) -> str:
    """A header that can be UTF-8, though HTTP gives it as Latin-1."""
    try:
        return given.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return given


def seen_by(request: Request, state: State, source: Source) -> int | None:
    """How many entries the log had that was looked at. Raises `NotAllowedError` where it is no longer that log."""
    given = request.headers.get(MATCH)
    if given is None or given.strip() == "*":
        return None
    held = state.standing(source).held
    heads = {one.strip().removeprefix("W/").strip('"').partition(".")[0] for one in given.split(",")}
    if held is None or held.company != source.company or held.head not in heads:
        raise NotAllowedError(
            "others recorded something since this was looked at; nothing is recorded, look again",
            HTTPStatus.PRECONDITION_FAILED,
        )
    return len(held.log)


async def form_of(request: Request) -> Form:
    """The fields and the files of a form of several parts. Raises `NotAllowedError` for anything else."""
    if kind_of(request) != "multipart/form-data":
        raise NotAllowedError(
            "a file is sent as a part of a form: Content-Type: multipart/form-data", HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        )
    async with request.form(max_files=1, max_fields=20) as form:
        return await read_sent(form)


def with_body(sent: Sent, model: type[Asks], came: bytes | Form) -> Sent:
    """The same with what came in the body: JSON, or a form. Raises `UsageError` for what cannot be read."""
    if isinstance(came, Form):
        given = ((name, value) for name, values in came.fields.items() for value in values)
        file = next(iter(came.files.get("file", ())), None)
        return replace(sent, body=read_asked(model, given), file=file)
    value = read_json(came) if came or model is not NoBody else None
    return replace(sent, body=read_model(model, {} if value is None else value.given), value=value)


def batch_of(request: Request) -> str | None:
    """The key of the batch, where there is one."""
    given = request.headers.get(KEY)
    return None if given is None else _utf8(given)
