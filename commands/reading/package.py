"""The parts of a workbook: a zip file of XML, read as a stream of elements and never beyond measure.

Why not with a library: what there is makes binary floats of the numbers, and trees of whatever a small file unpacks to.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TypeVar
from xml.parsers import expat

from commands.reading.limits import (
    MOST_ATTRIBUTE,
    MOST_VALUES,
    check_part,
    check_zip,
    check_zip_size,
    too_many,
)
from commands.reading.lines import Place, UnreadableError

MOST_ELEMENTS = MOST_VALUES
"""As many elements as the parts of a workbook may have that are read: some 100,000 entries of ten fields."""

Starts = Mapping[str, Callable[[Mapping[str, str]], object]]
"""What is done where an element of this name starts, with its attributes."""

Ends = Mapping[str, Callable[[str], object]]
"""What is done where one ends, with its text."""

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_OLD = b"\xd0\xcf\x11\xe0"
_CHUNK = 64 * 1024


@dataclass(slots=True)
class Package:
    """A workbook's parts by name, and how many elements were read out of them so far."""

    archive: zipfile.ZipFile
    place: Place
    elements: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.archive.namelist():
            if self.names.setdefault(name.lower().lstrip("/"), name) != name:
                raise self.place.error(f"cannot be read as a spreadsheet: the part {name} stands twice in it")

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self.names

    def read(self, part: str, starts: Starts, ends: Ends | None = None) -> None:
        """Go through the elements of a part that are named. Raises `UnreadableError`."""
        if not self.has(part):
            raise self.place.error(f"cannot be read as a spreadsheet: the part {part} is missing")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        at_start, at_end, text = _in_full(starts), _in_full(ends or {}), list[str]()

        def start(name: str, attributes: dict[str, str]) -> None:
            self.elements += 1
            self._check_none(text)
            text.clear()
            if name in at_start:
                at_start[name](attributes)

        def end(name: str) -> None:
            if name in at_end:
                at_end[name]("".join(text))
            text.clear()

        def doctype(*_: object) -> None:
            raise self.place.error("cannot be read as a spreadsheet: it declares a document type, which none does")

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.StartDoctypeDeclHandler = doctype
        if ends:
            parser.CharacterDataHandler = text.append
        self._parse(part, parser)

    def _check_none(self, text: Sequence[str]) -> None:
        """Raises `UnreadableError` for a text within which an element begins: what stands before it would be lost."""
        if text and "".join(text).strip():
            raise self.place.error("cannot be read as a spreadsheet: an element stands within a text")

    def _parse(self, part: str, parser: expat.XMLParserType) -> None:
        check_part(self.archive.getinfo(self.names[part.lower()]), self.place)
        given = 0
        with self.archive.open(self.names[part.lower()]) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003  whether it is the last; the library takes it so
                given += len(chunk)
                if self.elements > MOST_ELEMENTS:
                    raise too_many(self.place, MOST_ELEMENTS, "cells")
                if given - parser.CurrentByteIndex > MOST_ATTRIBUTE:  # it would be gone through once more each time
                    raise self.place.error("cannot be read as a spreadsheet: a tag is longer than 1 MiB")
            parser.Parse(b"", True)  # noqa: FBT003  likewise

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: the kind and the part, by the id of the relation."""
        folder, _, name = part.rpartition("/")
        relations = join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(attributes: Mapping[str, str]) -> None:
            if attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

        if self.has(relations):
            self.read(relations, {_PACKAGE_RELATIONS: start})
        return found


T = TypeVar("T")


def _in_full(by_name: Mapping[str, T]) -> dict[str, T]:
    """By the names that the elements of a workbook have in full; a name that is in full stays."""
    return {f"{main}{name}": one for name, one in by_name.items() for main in (("",) if " " in name else _MAIN)}


def relation_of(attributes: Mapping[str, str]) -> str:
    """The id of the relation that an element names."""
    return next((attributes[f"{one} id"] for one in _RELATIONS if f"{one} id" in attributes), "")


@contextmanager
def opened(data: bytes, place: Place) -> Iterator[Package]:
    """Open a workbook. Raises `UnreadableError` for whatever is wrong with it, also while it is read."""
    if data.startswith(_OLD):
        raise place.error("an old workbook (.xls), or one with a password; save it as .xlsx without one, or as CSV")
    check_zip_size(data, place)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_zip(archive, place)
            yield Package(archive, place)
    except UnreadableError:
        raise
    except expat.ExpatError as error:
        raise place.error(f"cannot be read as a spreadsheet: {error}") from None
    except Exception as error:  # a damaged file fails in the parts of the library in many ways
        raise place.error(f"cannot be read as a spreadsheet: {error or type(error).__name__}") from error
