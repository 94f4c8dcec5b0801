"""Where what is read comes from: a file or standard input, whole and not beyond measure, and its text."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from commands.reading.limits import MOST_BYTES, check_values, too_large
from commands.reading.lines import Place

STANDARD_INPUT = "standard input"

_CHUNK = 1024 * 1024
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_PACKED = {
    b"\x1f\x8b": "packed with gzip; unpack it first",
    b"PK\x03\x04": "a workbook or another zip file, and no text; a workbook is a file whose name ends in .xlsx",
}
"""What is no text and begins so."""


_SENT: ContextVar[Path | None] = ContextVar("sent", default=None)


@contextmanager
def sent_in(folder: Path) -> Iterator[None]:
    """While this lasts, files in this folder are called by their own names: who sent them knows of no folder here."""
    before = _SENT.set(folder)
    try:
        yield
    finally:
        _SENT.reset(before)


def called(path: str) -> str:
    """What a file is called: its path, or its own name alone where somebody sent it here."""
    folder = _SENT.get()
    return Path(path).name if folder is not None and folder in Path(path).parents else path


def place_of(path: str) -> Place:
    """What a file is called, as the place of what is wrong in it."""
    return Place(STANDARD_INPUT if path == "-" else called(path))


def bytes_of(path: str, place: Place) -> bytes:
    """All of a file, or of standard input for "-". Raises `UnreadableError`, also for more than `MOST_BYTES`."""
    try:
        if path == "-":
            return _whole(_standard_input(place), place)
        with Path(path).open("rb") as stream:
            return _whole(stream, place)
    except OSError as error:
        raise place.error(f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a path with a NUL, a standard input that was closed
        raise place.error(f"cannot be read: {error}") from None


def bounded(path: Path) -> bytes:
    """All of a file of our own. Raises `OSError`, and `UnreadableError` where it became larger than what is read."""
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is no file")
    with path.open("rb") as stream:
        data = _whole(stream, Place(str(path)))
    check_values(data.decode("utf-8", "replace"), Place(str(path)))
    return data


def text_of(data: bytes, place: Place, *, wide: bool = False) -> str:
    """The text of a file in UTF-8, or where spreadsheets write it (`wide`) in UTF-16. Raises `UnreadableError`."""
    for begins, said in _PACKED.items():
        if data.startswith(begins):
            raise place.error(said)
    encoding = _WIDE.get(data[:2]) if wide else None
    try:
        return data.decode(encoding or "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if encoding:
            raise place.error("not UTF-16 text, as which it begins; save the file as UTF-8", line) from None
        said = f"not UTF-8 text (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        raise place.error(said, line) from None


def check_encodable(text: str, place: Place) -> None:
    """Raises `UnreadableError` for half of a surrogate pair, which a text given from Python may hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise place.error("half of a surrogate pair, which is no character", line) from None


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
            raise too_large(place)
    return b"".join(parts)
