"""From a path to a list of lines: which spelling it is, its bytes, its text, and the reader for it."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from commands.journal.csv_text import read_csv
from commands.journal.json_text import read_json, read_jsonl
from commands.journal.yaml_text import read_yaml
from commands.reading.lines import Line, Place

MOST_BYTES = 256 * 1024 * 1024

_READERS: dict[str, Callable[[str, Place], Iterator[Line]]] = {
    "yaml": read_yaml,
    "yml": read_yaml,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
}
_CHUNK = 1024 * 1024


def read_journal(path: str, *, format: str | None = None) -> list[Line]:  # noqa: A002  the word of the interface
    """Read a journal file, or standard input for "-" (JSONL unless `format` says otherwise).

    The spelling goes by the suffix unless `format` names one of yaml, yml, json, jsonl, csv. Raises
    `UnreadableError` for whatever keeps the file from being read whole.
    """
    name = "standard input" if path == "-" else path
    place = Place(name)
    chosen = format or ("jsonl" if path == "-" else _by_suffix(path, place))
    _check_format(chosen, place)
    return read_text(_decoded(_bytes_of(path, place), place), chosen, name)


def read_text(text: str, format: str, name: str) -> list[Line]:  # noqa: A002  the word of the interface
    """Read a journal given as text. `name` is what errors call it. Raises `UnreadableError`."""
    place = Place(name, "row" if format == "csv" else "line")
    _check_format(format, place)
    text = text.removeprefix("\ufeff")
    _check_encodable(text, Place(name))
    with _collector_paused():
        lines = list(_READERS[format](text, place))
    if not lines:
        raise place.error("there are no entries in it")
    return lines


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Entries refer to nothing that refers back, and looking for cycles among them takes half of the time."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _by_suffix(path: str, place: Place) -> str:
    suffix = Path(path).suffix.lower()
    if suffix.removeprefix(".") not in _READERS:
        had = f"the suffix {suffix!r} is unknown" if suffix else "the name has no suffix"
        raise place.error(f"{had}; a journal ends in {_choices('.')}, or name its format")
    return suffix.removeprefix(".")


def _check_format(chosen: str, place: Place) -> None:
    if chosen not in _READERS:
        raise place.error(f"the format {chosen!r} is unknown; choose {_choices()}")


def _choices(before: str = "") -> str:
    *most, last = (f"{before}{name}" for name in _READERS)
    return f"{', '.join(most)} or {last}"


def _bytes_of(path: str, place: Place) -> bytes:
    try:
        if path == "-":
            return _whole(_standard_input(place), place)
        with Path(path).open("rb") as stream:
            return _whole(stream, place)
    except OSError as error:
        raise place.error(f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a path with a NUL, a standard input that was closed
        raise place.error(f"cannot be read: {error}") from None


def _standard_input(place: Place) -> BinaryIO:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise place.error("cannot be read: there is none")
    return stream  # type: ignore[no-any-return]


def _whole(stream: BinaryIO, place: Place) -> bytes:
    parts, size = [], 0
    while part := stream.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise place.error(f"larger than {MOST_BYTES // _CHUNK} MiB; record it in several files")
    return b"".join(parts)


def _decoded(data: bytes, place: Place) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = f"not UTF-8 text (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        raise place.error(said, line) from None


def _check_encodable(text: str, place: Place) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise place.error("half of a surrogate pair, which is no character", line) from None
