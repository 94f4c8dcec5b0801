"""`seriesd companies`: the companies in the ledger, and how each stands."""

import argparse

from commands.terminal.answer import colophons, give, serialized
from commands.terminal.options import add_as_known, add_on
from commands.terminal.question import both_dates, day_of, ledger_of
from projections.answers.companies import Companies
from projections.render.answers import companies


def configure(parser: argparse.ArgumentParser) -> None:
    """On which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer a line for each company."""
    on = day_of(options)
    with ledger_of(options) as ledger:
        found = ledger.companies(on, as_known=options.as_known)
        feet = [foot for one in ledger.of_each_company() for foot in colophons(one, options)] if found else []
    give(
        options,
        lambda: serialized(options, Companies(on, found)),
        lambda: companies.blocks(found, on, both_dates(options)),
        feet,
    )
    return 0
