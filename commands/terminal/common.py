"""What the verbs share: opening the ledger that was asked for, dates, and printing."""

import argparse
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from commands.errors import UsageError
from commands.terminal.options import DEFAULT_LEDGER, day, moment
from ledger.numbers.days import written

if TYPE_CHECKING:
    from commands.api.ledger import Ledger


def ledger_of(options: argparse.Namespace, *, create: bool = False) -> "Ledger":
    """The ledger that the options name; only a verb that writes creates it."""
    from commands.api.ledger import open_ledger

    ledger = open_ledger(ledger_url(options), company=options.company, create=create)
    ledger.at_once = True
    return ledger


def ledger_url(options: argparse.Namespace) -> str:
    """Where the ledger is: the option, else the environment, else the default file."""
    url: str = options.ledger or os.environ.get("SERIESD_LEDGER") or DEFAULT_LEDGER
    return url


def add_on(parser: argparse.ArgumentParser) -> None:
    """The option --on, for what is asked of a date."""
    parser.add_argument("--on", metavar="DATE", type=day, help="the date, like 2006-03-01 (default: today)")


def day_of(options: argparse.Namespace) -> date:
    """The date asked of; today where none is named."""
    on: date | None = options.on
    return on or datetime.now(UTC).date()


def add_as_known(parser: argparse.ArgumentParser) -> None:
    """The option --as-known, for the answer as it would have been given then."""
    parser.add_argument(
        "--as-known",
        metavar="TIMESTAMP",
        type=moment,
        help="answer from what had been recorded by then, like 2006-03-01T12:00:00Z (a date: the end of that day, UTC)",
    )


def tables_url(options: argparse.Namespace) -> str:
    """Where the reporting tables are: what SERIESD_TABLES says, else in the ledger's own database."""
    return os.environ.get("SERIESD_TABLES") or ledger_url(options)


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


def asked_of(ledger: "Ledger", options: argparse.Namespace) -> "list[Ledger]":
    """The ledger of each company that is asked about. Raises `UsageError` where one and all are."""
    if not getattr(options, "all_companies", False):
        return [ledger]
    if options.company is not None:
        raise UsageError("--all-companies leaves no choice, and --company makes one; give one of the two")
    return ledger.of_each_company()


def step_number(text: str) -> int:
    """The number of a step as an option has it."""
    if not text.isdecimal() or len(text) > len("100000000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a step")
    return int(text)


def both_dates(options: argparse.Namespace) -> str:
    """The state of knowledge in words; it stands beside the date in every title."""
    known: datetime | None = getattr(options, "as_known", None)
    return "as known now" if known is None else f"as known {written(known)}"
