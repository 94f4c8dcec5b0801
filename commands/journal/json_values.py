"""One JSON value, exactly: numbers as whole numbers or as the text that was written, and no key twice.

The scanner of the standard library does the work. Only an entry that holds something out of the ordinary (a number
with a point, an escape, a key twice, deep nesting) is walked once more.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from commands.reading.lines import MOST_NESTED, SlipError, too_deep, twice, within
from ledger.events import Entry
from ledger.numbers.exact import MOST_CHARACTERS


class _Written(str):
    """A JSON number that is not a plain whole number, as it was written: exact, and still told apart from text.

    What JSON writers make of no number at all (NaN, Infinity) comes likewise, and is refused where it stands.
    """

    __slots__ = ()


class _Twice(dict[str, Any]):
    """A mapping in which a key stood twice. It is remembered, so that the entry around it can be named."""

    key = ""


@dataclass(slots=True)
class Value:
    """What was scanned, where it ended, and the paths of the numbers that were kept as text."""

    given: Any
    end: int
    numbers: list[tuple[str, ...]] = field(default_factory=list)
    slip: SlipError | None = None


class Scanner:
    """Scans one value after the other out of a text."""

    def __init__(self) -> None:
        self._odd = False
        decoder = json.JSONDecoder(
            object_pairs_hook=self._mapping,
            parse_float=self._number,
            parse_int=self._whole,
            parse_constant=self._number,
        )
        self._scan = decoder.raw_decode

    def scan(self, text: str, start: int = 0) -> Value:
        """The value at `start`. Raises `SlipError` or `json.JSONDecodeError` when there is none."""
        self._odd = False
        try:
            given, end = self._scan(text, start)
        except RecursionError:
            raise SlipError(too_deep()) from None
        value = Value(given, end)
        if self._odd or _may_be_odd(text, start, end):
            try:
                value.given = _settled(given, (), value.numbers)
            except SlipError as slip:
                value.slip = slip
        return value

    def _mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        self._odd = True
        marked = _Twice(made)
        marked.key = _first_twice(name for name, _ in pairs)
        return marked

    def _number(self, written: str) -> str:
        self._odd = True
        return _Written(written)

    def _whole(self, written: str) -> int | str:
        if len(written) > MOST_CHARACTERS:  # left to be refused as a number, with its field
            return self._number(written)
        return int(written)


def check_numbers(entry: Entry, value: Value) -> None:
    """Raises `SlipError` where a number was written for a field that holds text."""
    for path in value.numbers:
        found: Any = entry
        for part in path:
            found = _part(found, part)
        if isinstance(found, str):
            raise SlipError(f"{found[:40]} is a number, and the field holds text; put it in quotes", ".".join(path))


def _part(found: Any, part: str) -> Any:
    if not isinstance(found, BaseModel):
        return found[int(part)]
    return getattr(found, part if hasattr(found, part) else f"{part}_")  # words of Python end in an underscore


def _first_twice(names: Iterable[str]) -> str:
    seen: set[str] = set()
    return next(name for name in names if name in seen or seen.add(name))  # type: ignore[func-returns-value]


def _may_be_odd(text: str, start: int, end: int) -> bool:
    return text.find("\\", start, end) >= 0 or text.count("{", start, end) + text.count("[", start, end) > MOST_NESTED


def _settled(given: Any, path: tuple[str, ...], numbers: list[tuple[str, ...]]) -> Any:
    """The same value, checked. Notes the numbers kept as text; raises `SlipError` for what no entry holds."""
    if isinstance(given, str):
        if isinstance(given, _Written):
            numbers.append(path)
        _check_text(given, path)
    elif isinstance(given, dict | list) and len(path) >= MOST_NESTED:
        raise SlipError(too_deep(), ".".join(path))
    elif isinstance(given, dict):
        return _settled_mapping(given, path, numbers)
    elif isinstance(given, list):
        return [_settled(one, (*path, str(at)), numbers) for at, one in enumerate(given)]
    return given


def _settled_mapping(given: dict[str, Any], path: tuple[str, ...], numbers: list[tuple[str, ...]]) -> dict[str, Any]:
    if isinstance(given, _Twice):
        raise SlipError(twice(given.key), within(".".join(path), given.key))
    made: dict[str, Any] = {}
    for name, value in given.items():
        _check_text(name, path)
        made[name] = _settled(value, (*path, name), numbers)
    return made


def _check_text(text: str, path: tuple[str, ...]) -> None:
    if "\0" in text:
        raise SlipError("a NUL character, which no text may hold", ".".join(path))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise SlipError("half of a surrogate pair, which is no character", ".".join(path)) from None
