"""`seriesd audit CLAIMS`: claimed prices and recorded deliveries beside the computed ones."""

import argparse
from dataclasses import replace

from commands.api.ledger import Ledger
from commands.reading.claims import VOCABULARY, Claims, claims_of
from commands.terminal.answer import answer
from commands.terminal.columns import Mapping, add_column
from commands.terminal.options import add_as_known, add_exact
from commands.terminal.progress import progress
from commands.terminal.question import both_dates
from projections.answers.warnings import Note
from projections.audit.audit import Audit
from projections.render.answers.audit import audit

_MOST_PLACES = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Which claims, and how exactly."""
    parser.epilog = (
        "CLAIMS has the columns date, price and, if wanted, common_per_share and source; they may stand under a title, "
        "and with other names by --column. Of a workbook the sheet is read that is shown and has them. A claim is "
        "exact, as stated (the price rounded half up, or cut off, to the decimal places that the claim is written "
        "with), or wrong. Exit code 1: a claim is wrong, or a delivery that "
        "somebody stated, or a price in a notice, differs from what the record gives."
    )
    parser.add_argument(
        "claims",
        metavar="CLAIMS",
        nargs="?",
        help="a file of claimed prices (.csv, .tsv, .xlsx); - is standard input; absent: only what the ledger itself "
        "holds",
    )
    parser.add_argument(
        "--places", metavar="N", type=_places, help="round both to N decimal places first (default: none are rounded)"
    )
    parser.add_argument("--strict", action="store_true", help="only what is exact agrees, not what is as stated")
    add_column(parser)
    add_as_known(parser)
    add_exact(parser)


def _places(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_PLACES:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of decimal places from 0 to {_MOST_PLACES}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Compare; 1 when anything disagrees."""
    mapping = Mapping.of(options, VOCABULARY)
    read = Claims([], [], []) if options.claims is None else claims_of(options.claims, mapping.mapped)

    def compared(ledger: Ledger) -> Audit:
        with progress("comparing"):
            found = ledger.audit(read.claims, places=options.places, strict=options.strict, as_known=options.as_known)
        mapping.remember(read.columns)
        return replace(found, notes=(*(found.notes or ()), *map(Note, read.notes))) if read.notes else found

    return answer(
        options,
        compared,
        lambda found: audit.blocks(found, both_dates(options)),
        agrees=lambda found: found.agrees,
    )
