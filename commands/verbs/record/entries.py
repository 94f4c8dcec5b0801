"""`seriesd entries`: the record as a list, with what was voided or corrected struck through and linked."""

import argparse
from typing import TYPE_CHECKING

from commands.terminal.answer import answer, serialized
from commands.terminal.options import add_as_known, day
from commands.terminal.question import both_dates
from ledger.events import STORED_TYPES
from projections.answers.entries import Entries, Filter, Listed, listed
from projections.render.answers.record import entries

if TYPE_CHECKING:
    from commands.api.ledger import Ledger


def configure(parser: argparse.ArgumentParser) -> None:
    """Which entries, and in which order."""
    parser.epilog = "What is voided or corrected is struck through; where that cannot be shown, it stands between ~~."
    parser.add_argument("--from", dest="since", metavar="DATE", type=day, help="taking effect on this date or later")
    parser.add_argument("--until", metavar="DATE", type=day, help="taking effect on this date or earlier")
    parser.add_argument(
        "--type", dest="types", metavar="TYPE", nargs="+", action="extend", default=[], choices=sorted(STORED_TYPES),
        help="of this type, such as option_granted; may be repeated",
    )  # fmt: skip
    parser.add_argument("--holder", metavar="NAME", help="that name this holder")
    parser.add_argument("--right", metavar="NAME", help="that name this right")
    parser.add_argument("--edited", action="store_true", help="only what was voided or corrected, and what did that")
    parser.add_argument(
        "--order", choices=["timeline", "recorded"], default="timeline", help="as they take effect, or as recorded"
    )
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the entries."""
    wanted = Filter(options.since, options.until, options.types, options.holder, options.right, options.edited)
    return answer(
        options,
        lambda ledger: _listed(ledger, wanted, options),
        lambda found: entries.blocks(found[0], found[1], options.order, both_dates(options)),
        lambda found: serialized(options, Entries(found[0])),
    )


def _listed(ledger: "Ledger", wanted: Filter, options: argparse.Namespace) -> tuple[list[Listed], int]:
    """The entries wanted, and how many there are in all."""
    log = ledger.log(as_known=options.as_known)
    return listed(log, options.order, wanted), len(log)
