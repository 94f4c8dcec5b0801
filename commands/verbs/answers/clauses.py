"""`seriesd clauses`: what the ledger does about each clause of the certificate. It needs no ledger."""

import argparse

from commands.terminal.common import console, print_json
from projections.certificate.clause_map import clauses_json, clauses_markdown
from projections.certificate.clauses import CLAUSES


def configure(parser: argparse.ArgumentParser) -> None:
    """In which form."""
    parser.add_argument("--markdown", action="store_true", help="print the page docs/certificate-map.md")


def run(options: argparse.Namespace) -> int:
    """Answer the map."""
    if options.json:
        print_json(clauses_json())
    elif options.markdown:
        print(clauses_markdown(), end="")
    else:
        _print()
    return 0


def _print() -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("clause", "about", "handling", "what the ledger does", "readings", "where"):
        table.add_column(name, overflow="fold")
    for one in CLAUSES:
        table.add_row(one.printed, one.about, one.handling, one.does, " ".join(one.readings), "\n".join(one.where))
    console().print(table)
