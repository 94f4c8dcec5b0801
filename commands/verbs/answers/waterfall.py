"""`seriesd waterfall`: who gets what in a liquidation, and from which assets on converting first is better."""

import argparse

from pydantic import ValidationError

from commands.api.ledger import Ledger
from commands.errors import UsageError
from commands.terminal.answer import answer, serialized
from commands.terminal.options import add_as_known, add_chart, add_on, add_part, option
from commands.terminal.question import both_dates
from ledger.events import ParityClass
from ledger.numbers.exact import read_amount
from projections.answers.history import Part
from projections.answers.liquidation import Waterfall, liquidation_recorded
from projections.render.answers import waterfall

_MONEY = option(read_amount)


def configure(parser: argparse.ArgumentParser) -> None:
    """Which assets, on which date, and who ranks beside Series D."""
    add_assets(parser)
    parser.add_argument("--liquidation", metavar="ID", help="the assets and classes that a liquidated entry records")
    add_chart(parser, "draw payout against assets")
    add_part(parser)
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
    part = None if options.part is None else Part(*options.part)
    return answer(
        options,
        lambda ledger: _waterfall(ledger, options),
        lambda found: waterfall.blocks(found, both_dates(options), part),
        lambda found: serialized(options, found.part(part)),
    )


def _waterfall(ledger: Ledger, options: argparse.Namespace) -> Waterfall:
    if options.liquidation is not None:
        return liquidation_recorded(ledger.log(as_known=options.as_known), options.liquidation)
    return ledger.waterfall(options.assets, options.on, parity=options.parity, as_known=options.as_known)


def _parity(text: str) -> ParityClass:
    parts = text.rsplit(":", 2)
    try:
        return ParityClass.model_validate(dict(zip(("class", "shares", "preference"), parts, strict=True)))
    except (ValidationError, ValueError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not NAME:SHARES:PREFERENCE, such as 'Series E:25000:100'"
        ) from None
