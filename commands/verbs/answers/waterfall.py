"""`seriesd waterfall`: who gets what in a liquidation, and from which assets on converting first is better."""

import argparse
import sys
from fractions import Fraction

from pydantic import ValidationError

from commands.errors import UsageError
from commands.terminal.common import add_as_known, add_on, both_dates, console, ledger_of, print_json, print_under
from commands.terminal.options import option
from ledger.events import ParityClass
from ledger.numbers.exact import read_amount
from projections.answers.liquidation import Waterfall, liquidation_recorded
from projections.figures import Figure
from projections.render.json.serialize import as_json

_MONEY = option(read_amount)


def configure(parser: argparse.ArgumentParser) -> None:
    """Which assets, on which date, and who ranks beside Series D."""
    add_assets(parser)
    parser.add_argument("--liquidation", metavar="ID", help="the assets and classes that a liquidated entry records")
    parser.add_argument(
        "--chart", action="store_true", help="draw payout against assets, also where this is no terminal"
    )
    add_on(parser)
    add_as_known(parser)


def add_assets(parser: argparse.ArgumentParser) -> None:
    """What there is to distribute in a liquidation, and who ranks beside Series D."""
    parser.add_argument("--assets", metavar="N", type=_MONEY, help="the assets to be distributed, in money")
    parser.add_argument(
        "--parity",
        metavar="NAME:SHARES:PREFERENCE",
        type=_parity,
        action="append",
        default=[],
        help="a class on a parity with Series D, with its preference per share; may be repeated",
    )


def run(options: argparse.Namespace) -> int:
    """Answer the waterfall."""
    if (options.assets is None) == (options.liquidation is None):
        raise UsageError("say what there is to distribute: --assets N, or --liquidation ID of a recorded one")
    with ledger_of(options) as ledger:
        if options.liquidation is not None:
            answer = liquidation_recorded(ledger.log(as_known=options.as_known), options.liquidation)
        else:
            answer = ledger.waterfall(options.assets, options.on, parity=options.parity, as_known=options.as_known)
    if options.json:
        print_json(as_json(answer))
        return 0
    _print(answer, both_dates(options))
    if options.chart or sys.stdout.isatty():
        from projections.render.charts.payout import payout_chart

        print(payout_chart(answer))
    return 0


def _parity(text: str) -> ParityClass:
    parts = text.rsplit(":", 2)
    try:
        return ParityClass.model_validate(dict(zip(("class", "shares", "preference"), parts, strict=True)))
    except (ValidationError, ValueError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not NAME:SHARES:PREFERENCE, such as 'Series E:25000:100'"
        ) from None


def _print(answer: Waterfall, known: str) -> None:
    from rich.table import Table

    print(f"Liquidation on {answer.on} with assets of {_short(answer.assets)}, {known}")
    found = answer.claims
    print(f"  due first {_short(found.preferential)}, of which on a parity with Series D {_short(found.parity)} (3)")
    for name, (due, paid) in answer.parity.items():
        print(f"  {name}: {_short(paid)} of {_short(due)}")
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("holder")
    for name in ("Series D", "Common", "preference", "from Common", "total", "by converting", "better above"):
        table.add_column(name, justify="right")
    for name, one in answer.holders.items():
        figures = (one.preference, one.from_common, one.total, one.if_converted, one.break_even)
        table.add_row(name, f"{one.series_d:,}", f"{one.common:,}", *("-" if f is None else _short(f) for f in figures))
    console().print(table)
    if answer.undistributed:
        print(f"  {_short(answer.undistributed)} is left over: no Common is there to receive it")
    for name in (name for name, one in answer.holders.items() if one.converting_is_better):
        print(f"  {name} would get more by converting first (4A)")
    print_under({"warnings": as_json(answer.notes)})


def _short(number: Fraction) -> str:
    return Figure.of(number).short(2)
