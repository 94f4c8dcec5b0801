"""JSON and JSONL: read with the place of every entry, and JSONL written in its canonical form."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Never

from commands.journal.json_values import Scanner, Value, check_numbers
from commands.reading.limits import MOST_LINE, MOST_ROWS, check_values, too_many
from commands.reading.lines import NO_LIST, Place, Read, SlipError, UnreadableError, in_threes
from ledger.events import Entry, write_entry
from ledger.shown import visible_in_json

_NEAR = 40
_IN_THREES = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)", re.ASCII)
_SPACE = re.compile(r"[ \t\r\n]*")


def read_jsonl(text: str, place: Place) -> Iterator[Read]:
    """The entries of a JSONL text, one per line; blank lines are skipped."""
    scanner = Scanner()
    for number, whole in enumerate(_lines(text), 1):
        if number > MOST_ROWS:
            raise too_many(place, MOST_ROWS, "lines")
        line = whole.strip(" \t\r")
        if not line:
            continue
        try:
            yield _of_line(scanner, line, number, place)
        except UnreadableError as error:  # the next line stands for itself
            yield error


def _of_line(scanner: Scanner, line: str, number: int, place: Place) -> Read:
    if len(line) > MOST_LINE:
        raise place.error("the line is longer than 1 MiB; no entry needs that", number)
    value = _scanned(scanner, line, 0, number, place)
    if value.end != len(line):
        raise place.error("one line holds one entry, and here something follows it", number)
    return _line(value, number, place)


def read_json(text: str, place: Place) -> Iterator[Read]:
    """The entries of a JSON text: a list of mappings, or a mapping with only the key `entries`."""
    check_values(text, place)
    cursor = _Cursor(text, place)
    if cursor.at_end():
        return
    wrapped = cursor.took("{")
    if wrapped:
        cursor.enter_entries()
    if cursor.took("null") and wrapped:
        pass
    elif cursor.took("["):
        yield from cursor.entries()
    else:
        cursor.fail(NO_LIST)
    if wrapped and not cursor.took("}"):
        cursor.fail(NO_LIST)
    if not cursor.at_end():
        cursor.fail("something follows the end of the list; one entry per line is the format jsonl")


def write_jsonl(entries: Iterable[Entry]) -> Iterator[str]:
    """The canonical lines, without line ends: type, effective and id first, then the fields that are not default."""
    for entry in entries:
        yield visible_in_json(json.dumps(write_entry(entry), ensure_ascii=False))


@dataclass(slots=True)
class _Cursor:
    """A position in a JSON text, always at something that counts, and the line it is on."""

    text: str
    place: Place
    at: int = 0
    number: int = 1

    def move(self, to: int) -> None:
        """Go on to what counts after this position."""
        found = _SPACE.match(self.text, to)
        after = found.end() if found else to
        self.number += self.text.count("\n", self.at, after)
        self.at = after

    def took(self, word: str) -> bool:
        """Whether this word stands here; if so it is passed."""
        if not self.text.startswith(word, self.at):
            return False
        self.move(self.at + len(word))
        return True

    def at_end(self) -> bool:
        """Whether nothing more follows."""
        self.move(self.at)
        return self.at == len(self.text)

    def fail(self, message: str) -> Never:
        """Say what is wrong on this line."""
        raise self.place.error(message, self.number)

    def enter_entries(self) -> None:
        """Pass the only key that the outer mapping may have."""
        if not self.text.startswith('"', self.at):
            self.fail(NO_LIST)
        key = _scanned(Scanner(), self.text, self.at, self.number, self.place)
        if key.given != "entries":
            self.fail(f"{NO_LIST}; this one has the key {key.given!r}")
        self.move(key.end)
        if not self.took(":"):
            self.fail('not valid JSON: a ":" belongs after "entries"')

    def entries(self) -> Iterator[Read]:
        """The entries of the list that was just entered, past its end."""
        scanner = Scanner()
        if self.took("]"):
            return
        while True:
            value = _scanned(scanner, self.text, self.at, self.number, self.place)
            yield _line(value, self.number, self.place)
            self.move(value.end)
            if self.took("]"):
                return
            if not self.took(","):
                self.fail('not valid JSON: a "," or the closing "]" belongs after an entry')


def _lines(text: str) -> Iterator[str]:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _scanned(scanner: Scanner, text: str, start: int, number: int, place: Place) -> Value:
    try:
        return scanner.scan(text, start)
    except json.JSONDecodeError as error:
        line = number + error.doc.count("\n", start, error.pos)
        raise place.error(f"not valid JSON: {_why(error)}", line) from None
    except SlipError as slip:
        raise place.error(str(slip), number, field=slip.field) from None


def _why(error: json.JSONDecodeError) -> str:
    """What the scanner says; where it met the comma of a number in threes, that."""
    begin = error.doc.rfind("\n", 0, error.pos) + 1
    near = _IN_THREES.finditer(error.doc, max(begin, error.pos - _NEAR), error.pos + _NEAR)
    number = next((found[0] for found in near if found.start() < error.pos <= found.end()), None)
    return f"{error.msg.removesuffix(' at')} (column {error.colno})" if number is None else in_threes(number)


def _line(value: Value, number: int, place: Place) -> Read:
    """The entry that this value is; an error that leaves the next one readable is answered, not raised."""
    try:
        if value.slip:
            raise value.slip
        line = place.line(value.given, number)
        check_numbers(line.entry, value)
    except SlipError as slip:
        named = value.given.get("id") if isinstance(value.given, dict) else None
        return place.error(str(slip), number, entry=named, field=slip.field)
    except UnreadableError as error:
        return error
    return line
