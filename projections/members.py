"""What of an answer is said to a program: the members of its JSON, read off the class that the answer is of.

They are the fields of the dataclass (or named tuple) under their own names, in order, and the properties marked as a
`member`, behind them or before the field that is named. Where it is otherwise, the annotation says so:

    Annotated[T, Name("A")]     under another name
    Maybe[T]                    left out where it is None
    Hidden[T]                   not said
    Spread[T]                   its members stand here, in its place
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol, TypeVar, get_origin, get_type_hints

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

Library = Literal["pandas", "polars"]
"""The libraries of data frames that an answer can be had in."""


class Outlet(Protocol):
    """What makes plain data of an answer; it stands in a house above, which sets it (`commands.api.data`)."""

    def to_dict(self, answer: Any, *, exact: bool) -> dict[str, Any]:
        """The document of the answer."""

    def to_frame(self, answer: Any, library: "Library | None", *, of: str | None) -> Any:
        """The answer as a data frame."""


class Answer:
    """An answer of the ledger, which can be had as plain data by whoever asked through `seriesd`."""

    __slots__ = ()

    outlet: ClassVar[Outlet]

    def to_dict(self, *, exact: bool = False) -> dict[str, Any]:
        """The document that the command prints with --json; see `seriesd.to_dict`."""
        return self.outlet.to_dict(self, exact=exact)

    def to_frame(self, library: "Library | None" = None, *, of: str | None = None) -> Any:
        """A data frame of pandas or polars; see `seriesd.to_frame`."""
        return self.outlet.to_frame(self, library, of=of)


class Name(NamedTuple):
    """The name that a member has in JSON."""

    name: str


class _Mark(NamedTuple):
    mark: str


_MAYBE, _HIDDEN, _SPREAD = _Mark("maybe"), _Mark("hidden"), _Mark("spread")

Maybe = Annotated[T | None, _MAYBE]
"""A member that is left out where it is None."""

Hidden = Annotated[T, _HIDDEN]
"""A field that is no member."""

Spread = Annotated[T, _SPREAD]
"""A field whose own members stand in its place."""


class Member(NamedTuple):
    """A member of the JSON of a class: its name there, the attribute that has it, and its type."""

    name: str
    attribute: str
    type: Any
    maybe: bool
    spread: bool


def member(before: str = "") -> Callable[[F], F]:
    """Mark the function of a property whose value is a member: behind the fields, or before one of them."""

    def marked(function: F) -> F:
        function.__dict__["member_before"] = before
        return function

    return marked


@cache
def is_of_members(kind: Any) -> bool:
    """Whether a class is one whose values are said member by member."""
    return is_dataclass(kind) or hasattr(kind, "_fields")


@cache
def members(kind: Any) -> tuple[Member, ...]:
    """The members of a class, in the order in which they are said."""
    hints = get_type_hints(kind, include_extras=True)
    names = [one.name for one in fields(kind)] if is_dataclass(kind) else [*getattr(kind, "_fields", ())]
    for name, before, hint in _properties(kind):
        hints[name] = hint
        names.insert(names.index(before) if before else len(names), name)
    return tuple(one for name in names for one in _member(name, hints[name]))


def _properties(kind: type) -> Iterator[tuple[str, str, Any]]:
    for base in reversed(kind.__mro__):
        for name, value in vars(base).items():
            before = getattr(value.fget, "member_before", None) if isinstance(value, property) else None
            if before is not None:
                yield name, before, get_type_hints(value.fget, include_extras=True)["return"]


def _member(attribute: str, hint: Any) -> Iterator[Member]:
    kind, marks = (hint.__origin__, hint.__metadata__) if get_origin(hint) is Annotated else (hint, ())
    if _HIDDEN in marks:
        return
    name = next((one.name for one in marks if isinstance(one, Name)), attribute)
    yield Member(name, attribute, kind, _MAYBE in marks, _SPREAD in marks)
