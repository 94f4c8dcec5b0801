"""`seriesd correct ENTRY FIELD=VALUE…`: give fields of an entry the values that they should have had."""

import argparse

from commands.terminal.helping import Examples
from commands.verbs.compare.what_if import fields_of
from commands.verbs.record.void import add_taking_back, take_back

_EXAMPLES = """\
examples:
  seriesd correct sale-3 consideration.cash=12500000 --reason "a comma was read as a point"
  seriesd correct split-1 old=10 new=1 --reason "the ratio was entered the wrong way round" --dry-run
  seriesd correct grant-2 effective=2006-03-01 expires= --reason "the agreement has another date and no term"
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which entry, which fields, and why."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("entry", metavar="ENTRY", help="the entry, by its id; `seriesd entries` lists them")
    parser.add_argument(
        "fields",
        metavar="FIELD=VALUE",
        nargs="+",
        help="what it should have said, dotted as in a CSV journal (consideration.cash=5000); no value: no such field",
    )
    add_taking_back(parser)


def run(options: argparse.Namespace) -> int:
    """Show what a correction would change, and record it once that is confirmed."""
    return take_back(options, fields_of(options.fields, f"correct {options.entry}"))
