"""YAML, the plain part of it: every scalar is the text that was written, but for plain true, false and null.

Nothing is resolved, so that `0.0033`, `007`, `No` and `1:30` arrive as written, and nothing is constructed. Anchors,
aliases, tags and further documents are refused; a journal has no use for them.
"""

import re
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

from commands.reading.limits import MOST_VALUES, too_many
from commands.reading.lines import (
    MOST_NESTED,
    NO_LIST,
    Line,
    Place,
    Read,
    UnreadableError,
    in_threes,
    not_an_entry,
    too_deep,
    twice,
    within,
)

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_THREES = re.compile(r"[+-]?\d{1,3}(?:,[ \n]*\d{3})+(?:\.\d*)?", re.ASCII)
_FIRST_OF_THREES = re.compile(r"[+-]?\d{1,3}", re.ASCII)
_MORE_OF_THREES = re.compile(r"\d{3}(?:\.\d*)?", re.ASCII)
_PLAIN: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class _Slip(Exception):  # noqa: N818  never seen outside: it carries the error of one entry past what is left of it
    def __init__(self, error: UnreadableError) -> None:
        super().__init__(error)
        self.error = error


def read_yaml(text: str, place: Place) -> Iterator[Read]:
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


def _line_of(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


class _Reader:
    """Walks the events of a YAML text. No value is built but those of the entry at hand."""

    def __init__(self, text: str, place: Place) -> None:
        self._text = text
        self._place = place
        self._loader = _LOADER(text)
        self._entry: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        self._depth = 0
        self._events = 0

    def event(self) -> Any:
        """The next event. Raises `UnreadableError` where the text is none, or has more of them than a file may have."""
        self._events += 1
        if self._events > MOST_VALUES:
            raise too_many(self._place, MOST_VALUES, "values")
        try:
            event = self._loader.get_event()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = min(mark.line + 1, len(self._text.splitlines())) if mark else None  # the end counts as a line more
            said = ", ".join(part for part in (error.context, error.problem) if part)
            raise self._place.error(f"not valid YAML: {said}", line) from None
        except yaml.reader.ReaderError as error:
            found = error.character if isinstance(error.character, int) else ord(error.character)
            line = self._text.count("\n", 0, self._text.find(chr(found))) + 1
            raise self._place.error(f"the character #x{found:02x} cannot stand in YAML", line) from None
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._depth += 1
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._depth -= 1
        return event

    def slip(self, message: str, event: Any, field: str = "") -> Never:
        """Say what is wrong within an entry, after which the next one can be read."""
        raise _Slip(self._place.error(message, _line_of(event), entry=self._entry.get("id"), field=field))

    def fail(self, message: str, event: Any) -> Never:
        """Say what is wrong with the file, after which nothing in it can be read."""
        raise self._place.error(message, _line_of(event))

    def _check_outside(self, event: Any) -> None:
        try:
            self._check_plain(event, "")
        except _Slip as slip:
            raise slip.error from None

    def wrapped(self, start: Any) -> Iterator[Read]:
        """The entries of the outer mapping that was just entered."""
        self._check_outside(start)
        key = self.event()
        if not isinstance(key, ScalarEvent) or key.value != "entries":
            found = f"; this one has the key {key.value!r}" if isinstance(key, ScalarEvent) else ""
            self.fail(NO_LIST + found, key)
        self._check_outside(key)
        yield from self.entries(self.event())
        if not isinstance(after := self.event(), MappingEndEvent):
            self.fail(NO_LIST, after)

    def entries(self, start: Any) -> Iterator[Read]:
        """The entries of the list that begins with this event."""
        self._check_outside(start)
        if isinstance(start, ScalarEvent) and start.implicit[0] and _PLAIN.get(start.value, "") is None:
            return
        if not isinstance(start, SequenceStartEvent):
            self.fail(NO_LIST, start)
        depth = self._depth
        while not isinstance(event := self.event(), SequenceEndEvent):
            try:
                yield self._line(event)
            except _Slip as slip:
                yield slip.error
                while self._depth > depth:
                    self.event()
            except UnreadableError as error:
                if self._depth > depth:  # the text itself is at fault
                    raise
                yield error
            self._entry, self._lines = {}, {}

    def _line(self, event: Any) -> Line:
        number = _line_of(event)
        self._check_plain(event, "")
        if not isinstance(event, MappingStartEvent):
            self.slip(not_an_entry([] if isinstance(event, SequenceStartEvent) else self._scalar(event, "")), event)
        return self._place.line(self._fill(event, self._entry, "", 1), number, self._lines)

    def _value(self, event: Any, path: str, depth: int) -> Any:
        self._check_plain(event, path)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if depth >= MOST_NESTED:
            self.slip(too_deep(), event, path)
        if isinstance(event, MappingStartEvent):
            return self._fill(event, {}, path, depth + 1)
        items: list[Any] = []
        before: Any = None
        while not isinstance(inner := self.event(), SequenceEndEvent):
            if event.flow_style:
                self._check_threes(before, inner, path)
            items.append(self._value(inner, within(path, str(len(items))), depth + 1))
            before = inner
        return items

    def _fill(self, start: Any, made: dict[str, Any], path: str, depth: int) -> dict[str, Any]:
        seen: set[str] = set()
        before, field = None, path
        while not isinstance(key := self.event(), MappingEndEvent):
            self._check_plain(key, path)
            if start.flow_style:
                self._check_threes(before, key, field)
            if not isinstance(key, ScalarEvent):
                self.slip("the name of a field must be text", key, path)
            field = within(path, key.value)
            if key.value in seen:
                self.slip(twice(key.value), key, field)
            seen.add(key.value)
            self._lines[field] = _line_of(key)
            before = self.event()
            made[key.value] = self._value(before, field, depth)
        return made

    def _check_threes(self, before: Any, event: Any, path: str) -> None:
        """Within braces and brackets a comma parts: of 12,500,000 the last six digits are members of their own."""
        if not (isinstance(before, ScalarEvent) and isinstance(event, ScalarEvent)):
            return
        if _FIRST_OF_THREES.fullmatch(before.value) and _MORE_OF_THREES.fullmatch(event.value):
            whole = _THREES.match(self._text, before.start_mark.index) if before.start_mark else None
            self.slip(in_threes(whole[0] if whole else f"{before.value},{event.value}"), event, path)

    def _scalar(self, event: Any, path: str) -> Any:
        value = event.value
        if event.implicit[0] and value in _PLAIN:
            return _PLAIN[value]
        if "\0" in value:
            self.slip("a NUL character, which no text may hold", event, path)
        return value

    def _check_plain(self, event: Any, path: str) -> None:
        if isinstance(event, AliasEvent):
            self.slip(f"the alias *{event.anchor} is refused; write the value out", event, path)
        if event.anchor is not None:
            self.slip(f"the anchor &{event.anchor} is refused; write every value where it belongs", event, path)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.slip(f"the tag {tag} is refused; a journal holds plain values only", event, path)
