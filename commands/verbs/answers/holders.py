"""`seriesd holders`: balances at the close of a day."""

import argparse
from typing import TYPE_CHECKING, Any

from commands.terminal.common import (
    add_all_companies,
    add_as_known,
    add_on,
    add_replay,
    answer_off_tables,
    both_dates,
    console,
    print_under,
    short,
)

if TYPE_CHECKING:
    from commands.api.ledger import Ledger


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_replay(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the balances."""
    from projections.sql.look_up import holders_in_tables

    return answer_off_tables(
        options,
        holders_in_tables,
        lambda ledger: _replayed(ledger, options),
        lambda found: _print(found, both_dates(options)),
    )


def _replayed(ledger: "Ledger", options: argparse.Namespace) -> Any:
    from projections.render.json.serialize import as_json

    return as_json(ledger.holders(options.on, as_known=options.as_known))


def _print(found: dict[str, Any], known: str) -> None:
    print(f"Balances at the close of {found['on']}, {known}")
    _print_holders(found)
    if found["rights"]:
        _print_rights(found["rights"])
    print_under(found)


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
