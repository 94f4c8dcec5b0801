"""A JSON document in pieces, each made when it is written: a long one is never there as a whole.

What the pieces say together is, byte for byte, what `documents.as_document` says of the same content.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from ledger.shown import visible_in_json

_STEP = "  "
_HOLDING = (dict, list, tuple)


class Each(NamedTuple):
    """An array in a document whose members are made one by one, as they are written. It is written once."""

    members: Iterable[Any]


def in_pieces(content: Mapping[str, Any]) -> Iterator[str]:
    """The text of a JSON document, piece by piece; every text in it stands in one piece."""
    yield from map(visible_in_json, _pieces(content, "\n"))
    yield "\n"


def _pieces(value: Any, margin: str) -> Iterator[str]:
    """What is written for a value that stands at this margin, a line's end with the spaces behind it."""
    if isinstance(value, Each):
        yield from _between("[]", (("", one) for one in value.members), margin)
    elif _is_open(value):
        yield from _between("{}", ((f"{quoted(name)}: ", one) for name, one in value.items()), margin)
    else:
        yield _whole(value, margin)


def _between(brackets: str, found: Iterable[tuple[str, Any]], margin: str) -> Iterator[str]:
    inner, before = margin + _STEP, brackets[0]
    for lead, one in found:
        pieces = _pieces(one, inner)
        yield f"{before}{inner}{lead}{next(pieces)}"
        yield from pieces
        before = ","
    yield brackets if before != "," else margin + brackets[1]


def _is_open(value: Any) -> bool:
    """Whether somewhere in a mapping stands an array that is still to be made."""
    if not isinstance(value, dict):
        return False
    return any(type(one) is Each or (type(one) is dict and _is_open(one)) for one in value.values())


def _whole(value: Any, margin: str) -> str:
    if isinstance(value, str):
        return quoted(value)
    if value is None or not isinstance(value, _HOLDING):
        return "null" if value is None else json.dumps(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    inner = margin + _STEP
    if isinstance(value, dict):
        members = f",{inner}".join(f"{quoted(name)}: {_whole(one, inner)}" for name, one in value.items())
        return f"{{{inner}{members}{margin}}}"
    return f"[{inner}{f',{inner}'.join(_whole(one, inner) for one in value)}{margin}]"
