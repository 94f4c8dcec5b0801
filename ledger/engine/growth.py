"""A book that was loaded, and more was recorded since: it goes on from what was before, and so do its observers.

`grown` answers what loading the longer log from nothing would; the property tests hold the two against each other. It
works as a what-if does (`ledger.engine.branch`): what is new touches the timeline from some place on, an edit at the
entry that it edits, a late entry at its date, what names a record date at the close of that day; before that place the
two timelines are the same. Two things are otherwise:

- What is recorded is applied as it is recorded, by the rules of loading: nothing is converted but what the log has.
- The observers go on, too. A pass keeps stops, as it keeps marks: places with what its observers knew there. From the
  last stop before the first place that is touched, copies of them are told how the pass goes on. What they know of the
  timeline as a whole, they are told anew: each copy is told `begins` once more.

Neither the book nor its observers that it goes on from are changed: who holds them may go on asking. Stops and marks
are thinned each time, so that a ledger which grows entry by entry does not remember each of them.

It would break if an observer kept, of what came before a stop, something that only later entries decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.cap_table.record_dates import record_dates_of
from ledger.clauses.notices import Announced
from ledger.engine.book import Book, from_record_dates
from ledger.engine.branch import standing_of, subject_of
from ledger.engine.one_pass import Observer, Pass, Stop
from ledger.log.recorded import Recorded
from ledger.log.timeline import remake, standing_edits

_FARTHEST = 2048
"""Stops as far apart as that are kept wherever they are: nor do marks stand farther apart (`ledger.engine.replay`)."""


@dataclass(slots=True)
class Growth:
    """A book of a longer log that stands at a stop, and the observers that are to be told how it goes on."""

    book: Book
    observers: Sequence[Observer]
    stops: list[Stop]
    _opened: date | None = field(default=None)

    def run(self) -> None:
        """Go on to the end of the timeline."""
        book = self.book
        Pass(book.replay, self.observers, book.flags, book.problems, stops=self.stops).run(opened=self._opened)
        self.stops = thinned(self.stops, len(book.items))
        book.replay.keep_marks({stop.place for stop in self.stops})


def grown(book: Book, new: Sequence[Recorded], stops: Sequence[Stop]) -> Growth | None:
    """The book with what was recorded behind its log; None where it has to be loaded from nothing.

    That is so where the certificate or the first Series D is touched, and where the book left something out.
    """
    if book.problems:
        return None
    more = book.with_its_own_log()
    touched = _put(more, new)
    items = book.items[:]
    start = remake(items, touched, more.by_id, more.automatic, standing_edits(more.edits))
    if any(book.changes_the_start(one, items) for one in touched):
        return None
    found = [stop for stop in stops if stop.place <= from_record_dates(items, start, _records(touched))]
    if not found:
        return None
    last = found[-1]
    more.replay = book.replay.branch(last.place, items)
    more.replay.take_records(record_dates_of(one.entry for one in touched))
    more.replay.note_deliveries_again(more.automatic)
    if book.flags is not None:
        more.flags = book.flags_up_to(more.state)
    return Growth(more, [one.copied() for one in last.observers], found, last.opened)


def thinned(stops: Sequence[Stop], end: int) -> list[Stop]:
    """So many of the stops that no two stand much closer than half of what comes behind them."""
    kept: list[Stop] = []
    for stop in stops:
        if not kept or stop.place - kept[-1].place >= min(_FARTHEST, max((end - stop.place) // 2, 1)):
            kept.append(stop)
    return kept


def _put(book: Book, new: Sequence[Recorded]) -> list[Recorded]:
    """Put entries behind a log; answers what they touch in the timeline, as it stood and as it stands."""
    names = dict.fromkeys(subject_of(one) for one in new)
    stood = [*standing_of(book, names)]
    for one in new:
        book.put_in_log(one)
    return [*stood, *standing_of(book, names)]


def _records(touched: Iterable[Recorded]) -> Iterable[date]:
    """The record dates that are named; an observer may have come past one of which the cap table takes no record."""
    entries = (one.entry for one in touched)
    found = (one.record_date for one in entries if isinstance(one, Announced))
    return [day for day in found if day is not None]
