"""`seriesd calendar`: what is due and overdue on a date; and a way to record rights that have expired."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from commands.api.ledger import Ledger, today
from commands.errors import UsageError
from commands.terminal.common import (
    add_all_companies,
    add_as_known,
    add_on,
    answer,
    both_dates,
    console,
    ledger_of,
    print_json,
)
from commands.verbs.record.record import result_json
from projections.answers.calendar import OPEN_STATES, Calendar, Obligation, calendar_json, expiries, terminations


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
        with ledger_of(options) as ledger:
            return _record_expiries(ledger, options)
    return answer(
        options,
        lambda ledger: ledger.calendar(options.on, as_known=options.as_known),
        calendar_json,
        lambda found: _print(found, both_dates(options), everything=options.all),
    )


def _record_expiries(ledger: Ledger, options: argparse.Namespace) -> int:
    on = options.on or today()
    entries = terminations(expiries(ledger.book(until=on).state, on))
    if not options.json:
        _print_terminations(entries, yes=options.yes)
    found: dict[str, Any] = {"on": on.isoformat(), "expiries": entries}
    if not entries:
        found |= {"recorded": 0, "entries": [], "warnings": []}
    else:
        result = result_json(ledger.record(entries, write=options.yes))
        found |= {"recorded": result["recorded"] if options.yes else 0, "entries": result["entries"]}
        found |= {"warnings": result["warnings"]}
    if options.json:
        print_json(found)
    return 0


def _print_terminations(entries: Sequence[Mapping[str, str]], *, yes: bool) -> None:
    if not entries:
        print("No right has expired without its termination being recorded.")
        return
    print(f"{'Recording' if yes else 'Would record'} {len(entries)} terminations (4E(3)):")
    for one in entries:
        print(f"  {one['effective']}  {one['right']} ({one['stage']}): {one['reason']}")
    if not yes:
        print("Nothing is written; add --yes to record them.")


def _print(found: Calendar, known: str, *, everything: bool) -> None:
    from rich.table import Table

    shown = [one for one in found.items if everything or one.state(found.on) in OPEN_STATES]
    print(f"Due and overdue on {found.on}, {known}")
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("due", "state", "what", "clause", "about", "holder"):
        table.add_column(name)
    for one in shown:
        table.add_row(*_row(found, one))
    if shown:
        console().print(table)
    hidden = len(found.items) - len(shown)
    print(f"  {len(shown)} open{f', {hidden} done (--all shows them)' if hidden else ''}")
    for sentence in found.information:
        print(f"  {sentence}")


def _row(found: Calendar, one: Obligation) -> tuple[str, ...]:
    what = one.kind.replace("_", " ")
    return (str(one.due or "-"), one.state(found.on).replace("_", " "), what, one.clause, one.about, one.holder or "")
