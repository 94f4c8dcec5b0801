"""Questions that were once answered by several replays: each costs little more than a cold price, which is one."""

import json
from collections.abc import Iterator
from functools import partial

from tests.benchmarks.frame.measure import SERIESD, Bench, across, run
from tests.benchmarks.frame.row import Row
from tests.benchmarks.journal import journal

BASELINE = "seriesd price --replay"
_ASKED = (
    ("notice dividend", 2),
    ("explain --step", 2),
    ("notice adjustment --step", 4),
    ("dividends", 2),
    ("calendar", 4),
)


def rows(bench: Bench) -> Iterator[Row]:
    """A dividend's notice, the middle step explained, an adjustment's notice and the calendar, beside a cold price."""
    yield from across(bench.sizes(bench.budget.asked), partial(_of_a_ledger, bench))


def _of_a_ledger(bench: Bench, entries: int) -> Iterator[Row]:
    ledger = with_dividend(bench, entries)
    price = bench.timed(lambda: run(SERIESD, "price", "--replay", "--ledger", ledger))
    for words, promised in _ASKED:
        step = (str(entries // 20),) if words.endswith("--step") else ()
        asked = bench.timed(partial(run, SERIESD, *words.split(), *step, "--ledger", ledger))
        yield Row(f"seriesd {words}{' N' if step else ''}", asked, BASELINE, price, promised)


def with_dividend(bench: Bench, entries: int) -> str:
    """The ledger with, at its end, a dividend whose record date lies before it."""
    last, earlier = (journal(entries)[number]["effective"] for number in (-1, -40))
    paid = {"type": "cash_dividend_paid", "id": "dividend", "per_share": "0.0001", "series_d": "paid"}
    lines, ledger = bench.fresh() / "dividend.jsonl", str(bench.copied(entries))
    lines.write_text(json.dumps(paid | {"effective": last, "record_date": earlier}), "utf-8")
    run(SERIESD, "record", str(lines), "--ledger", ledger, "--json")
    return ledger
