"""The report on one company as of a date: its facts, why each figure is what it is, and what hangs on a reading."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from projections.answers.reliance.relied_on import OF_ALL, Relying
from projections.audit.documents import Document
from projections.compare.readings import Reason, Weighed, reasons_of, weighed
from projections.documents.company_facts import CompanyFacts, FactsSeen
from projections.explain.steps import Explanation, Story

MOST_EXPLAINED = 100
"""Past so many steps the report lists them and leaves their calculation to `explain`."""


@dataclass(frozen=True, slots=True, repr=False)
class CompanyReport(CompanyFacts):
    """All facts up to the close of a day. `explained` is None where there are too many steps to set them all out.

    It is not set out by `repr`: workings share their parts, and written out they grow without end.
    """

    explained: Explanation | None
    readings: tuple[Reason, ...]
    """The readings that its figures rest on, with the entries that invoke them."""
    weighed: tuple[Weighed, ...]
    """Of the switches that decide some of these readings, what the other choice would give."""
    documents: tuple[Document, ...] = ()
    """The files attached to entries, where somebody looked for them."""

    @property
    def contested(self) -> list[Weighed]:
        """The switches under whose other choice a figure would be another one."""
        return [one for one in self.weighed if one.moves]


def company_report(log: Sequence[Recorded], on: date) -> CompanyReport:
    """The report as of the close of a day. Raises `Refusal` where no certificate stands by then."""
    seen, story, relying = FactsSeen(log, on), Story(most=MOST_EXPLAINED), Relying()
    observers = [*seen.observers, relying, *story.observers]
    book = open_book(log, until=on, keep_replays=True, listen=True, observers=observers)
    facts = seen.facts(book)
    steps = tuple(replace(one, replayed=None) for one in facts.steps)
    known = {one.name: getattr(facts, one.name) for one in fields(CompanyFacts)}
    return CompanyReport(
        **known | {"steps": steps},
        explained=story.explanation(book, on) if len(steps) <= MOST_EXPLAINED else None,
        readings=tuple(reasons_of(relying.invoked())),
        weighed=tuple(weighed(book, on, relying.readings(OF_ALL))),
    )
