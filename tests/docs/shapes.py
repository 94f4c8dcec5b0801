"""The shapes of the JSON answers as they were published, member by member: `python -m tests.docs.shapes` writes them.

A line is a member of an object in an answer: the document with its version, the object, the member, what it is, and
whether it may be absent. Descriptions are no part of the shape.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commands.verbs.schemas import schemas
from projections.render.json.documents import identity

PUBLISHED = Path(__file__).with_name("shapes.txt")
WHAT_TO_DO = (
    "the shape of an answer that was published has changed: put back what programs read, or raise the version of the "
    "answer in projections/render/json/documents.py, and write the shapes anew with `python -m tests.docs.shapes`"
)
WRITE_DOWN = "members were added, which is welcome: write them down with `python -m tests.docs.shapes`"


def shapes() -> dict[str, str]:
    """What each member of each answer is, by its name."""
    return {name: shape for answer, schema in schemas().items() for name, shape in _members(answer, schema)}


def published() -> dict[str, str]:
    """The same as it was published."""
    lines = PUBLISHED.read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def _members(answer: str, schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    whole = {name: one for name, one in schema.items() if name in ("$ref", "anyOf")}
    yield f"{identity(answer)} document", _shape(whole)
    for name, one in schema["$defs"].items():
        variants = one.get("anyOf", [one])
        for number, variant in enumerate(variants):
            place = f"{identity(answer)} {name}{f' {number + 1}' if len(variants) > 1 else ''}"
            required = variant.get("required", ())
            for member, kind in variant.get("properties", {}).items():
                yield f"{place} {member}", f"{_shape(kind)}{'' if member in required else ', may be absent'}"
            if "properties" not in variant:
                yield place, _shape(variant)


def _shape(kind: dict[str, Any]) -> str:
    return json.dumps({name: one for name, one in kind.items() if name != "description"}, sort_keys=True)


if __name__ == "__main__":
    PUBLISHED.write_text("".join(f"{name}: {shape}\n" for name, shape in sorted(shapes().items())), "utf-8")
