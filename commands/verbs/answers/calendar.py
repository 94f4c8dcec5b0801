"""`seriesd calendar`: what is due and overdue on a date; and a way to record rights that have expired."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from commands.api.ledger import Ledger, today
from commands.errors import UsageError
from commands.terminal.answer import answer
from commands.terminal.options import add_all_companies, add_as_known, add_on
from commands.terminal.question import both_dates
from projections.answers.calendar import expiries, terminations
from projections.answers.flags import Warned
from projections.compare.recording import RecordResult
from projections.render.answers import calendar


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and whether to record what has expired."""
    add_on(parser)
    add_as_known(parser)
    add_all_companies(parser)
    parser.add_argument("--all", action="store_true", help="show what is done as well")
    parser.add_argument(
        "--record-expiries", action="store_true", help="show the terminations of rights that have ended; --yes records"
    )
    parser.add_argument("--yes", action="store_true", help="with --record-expiries: record them")


def run(options: argparse.Namespace) -> int:
    """Answer the calendar, or record expiries."""
    if options.yes and not options.record_expiries:
        raise UsageError("--yes goes with --record-expiries")
    if options.record_expiries and options.as_known is not None:
        raise UsageError("--record-expiries works on what is known now; leave --as-known out")
    if options.record_expiries and options.all_companies:
        raise UsageError("--record-expiries is for one company; name it with --company")
    if options.record_expiries:
        return answer(
            options,
            lambda ledger: _expiries(ledger, options),
            lambda found: calendar.terminations(found.expiries, recorded=options.yes),
        )
    return answer(
        options,
        lambda ledger: ledger.calendar(options.on, as_known=options.as_known),
        lambda found: calendar.blocks(found, both_dates(options), everything=options.all),
    )


class Expiries(NamedTuple):
    """The terminations that the ends of rights call for; `recorded` is how many were recorded."""

    on: date
    expiries: Sequence[Mapping[str, str]]
    recorded: int
    entries: Sequence[str]
    warnings: Sequence[Warned]


def _expiries(ledger: Ledger, options: argparse.Namespace) -> Expiries:
    """The terminations that the ends of rights call for, recorded where that is wanted."""
    on = options.on or today()
    entries = terminations(expiries(ledger.book(until=on).state, on))
    result = ledger.record(entries, write=options.yes) if entries else RecordResult()
    return Expiries(on, entries, result.recorded if options.yes else 0, result.entries, result.warnings)
