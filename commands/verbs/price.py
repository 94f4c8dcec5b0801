"""`seriesd price`: the Conversion Price on a date."""

import argparse
from typing import Any

from commands.verbs.common import (
    add_as_known,
    add_exact,
    add_on,
    add_replay,
    both_dates,
    day_of,
    ledger_of,
    ledger_url,
    print_json,
    print_under,
    short,
    tables_url,
)

_ROWS = {"in_effect": "in effect", "after_close": "after the close", "common_per_share": "Common per share"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)
    add_replay(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the price: off the reporting tables where they are up to date, else by a replay."""
    answer = _in_tables(options) or _replayed(options)
    if options.json:
        print_json(answer)
        return 0
    print(f"Conversion Price on {answer['on']}, {both_dates(options)}")
    for key, name in _ROWS.items():
        num = answer[key]
        if num is None:
            print(f"  {name:<17} none: the price is zero (A44)")
            continue
        exact = num["exact"]
        shown = f"a rational of {num['digits']:,} digits; --exact prints it" if exact is None else exact
        print(f"  {name:<17} {short(num):<16} {shown}")
    print_under(answer)
    return 0


def _in_tables(options: argparse.Namespace) -> dict[str, Any] | None:
    if options.replay or options.exact or options.as_known is not None:
        return None
    from projections.tables.look_up import price_in_tables

    return price_in_tables(ledger_url(options), tables_url(options), options.company, day_of(options))


def _replayed(options: argparse.Namespace) -> dict[str, Any]:
    from projections.price import price_json

    with ledger_of(options) as ledger:
        price = ledger.price(options.on, as_known=options.as_known)
    return price_json(price, everything=options.exact)
