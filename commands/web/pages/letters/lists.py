"""The list of the letters that were written: a file that was sent, or the rows of it that were chosen on a page."""

import csv
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import StringIO
from typing import NamedTuple

from commands.errors import UsageError
from commands.reading.guarded import guarded
from commands.reading.letters import LIST
from commands.verbs.documents.letter_files import file_names
from commands.web.pages.record.given import Files, decoded, spelt
from commands.web.sent import Sent, Upload, file_name
from projections.documents.notices.standing import NoticeStands


def list_of(sent: Sent) -> Upload:
    """The list in a form: a file that is sent now, or one that was sent before. Raises `UsageError` for none."""
    if found := next(iter(sent.files.get("file", ())), None):
        return found
    if sent.one("kept-name"):
        return Upload(file_name(sent.one("kept-name")), decoded(sent.one("kept")))
    if chosen := sent.all("letter"):
        return Upload(LIST, rows_of(sent.one("list"), chosen).encode("utf-8", "replace"))
    raise UsageError("no letter is chosen: choose those that were mailed, or the list of them")


def rows_of(listed: str, files: Collection[str]) -> str:
    """The rows of a list in which these files stand."""
    head, *rows = list(csv.reader(StringIO(listed, newline=""))) or [[]]
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(head)
    writer.writerows(row for row in rows if row and row[0] in files)
    return stream.getvalue()


class ToMail(NamedTuple):
    """A letter that is due, and the name by which a form chooses it: that of its file, as it is written."""

    file: str
    notice: NoticeStands


def to_mail(notices: Sequence[NoticeStands]) -> list[ToMail]:
    """The letters of notices that are due, by event."""
    events: dict[tuple[str, str], dict[str, NoticeStands]] = {}
    for one in notices:
        events.setdefault((one.kind, one.about), {})[one.holder] = one
    starts, found = list[str](), list[ToMail]()
    for (kind, _), some in events.items():
        start = f"notice-{kind}-{next(iter(some.values())).due}"
        starts.append(start)
        start = start if starts.count(start) == 1 else f"{start}-{starts.count(start)}"
        found += [ToMail(file, some[holder]) for holder, file in file_names(start, [*some], ".txt").items()]
    return found


def list_to_mail(letters: Sequence[ToMail], dated: date) -> str:
    """The list of them, bearing a day, to choose those that were mailed from; the record says what each states."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("file", "holder", "kind", "about", "dated"))
    writer.writerows((file, guarded(one.holder), one.kind, guarded(one.about), dated) for file, one in letters)
    return stream.getvalue()


def kept(listed: Upload) -> dict[str, str]:
    """The list as a form has it from then on."""
    return {"kept": spelt(listed), "kept_name": listed.name}


@contextmanager
def as_file(listed: Upload) -> Iterator[Files]:
    """The list as a file for the verb; gone after the block."""
    with Sent(files={"list": [listed]}).in_folder("list") as paths:
        yield Files(paths, paths[0].parent.parent)
