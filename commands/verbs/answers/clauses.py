"""`seriesd clauses`: what the ledger does about each clause of the certificate. It needs no ledger."""

import argparse

from commands.terminal.answer import give, serialized
from projections.certificate.clause_map import Map, clauses_markdown
from projections.render.answers import clauses


def configure(parser: argparse.ArgumentParser) -> None:
    """In which form."""
    parser.add_argument("--markdown", action="store_true", help="print the page docs/certificate-map.md")


def run(options: argparse.Namespace) -> int:
    """Answer the map."""
    if options.markdown:
        print(clauses_markdown(), end="")
    else:
        give(options, lambda: serialized(options, Map()), clauses.blocks)
    return 0
