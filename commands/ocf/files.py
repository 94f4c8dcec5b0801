"""From a path to the objects of a package: a folder, its manifest, or a zip file, read within bounds.

The manifest is known by its `file_type`, whatever its name. A file that is of another type than it is named for is
refused; one that is not what its checksum says is noted.
"""

import json
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from io import BytesIO
from itertools import islice
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple, NoReturn
from zipfile import BadZipFile, ZipFile

from commands.ocf.given import Given
from commands.reading.limits import (
    MOST_BYTES,
    MOST_PARTS,
    MOST_VALUES,
    check_part,
    check_zip,
    check_zip_size,
    too_large,
    too_many,
    values_in,
)
from commands.reading.lines import MOST_NESTED, Place, twice
from commands.reading.sources import bytes_of
from ledger.names import shown
from ledger.numbers.exact import MOST_CHARACTERS
from ledger.refusals import Flag
from ledger.rules import flags

FILE_CHANGED = flags(
    "file_changed",
    "",
    "A file of a package has the checksum that its manifest gives, or it was changed after the package was made.",
    "Ask whoever made the package for it anew, or make sure of who changed what.",
)

_MANIFEST = "Manifest.ocf.json"
_MANIFEST_TYPE = "OCF_MANIFEST_FILE"
_MOST_FILES = 1000
_FAULTS = (OSError, BadZipFile, zlib.error, LZMAError, struct.error, RuntimeError, EOFError, KeyError, ValueError)
"""What reading a file, or a file within a zip file that is broken, locked or made by something else, can raise."""

_Opener = Callable[[str], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Parts:
    """A package as it stands in its files: the manifest, and the objects by the list that names their file."""

    manifest: Given
    listed: dict[str, list[Given]]
    notes: list[Flag] = field(default_factory=list)
    unlisted: Sequence[str] = ()
    """The JSON files beside the others that the manifest does not name."""

    def __getitem__(self, name: str) -> list[Given]:
        return self.listed.get(f"{name}_files", [])


class _Source(NamedTuple):
    """Where files are read from: what is called what, how one is opened, and how many bytes may still be read."""

    place: Place
    names: Sequence[str]
    opened: _Opener
    budget: "_Budget"


@dataclass(slots=True)
class _Budget:
    """How many bytes and values may still be read from one package; and how many to find its manifest."""

    size: int
    values: int = MOST_VALUES
    looking: int = MOST_BYTES


def read_parts(path: str) -> Parts:
    """Read a folder, a manifest in a folder, or a zip file. Raises `UnreadableError`."""
    place = Place(path, "object")
    where = Path(path)
    try:
        if where.is_dir():
            source = _of_folder(where, place)
            return _parts(_manifest_in(source), source)
        if where.suffix.lower() == ".json":
            return _parts(where.name, _of_folder(where.parent, place))
        data = bytes_of(path, place)
        check_zip_size(data, place)
        with ZipFile(BytesIO(data)) as packed:
            source = _of_zip(packed, place)
            return _parts(_manifest_in(source), source)
    except (BadZipFile, struct.error, RuntimeError, EOFError) as error:
        said = "neither a folder nor a zip file; a package is one of the two, with a manifest in it"
        raise place.error(f"{said} ({error})") from None
    except OSError as error:
        raise place.error(f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a path with a NUL
        raise place.error(f"cannot be read: {error}") from None


def _of_zip(packed: ZipFile, place: Place) -> _Source:
    def opened(name: str) -> IO[bytes]:
        check_part(packed.getinfo(name), place)
        return packed.open(name)

    check_zip(packed, place)
    return _Source(place, _json_in(packed.namelist()), opened, _Budget(MOST_BYTES))


def _of_folder(folder: Path, place: Place) -> _Source:
    whole = folder.resolve()

    def opened(name: str) -> IO[bytes]:
        path = folder / name
        if not path.resolve().is_relative_to(whole):
            raise place.error(f"{name!r} is a link that leads out of the package; put the file itself there")
        if path.exists() and not path.is_file():  # opening a pipe would wait for somebody to write to it
            raise place.error(f"{name!r} is no file")
        return path.open("rb")

    names = sorted(one.name for one in islice(folder.iterdir(), MOST_PARTS + 1))
    if len(names) > MOST_PARTS:
        raise place.error(f"has more than {MOST_PARTS:,} files")
    return _Source(place, _json_in(names), opened, _Budget(MOST_BYTES))


def _json_in(names: Iterable[str]) -> list[str]:
    """The files that may be of a package; not those that an operating system leaves beside them."""
    hidden = ("__MACOSX", ".")
    found = [name for name in names if name.lower().endswith(".json")]
    return [name for name in found if not any(part.startswith(hidden) for part in PurePosixPath(name).parts)]


def _manifest_in(source: _Source) -> str:
    """The manifest: the file of that type, wherever it stands and whatever it is called."""
    usual = [name for name in source.names if PurePosixPath(name).name == _MANIFEST]
    if usual:
        depth = min(name.count("/") for name in usual)
        return _only([name for name in usual if name.count("/") == depth], source)
    found = [name for name in sorted(source.names, key=_likely) if _is_manifest(name, source)]
    if not found:
        said = f"no file in it has the file_type {_MANIFEST_TYPE}, as {_MANIFEST} would"
        raise source.place.error(f"cannot be read: {said}")
    return _only(found, source)


def _only(found: Sequence[str], source: _Source) -> str:
    """The one manifest that there is. Raises `UnreadableError` where a package is several."""
    if len(found) > 1:
        named = f"{', '.join(found[:-1])} and {found[-1]}"
        raise source.place.error(f"{named} are {len(found)} manifests; name the one that is meant, or give its folder")
    return found[0]


def _likely(name: str) -> tuple[bool, int, str]:
    return "manifest" not in name.lower(), name.count("/"), name


def _is_manifest(name: str, source: _Source) -> bool:
    try:
        with source.opened(name) as stream:
            data = stream.read(source.budget.looking + 1)
        source.budget.looking -= len(data)
        if source.budget.looking < 0:
            raise too_large(source.place)
        text = data.decode("utf-8-sig")
        content = _read(text) if _MANIFEST_TYPE in text and values_in(text) <= MOST_VALUES else None
    except (*_FAULTS, RecursionError):
        return False
    return isinstance(content, dict) and content.get("file_type") == _MANIFEST_TYPE


def _parts(manifest: str, source: _Source) -> Parts:
    given, _ = _loaded(manifest, source)
    main = Given(given, Place(f"{source.place.file}: {manifest}", "object"), 0)
    _check_type(main, _MANIFEST_TYPE)
    inside = PurePosixPath(manifest).parent
    parts = Parts(main, {}, [], [])
    files = [(name, file) for name in given if name.endswith("_files") for file in main.objects(name)]
    if len(files) > _MOST_FILES:
        raise main.fail(f"names {len(files)} files, more than {_MOST_FILES}")
    named = {str(PurePosixPath(manifest))}
    for name, file in files:
        inner = _inner(file)
        named.add(str(inside / inner))
        content, data = _loaded(str(inside / inner), source)
        whole = Given(content, Place(f"{source.place.file}: {inner}", "object"), 0, main.read)
        _check_type(whole, f"OCF_{name.upper().removesuffix('_FILES')}_FILE")
        if not whole.has("items"):
            raise whole.fail("is required and missing; a file without objects has an empty list", "items")
        parts.listed.setdefault(name, []).extend(whole.items("items"))
        parts.notes.extend(_changed(file, inner, data))
    unlisted = [name for name in source.names if str(PurePosixPath(name)) not in named]
    return Parts(main, parts.listed, parts.notes, unlisted)


def _check_type(file: Given, wanted: str) -> None:
    """Refuse a file that says that it is something else than what it is named for."""
    if file.has("file_type") and file.peek("file_type") != wanted:
        raise file.fail(f"{shown(file.peek('file_type'))}: what is meant here is a file of type {wanted}", "file_type")


def _changed(file: Given, inner: PurePosixPath, data: bytes) -> list[Flag]:
    """What is to be said of a file that does not have the checksum of the manifest."""
    said = file.text_or_none("md5")
    found = md5(data, usedforsecurity=False).hexdigest()
    if said is None or said.strip().lower() == found:
        return []
    return [Flag(FILE_CHANGED, f"{inner} has the md5 checksum {found}, and the manifest says {said}")]


def _inner(file: Given) -> PurePosixPath:
    """The path of a file within the package; one that leads out of it is refused."""
    path = PurePosixPath(file.text("filepath"))
    if path.is_absolute() or ".." in path.parts or "\\" in str(path):
        raise file.fail(f"{str(path)!r} leads out of the package; name a file within it", "filepath")
    return path


def _loaded(name: str, source: _Source) -> tuple[dict[str, Any], bytes]:
    here = Place(f"{source.place.file}: {name}", "object")
    try:
        with source.opened(name) as stream:
            data = stream.read(source.budget.size + 1)
    except _FAULTS as error:
        said = (isinstance(error, OSError) and error.strerror) or (str(error).strip("'\"") or type(error).__name__)
        raise here.error(f"cannot be read: {said}") from None
    source.budget.size -= len(data)
    if source.budget.size < 0:
        raise too_large(source.place)
    try:
        text = data.decode("utf-8-sig")
        source.budget.values -= values_in(text)
        if source.budget.values < 0:
            raise too_many(source.place, MOST_VALUES, "values")
        content = _read(text)
    except (ValueError, RecursionError) as error:
        raise here.error(f"is not JSON: {error}") from None
    if not isinstance(content, dict):
        raise here.error("must be a mapping, as every file of the format is")
    return content, data


def _read(text: str) -> Any:
    """The content of a JSON text, its numbers as they are written. Raises `ValueError` and `RecursionError`."""
    content = json.loads(text, object_pairs_hook=_once, parse_float=str, parse_int=_whole, parse_constant=_no_number)
    level = [content]
    for _ in range(MOST_NESTED):
        level = [one for each in level if isinstance(each, dict | list) for one in _within(each)]
    if any(isinstance(one, dict | list) for one in level):
        raise ValueError(f"nested more than {MOST_NESTED} deep")
    return content


def _within(each: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return each.values() if isinstance(each, dict) else each


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping in which every name stands once: which of two is meant is not guessed."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = Counter(name for name, _ in pairs)
        raise ValueError(twice(names.most_common(1)[0][0]))
    return made


def _whole(written: str) -> int | str:
    """A whole number; one that is too long is left as text, to be refused where it stands."""
    return int(written) if len(written) <= MOST_CHARACTERS else written


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is not a number")
