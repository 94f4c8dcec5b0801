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


def add_writer(parser: argparse.ArgumentParser, *, with_reason: bool = True) -> None:
    """The options of what writes: who records, why, and whatever the clock says."""
    parser.add_argument(
        "--as",
        dest="recorded_by",
        metavar="NAME",
        help="who records; it stands with the recording (default: $SERIESD_AS, else the user of the system)",
    )
    parser.add_argument(
        "--sign", metavar="KEY", help="sign the recording with this key, as `seriesd key list` names it"
    )
    if with_reason:
        parser.add_argument("--reason", dest="why", metavar="TEXT", help="why; it stands with the recording, too")
    parser.add_argument(
        "--recorded-at-risk",
        dest="at_risk",
        action="store_true",
        help="record though the clock is behind the last recording, or too far ahead of it to be believed",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """In how many processes it is worked out."""
    parser.add_argument(
        "--jobs", metavar="N", type=_jobs, help="so many processes (default: as many as there are cores, if it pays)"
    )


def add_scheduler(parser: argparse.ArgumentParser) -> None:
    """On which cluster it is worked out."""
    parser.add_argument("--scheduler", metavar="ADDRESS", help="work on the cluster of this Dask scheduler")


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1000:  # noqa: PLR2004  more is a slip of the hand
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes; write it like 4")
    return int(text)


def add_seen(parser: argparse.ArgumentParser) -> None:
    """The option by which what was looked at is what is recorded."""
    parser.add_argument(
        "--seen",
        metavar="N",
        type=_how_many,
        help="how many entries the log had when this was looked at: where others recorded since, nothing is recorded",
    )


def _how_many(text: str) -> int:
    if not text.isdecimal() or len(text) > len("100000000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of entries")
    return int(text)


def add_steps(parser: argparse.ArgumentParser) -> None:
    """The option --steps, for a part of a long history."""
    parser.add_argument(
        "--steps",
        metavar="N",
        type=_part,
        help="only so many of the last steps, or those from one number to another, like 12-40",
    )


def add_part(parser: argparse.ArgumentParser) -> None:
    """The option --part, for a part of a long list."""
    parser.add_argument(
        "--part",
        metavar="N",
        type=_of_a_list,
        help="only so many of the last, or those from one place in the list to another, like 201-400",
    )


def _of_a_list(text: str) -> tuple[int | None, int]:
    try:
        return _part(text)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a number of entries, such as 200, nor from one place to a later one, like 201-400"
        ) from None


def _part(text: str) -> tuple[int | None, int]:
    first, dash, last = text.partition("-")
    try:
        found = (step_number(first), step_number(last)) if dash else (None, step_number(first))
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number of steps, such as 20, nor like 12-40") from None
    if found[0] is not None and not 0 < found[0] <= found[1]:
        raise argparse.ArgumentTypeError(f"{text!r} goes from no step to a later one; the first step has number 1")
    return found


def step_number(text: str) -> int:
    """The number of a step as an option has it."""
    if not text.isdecimal() or len(text) > len("100000000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a step")
    return int(text)
