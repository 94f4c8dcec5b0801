"""Whether a log, recorded anew entry by entry, gives what it gave: the same deliveries, price and balances."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ledger.engine.book import Book, open_book
from ledger.events import SeriesDAutoConverted
from ledger.log.edition import is_of_first_edition
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import same
from ledger.refusals import Flag, Refusal
from projections.answers.flags import balances_that_differ


@dataclass(frozen=True, slots=True)
class Rebuild:
    """How many entries were recorded anew, and every difference, a sentence each.

    `kept` are the entries of the first edition of the readings that were taken as they are, where the second would
    decide some of them otherwise.
    """

    entries: int
    differences: list[str]
    kept: int = 0
    balances: Sequence[Flag] = ()
    """The balances that somebody asserted and the ledger does not have: no fault of the log."""


def rebuild(
    log: Sequence[Recorded], told: Callable[[int, int], None] | None = None, replayed: Book | None = None
) -> Rebuild:
    """Decide the whole log again in the order recorded, and compare with the log and with its replay.

    While it lasts, `told` is called with how many entries are done, and of how many. Whoever has `replayed` the log
    already gives the book. What was decided by the first edition of the readings need not come out as it was; then it
    is taken as it is, and what was recorded since is decided again.
    """
    replayed = replayed or open_book(log)
    found = _again(log, 0, told, replayed)
    kept = sum(map(is_of_first_edition, log))
    if found.differences and kept:
        found = replace(_again(log, kept, told, replayed), kept=kept)
    return replace(found, balances=[*balances_that_differ(replayed.state)])


def _again(log: Sequence[Recorded], start: int, told: Callable[[int, int], None] | None, replayed: Book) -> Rebuild:
    again = open_book(log[:start])
    for one in log[start:]:
        if told is not None:
            told(len(again.log), len(log))
        if isinstance(one.entry, SeriesDAutoConverted):
            continue  # what the ledger wrote it writes again
        try:
            again.record(one.entry, one.recorded_at, edition=one.edition)
        except Refusal as refusal:
            return Rebuild(len(again.log), [f"{one.id} would be refused today: {refusal.message}"])
    differences = _compare_logs(log, again.log)
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
