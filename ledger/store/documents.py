"""The documents of a ledger: files beside it, each under the hash of its bytes.

A document is copied in whole or not at all: it is written under another name, brought to the disk, and only then has
its own. So a crash leaves at most a file that no entry names, never an entry without its file. What is read is held
against the hash before it is given out, and nothing but a file counts as one: no folder, no link, no pipe.
"""

import os
import secrets
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from ledger.events.fields import MOST_BYTES
from ledger.store.address import NoPlaceError, file_of
from ledger.store.backend import StoreError
from ledger.store.files import PART, bring_to_disk

Condition = Literal["here", "missing", "altered", "unreadable"]

_AT_ONCE = 1 << 20
_NAMED_AFTER_FOLDER = 2
"""How many digits of a hash name the folder that its file is in."""


class DocumentError(StoreError):
    """A document cannot be kept, or not be given out. The message is one sentence."""


class Kept(NamedTuple):
    """A document that is kept: the hash of its bytes, and how many there are."""

    sha256: str
    size: int


class Found(NamedTuple):
    """Whether a document is where it should be, as it should be; if not, `says` tells in what it is not."""

    condition: Condition
    says: str = ""


def folder_of(url: str) -> Path | None:
    """The folder beside a ledger in a file; None for a ledger on a server, which has no place beside it."""
    try:
        path = file_of(url)
    except NoPlaceError:
        return None
    return None if path is None else Path(f"{path}.documents")


def digest_of(source: Path) -> str:
    """The hash of a file that is to be kept. Raises `DocumentError` where it is no file, is empty or too large."""
    _check_source(source)
    try:
        with source.open("rb") as reading:
            return file_digest(reading, "sha256").hexdigest()
    except OSError as error:
        raise DocumentError(f"{source} cannot be read: {error.strerror or error}") from None


class DocumentFolder:
    """A folder of documents. Nothing is made by naming one; keeping a first document makes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, digest: str) -> Path:
        """Where the document with this hash is, or would be."""
        return self.path / digest[:_NAMED_AFTER_FOLDER] / digest

    def keep(self, source: Path) -> Kept:
        """Copy a file in; one that is there already stays, unless it was altered, and then it is whole again.

        Raises `DocumentError` where the source is no file, is empty or too large, or where it cannot be written.
        """
        _check_source(source)
        part = self.path / f".{secrets.token_hex(8)}{PART}"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as reading:
                kept = _copied(reading, part, source)
            place = self.file(kept.sha256)
            if self.look(*kept).condition != "here":
                place.parent.mkdir(exist_ok=True)
                part.replace(place)
                bring_to_disk(place.parent)
                bring_to_disk(self.path)
        except OSError as error:
            raise DocumentError(f"{source} cannot be kept in {self.path}: {error.strerror or error}") from None
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return kept

    def look(self, digest: str, size: int) -> Found:
        """Whether the document is here, with just the bytes that have this hash."""
        try:
            with self._opened(digest) as reading:
                return _looked_at(reading, digest, size)
        except (FileNotFoundError, NotADirectoryError):
            return Found("missing", "it is not here")
        except IsADirectoryError:
            return Found("altered", "a folder is in its place")
        except OSError as error:
            if self.file(digest).is_symlink():
                return Found("altered", "a link is in its place")
            return Found("unreadable", f"it cannot be read: {error.strerror or error}")

    def read(self, digest: str, size: int) -> bytes:
        """The bytes of a document. Raises `DocumentError` where they are not here, or not those that were attached."""
        found = self.look(digest, size)
        if found.condition == "here":
            with self._opened(digest) as reading:
                content = reading.read()
            if sha256(content).hexdigest() == digest:
                return content
            found = Found("altered", "it is being written to")
        raise DocumentError(f"the document {digest[:12]}… in {self.path}: {found.says}")

    def remove(self, digest: str) -> None:
        """Remove a document for good; one that is not here is left so. Raises `DocumentError` where it cannot be."""
        try:
            self.file(digest).unlink(missing_ok=True)
        except OSError as error:
            raise DocumentError(f"{self.file(digest)} cannot be removed: {error.strerror or error}") from None

    def others(self, known: Collection[str]) -> list[str]:
        """What is in the folder and is none of the documents with these hashes, by the path within it, in order.

        Raises `DocumentError` where the folder cannot be read.
        """
        try:
            return sorted(str(one.relative_to(self.path)) for one in self._files() if not self._is_one(one, known))
        except OSError as error:
            raise DocumentError(f"{self.path} cannot be read: {error.strerror or error}") from None

    def _is_one(self, path: Path, known: Collection[str]) -> bool:
        return path.name in known and path == self.file(path.name)

    def _files(self) -> Iterator[Path]:
        def fail(error: OSError) -> None:
            if not isinstance(error, FileNotFoundError):
                raise error

        for folder, folders, files in os.walk(self.path, onerror=fail):
            links = [one for one in folders if Path(folder, one).is_symlink()]
            yield from (Path(folder, one) for one in [*files, *links])

    @contextmanager
    def _opened(self, digest: str) -> Iterator[BufferedReader]:
        # not to wait for a pipe, and not to follow a link
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self.file(digest), flags), "rb") as reading:
            yield reading


def _check_source(source: Path) -> None:
    try:
        there = source.stat()
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "there is no such name"
        raise DocumentError(f"{source} cannot be read: {said}") from None
    if not stat.S_ISREG(there.st_mode):
        raise DocumentError(f"{source} is not a file; a document is one")
    if there.st_size == 0:
        raise DocumentError(f"{source} is empty; a document holds something")


def _copied(reading: BinaryIO, part: Path, source: Path) -> Kept:
    """Write the bytes under another name, and bring them to the disk."""
    digest, size = sha256(), 0
    # nobody shall write to it later by mistake
    writing = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o444)
    with os.fdopen(writing, "wb") as made:
        while block := reading.read(_AT_ONCE):
            size += len(block)
            if size > MOST_BYTES:
                raise DocumentError(f"{source} has more than {MOST_BYTES:,} bytes, the most that a document may have")
            digest.update(block)
            made.write(block)
        made.flush()
        os.fsync(made.fileno())
    return Kept(digest.hexdigest(), size)


def _looked_at(reading: BufferedReader, digest: str, size: int) -> Found:
    there = os.fstat(reading.fileno())
    if not stat.S_ISREG(there.st_mode):
        return Found("altered", "something else than a file is in its place")
    if there.st_size != size:
        return Found("altered", f"it has {there.st_size:,} bytes and not {size:,}")
    found = file_digest(reading, "sha256").hexdigest()
    return Found("here") if found == digest else Found("altered", f"its bytes have another hash, {found[:12]}…")
