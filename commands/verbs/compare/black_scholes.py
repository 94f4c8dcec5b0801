"""`seriesd black-scholes`: propose a value for Additional Rights; nothing is recorded."""

import argparse
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from commands.api.black_scholes import Inputs, propose
from commands.errors import UsageError
from commands.terminal.answer import give, serialized
from commands.terminal.options import option
from ledger.numbers.exact import read_number, write_number
from projections.render.answers.compare import proposal

_NUMBER = option(read_number)
_OPTIONS = {
    "shares": "Common under the rights",
    "stock_price": "market price of a share of Common",
    "exercise_price": "exercise price per share",
    "years": "time to expiry in years, like 5 or 7/2",
    "volatility": "yearly volatility as a fraction of one, like 0.8",
    "rate": "risk-free yearly rate as a fraction of one, like 0.04",
}


class Proposed(NamedTuple):
    """A value proposed for Additional Rights: for one share of Common, and in all."""

    inputs: Mapping[str, int | str]
    per_share: str
    additional_rights: str


def configure(parser: argparse.ArgumentParser) -> None:
    """The inputs of the model."""
    for name, meaning in _OPTIONS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", required=True, type=_NUMBER, metavar="N", help=meaning)
    parser.add_argument("--dividend-yield", type=_NUMBER, default=Fraction(0), metavar="N", help="yearly, default 0")


def run(options: argparse.Namespace) -> int:
    """Answer the proposal, and how it would be recorded."""
    inputs = Inputs(**{name: getattr(options, name) for name in _OPTIONS}, dividend_yield=options.dividend_yield)
    try:
        found = propose(inputs)
    except ValueError as error:
        raise UsageError(str(error)) from None
    given = {name: write_number(getattr(inputs, name)) for name in (*_OPTIONS, "dividend_yield")}
    answer = Proposed(given, f"{found.per_share:f}", f"{found.total:f}")
    give(options, lambda: serialized(options, answer), lambda: proposal.blocks(found.total, found.per_share))
    return 0
