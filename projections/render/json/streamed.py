"""An answer as JSON whose long arrays are made as they are written (`projections.render.json.pieces`).

The members are those of `serialize`. A figure of a history stands in many replays, so what is written for the latest is
remembered; nothing else of what was written is kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from ledger.numbers.lazy import Later
from projections.members import is_of_members, members
from projections.render.json.pieces import Each
from projections.render.json.serialize import as_json

_REMEMBERED = 4096


class _Writing(NamedTuple):
    """How a document is written: with long exact numbers or without, and what was written for a number."""

    everything: bool
    num: Callable[[Bounded, Fraction], Mapping[str, Any]]


def streamed(answer: Any, *, everything: bool = False) -> dict[str, Any]:
    """The JSON of an answer, to be written once: what is a list in it, or made when somebody looks, is made then.

    `everything` writes exact numbers however long they are.
    """
    return _members(answer, _writing(everything=everything))


def _writing(*, everything: bool) -> _Writing:
    def num(bounded: Bounded, factor: Fraction) -> Mapping[str, Any]:
        return Figure(bounded, factor).num(everything=everything)  # of its own: one that is kept would remember it

    return _Writing(everything, num if everything else lru_cache(_REMEMBERED)(num))


def _members(answer: Any, writing: _Writing) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for one in members(_kind(answer)):
        value = getattr(answer, one.attribute)
        if one.spread:
            said |= as_json(value, everything=writing.everything) or {}
        elif value is not None or not one.maybe:
            said[one.name] = _value(value, writing)
    return said


def _value(value: Any, writing: _Writing) -> Any:
    if isinstance(value, Figure):
        return writing.num(value.bounded, value.factor)
    if isinstance(value, list | Later):
        return Each(_one(one, writing) for one in _once(value))
    return as_json(value, everything=writing.everything)


def _one(value: Any, writing: _Writing) -> Any:
    return _members(value, writing) if is_of_members(_kind(value)) else _value(value, writing)


def _once(value: Sequence[Any]) -> Iterable[Any]:
    return value.once() if isinstance(value, Later) else value


def _kind(value: object) -> Any:
    return type(value)
