"""Audit: claimed prices and those that notices stated beside the computed ones, exactly, and deliveries beside dues.

All claims are compared in one replay. Where one disagrees, `projections.audit.claims` says from where on,
`projections.audit.nearest_explanation` looks for what would explain it, and `projections.audit.effects` says what it
does.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from ledger.log.timeline import certificate
from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep, history_of
from projections.answers.warnings import standing_on
from projections.audit.claims import Claim, Trail
from projections.audit.effects import Effects
from projections.audit.findings import Audit, ClaimFound, CommonCompared, CommonEffect, Compared, ConversionFound
from projections.audit.nearest_explanation import Explained, reconcile, reconcile_common
from projections.audit.notices_sent import SentPrices
from projections.audit.rounding import Reconciled, follows, of_common
from projections.audit.verdicts import Verdict, agree, verdict
from projections.compare.prices import PricesOn

__all__ = ["Audit", "Claim", "audit"]


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
    steps = history_of(book)
    how, effects = Manner(places, strict), Effects(book.state.conversions, steps, claims)
    found = [_noted(_of_zeros(_compare(claim, noted, how, effects)), book) for claim in claims]
    explained = found if all(one.agrees for one in found) else _explained(log, steps, found, places)
    last = max((claim.on for claim in claims), default=None)
    notes = tuple(standing_on(book.state, last)) or None
    return replace(audit_of_record(book, sent), claims=explained, places=places, strict=strict, notes=notes)


def audit_of_record(book: Book, sent: SentPrices) -> Audit:
    """What the record itself holds, of a book that was replayed to its end while this one looked on."""
    conversions = [_conversion(one) for one in book.state.conversions]
    return Audit([], conversions, notices=sent.answer(), notes=tuple(standing_on(book.state)) or None)


def _compare(claim: Claim, noted: PricesOn, how: Manner, effects: Effects) -> ClaimFound:
    price, common, effect = noted.found[claim.on], None, None
    if claim.common_per_share is not None:
        common = CommonCompared(*_compared(claim.common_per_share, price.common_per_share, claim.common_places, how))
        common = replace(common, effect=_of_all(common, noted.series_d[claim.on]))
    compared = Compared(*_compared(claim.price, price.in_effect, claim.places, how))
    if compared.verdict == "wrong":
        effect = effects.of(claim, price, noted.series_d[claim.on], noted.converting[claim.on])
    return ClaimFound(claim, compared, common, effect=effect)


def _of_all(one: CommonCompared, series_d: int) -> CommonEffect | None:
    """What a wrong Common for one share does to all Series D of its day, in whole shares on either side."""
    if one.verdict != "wrong" or one.computed is None:
        return None
    claimed, computed = (floor(it.fraction * series_d) for it in (one.claimed, one.computed))
    return CommonEffect(series_d, claimed - computed)


def _noted(one: ClaimFound, book: Book) -> ClaimFound:
    """The same, with a note where the certificate was not in force yet: a price is claimed, and there was none."""
    adopted = certificate(book.items)
    if adopted is None or one.claim.on >= adopted.effective:
        return one
    since = f"before the certificate took effect on {adopted.effective} ({adopted.id})"
    said = f"{since} nothing was in force, and no price; it is compared with the price that the certificate begins with"
    return replace(one, note=said if one.note is None else f"{said}; {one.note}")


def _of_zeros(one: ClaimFound) -> ClaimFound:
    """The same, with a note where a number agrees only because nothing but a zero is left of both."""
    common = one.common_per_share
    named = {"price": one.price} | ({} if common is None else {"Common per share": common})
    zeros = [name for name, it in named.items() if _are_zeros(it)]
    if not zeros:
        return one
    what = " and its ".join(zeros)
    said = f"rounded first, both sides of its {what} are 0: that they agree states nothing"
    return replace(one, note=said)


def _are_zeros(one: Compared) -> bool:
    return one.rounded is not None and not one.claimed.rounded(one.rounded)


def _compared(
    claimed: Fraction, computed: Figure | None, written: int | None, how: Manner
) -> tuple[Figure, Figure | None, Verdict, bool, Figure | None, int | None]:
    if computed is None:
        return Figure.of(claimed), None, "wrong", False, None, None
    found = verdict(claimed, computed, written, how.places)
    agrees = found == "exact" if how.strict else found != "wrong"
    is_exact = how.places is None or found != "exact" or agree(claimed, computed, None)
    rounded = None if is_exact else how.places
    return Figure.of(claimed), computed, found, agrees, less(Bounded.of(claimed), computed), rounded


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
    log: Sequence[Recorded], steps: Sequence[PriceStep], found: Sequence[ClaimFound], places: int | None
) -> list[ClaimFound]:
    """The same, with what can be said of those that disagree."""
    off = {number: one for number, one in enumerate(found) if not one.price.agrees}
    claims = {number: (one.claim, one.price.computed) for number, one in off.items() if one.price.computed is not None}
    agreeing = [one.claim.on for one in found if one.price.verdict != "wrong" and one.note is None]
    trail = Trail(steps, agreeing)
    reasons = reconcile(log, trail, claims, places)
    commons = _commons(log, trail, found, places)
    return [_with_reasons(one, trail, reasons.get(number), commons.get(number)) for number, one in enumerate(found)]


def _commons(
    log: Sequence[Recorded], trail: Trail, found: Sequence[ClaimFound], places: int | None
) -> dict[int, Reconciled]:
    """What explains the Common for one share of a claim, where that disagrees: the plainest is tried first."""
    reasons: dict[int, Reconciled] = {}
    left: dict[int, tuple[Claim, Figure, Figure]] = {}
    for number, one in enumerate(found):
        common, price = one.common_per_share, one.price.computed
        if common is None or common.agrees or common.computed is None or price is None:
            continue
        reason = _of_common(one, common.claimed, common.computed)
        if reason is not None:
            reasons[number] = reason
        else:
            left[number] = (one.claim, price, common.computed)
    return reasons | reconcile_common(log, trail, left, places)


def _with_reasons(
    one: ClaimFound, trail: Trail, explained: Explained | None, of_common: Reconciled | None
) -> ClaimFound:
    common, reason = one.common_per_share, None if explained is None else explained.nearest
    if common is not None and not common.agrees:
        if one.price.agrees:
            reason = of_common
        else:
            common = replace(common, reconciles=of_common)
    missed, others = (explained.missed, explained.others) if explained is not None else (None, ())
    parted = trail.parted(one.claim, missed) if one.price.verdict == "wrong" else None
    return replace(one, common_per_share=common, parted=parted, reconciles=reason, others=others)


def _of_common(one: ClaimFound, claimed: Figure, computed: Figure) -> Reconciled | None:
    """What the Common for one share is, other than the computed one: that as it is written, or of the claimed price."""
    written, price = one.claim.common_places, one.price.computed
    direct = of_common(claimed, computed, written)
    if direct is not None or not one.claim.price or price is None:
        return direct
    return follows(claimed, Figure.of(computed.fraction * price.fraction / one.claim.price), written)
