"""The form of an entry, made of its model: a group for the entry and one for each part of it, a field for each column.

A field is called as the column of a table is, with its dotted name, and what is typed in it is read as a cell of that
column: text, exactly as it stands there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from commands.journal.blank import plain
from commands.journal.described import ITEM, Field, columns_of
from ledger.events import ENTRY_TYPES, Entry

Widget = Literal["text", "number", "day", "lines", "choice"]

_WITH = "with"
_ABOUT = ("id", "note", "source")
_FEW = 4
_MOST_PARTS = 200
_NUMBER = re.compile(r"[0-9]{1,4}")
_FLAG = ("true", "false")

NAMES: Mapping[str, str] = {
    **dict.fromkeys(("holder", "from", "to", "into", "register_to"), "holders"),
    **dict.fromkeys(("entry", "about", "conversion"), "entries"),
    **dict.fromkeys(("action", "agreement"), "actions"),
    "right": "rights",
    "transaction": "transactions",
    "plan": "plans",
    "term": "terms",
}
"""The lists of names to choose from, by the last part of a field's name."""


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form: `wrong` is why what it holds was not taken, `names` the list of names to choose from."""

    name: str
    label: str
    widget: Widget
    kind: str
    required: bool
    default: str
    meaning: str
    choices: tuple[str, ...]
    names: str
    value: str
    wrong: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """What there is to choose from, and whatever was sent besides."""
        return self.choices if self.value in ("", *self.choices) else (*self.choices, self.value)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; `is_open` where they are shown without being asked for, `more` names a list."""

    title: str
    meaning: str
    inputs: tuple[Input, ...]
    is_open: bool = True
    more: str = ""


def form_of(
    kind: str, values: Mapping[str, str], wrong: Mapping[str, str] | None = None, more: Iterable[str] = ()
) -> list[Group]:
    """The groups of the form for an entry type, filled with values by dotted name, `more` lists with one part more."""
    return list(_groups(kind, "", _Filled(values, wrong or {}, frozenset(more))))


@dataclass(frozen=True, slots=True)
class _Filled:
    values: Mapping[str, str]
    wrong: Mapping[str, str]
    more: frozenset[str]

    def has_any(self, prefix: str) -> bool:
        return any(
            name.startswith(prefix) and value.strip() for name, value in (*self.values.items(), *self.wrong.items())
        )

    def parts(self, path: str) -> int:
        """How many parts of a list are shown: those that are filled, and an empty one."""
        numbers = [int(name.removeprefix(path).split(".")[0]) for name in self.values if _is_in_list(name, path)]
        filled = [number for number in numbers if self.has_any(f"{path}{number}.")]
        return min(max(filled, default=-1) + 2 + (path in self.more), _MOST_PARTS)


def _is_in_list(name: str, path: str) -> bool:
    return name.startswith(path) and _NUMBER.fullmatch(name.removeprefix(path).split(".")[0]) is not None


def _groups(kind: str, above: str, filled: _Filled) -> Iterator[Group]:
    columns = {name: one for name, one in columns_of(kind).items() if name != "type"}
    own = {name: one for name, one in columns.items() if "." not in name and one.part is None and name not in _ABOUT}
    title = "" if not above else "The entry as it should have been"
    yield Group(title, "", tuple(_input(f"{above}{name}", one, filled) for name, one in own.items()))
    for name, one in columns.items():
        if one.part is Entry:
            yield from _within(f"{above}{name}", filled)
        elif one.part is not None:
            yield from _part(name, one, columns, above, filled)
    about = [_input(f"{above}{name}", columns[name], filled) for name in _ABOUT]
    yield Group("About this entry", "", tuple(about))


def _within(path: str, filled: _Filled) -> Iterator[Group]:
    """The entry that a correction puts in the place of another: its type first, then its own form."""
    chosen = filled.values.get(f"{path}.type", "")
    types = tuple(ENTRY_TYPES)
    of_type = Input(
        name=f"{path}.type",
        label="Type",
        widget="choice",
        kind="entry type",
        required=True,
        default="",
        meaning="of which type the corrected entry is",
        choices=types,
        names="",
        value=chosen,
        wrong=filled.wrong.get(f"{path}.type", ""),
    )
    yield Group("The entry as it should have been: its type", "", (of_type,))
    if chosen in ENTRY_TYPES:
        yield from _groups(chosen, f"{path}.", filled)


def _part(name: str, one: Field, columns: Mapping[str, Field], above: str, filled: _Filled) -> Iterator[Group]:
    prefix = f"{name}.{ITEM}." if one.several else f"{name}."
    inner = {
        column: field
        for column, field in columns.items()
        if column.startswith(prefix) and field.part is None and "." not in column.removeprefix(prefix)
    }
    shown = f"{above}{name}"
    if not one.several:
        inputs = tuple(_input(f"{above}{column}", field, filled) for column, field in inner.items())
        is_open = one.required or filled.has_any(f"{shown}.") or len(inner) <= _FEW
        yield Group(_words(name), plain(one.meaning), inputs, is_open=is_open)
        return
    count = filled.parts(f"{shown}.")
    for number in range(count):
        at = f"{shown}.{number}."
        inputs = tuple(_input(f"{at}{column.removeprefix(prefix)}", field, filled) for column, field in inner.items())
        last = number == count - 1
        yield Group(f"{_words(name)} {number + 1}", plain(one.meaning), inputs, more=f"{shown}." if last else "")


def _input(name: str, one: Field, filled: _Filled) -> Input:
    is_flag = one.kind == "true or false"
    return Input(
        name=name,
        label=_words(one.name),
        widget=_widget(one),
        kind="" if one.choices or is_flag else one.kind,
        required=one.required,
        default=one.default,
        meaning=plain(one.meaning),
        choices=_FLAG if is_flag else one.choices,
        names=NAMES.get(one.name, ""),
        value=filled.values.get(name, ""),
        wrong=filled.wrong.get(name, ""),
    )


def _widget(one: Field) -> Widget:
    if one.choices or one.kind == "true or false":
        return "choice"
    if one.kind == "lines of text":
        return "lines"
    if one.kind == "date":
        return "day"
    return "number" if "number" in one.kind and not one.kind.endswith("text") else "text"


def _words(name: str) -> str:
    """The name of a field in words, a part within another behind it."""
    said = ", ".join(part.replace("_", " ").replace("series d", "Series D") for part in name.split("."))
    return f"{said[:1].upper()}{said[1:]}"


def type_in_words(kind: str) -> str:
    """An entry type in words."""
    return _words(kind)
