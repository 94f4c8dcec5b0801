"""What each clause of the certificate moved in a ledger: the steps of the price under it, and the entries under it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.engine.book import Book
from ledger.log.recorded import Recorded
from projections.answers.history import PriceStep, history_of
from projections.audit.papers import NO_PAPERS, Papers
from projections.certificate.clauses import CLAUSES, Clause
from projections.members import Answer, Hidden, Maybe, Spread, member


class ClauseMoved(NamedTuple):
    """A clause, and what it moved; entries are in the order of the timeline."""

    clause: Spread[Clause]
    made: Hidden[Sequence[PriceStep]]
    recorded: Hidden[Sequence[Recorded]]

    @property
    @member()
    def steps(self) -> list[int]:
        """The steps of the history that were made under it, by number."""
        return [one.number for one in self.made]

    @property
    @member()
    def entries(self) -> list[str]:
        """The entries that fall under it, or made a step under it."""
        return [one.id for one in self.recorded]


@dataclass(frozen=True, slots=True)
class Moved(Answer):
    """Every clause, or those printed under one number, in the order of the certificate."""

    clauses: Sequence[ClauseMoved]
    of: Maybe[str] = None
    """The clause that was asked about, where not all were."""
    papers: Hidden[Papers] = field(default=NO_PAPERS, repr=False)
    """The certificate's own words, where its text is attached."""


_OF_ENTRIES = {"1": "1-stated-value"}
"""Of a number that several clauses are printed under, the one that entries fall under."""


def clauses_named(name: str) -> list[Clause]:
    """The clauses printed under a number, or the one with our id; none where there is no such clause."""
    return [one for one in CLAUSES if one.id == name] or [one for one in CLAUSES if one.printed == name]


def moved_in(book: Book, of: str | None = None, papers: Papers = NO_PAPERS) -> Moved:
    """What the clauses moved in a book replayed to its end, or those that `clauses_named` finds."""
    asked = CLAUSES if of is None else clauses_named(of)
    steps, entries = defaultdict[str, list[PriceStep]](list), defaultdict[str, list[Recorded]](list)
    moving = defaultdict[str, set[str]](set)
    for step in history_of(book):
        steps[_id(step.clause)].append(step)
        for name in step.entries:
            moving[name].add(_id(step.clause))
    for item in book.items:
        under = {_id(item.recorded.entry.clause), *moving.get(item.recorded.id, ())}
        for clause in under:
            entries[clause].append(item.recorded)
    return Moved([ClauseMoved(one, steps[one.id], entries[one.id]) for one in asked], of, papers)


def _id(printed: str) -> str:
    """Our id of a clause that entries and steps are under; nothing of none."""
    if printed in _OF_ENTRIES:
        return _OF_ENTRIES[printed]
    return next((one.id for one in CLAUSES if one.printed == printed), "")
