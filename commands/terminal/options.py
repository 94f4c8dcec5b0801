"""The options that every verb has, and how their values are read."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeVar

from commands.terminal.forms import FORMS
from ledger.numbers.days import read_day, read_moment

T = TypeVar("T")

DEFAULT_LEDGER = "seriesd.db"

NARROWEST = 20

COLOR = ("auto", "always", "never")
"""When text has colours."""


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
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=list(FORMS),
        help=f"{', '.join(FORMS)} (default: by the suffix of FILE, else text)",
        **how,
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of standard output", **how)
    parser.add_argument(
        "--width", metavar="N", type=_width, help="lines of text so long (default: the terminal's)", **how
    )
    parser.add_argument(
        "--color",
        metavar="WHEN",
        choices=COLOR,
        help="colours and emphasis in text: auto (default: on a terminal that has them), always, never",
        **how,
    )
    parser.add_argument("--no-pager", dest="pager", action="store_false", help="print long text as it is", **how)


DEFAULTS = {"json": False, "format": None, "output": None, "width": None, "color": "auto", "pager": True}
"""What these options are where they are not given."""


def as_shown(words: Sequence[str]) -> argparse.Namespace:
    """How wide and how coloured a command line wants what is said, also where it cannot be understood otherwise."""
    width, color = _value(words, "--width"), _value(words, "--color")
    shown = argparse.Namespace(width=None, color=color if color in COLOR else DEFAULTS["color"], output=None)
    with suppress(argparse.ArgumentTypeError):
        shown.width = None if width is None else _width(width)
    return shown


def _value(words: Sequence[str], option: str) -> str | None:
    """The last value that is given for an option."""
    given = [value for name, value in pairwise([*words, ""]) if name == option]
    given += [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]
    return given[-1] if given else None


def _width(text: str) -> int:
    if not text.isdecimal() or len(text) > len("100000") or int(text) < NARROWEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of letters in a line, {NARROWEST} or more")
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
    parser.add_argument(
        "--documents",
        metavar="FOLDER",
        default=default,
        help="where attached files are (default: $SERIESD_DOCUMENTS, else FILE.documents beside a ledger in a file)",
    )


def add_on(parser: argparse.ArgumentParser) -> None:
    """The option --on, for what is asked of a date."""
    parser.add_argument("--on", metavar="DATE", type=day, help="the date, like 2006-03-01 (default: today)")


def add_as_known(parser: argparse.ArgumentParser) -> None:
    """The option --as-known, for the answer as it would have been given then."""
    parser.add_argument(
        "--as-known",
        metavar="TIMESTAMP",
        type=moment,
        help="answer from what had been recorded by then, like 2006-03-01T12:00:00Z (a date: the end of that day, UTC)",
    )


def add_replay(parser: argparse.ArgumentParser) -> None:
    """The option --replay, for an answer that no reporting table has a part in."""
    parser.add_argument(
        "--replay", action="store_true", help="replay the log, every seal checked, though the reporting tables know it"
    )


def add_exact(parser: argparse.ArgumentParser) -> None:
    """The option --exact, for exact rationals however long."""
    parser.add_argument("--exact", action="store_true", help="print exact rationals however long they are")


def add_all_companies(parser: argparse.ArgumentParser) -> None:
    """The option --all-companies, for the answers of every company in the ledger."""
    parser.add_argument("--all-companies", action="store_true", help="answer for every company in the ledger")


def add_chart(parser: argparse.ArgumentParser, what: str) -> None:
    """The option --chart, for a drawing where no terminal is."""
    parser.add_argument("--chart", action="store_true", help=f"{what}, also where this is no terminal")


def step_number(text: str) -> int:
    """The number of a step as an option has it."""
    if not text.isdecimal() or len(text) > len("100000000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a step")
    return int(text)
