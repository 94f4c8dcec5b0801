"""`seriesd verify`: prove that the log is whole and untouched, and that a rebuild gives the same figures."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commands.api.decide import Progress
from commands.terminal.answer import colophons, give, serialized
from commands.terminal.options import add_all_companies, add_as_known
from commands.terminal.progress import progress
from commands.terminal.question import asked_of, both_dates, ledger_of, tables_url
from ledger.engine.book import Book
from ledger.log.documents import hashes_named
from ledger.log.recorded import CorruptLedgerError, Recorded
from ledger.store.documents import DocumentFolder
from ledger.store.scenarios import Shelf
from projections.answers.flags import warned
from projections.answers.reliance.edition import read_otherwise
from projections.audit.documents import Checked, checked
from projections.audit.rebuild import rebuild
from projections.audit.verification import AllVerified, Verified
from projections.compare.knowledge import known_then
from projections.render.answers.audit import verify

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from ledger.store.store import Store
    from projections.render.blocks import Block


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge; everything in it is checked."""
    parser.epilog = (
        "Keep the head that is printed: a log whose head you know cannot be cut short unnoticed. Every attached file "
        "is held against its hash; where one is missing or altered the exit code is 1, though the log itself is whole."
    )
    add_as_known(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Recompute the chain, record the whole log anew in memory, project it anew, and compare."""
    with ledger_of(options, create=False) as ledger:
        try:
            asked = [(one, one.chosen_company()) for one in asked_of(ledger, options)]
        except CorruptLedgerError as error:
            found, feet = [_without_companies(ledger, options, str(error))], []
        else:
            with progress("verifying") as told:
                # the folder is that of all companies: what no entry names is said once
                others = [_unreferenced(ledger), *([] for _ in asked[1:])]
                found = [
                    _find(one, company, options, told, stray)
                    for (one, company), stray in zip(asked, others, strict=True)
                ]
            sound = zip(asked, found, strict=True)
            feet = [foot for (one, _), it in sound if not it.faults for foot in colophons(one, options)]
    give(options, lambda: serialized(options, _answer(found, options)), lambda: _blocks(found, options), feet)
    return 0 if all(one.is_proved for one in found) else 1


def _find(
    ledger: "Ledger", company: str, options: argparse.Namespace, told: Progress, in_folder: Sequence[str]
) -> Verified:
    known, shelf = options.as_known, Shelf(ledger.store, company)
    log, head, faults = ledger.store.examine(company)
    faults += shelf.check()
    if known is not None and not faults:
        log = known_then(log, known, company)
        head = (ledger.store.hash_at(company, log[-1].position) if log else None) or head
    log = [] if faults else log
    tables, in_tables, book = (None, [], None) if faults or known else _tables(options, ledger.store, company, log)
    again = rebuild(log, told, book)
    return Verified(
        company=company,
        entries=len(log),
        head=head,
        scenarios=0 if faults else len(shelf.names()),
        faults=faults,
        rebuilt=again.entries,
        different=[*again.differences, *in_tables],
        tables=tables,
        behind=(len(log) - tables or None) if tables is not None else None,
        kept=again.kept or None,
        read_otherwise=read_otherwise(log) or None,
        warnings=[warned(flag) for flag in again.balances] or None,
        documents=None if faults else _documents(ledger, log, in_folder),
    )


def _documents(ledger: "Ledger", log: Sequence[Recorded], others: Sequence[str]) -> Checked | None:
    """The files attached to entries, held against their hashes; nothing where there are none."""
    folder = None if ledger.folder is None else DocumentFolder(ledger.folder)
    found = checked(log, folder, others)
    return found if found.attached or found.unreferenced else None


def _unreferenced(ledger: "Ledger") -> list[str]:
    """The files in the folder of documents that no entry of any company names."""
    if ledger.folder is None or not ledger.folder.exists():
        return []
    named = {one for name in ledger.store.companies() for one in hashes_named(ledger.store.examine(name).log)}
    return DocumentFolder(ledger.folder).others(named)


def _without_companies(ledger: "Ledger", options: argparse.Namespace, fault: str) -> Verified:
    """Say what is wrong where the list of companies cannot be read; the log of a company that is named is checked."""
    if options.company is not None:
        return Verified(company=options.company, faults=ledger.store.check(options.company))
    advice = "--company NAME checks the log of a company that you know to be in the ledger"
    return Verified(company=None, faults=[fault], advice=[advice])


def _answer(found: Sequence[Verified], options: argparse.Namespace) -> Verified | AllVerified:
    if options.all_companies and found[0].company is not None:
        return AllVerified(all(one.intact for one in found), {one.company or "": one for one in found})
    return found[0]


def _blocks(found: Sequence[Verified], options: argparse.Namespace) -> "Iterator[Block]":
    return (block for one in found for block in verify.blocks(one, both_dates(options)))


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
    if standing is None or not standing.position:
        return standing and standing.position, [], None
    expected, book = rows_and_book(company, log[: standing.position])
    head = store.hash_at(company, standing.position)
    found = differences(engine, company, standing, head, expected)
    return standing.position, found, book if standing.position == len(log) else None
