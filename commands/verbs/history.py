"""`seriesd history`: every change of the Conversion Price, as a table and a chart."""

import argparse
import sys

from commands.verbs.common import add_as_known, add_exact, both_dates, console, ledger_of, print_json
from projections.history import PriceStep, history_json
from projections.render.chart import price_chart


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge."""
    add_as_known(parser)
    add_exact(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the history."""
    with ledger_of(options) as ledger:
        steps = ledger.history(as_known=options.as_known)
    if options.json:
        print_json(history_json(steps, everything=options.exact))
        return 0
    print(f"History of the Conversion Price, {both_dates(options)}")
    if not steps:
        print("  no change so far")
        return 0
    _print_table(steps)
    if sys.stdout.isatty():
        print(price_chart(steps))
    return 0


def _print_table(steps: list[PriceStep]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("step", "on", "governs from", "clause", "entry"):
        table.add_column(name)
    for name in ("before", "after", "A", "C", "D"):
        table.add_column(name, justify="right")
    for step in steps:
        figures = [figure.short() if figure else "" for figure in (step.before, step.after, step.a, step.c, step.d)]
        dates = (str(step.effective), str(step.governs_from))
        table.add_row(str(step.number), *dates, step.clause, ", ".join(step.entries), *figures)
    console().print(table)
