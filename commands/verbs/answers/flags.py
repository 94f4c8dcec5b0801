"""`seriesd flags`: what a reader should know about the record, as it is now known."""

import argparse
from collections.abc import Sequence
from datetime import date

from commands.terminal.common import add_all_companies, add_as_known, add_on, answer, both_dates
from ledger.refusals import Flag
from projections.answers.flags import flag_says, warned
from projections.render.json.serialize import as_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Up to which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the flags."""
    from commands.api.ledger import today

    on = options.on or today()
    return answer(
        options,
        lambda ledger: ledger.flags(on, as_known=options.as_known),
        lambda flags: as_json({"on": on, "warnings": map(warned, flags)}),
        lambda flags: _print(flags, on, both_dates(options)),
    )


def _print(flags: Sequence[Flag], on: date, known: str) -> None:
    print(f"What a reader should know up to {on}, {known}")
    for flag in flags:
        print(f"  {flag_says(flag)}")
    if not flags:
        print("  nothing")
