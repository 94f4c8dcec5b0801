"""`seriesd holders`: balances at the close of a day."""

import argparse

from commands.verbs.common import add_all_companies, add_as_known, add_on, answer, both_dates, console, print_notes
from projections.figures import Figure
from projections.holders import Holders, holders_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the balances."""
    return answer(
        options,
        lambda ledger: ledger.holders(options.on, as_known=options.as_known),
        holders_json,
        lambda held: _print(held, both_dates(options)),
    )


def _print(held: Holders, known: str) -> None:
    print(f"Balances at the close of {held.on}, {known}")
    _print_holders(held)
    if held.rights:
        _print_rights(held)
    print_notes(held.notes)


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
