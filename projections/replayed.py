"""A log replayed piece by piece: many days at the cost of one replay, and logs that were edited for a what-if.

What an edited log would make the ledger write, it writes: the automatic conversions that are recorded are made as they
are recorded where they still can be, and the ledger converts what is left of Series D then (second 4L, A46).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ledger.book import Book
from ledger.recorded import Recorded
from ledger.refusals import Refusal
from ledger.replay import apply, begin
from ledger.state import State
from ledger.timeline import is_edit, standing_edits, timeline
from projections.price import Price, price_on


def replayed(log: Sequence[Recorded], until: date = date.max, *, keep_replays: bool = False) -> Book:
    """An edited log replayed up to the close of a day; `problems` says of what does not fit why it was left out."""
    book = unopened(log, keep_replays=keep_replays)
    _close(book, until)
    return book


def prices_on(log: Sequence[Recorded], days: Iterable[date]) -> dict[date, Price]:
    """The price on each of many days: what `price_on` answers for a book opened until that day."""
    book, prices = unopened(log), dict[date, Price]()
    for day in sorted(set(days)):
        _close(book, day)
        prices[day] = price_on(book, day)
    return prices


def unopened(log: Sequence[Recorded], *, keep_replays: bool = False) -> Book:
    """A log put into the order of the timeline, of which nothing is applied yet."""
    edits = [one for one in log if is_edit(one)]
    items = timeline((one for one in log if not is_edit(one)), standing_edits(edits))
    replay = begin(items, keep_replays=keep_replays)
    return Book(list(log), replay, keep_replays, {one.id: one for one in log}, edits)


def _close(book: Book, day: date) -> None:
    """Apply all that is still to come up to the close of a day."""
    replay, items = book.replay, book.items
    while replay.applied < len(items) and items[replay.applied].key.day <= day:
        _advance(book)
    if book.state.day < day < date.max:
        book.state.begin_day(day)


def _advance(book: Book) -> None:
    """Apply the next entry, or leave it out where it does not fit."""
    replay, index = book.replay, book.replay.applied
    item = book.items[index]
    book.items[index] = replace(item, automatic=())
    try:
        _, converts = replay.step()
    except Refusal as refusal:
        book.problems.append(refusal.of(item.recorded.id))
        replay.leave_out()
        return
    if converts:
        book.items[index] = replace(item, automatic=_made_as_recorded(book.state, item.automatic))
        book.convert_the_rest(index, len(book.log) + 1, item.recorded.recorded_at)


def _made_as_recorded(state: State, automatic: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Make the automatic conversions that still can be made as they are recorded."""
    entries = [(one, one.entry) for one in automatic if one.entry.type == "series_d_auto_converted"]
    kept = [one for one, entry in entries if state.series_d.get(entry.holder, 0) >= entry.shares]
    needed = sum(entry.common_shares for one, entry in entries if one in kept)
    if state.room is not None and needed > state.room:
        return ()
    for one in kept:
        apply(state, one.entry, None)
    return tuple(kept)
