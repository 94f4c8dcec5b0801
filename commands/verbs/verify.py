"""`seriesd verify`: prove that the log is whole and untouched, and that a rebuild gives the same figures."""

import argparse

from commands.verbs.common import add_as_known, both_dates, ledger_of, print_json
from ledger.chain import head_of
from ledger.shelf import Shelf
from projections.rebuild import rebuild


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge; everything in it is checked."""
    parser.epilog = "Keep the head that is printed: a log whose head you know cannot be cut short unnoticed."
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Recompute the chain, then record the whole log anew in memory and compare."""
    with ledger_of(options, create=False) as ledger:
        company = ledger.chosen_company()
        faults = ledger.store.check(company)
        shelf = Shelf(ledger.store, company)
        faults += shelf.check()
        log = [] if faults else ledger.log(as_known=options.as_known)
        head = "" if faults else ledger.store.head(company)[1]
        scenarios = 0 if faults else len(shelf.names())
    if options.as_known is not None:
        head = head_of(company, log)
    again = rebuild(log)
    intact = not faults and not again.differences
    if options.json:
        answer = {"company": company, "entries": len(log), "head": head, "intact": intact, "scenarios": scenarios}
        print_json(answer | {"faults": faults, "rebuilt": again.entries, "differences": again.differences})
        return 0 if intact else 1
    for sentence in [*faults, *again.differences]:
        print(sentence)
    if intact:
        print(f"{company}: {len(log):,} entries, whole and untouched; recorded anew they give the same figures")
        print(f"head {head}, {both_dates(options)}")
        if scenarios:
            print(f"{scenarios} scenarios beside it, likewise")
    return 0 if intact else 1
