"""`seriesd consents`: what the holders of Series D have consented to, and what that allows."""

import argparse

from commands.terminal.answer import answer
from commands.terminal.options import add_as_known, add_on
from commands.terminal.question import both_dates
from projections.render.answers import consents


def configure(parser: argparse.ArgumentParser) -> None:
    """Which proposal, on which date, and from which state of knowledge."""
    parser.add_argument("action", metavar="ACTION", nargs="?", help="the name of one proposal (default: all)")
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the consents."""
    return answer(
        options,
        lambda ledger: ledger.consents(options.on, action=options.action, as_known=options.as_known),
        lambda found: consents.blocks(found, both_dates(options)),
    )
