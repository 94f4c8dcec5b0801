"""Whether a log, recorded anew entry by entry, gives what it gave: the same deliveries, price and balances."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ledger.engine.book import Book, open_book
from ledger.events import SeriesDAutoConverted
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import same
from ledger.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Rebuild:
    """How many entries were recorded anew, and every difference, a sentence each."""

    entries: int
    differences: list[str]


def rebuild(
    log: Sequence[Recorded], told: Callable[[int, int], None] | None = None, replayed: Book | None = None
) -> Rebuild:
    """Decide the whole log again in the order recorded, and compare with the log and with its replay.

    While it lasts, `told` is called with how many entries are done, and of how many. Whoever has `replayed` the log
    already gives the book.
    """
    again = open_book([])
    differences: list[str] = []
    for one in log:
        if told is not None:
            told(len(again.log), len(log))
        if isinstance(one.entry, SeriesDAutoConverted):
            continue  # what the ledger wrote it writes again
        try:
            again.record(one.entry, one.recorded_at)
        except Refusal as refusal:
            return Rebuild(len(again.log), [f"{one.id} would be refused today: {refusal.message}"])
    differences += _compare_logs(log, again.log)
    replayed = replayed or open_book(log)
    differences += [f"{problem} (left out of every figure)" for problem in replayed.problems]
    return Rebuild(len(again.log), differences + _compare_books(replayed, again))


def _compare_logs(log: Sequence[Recorded], again: Sequence[Recorded]) -> list[str]:
    if len(log) != len(again):
        return [f"the log has {len(log)} entries, recorded anew it has {len(again)}"]
    pairs = zip(log, again, strict=True)
    return [f"{old.id}: recorded anew it would not be the same" for old, new in pairs if old != new]


def _compare_books(replayed: Book, again: Book) -> list[str]:
    one, other = replayed.state, again.state
    compared = {
        "the Conversion Price": same(one.price_after_close, other.price_after_close),
        "the price in effect": same(one.price, other.price),
        "the holders of Common": one.common == other.common,
        "the holders of Series D": one.series_d == other.series_d,
        "the rights": one.rights == other.rights,
        "the treasury": one.treasury == other.treasury,
    }
    return [f"{name}: replayed and recorded anew differ" for name, equal in compared.items() if not equal]
