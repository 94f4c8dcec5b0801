"""`seriesd history`: every change of the Conversion Price, as a table and a chart."""

import argparse
from typing import TYPE_CHECKING

from commands.errors import UsageError
from commands.terminal.answer import answer, streamed
from commands.terminal.options import add_as_known, add_chart, add_exact, add_steps, day, moment
from commands.terminal.question import both_dates
from commands.terminal.taken import taken_by
from projections.answers.history import History, Part
from projections.render.answers import history

if TYPE_CHECKING:
    from commands.api.ledger import Ledger


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge."""
    parser.add_argument(
        "--until", metavar="DATE", type=day, help="only up to the close of this day; how many came later is said"
    )
    add_as_known(parser)
    add_exact(parser)
    add_chart(parser, "draw the price")
    add_steps(parser)
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
        lambda found: streamed(options, found),
    )


def _history(ledger: "Ledger", options: argparse.Namespace) -> History:
    for_a_program = options.json or taken_by(options) is not None
    found: History = ledger.history(
        until=options.until, as_known=options.as_known, replays=options.replays and for_a_program
    ).whole
    return found.part(None if options.steps is None else Part(*options.steps))


def _diff(options: argparse.Namespace) -> int:
    earlier, later = options.diff
    if options.until is not None:
        raise UsageError("--diff T1 T2 compares whole histories; leave --until out")
    if later < earlier or options.as_known is not None:
        raise UsageError("--diff T1 T2 takes two moments, the earlier first, instead of --as-known")
    return answer(
        options,
        lambda ledger: ledger.history_diff(earlier, later),
        lambda found: history.diff_blocks(found, earlier, later),
    )
