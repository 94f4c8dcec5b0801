"""`seriesd flags`: what a reader should know about the record, as it is now known."""

import argparse

from commands.terminal.answer import answer, serialized
from commands.terminal.options import add_all_companies, add_as_known, add_on
from commands.terminal.question import both_dates, day_of
from projections.answers.flags import Flags, warned
from projections.render.answers import flags


def configure(parser: argparse.ArgumentParser) -> None:
    """Up to which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_all_companies(parser)
    parser.add_argument(
        "--latest", action="store_true", help="show each kind once, of the latest entry, and how many more there are"
    )


def run(options: argparse.Namespace) -> int:
    """Answer the flags."""
    on = day_of(options)
    return answer(
        options,
        lambda ledger: ledger.flags(on, as_known=options.as_known),
        lambda found: (flags.latest if options.latest else flags.blocks)(found, on, both_dates(options)),
        lambda found: serialized(options, Flags(on, [warned(flag) for flag in found])),
    )
