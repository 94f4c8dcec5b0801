"""`seriesd holders`: balances at the close of a day, and what has become of them since another."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commands.terminal.answer import answer, answer_off_tables
from commands.terminal.options import add_all_companies, add_as_known, add_on, add_part, add_replay, day
from commands.terminal.question import both_dates
from projections.render.answers import holders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands.api.ledger import Ledger
    from projections.answers.balances import Holders
    from projections.answers.history import Part
    from projections.answers.holdings.since import HoldersSince
    from projections.render.blocks import Block


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    parser.add_argument("--since", metavar="DATE", type=day, help="what has changed since the close of this date")
    add_part(parser)
    parser.add_argument(
        "--by-right", action="store_true", help="a column for each right, where few are outstanding, not one for all"
    )
    add_as_known(parser)
    add_replay(parser)
    add_all_companies(parser)
    parser.add_argument(
        "--room", action="store_true", help="only the room left under the authorized number, without holders and rights"
    )


def run(options: argparse.Namespace) -> int:
    """Answer the balances."""
    if options.since is not None:
        return answer(options, lambda ledger: _since(ledger, options), lambda found: _since_blocks(found, options))
    if options.replay or options.as_known is not None or options.part is not None or options.room:
        return answer(options, lambda ledger: _replayed(ledger, options), lambda found: _blocks(_said(found), options))

    from projections.sql.look_up import holders_in_tables

    return answer_off_tables(
        options,
        holders_in_tables,
        lambda ledger: _said(_replayed(ledger, options)),
        lambda found: _blocks(found, options),
    )


def _since(ledger: "Ledger", options: argparse.Namespace) -> "HoldersSince":
    return ledger.holders_since(options.since, options.on, as_known=options.as_known).part(_part(options))


def _replayed(ledger: "Ledger", options: argparse.Namespace) -> "Holders":
    from projections.answers.holdings.since import part_of_table

    found = ledger.holders(options.on, as_known=options.as_known)
    return replace(found, holders={}, rights={}) if options.room else part_of_table(found, _part(options))


def _part(options: argparse.Namespace) -> "Part | None":
    from projections.answers.history import Part

    return None if options.part is None else Part(*options.part)


def _blocks(found: Any, options: argparse.Namespace) -> "Iterator[Block]":
    if options.room:
        return holders.room(found, both_dates(options))
    return holders.blocks(found, both_dates(options), by_right=options.by_right, first=_first(found, options))


def _since_blocks(found: "HoldersSince", options: argparse.Namespace) -> "Iterator[Block]":
    said = _said(found)
    return holders.since_blocks(said, both_dates(options), _first(said, options))


def _first(found: Any, options: argparse.Namespace) -> int:
    """The place of the first holder shown among all."""
    part = _part(options)
    return 1 if part is None else part.within(found["holders_in_all"]).start


def _said(found: "Holders | HoldersSince") -> Any:
    from projections.render.json.serialize import as_json

    return as_json(found)
