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
from ledger.log.recorded import CorruptLedgerError, Recorded
from ledger.store.scenarios import Shelf
from projections.answers.flags import warned
from projections.answers.reliance.edition import read_otherwise
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
    parser.epilog = "Keep the head that is printed: a log whose head you know cannot be cut short unnoticed."
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
                found = [_find(one, company, options, told) for one, company in asked]
            sound = zip(asked, found, strict=True)
            feet = [foot for (one, _), it in sound if not it.faults for foot in colophons(one, options)]
    give(options, lambda: serialized(options, _answer(found, options)), lambda: _blocks(found, options), feet)
    return 0 if all(one.intact for one in found) else 1


def _find(ledger: "Ledger", company: str, options: argparse.Namespace, told: Progress) -> Verified:
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
    )


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
