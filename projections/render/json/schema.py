"""The JSON Schema of an answer, made of the same classes that `serialize` reads (`projections.members`).

What is described there is what their docstrings say: of a class, of a property, and below a field.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cache, reduce
from inspect import getsource
from itertools import product
from operator import or_
from textwrap import dedent
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from ledger.numbers.figure import Figure, Num
from projections.members import Member, is_of_members, members
from projections.render.json.documents import identity, uri

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_PLAIN: dict[Any, Schema] = {
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Any: {},
    object: {},
}
_HEAD = "Which answer this is, and in which version of its shape; it stands first."
_ENTRY: Schema = {"type": "object", "description": "An entry as a journal has it."}


def schema_of(answer: str, title: str, meanings: Mapping[str, str], *kinds: Any, each: bool = False) -> Schema:
    """The schema of an answer, which is of one of these kinds; with `each`, or has one for each company by its name.

    `meanings` are those of the members of which no docstring speaks, by name, or by class and name.
    """
    made = _Made(meanings)
    found = [made.of(one) for one in kinds]
    if each:
        by_name = {"type": "object", "additionalProperties": _any_of(found)}
        found.append(_properties({"companies": (by_name, False)}))
    head = {"schema": ({"const": identity(answer), "description": _HEAD}, False)}
    about = {"$schema": DIALECT, "$id": uri(answer), "title": title}
    return {**about, **_properties(head), **_any_of(found), "$defs": made.definitions}


@dataclass(slots=True)
class _Made:
    """The definitions made so far, and for which class each is."""

    meanings: Mapping[str, str]
    definitions: dict[str, Schema] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)

    def of(self, hint: Any) -> Schema:  # noqa: PLR0911  a line for each kind
        """The schema of a type."""
        origin, inner = get_origin(hint), get_args(hint)
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        if hint in (Figure, Fraction):
            return self.of(Num)
        if origin in (Annotated, Required, NotRequired):
            return self.of(inner[0])
        if origin is Literal:
            return {"const": inner[0]} if len(inner) == 1 else {"enum": [*inner]}
        if origin in (Union, UnionType):
            return _any_of([self.of(one) for one in inner])
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if isinstance(origin, type) and issubclass(origin, Iterable):
            return {"type": "array", "items": self.of(inner[0])}
        if hasattr(hint, "model_fields"):
            return self._named("Entry", lambda: _ENTRY)
        return self._named(self._name(hint), lambda: self._object(hint))

    def _name(self, kind: type) -> str:
        """The name of a class among the definitions; of two of one name the second has that of its module before it."""
        name = kind.__name__
        if self.known.setdefault(name, kind) is kind:
            return name
        return f"{kind.__module__.rpartition('.')[2].title().replace('_', '')}{name}"

    def _named(self, name: str, make: Any) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}  # one that is made of itself finds its name
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, kind: type) -> Schema:
        variants = [_properties(one) for one in self._variants(kind)]
        return {"description": _flowing(kind.__doc__ or "")} | _any_of(variants)

    def _variants(self, kind: type) -> "Iterator[dict[str, tuple[Schema, bool]]]":
        """The members by name, each with its schema and whether it may be left out; several where unions spread."""
        parts = [self._part(kind, one) for one in _members(kind)]
        for chosen in product(*parts):
            yield {name: value for part in chosen for name, value in part.items()}

    def _meaning(self, kind: type, name: str) -> str:
        return self.meanings.get(f"{kind.__name__}.{name}") or self.meanings.get(name, "")

    def _part(self, kind: type, one: Member) -> "list[dict[str, tuple[Schema, bool]]]":
        if not one.spread:
            described = self.of(_without_none(one.type) if one.maybe else one.type)
            said = _said(kind).get(one.attribute) or self._meaning(kind, one.name)
            return [{one.name: ({**described, "description": said} if said else described, one.maybe)}]
        kinds = get_args(one.type) if get_origin(one.type) in (Union, UnionType) else (one.type,)
        found = [variant for each in kinds if each is not NoneType for variant in self._variants(each)]
        if NoneType not in kinds:
            return found
        return [{name: (schema, True) for name, (schema, _) in variant.items()} for variant in found]


def _without_none(hint: Any) -> Any:
    """A type of which there is something, since nothing is left out."""
    some = tuple(one for one in get_args(hint) if one is not NoneType)
    return reduce(or_, some) if get_origin(hint) in (Union, UnionType) else hint


def _members(kind: Any) -> Iterable[Member]:
    if is_of_members(kind):
        return members(kind)
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        absent = {name for name, hint in hints.items() if get_origin(hint) is NotRequired} | kind.__optional_keys__
        return [Member(name, name, hint, name in absent, spread=False) for name, hint in hints.items()]
    raise TypeError(f"an answer holds a {kind}")


def _properties(variant: "Mapping[str, tuple[Schema, bool]]") -> Schema:
    properties = {name: schema for name, (schema, _) in variant.items()}
    required = [name for name, (_, maybe) in variant.items() if not maybe]
    return {"type": "object", "properties": properties, "required": required}


def _any_of(schemas: list[Schema]) -> Schema:
    flat = [inner for one in schemas for inner in (one["anyOf"] if [*one] == ["anyOf"] else [one])]
    apart = [one for number, one in enumerate(flat) if one not in flat[:number]]
    return apart[0] if len(apart) == 1 else {"anyOf": apart}


@cache
def _said(kind: type) -> Mapping[str, str]:
    """What the docstrings below fields and in properties say, by the name of the attribute."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.split(".")[0] in ("projections", "ledger", "commands"):
            (made,) = ast.parse(dedent(getsource(base))).body
            found |= dict(_below_fields(getattr(made, "body", ())))
        for name, value in vars(base).items():
            if isinstance(value, property) and value.__doc__:
                found[name] = _flowing(value.__doc__)
    return found


def _below_fields(body: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    last = ""
    for one in body:
        match one:
            case ast.AnnAssign(target=ast.Name(id=name)):
                last = name
            case ast.Expr(value=ast.Constant(value=str(text))) if last:
                yield last, _flowing(text)
                last = ""
            case _:
                last = ""


def _flowing(docstring: str) -> str:
    """A docstring without its line breaks; nothing is null in JSON."""
    return re.sub(r"\bNone\b", "null", " ".join(docstring.split()))
