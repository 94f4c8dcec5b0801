"""`seriesd history`: every change of the Conversion Price, as a table and a chart."""

import argparse
from typing import TYPE_CHECKING

from commands.api.given import today
from commands.errors import UsageError
from commands.terminal.answer import answer
from commands.terminal.options import add_as_known, add_chart, add_exact, moment
from commands.terminal.question import both_dates
from projections.answers.history import History, whole_history
from projections.answers.reliance.relied_on import Relying
from projections.render.answers import history

if TYPE_CHECKING:
    from commands.api.ledger import Ledger


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge."""
    add_as_known(parser)
    add_exact(parser)
    add_chart(parser, "draw the price")
    parser.add_argument(
        "--diff",
        metavar=("T1", "T2"),
        nargs=2,
        type=moment,
        help="what changed between two states of knowledge, and which entry changed it",
    )
    parser.add_argument(
        "--no-replays",
        dest="replays",
        action="store_false",
        help="with --json: leave out the steps of the replay behind each readjustment",
    )


def run(options: argparse.Namespace) -> int:
    """Answer the history."""
    if options.diff is not None:
        return _diff(options)
    return answer(
        options,
        lambda ledger: _history(ledger, options),
        lambda found: history.blocks(found, both_dates(options)),
    )


def _history(ledger: "Ledger", options: argparse.Namespace) -> History:
    relying, replays = Relying(most=1), options.replays and options.json
    book = ledger.book(as_known=options.as_known, keep_replays=replays, observers=[relying])
    return whole_history(book, relying, today())


def _diff(options: argparse.Namespace) -> int:
    earlier, later = options.diff
    if later < earlier or options.as_known is not None:
        raise UsageError("--diff T1 T2 takes two moments, the earlier first, instead of --as-known")
    return answer(
        options,
        lambda ledger: ledger.history_diff(earlier, later),
        lambda found: history.diff_blocks(found, earlier, later),
    )
