"""Entries of every type as a journal spells them, and the spellings themselves."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import yaml
from hypothesis import strategies as st
from pydantic import BaseModel

from ledger.events import ENTRY_TYPES, Entry, EntryError, fields, read_entry

_NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)
_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=30
).filter(str.strip)
_LINES = st.lists(_NAMES, min_size=1, max_size=3).map("\n".join)
_NUMBERS = st.one_of(
    st.integers(1, 10**12).map(str),
    st.decimals("0.000001", "1e9", places=6).map(str),
    st.builds("{}/{}".format, st.integers(1, 10**9), st.integers(1, 10**9)),
    st.builds("{}e{}".format, st.integers(1, 999), st.integers(-9, 9)),
)
_WHOLE = st.integers(1, 10**12)
_KINDS: list[tuple[Any, st.SearchStrategy[Any]]] = [
    (fields.Money, _NUMBERS | st.just("0")),
    (fields.PositiveNumber, _NUMBERS | _WHOLE),
    (fields.Count, st.integers(0, 10**12)),
    (fields.Shares, _WHOLE),
    (fields.Day, st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)),
    (fields.Flag, st.booleans()),
    (fields.Name, _NAMES),
    (fields.Text, _TEXT),
    (fields.Lines, _LINES | st.lists(_NAMES, min_size=1, max_size=3)),
    (fields.TermValue, _NUMBERS | _TEXT),
]


def entries() -> st.SearchStrategy[Entry]:
    """Any entry of any type that a journal can hold."""
    return st.sampled_from(sorted(ENTRY_TYPES)).flatmap(of_type)


@cache
def of_type(name: str) -> st.SearchStrategy[Entry]:
    """Any entry of this type."""
    return _written_of_type(name).map(read_entry)


def _read_or_none(given: Mapping[str, Any]) -> Entry | None:
    try:
        return read_entry(given)
    except EntryError as error:
        if error.field:
            raise
        return None  # a rule across fields, such as at least one of several


def _mappings(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    hints = get_type_hints(model, include_extras=True)
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, spec in model.model_fields.items():
        (required if spec.is_required() else optional)[spec.alias or name] = _values(hints[name])
    return st.fixed_dictionaries(required, optional=optional)


def _values(hint: Any) -> st.SearchStrategy[Any]:
    for kind, values in _KINDS:
        if _is(hint, kind):
            return values
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(_values(args[0]), max_size=3)
    if origin is not None:  # one kind or nothing, or one kind with an alias
        return _values(next(arg for arg in args if arg is not type(None)))
    if hint is Entry:
        return st.sampled_from(["common_issued", "liquidated", "right_changed"]).flatmap(_written_of_type)
    return _mappings(hint)


def _is(hint: Any, kind: Any) -> bool:
    """Whether the hint is this kind, perhaps under an alias."""
    known = kind.__metadata__
    return get_args(hint)[:1] == (kind.__origin__,) and getattr(hint, "__metadata__", ())[: len(known)] == known


@cache
def _written_of_type(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return _mappings(ENTRY_TYPES[name]).filter(lambda given: _read_or_none(given) is not None)


def numbers_in(found: object) -> list[object]:
    """Every leaf of an entry, however deep."""
    if isinstance(found, BaseModel):
        return [leaf for name in type(found).model_fields for leaf in numbers_in(getattr(found, name))]
    if isinstance(found, tuple):
        return [leaf for one in found for leaf in numbers_in(one)]
    return [found]


def as_yaml(written: list[dict[str, Any]]) -> str:
    """The journal as YAML."""
    return yaml.safe_dump(written, sort_keys=False)


def as_json(written: list[dict[str, Any]]) -> str:
    """The journal as JSON."""
    return json.dumps(written, indent=1)


def as_jsonl(written: list[dict[str, Any]]) -> str:
    """The journal as JSONL."""
    return "\n".join(map(json.dumps, written))


def as_csv(written: list[dict[str, Any]]) -> str:
    """The journal as CSV, with a column for every field that one of the entries has."""
    rows = [dict(flat(one, "")) for one in written]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def flat(value: Any, path: str = "") -> Iterable[tuple[str, str]]:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in pairs:
            yield from flat(inner, f"{path}.{name}" if path else str(name))
    else:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


SPELLINGS = {"yaml": as_yaml, "json": as_json, "jsonl": as_jsonl, "csv": as_csv}
