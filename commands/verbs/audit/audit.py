"""`seriesd audit CLAIMS`: claimed prices and recorded deliveries beside the computed ones."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commands.api.ledger import Ledger
from commands.errors import UnableError
from commands.reading.claims import VOCABULARY, Claims, claims_of
from commands.terminal.answer import answer, put_out
from commands.terminal.columns import Mapping as Columns
from commands.terminal.columns import add_column
from commands.terminal.forms import FORMS, MORE_FORMS
from commands.terminal.options import add_as_known, add_exact
from commands.terminal.output import colophon_of
from commands.terminal.progress import progress
from commands.terminal.question import both_dates, ledger_of
from projections.answers.warnings import Note
from projections.audit.audit import Audit
from projections.render.answers.audit import audit

if TYPE_CHECKING:
    from projections.render.documents.report import Colophon

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
    add_as_known(parser)
    add_exact(parser)


def _places(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_PLACES:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of decimal places from 0 to {_MOST_PLACES}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Compare; 1 when anything disagrees."""
    mapping = Columns.of(options, VOCABULARY)
    read = Claims([], [], []) if options.claims is None else claims_of(options.claims, mapping.mapped)

    record: list[str] = []

    def compared(ledger: Ledger) -> Audit:
        company, _, head = ledger.known(as_known=options.as_known)
        record[:] = [f"{company}; head of the log {head}."]
        with progress("comparing"):
            found = ledger.audit(read.claims, places=options.places, strict=options.strict, as_known=options.as_known)
        mapping.remember(read.columns)
        return replace(found, notes=(*(found.notes or ()), *map(Note, read.notes))) if read.notes else found

    if options.format in _PAPERS:
        return _on_paper(options, compared)
    return answer(
        options,
        compared,
        lambda found: audit.blocks(found, both_dates(options), "".join(record)),
        agrees=lambda found: found.agrees,
    )


def _on_paper(options: argparse.Namespace, compared: Callable[[Ledger], Audit]) -> int:
    """The working paper, as a PDF or as a workbook."""
    file = "standard input" if options.claims == "-" else Path(options.claims or "").name
    with ledger_of(options) as ledger:
        found = compared(ledger)
        colophon = colophon_of(ledger, None, options.as_known)
    put_out(options, _PAPERS[options.format](found, colophon, file))
    return 0 if found.agrees else 1


def _as_pdf(found: Audit, colophon: "Colophon", file: str) -> bytes:
    from projections.render.answers.audit import working_paper
    from projections.render.documents.report import report
    from projections.render.pdf import as_pdf

    return as_pdf(report(working_paper.TITLE, working_paper.blocks(found, colophon, file), colophon))


def _as_workbook(found: Audit, colophon: "Colophon", file: str) -> bytes:
    from commands.exports.audit_workbook import working_paper

    try:
        return working_paper(found, colophon, file)
    except ModuleNotFoundError as error:
        said = f"a workbook needs {error.name}, which is not installed: pip install 'seriesd[xlsx]', or write .pdf"
        raise UnableError(said) from None


_PAPERS: "Mapping[str, Callable[[Audit, Colophon, str], bytes]]" = {"pdf": _as_pdf, "xlsx": _as_workbook}
"""The forms in which an audit is a working paper."""
