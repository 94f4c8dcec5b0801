"""`seriesd entries`: the record as a list, with what was voided or corrected struck through and linked."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from commands.api.audit_trail import recorder_of
from commands.terminal.answer import answer
from commands.terminal.options import add_as_known, add_part, day
from commands.terminal.question import both_dates
from ledger.events import STORED_TYPES
from projections.answers.entries import Entries, listed
from projections.answers.history import Part
from projections.answers.listing.counts import counts_of
from projections.answers.listing.wanted import CLAUSES, Filter
from projections.render.answers.record import entries

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from projections.render.blocks import Block


def configure(parser: argparse.ArgumentParser) -> None:
    """Which entries, and in which order."""
    parser.epilog = "What is voided or corrected is struck through; where that cannot be shown, it stands between ~~."
    parser.add_argument(
        "--entry", metavar="ID", help="only this one, with its fields as recorded and as they now stand"
    )
    parser.add_argument("--from", dest="since", metavar="DATE", type=day, help="taking effect on this date or later")
    parser.add_argument("--until", metavar="DATE", type=day, help="taking effect on this date or earlier")
    parser.add_argument(
        "--type", dest="types", metavar="TYPE", nargs="+", action="extend", default=[], choices=sorted(STORED_TYPES),
        help="of this type, such as option_granted; may be repeated",
    )  # fmt: skip
    parser.add_argument("--holder", metavar="NAME", help="that name this holder")
    parser.add_argument("--right", metavar="NAME", help="that name this right")
    parser.add_argument("--edited", action="store_true", help="only what was voided or corrected, and what did that")
    parser.add_argument("--late", action="store_true", help="only what takes effect before an entry recorded earlier")
    parser.add_argument(
        "--without-source", action="store_true", help="only what names no source and has no document attached"
    )
    parser.add_argument(
        "--assumed", action="store_true", help="only conversions of which nobody stated how many shares were delivered"
    )
    parser.add_argument("--clause", metavar="CLAUSE", choices=CLAUSES, help="of a type that falls under this clause")
    parser.add_argument("--year", metavar="YEAR", type=_year, help="taking effect in this year")
    parser.add_argument(
        "--counts", action="store_true", help="say as well how many there are of each type, holder, right, clause, year"
    )
    add_part(parser)
    parser.add_argument(
        "--order", choices=["timeline", "recorded"], default="timeline", help="as they take effect, or as recorded"
    )
    add_as_known(parser)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == len("2006")):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year, such as 2006")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Answer the entries."""
    return answer(
        options,
        lambda ledger: _found(ledger, options),
        lambda found: _blocks(found, options),
    )


def _blocks(found: Entries, options: argparse.Namespace) -> "Iterator[Block]":
    if options.entry is not None and found.entries:
        return entries.of_one(found.entries[0], both_dates(options))
    return entries.blocks(found, options.order, both_dates(options), _first(found, options))


def _found(ledger: "Ledger", options: argparse.Namespace) -> Entries:
    """The entries wanted, or a part of them, with the counts of all of them where that is asked."""
    known = ledger.known(as_known=options.as_known)
    found = listed(known.log, options.order, _wanted(options), recorder_of(ledger.store, known.company))
    counts = counts_of(found) if options.counts else None
    if options.part is None:
        return Entries(found, None, counts, len(known.log))
    told = Part(*options.part).within(len(found))
    return Entries(found[told.start - 1 : told.stop - 1], len(found), counts, len(known.log))


def _wanted(options: argparse.Namespace) -> Filter:
    return Filter(
        since=options.since,
        until=options.until,
        types=options.types,
        holder=options.holder,
        right=options.right,
        edited=options.edited,
        late=options.late,
        without_source=options.without_source,
        assumed=options.assumed,
        clause=options.clause,
        year=options.year,
        entry=options.entry,
    )


def _first(found: Entries, options: argparse.Namespace) -> int:
    """The place of the first entry shown among those found."""
    return 1 if options.part is None or found.found is None else Part(*options.part).within(found.found).start
