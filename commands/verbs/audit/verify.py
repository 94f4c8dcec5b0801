"""`seriesd verify`: prove that the log is whole and untouched, and that a rebuild gives the same figures."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commands.api.decide import Progress
from commands.terminal.common import (
    add_all_companies,
    add_as_known,
    asked_of,
    both_dates,
    ledger_of,
    print_json,
    tables_url,
)
from commands.terminal.progress import progress
from ledger.engine.book import Book
from ledger.log.recorded import CorruptLedgerError, Recorded
from ledger.store.scenarios import Shelf
from projections.audit.rebuild import rebuild
from projections.compare.knowledge import known_then
from projections.render.numbers import entries_in_words

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from ledger.store.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge; everything in it is checked."""
    parser.epilog = "Keep the head that is printed: a log whose head you know cannot be cut short unnoticed."
    add_as_known(parser)
    add_all_companies(parser)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a log: what is wrong with what is stored, and how it differs from itself made anew."""

    company: str
    entries: int
    head: str
    scenarios: int
    faults: list[str]
    rebuilt: int
    different: list[str]
    tables: int | None

    @property
    def intact(self) -> bool:
        return not self.faults and not self.different


def run(options: argparse.Namespace) -> int:
    """Recompute the chain, record the whole log anew in memory, project it anew, and compare."""
    with ledger_of(options, create=False) as ledger:
        try:
            asked = [(one, one.chosen_company()) for one in asked_of(ledger, options)]
        except CorruptLedgerError as error:
            return _without_companies(ledger, options, str(error))
        with progress("verifying") as told:
            found = [_find(one, company, options, told) for one, company in asked]
    intact = all(one.intact for one in found)
    if options.json and options.all_companies:
        print_json({"intact": intact, "companies": {one.company: _json(one) for one in found}})
    elif options.json:
        print_json(_json(found[0]))
    else:
        for one in found:
            _print(one, options)
    return 0 if intact else 1


def _find(ledger: "Ledger", company: str, options: argparse.Namespace, told: Progress) -> _Found:
    known, shelf = options.as_known, Shelf(ledger.store, company)
    log, head, faults = ledger.store.examine(company)
    faults += shelf.check()
    if known is not None and not faults:
        log = known_then(log, known, company)
        head = ledger.store.hash_at(company, len(log)) or head
    log = [] if faults else log
    tables, in_tables, book = (None, [], None) if faults or known else _tables(options, ledger.store, company, log)
    again = rebuild(log, told, book)
    return _Found(
        company=company,
        entries=len(log),
        head=head,
        scenarios=0 if faults else len(shelf.names()),
        faults=faults,
        rebuilt=again.entries,
        different=[*again.differences, *in_tables],
        tables=tables,
    )


def _json(found: _Found) -> dict[str, Any]:
    answer = {"company": found.company, "entries": found.entries, "head": found.head, "intact": found.intact}
    answer |= {"scenarios": found.scenarios, "faults": found.faults, "rebuilt": found.rebuilt}
    answer |= {"differences": found.different}
    return answer | ({} if found.tables is None else {"tables": found.tables})


def _print(found: _Found, options: argparse.Namespace) -> None:
    for sentence in [*found.faults, *found.different]:
        print(sentence)
    if not found.intact:
        return
    entries = entries_in_words(found.entries)
    print(f"{found.company}: {entries}, whole and untouched; recorded anew they give the same figures")
    if found.tables is not None:
        print(f"the reporting tables, at position {found.tables:,}, are what the log projected anew gives")
    print(f"head {found.head}, {both_dates(options)}")
    if found.scenarios:
        print(f"{found.scenarios} scenarios beside it, likewise")


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


def _tables(
    options: argparse.Namespace, store: "Store", company: str, log: Sequence[Recorded]
) -> tuple[int | None, list[str], Book | None]:
    """The position of the reporting tables, where there are any, and how they differ from the log projected anew.

    The log is replayed for them; where they stand at its end, its book is the third.
    """
    from projections.read_model.rows import rows_and_book
    from projections.sql.check import differences, standing_in
    from projections.sql.database import engine_of

    engine = engine_of(tables_url(options))
    standing = standing_in(engine, company)
    if standing is None:
        return None, [], None
    expected, book = rows_and_book(company, log[: standing.position])
    head = store.hash_at(company, standing.position)
    found = differences(engine, company, standing, head, expected)
    return standing.position, found, book if standing.position == len(log) else None
