"""Recording decided: each entry on trial in turn, and what is to be said of it all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from ledger.engine.book import Book, open_book
from ledger.engine.edits import LATE
from ledger.events import AnyEntry, SeriesDAutoConverted
from ledger.log.recorded import Recorded
from ledger.log.spellings import as_recorded
from ledger.log.timeline import EDITS
from ledger.refusals import Flag, Refusal, flagged
from projections.answers.entries import is_assumed
from projections.answers.flags import balances_that_differ, flags_without_certificate
from projections.answers.history import history_of
from projections.answers.warnings import standing_on
from projections.compare.changes import before, changes
from projections.compare.recording import Assumed, RecordResult
from projections.compare.second_look.look import second_look
from projections.compare.second_look.newcomers import newcomers

_SEVERAL = 2

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


class _Said(NamedTuple):
    """What was written for an entry, itself first, and what was to be said of it just then."""

    written: list[Recorded]
    flags: list[Flag]


def decide(
    log: list[Recorded], entries: Sequence[AnyEntry], now: datetime, told: Progress | None = None
) -> tuple[RecordResult, list[Recorded]]:
    """Put each entry on trial in turn; answers what to say and what to store. Raises `Refusal`."""
    entries = as_recorded(log, entries)
    book = open_book(log)
    at = max([now, *(one.recorded_at for one in log[-1:])])
    was = before(book, (entry for entry in entries if not book.has(entry)))
    differing = set(book.state.differing)
    result, new, said = RecordResult(), list[Recorded](), list[_Said]()
    already = 0
    for index, entry in enumerate(entries):
        if told is not None:
            told(index, len(entries))
        if book.has(entry):
            already += 1
            continue
        try:
            written, flags = book.record(entry, at)
        except Refusal as refusal:
            refusal.index = index
            raise
        new += written
        result.entries.append(written[0].id)
        result.written.extend(one.id for one in written[1:])
        result.assumed.extend(_assumed(written))
        said.append(_Said(written, flags))
    result.flags.extend([*_as_it_ends(book, said), *newcomers(log, new), *second_look(book, new, now.date())])
    result.flags.extend(flags_without_certificate(book))
    spoken_of = {_about(one.written[0]) for one in said}
    result.flags.extend(balances_that_differ(book.state, differing, spoken_of))
    ids = set(result.entries)
    steps = [step for step in history_of(book) if step.entry in ids]
    changed = changes(was, book) if was is not None and new else []
    notes = tuple(standing_on(book.state))
    return replace(result, already_recorded=already, steps=steps, changes=changed, book=book, notes=notes), new


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


def _as_it_ends(book: Book, said: Sequence[_Said]) -> Iterator[Flag]:
    """What is to be said of the entries when all are recorded: what one began with, another may have changed.

    Of a single entry that was said when it was recorded. That an entry is late is seen only while it arrives.
    """
    if len(said) < _SEVERAL:
        yield from (flag for one in said for flag in one.flags)
        return
    found = dict[str, list[Flag]]()
    for flag in open_book(book.log, listen=True).flags or ():
        found.setdefault(flag.entry or "", []).append(flag)
    for (new, *written), then in said:
        now = [flag for name in (_about(new), *(one.id for one in written)) for flag in found.get(name, ())]
        late = [flag for flag in then if flag.code == LATE.code]
        yield from (flagged(flag, new.id) for flag in dict.fromkeys([*now, *late]))


def _about(new: Recorded) -> str:
    """The entry of the timeline that an entry is about: itself, or the one that it edits."""
    return new.entry.entry if isinstance(new.entry, EDITS) else new.id
