"""What the verbs share: opening the ledger that was asked for, dates, and printing."""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from commands.api import Ledger, open_ledger
from commands.cli import DEFAULT_LEDGER, speak_utf8
from projections.flags import Note

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 200
_NARROWEST = 140
"""No figure is ever cut short to fit a screen; a narrower one wraps the lines."""


def ledger_of(options: argparse.Namespace, *, create: bool = False) -> Ledger:
    """The ledger that the options name; only a verb that writes creates it."""
    return open_ledger(ledger_url(options), company=options.company, create=create)


def ledger_url(options: argparse.Namespace) -> str:
    """Where the ledger is: the option, else the environment, else the default file."""
    url: str = options.ledger or os.environ.get("SERIESD_LEDGER") or DEFAULT_LEDGER
    return url


def add_on(parser: argparse.ArgumentParser) -> None:
    """The option --on, for what is asked of a date."""
    parser.add_argument("--on", metavar="DATE", type=day, help="the date, like 2006-03-01 (default: today)")


def add_as_known(parser: argparse.ArgumentParser) -> None:
    """The option --as-known, for the answer as it would have been given then."""
    parser.add_argument(
        "--as-known",
        metavar="TIMESTAMP",
        type=_timestamp,
        help="answer from what had been recorded by then, like 2006-03-01T12:00:00Z (a date: the end of that day, UTC)",
    )


def add_exact(parser: argparse.ArgumentParser) -> None:
    """The option --exact, for exact rationals however long."""
    parser.add_argument("--exact", action="store_true", help="print exact rationals however long they are")


def day(text: str) -> date:
    """A date as an option has it."""
    try:
        if text[4:5] == text[7:8] == "-" and len(text) == len("2006-03-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it like 2006-03-01")


def _timestamp(text: str) -> datetime:
    try:
        if text[4:5] == text[7:8] == "-" and len(text) == len("2006-03-01"):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a timestamp; write it like 2006-03-01T12:00:00Z") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def step_number(text: str) -> int:
    """The number of a step as an option has it."""
    if not text.isdecimal() or len(text) > len("100000000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a step")
    return int(text)


def print_json(answer: Mapping[str, Any]) -> None:
    """Print one JSON document."""
    speak_utf8()
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def console() -> "Console":
    """Where a person's tables go; wide enough that nothing is cut when the output is not a terminal."""
    from rich.console import Console

    wide = get_terminal_size().columns if sys.stdout.isatty() else _WIDE
    return Console(width=max(wide, _NARROWEST), highlight=False, soft_wrap=True)


def print_notes(notes: Sequence[Note] | None) -> None:
    """The line under an answer that says which flags touch it."""
    if notes:
        number = sum(1 + note.more for note in notes)
        codes = ", ".join(note.flag.code for note in notes)
        touch = "note touches" if number == 1 else "notes touch"
        print(f"{number:,} {touch} this ({codes}); `seriesd flags` shows all")


def both_dates(options: argparse.Namespace) -> str:
    """The line under every report: the date asked of, and the state of knowledge."""
    known = getattr(options, "as_known", None)
    return f"as known {known.isoformat()}" if known else "as known now"
