"""What a browser sends with a form: fields, and files, which stand in a folder of their own while they are read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from starlette.datastructures import FormData, UploadFile

from commands.reading.sources import sent_in

MOST_FIELDS = 2_000
MOST_FILES = 20
LONGEST_FIELD = 4_000_000
"""The most fields and files of a form, and the most letters of a field."""


class Upload(NamedTuple):
    """A file that was sent: the name that the sender's machine has for it, without any folder, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: each field with its values in their order, and the files by the name of their field."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[Upload]] = field(default_factory=dict)

    def one(self, name: str, otherwise: str = "") -> str:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), otherwise)

    def all(self, name: str) -> list[str]:
        """Every value of a field, the empty ones left out."""
        return [value for value in self.fields.get(name, ()) if value.strip()]

    @contextmanager
    def in_folder(self, name: str) -> Iterator[list[Path]]:
        """The files of a field as files, under the names that they were sent with; gone after the block.

        While it lasts whatever reads them calls them by these names, without the folder.
        """
        with TemporaryDirectory(prefix="seriesd-sent-") as folder, sent_in(Path(folder)):
            yield [_written(Path(folder) / str(number), one) for number, one in enumerate(self.files.get(name, ()))]


def _written(folder: Path, one: Upload) -> Path:
    folder.mkdir()
    path = folder / one.name
    path.write_bytes(one.content)
    return path


async def read_sent(form: FormData) -> Sent:
    """A form as the framework has read it."""
    fields: dict[str, list[str]] = {}
    files: dict[str, list[Upload]] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            if value.filename or content:
                files.setdefault(name, []).append(Upload(file_name(value.filename), content))
        else:
            fields.setdefault(name, []).append(value)
    return Sent(fields, files)


def file_name(given: str | None) -> str:
    """A name alone, as any system wrote it, that a file can have here."""
    name = PureWindowsPath(PurePosixPath(given or "").name).name
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in '<>:"|?*')[-120:].strip(". ")
    return kept or "file"
