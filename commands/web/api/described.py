"""The interface described as OpenAPI 3.1 has it: made of the table of operations, and of the schemas of the house."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from commands.api.writer import program
from commands.verbs.schemas import ANSWERS, schema
from commands.web.api.operations import Operation, operations
from commands.web.problems import MEDIA_TYPE
from ledger.events import AnyEntry

Schema = dict[str, Any]

_SCHEMAS = "#/components/schemas/"

PROBLEMS: Mapping[int, str] = {
    400: "What is asked cannot be understood.",
    401: "Recording needs the token of this workbench.",
    403: "This is not allowed: this workbench only reads, or another site asks.",
    404: "There is no such ledger, company or thing.",
    405: "This address is asked in another way.",
    409: "Others kept writing; nothing was recorded.",
    412: "Others recorded something since this was looked at; nothing was recorded.",
    413: "What was sent is too large.",
    415: "What was sent is not of a type that is taken here.",
    421: "This workbench answers to other names.",
    422: "A rule refuses it; `code` names the rule, `clause` where it stands.",
    429: "Too many wrong tokens were given.",
    500: "The ledger is not what was recorded, or seriesd has a fault.",
    503: "The ledger cannot be read now, or too much is being worked out.",
}
"""What the statuses of problems say here."""

_OF_ALL = (400, 403, 404, 405, 421, 422, 429, 500, 503)
_OF_BODIES = (413, 415)
_OF_WRITING = (401, 409, 412)
_NAMED: Mapping[str, str] = {
    "ledger": "the name of the ledger, as /ledgers has it",
    "company": "the company: its name with `_` for each space, and `~` with two hexadecimal digits for other signs",
    "entry": "the id of the entry, written as the company",
    "number": "the number of the proposal",
    "name": "the name of the scenario, written as the company",
}


@cache
def description() -> Schema:
    """The whole document."""
    every = operations()
    paths: dict[str, Schema] = {}
    for one in every:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "seriesd",
            "version": "1",
            "summary": "A cap table ledger: what happened, and what the certificate makes of it.",
            "description": f"Answered by {program()}. Exact numbers are fractions in text, beside a decimal; no number "
            "passes through a binary float. The same entry sent twice is recorded once.",
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": dict(_components(every)),
            "responses": {str(status): _problem(said) for status, said in PROBLEMS.items()},
            "headers": {"ETag": {"description": "stands for this very answer", "schema": {"type": "string"}}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(one: Operation) -> Schema:
    statuses = [*_OF_ALL, *(_OF_BODIES if one.method == "post" else ()), *(_OF_WRITING if one.writes else ())]
    made: Schema = {
        "operationId": one.name,
        "summary": one.says,
        "tags": [one.tag],
        "parameters": parameters(one),
        "responses": {
            **_good(one),
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)},
        },
    }
    if one.body is not None:
        made["requestBody"] = _body(one)
    if one.writes:
        made["security"] = [{"token": []}]
    return made


def _good(one: Operation) -> Schema:
    if one.media_type is not None:
        return {"200": {"description": one.says, "content": {one.media_type: {}}}}
    schema_: Schema = {"$ref": f"{_SCHEMAS}{one.answer}"}
    if one.writes:
        of_head = {"type": ["string", "null"], "description": "the head of the company's log after it"}
        number = {"type": ["integer", "null"], "description": "the number of the last event of the ledger"}
        schema_ = {"allOf": [schema_, {"type": "object", "properties": {"head": of_head, "number": number}}]}
    answer: Schema = {"description": one.says, "content": {"application/json": {"schema": schema_}}}
    if one.writes:
        return {"200": answer | {"description": "It was there already, or was only tried."}, "201": answer}
    if not one.marked:
        return {"200": answer}
    etag = {"headers": {"ETag": {"$ref": "#/components/headers/ETag"}}}
    return {"200": answer | etag, "304": {"description": "The answer is the one that has this mark.", **etag}}


def parameters(one: Operation) -> list[Schema]:
    """What an operation is asked with, in its path, its query and its headers."""
    return [*_path_parameters(one), *_query_parameters(one), *_header_parameters(one)]


def _path_parameters(one: Operation) -> Iterator[Schema]:
    for part in one.path.split("/"):
        if part.startswith("{"):
            name = part.strip("{}")
            schema_: Schema = {"type": "string", "minLength": 1}
            yield {"name": name, "in": "path", "required": True, "description": _NAMED[name], "schema": schema_}


def _query_parameters(one: Operation) -> Iterator[Schema]:
    found = one.query.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    required = found.get("required", ())
    for name, given in found.get("properties", {}).items():
        described = _without_null(given)
        said = described.pop("description", "")
        yield {
            "name": name, "in": "query", "required": name in required, "description": said, "schema": described,
        }  # fmt: skip


def _without_null(given: Mapping[str, Any]) -> Schema:
    """A schema as an address has it: there, nothing is said by leaving it out."""
    left = {name: value for name, value in given.items() if name != "title" and (name, value) != ("default", None)}
    some = [one for one in left.get("anyOf", ()) if one != {"type": "null"}]
    if len(some) == 1:
        left = {**{name: value for name, value in left.items() if name != "anyOf"}, **some[0]}
    elif some:
        left["anyOf"] = some
    return left


def _header_parameters(one: Operation) -> Iterator[Schema]:
    if one.marked:
        yield _header("If-None-Match", "the mark of an answer that is known: 304 where it is still this one")
    if one.writes:
        yield _header("Seriesd-As", "who records; it stands with the recording", required=True)
        yield _header("If-Match", "the mark of the answer that was looked at: 412 where others recorded since")
    if one.keyed:
        yield _header("Idempotency-Key", "the key of this batch: the same entries with it again are recorded already")


def _header(name: str, said: str, *, required: bool = False) -> Schema:
    text: Schema = {"type": "string"}
    if not name.startswith("If-"):  # a mark that is none stands for no answer that is known
        text |= {"minLength": 1, "maxLength": 200, "pattern": "^[!-~](?:[ -~]*[!-~])?$"}
    return {"name": name, "in": "header", "required": required, "description": said, "schema": text}


def _body(one: Operation) -> Schema:
    if one.body is None:
        raise TypeError(one.name)
    if one.takes_file:
        fields = one.body.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")["properties"]
        parts = {name: _without_null(given) for name, given in fields.items()}
        file = {"type": "string", "contentMediaType": "application/octet-stream", "description": "the file"}
        form = {
            "type": "object",
            "properties": {"file": file, **parts},
            "required": ["file"],
            "additionalProperties": False,
        }
        return {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    given: Schema = {"schema": {"$ref": f"{_SCHEMAS}{one.body.__name__}"}}
    example = {} if one.example is None else {"examples": {"one": {"value": one.example}}}
    return {"required": True, "content": {"application/json": {**given, **example}}}


def _problem(said: str) -> Schema:
    return {"description": said, "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}Problem"}}}}


_A_PROBLEM: Schema = {
    "type": "object",
    "description": "Why there is no answer (RFC 9457).",
    "properties": {
        "type": {"type": "string", "description": "urn:seriesd:problem: and the code"},
        "title": {"type": "string", "description": "what the status is called"},
        "status": {"type": "integer", "description": "the status"},
        "detail": {"type": "string", "description": "the sentence"},
        "code": {"type": "string", "description": "the code of the rule or the error; `explain refusal` tells of it"},
        "clause": {"type": "string", "description": "where the rule stands; empty where it is of the program"},
        "entry": {"type": ["string", "null"], "description": "the id of the entry at fault"},
        "line": {"type": ["integer", "null"], "description": "its line in what was sent"},
        "errors": {"type": "array", "items": {"type": "string"}, "description": "where several are wrong, each"},
        "more": {"type": "integer", "description": "how many more are wrong"},
    },
    "required": ["type", "title", "status", "detail", "code", "clause", "entry", "line"],
}
_LEDGERS: Schema = {
    "type": "object",
    "description": "The ledgers that are here.",
    "properties": {
        "schema": {"const": "seriesd/ledgers/1"},
        "ledgers": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "path": {"type": "string"}},
                "required": ["name", "path"],
            },
        },
        "writes": {"type": "boolean", "description": "whether anything can be recorded here"},
    },
    "required": ["schema", "ledgers", "writes"],
}


def _components(every: Sequence[Operation]) -> Iterator[tuple[str, Schema]]:
    yield "Problem", _A_PROBLEM
    yield "ledgers", _LEDGERS
    entry = TypeAdapter(AnyEntry).json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    yield from entry.pop("$defs").items()
    yield "AnyEntry", entry
    for verb in sorted({one.answer for one in every if one.answer in ANSWERS}):
        yield from _of_verb(verb)
    for one in every:
        if one.body is not None and not one.takes_file:
            made = _with_entries(one.body.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}"))
            yield from made.pop("$defs", {}).items()
            yield one.body.__name__, made


def _with_entries(given: Any) -> Any:
    """The schema of a body, in which an entry is of the type that it says."""
    if isinstance(given, dict):
        if given.get("title") == "AnyEntry":
            return {"$ref": f"{_SCHEMAS}AnyEntry"}
        return {name: _with_entries(value) for name, value in given.items()}
    return [_with_entries(one) for one in given] if isinstance(given, list) else given


def _of_verb(verb: str) -> Iterator[tuple[str, Schema]]:
    """The published schema of a verb: what is defined in it stands beside it, under its name."""
    found = schema(verb)
    definitions = found.pop("$defs")
    left = {name: value for name, value in found.items() if name not in ("$schema", "$id")}
    yield verb, _renamed(left, verb)
    for name, value in definitions.items():
        yield f"{verb}.{name}", _renamed(value, verb)


def _renamed(given: Any, verb: str) -> Any:
    if isinstance(given, dict):
        return {
            name: f"{_SCHEMAS}{verb}.{value.removeprefix('#/$defs/')}" if name == "$ref" else _renamed(value, verb)
            for name, value in given.items()
        }
    return [_renamed(one, verb) for one in given] if isinstance(given, list) else given
