"""`seriesd holders`: balances at the close of a day."""

import argparse

from commands.verbs.common import add_as_known, add_on, both_dates, console, ledger_of, print_json, print_notes
from projections.figures import Figure
from projections.holders import Holders, holders_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the balances."""
    with ledger_of(options) as ledger:
        answer = ledger.holders(options.on, as_known=options.as_known)
    if options.json:
        print_json(holders_json(answer))
        return 0
    print(f"Balances at the close of {answer.on}, {both_dates(options)}")
    _print_holders(answer)
    if answer.rights:
        _print_rights(answer)
    print_notes(answer.notes)
    return 0


def _print_holders(answer: Holders) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("holder")
    for name in ("Series D", "Common", "votes of Series D"):
        table.add_column(name, justify="right")
    for name, one in answer.holders.items():
        votes = "-" if one.votes is None else f"{one.votes:,}"
        table.add_row(name, f"{one.series_d:,}", f"{one.common:,}", votes)
    table.add_section()
    table.add_row("outstanding", f"{answer.series_d_outstanding:,}", f"{answer.common_outstanding:,}", "", style="bold")
    table.add_row("treasury", "", f"{answer.treasury:,}", "")
    table.add_row("deemed issued", "", Figure.of(answer.deemed_issued).short(), "")
    if answer.common_authorized is not None:
        table.add_row("authorized", "", f"{answer.common_authorized:,}", "")
    console().print(table)


def _print_rights(answer: Holders) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("right", "holder"):
        table.add_column(name)
    for name in ("outstanding", "exercise price", "conversion price"):
        table.add_column(name, justify="right")
    table.add_column("deemed issued")
    for name, one in answer.rights.items():
        figures = (one.outstanding, one.exercise_price, one.conversion_price)
        numbers = [Figure.of(number).short() for number in figures]
        table.add_row(name, one.holder, *numbers, "yes" if one.triggered else f"no ({one.standing})")
    console().print()
    console().print(table)
