"""What is wrong with a mapping that is not an entry, in a sentence that says what would be accepted."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ledger.errors import SeriesdError
from ledger.names import near

_MOST_TOLD = 20
"""So many fields of one entry are told: for each the nearest known one is looked for."""


class EntryError(SeriesdError, ValueError):
    """A mapping is not an entry: its type or a field is unknown, or a value is of the wrong kind.

    `entry` is the id given, `field` the dotted name of the field at fault; both may be empty. `said` is the sentence
    for those who name the field themselves. What else is wrong with it, at other fields, are the `others`, as
    many as are told, and so many `more`.
    """

    def __init__(self, message: str, *, entry: str | None = None, field: str = "", said: str | None = None) -> None:
        super().__init__(message)
        self.entry = entry
        self.field = field
        self.said = message if said is None else said
        self.others: tuple[EntryError, ...] = ()
        self.more = 0


def entry_error(model: type[BaseModel], error: ValidationError, named: str | None) -> EntryError:
    """What the validator found, in a journal's words; `named` is the id of the entry, where it has one."""
    # an unknown field is the likeliest slip, and explains a missing one
    found = sorted(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden")
    is_spelt = found[0]["type"] != "extra_forbidden"
    of_fields = dict[tuple[int | str, ...], ErrorDetails]()
    for one in found:
        if is_spelt or one["type"] != "missing":
            of_fields.setdefault(one["loc"], one)
    told = list(chain.from_iterable(_told(model, one, named) for one in islice(of_fields.values(), _MOST_TOLD)))
    first = told[0]
    first.others = tuple(told[1:_MOST_TOLD])
    left = max(0, len(of_fields) - _MOST_TOLD) + max(0, len(told) - _MOST_TOLD)
    first.more = left + sum(one.more for one in told)
    return first


def _told(model: type[BaseModel], found: ErrorDetails, named: str | None) -> Iterator[EntryError]:
    """What is wrong at one field; of a corrected entry, whose fields stand under it, all that is wrong with that."""
    inner = found.get("ctx", {}).get("error")
    if not isinstance(inner, EntryError):
        yield _at_field(model, found, named)
        return
    path = ".".join(map(str, found["loc"]))
    for one in (inner, *inner.others):
        made = EntryError(f"{path}: {one}", entry=named, field=".".join(filter(None, (path, one.field))))
        made.more = one.more
        yield made


def _at_field(model: type[BaseModel], first: ErrorDetails, named: str | None) -> EntryError:
    path = [str(part) for part in first["loc"]]
    field = ".".join(path)
    if first["type"] == "extra_forbidden":
        known = [spec.alias or name for name, spec in _model_at(model, path[:-1]).model_fields.items()]
        return EntryError(f"unknown field {field!r}{near(path[-1], known)}", entry=named, field=field)
    if first["type"] == "missing":
        return EntryError(f"the field {field!r} is required and missing", entry=named, field=field)
    said = plainly(first)
    return EntryError(f"{field}: {said}" if field else said, entry=named, field=field, said=said)


def plainly(found: ErrorDetails) -> str:
    """What the validator found, as a sentence in a journal's words; what a field of ours said itself stays as it is."""
    match found["type"]:
        case "value_error":
            return str(found["ctx"]["error"])
        case "model_type" | "dict_type" | "model_attributes_type":
            return "must be a mapping of fields, such as {cash: 5000}"
        case "string_type":
            return "must be text"
        case "string_too_short":
            return "is empty; write it in words"
        case "string_too_long":
            return f"is too long; it may have {found['ctx']['max_length']:,} characters"
        case _:
            return found["msg"].replace("Input should be", "must be", 1)


def _model_at(model: type[BaseModel], path: list[str]) -> type[BaseModel]:
    for part in path:
        spec = next((f for name, f in model.model_fields.items() if part in (name, f.alias)), None)
        model = (spec and model_in(spec.annotation)) or model
    return model


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds: itself, or one that may be absent, or a list of it."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None
