"""Comments that our own import reads back: what an entry says and no field of the format can.

A comment is free text there. One that begins with `seriesd:` names a field of the journal and gives its value as JSON;
other programs show it as it is, and a person can read it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

PREFIX = "seriesd: "

MARKED = (
    "excluded",
    "dividend_on",
    "assumed",
    "conversion_price",
    "split_protection",
    "priced_off_series_d",
    "fractions",
    "subsidiary_left",
    "determination",
    "note",
    "source",
    "common_shares",
)
"""The fields of journal entries that travel in comments, wherever they are given."""
_IN_FIELDS = ("common_shares",)
"""Those of them that have a field of the format: a comment says only that the entry does not state them."""


def mark(field: str, value: Any) -> str:
    """A comment that carries a field of the journal."""
    return f"{PREFIX}{field} {json.dumps(value, ensure_ascii=False)}"


def marks_in(comments: Iterable[str]) -> dict[str, Any]:
    """The fields that comments carry. Raises `ValueError` where one that says it is a mark is none."""
    found: dict[str, Any] = {}
    for comment in comments:
        if comment.startswith(PREFIX):
            field, _, value = comment.removeprefix(PREFIX).partition(" ")
            found[field] = json.loads(value, parse_float=str, parse_constant=str)
    return found


def marked(written: Mapping[str, Any]) -> list[str]:
    """The comments for an entry as a journal writes it."""
    return [mark(field, written[field]) for field in MARKED if field in written and field not in _IN_FIELDS]
