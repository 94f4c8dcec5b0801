"""The audit trail: a store as lines of text, which any program can read and check.

The first line says what it is, how many events there are, and the head of the store (`ledger.log.recordings`); then
comes a line for each event in the order of writing; the last line says the head again, so that one sees whether the
file ends where it was meant to. Each line is canonical JSON, its members sorted, no spaces, in UTF-8.

Pure: values in, lines out, and back.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, NoReturn

from ledger.errors import SeriesdError
from ledger.log.recordings import StoreHead
from ledger.log.seals import encode

FORMAT = 1
"""The format of the trails written today."""

_SCHEMA = "seriesd/trail/"
_KNOWN = f"{_SCHEMA}{FORMAT}"
_EVENT = ("number", "position", "state", "stream", "topic")


class TrailError(SeriesdError):
    """A file is no audit trail, or not the one that was written. The message names the line."""

    def __init__(self, line: int, wrong: str) -> None:
        super().__init__(f"line {line:,}: {wrong}")
        self.line = line


class Header(NamedTuple):
    """What a trail says of itself: how many events, the head of the store, and its version.

    The head and the version are those of a store that keeps recordings; one that keeps none yet has neither.
    """

    events: int
    head: StoreHead | None
    version: int | None


class Line(NamedTuple):
    """An event in a trail: its place in the order of writing, from 1; its stream; its position there; its document."""

    number: int
    stream: str
    position: int
    topic: str
    state: bytes


def trail(header: Header, events: Iterable[Line]) -> Iterator[str]:
    """The lines of a trail, without their ends. Raises `ValueError` where a document is no text."""
    head = header.head and header.head._asdict()
    yield encode({"schema": _KNOWN, "events": header.events, "head": head, "version": header.version})
    for one in events:
        yield encode({**one._asdict(), "state": one.state.decode()})
    yield encode({"events": header.events, "head": head})


def read_trail(lines: Iterable[bytes]) -> tuple[Header, Iterator[Line]]:
    """What a trail says of itself, and its events, as they are asked for.

    Raises `TrailError` at the first line that is not as it was written: here or, of the events, while they are read.
    """
    numbered = iter(enumerate(lines, start=1))
    header = _header(_document(*next(numbered, (1, b""))))
    return header, _events(header, numbered)


def _events(header: Header, lines: Iterator[tuple[int, bytes]]) -> Iterator[Line]:
    for expected in range(1, header.events + 1):
        at, line = next(lines, (expected + 1, b""))
        yield _event(at, _document(at, line), expected)
    at, line = next(lines, (header.events + 2, b""))
    if _document(at, line) != {"events": header.events, "head": header.head and header.head._asdict()}:
        raise TrailError(at, "it is the last and says another head than the first, or none")
    for at, _ in lines:
        raise TrailError(at, "it stands behind the last")


def _document(at: int, line: bytes) -> dict[str, Any]:
    if not line:
        raise TrailError(at, "it is not there: the trail was cut off")
    if not line.endswith(b"\n"):
        raise TrailError(at, "it does not end: the trail was cut off")
    try:
        text = line[:-1].decode()
        found = _decode(text)
        written = encode(found)
    except (ValueError, RecursionError):
        raise TrailError(at, "it is no line of an audit trail") from None
    if not isinstance(found, dict):
        raise TrailError(at, "it is no line of an audit trail")
    if at == 1:
        _check_schema(found)
    if written != text:
        raise TrailError(at, "it is not written as a trail is: members in order, no spaces, none twice")
    return found


def _header(found: Mapping[str, Any]) -> Header:
    head, events, version = found.get("head"), found.get("events"), found.get("version")
    fine = {*found} == {"schema", "events", "head", "version"} and _is_count(events)
    if not fine or not (version is None or _is_count(version)) or not (head is None or _is_head(head)):
        raise TrailError(1, "it does not say how many events there are, with which head")
    return Header(events or 0, None if head is None else StoreHead(head["size"], head["root"]), version)


def _check_schema(found: Mapping[str, Any]) -> None:
    schema = found.get("schema")
    if not isinstance(schema, str) or not schema.startswith(_SCHEMA):
        raise TrailError(1, f"it does not say that this is an audit trail, with the schema {_KNOWN}")
    if schema != _KNOWN:
        raise TrailError(1, f"it is a trail of {schema}, and this version of seriesd reads {_KNOWN}; use a later one")


def _event(at: int, found: Mapping[str, Any], expected: int) -> Line:
    if tuple(found) != _EVENT:
        raise TrailError(at, f"event {expected:,} is to stand here, and it is none")
    number, position, state, stream, topic = (found[name] for name in _EVENT)
    texts = all(isinstance(one, str) for one in (state, stream, topic))
    if not texts or type(position) is not int or type(number) is not int:
        raise TrailError(at, f"event {expected:,} is to stand here, and it is none")
    if number != expected:
        raise TrailError(at, f"it is event {number:,}, and event {expected:,} is to stand here")
    try:
        return Line(number, stream, position, topic, state.encode())
    except UnicodeEncodeError:
        raise TrailError(at, "it holds what is no text") from None


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_head(value: object) -> bool:
    return (
        isinstance(value, dict)
        and {*value} == {"size", "root"}
        and _is_count(value["size"])
        and isinstance(value["root"], str)
    )


def _refuse(written: str) -> NoReturn:
    raise ValueError(written)


_decode: Callable[[str], Any] = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse).decode
