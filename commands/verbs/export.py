"""`seriesd export`: the ledger written out again as a journal."""

import argparse
import sys
from pathlib import Path

from commands.journal import write_jsonl
from commands.verbs.common import add_as_known, ledger_of
from ledger.events import SeriesDAutoConverted


def configure(parser: argparse.ArgumentParser) -> None:
    """Which format, and where to."""
    parser.add_argument(
        "--format", choices=["jsonl"], default="jsonl", help="jsonl, the canonical form of a journal (default)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file (default: standard output)")
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Write every entry in the order recorded, under its id.

    What the ledger wrote itself is left out: recording the journal again writes it again.
    """
    with ledger_of(options) as ledger:
        log = ledger.log(as_known=options.as_known)
    lines = write_jsonl(one.entry for one in log if not isinstance(one.entry, SeriesDAutoConverted))
    text = "".join(f"{line.rstrip(chr(10))}\n" for line in lines)
    if options.output is None:
        sys.stdout.write(text)
    else:
        Path(options.output).write_text(text, encoding="utf-8")
    return 0
