"""`seriesd scenario ACTION`: what-ifs that are saved under a name, and can become a part of the ledger."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commands.errors import UsageError
from commands.terminal.answer import answer, serialized
from commands.terminal.given import entries_in
from commands.terminal.helping import Examples
from commands.terminal.options import add_exact, add_on, add_shared, add_writer
from commands.terminal.question import day_of
from commands.verbs.compare.what_if import add_edits, changes_of
from projections.compare.scenario_answers import IsDropped, IsRebased, IsSaved, Shelf
from projections.render.answers.compare import scenarios

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from projections.compare.scenario_answers import Promoted

Action = Callable[[argparse.Namespace], int]

PURPOSES = {
    "save": "save a what-if under a name; nothing is written to the ledger's own log",
    "list": "the scenarios, and how far the ledger has grown since each was made",
    "show": "what a scenario answers, where it stands",
    "compare": "what two scenarios answer otherwise, or three",
    "rebase": "let a scenario stand on all that is recorded now, if its edits still fit",
    "promote": "record what a scenario supposes in the ledger, all or nothing",
    "drop": "take a scenario out of the list; it stays readable",
}

_EXAMPLES = """\
examples:
  seriesd scenario save no-warrants --without W-1 W-2 --note "as counsel reads the board minutes"
  seriesd scenario show no-warrants --on 2006-12-31
  seriesd scenario compare no-warrants repriced
  seriesd scenario compare no-warrants repriced lapsed    three side by side
  seriesd scenario rebase no-warrants
  seriesd scenario promote no-warrants --dry-run    what that would record
  seriesd scenario promote no-warrants
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which action, and what it needs."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = {}
    for name, purpose in PURPOSES.items():
        made[name] = actions.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        add_shared(made[name])
    for name in PURPOSES:
        if name != "list":
            made[name].add_argument("name", metavar="NAME", help="the scenario")
    made["compare"].add_argument("other", metavar="OTHER", help="the scenario to set beside it")
    made["compare"].add_argument("third", metavar="THIRD", nargs="?", help="and a third one")
    made["promote"].add_argument("--dry-run", action="store_true", help="say what would be recorded and write nothing")
    add_edits(made["save"])
    made["save"].add_argument("--note", metavar="TEXT", help="what it is for; a promotion gives it as the reason")
    made["save"].add_argument("--replace", action="store_true", help="save over other edits of that name")
    made["list"].add_argument("--all", action="store_true", help="those that were dropped as well")
    for name in ("save", "rebase", "promote", "drop"):
        add_writer(made[name])
    for name in ("show", "compare"):
        add_on(made[name])
        add_exact(made[name])


def run(options: argparse.Namespace) -> int:
    """Carry the action out."""
    return _ACTIONS[options.action](options)


def _save(options: argparse.Namespace) -> int:
    changes, add = changes_of(options.change), entries_in(options, options.add)
    if not (options.without or changes or add):
        raise UsageError("say what shall be different: --without ID, --change ID FIELD=VALUE or --add FILE")
    edits: dict[str, Any] = {"without": options.without, "change": changes, "add": add, "note": options.note}
    return answer(
        options,
        lambda ledger: ledger.scenarios.save(options.name, **edits, replace=options.replace),
        scenarios.saved,
        lambda one: serialized(options, IsSaved(one, one.changed)),
    )


def _list(options: argparse.Namespace) -> int:
    return answer(
        options,
        lambda ledger: ledger.scenarios.all(dropped=options.all),
        scenarios.listed,
        lambda found: serialized(options, Shelf(found)),
    )


def _show(options: argparse.Namespace) -> int:
    return answer(
        options,
        lambda ledger: ledger.scenarios.show(options.name, day_of(options)),
        scenarios.shown,
    )


def _compare(options: argparse.Namespace) -> int:
    return answer(
        options,
        lambda ledger: ledger.scenarios.compare(options.name, options.other, day_of(options), third=options.third),
        scenarios.compared,
    )


def _rebase(options: argparse.Namespace) -> int:
    return answer(
        options,
        lambda ledger: ledger.scenarios.rebase(options.name),
        scenarios.rebased,
        lambda one: serialized(options, IsRebased(one, one.changed)),
    )


def _promote(options: argparse.Namespace) -> int:
    return answer(
        options,
        lambda ledger: _promoted(ledger, options),
        scenarios.promoted,
    )


def _promoted(ledger: "Ledger", options: argparse.Namespace) -> "Promoted":
    """The promotion, and how far the reporting tables are behind it."""
    from commands.verbs.record.tables_beside import beside

    if options.dry_run:
        return ledger.scenarios.promise(options.name)
    done = ledger.scenarios.promote(options.name)
    if not done.promoted:
        return done
    stand = beside(options, ledger, ledger.chosen_company())
    return replace(done, result=replace(done.result, **stand._asdict()))


def _drop(options: argparse.Namespace) -> int:
    return answer(
        options,
        lambda ledger: ledger.scenarios.drop(options.name),
        scenarios.dropped,
        lambda one: serialized(options, IsDropped(one, one.changed)),
    )


_ACTIONS: dict[str, Action] = {
    "save": _save,
    "list": _list,
    "show": _show,
    "compare": _compare,
    "rebase": _rebase,
    "promote": _promote,
    "drop": _drop,
}
