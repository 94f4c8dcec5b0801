"""YAML, the plain part of it: every scalar is the text that was written, but for plain true, false and null.

Nothing is resolved, so that `0.0033`, `007`, `No` and `1:30` arrive as written, and nothing is constructed. Anchors,
aliases, tags and further documents are refused; a journal has no use for them.
"""

from collections.abc import Iterator
from typing import Any, Never

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from commands.reading.lines import MOST_NESTED, NO_LIST, Line, Place, not_an_entry, too_deep, twice, within

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_yaml(text: str, place: Place) -> Iterator[Line]:
    """The entries of a YAML text: a list of mappings, or a mapping with only the key `entries`."""
    reader = _Reader(text, place)
    reader.event()  # the stream begins
    if isinstance(reader.event(), StreamEndEvent):
        return
    event = reader.event()
    if isinstance(event, MappingStartEvent):
        yield from reader.wrapped(event)
    else:
        yield from reader.entries(event)
    while isinstance(event := reader.event(), DocumentEndEvent):
        pass
    if not isinstance(event, StreamEndEvent):
        reader.fail("a second document begins here; a journal is one", event)


class _Reader:
    """Walks the events of a YAML text. No value is built but those of the entry at hand."""

    def __init__(self, text: str, place: Place) -> None:
        self._text = text
        self._place = place
        self._loader = _LOADER(text)
        self._entry: dict[str, Any] = {}

    def event(self) -> Any:
        try:
            return self._loader.get_event()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = min(mark.line + 1, len(self._text.splitlines())) if mark else None  # the end counts as a line more
            said = ", ".join(part for part in (error.context, error.problem) if part)
            raise self._place.error(f"not valid YAML: {said}", line) from None
        except yaml.reader.ReaderError as error:
            found = error.character if isinstance(error.character, int) else ord(error.character)
            line = self._text.count("\n", 0, self._text.find(chr(found))) + 1
            raise self._place.error(f"the character #x{found:02x} cannot stand in YAML", line) from None

    def fail(self, message: str, event: Any, field: str = "") -> Never:
        line = event.start_mark.line + 1
        raise self._place.error(message, line, entry=self._entry.get("id"), field=field)

    def wrapped(self, start: Any) -> Iterator[Line]:
        """The entries of the outer mapping that was just entered."""
        self._check_plain(start, "")
        key = self.event()
        if not isinstance(key, ScalarEvent) or key.value != "entries":
            found = f"; this one has the key {key.value!r}" if isinstance(key, ScalarEvent) else ""
            self.fail(NO_LIST + found, key)
        self._check_plain(key, "")
        yield from self.entries(self.event())
        if not isinstance(after := self.event(), MappingEndEvent):
            self.fail(NO_LIST, after)

    def entries(self, start: Any) -> Iterator[Line]:
        """The entries of the list that begins with this event."""
        self._check_plain(start, "")
        if isinstance(start, ScalarEvent) and self._scalar(start, "") is None:
            return
        if not isinstance(start, SequenceStartEvent):
            self.fail(NO_LIST, start)
        while not isinstance(event := self.event(), SequenceEndEvent):
            yield self._line(event)
            self._entry = {}

    def _line(self, event: Any) -> Line:
        number = event.start_mark.line + 1
        if not isinstance(event, MappingStartEvent):
            self._check_plain(event, "")
            self.fail(not_an_entry([] if isinstance(event, SequenceStartEvent) else self._scalar(event, "")), event)
        self._check_plain(event, "")
        return self._place.line(self._fill(self._entry, "", 1), number)

    def _value(self, event: Any, path: str, depth: int) -> Any:
        self._check_plain(event, path)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if depth >= MOST_NESTED:
            self.fail(too_deep(), event, path)
        if isinstance(event, MappingStartEvent):
            return self._fill({}, path, depth + 1)
        items: list[Any] = []
        while not isinstance(inner := self.event(), SequenceEndEvent):
            items.append(self._value(inner, within(path, str(len(items))), depth + 1))
        return items

    def _fill(self, made: dict[str, Any], path: str, depth: int) -> dict[str, Any]:
        seen: set[str] = set()
        while not isinstance(key := self.event(), MappingEndEvent):
            self._check_plain(key, path)
            if not isinstance(key, ScalarEvent):
                self.fail("the name of a field must be text", key, path)
            field = within(path, key.value)
            if key.value in seen:
                self.fail(twice(key.value), key, field)
            seen.add(key.value)
            value = self._value(self.event(), field, depth)
            if value is not None:
                made[key.value] = value
        return made

    def _scalar(self, event: Any, path: str) -> Any:
        value = event.value
        if event.implicit[0] and value in _PLAIN:
            return _PLAIN[value]
        if "\0" in value:
            self.fail("a NUL character, which no text may hold", event, path)
        return value

    def _check_plain(self, event: Any, path: str) -> None:
        if isinstance(event, AliasEvent):
            self.fail(f"the alias *{event.anchor} is refused; write the value out", event, path)
        if event.anchor is not None:
            self.fail(f"the anchor &{event.anchor} is refused; write every value where it belongs", event, path)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.fail(f"the tag {tag} is refused; a journal holds plain values only", event, path)
