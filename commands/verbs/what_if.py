"""`seriesd what-if`: the answers of an edited timeline beside those of the ledger; nothing is written."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commands.cli import UsageError
from commands.verbs.common import add_as_known, add_exact, add_on, both_dates, console, ledger_of, print_json
from commands.verbs.differences import print_differences, side_by_side
from commands.verbs.history import print_steps
from projections.differences import said
from projections.price import Price
from projections.what_if import WhatIf, what_if_json

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
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
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
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)


def run(options: argparse.Namespace) -> int:
    """Answer both."""
    changes = _changes(options.change)
    if not (options.without or changes or options.add):
        raise UsageError("say what shall be different: --without ID, --change ID FIELD=VALUE or --add FILE")
    from commands.journal import read_journal

    add = [line.entry for file in options.add for line in read_journal(file)]
    with ledger_of(options) as ledger:
        answer = ledger.what_if(
            without=options.without, change=changes, add=add, on=options.on, as_known=options.as_known
        )
    if options.json:
        print_json(what_if_json(answer, everything=options.exact))
        return 0
    print(f"What if, on {answer.actual.on}, {both_dates(options)}; nothing is written")
    _print(answer)
    return 0


def _changes(given: Iterable[Sequence[str]]) -> dict[str, dict[str, str]]:
    """The fields to change, by the id of the entry; as in a CSV journal, an empty value is an absent field."""
    changes: dict[str, dict[str, str]] = {}
    for name, *fields in given:
        if not fields:
            raise UsageError(f"--change {name} needs a field and its value, such as consideration.cash=5000")
        for field in fields:
            path, found, value = field.partition("=")
            if not found or not all(path.split(".")):
                raise UsageError(f"--change {name}: {field!r} is not FIELD=VALUE, such as consideration.cash=5000")
            changes.setdefault(name, {})[path] = value.strip()
    return changes


def _print(answer: WhatIf) -> None:
    _print_prices(answer.actual, answer.what_if)
    print()
    if answer.differences:
        print_differences(answer.differences, "as it is", "what if")
    else:
        print("It makes no difference.")
    if answer.steps:
        print("\nThe history of the Conversion Price would be:")
        print_steps(answer.steps)


def _print_prices(actual: Price, other: Price) -> None:
    rows: Mapping[str, Any] = {
        "in effect": (actual.in_effect, other.in_effect),
        "after the close": (actual.after_close, other.after_close),
        "Common per share": (actual.common_per_share, other.common_per_share),
    }
    table = side_by_side("", "as it is", "what if")
    for name, figures in rows.items():
        table.add_row(name, *map(said, figures))
    console().print(table)
