"""The options that every verb has, and how their values are read."""

import argparse
from collections.abc import Callable
from typing import Any, TypeVar

from ledger.numbers.days import read_day, read_moment

T = TypeVar("T")

DEFAULT_LEDGER = "seriesd.db"


def option(read: Callable[[str], T]) -> Callable[[str], T]:
    """The reader of an option: its `ValueError` is said as it is."""

    def reads(text: str) -> T:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return reads


day, moment = option(read_day), option(read_moment)


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
