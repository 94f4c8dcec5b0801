"""A book with its log edited: what it would be if something had been recorded otherwise, and only from there on.

`suppose` answers a book of its own that says what the edited log, loaded from nothing, would say; the property tests
hold the two against each other. It gets there without going through what comes before:

- `_edit` changes a copy of the log and names all that the changes touch in the timeline: each entry as it stood and as
  it stands, and for an edit or an automatic conversion the entry that it is about. The order of a day depends on
  entries of that day alone, so from the first day with something touched the timeline is made again (`remake`), and
  before it the two timelines are the same, item by item.
- Up to there the two replays are the same, too (`ledger.engine.replay` says why), so the branch starts from the last
  mark before that place. Both go on from what they share, and neither changes it: what a branch has in common with the
  book is not copied (`ledger.sharing`), and a book that is recorded in afterwards takes its own first (`Book.lend`).
  So a what-if costs what is replayed and what differs, however long the ledger is.
- From there on everything is applied again, and by the rules of loading: what breaks one is left out, with its refusal
  among the `problems`. A book with problems of its own has left out items that the edited log might have room for; it
  is replayed from the beginning.
- What was delivered is a fact, and stays, by notice or by the second 4L (A8, A30): automatic conversions are made as
  they are recorded where their cause still is an act that asks for them and the shares are still there; the ledger
  converts what is left of Series D where its conditions hold (A46).
- What names a record date touches the timeline from the close of that day on, where the record is taken (A7).

It would break if something touched were not named: an entry whose place or effect depends on another one of another day
in any way but through the state.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ledger.cap_table.record_dates import record_dates_of
from ledger.cap_table.snapshot import on_its_own_day
from ledger.cap_table.state import State
from ledger.engine.book import Book, from_record_dates, place_after, unopened
from ledger.engine.one_pass import Observer, Pass
from ledger.engine.replay import apply, begin
from ledger.events import SeriesDAutoConverted
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS, Item, as_edited, in_timeline, is_edit, remake, standing_edits
from ledger.refusals import Refusal
from ledger.sharing import Tail


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise in a log: by id, the entries that are out of it, and those that stand in it in other words.

    An entry in `put` takes the place of the one with its id, or comes to the end where that is out or there is none.
    """

    out: frozenset[str] = frozenset()
    put: Mapping[str, Recorded] = field(default_factory=dict)

    def and_without(self, names: Iterable[str]) -> "Changes":
        """The same, and these are out."""
        gone = set(names)
        return Changes(self.out | gone, {name: one for name, one in self.put.items() if name not in gone})


def suppose(book: Book, changes: Changes) -> Book:
    """The book of the changed log; its `problems` say of what does not fit in why it was left out.

    A change of the certificate or of the first Series D touches everything, and so does a log with problems of its own.
    """
    supposed = book.lent()
    touched = _edit(supposed, changes)
    if book.problems:
        return replayed(supposed.log, keep_replays=book.keep_replays, listen=book.flags is not None)
    items = Tail(book.items, len(book.items))
    start = remake(items, touched, supposed.by_id, supposed.automatic, supposed.standing)
    if any(book.changes_the_start(one, items) for one in touched):
        supposed.replay = begin(items, keep_replays=book.keep_replays)
    else:
        days = [day for day in record_dates_of(one.entry for one in touched) if day not in book.replay.record_dates]
        supposed.replay = book.replay.beside(from_record_dates(items, start, days), items)
        supposed.replay.take_records(days)
        supposed.replay.note_deliveries_again(supposed.automatic)
    supposed.flags = book.flags_up_to(supposed.state)
    carry_on(supposed)
    book.replay.learn(supposed.replay)
    return supposed


def replayed(log: Sequence[Recorded], *, keep_replays: bool = False, listen: bool = False) -> Book:
    """The book of an edited log, replayed from the beginning; with its flags where it is to `listen`."""
    book = unopened(log, keep_replays=keep_replays)
    book.flags = [] if listen else None
    carry_on(book)
    return book


def as_of(book: Book, day: date) -> Book:
    """A book at the close of a day. It shares what it can with the other: it is there to be read, not to record in."""
    book.lend()
    end = place_after(book.items, day)
    if end < len(book.items):
        then = replace(book, flags=None, replay=book.replay.branch(end, book.items[:end]))
        while then.replay.applied < end:
            then.replay.step()
    else:
        then = replace(book, flags=None, replay=replace(book.replay, state=on_its_own_day(book.state)))
    then.flags = book.flags_up_to(then.state)
    then.problems = [one for one in book.problems if left_out_on(book, one) <= day]
    if day > then.state.day:
        then.state.begin_day(day)
    return then


def left_out_on(book: Book, problem: Refusal) -> date:
    """The day of the place in the timeline at which an entry was left out, for this reason."""
    known = book.by_id[problem.entry or ""]
    return (as_edited(known, book.standing_edit(known.id)) or known).entry.effective


def carry_on(book: Book, until: date | None = None, observers: Sequence[Observer] = ()) -> None:
    """Apply what is still to come of a supposed timeline, up to the close of a day."""

    def convert(index: int, item: Item, due: bool) -> None:  # noqa: FBT001  as a pass calls it
        """Make what is recorded where it still can be made, and what is left."""
        made = _made_as_recorded(book.state, item.automatic) if book.state.automatic_asked else ()
        book.items[index] = replace(item, automatic=made)
        if due:
            book.convert_the_rest(index, len(book.log) + 1, item.recorded)

    Pass(book.replay, observers, book.flags, book.problems, convert).run(until)


# -- the log ----------------------------------------------------------------------------------------------------------


def _edit(book: Book, changes: Changes) -> list[Recorded]:
    """Make the changes in a book's log; answers what they touch in the timeline, as it stood and as it stands."""
    names = {subject_of(one) for one in _changed(book, changes)}
    stood = list(standing_of(book, names))
    for name in changes.out & book.by_id.keys():
        del book.log[_index(book, name)], book.by_id[name]
    new = [one for name, one in changes.put.items() if name not in book.by_id]
    for name, one in changes.put.items():
        if name in book.by_id:
            book.log[_index(book, name)] = one
        else:
            book.log.append(one)
        book.by_id[name] = one
    edits = [one for one in book.edits if one.id in book.by_id and one not in new]
    book.edits = [book.by_id[one.id] for one in [*edits, *filter(is_edit, new)]]
    book.standing = standing_edits(book.edits)
    automatic = [one for one in new if isinstance(one.entry, SeriesDAutoConverted)]
    book.automatic = [*(one for one in book.automatic if one.id in book.by_id), *automatic]
    return [*stood, *standing_of(book, names)]


def _changed(book: Book, changes: Changes) -> Iterator[Recorded]:
    """All that is changed, as it was and as it will be."""
    yield from (book.by_id[name] for name in [*changes.out, *changes.put] if name in book.by_id)
    yield from changes.put.values()


def subject_of(one: Recorded) -> str:
    """The entry of the timeline that an entry of the log is about: itself, or the one that it edits or comes of."""
    if isinstance(one.entry, SeriesDAutoConverted):
        return one.entry.cause
    return one.entry.entry if isinstance(one.entry, EDITS) else one.id


def standing_of(book: Book, names: Iterable[str]) -> Iterator[Recorded]:
    """The entries of these names as the book's edits leave them, where they stand in the timeline."""
    stands = (as_edited(book.by_id[name], book.standing.get(name)) for name in names if name in book.by_id)
    return (one for one in stands if one is not None and in_timeline(one))


def _index(book: Book, name: str) -> int:
    return bisect_left(book.log, book.by_id[name].position, key=_position)


def _position(one: Recorded) -> int:
    return one.position


# -- what the ledger would write --------------------------------------------------------------------------------------


def _made_as_recorded(state: State, automatic: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Make the automatic conversions that still can be made as they are recorded."""
    entries = [(one, one.entry) for one in automatic if one.entry.type == "series_d_auto_converted"]
    kept = [one for one, entry in entries if state.series_d.get(entry.holder, 0) >= entry.shares]
    needed = sum(entry.common_shares for one, entry in entries if one in kept)
    if state.price.is_zero() or (state.room is not None and needed > state.room):
        return ()
    for one in kept:
        apply(state, one.entry, None)
    return tuple(kept)
