"""Any answer as JSON. The classes of the answers say what is in it: see `projections.members`.

Exact numbers are `{"exact", "decimal"}` and whole ones plain; dates are `2006-03-01`, moments `2006-03-01T12:00:00Z`;
an entry is written as a journal has it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.members import is_of_members, members

Writer = Callable[[Any, bool], Any]
"""What makes JSON of an answer; with `everything` where that is asked."""


def as_json(answer: Any, *, everything: bool = False) -> Any:
    """The JSON of an answer; `everything` writes exact numbers however long they are."""
    return _WRITERS[type(answer)](answer, everything)


def _writer_of(kind: Any) -> Writer:
    """How answers of a class are written, found out once."""
    if kind is type(None) or issubclass(kind, str | int):
        return lambda answer, _: answer
    if issubclass(kind, Figure):
        return lambda answer, everything: answer.num(everything=everything)
    if is_of_members(kind):
        return _writer_of_members(kind)
    return next((write for of, write in _KINDS if issubclass(kind, of)), _entry if _is_entry(kind) else _list)


def _writer_of_members(kind: Any) -> Writer:
    known = [(one.name, one.attribute, one.maybe, one.spread) for one in members(kind)]

    def write(answer: Any, everything: bool) -> dict[str, Any]:  # noqa: FBT001  as a writer is called
        said: dict[str, Any] = {}
        for name, attribute, maybe, spread in known:
            value = getattr(answer, attribute)
            if spread:
                said |= _WRITERS[type(value)](value, everything) or {}
            elif value is not None or not maybe:
                said[name] = _WRITERS[type(value)](value, everything)
        return said

    return write


def _mapping(answer: Any, everything: bool) -> dict[str, Any]:  # noqa: FBT001  as a writer is called
    return {name: _WRITERS[type(value)](value, everything) for name, value in answer.items()}


def _list(answer: Any, everything: bool) -> list[Any]:  # noqa: FBT001  as a writer is called
    return [_WRITERS[type(one)](one, everything) for one in answer]


def _is_entry(kind: type) -> bool:
    return hasattr(kind, "model_dump")


def _entry(answer: Any, _: bool) -> Any:  # noqa: FBT001  as a writer is called
    from ledger.events import write_entry  # what is read off the tables does without the models

    return write_entry(answer)


_KINDS: tuple[tuple[type, Writer], ...] = (
    (Fraction, lambda answer, everything: Figure.of(answer).num(everything=everything)),
    (datetime, lambda answer, _: written(answer)),
    (date, lambda answer, _: answer.isoformat()),
    (Mapping, _mapping),
)


class _Writers(dict[type, Writer]):
    def __missing__(self, kind: type) -> Writer:
        self[kind] = found = _writer_of(kind)
        return found


_WRITERS = _Writers()
