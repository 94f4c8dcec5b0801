"""Questions that were once answered by several replays: each costs little more than a cold price, which is one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.journal import Entry, journal

Measured = tuple[str, float, str, float, float]
BASELINE = "seriesd price --replay of the same ledger"


def rows(
    folder: Path, entries: int, timed: Callable[[Callable[[], object]], float], run: Callable[..., None], seriesd: str
) -> Iterator[Measured]:
    """A dividend's notice, the middle step explained, an adjustment's notice and the calendar, beside a cold price."""
    lines, ledger = folder / "questions.jsonl", str(folder / "questions.db")
    lines.write_text("".join(json.dumps(entry) + "\n" for entry in with_dividend(journal(entries))))
    run(seriesd, "record", str(lines), "--ledger", ledger, "--json")

    def cost(*words: str) -> float:
        return timed(lambda: run(seriesd, *words, "--ledger", ledger))

    price = cost("price", "--replay")
    step = str(entries // 20)
    for words, promised in (
        (("notice", "dividend"), 2),
        (("explain", "--step", step), 2),
        (("notice", "adjustment", "--step", step), 4),
        (("dividends",), 2),
        (("calendar",), 4),
    ):
        found = cost(*words)
        yield f"seriesd {' '.join(words)}", found, BASELINE, found / price, promised


def with_dividend(entries: list[Entry]) -> list[Entry]:
    """The same journal, and at its end a dividend whose record date lies before it."""
    paid = {"type": "cash_dividend_paid", "id": "dividend", "per_share": "0.0001", "series_d": "paid"}
    return [*entries, paid | {"effective": entries[-1]["effective"], "record_date": entries[-40]["effective"]}]
