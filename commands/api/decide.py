"""Recording decided: each entry on trial in turn, and what is to be said of it all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from ledger.engine.book import open_book
from ledger.events import AnyEntry
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from projections.answers.flags import flags_without_certificate
from projections.answers.history import history_of
from projections.compare.changes import before, changes
from projections.compare.recording import RecordResult

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def decide(
    log: list[Recorded], entries: Sequence[AnyEntry], now: datetime, told: Progress | None = None
) -> tuple[RecordResult, list[Recorded]]:
    """Put each entry on trial in turn; answers what to say and what to store. Raises `Refusal`."""
    book = open_book(log)
    at = max([now, *(one.recorded_at for one in log[-1:])])
    was = before(book, (entry for entry in entries if not book.has(entry)))
    result, new = RecordResult(), list[Recorded]()
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
        result.flags.extend(flags)
    result.flags.extend(flags_without_certificate(book))
    ids = set(result.entries)
    steps = [step for step in history_of(book) if step.entry in ids]
    changed = changes(was, book) if was is not None and new else []
    return replace(result, already_recorded=already, steps=steps, changes=changed), new
