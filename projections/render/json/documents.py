"""What stands at the head of every JSON document: which answer it is, and in which version of its shape.

A member that is added leaves the version as it is. One that is taken away, goes by another name or says another thing
raises it; what was published under a version is never changed.
"""

from collections.abc import Mapping
from typing import Any

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
