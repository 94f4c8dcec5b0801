"""`seriesd statement HOLDER`: what a holder has, what moved it and what is due to it, as a letter."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands.api.ledger import Ledger, today
from commands.errors import UsageError
from commands.terminal.answer import encoded, give, made, serialized
from commands.terminal.forms import FORMS
from commands.terminal.options import add_as_known, add_exact, add_on, day
from commands.terminal.output import colophon_of, is_folder, write_whole
from commands.terminal.question import ledger_of
from commands.verbs.documents.notice import file_names

if TYPE_CHECKING:
    from projections.documents.statement import Statement, Statements
    from projections.render.blocks import Block
    from projections.render.documents.report import Colophon

_EXAMPLES = """\
examples:
  seriesd statement Fund                                 what Fund has today, and all that moved it
  seriesd statement Fund --on 2006-12-31 --since 2006-01-01 -o fund.pdf     of a year, as a PDF
  seriesd statement --all -o statements/ --format pdf    a PDF for each holder
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """To whom, of which days, and from which state of knowledge."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("holder", metavar="HOLDER", nargs="?", help="to this holder")
    parser.add_argument("--all", action="store_true", help="to everybody who has something, or has something to come")
    add_on(parser)
    parser.add_argument("--since", metavar="DATE", type=day, help="movements from this day on (default: all)")
    add_as_known(parser)
    add_exact(parser)


def run(options: argparse.Namespace) -> int:
    """Write the statements out."""
    on = options.on or today()
    _check(options, on)
    with ledger_of(options) as ledger:
        colophon = colophon_of(ledger, on, options.as_known)
        found = _statements(ledger, options, on, colophon.head)
    if is_folder(options.output):
        _write_each(found, options, colophon)
    else:
        give(
            options,
            lambda: serialized(options, found),
            lambda: _letters(found.statements, options, colophon),
            [colophon],
        )
    return 0


def _check(options: argparse.Namespace, on: date) -> None:
    if (options.holder is None) != options.all:
        raise UsageError("name one holder, or take all with --all")
    if options.since is not None and options.since > on:
        raise UsageError(f"--since {options.since} lies after the day that the statement is of, {on}")


def _statements(ledger: Ledger, options: argparse.Namespace, on: date, head: str) -> "Statements":
    from projections.documents.statement import Statements, statements

    names = None if options.all else [options.holder]
    found = statements(ledger.log(as_known=options.as_known), on, names, since=options.since, today=today())
    return Statements(on, options.as_known, head, found)


def _letters(found: "Sequence[Statement]", options: argparse.Namespace, colophon: "Colophon") -> "list[Block]":
    """The letters with where they come from at their end, in the forms that have no foot."""
    from projections.render.blocks import Paragraph, Space
    from projections.render.documents.statement import letters

    written = list(letters(found))
    if options.format not in ("html", "pdf"):
        written += [Space(), *map(Paragraph, colophon.lines())]
    return written


def _write_each(found: "Statements", options: argparse.Namespace, colophon: "Colophon") -> None:
    """A file for each holder."""
    by_name = {one.holder: one for one in found.statements}
    names = file_names(f"statement-{found.on}", list(by_name), FORMS[options.format])
    folder = Path(options.output)
    write_whole({folder / name: _document(found, by_name[one], options, colophon) for one, name in names.items()})
    for name in names.values():
        print(folder / name)


def _document(found: "Statements", one: "Statement", options: argparse.Namespace, colophon: "Colophon") -> bytes:
    if options.format == "json":
        from commands.terminal.answer import as_document

        return encoded(as_document(options, serialized(options, found._replace(statements=[one]))))
    return encoded(made(options, _letters([one], options, colophon), [colophon]))
