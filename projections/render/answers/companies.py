"""The companies in the ledger, and how each stands."""

from collections.abc import Iterable, Iterator
from datetime import date

from projections.answers.companies import CompanySummary
from projections.render.blocks import Block, Grid, Title
from projections.render.marks.marked import each_reasoned
from projections.render.marks.why import Why

_COLUMNS = ("company", "series", "entries", "first", "last", "Conversion Price", "outstanding", "Common")


def blocks(found: Iterable[CompanySummary], on: date, known: str) -> Iterator[Block]:
    """A line for each company."""
    yield Title(f"The companies of this ledger at the close of {on}, {known}")
    yield Grid(_COLUMNS, [_row(one) for one in found], right=(2, 5, 6, 7))


def _row(one: CompanySummary) -> tuple[str, ...]:
    days = (str(one.first or "-"), str(one.last or "-"))
    figures = (one.price.short(), f"{one.series_d_outstanding:,}", f"{one.common_outstanding:,}")
    name, entries, *told = each_reasoned((one.name, f"{one.entries:,}", *figures), Why("company", one.name))
    return name, one.series, entries, *days, *told
