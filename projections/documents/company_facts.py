"""A company as of the close of a day: what its report and its workbook say, gathered in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger.cap_table.acts import Differs
from ledger.cap_table.state import State
from ledger.engine.book import Book, open_book
from ledger.engine.one_pass import Observer
from ledger.events.terms import Interpretations, Terms
from ledger.log.recorded import Recorded
from ledger.log.timeline import certificate
from ledger.refusals import Flag, Refusal
from projections.answers.balances import Holders, holders_on
from projections.answers.dividends import Dividends, Payments, accrued_on
from projections.answers.due.calendar import OPEN_STATES, Obligation, obligations
from projections.answers.due.calendar_facts import Gathering
from projections.answers.entries import listed
from projections.answers.flags import NO_CERTIFICATE, flags_of
from projections.answers.history import PriceStep, history_of
from projections.answers.listing.entry import Listed
from projections.answers.price import Price, price_on
from projections.answers.waivers import Waiver, waivers_of
from projections.audit.notices_sent import SentFound, SentPrices
from projections.explain.steps import ExplainedConversion, conversion_explained


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares outstanding from a day on, at its close."""

    since: date
    series_d: int
    common: int


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """Everything up to the close of a day, as the record is now known."""

    company: str
    on: date
    adopted: date
    terms: Terms
    price: Price
    steps: tuple[PriceStep, ...]
    waivers: tuple[Waiver, ...]
    outstanding: tuple[Shares, ...]
    holders: Holders
    conversions: tuple[ExplainedConversion, ...]
    dividends: Dividends
    obligations: tuple[Obligation, ...]
    differing: tuple[Differs, ...]
    """The asserted balances that differ from the register at their place."""
    notices: tuple[SentFound, ...]
    flags: tuple[Flag, ...]
    entries: tuple[Listed, ...]
    """The whole record in the order in which it takes effect, later days included."""

    @property
    def switches(self) -> dict[str, tuple[str, bool]]:
        """The choice made of each switch of the terms, and whether it is the default."""
        return {
            name: (choice, choice == Interpretations.model_fields[name].default)
            for name, choice in self.terms.interpretations.choices().items()
        }

    @property
    def open(self) -> list[Obligation]:
        """What is due, overdue or waits, on the day."""
        return [one for one in self.obligations if one.state(self.on) in OPEN_STATES]


@dataclass(slots=True)
class FactsSeen:
    """Who looks on while a company is gone through up to a day, and what they have seen."""

    log: Sequence[Recorded]
    on: date
    outstanding: "_Outstanding" = field(init=False)
    sent: SentPrices = field(init=False)
    paid: Payments = field(init=False)
    gathering: Gathering = field(init=False)

    def __post_init__(self) -> None:
        self.outstanding, self.sent = _Outstanding(), SentPrices(log=self.log)
        self.paid, self.gathering = Payments(), Gathering()

    @property
    def observers(self) -> list[Observer]:
        """They."""
        return [self.outstanding, self.sent, self.paid, self.gathering]

    def facts(self, book: Book) -> CompanyFacts:
        """What came of it. Raises `Refusal` where no certificate stands by that day."""
        adopted, on, state = certificate(book.items), self.on, book.state
        if adopted is None:
            raise Refusal(NO_CERTIFICATE, f"no certificate was adopted by {on}; ask of a later date")
        self.gathering.found.events += self.gathering.ahead(state, on)
        flags = flags_of(book)
        return CompanyFacts(
            company=adopted.company,
            on=on,
            adopted=adopted.effective,
            terms=state.terms,
            price=price_on(book, on),
            steps=tuple(history_of(book)),
            waivers=tuple(waivers_of(state)),
            outstanding=tuple(self.outstanding.found),
            holders=holders_on(book, on),
            conversions=tuple(map(conversion_explained, state.conversions)),
            dividends=Dividends(on, self.paid.dividends, self.paid.accruals, *accrued_on(state)),
            obligations=tuple(obligations(self.gathering.found, state, flags, on, book.items)),
            differing=state.differing,
            notices=tuple(self.sent.answer()),
            flags=tuple(flags),
            entries=tuple(listed(self.log)),
        )


def company_facts(log: Sequence[Recorded], on: date) -> CompanyFacts:
    """A company as of the close of a day. Raises `Refusal` where no certificate stands by then."""
    seen = FactsSeen(log, on)
    return seen.facts(open_book(log, until=on, listen=True, observers=seen.observers))


def protection_begins(book: CompanyFacts) -> date:
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
