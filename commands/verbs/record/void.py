"""`seriesd void ENTRY`: take an entry out of the record, with what rests on it, after a look at what that changes."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commands.api.ledger import Ledger
from commands.api.mending import refuse_resting
from commands.errors import UsageError
from commands.terminal.answer import colophons, give, serialized, several
from commands.terminal.confirm import is_wanted
from commands.terminal.helping import Examples
from commands.terminal.options import add_seen, add_writer
from commands.terminal.question import ledger_of
from commands.terminal.streams import say
from commands.verbs.record.tables_beside import beside
from projections.compare.recording import TakenBack
from projections.render.answers.record import tables, taking_back

_EXAMPLES = """\
examples:
  seriesd void warrant-1 --reason "it was never granted"              look, be asked, and record
  seriesd void warrant-1 --reason "it was never granted" --dry-run    look, and write nothing
  seriesd void grant-3 --reason "entered twice" --with-dependents     with the exercises that rest on it
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which entry, and why."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("entry", metavar="ENTRY", help="the entry, by its id; `seriesd entries` lists them")
    add_taking_back(parser)


def add_taking_back(parser: argparse.ArgumentParser) -> None:
    """The options that voiding and correcting have in common."""
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why the record was wrong; it is recorded")
    parser.add_argument("--source", metavar="TEXT", help="where that is known from; recorded, too")
    parser.add_argument("--note", metavar="TEXT", help="a remark; recorded, too")
    parser.add_argument(
        "--with-dependents",
        action="store_true",
        help="void the entries that rest on it as well, such as the exercises of a grant: all in one act, or nothing",
    )
    add_writer(parser, with_reason=False)
    add_seen(parser)
    parser.add_argument("--yes", action="store_true", help="record it without being asked")
    parser.add_argument("--dry-run", action="store_true", help="say what it would change, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Show what a void would change, and record it once that is confirmed."""
    return take_back(options, None)


def take_back(options: argparse.Namespace, fields: Mapping[str, str] | None) -> int:
    """Void an entry, or correct its fields: 0 when that is recorded or was only to be shown, 1 when it is not recorded.

    Where no terminal is, or JSON is wanted, nobody is asked: then only --yes records.
    """
    if options.yes and options.dry_run:
        raise UsageError("--yes records and --dry-run does not; give one of the two")
    with ledger_of(options) as ledger:
        if options.yes:
            done = _taken(ledger, options, fields, write=True, seen=options.seen)
            done = replace(done, **beside(options, ledger, ledger.chosen_company())._asdict())
            _show(options, ledger, done, written=True)
            return 0
        seen = _taken(ledger, options, fields, write=False)
        resting = [] if options.with_dependents or options.dry_run else seen.with_
        if options.json:  # one document: the refusal, or what would be
            refuse_resting(seen.entry, resting)
        _show(options, ledger, seen, written=False)
        if options.dry_run:
            return 0
        refuse_resting(seen.entry, resting)
        if not is_wanted(options, taking_back.question(seen), "--yes records it, --dry-run only looks"):
            return 1
        done = _taken(ledger, options, fields, write=True, seen=seen.position)
        say(taking_back.recorded(done), options)
        for said in tables.behind(*beside(options, ledger, ledger.chosen_company())):
            say(said.text, options)
        return 0


def _taken(
    ledger: Ledger,
    options: argparse.Namespace,
    fields: Mapping[str, str] | None,
    *,
    write: bool,
    seen: int | None = None,
) -> TakenBack:
    how: dict[str, Any] = {name: getattr(options, name) for name in ("reason", "source", "note", "with_dependents")}
    how |= {"write": write, "seen": seen}
    if fields is None:
        return ledger.void(options.entry, **how)
    return ledger.correct(options.entry, fields, **how)


def _show(options: argparse.Namespace, ledger: Ledger, answer: TakenBack, *, written: bool) -> None:
    name = several(ledger, options)
    of = f" of {name}" if name else ""
    give(
        options,
        lambda: serialized(options, answer),
        lambda: taking_back.blocks(answer, written=written, alone=not options.with_dependents, of=of),
        colophons(ledger, options),
        found=answer,
    )
