"""`seriesd holders`: balances at the close of a day."""

import argparse
from typing import Any

from commands.verbs.common import (
    add_as_known,
    add_on,
    add_replay,
    both_dates,
    console,
    day_of,
    ledger_of,
    ledger_url,
    print_json,
    print_under,
    short,
    tables_url,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_replay(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the balances: off the reporting tables where they are up to date, else by a replay."""
    answer = _in_tables(options) or _replayed(options)
    if options.json:
        print_json(answer)
        return 0
    print(f"Balances at the close of {answer['on']}, {both_dates(options)}")
    _print_holders(answer)
    if answer["rights"]:
        _print_rights(answer["rights"])
    print_under(answer)
    return 0


def _in_tables(options: argparse.Namespace) -> dict[str, Any] | None:
    if options.replay or options.as_known is not None:
        return None
    from projections.tables.look_up import holders_in_tables

    return holders_in_tables(ledger_url(options), tables_url(options), options.company, day_of(options))


def _replayed(options: argparse.Namespace) -> dict[str, Any]:
    from projections.holders import holders_json

    with ledger_of(options) as ledger:
        return holders_json(ledger.holders(options.on, as_known=options.as_known))


def _print_holders(answer: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("holder")
    for name in ("Series D", "Common", "votes of Series D"):
        table.add_column(name, justify="right")
    for name, one in answer["holders"].items():
        votes = "-" if one["votes"] is None else f"{one['votes']:,}"
        table.add_row(name, f"{one['series_d']:,}", f"{one['common']:,}", votes)
    table.add_section()
    series_d, common = answer["series_d_outstanding"], answer["common_outstanding"]
    table.add_row("outstanding", f"{series_d:,}", f"{common:,}", "", style="bold")
    table.add_row("treasury", "", f"{answer['treasury']:,}", "")
    table.add_row("deemed issued", "", short(answer["deemed_issued"]), "")
    if answer["common_authorized"] is not None:
        table.add_row("authorized", "", f"{answer['common_authorized']:,}", "")
    console().print(table)


def _print_rights(rights: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("right", "holder"):
        table.add_column(name)
    for name in ("outstanding", "exercise price", "conversion price"):
        table.add_column(name, justify="right")
    table.add_column("deemed issued")
    for name, one in rights.items():
        numbers = [short(one[key]) for key in ("outstanding", "exercise_price", "conversion_price")]
        table.add_row(name, one["holder"], *numbers, "yes" if one["triggered"] else f"no ({one['standing']})")
    console().print()
    console().print(table)
