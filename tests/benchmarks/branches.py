"""What a what-if, a late entry and a sweep near the end of a long ledger cost, beside replaying the whole of it.

The ledger is loaded once and asked many times: this is the engine alone, without the disk.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from ledger.engine.book import Book, open_book
from ledger.events import read_entry
from ledger.log.recorded import Recorded
from projections.compare.hypothesis import Edits
from projections.compare.sweep import Ground
from projections.compare.sweep_grid import NextIssue, steps
from projections.compare.what_if import Base
from tests.benchmarks.journal import journal

Timed = Callable[[int, Callable[[], object]], float]

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NEAR = 100
"""How many entries come after the one that is edited."""
SIZES = steps(Fraction(10**6), Fraction(25 * 10**6), Fraction(10**6))
PRICES = steps(Fraction(1, 10**4), Fraction(40, 10**4), Fraction(1, 10**4))


def recorded(entries: int) -> Book:
    """A ledger of so many entries, recorded one by one."""
    book = open_book([])
    for entry in journal(entries):
        book.record(read_entry(entry), NOON)
    return book


def near_the_end(log: list[Recorded]) -> Recorded:
    """An issue of Common with so many entries after it."""
    return next(one for one in log[-NEAR::-1] if one.entry.type == "common_issued")


def late(log: list[Recorded]) -> dict[str, Any]:
    """An entry that takes effect on the day of that one, below the price."""
    day = near_the_end(log).entry.effective.isoformat()
    return {"type": "common_issued", "effective": day, "holder": "late", "shares": 1_000_000}


def record_late(book: Book) -> None:
    """What recording it costs, in a copy of the book, so that it can be done again."""
    book.copy().record(read_entry(late(book.log)), NOON)


def what_if(base: Base) -> None:
    """A what-if without that issue, with every difference that it makes."""
    log = base.book.log
    base.what_if(Edits(without=[near_the_end(log).id]), log[-1].entry.effective)


def sweep(base: Base) -> None:
    """A thousand scenarios of a next issue on the last day, each with its price to ten places."""
    issue = NextIssue(SIZES, PRICES)
    ground = Ground(base.book.log, base.book.log[-1].entry.effective, [issue], base)
    for values in ground.scenarios(range(ground.size)):
        row = ground.ask(values)
        assert row.after_close is not None
        row.after_close.short()


def rows(entries: int, runs: int, timed: Timed) -> list[tuple[str, float, str, float, float]]:
    """The rows of the table: what, seconds, the baseline, the ratio to it, and the ratio that is promised."""
    log = recorded(entries).log
    full = timed(runs, lambda: open_book(log))
    base = Base(open_book(log, keep_replays=True))
    entry = timed(max(runs, 5), lambda: record_late(base.book))
    supposed = timed(max(runs, 5), lambda: what_if(base))
    swept = timed(1, lambda: sweep(base))
    thousand = full * len(SIZES) * len(PRICES)
    return [
        (f"a late entry, {NEAR} before the end", entry, "replay of the whole ledger", entry / full, 0.05),
        (f"a what-if, {NEAR} before the end", supposed, "replay of the whole ledger", supposed / full, 0.05),
        ("a sweep of 1,000 scenarios", swept, "1,000 replays (one of them measured)", swept / thousand, 0.05),
    ]
