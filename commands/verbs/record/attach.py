"""`seriesd attach ENTRY FILE`: a copy of a file is kept beside the ledger, and recorded as belonging to an entry."""

import argparse
from typing import get_args

from commands.terminal.answer import colophons, give, serialized
from commands.terminal.helping import Examples
from commands.terminal.options import add_writer, day
from commands.terminal.question import ledger_of
from ledger.events import Role
from ledger.events.fields import MOST_BYTES
from projections.render.answers.record import documents

_EXAMPLES = """\
examples:
  seriesd attach sale-3 minutes.pdf                                  where the fact is from
  seriesd attach certificate-1 exhibit-4-14.txt --role certificate   its clauses are quoted by `explain`
  seriesd --documents /srv/documents attach sale-3 minutes.pdf       where a ledger on a server has its files
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which file, to which entry, and what it is to that."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("entry", metavar="ENTRY", help="the entry, by its id; `seriesd entries` lists them")
    parser.add_argument("file", metavar="FILE", help=f"the file, of {MOST_BYTES:,} bytes or less")
    parser.add_argument(
        "--role",
        metavar="ROLE",
        choices=get_args(Role),
        help="what it is to the entry: source (the default), where the fact is from; certificate, the text of the "
        "certificate; notice; or other",
    )
    parser.add_argument("--note", metavar="TEXT", help="a remark; recorded, too")
    parser.add_argument("--source", metavar="TEXT", help="where the file is from; recorded, too")
    parser.add_argument("--keep-until", metavar="DATE", type=day, help="the last day on which the file has to be kept")
    parser.add_argument("--hold", metavar="TEXT", help="why it is kept whatever the day, such as a lawsuit")
    add_writer(parser)
    parser.add_argument("--dated", metavar="DATE", type=day, help="the date of the attachment (default: the entry's)")


def run(options: argparse.Namespace) -> int:
    """Keep the file, record it, and say so."""
    with ledger_of(options) as ledger:
        found = ledger.attach(
            options.entry,
            options.file,
            role=options.role,
            note=options.note,
            source=options.source,
            effective=options.dated,
            keep_until=options.keep_until,
            hold=options.hold,
        )
        feet = colophons(ledger, options)
    give(options, lambda: serialized(options, found), lambda: documents.of_attaching(found), feet, found=found)
    return 0
