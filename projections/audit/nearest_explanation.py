"""Why a claimed price is not the computed one: the nearest supposition that makes the two agree, and those like it.

Each is met exactly, or as the claim is written: rounded half up or cut off to its own decimal places, and never to
fewer, but where both sides were to be rounded. `projections.audit.suppositions` has what is tried, and
`projections.audit.plainness` which is the nearest, and when a match says little.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from projections.audit.claims import Claim, Missed, Trail
from projections.audit.plainness import by_chance, chance_in_words
from projections.audit.rounding import Reconciled, as_written, doubted, when_stated
from projections.audit.suppositions import OtherPrice, Supposed, of_common, suppositions
from projections.audit.verdicts import SAFE_PLACES, Stated, agree, as_stated, half_up, stated_by


class Explained(NamedTuple):
    """The nearest explanation of a claim, those that meet it as well, and the step that it may not follow."""

    nearest: Reconciled
    others: tuple[Reconciled, ...] = ()
    missed: Missed | None = None


class _Met(NamedTuple):
    """A supposition that meets a claim: exactly, as the claim is written, or where both are rounded; and its place."""

    how: int
    place: int
    supposed: Supposed
    reason: Reconciled


_EXACTLY, _AS_WRITTEN, _ROUNDED = range(3)


def reconcile(
    log: Sequence[Recorded], trail: Trail, claims: Mapping[int, tuple[Claim, Figure]], places: int | None
) -> dict[int, Explained]:
    """What explains each claim that is not the computed price, by the number of the claim; nothing of some."""
    found = {number: Explained(reason) for number, one in claims.items() if (reason := _written(*one)) is not None}
    left = {number: claim for number, (claim, _) in claims.items() if number not in found}
    if left:
        prices = {claim.on: price for claim, price in claims.values()}
        tried = suppositions(log, trail, {claim.on: prices[claim.on] for claim in left.values()})
        of_days = {day: _Tried(of_day, OtherPrice(prices[day]), places) for day, of_day in tried.items()}
        explained = {number: of_days[claim.on].explains(claim) for number, claim in left.items()}
        found |= {number: one for number, one in explained.items() if one is not None}
    return found


def reconcile_common(
    log: Sequence[Recorded], trail: Trail, claims: Mapping[int, tuple[Claim, Figure, Figure]], places: int | None
) -> dict[int, Reconciled]:
    """What explains a Common for one share that is not the computed one, by the number of the claim; with its price."""
    tried = (
        of_common(log, trail, {claim.on: (price, common) for claim, price, common in claims.values()}) if claims else {}
    )
    of_days = {claim.on: _Tried(tried[claim.on], OtherPrice(common), places) for claim, _, common in claims.values()}
    found: dict[int, Reconciled] = {}
    for number, (claim, _, _) in claims.items():
        assert claim.common_per_share is not None  # noqa: S101  the caller has looked
        explained = of_days[claim.on].explains(Claim(claim.on, claim.common_per_share, places=claim.common_places))
        if explained is not None:
            found[number] = explained.nearest
    return found


def _written(claim: Claim, price: Figure) -> Reconciled | None:
    stated = as_stated(claim.price, price, claim.places)
    return None if stated is None else as_written(stated)


class _Tried:
    """What is supposed of a day with this price, to be asked what of it meets a claim."""

    def __init__(self, supposed: Sequence[Supposed], price: OtherPrice, places: int | None) -> None:
        self.supposed = supposed
        self.price = price
        self.places = places
        self._of_places: dict[int, Mapping[int, Sequence[int]]] = {}
        self._others: dict[int, Sequence[int]] = {}

    def explains(self, claim: Claim) -> Explained | None:
        """What of it meets a claim, the nearest first; None where nothing does."""
        met = {place: one for place in self._alike(claim) if (one := self._met(claim, place)) is not None}
        told = sorted((one for one in met.values() if not _went_on(one, met)), key=lambda one: (one.how, one.place))
        if not told:
            return None
        if told[0].how != _EXACTLY and self._is_chance(claim):
            why = chance_in_words(claim.price, self._places(claim))
            told = [one._replace(reason=doubted(one.reason, why)) for one in told]
        nearest, *others = [one.reason for one in told if one.how == told[0].how]
        steps = (Missed(one.supposed.step, one.reason.message) for one in told if one.supposed.step is not None)
        return Explained(nearest, tuple(others), next(steps, None))

    def _alike(self, claim: Claim) -> Sequence[int]:
        """The places of those that may meet a claim; where both are rounded, of all."""
        if self.places is not None:
            return range(len(self.supposed))
        places = SAFE_PLACES if claim.written is None else claim.written
        return self._numbers(places).get(half_up(claim.price, places), ())

    def _numbers(self, places: int) -> Mapping[int, Sequence[int]]:
        """The places of the suppositions by what they are written as, with so many decimal places."""
        if places not in self._of_places:
            found = defaultdict[int, list[int]](list)
            for place, one in enumerate(self.supposed):
                for number in set(one.price.stated(places)):
                    found[number].append(place)
            self._of_places[places] = found
        return self._of_places[places]

    def _met(self, claim: Claim, place: int) -> _Met | None:
        """How a supposition meets a claim, if it does."""
        one = self.supposed[place]
        price, places = one.price.figure, claim.written
        number, alike = (0, None) if places is None else (half_up(claim.price, places), one.price.stated(places))
        if (alike is None or number in alike) and claim.price == price.fraction:
            return _Met(_EXACTLY, place, one, one.reason)
        stated = None if places is None or alike is None else stated_by(number, alike, places)
        if stated is not None:
            return _Met(_AS_WRITTEN, place, one, when_stated(one.reason, stated))
        if self.places is not None and agree(claim.price, price, self.places):
            return _Met(_ROUNDED, place, one, when_stated(one.reason, Stated(self.places, down=False)))
        return None

    def _is_chance(self, claim: Claim) -> bool:
        """Whether among all that was tried there is much that a claim of so few digits could be by chance."""
        places = self._places(claim)
        if places not in self._others:
            self._others[places] = sorted(self._numbers(places).keys() - set(self.price.stated(places)))
        return by_chance(claim.price, places, self._others[places])

    def _places(self, claim: Claim) -> int:
        """The decimal places with which a claim that is no fraction is held against what is supposed."""
        return min(one for one in (claim.written, self.places) if one is not None)


def _went_on(one: _Met, met: Mapping[int, _Met]) -> bool:
    """Whether what was known until an entry was recorded was still so after it, until a later one."""
    newer = met.get(one.place - 1)
    return one.reason.how == "known" and newer is not None and newer.how <= one.how
