"""What is given out: written to a file or a folder whole or not at all; and where it comes from."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from commands.errors import UnableError, UsageError
from commands.terminal.layout import is_terminal
from ledger.shown import visible

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from projections.render.documents.report import Colophon

_NOT_TEXT = {"pdf": "PDF", "docx": "Word document", "xlsx": "workbook"}
_DATABASE = b"SQLite format 3\x00"


def is_folder(output: str | None) -> bool:
    """Whether an output is a folder: one that is there, or a name that ends like one."""
    return output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def give_out(document: bytes, output: str | None, made_in: str) -> None:
    """Write a document to a file, or to standard output; what is no text is not thrown at a terminal.

    Raises `UnableError` where there is no folder for the file: a slip in its name makes none.
    """
    if output is not None:
        check_folder_of(output)
        write_whole({Path(output): document})
        return
    if made_in in _NOT_TEXT and is_terminal(sys.stdout):
        raise UsageError(f"a {_NOT_TEXT[made_in]} is not for a terminal; name a file with -o")
    sys.stdout.flush()
    sys.stdout.buffer.write(_on_a_terminal(document) if is_terminal(sys.stdout) else document)
    sys.stdout.buffer.flush()


def give_out_pieces(pieces: Iterable[bytes], output: str) -> None:
    """Write a document to a file as it is made; the file is there when it is whole. Raises `UnableError`."""
    check_folder_of(output)
    path = Path(output)
    try:
        check_no_database(path)
        put(path, partial(_write_pieces, pieces=pieces))
    except OSError as error:
        raise UnableError(f"cannot write {path}: {error.strerror or error}") from None


def _write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


def put_path(path: Path) -> None:
    """Say on standard output which file was written: to a program with the very signs of its name."""
    print(visible(str(path)) if is_terminal(sys.stdout) else path)


def _on_a_terminal(document: bytes) -> bytes:
    """Text as it can be shown: what nobody sees is written out. A file and a program get the very signs."""
    return visible(document.decode("utf-8", "surrogateescape")).encode("utf-8", "backslashreplace")


def check_folder_of(output: str | Path) -> None:
    """Refuse a file in a folder that is not there; only where a folder is named is it made. Raises `UnableError`."""
    parent = Path(output).absolute().parent
    if not parent.is_dir():
        raise UnableError(f"cannot write {output}: there is no folder {parent}; make it, or name another with -o")


def write_whole(documents: Mapping[Path, bytes]) -> None:
    """Write files, each of which is there whole or not at all. Raises `UnableError` where one cannot be written."""
    for path, document in documents.items():
        try:
            check_no_database(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, partial(Path.write_bytes, data=document))
        except OSError as error:
            raise UnableError(f"cannot write {path}: {error.strerror or error}") from None


def write_together(documents: Mapping[Path, bytes]) -> None:
    """Write files all together: each is whole beside its place before the first is put there.

    Raises `UnableError` where one cannot be written; then those that were there stand as they were.
    """
    made: dict[Path, Path] = {}
    try:
        for path, document in documents.items():
            check_no_database(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            made[path] = path.with_name(f".{path.name[:40]}.{len(made)}.new")
            made[path].write_bytes(document)
        for path, new in made.items():
            new.replace(path)
    except OSError as error:
        raise UnableError(f"cannot write {error.filename or path}: {error.strerror or error}") from None
    finally:
        for new in made.values():
            new.unlink(missing_ok=True)


def put(path: Path, write: Callable[[Path], object]) -> None:
    """Put a file in its place once it is whole: `write` makes it beside it, under another name. Raises `OSError`.

    What is no file, such as `/dev/stdout` or a pipe, is written to and stays what it is; a link goes on pointing there.
    """
    if path.exists() and not path.is_file():
        write(path)
        return
    path = path.resolve()
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
        made = Path(file.name)
    try:
        made.chmod(0o666 & ~_umask())
        write(made)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _umask() -> int:
    # there is no other way to ask than to set it
    mask = os.umask(0)
    os.umask(mask)
    return mask


def check_no_database(path: Path) -> None:
    """Refuse to write over a database: a slip of the hand must not replace a ledger by a report on it."""
    if path.is_file():
        with path.open("rb") as there:
            if there.read(len(_DATABASE)) == _DATABASE:
                raise UnableError(f"{path} is a database, perhaps a ledger; nothing is written over it")


def colophon_of(ledger: "Ledger", on: date | None, known: datetime | None) -> "Colophon":
    """Where a report comes from. Raises `Refusal` when nothing was recorded by the moment asked for."""
    from projections.render.documents.report import Colophon

    company, log, head = ledger.known(as_known=known)
    return Colophon(company, on, known, len(log), log[-1].recorded_at, head, ledger.ledger_head(as_known=known))
