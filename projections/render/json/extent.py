"""How much of an explanation a program is told: all of it, or as much as fits. What is left out is counted, not hidden.

Explaining a date tells every step up to it, and each step sums what every right contributed: that grows with the square
of the record. So an answer for which no depth is asked goes down only as far as it stays within `MOST_TOLD`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.working import Working, ends
from projections.explain.balances import Accounts
from projections.explain.steps import Explanation
from projections.render.json.workings import Listing

MOST_TOLD = 5_000
"""The facts, terms, numbers and references in all formulas that are listed without being asked for."""

_DEPTHS = (None, 2, 1, 0)
_ROW = 10
"""A moment of a replay has two steps, with about so many numbers."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far down workings are listed, None for all; and whether replays and the rights deemed issued are told."""

    depth: int | None = None
    replays: bool = True


WHOLE = Extent()


def fitting(answer: Explanation | Accounts) -> Extent:
    """The most that fits. Of a date, replays are left out before depth is: `--step` tells one of them in full."""
    if isinstance(answer, Accounts):
        return _deepest(answer.figures.values())
    told = [one for step in answer.steps for one in (step.working, *(test.working for test in step.tested)) if one]
    roots = [*answer.figures.values(), *told]
    if answer.on is not None and _weight([*roots, *_replays(answer)], None) + _rows(answer) > MOST_TOLD:
        return Extent(_deepest(roots).depth, replays=False)
    return _deepest([*roots, *_replays(answer)])


def _deepest(roots: Iterable[Working]) -> Extent:
    known = list(roots)
    depth = next((one for one in _DEPTHS if _weight(known, one) <= MOST_TOLD), 0)
    return Extent(depth)


def _replays(answer: Explanation) -> Iterator[Working]:
    rows = (row for step in answer.steps for row in step.beside)
    yield from (one for row in rows for one in (row.first_working, row.replayed_working) if one is not None)


def _rows(answer: Explanation) -> int:
    return sum(_ROW * len(step.beside) + len(step.deemed) for step in answer.steps)


def _weight(roots: Iterable[Working], depth: int | None) -> int:
    listing = Listing()
    for one in roots:
        listing.add(one, depth)
    return sum(1 + sum(1 for _ in ends(one.formula)) for one in listing.listed)
