"""What a what-if, a late entry and a sweep near the end of a long ledger cost, beside replaying the whole of it.

The ledger is loaded once and asked many times: this is the engine alone, without the disk.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
from itertools import cycle, islice
from typing import Any

from ledger.engine.book import Book, open_book
from ledger.events import read_entry
from ledger.log.recorded import Recorded
from projections.compare.hypothesis import Edits
from projections.compare.sweep import Ground
from projections.compare.sweep_grid import NextIssue, steps
from projections.compare.what_if import Base
from tests.benchmarks.frame.measure import LARGEST, Bench, across, read
from tests.benchmarks.frame.row import Row, scaled

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NEAR = 100
"""How many entries come after the one that is edited."""
SIZES = steps(Fraction(10**6), Fraction(25 * 10**6), Fraction(10**6))
PRICES = steps(Fraction(1, 10**4), Fraction(40, 10**4), Fraction(1, 10**4))
THOUSAND = len(SIZES) * len(PRICES)
SUPPOSED = 50
"""So many what-ifs are measured, each without another entry; a thousand of them take as long as their part of it."""
WHOLE = "replay of the whole ledger"


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


def what_ifs(base: Base) -> None:
    """What-ifs near the end, each without another issue, with every difference that it makes."""
    log = base.book.log
    issues = [one.id for one in log[-2 * NEAR : -NEAR] if one.entry.type == "common_issued"]
    for name in islice(cycle(issues), SUPPOSED):
        base.what_if(Edits(without=[name]), log[-1].entry.effective)


def sweep(base: Base) -> None:
    """A thousand scenarios of a next issue on the last day, each with its price to ten places."""
    issue = NextIssue(SIZES, PRICES)
    ground = Ground(base.book.log, base.book.log[-1].entry.effective, [issue], base)
    for values in ground.scenarios(range(ground.size)):
        row = ground.ask(values)
        assert row.after_close is not None
        row.after_close.short()


def rows(bench: Bench) -> Iterator[Row]:
    """A late entry, what-ifs and a sweep, near the end."""
    yield from across(bench.sizes(), partial(_of_a_ledger, bench))


def _of_a_ledger(bench: Bench, entries: int) -> Iterator[Row]:
    log, is_long = read(bench.ledger(entries)), entries >= LARGEST
    replay = bench.timed(lambda: open_book(log))
    base = Base(open_book(log, keep_replays=True))
    late_entry = bench.timed(lambda: record_late(base.book), 5)
    yield Row(f"a late entry, {NEAR} before the end", late_entry, WHOLE, replay, 0.05 if is_long else None)
    one = bench.timed(lambda: what_if(base), 5)
    yield Row(f"a what-if, {NEAR} before the end", one, WHOLE, replay, 0.05 if is_long else None)
    thousand, baseline = scaled(replay, THOUSAND), f"{THOUSAND:,} replays (one is measured)"
    supposed = scaled(bench.timed(lambda: what_ifs(base)), THOUSAND / SUPPOSED)
    what = f"1,000 what-ifs near the end ({SUPPOSED} are measured)"
    yield Row(what, supposed, baseline, thousand, 1 / 500 if is_long else None)
    swept = bench.timed(lambda: sweep(base), 1)
    yield Row("a sweep of 1,000 next issues", swept, baseline, thousand, 1 / 500 if is_long else 0.05)
