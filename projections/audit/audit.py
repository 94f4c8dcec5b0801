"""Audit: claimed prices and those that notices stated beside the computed ones, exactly, and deliveries beside dues.

All claims are compared in one replay. Where one disagrees, `projections.audit.claims` says from where on,
and `projections.audit.reconcile` looks for what would explain it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book, open_book
from ledger.events import CertificateAdopted
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded
from projections.answers.history import history_of
from projections.answers.price import Price
from projections.audit.claims import Claim, Parted, Trail, agree
from projections.audit.notices_sent import SentFound, SentPrices, sent_json
from projections.audit.reconcile import reconcile
from projections.audit.rounding import Reconciled, of_common, of_common_at
from projections.compare.prices import PricesOn
from projections.figures import Figure

__all__ = ["Audit", "Claim", "audit", "audit_json"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A claimed number and the computed one; the difference is claimed less computed, never rounded."""

    claimed: Figure
    computed: Figure | None
    agrees: bool
    difference: Figure | None


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """What the audit says of one claim; of one that disagrees, where it parts and what would reconcile it."""

    claim: Claim
    price: Compared
    common_per_share: Compared | None
    parted: Parted | None = None
    reconciles: Reconciled | None = None
    common_reconciles: Reconciled | None = None
    """What would reconcile the Common for one share, where the price disagrees as well."""
    note: str | None = None
    """What a reader should know although it changes no comparison: that nothing was in force on the date."""

    @property
    def agrees(self) -> bool:
        """Whether everything that is claimed agrees."""
        return self.price.agrees and (self.common_per_share is None or self.common_per_share.agrees)


@dataclass(frozen=True, slots=True)
class ConversionFound:
    """What a conversion delivered, and what the record as now known gives for the same Series D (A8, A30)."""

    entry: str
    on: date
    holder: str
    converted: int
    entitled: int
    delivered: int
    automatic: bool

    @property
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
    def agrees(self) -> bool:
        """Whether nothing disagrees; a notice that a later one put right does not."""
        told = [one.agrees for one in self.claims] + [one.stands for one in self.notices]
        return all(told) and not any(one.difference for one in self.conversions)


def audit(log: Sequence[Recorded], claims: Sequence[Claim], *, places: int | None = None) -> Audit:
    """Compare claims with the price in effect on their dates: exactly, or after rounding both to so many places."""
    noted, sent = PricesOn({claim.on for claim in claims}), SentPrices(log)
    book = open_book(log, observers=[noted, sent])
    found = [_noted(_compare(claim, noted.found[claim.on], places), book) for claim in claims]
    explained = _explained(log, book, found, places) if not all(one.agrees for one in found) else found
    conversions = [_conversion(one) for one in book.state.conversions]
    return Audit(explained, conversions, places, sent.answer())


def audit_json(answer: Audit, *, everything: bool = False) -> dict[str, Any]:
    """The answer of the verb `audit`."""
    return {
        "claims": [_claim_json(one, everything=everything) for one in answer.claims],
        "conversions": [_conversion_json(one) for one in answer.conversions],
        "notices": sent_json(answer.notices, everything=everything),
        "agrees": answer.agrees,
        "places": answer.places,
    }


def _compare(claim: Claim, price: Price, places: int | None) -> ClaimFound:
    common = None
    if claim.common_per_share is not None:
        common = _compared(claim.common_per_share, price.common_per_share, places)
    return ClaimFound(claim, _compared(claim.price, price.in_effect, places), common)


def _noted(one: ClaimFound, book: Book) -> ClaimFound:
    """The same, with a note where the certificate was not in force yet: a price is claimed, and there was none."""
    adopted = _adopted(book)
    if adopted is None or one.claim.on >= adopted.entry.effective:
        return one
    since = f"before the certificate took effect on {adopted.entry.effective} ({adopted.id})"
    said = f"{since} nothing was in force, and no price; it is compared with the price that the certificate begins with"
    return replace(one, note=said)


def _adopted(book: Book) -> Recorded | None:
    found = (item.recorded for item in book.items if isinstance(item.recorded.entry, CertificateAdopted))
    return next(found, None)


def _compared(claimed: Fraction, computed: Figure | None, places: int | None) -> Compared:
    if computed is None:
        return Compared(Figure.of(claimed), None, agrees=False, difference=None)
    agrees = agree(claimed, computed, places)
    return Compared(Figure.of(claimed), computed, agrees, less(Bounded.of(claimed), computed))


def less(claimed: Bounded, computed: Figure) -> Figure:
    """Claimed less computed; worked out exactly only when it is asked for."""
    shown = computed.bounded.times(computed.factor)
    return Figure(Bounded(claimed.low - shown.high, claimed.high - shown.low, lambda: claimed.exact() - shown.exact()))


def _conversion(one: Conversion) -> ConversionFound:
    delivery = one.delivery
    due = entitlement(one)
    return ConversionFound(
        one.entry, one.day, one.holder, delivery.converted, due, delivery.common_shares, one.automatic
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
    common, of_it = one.common_per_share, None
    if common is not None and common.computed is not None and not common.agrees:
        if one.price.agrees:
            reason = of_common(common.claimed, common.computed)
        elif one.price.computed is not None:
            of_it = of_common_at(common.claimed, common.computed, one.price.computed, one.claim.price)
    return replace(one, parted=parted, reconciles=reason, common_reconciles=of_it)


def _claim_json(one: ClaimFound, *, everything: bool) -> dict[str, Any]:
    answer = {"date": one.claim.on.isoformat(), **_compared_json(one.price, everything=everything)}
    answer["agrees"] = one.agrees
    if one.common_per_share is not None:
        answer["common_per_share"] = _compared_json(one.common_per_share, everything=everything)
        if one.common_reconciles is not None:
            answer["common_per_share"]["reconciles"] = one.common_reconciles.json()
    if one.claim.row is not None:
        answer["row"] = one.claim.row
    if one.claim.source is not None:
        answer["source"] = one.claim.source
    if one.note is not None:
        answer["note"] = one.note
    if not one.agrees:
        answer |= {"parted": one.parted and one.parted.json(), "reconciles": one.reconciles and one.reconciles.json()}
    return answer


def _compared_json(one: Compared, *, everything: bool) -> dict[str, Any]:
    return {
        "claimed": one.claimed.num(everything=everything),
        "computed": None if one.computed is None else one.computed.num(everything=everything),
        "agrees": one.agrees,
        "difference": None if one.difference is None else one.difference.num(everything=everything),
    }


def _conversion_json(one: ConversionFound) -> dict[str, Any]:
    return {
        "entry": one.entry,
        "entitled": one.entitled,
        "delivered": one.delivered,
        "difference": one.difference,
        "on": one.on.isoformat(),
        "holder": one.holder,
        "converted": one.converted,
        "automatic": one.automatic,
    }
