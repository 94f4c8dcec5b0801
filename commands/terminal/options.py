"""The options that every verb has, and how their values are read."""

import argparse
from collections.abc import Callable
from itertools import pairwise
from pathlib import PurePath
from typing import Any, TypeVar

from commands.errors import UsageError
from ledger.numbers.days import read_day, read_moment

T = TypeVar("T")

DEFAULT_LEDGER = "seriesd.db"

FORMS = {"text": ".txt", "markdown": ".md", "html": ".html", "pdf": ".pdf", "json": ".json"}
"""The forms that answers are given out in, and the suffix of a file of each."""

OWN_FORMATS = ("record", "check", "export")
"""Verbs whose --format says something else: what is read, or which file is written."""

_NARROWEST = 20


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
    how: dict[str, Any] = {"default": argparse.SUPPRESS}
    parser.add_argument("--format", choices=list(FORMS), help="default: by the suffix of FILE, else text", **how)
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of standard output", **how)
    parser.add_argument(
        "--width", metavar="N", type=_width, help="lines of text so long (default: the terminal's)", **how
    )
    parser.add_argument("--no-pager", dest="pager", action="store_false", help="print long text as it is", **how)


DEFAULTS = {"json": False, "format": None, "output": None, "width": None, "pager": True}
"""What these options are where they are not given."""


def settle(options: argparse.Namespace) -> None:
    """Settle the form of the answer. Raises `UsageError` where one for standard output is to go to a file."""
    if options.verb == "export":
        return
    if options.json and options.output is not None and options.verb != "sweep":
        raise UsageError("--json goes to standard output; leave -o out, or write it to a file with --format json")
    options.format = "json" if options.json else form_of(options.format, options.output)
    options.json = options.format == "json"


def form_of(chosen: str | None, output: str | None) -> str:
    """The form chosen, else that of the file's suffix, else text."""
    if chosen is not None:
        return chosen
    suffix = PurePath(output).suffix.lower() if output is not None else ""
    return next((name for name, known in FORMS.items() if known == suffix), "text")


def wants_json(words: list[str]) -> bool:
    """Whether a command asks for JSON on standard output, also where it cannot be read otherwise."""
    asked = "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)
    return "--json" in words if any(verb in words for verb in OWN_FORMATS) else asked


def _width(text: str) -> int:
    if not text.isdecimal() or len(text) > len("100000") or int(text) < _NARROWEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of letters in a line, {_NARROWEST} or more")
    return int(text)


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
