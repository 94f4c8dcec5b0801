"""What the verbs share: opening the ledger that was asked for, dates, and printing."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TypeVar

from commands.api import Ledger, open_ledger
from commands.cli import DEFAULT_LEDGER, UsageError
from projections.flags import Note

if TYPE_CHECKING:
    from rich.console import Console

Answer = TypeVar("Answer")

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


def add_all_companies(parser: argparse.ArgumentParser) -> None:
    """The option --all-companies, for the answers of every company in the ledger."""
    parser.add_argument("--all-companies", action="store_true", help="answer for every company in the ledger")


def asked_of(ledger: Ledger, options: argparse.Namespace) -> list[Ledger]:
    """The ledger of each company that is asked about. Raises `UsageError` where one and all are."""
    if not options.all_companies:
        return [ledger]
    if options.company is not None:
        raise UsageError("--all-companies leaves no choice, and --company makes one; give one of the two")
    return ledger.of_each_company()


def answer(
    options: argparse.Namespace,
    ask: Callable[[Ledger], Answer],
    as_json: Callable[[Answer], dict[str, Any]],
    show: Callable[[Answer], None],
) -> int:
    """Ask one company or each, and print what it answers: with --all-companies by the names of the companies."""
    with ledger_of(options) as ledger:
        answers = [(one.company, ask(one)) for one in asked_of(ledger, options)]
    if options.json:
        each = {name: as_json(found) for name, found in answers if name is not None}
        print_json({"companies": each} if options.all_companies else as_json(answers[0][1]))
        return 0
    for number, (name, found) in enumerate(answers):
        if options.all_companies:
            print(f"{'' if number == 0 else chr(10)}{name}")
        show(found)
    return 0


def day(text: str) -> date:
    """A date as an option has it."""
    try:
        if len(text) == len("2006-03-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it like 2006-03-01")


def _timestamp(text: str) -> datetime:
    try:
        if len(text) == len("2006-03-01"):
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
