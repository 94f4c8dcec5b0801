"""`seriesd what-if`: the answers of an edited timeline beside those of the ledger; nothing is written."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace

from commands.api.ledger import Ledger
from commands.errors import UsageError
from commands.terminal.answer import answer
from commands.terminal.given import entries_in
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known, add_exact, add_on, add_steps
from commands.terminal.question import both_dates
from projections.answers.history import Part
from projections.compare.what_if import WhatIf
from projections.render.answers.compare import what_if

_EXAMPLES = """\
examples:
  seriesd what-if --without warrant-1                          had it never been granted
  seriesd what-if --change sale-3 consideration.cash=20000     had it been sold for another sum
  seriesd what-if --change sale-3 effective=2006-03-01 shares=5000000 --on 2006-04-01
  seriesd what-if --change certificate terms.interpretations.tranche_test=blended
  seriesd what-if --add planned.yaml --on 2006-12-31           before it is done
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which edits, which date, and from which state of knowledge."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    add_edits(parser)
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)
    add_steps(parser)


def add_edits(parser: argparse.ArgumentParser) -> None:
    """The options that say what shall be different."""
    parser.add_argument("--without", metavar="ID", nargs="+", action="extend", default=[], help="leave entries out")
    parser.add_argument(
        "--change",
        metavar=("ID", "FIELD=VALUE"),
        nargs="+",
        action="append",
        default=[],
        help="change fields of an entry, dotted as in a CSV journal (consideration.cash=5000); no value: no such field",
    )
    parser.add_argument(
        "--add", metavar="FILE", nargs="+", action="extend", default=[], help="add the entries of a journal"
    )


def run(options: argparse.Namespace) -> int:
    """Answer both."""
    changes = changes_of(options.change)
    if not (options.without or changes or options.add):
        raise UsageError("say what shall be different: --without ID, --change ID FIELD=VALUE or --add FILE")
    add = entries_in(options, options.add)
    part = None if options.steps is None else Part(*options.steps)
    if part is not None and options.json:
        raise UsageError("--steps is for a reader; a program is given the whole history")

    def ask(ledger: Ledger) -> WhatIf:
        of = {"on": options.on, "as_known": options.as_known}
        return replace(ledger.what_if(without=options.without, change=changes, add=add, **of), part=part)

    return answer(
        options,
        ask,
        lambda found: what_if.blocks(found, both_dates(options)),
    )


def changes_of(given: Iterable[Sequence[str]]) -> dict[str, dict[str, str]]:
    """The fields to change, by the id of the entry; as in a CSV journal, an empty value is an absent field."""
    changes: dict[str, dict[str, str]] = {}
    for name, *fields in map(_in_words, given):
        if not fields:
            raise UsageError(f"--change {name} needs a field and its value, such as consideration.cash=5000")
        changes.setdefault(name, {}).update(fields_of(fields, f"--change {name}"))
    return changes


def _in_words(given: Sequence[str]) -> Sequence[str]:
    """An entry and its fields; a program may part them by tabs, in one word that can be taken for no option."""
    return given[0].split("\t") if len(given) == 1 else given


def fields_of(given: Iterable[str], what: str) -> dict[str, str]:
    """New values of fields by dotted name, as FIELD=VALUE has them; `what` they are for."""
    fields: dict[str, str] = {}
    for field in given:
        path, found, value = field.partition("=")
        if not found or not all(path.split(".")):
            raise UsageError(f"{what}: {field!r} is not FIELD=VALUE, such as consideration.cash=5000")
        fields[path] = value.strip()
    return fields
