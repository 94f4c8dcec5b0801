"""The options that every verb has."""

import argparse
from typing import Any

DEFAULT_LEDGER = "seriesd.db"


def add_shared(parser: argparse.ArgumentParser) -> None:
    """The options of every verb, and of every action of one; where none is given, those before it stand."""
    shared(parser, default=argparse.SUPPRESS)
    parser.set_defaults(parser=parser)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document to standard output"
    )


def shared(parser: argparse.ArgumentParser, default: Any) -> None:
    """The options that stand before or after the verb."""
    parser.add_argument(
        "--ledger",
        metavar="URL",
        default=default,
        help=f"the ledger: a file or a database URL (default: $SERIESD_LEDGER, else {DEFAULT_LEDGER})",
    )
    parser.add_argument(
        "--company", metavar="NAME", default=default, help="which company, where the ledger has several"
    )
