"""`seriesd price`: the Conversion Price on a date."""

import argparse
from typing import TYPE_CHECKING, Any

from commands.terminal.common import (
    add_all_companies,
    add_as_known,
    add_exact,
    add_on,
    add_replay,
    answer_off_tables,
    both_dates,
    print_under,
    short,
)

if TYPE_CHECKING:
    from commands.api.ledger import Ledger

_ROWS = {"in_effect": "in effect", "after_close": "after the close", "common_per_share": "Common per share"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)
    add_replay(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the price."""
    from projections.sql.look_up import price_in_tables

    return answer_off_tables(
        options,
        price_in_tables,
        lambda ledger: _replayed(ledger, options),
        lambda found: _print(found, both_dates(options)),
    )


def _replayed(ledger: "Ledger", options: argparse.Namespace) -> Any:
    from projections.render.json.serialize import as_json

    return as_json(ledger.price(options.on, as_known=options.as_known), everything=options.exact)


def _print(found: dict[str, Any], known: str) -> None:
    print(f"Conversion Price on {found['on']}, {known}")
    for key, name in _ROWS.items():
        num = found[key]
        if num is None:
            print(f"  {name:<17} none: the price is zero (A44)")
            continue
        exact = num["exact"]
        shown = f"a rational of {num['digits']:,} digits; --exact prints it" if exact is None else exact
        print(f"  {name:<17} {short(num):<16} {shown}")
    print_under(found)
