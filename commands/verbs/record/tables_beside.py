"""The reporting tables beside a ledger into which something was just recorded: how far they are behind it."""

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from commands.terminal.question import ledger_url, tables_url
from commands.terminal.streams import say_beside
from ledger.store.store import StoreError

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from ledger.engine.book import Book

_LONG = 1000
"""Shorter logs are read in a moment (`projections.sql.snapshots.kept`, which is heavy, has the same number)."""


class Beside(NamedTuple):
    """On which position the tables stand and how many entries they are behind; None of either where there are none."""

    tables: int | None = None
    behind: int | None = None


def beside(options: argparse.Namespace, ledger: "Ledger", company: str, *, wanted: bool = False) -> Beside:
    """How far the tables are behind the log of a company; where it is wanted, they are brought up to date before.

    What is recorded is recorded: where the tables cannot be written, that is only said.
    """
    from projections.sql.behind import behind

    if wanted:
        from commands.verbs.administer.project import bring_up_to_date

        try:
            bring_up_to_date(options, ledger)
        except StoreError as error:
            say_beside(f"seriesd: it is recorded; {error}", options)
    found = behind(ledger_url(options), tables_url(options), company)
    return Beside() if found is None else Beside(*found)


def keep_snapshot(options: argparse.Namespace, ledger: "Ledger", company: str, book: "Book | None") -> None:
    """Make the snapshot of a company anew, of the book into which was just recorded, where it is long and that pays.

    Where none can be written, as by who may only add entries, everything goes without.
    """
    if book is None or len(book.log) < _LONG:
        return
    from projections.render.json.serialize import as_json
    from projections.sql.database import engine_of
    from projections.sql.snapshots.kept import is_of_use, keep

    with suppress(StoreError):
        engine = engine_of(tables_url(options))
        position, head = ledger.store.head(company)
        if position == len(book.log) and not is_of_use(engine, ledger.store, company, position):
            keep(engine, company, book.log, head, as_json)
