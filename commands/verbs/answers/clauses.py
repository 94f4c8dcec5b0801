"""`seriesd clauses`: what the ledger does about each clause of the certificate, and what each moved in a ledger."""

import argparse

from commands.errors import UsageError
from commands.terminal.answer import answer, give, serialized
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known
from commands.terminal.question import both_dates
from projections.certificate.clause_map import Map, clauses_markdown
from projections.render.answers import clauses

_EXAMPLES = """\
examples:
  seriesd clauses                              what is done about each clause; it needs no ledger
  seriesd clauses --moved                      and the steps and entries of a ledger under each
  seriesd clauses --of '4E(3)'                 one of them, in the certificate's words where its text is attached
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Whether of a ledger, which clause, and in which form."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("--moved", action="store_true", help="what each clause moved in the ledger")
    parser.add_argument("--of", metavar="CLAUSE", help="one clause, as it is printed, and all that it moved")
    add_as_known(parser)
    parser.add_argument("--markdown", action="store_true", help="print the page docs/certificate-map.md")


def run(options: argparse.Namespace) -> int:
    """Answer the map."""
    if options.moved or options.of is not None:
        return answer(
            options,
            lambda ledger: ledger.clauses(options.of, as_known=options.as_known),
            lambda found: clauses.moved(found, both_dates(options)),
        )
    if options.as_known is not None:
        raise UsageError("--as-known is of a ledger; ask with --moved, or with --of CLAUSE")
    if options.markdown:
        print(clauses_markdown(), end="")
    else:
        give(options, lambda: serialized(options, Map()), clauses.blocks)
    return 0
