"""`seriesd history`: every change of the Conversion Price, as a table and a chart."""

import argparse
import sys
from collections.abc import Sequence

from commands.errors import UsageError
from commands.terminal.common import (
    add_as_known,
    add_exact,
    both_dates,
    console,
    ledger_of,
    print_json,
    print_under,
)
from commands.terminal.options import moment
from projections.answers.history import PriceStep, whole_history
from projections.compare.knowledge import Learned
from projections.render.charts.price import price_chart
from projections.render.json.serialize import as_json


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge."""
    add_as_known(parser)
    add_exact(parser)
    parser.add_argument(
        "--diff",
        metavar=("T1", "T2"),
        nargs=2,
        type=moment,
        help="what changed between two states of knowledge, and which entry changed it",
    )
    parser.add_argument(
        "--no-replays",
        dest="replays",
        action="store_false",
        help="with --json: leave out the steps of the replay behind each readjustment",
    )


def run(options: argparse.Namespace) -> int:
    """Answer the history."""
    if options.diff is not None:
        return _diff(options)
    with ledger_of(options) as ledger:
        replays = options.replays and options.json
        book = ledger.book(as_known=options.as_known, keep_replays=replays)
    answer = whole_history(book)
    if options.json:
        print_json(as_json(answer, everything=options.exact))
        return 0
    steps = answer.steps
    print(f"History of the Conversion Price, {both_dates(options)}")
    if not steps:
        print("  no change so far")
    else:
        print_steps(steps)
    if steps and sys.stdout.isatty():
        print(price_chart(steps))
    for waiver in answer.waivers:
        print(f"waived: {waiver.says()} (9)")
    print_under({"warnings": as_json(answer.notes)})
    return 0


def _diff(options: argparse.Namespace) -> int:
    earlier, later = options.diff
    if later < earlier or options.as_known is not None:
        raise UsageError("--diff T1 T2 takes two moments, the earlier first, instead of --as-known")
    with ledger_of(options) as ledger:
        answer = ledger.history_diff(earlier, later)
    if options.json:
        print_json(as_json(answer, everything=options.exact))
        return 0
    print(f"History of the Conversion Price: as known {later.isoformat()}, against as known {earlier.isoformat()}")
    print(f"{len(answer.recorded)} entries were recorded in between; {len(answer.changes)} steps changed.")
    if answer.changes:
        _print_changes(answer)
    return 0


def _print_changes(answer: Learned) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("on", "clause", "entry", ""):
        table.add_column(name)
    for name in ("was known", "is known"):
        table.add_column(name, justify="right")
    table.add_column("changed by")
    for one in answer.changes:
        place = (str(one.step.effective), one.step.clause, ", ".join(one.step.entries))
        table.add_row(*place, one.kind, _moved(one.earlier), _moved(one.later), ", ".join(one.by))
    console().print(table)


def _moved(step: PriceStep | None) -> str:
    return "-" if step is None else f"{step.before.short()} -> {step.after.short()}"


def print_steps(steps: Sequence[PriceStep]) -> None:
    """The steps as a table."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("step", "on", "governs from", "clause", "entry"):
        table.add_column(name)
    for name in ("before", "after", "A", "C", "D"):
        table.add_column(name, justify="right")
    for step in steps:
        numbers = (step.before, step.after, step.a, step.c, step.d)
        figures = ["" if figure is None else figure.short() for figure in numbers]
        dates = (str(step.effective), str(step.governs_from))
        table.add_row(str(step.number), *dates, step.clause, ", ".join(step.entries), *figures)
    console().print(table)
