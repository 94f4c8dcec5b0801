"""What the ledger does about each clause of the certificate."""

from collections.abc import Iterator

from projections.certificate.clauses import CLAUSES
from projections.render.blocks import Block, Grid, Title

_COLUMNS = ("clause", "about", "handling", "what the ledger does", "readings", "where")


def blocks() -> Iterator[Block]:
    """A line for each clause, in the order of the document."""
    yield Title("The certificate, clause by clause")
    yield Grid(_COLUMNS, [
        (one.printed, one.about, one.handling, one.does, " ".join(one.readings), "\n".join(one.where))
        for one in CLAUSES
    ])  # fmt: skip
