"""What is asked: which ledger and company, of which day, and from which state of knowledge."""

import argparse
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from commands.errors import UsageError
from commands.terminal.options import DEFAULT_LEDGER
from ledger.numbers.days import written

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from ledger.proof.statements import SigningKey


def ledger_of(options: argparse.Namespace, *, create: bool = False) -> "Ledger":
    """The ledger that the options name; only a verb that writes creates it. One that is lent is known already."""
    from commands.api.ledger import open_ledger

    ledger = open_ledger(
        ledger_url(options),
        company=options.company,
        create=create,
        documents=documents_of(options),
        recorded_by=getattr(options, "recorded_by", None),
        reason=getattr(options, "why", None),
        at_risk=getattr(options, "at_risk", False),
        key=_key(options),
    )
    ledger.at_once = True
    if (lent := getattr(options, "lent", None)) is not None:
        ledger.answer_from(lent)
    return ledger


def _key(options: argparse.Namespace) -> "SigningKey | None":
    """The key that what is written is signed with. Raises `UnableError` where there is none, or it cannot be read."""
    name = getattr(options, "sign", None)
    if name is None:
        return None
    from commands.keys import signing_key

    return signing_key(name)


def ledger_url(options: argparse.Namespace) -> str:
    """Where the ledger is: the option, else the environment, else the default file."""
    url: str = options.ledger or os.environ.get("SERIESD_LEDGER") or DEFAULT_LEDGER
    return url


def documents_of(options: argparse.Namespace) -> str | None:
    """The folder of the documents that was named: by the option, else by the environment."""
    return options.documents or os.environ.get("SERIESD_DOCUMENTS") or None


def tables_url(options: argparse.Namespace) -> str:
    """Where the reporting tables are: what SERIESD_TABLES says, else in the ledger's own database."""
    return os.environ.get("SERIESD_TABLES") or ledger_url(options)


def asked_of(ledger: "Ledger", options: argparse.Namespace) -> "list[Ledger]":
    """The ledger of each company that is asked about. Raises `UsageError` where one and all are."""
    if not getattr(options, "all_companies", False):
        return [ledger]
    if options.company is not None:
        raise UsageError("--all-companies leaves no choice, and --company makes one; give one of the two")
    return ledger.of_each_company()


def day_of(options: argparse.Namespace) -> date:
    """The date asked of; today where none is named."""
    on: date | None = options.on
    return on or datetime.now(UTC).date()


def both_dates(options: argparse.Namespace) -> str:
    """The state of knowledge in words; it stands beside the date in every title."""
    known: datetime | None = getattr(options, "as_known", None)
    return "as known now" if known is None else f"as known {written(known)}"
