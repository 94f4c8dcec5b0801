"""The report on one company as of a date: what is in the PDF that `export` writes, gathered from the projections."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.events.terms import Interpretations, Terms
from ledger.log.recorded import Recorded
from ledger.log.timeline import certificate
from ledger.refusals import Flag, Refusal
from projections.answers.balances import Holders, holders_on
from projections.answers.flags import NO_CERTIFICATE, flags_of
from projections.answers.history import PriceStep, history_of
from projections.answers.price import Price, price_on
from projections.answers.reliance.relied_on import OF_ALL, Relying
from projections.audit.documents import Document
from projections.audit.notices_sent import SentFound, SentPrices
from projections.compare.readings import Reason, Weighed, reasons_of, weighed
from projections.explain.steps import ExplainedConversion, Explanation, Story, conversion_explained

MOST_EXPLAINED = 100
"""Past so many steps the report lists them and leaves their calculation to `explain`."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares outstanding from a day on, at its close."""

    since: date
    series_d: int
    common: int


@dataclass(frozen=True, slots=True)
class CompanyReport:
    """Everything up to the close of a day. `explained` is None where there are too many steps to set them all out."""

    company: str
    on: date
    adopted: date
    terms: Terms
    price: Price
    steps: tuple[PriceStep, ...]
    explained: Explanation | None
    outstanding: tuple[Shares, ...]
    holders: Holders
    conversions: tuple[ExplainedConversion, ...]
    notices: tuple[SentFound, ...]
    flags: tuple[Flag, ...]
    readings: tuple[Reason, ...]
    """The readings that its figures rest on, with the entries that invoke them."""
    weighed: tuple[Weighed, ...]
    """Of the switches that decide some of these readings, what the other choice would give."""
    documents: tuple[Document, ...] = ()
    """The files attached to entries, where somebody looked for them."""

    @property
    def switches(self) -> dict[str, tuple[str, bool]]:
        """The choice made of each switch of the terms, and whether it is the default."""
        return {
            name: (choice, choice == Interpretations.model_fields[name].default)
            for name, choice in self.terms.interpretations.choices().items()
        }


def company_report(log: Sequence[Recorded], on: date) -> CompanyReport:
    """The report as of the close of a day. Raises `Refusal` where no certificate stands by then."""
    outstanding, sent, story = _Outstanding(), SentPrices(log=log), Story(most=MOST_EXPLAINED)
    relying = Relying()
    observers = [outstanding, sent, relying, *story.observers]
    book = open_book(log, until=on, keep_replays=True, listen=True, observers=observers)
    adopted = certificate(book.items)
    if adopted is None:
        raise Refusal(NO_CERTIFICATE, f"no certificate was adopted by {on}; ask of a later date")
    steps = history_of(book)
    return CompanyReport(
        company=adopted.company,
        on=on,
        adopted=adopted.effective,
        terms=book.state.terms,
        price=price_on(book, on),
        steps=tuple(replace(one, replayed=None) for one in steps),
        explained=story.explanation(book, on) if len(steps) <= MOST_EXPLAINED else None,
        outstanding=tuple(outstanding.found),
        holders=holders_on(book, on),
        conversions=tuple(map(conversion_explained, book.state.conversions)),
        notices=tuple(sent.answer()),
        flags=tuple(flags_of(book)),
        readings=tuple(reasons_of(relying.invoked())),
        weighed=tuple(weighed(book, on, relying.readings(OF_ALL))),
    )


def protection_begins(book: CompanyReport) -> date:
    """The day from which the price is drawn: the first Series D, else the adoption."""
    return next((one.since for one in book.outstanding if one.series_d), book.adopted)


@dataclass(slots=True)
class _Outstanding(Observer):
    """Notes the shares outstanding at the close of each day on which a number changes."""

    found: list[Shares] = field(default_factory=list)

    def closes(self, day: date, state: State) -> None:
        before = (self.found[-1].series_d, self.found[-1].common) if self.found else (0, 0)
        if before != (state.series_d_outstanding, state.outstanding):
            self.found.append(Shares(day, state.series_d_outstanding, state.outstanding))
