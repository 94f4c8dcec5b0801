"""`seriesd decline N`: put aside what somebody proposed."""

import argparse

from commands.terminal.answer import give, serialized
from commands.terminal.options import add_writer
from commands.terminal.question import ledger_of
from commands.verbs.record.proposals import add_number
from projections.render.answers.record import proposals


def configure(parser: argparse.ArgumentParser) -> None:
    """Which proposal, and why."""
    parser.epilog = "Whoever made a proposal may decline it too, to take it back. It stays in the list."
    add_number(parser)
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why; it stands with the proposal")
    add_writer(parser, with_reason=False)


def run(options: argparse.Namespace) -> int:
    """Decline it."""
    with ledger_of(options) as ledger:
        found = ledger.proposals.decline(options.number, options.reason)
    give(options, lambda: serialized(options, found), lambda: proposals.declined(found), found=found)
    return 0
