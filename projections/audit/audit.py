"""Audit: claimed prices and those that notices stated beside the computed ones, exactly, and deliveries beside dues.

All claims are compared in one replay. Where one disagrees, `projections.audit.claims` says from where on,
and `projections.audit.nearest_explanation` looks for what would explain it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Annotated, NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from ledger.log.timeline import certificate
from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from projections.answers.history import history_of
from projections.answers.price import Price
from projections.answers.warnings import Note, standing_on
from projections.audit.claims import Claim, Parted, Trail
from projections.audit.nearest_explanation import reconcile
from projections.audit.notices_sent import SentFound, SentPrices
from projections.audit.rounding import Reconciled, follows, of_common
from projections.audit.verdicts import VERDICTS, Verdict, verdict
from projections.compare.prices import PricesOn
from projections.members import Answer, Hidden, Maybe, Name, Spread, member

__all__ = ["Audit", "Claim", "audit"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A claimed number and the computed one; the difference is claimed less computed, never rounded."""

    claimed: Figure
    computed: Figure | None
    verdict: Verdict
    """`exact`; `as_stated`: so it is when rounded half up, or cut off, to the places that are written; or `wrong`."""
    agrees: bool
    """Whether it is not wrong; where only what is exact agrees, whether it is exact."""
    difference: Figure | None


@dataclass(frozen=True, slots=True)
class CommonCompared(Compared):
    """The Common for one share; `reconciles` where the price disagrees as well."""

    reconciles: Maybe[Reconciled] = None


class Effect(NamedTuple):
    """What a wrong price would do: the Common for one Series D that carries every accrual, and for all outstanding.

    Each is that of the price claimed less that of the computed one: below zero the claim gives too few.
    """

    common_per_share: Figure
    series_d: int
    common: int
    """Of all Series D together, whole shares on either side (4D)."""


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
    effect: Maybe[Effect] = None
    """Of a wrong price, its effect in shares."""
    note: Maybe[str] = None
    """What a reader should know although it changes no comparison: that nothing was in force on the date."""

    @property
    @member()
    def reasons(self) -> Spread[Reasons | None]:
        """Of a claim that disagrees: where it parts from the price, and what would reconcile it."""
        return None if self.agrees else Reasons(self.parted, self.reconciles)

    @property
    @member(before="effect")
    def verdict(self) -> Verdict:
        """The verdict on all that is claimed: the worse one, where the price and the Common for one share differ."""
        told = [one.verdict for one in (self.price, self.common_per_share) if one is not None]
        return max(told, key=VERDICTS.index)

    @property
    @member(before="effect")
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
    stated: bool
    """Whether its entry says how many were delivered; else that is assumed, and cannot disagree."""

    @property
    @member(before="on")
    def difference(self) -> int:
        """Delivered less entitled."""
        return self.delivered - self.entitled

    @property
    def agrees(self) -> bool:
        """Whether nothing that was stated differs from what was due."""
        return not self.stated or not self.difference


@dataclass(frozen=True, slots=True)
class Audit(Answer):
    """All claims in the order given, all conversions and the prices that notices stated in that of the timeline."""

    claims: list[ClaimFound]
    conversions: list[ConversionFound]
    places: int | None = None
    notices: list[SentFound] = field(default_factory=list)
    strict: bool = False
    """Whether only what is exact agrees."""
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """What is to be said of every answer as of the last day claimed: a right past its term, for one (A36, A66)."""

    @property
    @member(before="places")
    def agrees(self) -> bool:
        """Whether nothing disagrees; a notice that a later one put right does not."""
        told = [one.agrees for one in self.claims] + [one.stands for one in self.notices]
        return all(told) and all(one.agrees for one in self.conversions)


class Manner(NamedTuple):
    """How claims are compared: rounded to so many places first, and whether only what is exact agrees."""

    places: int | None = None
    strict: bool = False


def audit(
    log: Sequence[Recorded], claims: Sequence[Claim], *, places: int | None = None, strict: bool = False
) -> Audit:
    """Compare claims with the price in effect on their dates: as they are written, or rounded to so many places first.

    Where it is `strict`, only what is exact agrees.
    """
    noted, sent = PricesOn({claim.on for claim in claims}), SentPrices(log=log)
    book = open_book(log, observers=[noted, sent])
    how = Manner(places, strict)
    found = [_noted(_compare(claim, noted, how), book) for claim in claims]
    explained = _explained(log, book, found, places) if not all(one.agrees for one in found) else found
    conversions = [_conversion(one) for one in book.state.conversions]
    last = max((claim.on for claim in claims), default=None)
    return Audit(explained, conversions, places, sent.answer(), strict, tuple(standing_on(book.state, last)) or None)


def _compare(claim: Claim, noted: PricesOn, how: Manner) -> ClaimFound:
    price, common = noted.found[claim.on], None
    if claim.common_per_share is not None:
        common = CommonCompared(*_compared(claim.common_per_share, price.common_per_share, claim.common_places, how))
    compared = Compared(*_compared(claim.price, price.in_effect, claim.places, how))
    effect = _effect(claim, price, noted) if compared.verdict == "wrong" else None
    return ClaimFound(claim, compared, common, effect=effect)


def _effect(claim: Claim, price: Price, noted: PricesOn) -> Effect | None:
    """What the claimed price would give instead; None where nothing can be divided by one of the two."""
    if not claim.price or price.common_per_share is None:
        return None
    right, in_effect = price.common_per_share.fraction, price.in_effect.fraction
    amount = Figure(noted.converting[claim.on]).fraction
    each = Figure.of(right * in_effect / claim.price - right)
    return Effect(each, noted.series_d[claim.on], floor(amount / claim.price) - floor(amount / in_effect))


def _noted(one: ClaimFound, book: Book) -> ClaimFound:
    """The same, with a note where the certificate was not in force yet: a price is claimed, and there was none."""
    adopted = certificate(book.items)
    if adopted is None or one.claim.on >= adopted.effective:
        return one
    since = f"before the certificate took effect on {adopted.effective} ({adopted.id})"
    said = f"{since} nothing was in force, and no price; it is compared with the price that the certificate begins with"
    return replace(one, note=said)


def _compared(
    claimed: Fraction, computed: Figure | None, written: int | None, how: Manner
) -> tuple[Figure, Figure | None, Verdict, bool, Figure | None]:
    if computed is None:
        return Figure.of(claimed), None, "wrong", False, None
    found = verdict(claimed, computed, written, how.places)
    agrees = found == "exact" if how.strict else found != "wrong"
    return Figure.of(claimed), computed, found, agrees, less(Bounded.of(claimed), computed)


def less(claimed: Bounded, computed: Figure) -> Figure:
    """Claimed less computed; worked out exactly only when it is asked for."""
    shown = computed.bounded.times(computed.factor)
    return Figure(Bounded(claimed.low - shown.high, claimed.high - shown.low, lambda: claimed.exact() - shown.exact()))


def _conversion(one: Conversion) -> ConversionFound:
    delivery = one.delivery
    due = entitlement(one)
    return ConversionFound(
        one.entry, due, delivery.common_shares, one.day, one.holder, delivery.converted, one.automatic, one.stated
    )


def _explained(
    log: Sequence[Recorded], book: Book, found: Sequence[ClaimFound], places: int | None
) -> list[ClaimFound]:
    """The same, with what can be said of those that disagree."""
    steps = history_of(book)
    off = {number: one for number, one in enumerate(found) if not one.price.agrees}
    claims = {number: (one.claim, one.price.computed) for number, one in off.items() if one.price.computed is not None}
    reasons = reconcile(log, steps, claims, places)
    agreeing = [one.claim.on for one in found if one.price.verdict != "wrong" and one.note is None]
    trail = Trail(steps, agreeing, places)
    return [_with_reasons(one, trail, reasons.get(number)) for number, one in enumerate(found)]


def _with_reasons(one: ClaimFound, trail: Trail, reason: Reconciled | None) -> ClaimFound:
    common = one.common_per_share
    if common is not None and common.computed is not None and not common.agrees:
        found = _of_common(one, common.claimed, common.computed)
        if one.price.agrees:
            reason = found
        else:
            common = replace(common, reconciles=found)
    wrong = one.price.verdict == "wrong"
    stale = trail.stale(one.claim) if wrong and reason is None else None
    if stale is not None:
        places, down = stale.stated or (None, None)
        reason = Reconciled("step", stale.before, entry=stale.step.entry, places=places, down=down or None)
    return replace(one, common_per_share=common, parted=trail.parted(one.claim) if wrong else None, reconciles=reason)


def _of_common(one: ClaimFound, claimed: Figure, computed: Figure) -> Reconciled | None:
    """What the Common for one share is, other than the computed one: that as it is written, or of the claimed price."""
    written, price = one.claim.common_places, one.price.computed
    direct = of_common(claimed, computed, written)
    if direct is not None or not one.claim.price or price is None:
        return direct
    return follows(claimed, Figure.of(computed.fraction * price.fraction / one.claim.price), written)
