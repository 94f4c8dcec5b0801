"""Recording decided: each entry on trial in turn, and what is to be said of it all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from ledger.engine.attending import EVERYTHING, Attending
from ledger.engine.book import Book, open_book
from ledger.engine.edits import LATE
from ledger.engine.one_pass import Pass
from ledger.events import AnyEntry, SeriesDAutoConverted
from ledger.log.recorded import Recorded
from ledger.log.spellings import as_recorded
from ledger.log.timeline import EDITS
from ledger.refusals import Flag, Refusal, flagged
from projections.answers.flags import balances_that_differ, flags_without_certificate
from projections.answers.following import Follows, Watching, subjects_of
from projections.answers.history import history_of
from projections.answers.listing.entry import is_assumed
from projections.answers.warnings import standing_on
from projections.compare.changes import before, changes
from projections.compare.recording import Assumed, RecordResult
from projections.compare.second_look.around import Seen, Watch
from projections.compare.second_look.look import looked_at, second_look
from projections.compare.second_look.newcomers import newcomers, read_as

_SEVERAL = 2

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


class _Said(NamedTuple):
    """What was written for an entry, itself first, and what was to be said of it just then."""

    written: list[Recorded]
    flags: list[Flag]


class _End(NamedTuple):
    """What there is to be said of the entries when all are recorded: flags, what stood around them, what followed."""

    flags: list[Flag]
    seen: list[Seen]
    follows: Mapping[str, Follows]


def decide(
    log: list[Recorded],
    entries: Sequence[AnyEntry],
    at: datetime,
    told: Progress | None = None,
    book: Book | None = None,
) -> tuple[RecordResult, list[Recorded]]:
    """Put each entry on trial in turn; answers what to say and what to store. Raises `Refusal`.

    `at` is the moment of recording. A `book` is one of this log, where there is one: it is copied, and not changed.
    """
    given, entries = entries, as_recorded(log, entries)
    book = opened(log, book)
    was = before(book, (entry for entry in entries if not book.has(entry)))
    differing = set(book.state.differing)
    result, new, said = RecordResult(), list[Recorded](), list[_Said]()
    present = _Present.at(book, entries)
    already = 0
    for index, entry in enumerate(entries):
        if told is not None:
            told(index, len(entries))
        if book.has(entry):
            already += 1
            continue
        try:
            written, flags = book.record(entry, at, more=True)
        except Refusal as refusal:
            refusal.index = index
            raise
        new += written
        result.entries.append(written[0].id)
        result.written.extend(one.id for one in written[1:])
        result.assumed.extend(_assumed(written))
        said.append(_Said(written, flags))
        result.flags.extend(read_as(given[index], written[0]))
    book.catch_up()
    end = _end(book, present, said, new)
    result.flags.extend([*_as_it_ends(said, end), *newcomers(log, new)])
    result.flags.extend(second_look(book, new, at.date(), None if end is None else end.seen))
    result.flags.extend(flags_without_certificate(book))
    spoken_of = {_about(one.written[0]) for one in said}
    result.flags.extend(balances_that_differ(book.state, differing, spoken_of))
    ids = set(result.entries)
    steps = [replace(step, replayed=None) for step in history_of(book) if step.entry in ids]
    changed = changes(was, book) if was is not None and new else []
    notes = tuple(standing_on(book.state))
    follows = {} if end is None else end.follows
    made = replace(result, already_recorded=already, steps=steps, changes=changed, book=book, notes=notes)
    return replace(made, follows=follows), new


def opened(log: Sequence[Recorded], book: Book | None) -> Book:
    """A book of this log to record in: a copy of the one that is there, or else the log replayed."""
    return open_book(log) if book is None or book.problems else book.copy()


def declined(result: RecordResult, log: Sequence[Recorded]) -> RecordResult:
    """What came of entries that were looked at and not wanted: nothing, on the log as it stands."""
    book = open_book(log)
    stands = RecordResult(already_recorded=result.already_recorded, company=result.company, ledger=result.ledger)
    return replace(stands, book=book, notes=tuple(standing_on(book.state)))


def _assumed(written: Sequence[Recorded]) -> Iterator[Assumed]:
    """What is assumed as delivered by the conversions among entries, in their order."""
    for one in written:
        if isinstance(one.entry, SeriesDAutoConverted):
            yield Assumed(one.id, one.entry.shares, one.entry.common_shares)
        elif one.delivery is not None and is_assumed(one):
            yield Assumed(one.id, one.delivery.converted, one.delivery.common_shares)


class _Present(NamedTuple):
    """Those who look on while all is recorded."""

    attending: Attending
    watch: Watch
    watching: Watching

    @classmethod
    def at(cls, book: Book, entries: Sequence[AnyEntry]) -> "_Present | None":
        """They attend from here on where several are recorded; nobody does where an edit goes back behind it anyway."""
        if len(entries) < _SEVERAL or any(isinstance(entry, EDITS) for entry in entries):
            return None
        watch, watching = Watch(EVERYTHING), Watching(EVERYTHING)
        book.attending = Attending(len(book.items), (watch, watching))
        book.attending.begin(book.items, book.state)
        return cls(book.attending, watch, watching)


def _end(book: Book, present: _Present | None, said: Sequence[_Said], new: Sequence[Recorded]) -> _End | None:
    """What there is to be said of all that was recorded when it ends; not of one entry, of which it was said."""
    book.attending = None
    if len(said) < _SEVERAL:
        return None
    if present is None or present.attending.lost:
        return _gone_past(book, said, new)
    present.attending.close(book.state)
    return _End(present.attending.flags, present.watch.seen, present.watching.told(book, _names(said)))


def _gone_past(book: Book, said: Sequence[_Said], new: Sequence[Recorded]) -> _End:
    """All that was recorded gone past once more, by everybody who looks on at once.

    One pass: it costs what comes after the first of the entries, and no more.
    """
    looked, about = looked_at(book, new), subjects_of(book, _names(said))
    watch, watching = Watch(looked), Watching(about)
    names = {*looked, *about, *(one.id for one in new)}
    touched = (
        place for place, item in enumerate(book.items) if names & {one.id for one in (item.recorded, *item.automatic)}
    )
    flags = list[Flag]()
    first = next(touched, None)
    if first is not None:
        Pass(book.replay.branch(first, book.items[:]), [watch, watching], flags).run()
    return _End(flags, watch.seen, watching.told(book, _names(said)))


def _names(said: Sequence[_Said]) -> list[str]:
    return [one.written[0].id for one in said]


def _as_it_ends(said: Sequence[_Said], end: _End | None) -> Iterator[Flag]:
    """What is to be said of the entries when all are recorded: what one began with, another may have changed.

    Of a single entry that was said when it was recorded. That an entry is late is seen only while it arrives.
    """
    if end is None:
        yield from (flag for one in said for flag in one.flags)
        return
    found = dict[str, list[Flag]]()
    for flag in end.flags:
        found.setdefault(flag.entry or "", []).append(flag)
    for (new, *written), then in said:
        now = [flag for name in (_about(new), *(one.id for one in written)) for flag in found.get(name, ())]
        late = [flag for flag in then if flag.code == LATE.code]
        yield from (flagged(flag, new.id) for flag in dict.fromkeys([*now, *late]))


def _about(new: Recorded) -> str:
    """The entry of the timeline that an entry is about: itself, or the one that it edits."""
    return new.entry.entry if isinstance(new.entry, EDITS) else new.id
