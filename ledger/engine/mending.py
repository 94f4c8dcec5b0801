"""What rests on an entry: the later ones that would break without it, and the order in which all can be taken back.

An edit that would break another entry is refused, and so nothing else can be found out about it than by trying. Here
that is done on copies of the book: what an edit would break is voided first, and what that would break before it, until
everything can be recorded one after the other. Nothing of it is recorded.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from ledger.engine.book import Book, named
from ledger.engine.branch import Changes, suppose
from ledger.events import EntryCorrected, EntryVoided
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal


class Resting(NamedTuple):
    """An entry that would break for an edit, and what would be said of it."""

    entry: str
    why: Refusal


class TakenBack(NamedTuple):
    """What rests on an entry, the first to be voided first; and the book as it would be with all of it recorded."""

    resting: list[Resting]
    book: Book


def taken_back(
    book: Book, edit: EntryVoided | EntryCorrected, at: datetime, void: Callable[[str], EntryVoided]
) -> TakenBack:
    """What is to be voided, by `void`, before an edit can be recorded. Raises `Refusal` where no void helps."""
    pending, why, first = [edit.entry], dict[str, Refusal](), None
    found, tried = list[Resting](), set[str]()
    while pending:
        name = pending[-1]
        trial = book.copy()
        try:
            trial.record(edit if name == edit.entry else void(name), at)
        except Refusal as refusal:
            broken, first = refusal.breaks, first or refusal
            if broken is None or broken in tried or broken == edit.entry:
                raise first from None  # what the edit itself would break cannot be voided, say the certificate
            tried.add(broken)
            more = {broken: refusal} if why else {broken: refusal} | _would_break(book, edit, at)
            why = more | why
            # the last is tried next: what comes late in the timeline has little resting on it
            pending = [*(one for one in pending if one not in more), *more]
        else:
            book, tried = trial, set()
            pending.pop()
            if name != edit.entry:
                found.append(Resting(name, why[name]))
    return TakenBack(found, book)


def _would_break(book: Book, edit: EntryVoided | EntryCorrected, at: datetime) -> dict[str, Refusal]:
    """The entries that would not fit any more, in timeline order: all at once, for one replay of the edited log."""
    name = edit.id or book.free_id(edit.type)
    new = Recorded(len(book.log) + 1, name, named(edit, name), at)
    return {one.entry: one for one in suppose(book, Changes(put={name: new})).problems if one.entry is not None}
