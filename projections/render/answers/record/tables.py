"""How far the reporting tables are."""

from collections.abc import Iterator

from projections.read_model.position import Projected
from projections.render.blocks import Block, Grid, Note, Title
from projections.render.marks.marked import Toned
from projections.render.numbers import entries_in_words


def blocks(answer: Projected) -> Iterator[Block]:
    """Their position, of which companies, and how many rows each has."""
    companies = answer.companies
    of = next(iter(companies)) if len(companies) == 1 else f"{len(companies):,} companies"
    yield Title(f"The reporting tables stand at position {answer.position:,} ({of})")
    yield from (Note(Toned.of(f"mended: {one}", "heed")) for one in answer.mended or ())
    rows = [(name, f"{rows:,}", "row" if rows == 1 else "rows") for name, rows in answer.tables.items()]
    yield Grid((), rows, right=(1,))


def behind(position: int | None, entries: int | None) -> Iterator[Note]:
    """What is said behind a recording of the tables, where there are any: how far they are behind the log now."""
    if entries:
        far = entries_in_words(entries)
        yield Note(f"The reporting tables are {far} behind; `seriesd project` brings them up to date.")
    elif position is not None:
        yield Note(f"The reporting tables are up to date, at position {position:,}.")
