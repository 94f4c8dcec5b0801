"""Where files are put: whole or not at all, and never over a ledger."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from commands.cli import UsageError

_DATABASE = b"SQLite format 3\x00"
_READABLE = 0o644
_FIRST_YEAR = 1980  # a zip file knows no earlier one


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A file to write into; it takes the place of `target` once it is whole, and is gone if it never was.

    Raises `UsageError` where no such file can be made, or a database stands there.
    """
    _check(target)
    try:
        handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(_cannot(target, error)) from None
    os.close(handle)
    made = Path(name)
    try:
        yield made
        made.chmod(_READABLE)
        made.replace(target)
    except OSError as error:
        raise UsageError(_cannot(target, error)) from None
    finally:
        made.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to write files into, which then stand in `target`: all of a new folder at once, else file by file."""
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; name a folder, or a file ending in .zip")
    try:
        made = Path(mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise UsageError(_cannot(target, error)) from None
    try:
        yield made
        for path in made.iterdir():
            _check(target / path.name)
            path.chmod(_READABLE)
        _move(made, target)
    except OSError as error:
        raise UsageError(_cannot(target, error)) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def put_files(files: Mapping[str, bytes], target: Path, made: datetime) -> None:
    """Write files into a folder, or into one zip file where the name ends so."""
    if target.suffix.lower() == ".zip":
        moment = (max(made.year, _FIRST_YEAR), made.month, made.day, made.hour, made.minute, made.second)
        with whole_file(target) as path, ZipFile(path, "w", ZIP_DEFLATED) as packed:
            for name, content in files.items():
                packed.writestr(ZipInfo(name, moment), content, ZIP_DEFLATED)
        return
    with whole_folder(target) as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)


def _move(made: Path, target: Path) -> None:
    if not target.exists():
        made.chmod(0o755)
        made.rename(target)
        return
    for path in made.iterdir():
        path.replace(target / path.name)


def _check(target: Path) -> None:
    if target.is_dir():
        raise UsageError(f"{target} is a folder, and a file is to be written there")
    try:
        with target.open("rb") as there:
            is_database = there.read(len(_DATABASE)) == _DATABASE
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise UsageError(_cannot(target, error)) from None
    if is_database:
        raise UsageError(f"{target} is a database, perhaps a ledger; an export does not take its place")


def _cannot(target: Path, error: Exception) -> str:
    return f"{target} cannot be written: {getattr(error, 'strerror', None) or error}"
