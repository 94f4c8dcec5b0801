"""Any answer as JSON. The classes of the answers say what is in it: see `projections.members`.

Exact numbers are `{"exact", "decimal"}` and whole ones plain; dates are `2006-03-01`, moments `2006-03-01T12:00:00Z`;
an entry is written as a journal has it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.members import Member, is_of_members, members


def as_json(answer: Any, *, everything: bool = False) -> Any:  # noqa: PLR0911  a line for each kind
    """The JSON of an answer; `everything` writes exact numbers however long they are."""
    kind: Any = type(answer)
    match answer:
        case None | str() | int():
            return answer
        case Figure():
            return answer.num(everything=everything)
        case _ if is_of_members(kind):
            return _object(members(kind), answer, everything=everything)
        case Fraction():
            return Figure.of(answer).num(everything=everything)
        case datetime():
            return written(answer)
        case date():
            return answer.isoformat()
        case Mapping():
            return {name: as_json(value, everything=everything) for name, value in answer.items()}
        case _ if hasattr(answer, "model_dump"):
            from ledger.events import write_entry  # what is read off the tables does without the models

            return write_entry(answer)
        case _:
            return [as_json(one, everything=everything) for one in answer]


def _object(known: Iterable[Member], answer: Any, *, everything: bool) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for one in known:
        value = getattr(answer, one.attribute)
        if one.spread:
            said |= as_json(value, everything=everything) or {}
        elif value is not None or not one.maybe:
            said[one.name] = as_json(value, everything=everything)
    return said
