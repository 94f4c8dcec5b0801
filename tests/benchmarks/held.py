"""What a ledger held in memory answers in one process, as a server asks it: each time it looks whether anything is new.

The answers are those of the ledger as JSON text. The days that are asked about are no day twice.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from commands.held.held import Held
from ledger.engine.book import open_book
from projections.render.json.serialize import as_json
from tests.benchmarks.branches import NEAR, near_the_end
from tests.benchmarks.frame.measure import Bench, across
from tests.benchmarks.frame.row import Row, scaled

PRICES = 1_000
BASELINE = "replay of the same ledger"


def text(answer: Any) -> str:
    """An answer as a server sends it."""
    return json.dumps(as_json(answer))


def days(held: Held) -> list[date]:
    """So many days of the ledger's life, none of them twice, in no order."""
    log = held.now().log
    first, last = log[0].entry.effective, log[-1].entry.effective
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return random.Random(1).sample(every, min(PRICES, len(every)))  # noqa: S311  a choice, not a secret


def prices(held: Held, on: list[date]) -> None:
    """The price on each of these days."""
    for day in on:
        text(held.now().session.price(day))


def history(held: Held) -> None:
    """Every change of the price."""
    text(held.now().session.history(replays=False).whole)


def what_if(held: Held) -> None:
    """A what-if without an issue near the end, with every difference and the whole history as it would be."""
    now = held.now()
    last = now.log[-1].entry.effective
    text(now.session.what_if(last, without=[near_the_end(now.log).id], replays=False))


def rows(bench: Bench) -> Iterator[Row]:
    """The ledger made ready, the price on a day, the history and a what-if."""
    yield from across(bench.sizes(bench.budget.asked), partial(_of_a_ledger, bench))


def _of_a_ledger(bench: Bench, entries: int) -> Iterator[Row]:
    with Held(bench.ledger(entries)) as held:
        log, on = held.now().log, days(held)
        replay = bench.timed(lambda: open_book(log))
        loaded = bench.timed(lambda: held.now().session, 1)
        yield Row("held: made ready to be asked", loaded, BASELINE, replay, 4)
        first = scaled(bench.timed(lambda: prices(held, on), 1), 1 / len(on))
        yield Row("held: the price on a day, each asked once", first, BASELINE, replay, 0.002)
        again = scaled(bench.timed(lambda: prices(held, on)), 1 / len(on))
        yield Row("held: the price on a day, asked again", again, BASELINE, replay, 0.001)
        history(held)
        yield Row("held: the history", bench.timed(lambda: history(held)), BASELINE, replay, 0.15)
        supposed = bench.timed(lambda: what_if(held), 5)
        yield Row(f"held: a what-if, {NEAR} before the end", supposed, BASELINE, replay, 0.3)
