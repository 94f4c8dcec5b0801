"""The terms of the certificate as leaves: what each is at the moment, and the entry that fixed it (9)."""

from dataclasses import dataclass, field
from fractions import Fraction

from ledger.cap_table.state import State
from ledger.events import CertificateAdopted, SeriesDSplit, TermsAmended
from ledger.events.terms import Terms
from ledger.log.recorded import Recorded
from ledger.working import Expression, Quotient, Term
from projections.workings.kinds import Kind
from projections.workings.units import ratio_of

_STATED_VALUE = Kind(
    "the Stated Value after entry {}", "1", "money per share", (), "A split of the Series D itself restates it."
)


@dataclass(slots=True)
class TermsTold:
    """Where each term that is a number comes from; a default of the certificate is the certificate's too."""

    terms: Terms
    adopted: str | None = None
    amended: dict[str, Expression] = field(default_factory=dict)
    notice_days: list[Term] = field(default_factory=list)
    """Every amendment of the days of notice: an amendment does not reach back (A53)."""

    def follow(self, recorded: Recorded, state: State) -> None:
        """Note what an entry does to the terms."""
        entry = recorded.entry
        if isinstance(entry, CertificateAdopted):
            self.adopted = recorded.id
        elif isinstance(entry, TermsAmended) and isinstance(entry.value, Fraction):
            term = self.amended[entry.term] = Term(entry.term, entry.value, recorded.id)
            self.notice_days += [term] if entry.term == "notice_days" else []
        elif isinstance(entry, SeriesDSplit):
            formula = Quotient(self.term("stated_value"), ratio_of(recorded))
            self.amended["stated_value"] = _STATED_VALUE.of(state.terms.stated_value, formula, recorded.id)
        self.terms = state.terms

    def term(self, name: str) -> Expression:
        """A term of the moment."""
        if name in self.amended:
            return self.amended[name]
        return Term(name, Fraction(dict(self.terms)[name]), self.adopted)

    def days_of_notice(self, days: int) -> Expression:
        """The days of notice that governed, where they need not be those of the moment."""
        found = (one for one in reversed(self.notice_days) if one.value == days)
        return next(found, Term("notice_days", Fraction(days), self.adopted))
