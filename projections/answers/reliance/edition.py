"""What the second edition of the readings makes otherwise of entries that were recorded under the first.

A reading says what the certificate meant all along, so the figures are those of the second edition for all entries. Of
an entry that was recorded before it, what was answered then may have been otherwise: here are the entries that can be
meant, by the readings that were changed and came into play with them.
"""

from collections.abc import Sequence

from ledger.engine.book import open_book
from ledger.log.edition import is_of_first_edition
from ledger.log.recorded import Recorded
from projections.answers.reliance.relied_on import Invoked, Relying

CHANGED = ("A7", "A32", "A36", "A39", "A52", "A59", "A60", "A61", "A62", "A63", "A65")
"""The readings of the second edition by which figures of an entry of the first can be otherwise."""


def read_otherwise(log: Sequence[Recorded]) -> list[Invoked]:
    """The changed readings that entries of the first edition bring into play, each with those entries."""
    first = {one.id for one in log if is_of_first_edition(one)}
    if not first:
        return []
    relying = Relying()
    open_book(log, observers=[relying])
    by_reading = ((one.reading, [name for name in one.entries if name in first]) for one in relying.invoked())
    return [Invoked(reading, entries) for reading, entries in by_reading if reading in CHANGED and entries]


def in_words(found: Sequence[Invoked]) -> str:
    """What was found, in one sentence."""
    some = "; ".join(f"{one.reading}: {_some(one.entries)}" for one in found)
    return (
        f"recorded under the first edition of the readings, and read otherwise by the second: {some}; "
        "the figures are those of the second, and `readings` says what each reading is"
    )


def _some(entries: Sequence[str], most: int = 5) -> str:
    more = f" and {len(entries) - most:,} more" if len(entries) > most else ""
    return ", ".join(entries[:most]) + more
