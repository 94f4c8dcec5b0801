"""`seriesd flags`: what a reader should know about the record, as it is now known."""

import argparse

from commands.verbs.common import add_as_known, add_on, both_dates, ledger_of, print_json
from projections.flags import flags_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Up to which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the flags."""
    from commands.api import today

    on = options.on or today()
    with ledger_of(options) as ledger:
        flags = ledger.flags(on, as_known=options.as_known)
    if options.json:
        print_json({"on": on.isoformat(), "warnings": flags_json(flags)})
        return 0
    print(f"What a reader should know up to {on}, {both_dates(options)}")
    for flag in flags:
        where = f" ({flag.clause})" if flag.clause else ""
        print(f"  {flag.entry or 'the record'}: {flag.message}{where}")
    if not flags:
        print("  nothing")
    return 0
