"""A sheet of claims as it is sent: chosen, pasted, or carried in the form that shows what was found of it."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from commands.errors import UsageError
from commands.web.problems import AskedTooMuchError
from commands.web.sent import Sent, Upload, file_name

MOST_BYTES = 2_000_000
"""The largest sheet: written for a form it is a third longer, and stays below the longest field of one."""

MOST_CLAIMS = 2_000
"""So many claims are compared for a page at most."""

PASTED = "pasted.csv"


class Sheet(NamedTuple):
    """A sheet: what its file is called, and its bytes."""

    name: str
    content: bytes

    @property
    def carried(self) -> str:
        """Its bytes as a field of a form carries them."""
        return b64encode(self.content).decode()


def sheet_in(sent: Sent) -> Sheet | None:
    """The sheet that was sent: a file before the one which the form carried; or what was pasted.

    Raises `AskedTooMuchError` where it is too large, and `UsageError` where one that was carried is not whole, or where
    several were sent, since none of them is left unread.
    """
    found = held_in(sent)
    pasted = sent.one("pasted").strip("\r\n")
    if pasted and found is not None:
        raise UsageError(
            f"both {found.name} and pasted rows were sent, and one sheet is compared at a time: empty the text, or "
            "leave the file out"
        )
    return _bounded(Sheet(PASTED, pasted.encode("utf-8", "replace"))) if pasted else found


def held_in(sent: Sent) -> Sheet | None:
    """The file that was sent, now or before. Raises as `sheet_in`."""
    files = [one for one in sent.files.get("sheet", ()) if one.content]
    if len(files) > 1:
        names = " and ".join(one.name for one in files)
        raise UsageError(f"{len(files)} sheets were sent, {names}, and one is compared at a time: choose one")
    if files:
        return _bounded(Sheet(files[0].name, files[0].content))
    return None if sent.one("left-out") else _carried(sent)


def _carried(sent: Sent) -> Sheet | None:
    given = sent.one("carried")
    if not given:
        return None
    try:
        return _bounded(Sheet(file_name(sent.one("named")), b64decode(given, validate=True)))
    except ValueError:
        raise UsageError("the sheet did not come back as it was sent; choose it once more") from None


def _bounded(sheet: Sheet) -> Sheet:
    if len(sheet.content) > MOST_BYTES:
        raise AskedTooMuchError(
            f"{sheet.name} is larger than {MOST_BYTES:,} bytes, and no larger sheet is audited on this page; "
            "send it in parts, or ask `seriesd audit`",
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        )
    return sheet


@contextmanager
def as_file(sheet: Sheet) -> Iterator[Path]:
    """The sheet as a file under its own name; gone after the block."""
    with Sent(files={"sheet": [Upload(*sheet)]}).in_folder("sheet") as (path,):
        yield path
