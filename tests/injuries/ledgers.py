"""A small ledger with something of everything, what it answers, and what is found wrong with it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from commands.api.ledger import Ledger, open_ledger
from ledger.errors import SeriesdError
from ledger.log.recordings import StoreHead
from ledger.store.scenarios import Shelf
from ledger.store.store import Store, open_store
from ledger.store.whole import examine_whole
from tests.tables.helping import some_entries

COMPANIES = ("Acme", "Bolt")
DAY = date(2006, 6, 1)
FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)


def made(url: str, number: int = 6, *, with_scenario: bool = True) -> None:
    """A ledger of two companies, each recorded in two pieces that take turns, and a scenario; at fixed moments."""
    entries = {name: some_entries(name, number) for name in COMPANIES}
    recorded = 0
    for part in (slice(0, 4), slice(4, None)):
        for name in COMPANIES:
            with at(url, name, recorded) as ledger:
                ledger.record(entries[name][part], new_company=True)
            recorded += 1
    if with_scenario:
        with at(url, "Acme", recorded) as ledger:
            ledger.scenarios.save("round", without=["sale-0"])


def at(url: str, company: str | None, minute: int) -> Ledger:
    """The ledger, opened by somebody whose clock stands still."""
    ledger = open_ledger(url, company=company, recorded_by="anna", at_risk=True)
    ledger.clock = lambda: FIRST + timedelta(minutes=minute)
    return ledger


def in_small_pages(path: Path, size: int = 512) -> None:
    """The same file in pages so small that there is every kind of them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("VACUUM")


QUESTIONS: dict[str, Callable[[Ledger], object]] = {
    "price": lambda ledger: ledger.price(DAY),
    "history": lambda ledger: list(ledger.history()),
    "holders": lambda ledger: ledger.holders(DAY),
    "entries": lambda ledger: ledger.log(),
    "scenarios": lambda ledger: list(ledger.scenarios.all()),
}


def answers(url: str) -> dict[tuple[str, str | None], str]:
    """What the ledger answers to everything, or the sentence with which it refuses to."""
    found = {(what, name): asked(url, name, ask) for name in COMPANIES for what, ask in QUESTIONS.items()}
    return found | {("companies", None): asked(url, None, lambda ledger: list(ledger.companies(DAY)))}


REFUSED = "refused: "


def asked(url: str, company: str | None, ask: Callable[[Ledger], object]) -> str:
    """An answer, or the sentence of the refusal; anything else that is raised is a fault of the program."""
    try:
        with open_ledger(url, company=company, create=False) as ledger:
            return repr(ask(ledger))
    except SeriesdError as error:
        return f"{REFUSED}{error}"


class Verdict(NamedTuple):
    """What verifying says: what is wrong, a sentence each, and the heads of the store after each recording."""

    faults: list[str]
    heads: list[StoreHead]


def verified(url: str) -> Verdict:
    """All that is found wrong with the store, its logs and its scenarios; a refusal to open or read is a fault too."""
    found: list[str] = []
    heads: list[StoreHead] = []
    try:
        with open_store(url, create=False) as store:
            for look in (lambda: _whole(store, heads), *(partial(_of_company, store, name) for name in COMPANIES)):
                try:
                    found += look()
                except SeriesdError as error:
                    found.append(str(error))
    except SeriesdError as error:
        found.append(str(error))
    return Verdict(found, heads)


def _whole(store: Store, heads: list[StoreHead]) -> list[str]:
    whole = examine_whole(store)
    heads += [one.head for one in whole.stood]
    return whole.faults


def _of_company(store: Store, name: str) -> list[str]:
    return store.check(name) + Shelf(store, name).check()


def differently(before: dict[tuple[str, str | None], str], now: dict[tuple[str, str | None], str]) -> list[str]:
    """Which answers are others than before, and no refusals: what must never be."""
    return [
        f"{what} of {name}"
        for (what, name), said in now.items()
        if said != before[what, name] and not said.startswith(REFUSED)
    ]
