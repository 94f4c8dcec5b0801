"""`seriesd verify`: prove that the log is whole and untouched, and that a rebuild gives the same figures."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from commands.api.decide import Progress
from commands.terminal.answer import colophons, give, serialized
from commands.terminal.options import add_all_companies, add_as_known, option
from commands.terminal.progress import progress
from commands.terminal.question import asked_of, both_dates, ledger_of, tables_url
from commands.verbs.audit.verified_store import found_or_later, read_head, store_read
from ledger.log.documents import hashes_named
from ledger.log.moments import doubtful_moments
from ledger.log.recorded import CorruptLedgerError, Recorded
from ledger.log.seals import LaterFormatError
from ledger.log.streams import stream_of
from ledger.store.documents import DocumentFolder
from ledger.store.proposals import Tray
from ledger.store.scenarios import Shelf
from projections.answers.flags import warned
from projections.answers.reliance.edition import read_otherwise
from projections.audit.documents import Checked, checked
from projections.audit.rebuild import rebuild
from projections.audit.verification import AllVerified, Doubted, StoreVerified, Verified
from projections.compare.knowledge import known_then
from projections.render.answers.audit import verify

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from ledger.store.store import Store
    from projections.render.blocks import Block
    from projections.sql.checks.held import Held


def configure(parser: argparse.ArgumentParser) -> None:
    """From which state of knowledge; everything in it is checked."""
    parser.epilog = (
        "Everything in the ledger is held against its recordings, also that of other companies. Keep the head that is "
        "printed, and give it with --head later: a log whose head you know cannot be cut short unnoticed. Every "
        "attached file is held against its hash; where one is missing or altered the exit code is 1, though the log "
        "itself is whole."
    )
    add_as_known(parser)
    add_all_companies(parser)
    parser.add_argument("--all", dest="all_companies", action="store_true", help="the same as --all-companies")
    parser.add_argument(
        "--head",
        dest="heads",
        metavar="HEAD",
        action="append",
        type=option(read_head),
        default=[],
        help="a head that was kept elsewhere, of a log or of the whole ledger, or the file of a seal: it must be found "
        "here, and of a seal the log of each company (may be repeated)",
    )


def run(options: argparse.Namespace) -> int:
    """Recompute the chain, record the whole log anew in memory, project it anew, and compare."""
    with ledger_of(options, create=False) as ledger:
        try:  # before all is read: what others begin meanwhile is no part of it
            asked, unknown = [(one, one.chosen_company()) for one in asked_of(ledger, options)], None
        except CorruptLedgerError as error:
            asked, unknown = [], str(error)
        store, ends = store_read(ledger.store, options.heads, options.as_known)
        if unknown is not None:
            found, feet = [_without_companies(ledger, options, unknown)], []
        else:
            with progress("verifying") as told:
                # the folder is that of all companies: what no entry names is said once
                others = [_unreferenced(ledger), *(None for _ in asked[1:])]
                found = [
                    found_or_later(store, company, partial(_find, one, company, options, told, _Within(stray, ends)))
                    for (one, company), stray in zip(asked, others, strict=True)
                ]
            sound = list(zip(asked, found, strict=True))
            feet = [foot for (one, _), it in sound if not it.faults for foot in colophons(one, options)]
    if not _is_of_all(found, options):
        found = [replace(one, store=store) for one in found]
    give(
        options,
        lambda: serialized(options, _answer(found, store, options)),
        lambda: _blocks(found, store, options),
        feet,
    )
    return 0 if all(one.is_proved for one in found) and not store.faults else 1


class _Within(NamedTuple):
    """What a company is looked at with: the files that no entry names, said with the first one, and the streams."""

    in_folder: Sequence[str] | None
    ends: Mapping[str, int]
    """Where each stream ended when the whole ledger was read."""


def _find(ledger: "Ledger", company: str, options: argparse.Namespace, told: Progress, within: _Within) -> Verified:
    """What was found of a company up to where its log ended; with the files in the folder also of what all share."""
    in_folder, end = within.in_folder, within.ends.get(stream_of(company))
    known, shelf = options.as_known, Shelf(ledger.store, company)
    log, head, faults = ledger.store.examine(company)
    faults += [*shelf.check(), *Tray(ledger.store, company).check()]
    if end is not None and end < len(log) and not faults:  # somebody recorded after the whole was read
        log, head = log[:end], ledger.store.hash_at(company, end) or head
    if known is not None and not faults:
        log = known_then(log, known, company)
        head = (ledger.store.hash_at(company, log[-1].position) if log else None) or head
    log = [] if faults else log
    shared = in_folder is not None
    held = None if faults or known else _tables(options, ledger.store, company, log, shared=shared)
    snapshot = [] if faults or known else _snapshot(options, ledger.store, company, log)
    tables = None if held is None else held.position
    again = rebuild(log, told, held and held.book)
    return Verified(
        company=company,
        entries=len(log),
        head=head,
        scenarios=0 if faults else len(shelf.names()),
        faults=faults,
        rebuilt=again.entries,
        different=[*again.differences, *(held.faults if held else ()), *snapshot],
        tables=tables,
        behind=(max(len(log) - tables, 0) or None) if tables is not None else None,
        kept=again.kept or None,
        read_otherwise=read_otherwise(log) or None,
        warnings=[warned(flag) for flag in again.balances] or None,
        documents=None if faults else _documents(ledger, log, in_folder or ()),
        doubted=[Doubted(*one) for one in doubtful_moments(log, ledger.clock())] or None,
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
    try:
        named = {one for name in ledger.store.companies() for one in hashes_named(ledger.store.examine(name).log)}
    except LaterFormatError:
        return []  # what a later version names is not known
    return DocumentFolder(ledger.folder).others(named)


def _without_companies(ledger: "Ledger", options: argparse.Namespace, fault: str) -> Verified:
    """Say what is wrong where the list of companies cannot be read; the log of a company that is named is checked."""
    if options.company is not None:
        return Verified(company=options.company, faults=ledger.store.check(options.company))
    advice = "--company NAME checks the log of a company that you know to be in the ledger"
    return Verified(company=None, faults=[fault], advice=[advice])


def _is_of_all(found: Sequence[Verified], options: argparse.Namespace) -> bool:
    """Whether it is an answer about all companies; one where not even they are known is not."""
    return bool(options.all_companies and found[0].company is not None)


def _answer(found: Sequence[Verified], store: StoreVerified, options: argparse.Namespace) -> Verified | AllVerified:
    if not _is_of_all(found, options):
        return found[0]
    intact = all(one.intact for one in found) and not store.faults
    return AllVerified(intact, {one.company or "": one for one in found}, store)


def _blocks(found: Sequence[Verified], store: StoreVerified, options: argparse.Namespace) -> "Iterator[Block]":
    yield from (block for one in found for block in verify.blocks(one, both_dates(options)))
    if _is_of_all(found, options):
        yield from verify.of_store(store)


def _tables(
    options: argparse.Namespace, store: "Store", company: str, log: Sequence[Recorded], *, shared: bool
) -> "Held":
    """The reporting tables, where there are any, held against the log; once also what all companies share in them."""
    from projections.sql.checks.held import held_against
    from projections.sql.database import engine_of

    return held_against(engine_of(tables_url(options)), store, company, log, shared=shared)


def _snapshot(options: argparse.Namespace, store: "Store", company: str, log: Sequence[Recorded]) -> list[str]:
    """What is wrong with the snapshot of a company, where there is one."""
    from projections.render.json.serialize import as_json
    from projections.sql.database import engine_of
    from projections.sql.snapshots.kept import faults

    return [*faults(store, engine_of(tables_url(options)), company, log, as_json)]
