"""`seriesd export`: the ledger written out again as a journal, or as a report to be printed."""

import argparse
from collections.abc import Callable, Mapping

from commands.api import Ledger, today
from commands.cli import UsageError
from commands.company_report import write_report
from commands.journal import write_jsonl
from commands.output import give_out
from commands.verbs.common import add_as_known, add_on, ledger_of
from ledger.events import SeriesDAutoConverted


def configure(parser: argparse.ArgumentParser) -> None:
    """Which format, and where to."""
    parser.add_argument(
        "--format",
        choices=list(_WRITERS),
        default="jsonl",
        help="jsonl, the canonical form of a journal (default); pdf, a report on the company",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file (default: standard output)")
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Write the ledger out in the format asked for."""
    if options.on is not None and options.format != "pdf":
        raise UsageError("--on goes with --format pdf; a journal has the entries of all dates")
    with ledger_of(options) as ledger:
        _WRITERS[options.format](ledger, options)
    return 0


def _journal(ledger: Ledger, options: argparse.Namespace) -> None:
    """Every entry in the order recorded, under its id.

    What the ledger wrote itself is left out: recording the journal again writes it again.
    """
    log = ledger.log(as_known=options.as_known)
    lines = write_jsonl(one.entry for one in log if not isinstance(one.entry, SeriesDAutoConverted))
    text = "".join(f"{line.rstrip(chr(10))}\n" for line in lines)
    give_out(text.encode(), options.output, "jsonl")


def _report(ledger: Ledger, options: argparse.Namespace) -> None:
    write_report(ledger, options.on or today(), options.as_known, options.output)


_WRITERS: Mapping[str, Callable[[Ledger, argparse.Namespace], None]] = {"jsonl": _journal, "pdf": _report}
