"""Questions that are asked with a body and write nothing: what-ifs, sweeps, journals on trial, and claims."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from commands.api.sweep import swept
from commands.errors import UsageError
from commands.journal.json_values import Value
from commands.web.api.answers import There
from commands.web.api.bodies import as_csv, as_file, entries_in, read_json, understood
from commands.web.api.params import AsKnown, Asks, Dated, Day, Exact, Flag, Text, Whole, read_model, words_of
from commands.web.asking import ask
from commands.web.problems import AskedTooMuchError
from commands.web.settings import Settings
from ledger.numbers.exact import read_amount
from projections.compare.sweep import Sweep
from projections.compare.sweep_grid import EachLapses, EachRepriced, NextIssue, NextOption, Part, Vary
from projections.render.json.documents import headed
from projections.render.json.serialize import as_json

_MOST_VALUES = 1_000
_MOST_NUMBER = 10**15


def _number(given: object) -> str:
    """A number as it was written: text or an exact JSON number, and no float."""
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise ValueError(  # noqa: TRY004  as the model takes it
            "a number is wanted here; write it as one, or as text like 0.0033 or 11/3"
        )
    return str(given)


def _amount(given: str) -> str:
    read_amount(given)
    return given


def _value(given: object) -> object:
    """A value of a field, as text; nothing takes the field away."""
    if isinstance(given, bool):
        return "true" if given else "false"
    return str(given) if isinstance(given, int) else given


def _few(given: int) -> int:
    if given > 100:  # noqa: PLR2004  as the verb takes it
        raise ValueError("is not a number of decimal places from 0 to 100")
    return given


_A_NUMBER = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": _MOST_NUMBER},
        {"type": "number", "minimum": 0.000001, "maximum": _MOST_NUMBER},
        {"type": "string", "pattern": r"^[0-9]{1,20}(?:\.[0-9]{1,20})?$"},
        {"type": "string", "pattern": r"^[0-9]{1,20}/[1-9][0-9]{0,19}$"},
    ],
    "description": "an exact number: 0.0033, or as text, where 11/3 can be written too",
}
Number = Annotated[str, BeforeValidator(_number), AfterValidator(_amount), WithJsonSchema(_A_NUMBER)]
_FIELD = r"^[a-z0-9_]{1,60}(?:\.[a-z0-9_]{1,60}){0,9}$"
FieldName = Annotated[str, StringConstraints(pattern=_FIELD)]
FieldValue = Annotated[
    Annotated[str, StringConstraints(max_length=20_000)] | None,
    BeforeValidator(_value),
    WithJsonSchema({"type": ["string", "number", "boolean", "null"]}),
]
_BY_FIELD: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"pattern": _FIELD},
    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
}
Fields = Annotated[dict[FieldName, FieldValue], WithJsonSchema(_BY_FIELD)]
Changes = Annotated[
    dict[Text, Fields],
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"minLength": 1, "maxLength": 2_000, "pattern": r"^[^\u0000]+$"},
            "additionalProperties": _BY_FIELD,
        }
    ),
]
Places = Annotated[Whole, AfterValidator(_few), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 100})]
Values = Annotated[tuple[Number, ...], Field(min_length=1, max_length=_MOST_VALUES)]
AnEntry = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "title": "AnyEntry"})]


class WhatIf(Dated, Exact):
    """What shall be different: entries left out, with other values in some of their fields, or added."""

    without: Annotated[tuple[Text, ...], Field(description="the ids of entries to leave out")] = ()
    change: Annotated[
        Changes,
        Field(description="by the id of an entry, its fields by dotted name; null takes a field away"),
    ] = Field(default_factory=dict)
    add: Annotated[tuple[AnEntry, ...], Field(description="entries to add, as a journal has them")] = ()
    no_replays: Annotated[Flag, Field(description="leave out the steps of the replay behind each readjustment")] = False


class Issue(Asks):
    """A next issue of Common, or a next grant of an option."""

    shares: Values
    price: Values


class Varied(Asks):
    """A field of an entry, and the values that it is to have in turn."""

    entry: Text
    field: FieldName
    values: Annotated[tuple[Number | Text, ...], Field(min_length=1, max_length=_MOST_VALUES)]


class OfSweep(Dated, Exact):
    """What is varied: every choice of one is combined with every choice of the others."""

    issue: Annotated[Issue | None, Field(description="a next issue of Common")] = None
    option: Annotated[Issue | None, Field(description="a next grant of an option")] = None
    vary: Annotated[tuple[Varied, ...], Field(description="fields of entries", max_length=10)] = ()
    each_lapses: Annotated[Flag, Field(description="each right in turn ends unexercised (4E(3))")] = False
    each_repriced_to: Annotated[
        tuple[Number, ...], Field(description="each right in turn has another price (4E(3))", max_length=_MOST_VALUES)
    ] = ()


class Entries(Asks):
    """Entries as a journal has them."""

    entries: Annotated[tuple[AnEntry, ...], Field(description="the entries", max_length=1_000_000)]


class OfRefused(Asks):
    """Entries of which one may be refused."""

    entries: Annotated[tuple[AnEntry, ...], Field(description="the entries")]
    depth: Annotated[Whole | None, Field(description="so many levels down; absent: as far as fits")] = None


class Claimed(Asks):
    """A price as somebody stated it."""

    date: Day
    price: Number
    common_per_share: Number | None = None
    source: Text | None = None


class OfClaims(AsKnown, Exact):
    """Claimed prices, and how exactly they have to agree."""

    claims: Annotated[
        tuple[Claimed, ...], Field(description="absent: only what the ledger itself holds", max_length=100_000)
    ] = ()
    places: Annotated[
        Places | None,
        Field(description="round both to so many decimal places first"),
    ] = None
    strict: Annotated[Flag, Field(description="only what is exact agrees, not what is as stated")] = False


Answers = Callable[[There, Settings, Any, Value], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Supposed:
    """A question with a body: its path, the verb whose answer it has, the model of the body, and what answers it."""

    path: str
    verb: str
    body: type[Asks]
    says: str
    answers: Answers
    example: Mapping[str, Any]


def answer(one: Supposed, at: There, settings: Settings, body: bytes) -> Mapping[str, Any]:
    """What is answered to a body. Raises `UsageError` where it cannot be read, and what the verb is refused with."""
    value = read_json(body)
    asked = read_model(one.body, value.given)
    with understood():
        return one.answers(at, settings, asked, value)


def _what_if(at: There, _: Settings, asked: WhatIf, value: Value) -> Mapping[str, Any]:
    if not (asked.without or asked.change or asked.add):
        raise UsageError("say what shall be different: without, change or add")
    session = _held(at).at(asked.known).session
    added = entries_in(value, "add")
    found = session.what_if(
        asked.on, without=asked.without, change=asked.change, add=added, replays=not asked.no_replays
    )
    return headed("what-if", as_json(found, everything=asked.exact))


def _sweep(at: There, settings: Settings, asked: OfSweep, _: Value) -> Mapping[str, Any]:
    parts = list(_parts(asked))
    if not parts:
        raise UsageError("say what shall vary: issue, option, vary, each_lapses or each_repriced_to")
    ground = _held(at).at(asked.known).session.ground(*parts, on=asked.on)
    if ground.size > settings.most_cases:
        raise AskedTooMuchError(
            f"{ground.size:,} scenarios are more than are worked out here at once, {settings.most_cases:,}; vary less, "
            "or ask `seriesd sweep`",
            HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    found = Sweep(ground.on, ground.axes, ground.actual, tuple(swept(ground, jobs=1)), ground.notes)
    return headed("sweep", as_json(found, everything=asked.exact))


def _parts(asked: OfSweep) -> "list[Part]":
    found: list[Part] = []
    if asked.issue is not None:
        found.append(NextIssue(_exact(asked.issue.shares), _exact(asked.issue.price)))
    if asked.option is not None:
        found.append(NextOption(_exact(asked.option.shares), _exact(asked.option.price)))
    found += [Vary(one.entry, one.field, tuple(map(_word, one.values))) for one in asked.vary]
    found += [EachLapses()] if asked.each_lapses else []
    found += [EachRepriced(_exact(asked.each_repriced_to))] if asked.each_repriced_to else []
    return found


def _exact(values: Sequence[str]) -> tuple[Fraction, ...]:
    return tuple(map(read_amount, values))


def _word(value: str) -> Fraction | str:
    try:
        return read_amount(value)
    except ValueError:
        return value


def _check(at: There, _: Settings, __: Entries, value: Value) -> Mapping[str, Any]:
    with as_file("entries.json", journal_of(value)) as file:
        return ask(at.known, "check", [file]).as_document()


def _refused(at: There, _: Settings, asked: OfRefused, value: Value) -> Mapping[str, Any]:
    depth = words_of(asked.model_copy(update={"entries": ()}))
    with as_file("entries.json", journal_of(value)) as file:
        return ask(at.known, "explain", [f"--refused={file}", *depth], form="json").as_document()


def _audit(at: There, _: Settings, asked: OfClaims, __: Value) -> Mapping[str, Any]:
    words = words_of(asked.model_copy(update={"claims": ()}))
    if not asked.claims:
        return ask(at.known, "audit", words, form="json").as_document()
    rows = [one.model_dump(exclude_none=True) for one in asked.claims]
    with as_file("claims.csv", as_csv([*Claimed.model_fields], rows)) as file:
        return ask(at.known, "audit", [*words, file], form="json").as_document()


def journal_of(value: Value) -> bytes:
    """The entries that were sent as a journal of JSON: every number as it was written."""
    return _text({"entries": value.given["entries"]}, (), frozenset(value.numbers)).encode("utf-8", "backslashreplace")


def _text(given: Any, path: tuple[str, ...], numbers: frozenset[tuple[str, ...]]) -> str:
    if isinstance(given, dict):
        fields = (f"{json.dumps(name)}: {_text(one, (*path, name), numbers)}" for name, one in given.items())
        return f"{{{', '.join(fields)}}}"
    if isinstance(given, list):
        parts = ",\n".join(_text(one, (*path, str(at)), numbers) for at, one in enumerate(given))
        return f"[{parts}]"
    return str(given) if path in numbers else json.dumps(given)


def _held(at: There) -> Any:
    return at.held


AN_ENTRY = {"type": "common_issued", "effective": "2006-03-01", "id": "sale-1", "holder": "Fund", "shares": 5_000_000}

SUPPOSED = (
    Supposed(
        "what-if", "what-if", WhatIf, "What the ledger would answer if it were edited.", _what_if, {"without": ["sale"]}
    ),
    Supposed(
        "sweep",
        "sweep",
        OfSweep,
        "The price in every scenario of a grid.",
        _sweep,
        {"issue": {"shares": [1_000_000], "price": ["0.001", "0.002"]}},
    ),
    Supposed("check", "check", Entries, "What recording these entries would do.", _check, {"entries": [AN_ENTRY]}),
    Supposed(
        "audit",
        "audit",
        OfClaims,
        "Claimed prices and recorded deliveries beside the computed ones.",
        _audit,
        {"claims": [{"date": "2006-03-01", "price": "0.0033"}]},
    ),
    Supposed(
        "explain/refused",
        "explain",
        OfRefused,
        "Why the first of these entries that is refused is refused.",
        _refused,
        {"entries": [AN_ENTRY]},
    ),
)
"""The questions with a body."""
