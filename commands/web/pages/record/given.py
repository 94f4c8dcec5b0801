"""What was sent with a form, as files for the verb: the fields of one entry as a table of one row, or a journal.

A journal that was sent once stands in the form from then on, so that nobody has to choose it again.
"""

import csv
from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from re import escape, sub

from commands.errors import UsageError
from commands.journal.files import FORMATS
from commands.web.pages.record.fields import form_of
from commands.web.sent import Sent, Upload
from ledger.events import ENTRY_TYPES
from ledger.names import near

FIELD = "field."
"""What stands before the names of the fields of an entry, among those of the form."""
WAS = "was."
"""What stands before them where the form says what it was made with, so that what nobody typed in is known."""

FORM = "entry.csv"
MOST_KEPT = 2_900_000
"""So many bytes of a file stand in a form again, written in letters; of a larger one only its name is said."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files for the verb, and the names that their sender knows them by."""

    paths: Sequence[Path]
    folder: Path

    @property
    def names(self) -> list[str]:
        """The names."""
        return [path.name for path in self.paths]

    @property
    def words(self) -> list[str]:
        """The files as words of a command line."""
        return ["--", *map(str, self.paths)]

    def plainly(self, sentence: str) -> str:
        """A sentence with the names that the sender knows, and nothing of where the files stand here."""
        return sub(rf"{escape(str(self.folder))}/\d+/", "", sentence)


def values_of(sent: Sent, before: str = FIELD) -> dict[str, str]:
    """The fields of an entry as they were typed, by dotted name; with `WAS` as the form was made with them."""
    return {
        name.removeprefix(before): sent.one(name).replace("\r\n", "\n")
        for name in sent.fields
        if name.startswith(before)
    }


def kept_of(sent: Sent) -> Upload | None:
    """The file that was sent: now, or before."""
    if found := next(iter(sent.files.get("file", ())), None):
        return found
    if sent.one("kept-name") and not sent.one("left-out"):
        return Upload(Path(sent.one("kept-name")).name or "file", decoded(sent.one("kept")))
    return None


def pasted_of(sent: Sent) -> Upload | None:
    """The journal that was pasted. Raises `UsageError` for a spelling that there is not."""
    text = sent.one("text")
    if not text.strip():
        return None
    return Upload(f"pasted.{_format(sent.one('format', 'yaml'))}", text.encode("utf-8", "replace"))


def too_many(sent: Sent) -> str:
    """What is said where more than one journal was sent, since none of them is left unread; nothing for one."""
    names = [one.name for one in sent.files.get("file", ())]
    kept, pasted = kept_of(sent), pasted_of(sent)
    named = names or ([kept.name] if kept else [])
    if pasted is not None and named:
        return (
            f"Both {' and '.join(named)} and a pasted journal were sent, and one of them is recorded at a time: "
            "empty the text, or leave the file out."
        )
    if len(names) > 1:
        return f"{len(names)} files were sent, {' and '.join(names)}, and one is recorded at a time: choose one."
    return ""


def is_too_large(kept: Upload | None) -> bool:
    """Whether a file has more bytes than a form has again."""
    return kept is not None and len(kept.content) > MOST_KEPT


def spelt(kept: Upload) -> str:
    """The bytes of a file as a form has them; nothing where they are too many."""
    return "" if is_too_large(kept) else b64encode(kept.content).decode()


@contextmanager
def files_of(sent: Sent, kind: str | None) -> Iterator[Files]:
    """What was sent, as files; gone after the block. Raises `UsageError` where nothing was, or more than one."""
    found = Upload(FORM, _row(kind, values_of(sent)).encode("utf-8", "replace")) if kind else _journal(sent)
    with Sent(files={"file": [found]}).in_folder("file") as paths:
        yield Files(paths, paths[0].parent.parent)


def _journal(sent: Sent) -> Upload:
    if said := too_many(sent):
        raise UsageError(said)
    found = kept_of(sent) or pasted_of(sent)
    if found is None:
        raise UsageError("nothing was sent: choose a file, or paste a journal")
    return found


def _row(kind: str, values: Mapping[str, str]) -> str:
    """The entry as a table of one row, in which the fields of its form stand and no others."""
    if kind not in ENTRY_TYPES:
        raise UsageError(f"there is no entry type {kind!r}{near(kind, ENTRY_TYPES)}")
    names = [one.name for group in form_of(kind, values) for one in group.inputs]
    other = next((name for name, value in values.items() if value.strip() and name not in names), None)
    if other is not None:
        raise UsageError(
            f"the form of {kind} has no field {other!r}{near(other, names)}; leave it empty, or load it again"
        )
    stream = StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(("type", *names))
    writer.writerow((kind, *(values.get(name, "") for name in names)))
    return stream.getvalue()


def columns_said(sent: Sent) -> list[str]:
    """The columns that were named by eye, as FIELD=HEADER."""
    pairs = zip(sent.fields.get("column-field", ()), sent.fields.get("column-header", ()), strict=False)
    said = dict.fromkeys((name.strip(), header.strip()) for name, header in pairs)
    return [f"{name}={header}" for name, header in said if name and header and name != header]


def options_of(kind: str | None, columns: Iterable[str]) -> list[str]:
    """The options that say how the files are read."""
    return ["--as-named"] if kind else [f"--column={one}" for one in columns]


def _format(given: str) -> str:
    if given not in FORMATS or given == "xlsx":
        raise UsageError(f"a journal cannot be pasted as {given!r}; choose yaml, json, jsonl, csv or tsv")
    return given


def decoded(given: str) -> bytes:
    """The bytes of a file that stood in a form. Raises `UsageError`."""
    try:
        return b64decode(given.encode("ascii", "replace"), validate=True)
    except NotBase64Error:
        raise UsageError("the file that was sent before cannot be read again; choose it once more") from None
