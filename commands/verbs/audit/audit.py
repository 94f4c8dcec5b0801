"""`seriesd audit CLAIMS`: claimed prices and recorded deliveries beside the computed ones."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commands.api.ledger import Ledger
from commands.errors import UnableError, UsageError
from commands.reading.claims import VOCABULARY, Claims, claims_of
from commands.reading.limits import MOST_ROWS
from commands.terminal.answer import answer, put_out
from commands.terminal.columns import Mapping as Columns
from commands.terminal.columns import add_column
from commands.terminal.forms import FORMS, MORE_FORMS
from commands.terminal.options import add_as_known, add_exact
from commands.terminal.output import colophon_of
from commands.terminal.progress import progress
from commands.terminal.question import both_dates, ledger_of
from commands.terminal.taken import taken_by
from projections.answers.warnings import Note
from projections.audit.audit import Audit, Claim
from projections.render.answers.audit import audit

if TYPE_CHECKING:
    from projections.render.blocks import Block
    from projections.render.documents.report import Colophon

Notes = Mapping[int, str]
"""What a reviewer notes, by the rows of the claims."""

_MOST_PLACES = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Which claims, and how exactly."""
    parser.epilog = (
        "CLAIMS has the columns date, price and, if wanted, common_per_share and source; they may stand under a title, "
        "and with other names by --column. Of a workbook the sheet is read that is shown and has them. A claim is "
        "exact, as stated (the price rounded half up, or cut off, to the decimal places that the claim is written "
        "with), or wrong. Exit code 1: a claim is wrong, or a delivery that "
        "somebody stated, or a price in a notice, differs from what the record gives."
    )
    parser.add_argument(
        "claims",
        metavar="CLAIMS",
        nargs="?",
        help="a file of claimed prices (.csv, .tsv, .xlsx); - is standard input; absent: only what the ledger itself "
        "holds",
    )
    parser.add_argument(
        "--places", metavar="N", type=_places, help="round both to N decimal places first (default: none are rounded)"
    )
    parser.add_argument("--strict", action="store_true", help="only what is exact agrees, not what is as stated")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=[*FORMS, *MORE_FORMS["audit"]],
        default=argparse.SUPPRESS,
        help=f"{', '.join([*FORMS, *MORE_FORMS['audit']])} (default: by the suffix of FILE, else text); pdf and xlsx "
        "are the working paper",
    )
    add_column(parser)
    parser.add_argument(
        "--header-row",
        metavar="N",
        type=_row,
        help="the row of CLAIMS that names the columns (default: it is found); 0: none does, and --column has their "
        "letters, like --column price=B",
    )
    parser.add_argument(
        "--note",
        dest="reviewed",
        metavar="ROW=TEXT",
        type=_reviewed,
        action="append",
        default=[],
        help="what a reviewer notes of the claim in this row: it stands in the working paper (may be repeated)",
    )
    parser.add_argument(
        "--differing", action="store_true", help="without CLAIMS: show of deliveries and notices only what disagrees"
    )
    parser.add_argument("--most", metavar="N", type=_row, help="refuse a file with more than N claims")
    add_as_known(parser)
    add_exact(parser)


def _places(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_PLACES:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of decimal places from 0 to {_MOST_PLACES}")
    return int(text)


def _row(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text[:8]) > MOST_ROWS:
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is not a number from 0 to {MOST_ROWS:,}")
    return int(text)


def _reviewed(text: str) -> tuple[int, str]:
    row, found, note = text.partition("=")
    if not found:
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is not ROW=TEXT, such as 4='the agent was asked'")
    return _row(row.strip()), note.strip()


def run(options: argparse.Namespace) -> int:
    """Compare; 1 when anything disagrees. Raises `UsageError` for a note of a row that has no claim."""
    if options.differing and options.claims is not None:
        raise UsageError("--differing is of what the record itself holds; leave CLAIMS out")
    mapping = Columns.of(options, VOCABULARY)
    read = Claims([], [], []) if options.claims is None else claims_of(options.claims, mapping.mapped, options.most)
    notes = _notes_of(read.claims, options.reviewed)

    record: list[str] = []

    def compared(ledger: Ledger) -> Audit:
        company, _, head = ledger.known(as_known=options.as_known)
        record[:] = [f"{company}; head of the log {head}."]
        with progress("comparing"):
            found = ledger.audit(read.claims, places=options.places, strict=options.strict, as_known=options.as_known)
        if taken_by(options) is None:  # who asks inside the program only reads, and leaves nothing beside the ledger
            mapping.remember(read.columns)
        return replace(found, notes=(*(found.notes or ()), *map(Note, read.notes))) if read.notes else found

    if options.format in _PAPERS:
        return _on_paper(options, compared, notes)
    return answer(
        options,
        compared,
        lambda found: _blocks(found, options, "".join(record)),
        agrees=lambda found: found.agrees,
    )


def _blocks(found: Audit, options: argparse.Namespace, record: str) -> "Iterator[Block]":
    if options.differing:
        return audit.differing(found, both_dates(options))
    return audit.blocks(found, both_dates(options), record)


def _notes_of(claims: Sequence[Claim], reviewed: Sequence[tuple[int, str]]) -> Notes:
    """The notes by their rows; several of one row stand in lines."""
    notes: dict[int, str] = {}
    rows = {one.row for one in claims}
    for row, note in reviewed:
        if row not in rows:
            raise UsageError(
                f"--note: no claim stands in row {row}; a note is of the row that its claim has in the file"
            )
        notes[row] = "\n".join(filter(None, (notes.get(row), note)))
    return notes


def _on_paper(options: argparse.Namespace, compared: Callable[[Ledger], Audit], notes: Notes) -> int:
    """The working paper, as a PDF or as a workbook."""
    file = "standard input" if options.claims == "-" else Path(options.claims or "").name
    with ledger_of(options) as ledger:
        found = compared(ledger)
        colophon = colophon_of(ledger, None, options.as_known)
    put_out(options, _PAPERS[options.format](found, colophon, file, notes))
    return 0 if found.agrees else 1


def _as_pdf(found: Audit, colophon: "Colophon", file: str, notes: Notes) -> bytes:
    from projections.render.answers.audit import working_paper
    from projections.render.documents.report import report
    from projections.render.pdf import as_pdf

    return as_pdf(report(working_paper.TITLE, working_paper.blocks(found, colophon, file, notes), colophon))


def _as_workbook(found: Audit, colophon: "Colophon", file: str, notes: Notes) -> bytes:
    from commands.exports.audit_workbook import working_paper

    try:
        return working_paper(found, colophon, file, notes)
    except ModuleNotFoundError as error:
        said = f"a workbook needs {error.name}, which is not installed: pip install 'seriesd[xlsx]', or write .pdf"
        raise UnableError(said) from None


_PAPERS: "Mapping[str, Callable[[Audit, Colophon, str, Notes], bytes]]" = {"pdf": _as_pdf, "xlsx": _as_workbook}
"""The forms in which an audit is a working paper."""
