"""What recording something changes of the answers that a ledger gave until then (A8).

An entry that takes effect after all that is known changes none of them. A late entry, a void or a correction can: then
the ledger as it was and as it is are set side by side, as for any what-if: on the day after the last that was known,
when the last adjustment governs, too (A1), or on that last day itself where it is not over when this is recorded. What
a correction moves to a later day is known there, too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ledger.engine.book import Book
from ledger.engine.branch import as_of
from ledger.events import AnyEntry, DocumentAttached, EntryCorrected
from ledger.log.timeline import EDITS, transaction_of
from ledger.numbers.days import day_after
from projections.compare.differences import RECORDED, Difference, differences, sides
from projections.compare.histories import assertions_apart, parted_until, triggers_apart


def before(book: Book, entries: Iterable[AnyEntry]) -> Book | None:
    """The book as it is, provided that one of these entries can change its answers; else nothing, and at no cost."""
    if not book.items or not any(_reaches_back(entry, book) for entry in entries):
        return None
    return book.copy()


def changes(was: Book, book: Book) -> list[Difference]:
    """What a book answers otherwise than it did, up to the end of what was known then.

    `actual` of each is what the answer was, `what_if` what it is with all that has been recorded since.
    """
    today = book.log[-1].recorded_at.date()
    last = max([was.items[-1].key.day, *(day for day in _moved_to(book, len(was.log)) if day < today)])
    on = day_after(last) if last < today else last
    then, now = sides(on, was, book, as_of(was, on), as_of(book, on))
    apart = [*parted_until(was, book, on, RECORDED), *triggers_apart(was, book, RECORDED)]
    asserted = assertions_apart(was, book, RECORDED)
    figures = differences(then, now, {}, RECORDED)
    if on > today:
        figures = [_dated(one, on) for one in figures]
    return [*apart, *figures, *asserted]


def _moved_to(book: Book, known: int) -> Iterator[date]:
    """The days of corrected entries, in what was recorded behind so many entries."""
    return (one.entry.with_.effective for one in book.log[known:] if isinstance(one.entry, EntryCorrected))


def _dated(one: Difference, on: date) -> Difference:
    """A figure of a day to come says so: it is in the share units of then, and not what is answered today."""
    if one.kind not in _UNDATED:
        return one
    return replace(one, more=", ".join(filter(None, [one.more, f"at the close of {on}"])))


_UNDATED = ("balance", "votes", "right")
"""The kinds of difference whose sentences name no day."""


def _reaches_back(entry: AnyEntry, book: Book) -> bool:
    """Whether an entry can change what is known already: an edit, a late entry, or a part of an earlier transaction."""
    if isinstance(entry, EDITS):
        return True
    if isinstance(entry, DocumentAttached):
        return False
    latest = book.items[-1].key.day
    return entry.effective < latest or (entry.effective == latest and transaction_of(entry) is not None)
