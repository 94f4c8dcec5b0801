"""`seriesd price`: the Conversion Price on a date."""

import argparse

from commands.verbs.common import add_all_companies, add_as_known, add_exact, add_on, answer, both_dates, print_notes
from projections.price import Price, price_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the price."""
    return answer(
        options,
        lambda ledger: ledger.price(options.on, as_known=options.as_known),
        lambda price: price_json(price, everything=options.exact),
        lambda price: _print(price, options),
    )


def _print(price: Price, options: argparse.Namespace) -> None:
    print(f"Conversion Price on {price.on}, {both_dates(options)}")
    rows = [
        ("in effect", price.in_effect),
        ("after the close", price.after_close),
        ("Common per share", price.common_per_share),
    ]
    for name, figure in rows:
        if figure is None:
            print(f"  {name:<17} none: the price is zero (A44)")
            continue
        num = figure.num(everything=options.exact)
        exact = (
            num["exact"] if num["exact"] is not None else f"a rational of {num['digits']:,} digits; --exact prints it"
        )
        print(f"  {name:<17} {figure.short():<16} {exact}")
    print_notes(price.notes)
