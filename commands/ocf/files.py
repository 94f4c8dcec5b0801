"""From a path to the objects of a package: a folder, its manifest, or a zip file, read within bounds."""

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NoReturn
from zipfile import BadZipFile, ZipFile

from commands.journal.files import MOST_BYTES
from commands.ocf.given import Given
from commands.reading.lines import Place

_MANIFEST = "Manifest.ocf.json"
_MOST_FILES = 1000
_MEBIBYTE = 1024 * 1024
_FAULTS = (OSError, BadZipFile, zlib.error, LZMAError, struct.error, RuntimeError, EOFError, KeyError, ValueError)
"""What reading a file, or a file within a zip file that is broken, locked or made by something else, can raise."""

_Opener = Callable[[str], BinaryIO]


@dataclass(frozen=True, slots=True)
class Parts:
    """A package as it stands in its files: the manifest, and the objects by the list that names their file."""

    manifest: Given
    listed: dict[str, list[Given]]

    def __getitem__(self, name: str) -> list[Given]:
        return self.listed.get(f"{name}_files", [])


def read_parts(path: str) -> Parts:
    """Read a folder, a manifest in a folder, or a zip file. Raises `UnreadableError`."""
    place = Place(path, "object")
    where = Path(path)
    try:
        if where.is_dir():
            return _parts(_MANIFEST, _of_folder(where), place)
        if where.suffix.lower() == ".json":
            return _parts(where.name, _of_folder(where.parent), place)
        with ZipFile(where) as packed:
            return _parts(_manifest_in(packed, place), packed.open, place)  # type: ignore[arg-type]
    except (BadZipFile, struct.error, RuntimeError, EOFError) as error:
        said = "neither a folder nor a zip file; a package is one of the two, with Manifest.ocf.json in it"
        raise place.error(f"{said} ({error})") from None
    except OSError as error:
        raise place.error(f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a path with a NUL
        raise place.error(f"cannot be read: {error}") from None


def _of_folder(folder: Path) -> _Opener:
    def opened(name: str) -> BinaryIO:
        return (folder / name).open("rb")

    return opened


def _manifest_in(packed: ZipFile, place: Place) -> str:
    found = [name for name in packed.namelist() if PurePosixPath(name).name == _MANIFEST]
    if not found:
        raise place.error(f"there is no {_MANIFEST} in it")
    return min(found, key=len)


def _parts(manifest: str, opener: _Opener, place: Place) -> Parts:
    budget = [MOST_BYTES]
    inside = PurePosixPath(manifest).parent
    given = _loaded(manifest, opener, place, budget)
    main = Given(given, Place(f"{place.file}: {manifest}", "object"), 0)
    listed: dict[str, list[Given]] = {}
    files = [(name, file) for name in given if name.endswith("_files") for file in main.objects(name)]
    if len(files) > _MOST_FILES:
        raise main.fail(f"names {len(files)} files, more than {_MOST_FILES}")
    for name, file in files:
        inner = _inner(file)
        content = _loaded(str(inside / inner), opener, place, budget)
        whole = Given(content, Place(f"{place.file}: {inner}", "object"), 0)
        if not whole.has("items"):
            raise whole.fail("is required and missing; a file without objects has an empty list", "items")
        listed.setdefault(name, []).extend(whole.objects("items"))
    return Parts(main, listed)


def _inner(file: Given) -> PurePosixPath:
    """The path of a file within the package; one that leads out of it is refused."""
    path = PurePosixPath(file.text("filepath"))
    if path.is_absolute() or ".." in path.parts or "\\" in str(path):
        raise file.fail(f"{str(path)!r} leads out of the package; name a file within it", "filepath")
    return path


def _loaded(name: str, opener: _Opener, place: Place, budget: list[int]) -> dict[str, Any]:
    here = Place(f"{place.file}: {name}", "object")
    try:
        with opener(name) as stream:
            data = stream.read(budget[0] + 1)
    except _FAULTS as error:
        said = (isinstance(error, OSError) and error.strerror) or (str(error).strip("'\"") or type(error).__name__)
        raise here.error(f"cannot be read: {said}") from None
    budget[0] -= len(data)
    if budget[0] < 0:
        raise place.error(f"larger than {MOST_BYTES // _MEBIBYTE} MiB")
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise here.error(f"is not JSON: {error}") from None
    if not isinstance(content, dict):
        raise here.error("must be a mapping, as every file of the format is")
    return content


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is not a number")
