"""The reference of the answers as JSON, from their published schemas: each verb, and the objects in its answers."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from commands.verbs.schemas import schemas

Schema = dict[str, Any]

_PLAIN = {"null": "null", "boolean": "true or false", "integer": "whole number", "string": "text"}
_FORMATS = {"date": "date", "date-time": "moment"}


def answers_reference() -> str:
    """Each verb with its schema and the objects of its answers; those of several verbs behind all."""
    found = schemas()
    uses = Counter(name for schema in found.values() for name in schema["$defs"])
    alone = {
        verb: {name: one for name, one in schema["$defs"].items() if uses[name] == 1} for verb, schema in found.items()
    }
    shared = {name: one for schema in found.values() for name, one in sorted(schema["$defs"].items()) if uses[name] > 1}
    parts = [part for verb, schema in found.items() for part in _verb(verb, schema, alone[verb])]
    return "\n\n".join([*parts, "### Objects in answers of several verbs", *_objects(shared)])


def undescribed() -> list[str]:
    """The members of which nothing is said: give them a docstring, or a meaning in `commands.verbs.meanings`."""
    return [
        f"{verb}: {name}.{member}"
        for verb, schema in schemas().items()
        for name, one in schema["$defs"].items()
        for variant in one.get("anyOf", [one])
        for member, said in variant.get("properties", {}).items()
        if "description" not in said
    ]


def _verb(verb: str, schema: Schema, objects: dict[str, Schema]) -> Iterator[str]:
    yield "### Where there is no answer" if verb == "error" else f"### The answer of {verb}"
    yield f"{_kind({key: one for key, one in schema.items() if key != 'title'})[0].upper()}{_kind(schema)[1:]}. Schema: [{verb}]({_where(verb)})."
    yield from _objects(objects)


def _where(verb: str) -> str:
    return "explain.schema.json" if verb == "explain" else f"schemas/{verb}.json"


def _objects(objects: dict[str, Schema]) -> Iterator[str]:
    for name, one in objects.items():
        yield f"**{_spaced(name)}.** {one.get('description', '')}"
        for variant in one.get("anyOf", [one]):
            if "properties" in variant:
                yield "\n".join(_table(variant))


def _table(one: Schema) -> Iterator[str]:
    yield "| field | is | meaning |"
    yield "|---|---|---|"
    for name, schema in one["properties"].items():
        missing = "" if name in one["required"] else "; may be absent"
        described = {key: value for key, value in schema.items() if key != "description"}
        yield f"| `{name}` | {_kind(described)}{missing} | {schema.get('description', '')} |"


def _kind(schema: Schema) -> str:  # noqa: PLR0911  a line for each kind
    """What a value is, in words."""
    if "$ref" in schema:
        return _spaced(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    match schema.get("type"):
        case "array":
            return f"list of: {_kind(schema['items'])}"
        case "object" if "additionalProperties" in schema:
            return f"by name: {_kind(schema['additionalProperties'])}"
        case "object":
            return ", ".join(f"`{name}`: {_kind(one)}" for name, one in schema["properties"].items())
        case None:
            return "any value"
        case kind:
            return _FORMATS.get(schema.get("format", ""), _PLAIN[kind])


def _spaced(name: str) -> str:
    return "NUM" if name == "Num" else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
