"""How many entries there are of each kind, in one pass over those that were found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger.log.spellings import Kind
from projections.answers.listing.entry import Listed


class Count(NamedTuple):
    """How many entries have something in common."""

    value: str
    entries: int


class Counts(NamedTuple):
    """Of the entries that were found, how many are of each kind: the most first, those of each year in their order.

    An entry counts by what it says as recorded and as it now stands, once for each name in it.
    """

    types: Sequence[Count]
    """By their types."""
    holders: Sequence[Count]
    """By the holders that they name."""
    rights: Sequence[Count]
    """By the rights that they name."""
    clauses: Sequence[Count]
    """By the clauses that their types fall under."""
    years: Sequence[Count]
    """By the years in which they take effect."""
    late: int
    edited: int
    """Those voided or corrected, and those that did that."""
    without_source: int
    """Those that name no source."""
    assumed: int
    """Those of which something is assumed that nobody stated."""


def counts_of(found: Iterable[Listed]) -> Counts:
    """How many entries there are of each kind."""
    types, clauses, years, named = Counter[str](), Counter[str](), Counter[str](), Counter[tuple[Kind, str]]()
    said = Counter[str]()
    for one in found:
        types.update({entry.type for entry in one.versions})
        clauses.update({entry.clause for entry in one.versions if entry.clause})
        years[str(one.day.year)] += 1
        named.update(one.named)
        marks = {"late": one.late, "edited": one.is_edit_or_edited, "without": one.lacks_source}
        said.update(name for name, holds in (marks | {"assumed": one.assumed}).items() if holds)
    of = {kind: {name: count for (what, name), count in named.items() if what == kind} for kind in _KINDS}
    return Counts(
        types=_most_first(types),
        holders=_most_first(of["holder"]),
        rights=_most_first(of["right"]),
        clauses=_most_first(clauses),
        years=[Count(year, years[year]) for year in sorted(years)],
        late=said["late"],
        edited=said["edited"],
        without_source=said["without"],
        assumed=said["assumed"],
    )


_KINDS: tuple[Kind, ...] = ("holder", "right")


def _most_first(counted: Mapping[str, int]) -> list[Count]:
    return [Count(*one) for one in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
