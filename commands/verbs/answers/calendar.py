"""`seriesd calendar`: what is due and overdue on a date; and a way to record rights that have expired."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from commands.api.ledger import Ledger, today
from commands.errors import UsageError
from commands.terminal.answer import answer
from commands.terminal.options import add_all_companies, add_as_known, add_on, add_writer
from commands.terminal.question import both_dates
from commands.verbs.record.tables_beside import Beside, beside
from ledger.numbers.figure import Figure
from projections.answers.due.calendar import Calendar, expiries, terminations
from projections.answers.warnings import Note
from projections.compare.recording import RecordResult
from projections.members import Maybe
from projections.render.answers import calendar
from projections.render.answers.record import tables
from projections.render.blocks import Block


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and whether to record what has expired."""
    add_on(parser)
    add_as_known(parser)
    add_all_companies(parser)
    parser.add_argument("--all", action="store_true", help="show what is done as well")
    parser.add_argument(
        "--by-event", action="store_true", help="show a line for each event, with how many it is owed to"
    )
    parser.add_argument(
        "--record-due",
        "--record-expiries",
        dest="record_due",
        action="store_true",
        help="show the ends of rights that are past their term, with the price that each gives; --yes records them",
    )
    add_writer(parser)
    parser.add_argument("--yes", action="store_true", help="with --record-due: record them")


def run(options: argparse.Namespace) -> int:
    """Answer the calendar, or record expiries."""
    if options.yes and not options.record_due:
        raise UsageError("--yes goes with --record-due")
    if options.by_event and (options.all or options.record_due):
        raise UsageError("--by-event is of what is open; leave --all and --record-due out")
    if options.record_due and options.as_known is not None:
        raise UsageError("--record-due works on what is known now; leave --as-known out")
    if options.record_due and options.all_companies:
        raise UsageError("--record-due is for one company; name it with --company")
    if options.record_due:
        return answer(
            options,
            lambda ledger: _expiries(ledger, options),
            lambda found: _terminations(found, recorded=options.yes),
        )
    return answer(
        options,
        lambda ledger: ledger.calendar(options.on, as_known=options.as_known),
        lambda found: _blocks(found, options),
    )


def _blocks(found: Calendar, options: argparse.Namespace) -> Iterator[Block]:
    if options.by_event:
        return calendar.by_event(found, both_dates(options))
    return calendar.blocks(found, both_dates(options), everything=options.all)


class Expiries(NamedTuple):
    """The terminations that the ends of rights call for; `recorded` is how many were recorded."""

    on: date
    expiries: Sequence[Mapping[str, str]]
    prices: Mapping[str, Figure]
    """By right: the price in effect had it, alone, ended with its term (A66)."""
    recorded: int
    entries: Sequence[str]
    warnings: Sequence[Note]
    tables: Maybe[int] = None
    """The position of the log on which the reporting tables stand, where there are any and something was recorded."""
    behind: Maybe[int] = None
    """How many entries the reporting tables are behind the log; `project` brings them up to date."""


def _terminations(found: Expiries, *, recorded: bool) -> Iterator[Block]:
    yield from calendar.terminations(found.expiries, found.prices, recorded=recorded)
    yield from tables.behind(found.tables, found.behind)


def _expiries(ledger: Ledger, options: argparse.Namespace) -> Expiries:
    """The terminations that the ends of rights call for, recorded where that is wanted."""
    on = options.on or today()
    ended = expiries(ledger.book(until=on).state, on)
    entries, prices = terminations(ended), {one.right: one.price_if_ended for one in ended}
    result = ledger.record(entries, write=options.yes) if entries else RecordResult()
    recorded = result.recorded if options.yes else 0
    stand = beside(options, ledger, ledger.chosen_company()) if recorded else Beside()
    return Expiries(on, entries, prices, recorded, result.entries, result.warnings, *stand)
