"""How far the reporting tables are."""

from collections.abc import Iterator

from projections.read_model.position import Projected
from projections.render.blocks import Block, Grid, Title


def blocks(answer: Projected) -> Iterator[Block]:
    """Their position, of which companies, and how many rows each has."""
    companies = answer.companies
    of = next(iter(companies)) if len(companies) == 1 else f"{len(companies):,} companies"
    yield Title(f"The reporting tables stand at position {answer.position:,} ({of})")
    rows = [(name, f"{rows:,}", "row" if rows == 1 else "rows") for name, rows in answer.tables.items()]
    yield Grid((), rows, right=(1,))
