"""`seriesd companies`: the companies in the ledger, and how each stands."""

import argparse
from collections.abc import Iterable

from commands.api.ledger import today
from commands.terminal.common import add_as_known, add_on, both_dates, console, ledger_of, print_json
from projections.answers.companies import CompanySummary, companies_json


def configure(parser: argparse.ArgumentParser) -> None:
    """On which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer a line for each company."""
    on = options.on or today()
    with ledger_of(options) as ledger:
        found = ledger.companies(on, as_known=options.as_known)
    if options.json:
        print_json(companies_json(found, on))
        return 0
    print(f"The companies of this ledger at the close of {on}, {both_dates(options)}")
    _print(found)
    return 0


def _print(found: Iterable[CompanySummary]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("company", "series"):
        table.add_column(name)
    table.add_column("entries", justify="right")
    for name in ("first", "last"):
        table.add_column(name)
    for name in ("Conversion Price", "outstanding", "Common"):
        table.add_column(name, justify="right")
    for one in found:
        figures = (one.price.short(), f"{one.series_d_outstanding:,}", f"{one.common_outstanding:,}")
        table.add_row(one.name, one.series, f"{one.entries:,}", str(one.first or "-"), str(one.last or "-"), *figures)
    console().print(table)
