"""Why a claimed price is not the computed one: the nearest supposition that makes the two agree.

Tried in this order: that the claim is the price as it is written, that it is the price of the day before or after,
that it is in the share units before or after a split, that its decimal point has slipped, that it was right before the
record was voided or corrected, that one entry was left out of its making, that it was right before a late entry was
recorded, that another switch of the reading was used. Each is met exactly, or as the claim is written: rounded half up
or cut off to its own decimal places, and never to fewer. All but the first, the units and the point are replays of an
edited timeline.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, chain, islice
from typing import get_args

from ledger.events import CertificateAdopted, DocumentAttached
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.log.timeline import as_edited, in_timeline, is_edit, standing_edits
from ledger.numbers.days import written
from ledger.numbers.exact import decimal_text
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from projections.answers.history import PriceStep
from projections.audit.claims import ENOUGH, TELLING, Claim
from projections.audit.rounding import Reconciled, as_written, when_stated
from projections.audit.verdicts import SAFE_PLACES, Stated, as_stated, significant
from projections.certificate.readings import SWITCHES
from projections.compare.hypothesis import changed, without
from projections.compare.prices import prices_on

_POINTS = (1, -1, 2, -2, 3, -3)
"""How far a decimal point slips: to the right, where above 0."""
_MOST_TRIED = 200
_FEWEST_TRIED = 5
_MOST_REPLAYED = 100_000
"""Entries to replay, at most, in looking for one that was left out."""


@dataclass(frozen=True, slots=True)
class _Supposed:
    """A log in which something is supposed, to be asked for the prices of the dates that disagree."""

    log: Sequence[Recorded]
    first_day: date
    reason: Reconciled


class _Wanted:
    """A claim that disagrees, to be met by a supposed price: exactly, or by that price as the claim is written.

    Met only as it is written, and with few digits, it goes on being sought: `fallback` is the nearest such reason.
    """

    def __init__(self, claim: Claim, places: int | None) -> None:
        self.claim = claim
        self.places = places
        self.key = decimal_text(claim.price, SAFE_PLACES if places is None else places)
        self.digits = 0 if claim.written is None else significant(claim.price, claim.written)
        self.fallback: Reconciled | None = None

    def reason(self, price: "_Supposable", reason: Reconciled) -> Reconciled | None:
        """The reason, when the price meets the claim."""
        alike = self.key == price.decimal(SAFE_PLACES if self.places is None else self.places)
        if alike and (self.places is not None or self.claim.price == price.price.fraction):
            return reason
        stated = None if self.digits < ENOUGH else price.stated(self.claim)
        if stated is None:
            return None
        found = when_stated(reason, stated)
        if self.digits >= TELLING:
            return found
        self.fallback = self.fallback or found
        return None


class _Supposable:
    """A supposed price, whose decimals are worked out once for all claims of a date."""

    def __init__(self, price: Figure) -> None:
        self.price = price
        self._texts: dict[int, str] = {}

    def decimal(self, places: int) -> str:
        """The decimal to so many places."""
        if places not in self._texts:
            self._texts[places] = self.price.decimal(places)
        return self._texts[places]

    def stated(self, claim: Claim) -> Stated | None:
        """How the claim states this price, if it does."""
        return as_stated(claim.price, self.price, claim.places)


_Nearby = tuple[_Supposable, Reconciled]
"""A price, and the reason why a claim that it meets is another than the computed one."""


def reconcile(
    log: Sequence[Recorded],
    steps: Sequence[PriceStep],
    claims: Mapping[int, tuple[Claim, Figure]],
    places: int | None,
) -> dict[int, Reconciled]:
    """The first supposition that makes each claim agree, by the number of the claim."""
    found = {number: reason for number, one in claims.items() if (reason := _written(*one)) is not None}
    wanted = {number: _Wanted(claim, places) for number, (claim, _) in claims.items() if number not in found}
    found |= _nearby(log, steps, wanted, {number: claims[number][1] for number in wanted})
    for supposed in _suppositions(log, steps):
        left = {number: one for number, one in wanted.items() if number not in found}
        if not left:
            break
        found |= _supposing(supposed, {n: one for n, one in left.items() if one.claim.on >= supposed.first_day})
    weak = {number: one.fallback for number, one in wanted.items() if one.fallback is not None}
    return weak | found


def _written(claim: Claim, price: Figure) -> Reconciled | None:
    stated = as_stated(claim.price, price, claim.places)
    return None if stated is None else as_written(stated)


def _supposing(supposed: _Supposed, left: Mapping[int, _Wanted]) -> dict[int, Reconciled]:
    days = {one.claim.on for one in left.values()}
    prices = {day: _Supposable(price.in_effect) for day, price in prices_on(supposed.log, days).items()}
    reasons = {number: one.reason(prices[one.claim.on], supposed.reason) for number, one in left.items()}
    return {number: reason for number, reason in reasons.items() if reason is not None}


def _nearby(
    log: Sequence[Recorded], steps: Sequence[PriceStep], left: Mapping[int, _Wanted], prices: Mapping[int, Figure]
) -> dict[int, Reconciled]:
    """Claims of the price of another day, in other share units, or with their decimal point elsewhere."""
    days = prices_on(log, {day for one in left.values() for day, _ in _neighbours(one.claim.on)})
    of_days = {day: _Supposable(price.in_effect) for day, price in days.items()}
    splits = [step for step in steps if step.before.factor != step.after.factor]
    found = dict[int, Reconciled]()
    for number, one in left.items():
        suppositions = chain(_on_days(one, of_days), _in_units(one, prices[number], splits), _slipped(prices[number]))
        met = next(filter(None, (one.reason(price, reason) for price, reason in suppositions)), None)
        if met is not None:
            found[number] = met
    return found


def _on_days(one: _Wanted, prices: Mapping[date, _Supposable]) -> Iterator[_Nearby]:
    for day, word in _neighbours(one.claim.on):
        yield prices[day], Reconciled("day", f"it agrees with the price one day {word}, on {day}", on=day)


def _in_units(one: _Wanted, price: Figure, splits: Iterable[PriceStep]) -> Iterator[_Nearby]:
    """The price of the day in the share units before a split that governs it, or after a later one."""
    for split in splits:
        earlier = split.governs_from <= one.claim.on
        word, factor = ("before", split.before.factor) if earlier else ("after", split.after.factor)
        where = f"the share units {word} {split.entry} ({split.clause}) of {split.effective}"
        reason = Reconciled("units", f"it agrees in {where}", entry=split.entry, units=word)
        yield _Supposable(Figure(price.bounded, factor)), reason


def _slipped(price: Figure) -> Iterator[_Nearby]:
    """The price with its decimal point elsewhere, as from a percentage."""
    for places in _POINTS:
        message = (
            f"it agrees if its decimal point is moved to the {'left' if places > 0 else 'right'}, by {abs(places)}"
        )
        moved = Figure(price.bounded, price.factor * Fraction(10) ** places)
        yield _Supposable(moved), Reconciled("point", message, left=places)


def _neighbours(day: date) -> Iterator[tuple[date, str]]:
    one = timedelta(days=1)
    if day > date.min:
        yield day - one, "earlier"
    if day < date.max:
        yield day + one, "later"


def _suppositions(log: Sequence[Recorded], steps: Sequence[PriceStep]) -> Iterator[_Supposed]:
    """What was known before each edit, then ledgers without one of the entries that moved the price; other switches."""
    most = min(_MOST_TRIED, max(_FEWEST_TRIED, _MOST_REPLAYED // max(1, len(log))))
    yield from islice(_before_edits(log), most)
    causes = {entry: step for step in reversed(steps) for entry in step.entries}
    for entry, step in list(causes.items())[:most]:
        reason = Reconciled("without", f"it agrees if {entry} of {step.effective} is left out", entry=entry)
        try:
            yield _Supposed(without(log, entry), step.effective, reason)
        except Refusal:
            continue  # what cannot be left out cannot have been forgotten
    yield from islice(_before_late(log), most)
    yield from _other_readings(log)


def _before_edits(log: Sequence[Recorded]) -> Iterator[_Supposed]:
    """The log as it stood before each void and correction, the newest first: what was right when it was claimed."""
    return (_known_before(log, number) for number in range(len(log) - 1, 0, -1) if is_edit(log[number]))


def _before_late(log: Sequence[Recorded]) -> Iterator[_Supposed]:
    """The log as it stood before entries that take effect before some known already, likewise."""
    days = (date.min if isinstance(one.entry, DocumentAttached) else one.entry.effective for one in log)
    latest = list(accumulate(days, max))
    for number in range(len(log) - 1, 0, -1):
        one = log[number]
        learned = one.recorded_at > log[number - 1].recorded_at
        if learned and one.entry.effective < latest[number - 1] and in_timeline(one):
            yield _known_before(log, number)


def _known_before(log: Sequence[Recorded], number: int) -> _Supposed:
    one = log[number]
    message = f"it agrees with what was known until {one.id} was recorded, at {written(one.recorded_at)}"
    return _Supposed(log[:number], date.min, Reconciled("known", message, entry=one.id))


def _other_readings(log: Sequence[Recorded]) -> Iterator[_Supposed]:
    edits = standing_edits([one for one in log if is_edit(one)])
    standing = (as_edited(one, edits.get(one.id)) for one in log if isinstance(one.entry, CertificateAdopted))
    for one in standing:
        if one is None or not isinstance(one.entry, CertificateAdopted):
            continue
        for name, made in one.entry.terms.interpretations.choices().items():
            for choice in get_args(Interpretations.model_fields[name].annotation):
                if choice != made:
                    other = changed(log, one.id, {f"terms.interpretations.{name}": choice})
                    yield _Supposed(other, date.min, _other_reading(name, choice))


def _other_reading(name: str, choice: str) -> Reconciled:
    reading = SWITCHES.get(name, "")
    message = f"it agrees under another reading: {name} {choice}" + (f" ({reading})" if reading else "")
    return Reconciled("reading", message, switch=name, choice=choice, reading=reading)
