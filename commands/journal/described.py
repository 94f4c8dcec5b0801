"""The fields of entries as their models have them: of which kind, with which default, and what they mean."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from commands.journal.meanings import MEANINGS
from ledger.events import ENTRY_TYPES, Entry, Limb, fields
from ledger.numbers.exact import write_number

COMMON = ("type", "effective", "id", "note", "source")
"""The fields that every entry has."""

KINDS: list[tuple[Any, str]] = [
    (fields.Money, "number, 0 or more"),
    (fields.PositiveNumber, "number above 0"),
    (fields.Count, "whole number, 0 or more"),
    (fields.Shares, "whole number, 1 or more"),
    (fields.Day, "date"),
    (fields.Flag, "true or false"),
    (fields.Name, "name"),
    (fields.Text, "text"),
    (fields.Lines, "lines of text"),
    (fields.TermValue, "number or text"),
    (Limb, "A, C or D"),
]
"""What kinds of value there are, in words."""

MEANINGS_OF_ALL = {
    "type": "what kind of action it is",
    "effective": "date on which the action takes effect",
    "id": "name of the entry, which no other has; absent, the ledger gives one",
    "note": "free text",
    "source": "where the fact comes from: a filing, a board minute",
}
"""What the fields mean that every entry has."""


class Field(NamedTuple):
    """A field of an entry or of a part of one: how it is spelled, what kind it is of, and what it means.

    `part` is the model of what it holds, where that has fields of its own; `several` whether it is a list of it.
    `choices` are the words that it may hold, where it may hold no others.
    """

    name: str
    kind: str
    required: bool
    default: str
    meaning: str
    choices: tuple[str, ...] = ()
    part: type[BaseModel] | None = None
    several: bool = False


def fields_of(owner: str, model: type[BaseModel]) -> list[Field]:
    """The fields of a model, those that are required first. `owner` is the entry type, or the part in words."""
    hints = get_type_hints(model, include_extras=True)
    in_order = sorted(model.model_fields.items(), key=lambda one: not one[1].is_required())
    return [_field(owner, info.alias or name, hints[name], info, model) for name, info in in_order]


def own_fields_of(owner: str, model: type[BaseModel]) -> list[Field]:
    """Those that not every entry has."""
    return [one for one in fields_of(owner, model) if not (issubclass(model, Entry) and one.name in COMMON)]


def title_of(model: type[BaseModel]) -> str:
    """The name of a model in words: ParityClass is "parity class"."""
    return "".join(f" {one.lower()}" if one.isupper() else one for one in model.__name__).strip()


def described(model: type[BaseModel]) -> str:
    """What a model says of itself, in one line."""
    return " ".join((model.__doc__ or "").split())


def _field(owner: str, name: str, hint: Any, info: FieldInfo, model: type[BaseModel]) -> Field:
    of_all = MEANINGS_OF_ALL.get(name, "") if issubclass(model, Entry) else ""
    meaning = MEANINGS.get(f"{owner}.{name}", MEANINGS.get(name, of_all))
    part, several = _part(hint)
    return Field(
        name, _kind(hint), info.is_required(), _default(info), of_all or meaning, _choices(hint), part, several
    )


def _bare(hint: Any) -> Any:
    """A hint without the nothing that it may be instead."""
    options = [one for one in get_args(hint) if one is not type(None)]
    return options[0] if type(None) in get_args(hint) else hint


def _part(hint: Any) -> tuple[type[BaseModel] | None, bool]:
    bare = _bare(hint)
    several = get_origin(bare) is tuple
    inner = get_args(bare)[0] if several else bare
    if get_origin(inner) is Annotated:
        inner = get_args(inner)[0]
    return (inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None), several


def _choices(hint: Any) -> tuple[str, ...]:
    bare = _bare(hint)
    return tuple(map(str, get_args(bare))) if get_origin(bare) is Literal else ()


def _kind(hint: Any) -> str:
    bare = _bare(hint)
    part, several = _part(bare)
    if part is not None:
        return f"list of: {title_of(part)}" if several else "entry" if part is Entry else title_of(part)
    for kind, words in KINDS:
        if bare == kind or _same_kind(bare, kind):
            return words
    *most, last = map(str, get_args(bare))
    return f"{', '.join(most)} or {last}" if most else last


def _same_kind(hint: Any, kind: Any) -> bool:
    """Whether a hint is a kind of field under another name (an alias is one more piece of metadata)."""
    if get_origin(hint) is not Annotated or get_origin(kind) is not Annotated:
        return False
    metadata = tuple(one for one in hint.__metadata__ if not isinstance(one, FieldInfo))
    return bool(metadata == kind.__metadata__)


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return ""
    default = info.get_default(call_default_factory=True)
    if default is None or default == () or isinstance(default, BaseModel):
        return ""
    if isinstance(default, bool):
        return str(default).lower()
    return str(write_number(default)) if isinstance(default, Fraction) else str(default)


# -- columns ----------------------------------------------------------------------------------------------------------


ITEM = "N"
"""What stands for the number of a part in a list, in the name of a column: parity.N.class."""


@cache
def columns_of(kind: str) -> Mapping[str, Field]:
    """The columns that an entry of this type may have in a table, by their dotted names."""
    return dict(_columns(kind, ENTRY_TYPES[kind], ""))


def _columns(owner: str, model: type[BaseModel], path: str) -> Iterator[tuple[str, Field]]:
    for one in fields_of(owner, model):
        name = f"{path}{one.name}"
        yield name, one
        if one.part is not None and not issubclass(one.part, Entry):
            yield from _columns(title_of(one.part), one.part, f"{name}.{ITEM}." if one.several else f"{name}.")


@cache
def all_columns() -> frozenset[str]:
    """The columns that any entry may have; those of an entry within a correction stand under `with.` again."""
    return frozenset(name for kind in ENTRY_TYPES for name in columns_of(kind))
