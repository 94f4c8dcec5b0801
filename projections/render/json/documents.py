"""What stands at the head of every JSON document: which answer it is, and in which version of its shape.

A member that is added leaves the version as it is. One that is taken away, goes by another name or says another thing
raises it; what was published under a version is never changed.
"""

import json
from collections.abc import Mapping
from typing import Any

from ledger.shown import visible_in_json

VERSIONS: Mapping[str, int] = {}
"""The versions of the answers that are not in their first, by name."""

_SAME: Mapping[str, str] = {"check": "record"}
"""Verbs that answer what another one does: `check` says what `record` would say."""


def identity(verb: str) -> str:
    """The name of a document of the answer of a verb, with its version: `seriesd/price/1`."""
    answer = _SAME.get(verb, verb)
    return f"seriesd/{answer}/{VERSIONS.get(answer, 1)}"


def uri(verb: str) -> str:
    """The name as the `$id` of the schema of a verb: each verb has its own."""
    return f"urn:seriesd:{verb}:{VERSIONS.get(_SAME.get(verb, verb), 1)}"


def headed(answer: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as a whole document: its name first."""
    return {"schema": identity(answer), **found}


def as_document(content: Mapping[str, Any]) -> str:
    """The text of a JSON document. Letters of any script stand in it as they are; what nobody sees is escaped.

    The escapes say the same to a program, and cannot move the cursor of a terminal or turn the direction of writing.
    """
    return visible_in_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"
