"""`seriesd record FILE…`: append the entries of journals."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commands.errors import UsageError
from commands.journal import Journal, Line, read_journals
from commands.journal.tabular import vocabulary
from commands.letting_go import letting_go
from commands.terminal.answer import colophons, give, streamed
from commands.terminal.columns import Mapping, add_column
from commands.terminal.confirm import can_ask, is_confirmed
from commands.terminal.forms import FORMS
from commands.terminal.options import add_seen, add_writer
from commands.terminal.progress import progress
from commands.terminal.question import ledger_of
from commands.terminal.streams import say_beside
from commands.verbs.record.proposing import check_alone, propose
from commands.verbs.record.tables_beside import beside, keep_snapshot
from ledger.refusals import Flag, Refusal
from projections.answers.flags import flag_says
from projections.answers.package import PackageRead
from projections.compare.recording import RecordResult
from projections.render.answers.record import recording
from projections.render.json.recording import recording as for_a_program

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from projections.render.documents.report import Colophon

_READ = ("yaml", "json", "jsonl", "csv", "tsv", "xlsx", "ocf")


class _Format(argparse.Action):
    """--format says what is read, or how the answer is written."""

    def __call__(self, _: object, options: argparse.Namespace, value: Any, __: str | None = None) -> None:
        """Take it for what it is."""
        setattr(options, "read_as" if value in _READ else "format", value)


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the files, and whether they are recorded."""
    configure_files(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be recorded and write nothing, as check")
    parser.add_argument("--yes", action="store_true", help="record it without being asked, whatever is noted")
    parser.add_argument("--propose", action="store_true", help="propose it, for somebody else to approve")
    parser.add_argument(
        "--batch",
        metavar="KEY",
        help="the key of this batch: the same entries with the same key again are recorded already, also without ids",
    )
    add_seen(parser)
    add_writer(parser)
    parser.add_argument("--project", action="store_true", help="bring the reporting tables up to date as well")


def configure_files(parser: argparse.ArgumentParser) -> None:
    """Name the files."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="a journal (.yaml, .json, .jsonl, .csv, .tsv, .xlsx); - is standard input",
    )
    parser.add_argument(
        "--format",
        action=_Format,
        metavar="FORMAT",
        choices=[*_READ, *(form for form in FORMS if form != "json")],
        default=argparse.SUPPRESS,
        help="of standard input (yaml, json, jsonl (default), csv, tsv, xlsx); ocf: FILE is an Open Cap Format "
        "package, a folder or a .zip file; or of the answer (text, markdown, html, pdf, docx; JSON with --json); may "
        "be given for each",
    )
    parser.set_defaults(read_as=None)
    parser.add_argument("--quiet", action="store_true", help="leave out the sentences about the entries")
    parser.add_argument(
        "--new-company",
        action="store_true",
        help="begin a further company in a ledger that has one; without it a name that is not known is refused",
    )
    add_column(parser)
    parser.add_argument("--series", metavar="NAME", help="with --format ocf: the stock class that the ledger is about")


def run(options: argparse.Namespace) -> int:
    """Record, all or nothing; or only say what that would do, or propose it."""
    if options.propose:
        check_alone(options)
        journal = _journal(options, Mapping.of(options, vocabulary()))
        return propose(options, journal.lines, journal.notes)
    return record(options, write=not options.dry_run)


def record(options: argparse.Namespace, *, write: bool) -> int:
    """Record the files of the options, or say what recording them would do."""
    if options.read_as == "ocf":
        return _record_package(options, write=write)
    if options.series is not None:
        raise UsageError("--series goes with --format ocf")
    mapping = Mapping.of(options, vocabulary())
    journal = _journal(options, mapping)
    found = _recorded(options, journal.lines, journal.notes, write=write)
    if found is None:
        return 1
    result, feet = found
    if write:
        mapping.remember(column for table in journal.tables for column in table.columns.values())
    _answer(options, result, feet, write=write)
    return 0


def _journal(options: argparse.Namespace, mapping: Mapping) -> Journal:
    """What the files say; while somebody types, no bar moves."""
    with nullcontext() if "-" in options.files else progress("reading"):
        return read_journals(options.files, format=options.read_as, mapped=mapping.mapped)


def _record_package(options: argparse.Namespace, *, write: bool) -> int:
    """Record a package of the Open Cap Format; what it says of prices is compared with what its entries give."""
    from commands.ocf import read_package, reconciled

    if options.columns:
        raise UsageError("--column names columns of tables (.csv, .tsv, .xlsx), and a package has none")
    if len(options.files) != 1:
        raise UsageError("one package at a time: it is about one company")
    imported = read_package(options.files[0], series=options.series)
    found = _recorded(options, imported.lines, imported.notes, write=write)
    if found is None:
        return 1
    result, feet = found
    apart, balances = reconciled(imported)
    flags = [*result.flags, *apart]
    package = PackageRead(balances, imported.not_used)
    _answer(options, replace(result, flags=flags, package=package), feet, write=write)
    return 0


def _recorded(
    options: argparse.Namespace, lines: list[Line], notes: Sequence[Flag], *, write: bool
) -> "tuple[RecordResult, Sequence[Colophon]] | None":
    """What came of it, or would; None where somebody was asked, and said no: then nothing is written.

    `notes` are what is to be said of the files: whoever is asked is told it before.
    """
    from commands.api.companies import company_meant

    asks = write and not options.yes and options.format == "text" and options.output is None and can_ask()
    with ledger_of(options, create=True) as ledger:  # nothing is made before the first append
        asked_about: list[RecordResult] = []

        def approve(found: RecordResult) -> bool:
            asked_about[:] = [] if _needs_no_question(_with_notes(found, notes)) else [found]
            return not asked_about

        result = _judged(ledger, options, lines, write=write, approve=approve if asks else None)
        if asked_about:
            _answer(options, _with_notes(asked_about[0], notes), (), write=False)
            if not is_confirmed("Is this what is meant, and shall it be recorded?"):
                say_beside("nothing is recorded", options)
                return None
            result = _judged(ledger, options, lines, write=write)
        if write:
            result = replace(result, **beside(options, ledger, result.company, wanted=options.project)._asdict())
            keep_snapshot(options, ledger, result.company, result.book)
        known = ledger.store.companies()
        is_clear = len(known) == 1 if options.company is None else company_meant(options.company, known) is not None
        return _with_notes(result, notes), colophons(ledger, options) if is_clear else []


def _with_notes(result: RecordResult, notes: Sequence[Flag]) -> RecordResult:
    return replace(result, flags=[*result.flags, *notes])


def _judged(
    ledger: "Ledger",
    options: argparse.Namespace,
    lines: list[Line],
    *,
    write: bool,
    approve: "Callable[[RecordResult], bool] | None" = None,
) -> "RecordResult":
    """Record the entries of these lines; a refusal names the line. While somebody is asked, no bar moves."""
    entries = (line.entry for line in lines)
    try:
        with progress("recording") as told:
            return ledger.record(
                entries,
                write=write,
                new_company=options.new_company,
                told=letting_go(told),
                approve=approve,
                batch=getattr(options, "batch", None),
                seen=getattr(options, "seen", None),
            )
    except Refusal as refusal:
        raise refusal.of(None, *_place_of(refusal, lines)) from None


def _needs_no_question(result: "RecordResult") -> bool:
    """Whether nothing is noted of the entries that is seldom meant."""
    from projections.compare.second_look.look import is_seldom_meant

    return not any(map(is_seldom_meant, result.flags))


def _answer(options: argparse.Namespace, result: RecordResult, feet: "Sequence[Colophon]", *, write: bool) -> None:
    """Give the answer out. What is printed for a person is a line or two; notes go to standard error beside it."""
    spoken = options.format == "text" and options.output is None
    give(
        options,
        lambda: streamed(options, for_a_program(result, quiet=options.quiet)),
        lambda: recording.blocks(result, written=write, quiet=options.quiet, with_notes=not spoken),
        feet,
        found=result,
    )
    for one in result.warnings if spoken else []:
        say_beside(f"note: {flag_says(one.flag)}", options)


def _place_of(refusal: Refusal, lines: list[Line]) -> tuple[int, str] | tuple[()]:
    """The line and the file of the entry at fault, where it is one of those given."""
    return () if refusal.index is None else (lines[refusal.index].number, lines[refusal.index].file)
