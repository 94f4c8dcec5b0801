"""Audit: claimed prices and those that notices stated beside the computed ones, exactly, and deliveries beside dues.

All claims are compared in one replay. Where one disagrees, `projections.audit.claims` says from where on,
and `projections.audit.nearest_explanation` looks for what would explain it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from ledger.log.timeline import certificate
from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from projections.answers.history import history_of
from projections.answers.price import Price
from projections.audit.claims import Claim, Parted, Trail, agree
from projections.audit.nearest_explanation import reconcile
from projections.audit.notices_sent import SentFound, SentPrices
from projections.audit.rounding import Reconciled, of_common, of_common_at
from projections.compare.prices import PricesOn
from projections.members import Hidden, Maybe, Spread, member

__all__ = ["Audit", "Claim", "audit"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A claimed number and the computed one; the difference is claimed less computed, never rounded."""

    claimed: Figure
    computed: Figure | None
    agrees: bool
    difference: Figure | None


@dataclass(frozen=True, slots=True)
class CommonCompared(Compared):
    """The Common for one share; `reconciles` where the price disagrees as well."""

    reconciles: Maybe[Reconciled] = None


class Reasons(NamedTuple):
    """The step at which a claim that disagrees and the record part, and what would make it agree; None if unknown."""

    parted: Parted | None
    reconciles: Reconciled | None


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """What the audit says of one claim; of one that disagrees, where it parts and what would reconcile it."""

    claim: Spread[Claim]
    price: Spread[Compared]
    common_per_share: Maybe[CommonCompared]
    """The Common for one share, where it is claimed."""
    parted: Hidden[Parted | None] = None
    reconciles: Hidden[Reconciled | None] = None
    note: Maybe[str] = None
    """What a reader should know although it changes no comparison: that nothing was in force on the date."""

    @property
    @member()
    def reasons(self) -> Spread[Reasons | None]:
        """Of a claim that disagrees: where it parts from the price, and what would reconcile it."""
        return None if self.agrees else Reasons(self.parted, self.reconciles)

    @property
    @member(before="note")
    def agrees(self) -> bool:
        """Whether everything that is claimed agrees."""
        return self.price.agrees and (self.common_per_share is None or self.common_per_share.agrees)


@dataclass(frozen=True, slots=True)
class ConversionFound:
    """What a conversion delivered, and what the record as now known gives for the same Series D (A8, A30)."""

    entry: str
    entitled: int
    delivered: int
    on: date
    holder: str
    converted: int
    automatic: bool

    @property
    @member(before="on")
    def difference(self) -> int:
        """Delivered less entitled."""
        return self.delivered - self.entitled


@dataclass(frozen=True, slots=True)
class Audit:
    """All claims in the order given, all conversions and the prices that notices stated in that of the timeline."""

    claims: list[ClaimFound]
    conversions: list[ConversionFound]
    places: int | None = None
    notices: list[SentFound] = field(default_factory=list)

    @property
    @member(before="places")
    def agrees(self) -> bool:
        """Whether nothing disagrees; a notice that a later one put right does not."""
        told = [one.agrees for one in self.claims] + [one.stands for one in self.notices]
        return all(told) and not any(one.difference for one in self.conversions)


def audit(log: Sequence[Recorded], claims: Sequence[Claim], *, places: int | None = None) -> Audit:
    """Compare claims with the price in effect on their dates: exactly, or after rounding both to so many places."""
    noted, sent = PricesOn({claim.on for claim in claims}), SentPrices(log=log)
    book = open_book(log, observers=[noted, sent])
    found = [_noted(_compare(claim, noted.found[claim.on], places), book) for claim in claims]
    explained = _explained(log, book, found, places) if not all(one.agrees for one in found) else found
    conversions = [_conversion(one) for one in book.state.conversions]
    return Audit(explained, conversions, places, sent.answer())


def _compare(claim: Claim, price: Price, places: int | None) -> ClaimFound:
    common = None
    if claim.common_per_share is not None:
        common = CommonCompared(*_compared(claim.common_per_share, price.common_per_share, places))
    return ClaimFound(claim, Compared(*_compared(claim.price, price.in_effect, places)), common)


def _noted(one: ClaimFound, book: Book) -> ClaimFound:
    """The same, with a note where the certificate was not in force yet: a price is claimed, and there was none."""
    adopted = certificate(book.items)
    if adopted is None or one.claim.on >= adopted.effective:
        return one
    since = f"before the certificate took effect on {adopted.effective} ({adopted.id})"
    said = f"{since} nothing was in force, and no price; it is compared with the price that the certificate begins with"
    return replace(one, note=said)


def _compared(
    claimed: Fraction, computed: Figure | None, places: int | None
) -> tuple[Figure, Figure | None, bool, Figure | None]:
    if computed is None:
        return Figure.of(claimed), None, False, None
    return Figure.of(claimed), computed, agree(claimed, computed, places), less(Bounded.of(claimed), computed)


def less(claimed: Bounded, computed: Figure) -> Figure:
    """Claimed less computed; worked out exactly only when it is asked for."""
    shown = computed.bounded.times(computed.factor)
    return Figure(Bounded(claimed.low - shown.high, claimed.high - shown.low, lambda: claimed.exact() - shown.exact()))


def _conversion(one: Conversion) -> ConversionFound:
    delivery = one.delivery
    due = entitlement(one)
    return ConversionFound(
        one.entry, due, delivery.common_shares, one.day, one.holder, delivery.converted, one.automatic
    )


def _explained(
    log: Sequence[Recorded], book: Book, found: Sequence[ClaimFound], places: int | None
) -> list[ClaimFound]:
    """The same, with what can be said of those that disagree."""
    steps = history_of(book)
    off = {number: one for number, one in enumerate(found) if not one.price.agrees}
    claims = {number: (one.claim, one.price.computed) for number, one in off.items() if one.price.computed is not None}
    reasons = reconcile(log, steps, claims, places)
    apart = {number for number in off if number not in reasons or reasons[number].how != "rounding"}
    agreeing = [one.claim.on for number, one in enumerate(found) if number not in apart and one.note is None]
    trail = Trail(steps, agreeing, places)
    return [
        _with_reasons(one, trail.parted(one.claim) if number in apart else None, reasons.get(number))
        for number, one in enumerate(found)
    ]


def _with_reasons(one: ClaimFound, parted: Parted | None, reason: Reconciled | None) -> ClaimFound:
    common = one.common_per_share
    if common is not None and common.computed is not None and not common.agrees:
        if one.price.agrees:
            reason = of_common(common.claimed, common.computed)
        elif one.price.computed is not None:
            found = of_common_at(common.claimed, common.computed, one.price.computed, one.claim.price)
            common = replace(common, reconciles=found)
    return replace(one, common_per_share=common, parted=parted, reconciles=reason)
