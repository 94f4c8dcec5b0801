"""Files that are there whole or not at all: made beside their place, brought to the disk, and only then named."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ledger.store.backend import StoreError

PART = ".part"
"""How a file ends that is not whole yet; its name begins with a dot."""

_LONGEST = 40
_BESIDE = ("-journal", "-wal", "-shm")


@contextmanager
def made_whole(path: Path, *, replace: bool = False, mode: int | None = None) -> Iterator[Path]:
    """An empty file that is to be written; once that is done without an error it is at `path`, none is beside it.

    With a `mode` nobody has more rights to it than that says, also while it is made. Raises `StoreError` where
    something is at `path` by then, unless it may be replaced, and where it cannot be written.
    """
    part = path.with_name(f".{path.name[:_LONGEST]}.{secrets.token_hex(8)}{PART}")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode & 0o700))
        yield part
        if mode is not None:
            part.chmod(mode)
        _sync(part)
        _name(part, path, replace=replace)
        bring_to_disk(path.parent)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        for one in (part, *(part.with_name(f"{part.name}{end}") for end in _BESIDE)):
            with suppress(OSError):
                one.unlink(missing_ok=True)


def check_alone(path: Path) -> None:
    """Raise `StoreError` where a journal lies at a path: SQLite would play it into whatever file comes to be there."""
    for end in _BESIDE:
        beside = path.with_name(f"{path.name}{end}")
        if os.path.lexists(beside):
            raise StoreError(
                f"{beside} is there, of a database that was at {path} or is in use there; move it away first"
            )


def bring_to_disk(folder: Path) -> None:
    """Bring to the disk what a folder says is in it, where the system can do that."""
    if hasattr(os, "O_DIRECTORY"):
        there = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(there)
        finally:
            os.close(there)


def _name(part: Path, path: Path, *, replace: bool) -> None:
    if replace:
        part.replace(path)
        return
    try:
        os.link(part, path)  # a name that somebody else took meanwhile is not taken from them
    except FileExistsError:
        raise StoreError(f"{path} is there already; nothing is written over it") from None
    except OSError:  # not every drive has links
        if os.path.lexists(path):
            raise StoreError(f"{path} is there already; nothing is written over it") from None
        part.rename(path)


def _sync(path: Path) -> None:
    with path.open("rb") as made:
        os.fsync(made.fileno())
