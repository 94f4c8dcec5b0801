"""`seriesd dividends`: what each dividend gives the holders of Series D, and what is accrued."""

import argparse

from commands.terminal.answer import answer
from commands.terminal.options import add_as_known, add_on
from commands.terminal.question import both_dates
from projections.render.answers import dividends


def configure(parser: argparse.ArgumentParser) -> None:
    """Up to which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the dividends."""
    return answer(
        options,
        lambda ledger: ledger.dividends(options.on, as_known=options.as_known),
        lambda found: dividends.blocks(found, both_dates(options)),
    )
