"""`seriesd verify`: prove that the log is whole and untouched, and that a rebuild gives the same figures."""

import argparse
from typing import TYPE_CHECKING

from commands.verbs.common import add_as_known, both_dates, ledger_of, print_json, tables_url
from ledger.chain import head_of
from ledger.recorded import CorruptLedgerError
from ledger.shelf import Shelf
from projections.rebuild import rebuild

if TYPE_CHECKING:
    from commands.api import Ledger
    from ledger.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge; everything in it is checked."""
    parser.epilog = "Keep the head that is printed: a log whose head you know cannot be cut short unnoticed."
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Recompute the chain, record the whole log anew in memory, project it anew, and compare."""
    with ledger_of(options, create=False) as ledger:
        try:
            company = ledger.chosen_company()
        except CorruptLedgerError as error:
            return _without_companies(ledger, options, str(error))
        shelf = Shelf(ledger.store, company)
        faults = ledger.store.check(company) + shelf.check()
        log = [] if faults else ledger.log(as_known=options.as_known)
        head = "" if faults else ledger.store.head(company)[1]
        scenarios = 0 if faults else len(shelf.names())
        position, in_tables = (None, []) if faults or options.as_known else _tables(options, ledger.store, company)
    if options.as_known is not None:
        head = head_of(company, log)
    again = rebuild(log)
    different = [*again.differences, *in_tables]
    intact = not faults and not different
    if options.json:
        answer = {"company": company, "entries": len(log), "head": head, "intact": intact, "scenarios": scenarios}
        answer |= {"faults": faults, "rebuilt": again.entries, "differences": different}
        print_json(answer | ({} if position is None else {"tables": position}))
        return 0 if intact else 1
    for sentence in [*faults, *different]:
        print(sentence)
    if intact:
        print(f"{company}: {len(log):,} entries, whole and untouched; recorded anew they give the same figures")
        if position is not None:
            print(f"the reporting tables, at position {position:,}, are what the log projected anew gives")
        print(f"head {head}, {both_dates(options)}")
        if scenarios:
            print(f"{scenarios} scenarios beside it, likewise")
    return 0 if intact else 1


def _without_companies(ledger: "Ledger", options: argparse.Namespace, fault: str) -> int:
    """Say what is wrong where the list of companies cannot be read; the log of a company that is named is checked."""
    faults = [fault] if options.company is None else ledger.store.check(options.company)
    if options.json:
        answer = {"company": options.company, "entries": 0, "head": "", "intact": False, "scenarios": 0}
        print_json(answer | {"faults": faults, "rebuilt": 0, "differences": []})
    else:
        print("\n".join(faults))
        if options.company is None:
            print("--company NAME checks the log of a company that you know to be in the ledger")
    return 1


def _tables(options: argparse.Namespace, store: "Store", company: str) -> tuple[int | None, list[str]]:
    """The position of the reporting tables, where there are any, and how they differ from the log projected anew."""
    from projections.tables.check import differences, standing_in
    from projections.tables.database import engine_of

    engine = engine_of(tables_url(options))
    standing = standing_in(engine, company)
    return (None, []) if standing is None else (standing.position, differences(store, engine, company, standing))
