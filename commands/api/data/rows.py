"""An answer as a table: which of its parts are the rows, and what columns the class of those parts gives.

A number has two columns, as in a table of `seriesd sweep`: the exact rational as text, and under `…_decimal` a decimal
to 10 places. What is made of parts stands under dotted names; what is a list of parts itself is no column.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from commands.api.data.documents import named
from ledger.errors import ArgumentError
from ledger.names import near
from ledger.numbers.exact import DISPLAY_PLACES
from ledger.numbers.figure import Figure
from projections.answers.price import Price
from projections.compare.sweep import Sweep
from projections.compare.sweep_tables import DECIMAL, DIGITS, columns, records
from projections.explain.balances import Accounts
from projections.members import Member, is_of_members, members

Kind = Literal["text", "whole", "yes or no", "date", "moment", "decimal", "names"]
"""What a column holds; each may be None."""

Get = Callable[[Any], Any]


class Column(NamedTuple):
    """A column: its name, what it holds, and how its value is got of a part of the answer."""

    name: str
    kind: Kind
    get: Get


class Table(NamedTuple):
    """The rows of an answer, each with a value for each column."""

    columns: Sequence[tuple[str, Kind]]
    rows: Sequence[tuple[Any, ...]]


_USUAL = {
    "record": ("told",),
    "void": ("differences",),
    "correct": ("differences",),
    "history": ("steps", "changes"),
    "holders": ("holders",),
    "entries": ("entries",),
    "explain": ("steps", "fields"),
    "what-if": ("differences",),
    "readings": ("switches",),
    "scenario": ("scenarios", "differences", "steps"),
    "audit": ("claims",),
    "dividends": ("dividends",),
    "waterfall": ("holders",),
    "calendar": ("items",),
    "consents": ("proposals",),
    "flags": ("warnings",),
    "companies": ("companies",),
    "documents": ("documents",),
    "recordings": ("recordings",),
    "proposals": ("proposals",),
    "approve": ("changes",),
}
"""The parts that are the rows where none are named; of several the first that there is."""

_KEYS = {"holders": "holder", "rights": "right", "proposals": "action", "parity": "class"}
"""What names each part, where they stand by name."""


class Told(NamedTuple):
    """A figure that was explained: its name, what it counts, by which clause, and what it is."""

    figure: str
    label: str
    clause: str
    unit: str
    value: Figure | bool | date


_PLAIN: Mapping[Any, Kind] = {str: "text", int: "whole", bool: "yes or no", date: "date", datetime: "moment"}


def table_of(answer: Any, of: str | None = None) -> Table:
    """The rows of an answer: its usual parts, or those `of` another member. Raises `ArgumentError` for no parts."""
    if of is None and isinstance(answer, Accounts):
        told = [Told(name, one.label, one.clause, one.unit, one.figure) for name, one in answer.figures.items()]
        return _table(_columns(Told), told)
    name, value = named(answer)
    if of is None and isinstance(value, Sweep):
        return _swept(value)
    if of is None and isinstance(value, Price):
        return _table(_columns(Price), [value])
    kind: type = type(value)
    parts = {one.name: one for one in _parts(kind)}
    usual = (one for one in _USUAL.get(name, ()) if one in parts)
    wanted = next(usual, next(iter(parts), "")) if of is None else of
    if wanted not in parts:
        known = f"; there are: {', '.join(parts)}" if parts else ""
        raise ArgumentError(f"of: {wanted!r} are no parts of this answer{near(str(wanted), parts) or known}")
    return _listed(parts[wanted], value)


def _listed(part: "Part", value: Any) -> Table:
    found: Any = part.get(value) or {}
    if not part.by_name:
        return _table(_columns(part.kind), list(found))
    key = Column(_KEYS.get(part.name, "holder"), "text", lambda one: one[0])
    inner = _columns(part.kind) if is_of_members(part.kind) else list(_number("value", lambda one: one))
    below = [Column(one.name, one.kind, lambda pair, get=one.get: get(pair[1])) for one in inner]  # type: ignore[misc]
    return _table([key, *below], list(found.items()))


def _table(columns: Sequence[Column], parts: Iterable[Any]) -> Table:
    return Table([one[:2] for one in columns], [tuple(one.get(part) for one in columns) for part in parts])


def _swept(answer: Sweep) -> Table:
    names = columns(answer)
    kinds: list[tuple[str, Kind]] = [(name, "decimal" if name.endswith(DECIMAL) else "text") for name in names]
    return Table(kinds, [tuple(one[name] for name in names) for one in records(answer)])


# -- the parts of an answer, and their columns ------------------------------------------------------------------------


class Part(NamedTuple):
    """A member of an answer that has many parts: their class, how they are got, and whether they stand by name."""

    name: str
    kind: Any
    get: Get
    by_name: bool


@cache
def _parts(kind: type) -> tuple[Part, ...]:
    return tuple(_parts_of(kind, lambda one: one))


def _parts_of(kind: Any, get: Get) -> Iterator[Part]:
    for one in members(kind) if is_of_members(kind) else ():
        (hint, *_), below = _some(one.type), _after(get, one)
        origin, inner = get_origin(hint), get_args(hint)
        if one.spread:
            yield from _parts_of(hint, below)
        elif isinstance(origin, type) and issubclass(origin, Mapping) and _is_part(inner[1]):
            yield Part(one.name, inner[1], below, by_name=True)
        elif isinstance(origin, type) and issubclass(origin, Sequence) and is_of_members(inner[0]):
            yield Part(one.name, inner[0], below, by_name=False)


def _is_part(hint: Any) -> bool:
    return is_of_members(hint) or hint in (Figure, Fraction)


@cache
def _columns(kind: Any) -> tuple[Column, ...]:
    # of two members of one name the later counts, as in the document
    return tuple({one.name: one for one in _columns_of(kind, "", lambda one: one, (kind,))}.values())


def _columns_of(kind: Any, above: str, get: Get, within: tuple[Any, ...]) -> Iterator[Column]:
    for one in members(kind):
        name, below, kinds = f"{above}{one.name}", _after(get, one), _some(one.type)
        first = kinds[0]
        if any(it in (Figure, Fraction) for it in kinds):  # of one part perhaps a word, a day, or yes and no
            yield from _number(name, below)
        elif first in _PLAIN:
            yield Column(name, _PLAIN[first], below)
        elif get_origin(first) is Literal:
            yield Column(name, "text", below)
        elif len(kinds) == 1 and is_of_members(first) and first not in within:
            yield from _columns_of(first, above if one.spread else f"{name}.", below, (*within, first))
        elif get_args(first)[:1] == (str,) and get_origin(first) in (list, tuple, Sequence):
            yield Column(name, "names", lambda part, get=below: _names(get(part)))  # type: ignore[misc]


def _after(get: Get, one: Member) -> Get:
    def got(part: Any) -> Any:
        found = get(part)
        return None if found is None else getattr(found, one.attribute)

    return got


def _some(hint: Any) -> tuple[Any, ...]:
    """The types that a member may be of, but for none."""
    if get_origin(hint) is Annotated:
        return _some(get_args(hint)[0])
    if get_origin(hint) not in (Union, UnionType):
        return (hint,)
    return tuple(kind for one in get_args(hint) if one is not NoneType for kind in _some(one))


def _number(name: str, get: Get) -> Iterator[Column]:
    yield Column(name, "text", lambda part: _text(get(part)))
    yield Column(f"{name}{DECIMAL}", "decimal", lambda part: _decimal(get(part)))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return (value if isinstance(value, Figure) else Figure.of(value)).text()


def _decimal(value: Any) -> Decimal | None:
    """The decimal to so many places; none where it has more digits than a column of decimals has room for."""
    if isinstance(value, bool) or not isinstance(value, Figure | Fraction | int):
        return None
    with localcontext(prec=DIGITS + DISPLAY_PLACES):
        found = Decimal((value if isinstance(value, Figure) else Figure.of(value)).decimal(DISPLAY_PLACES))
    return found if found.adjusted() < DIGITS - DISPLAY_PLACES else None


def _names(value: Any) -> list[str] | None:
    return None if value is None else list(value)
