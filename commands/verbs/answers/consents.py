"""`seriesd consents`: what the holders of Series D have consented to, and what that allows."""

import argparse

from commands.terminal.common import add_as_known, add_on, both_dates, console, ledger_of, print_json
from projections.answers.consents import Consents, Proposal, consents_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Which proposal, on which date, and from which state of knowledge."""
    parser.add_argument("action", metavar="ACTION", nargs="?", help="the name of one proposal (default: all)")
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the consents."""
    with ledger_of(options) as ledger:
        answer = ledger.consents(options.on, action=options.action, as_known=options.as_known)
    if options.json:
        print_json(consents_json(answer))
        return 0
    print(f"Consents of Series D at the close of {answer.on}, {both_dates(options)}")
    print(
        f"  {answer.outstanding:,} outstanding: a majority is {answer.majority:,}, five eighths {answer.five_eighths:,}"
    )
    for name, one in answer.proposals.items():
        _print_proposal(name, one, answer)
    if not answer.proposals:
        print("  nobody has consented to anything")
    return 0


def _print_proposal(name: str, one: Proposal, answer: Consents) -> None:
    from rich.table import Table

    print(f"\n{name}: {one.agreed:,} of {answer.outstanding:,} consent, {one.in_writing:,} in writing")
    table = Table(box=None, show_header=False, pad_edge=False)
    for holder, it in one.consents.items():
        table.add_row(f"  {holder}", f"{it.shares:,} of {it.held:,} held", it.form)
    if one.consents:
        console().print(table)
    allowed = {
        "a restricted action, by a majority (6)": one.restricted_action,
        "an amendment, or the waiver of an adjustment to come, by a majority in writing (9)": one.amendment,
        "an amendment of price or conversion, or the waiver of an adjustment made, by all in writing (9)": (
            one.price_amendment
        ),
        "a Market Price that leaves no room for an appraiser, by five eighths (4H)": one.no_appraiser,
    }
    for what, enough in allowed.items():
        print(f"  {'enough' if enough else 'not enough'} for {what}")
    for taken in one.taken:
        print(f"  done on it: {taken.entry} of {taken.on} ({taken.type})")
