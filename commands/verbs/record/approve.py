"""`seriesd approve N`: have what somebody else proposed recorded."""

import argparse

from commands.terminal.answer import give, serialized
from commands.terminal.options import add_seen, add_writer
from commands.terminal.question import ledger_of
from commands.verbs.record.proposals import add_number
from projections.render.answers.record import proposals


def configure(parser: argparse.ArgumentParser) -> None:
    """Which proposal, and who approves it."""
    parser.epilog = (
        "The entries are judged anew, and recorded all or none, together with the approval. Whoever proposed them "
        "cannot approve them: they are told apart by their names (--as) and by their keys (--sign). A name is as "
        "whoever writes it says; where that is not enough, let both sign."
    )
    add_number(parser)
    add_seen(parser)
    add_writer(parser)


def run(options: argparse.Namespace) -> int:
    """Approve it."""
    with ledger_of(options) as ledger:
        found = ledger.proposals.approve(options.number, options.why, seen=options.seen)
    give(options, lambda: serialized(options, found), lambda: proposals.approved(found), found=found)
    return 0
