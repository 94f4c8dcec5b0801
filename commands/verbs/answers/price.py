"""`seriesd price`: the Conversion Price on a date."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.terminal.answer import answer_off_tables
from commands.terminal.options import add_all_companies, add_as_known, add_exact, add_on, add_replay
from commands.terminal.question import both_dates
from projections.render.answers import price

if TYPE_CHECKING:
    from commands.api.ledger import Ledger


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)
    add_replay(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the price."""
    return answer_off_tables(
        options,
        _kept,
        lambda ledger: _replayed(ledger, options),
        lambda found: price.blocks(found, both_dates(options)),
    )


def _kept(ledger: str, tables: str, company: str | None, on: date) -> dict[str, Any] | None:
    """The answer off the tables where they know the whole log; else out of a snapshot, with what came since."""
    from projections.sql.look_up import price_in_tables

    found = price_in_tables(ledger, tables, company, on)
    if found is not None:
        return found
    from projections.sql.snapshots.look_up import price_in_snapshot

    return price_in_snapshot(ledger, tables, company, on)


def _replayed(ledger: "Ledger", options: argparse.Namespace) -> Any:
    from projections.render.json.serialize import as_json

    return as_json(ledger.price(options.on, as_known=options.as_known), everything=options.exact)
