"""What is said of each company in a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from commands.api.ledger import Ledger
from commands.exports.request import Request
from commands.exports.rows import Rows
from ledger.numbers.bounded import Bounded
from ledger.refusals import Refusal
from projections.answers.balances import Holders
from projections.answers.companies import AtClose, CompanySummary
from projections.answers.entries import listed
from projections.answers.listing.entry import Listed
from projections.documents.company_facts import CompanyFacts, company_facts
from projections.read_model.rows import rows_and_book

Preferences = Mapping[tuple[str, str], Fraction]
"""The Liquidation Preference that each conversion used, by company and entry."""


@dataclass(frozen=True, slots=True)
class Company:
    """A company: its summary and rows, the preference of each conversion, and all facts of the day.

    There are no `facts` where no certificate stands by that day.
    """

    summary: CompanySummary
    held: Holders
    rows: Rows
    preferences: Preferences
    facts: CompanyFacts | None
    entries: tuple[Listed, ...]
    ledger_head: str
    """The head of the whole ledger that it rests on; empty where the ledger keeps none yet."""

    @property
    def name(self) -> str:
        """Its name."""
        return self.summary.name


def extract(ledger: Ledger, request: Request) -> Company:
    """What is said of a company."""
    name, log, head = ledger.known(as_known=request.as_known)
    noted = AtClose(name, log, head, request.on)
    whole = ledger.ledger_head(as_known=request.as_known)
    rows, book = rows_and_book(name, log, noted)
    assert noted.summary is not None  # noqa: S101  a pass to the end of the calendar closes every day asked for
    assert noted.held is not None  # noqa: S101  likewise
    preferences = {(name, one.entry): _value(one.parts[0][1]) for one in book.state.conversions}
    try:
        facts = company_facts(log, request.on)
    except Refusal:  # no certificate by then
        facts = None
    return Company(noted.summary, noted.held, rows, preferences, facts, tuple(listed(log)), whole)


def _value(number: Bounded) -> Fraction:
    exact = number.exact()
    return Fraction(int(exact.numerator), int(exact.denominator))
