"""`seriesd verify`: prove that the log is whole and untouched, and that a rebuild gives the same figures."""

import argparse

from commands.verbs.common import ledger_of, print_json
from projections.rebuild import Rebuild, rebuild


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: everything is checked."""
    parser.epilog = "Keep the head that is printed: a log whose head you know cannot be cut short unnoticed."


def run(options: argparse.Namespace) -> int:
    """Recompute the chain, then record the whole log anew in memory and compare."""
    with ledger_of(options, create=False) as ledger:
        company = ledger.chosen_company()
        faults = ledger.store.check(company)
        position, head = (0, "") if faults else ledger.store.head(company)
        again = Rebuild(0, []) if faults else rebuild(ledger.log())
    intact = not faults and not again.differences
    if options.json:
        answer = {"company": company, "entries": position, "head": head, "intact": intact}
        print_json(answer | {"faults": faults, "rebuilt": again.entries, "differences": again.differences})
        return 0 if intact else 1
    for sentence in [*faults, *again.differences]:
        print(sentence)
    if intact:
        print(f"{company}: {position:,} entries, whole and untouched; recorded anew they give the same figures")
        print(f"head {head}")
    return 0 if intact else 1
