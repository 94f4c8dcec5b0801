"""Empty journals to fill in: YAML with what each field means, and the columns of tables, by family of entries."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from commands.journal.described import ITEM, Field, columns_of, described, fields_of, title_of
from ledger.events import ENTRY_TYPES, Entry

FAMILIES: Mapping[str, str] = {
    "company": "Company",
    "stock": "Stock",
    "rights": "Rights",
    "restated": "Splits and distributions",
    "series_d": "Series D",
    "holders": "Holders",
    "approvals": "Approvals",
    "documents": "Documents",
    "reading": "Edits",
}
"""The families of entries by the modules of their models, as sheets are called."""

_FIRST = ("type", "effective", "id")
_LAST = ("note", "source")
_WITHIN = ("type", "effective", "id")
_WIDTH = 33


def families(kinds: Sequence[str]) -> dict[str, list[str]]:
    """The types by the title of their family, both in the order of the program."""
    found: dict[str, list[str]] = {}
    for module, title in FAMILIES.items():
        of_it = [
            kind for kind, model in ENTRY_TYPES.items() if kind in kinds and model.__module__.endswith(f".{module}")
        ]
        if of_it:
            found[title] = of_it
    return found


def columns(kinds: Sequence[str]) -> dict[str, list[tuple[str, Field]]]:
    """The columns of a table for these types, each with the field that it is for each type that has it."""
    found: dict[str, list[tuple[str, Field]]] = {name: [] for name in _FIRST}
    for kind in kinds:
        for name, one in columns_of(kind).items():
            if one.part is None:
                found.setdefault(name.replace(f".{ITEM}.", ".0."), []).append((kind, one))
            elif one.part is Entry:
                for inner in _WITHIN:
                    found.setdefault(f"{name}.{inner}", []).append((kind, columns_of(kind)[inner]))
    return {name: found[name] for name in [*(name for name in found if name not in _LAST), *_LAST]}


def as_csv(kinds: Sequence[str]) -> str:
    """A table with nothing but the row that names the columns."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(columns(kinds))
    return stream.getvalue()


def as_yaml(kinds: Sequence[str]) -> str:
    """An entry of each type to fill in; what may be left out is commented out."""
    return "\n".join("\n".join(_entry(kind)) + "\n" for kind in kinds)


def _entry(kind: str) -> Iterator[str]:
    model = ENTRY_TYPES[kind]
    yield f"# {described(model)}"
    yield f"- type: {kind}"
    for one in fields_of(kind, model):
        if one.name != "type":
            yield from _field(one, 1, commented=not one.required)


def _field(one: Field, depth: int, *, commented: bool) -> Iterator[str]:
    before = "  # " if commented else "  "
    name = f"{before}{'  ' * (depth - 1)}{one.name}:"
    kind = "" if one.part else f"{one.kind}; "
    default = f"; default {one.default}" if one.default else ""
    yield f"{name:<{_WIDTH}} # {kind}{plain(one.meaning)}{default}"
    if one.part is not None and one.part is not Entry:
        yield from _part(one.part, depth, commented=commented, several=one.several)
    elif one.part is Entry:
        yield f"{before}{'  ' * depth}type:"


def _part(model: type[BaseModel], depth: int, *, commented: bool, several: bool) -> Iterator[str]:
    for at, one in enumerate(fields_of(title_of(model), model)):
        for line in _field(one, depth + (2 if several else 1), commented=commented):
            dash = "- " if several and at == 0 else "  "
            yield line.replace(f"  {one.name}:", f"{dash}{one.name}:", 1) if several else line


def plain(meaning: str) -> str:
    """A meaning without the marks of the documentation."""
    return meaning.replace("[terms](#terms)", "terms").replace("`", "")
