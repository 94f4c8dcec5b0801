"""The audit trail: every event of a whole ledger as a line of text, which any program can check."""

import sys
from collections.abc import Iterator
from pathlib import Path

from commands.errors import UnableError
from commands.terminal.output import check_folder_of, check_no_database, put
from ledger.store.restoring import trail_of


def write_trail(url: str, output: str | None) -> int:
    """Write the trail of a ledger to a file, or to standard output; answers how many events it has.

    Raises `NotWholeError` where the ledger is not what was recorded, and `UnableError` where it cannot be written.
    """
    if output is None:
        with trail_of(url) as (copy, lines):
            sys.stdout.flush()
            sys.stdout.buffer.writelines(_encoded(lines))
            sys.stdout.buffer.flush()
        return copy.events
    check_folder_of(output)
    path = Path(output)
    with trail_of(url) as (copy, lines):
        try:
            check_no_database(path)
            put(path, lambda made: _write(made, lines))
        except OSError as error:
            raise UnableError(f"cannot write {path}: {error.strerror or error}") from None
    return copy.events


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("wb") as file:
        file.writelines(_encoded(lines))


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in lines)
