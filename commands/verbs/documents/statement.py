"""`seriesd statement HOLDER`: what a holder has, what moved it and what is due to it, as a letter."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands.api.ledger import Ledger, today
from commands.errors import UsageError
from commands.terminal.answer import as_document, encoded, give_json, made, put_out, serialized
from commands.terminal.forms import FORMS
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known, add_exact, add_on, day
from commands.terminal.output import colophon_of, is_folder, put_path, write_whole
from commands.terminal.question import ledger_of
from commands.terminal.taken import taken_by
from commands.verbs.documents.letter_files import file_names

if TYPE_CHECKING:
    from projections.documents.statement import Statements
    from projections.render.documents.report import Colophon

_EXAMPLES = """\
examples:
  seriesd statement Fund                                 what Fund has today, and all that moved it
  seriesd statement Fund --on 2006-12-31 --since 2006-01-01 -o fund.pdf     of a year, as a PDF
  seriesd statement Fund --on 2006-12-31 --mailed 2007-01-15                   dated, and addressed, as of its mailing
  seriesd statement --all -o statements/ --format pdf    a PDF for each holder
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """To whom, of which days, and from which state of knowledge."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("holder", metavar="HOLDER", nargs="?", help="to this holder")
    parser.add_argument("--all", action="store_true", help="to everybody who has something, or has something to come")
    add_on(parser)
    parser.add_argument("--since", metavar="DATE", type=day, help="movements from this day on (default: all)")
    parser.add_argument(
        "--mailed", metavar="DATE", type=day, help="the day of mailing: letterhead, address, date of it"
    )
    add_as_known(parser)
    add_exact(parser)


def run(options: argparse.Namespace) -> int:
    """Write the statements out."""
    on = options.on or today()
    _check(options, on)
    with ledger_of(options) as ledger:
        colophon = colophon_of(ledger, on, options.as_known)
        found = _statements(ledger, options, on, colophon)
    if (taken := taken_by(options)) is not None:
        from projections.render.documents.statement import parts

        taken.found, taken.document = [found], lambda: serialized(options, found)
        taken.blocks = lambda: [block for one in found.statements for block in parts(one)]
    if is_folder(options.output) or (options.all and _is_new_folder(options.output)):
        _write_each(found, options, colophon)
    elif options.json:
        give_json(options, serialized(options, found))
    else:
        put_out(options, _document(found, options, colophon))
    return 0


def _check(options: argparse.Namespace, on: date) -> None:
    if (options.holder is None) != options.all:
        raise UsageError("name one holder, or take all with --all")
    if options.since is not None and options.since > on:
        raise UsageError(f"--since {options.since} lies after the day that the statement is of, {on}")
    if options.mailed is not None and options.mailed < on:
        raise UsageError(f"--mailed {options.mailed} lies before the day that the statement is of, {on}")


def _is_new_folder(output: str | None) -> bool:
    """Whether a name for many documents is that of a folder to come: nothing is there, and no suffix says a form."""
    return output is not None and not Path(output).suffix and not Path(output).exists()


def _statements(ledger: Ledger, options: argparse.Namespace, on: date, colophon: "Colophon") -> "Statements":
    from projections.documents.statement import Statements, Told, first_mailing, statements

    names = None if options.all else [options.holder]
    mailed = options.mailed or first_mailing(on, today())
    log = ledger.log(as_known=options.as_known)
    found = statements(log, on, names, Told(options.since, mailed), today=today())
    whole = colophon.ledger_head or None
    return Statements(on, mailed, options.as_known, colophon.head, found, whole)


def _write_each(found: "Statements", options: argparse.Namespace, colophon: "Colophon") -> None:
    """A file for each holder."""
    by_name = {one.holder: found._replace(statements=[one]) for one in found.statements}
    names = file_names(f"statement-{found.on}", list(by_name), FORMS[options.format])
    folder = Path(options.output)
    write_whole({folder / name: encoded(_document(by_name[one], options, colophon)) for one, name in names.items()})
    for name in names.values():
        put_path(folder / name)


def _document(found: "Statements", options: argparse.Namespace, colophon: "Colophon") -> str | bytes:
    """The letters, each with where it comes from at the end of its annex."""
    if options.json:
        return as_document(options, serialized(options, found))
    from projections.render.blocks import Block, Heading, Note
    from projections.render.documents.statement import TITLE, letters

    foot: list[Block] = [Heading("Where this comes from"), *map(Note, colophon.lines())]
    title = f"{TITLE} on {found.on}"
    return made(options, list(letters(found.statements, foot)), [colophon], title, [f"{colophon.company}: {title}"])
