"""What may be supposed of a wrong claim: other prices of its day, each with the reason why somebody may have had it.

They come in the order of `projections.audit.plainness`. All but the steps, the units and the point are replays of an
edited timeline, each for all days at once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, islice
from typing import NamedTuple, get_args

from ledger.events import (
    AddressChanged,
    BalanceAsserted,
    CertificateAdopted,
    CertificateDelivered,
    ConsentGiven,
    DocumentAttached,
    LetterheadChanged,
    Liquidated,
    NoticeSent,
    SeriesDAutoConverted,
    SeriesDIssued,
    SharesTransferred,
)
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.log.timeline import as_edited, in_timeline, is_edit, standing_edits
from ledger.numbers.bounded import Bounded, quotient
from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from projections.answers.history import PriceStep
from projections.audit.claims import Trail
from projections.audit.rounding import Reconciled
from projections.audit.verdicts import stated_as
from projections.certificate.readings import SWITCHES
from projections.compare.hypothesis import changed, without
from projections.compare.prices import prices_on

_POINTS = (1, -1, 2, -2, 3, -3)
"""How far a decimal point slips: to the right, where above 0."""
_MOST_TRIED = 200
_FEWEST_TRIED = 5
_MOST_REPLAYED = 100_000
"""Entries to replay, at most, in looking for one that was left out."""

_MOVES_NOTHING = (
    AddressChanged,
    BalanceAsserted,
    CertificateAdopted,
    CertificateDelivered,
    ConsentGiven,
    DocumentAttached,
    LetterheadChanged,
    Liquidated,
    NoticeSent,
    SeriesDAutoConverted,
    SeriesDIssued,
    SharesTransferred,
)
"""What nobody overlooked: it moves neither the price nor shares outstanding, or everything rests on it."""


class OtherPrice:
    """A supposed price, whose decimals are worked out once for all claims."""

    __slots__ = ("_stated", "figure")

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._stated: dict[int, tuple[int, int]] = {}

    def stated(self, places: int) -> tuple[int, int]:
        """It cut off, and rounded half up, to so many decimal places; in units of the last of them."""
        if places not in self._stated:
            self._stated[places] = stated_as(self.figure, places)
        return self._stated[places]


class Supposed(NamedTuple):
    """A supposed price of a day, why somebody may have had it, and the step that is then not followed."""

    price: OtherPrice
    reason: Reconciled
    step: PriceStep | None = None


@dataclass(frozen=True, slots=True)
class _Edited:
    """A log in which something is supposed, to be asked for the prices from a day on."""

    log: Sequence[Recorded]
    first_day: date
    reason: Reconciled


def suppositions(
    log: Sequence[Recorded], trail: Trail, prices: Mapping[date, Figure]
) -> Mapping[date, Sequence[Supposed]]:
    """What may be supposed of each day that has this price: the plainest first, and of a kind the nearest."""
    most = min(_MOST_TRIED, max(_FEWEST_TRIED, _MOST_REPLAYED // max(1, len(log))))
    days = prices.keys()
    known = _replayed(islice(_before_changes(log), most), days)
    missed = [Supposed(OtherPrice(step.before), _missed(step), step) for step in trail.steps]
    left_out = _replayed(islice(_left_out(log, trail.steps), most), days)
    others = _replayed(_other_readings(log), days)
    beside = prices_on(log, {day for on in days for day, _ in _neighbours(on)})
    splits = [step for step in reversed(trail.steps) if step.before.factor != step.after.factor]
    return {
        day: [
            *known[day],
            *(Supposed(OtherPrice(beside[on].in_effect), _of_day(on, word)) for on, word in _neighbours(day)),
            *_in_units(day, price, splits),
            *reversed(missed[: trail.governing(day)]),
            *left_out[day],
            *_slipped(price),
            *others[day],
        ]
        for day, price in prices.items()
    }


def of_common(
    log: Sequence[Recorded], trail: Trail, priced: Mapping[date, tuple[Figure, Figure]]
) -> Mapping[date, Sequence[Supposed]]:
    """What may be supposed of the Common for one share on days that have this price and this Common.

    Only what takes no replay of another timeline: the days beside, other share units, the prices before a step.
    """
    beside = prices_on(log, {day for on in priced for day, _ in _neighbours(on)})
    splits = [step for step in reversed(trail.steps) if step.before.factor != step.after.factor]
    found: dict[date, Sequence[Supposed]] = {}
    for day, (price, common) in priced.items():
        worth = Bounded.of(common.fraction * price.fraction)
        days = [(beside[on].common_per_share, _of_day(on, word)) for on, word in _neighbours(day)]
        missed = reversed(trail.steps[: trail.governing(day)])
        others = [*_in_units(day, price, splits), *(Supposed(OtherPrice(it.before), _followed(it)) for it in missed)]
        found[day] = [
            *(Supposed(OtherPrice(figure), reason) for figure, reason in days if figure is not None),
            *(
                one._replace(price=_at(worth, one.price.figure))
                for one in others
                if not one.price.figure.bounded.is_zero()
            ),
        ]
    return found


def _at(worth: Bounded, price: Figure) -> OtherPrice:
    """The Common for what is worth so much, at another price."""
    return OtherPrice(Figure(quotient(worth, price.bounded, 1 / price.factor)))


def _followed(step: PriceStep) -> Reconciled:
    return Reconciled("step", f"it follows from the price before step {step.number}", entry=step.entry)


def _replayed(edited: Iterable[_Edited], days: Collection[date]) -> Mapping[date, Sequence[Supposed]]:
    found: dict[date, list[Supposed]] = {day: [] for day in days}
    for one in edited:
        try:
            prices = prices_on(one.log, [day for day in days if day >= one.first_day])
        except Refusal:
            continue  # a ledger that cannot have been is no explanation
        for day, price in prices.items():
            found[day].append(Supposed(OtherPrice(price.in_effect), one.reason))
    return found


def _missed(step: PriceStep) -> Reconciled:
    return Reconciled("step", f"it is the price before step {step.number}", entry=step.entry)


def _of_day(on: date, word: str) -> Reconciled:
    return Reconciled("day", f"it agrees with the price one day {word}, on {on}", on=on)


def _neighbours(day: date) -> Iterator[tuple[date, str]]:
    one = timedelta(days=1)
    if day > date.min:
        yield day - one, "earlier"
    if day < date.max:
        yield day + one, "later"


def _in_units(day: date, price: Figure, splits: Iterable[PriceStep]) -> Iterator[Supposed]:
    """The price of the day in the share units before a split that governs it, or after a later one."""
    for split in splits:
        earlier = split.governs_from <= day
        word, factor = ("before", split.before.factor) if earlier else ("after", split.after.factor)
        where = f"the share units {word} {split.entry} ({split.clause}) of {split.effective}"
        reason = Reconciled("units", f"it agrees in {where}", entry=split.entry, units=word)
        yield Supposed(OtherPrice(Figure(price.bounded, factor)), reason)


def _slipped(price: Figure) -> Iterator[Supposed]:
    """The price with its decimal point elsewhere, as from a percentage."""
    for places in _POINTS:
        message = (
            f"it agrees if its decimal point is moved to the {'left' if places > 0 else 'right'}, by {abs(places)}"
        )
        moved = Figure(price.bounded, price.factor * Fraction(10) ** places)
        yield Supposed(OtherPrice(moved), Reconciled("point", message, left=places))


def _before_changes(log: Sequence[Recorded]) -> Iterator[_Edited]:
    """The log as it stood before each void, correction and late entry, the newest first: what was right then.

    An entry is late that takes effect before one known already; what was recorded with it in one go says nothing yet.
    """
    latest = list(accumulate((one.entry.effective if in_timeline(one) else date.min for one in log), max))
    for number in range(len(log) - 1, 0, -1):
        one = log[number]
        learned = one.recorded_at > log[number - 1].recorded_at
        late = learned and in_timeline(one) and one.entry.effective < latest[number - 1]
        if is_edit(one) or late:
            message = f"it agrees with what was known until {one.id} was recorded, at {written(one.recorded_at)}"
            yield _Edited(log[:number], date.min, Reconciled("known", message, entry=one.id))


def _left_out(log: Sequence[Recorded], steps: Sequence[PriceStep]) -> Iterator[_Edited]:
    """The ledger without an entry: those that moved the price first, the latest of them before the others."""
    for entry, day in _that_matter(log, steps).items():
        reason = Reconciled("without", f"it agrees if {entry} of {day} is left out", entry=entry)
        try:
            yield _Edited(without(log, entry), day, reason)
        except Refusal:
            continue  # what cannot be left out cannot have been forgotten


def _that_matter(log: Sequence[Recorded], steps: Sequence[PriceStep]) -> Mapping[str, date]:
    """The entries that can have moved a price, or a number of shares that it follows from, with their days."""
    edits = standing_edits([one for one in log if is_edit(one)])
    stand = (as_edited(one, edits.get(one.id)) for one in log if not is_edit(one))
    of_record = [one for one in stand if one is not None and not isinstance(one.entry, _MOVES_NOTHING)]
    causes = {entry: step.effective for step in reversed(steps) for entry in step.entries}
    others = {one.id: one.entry.effective for one in reversed(of_record)}
    return causes | {name: day for name, day in others.items() if name not in causes}


def _other_readings(log: Sequence[Recorded]) -> Iterator[_Edited]:
    edits = standing_edits([one for one in log if is_edit(one)])
    standing = (as_edited(one, edits.get(one.id)) for one in log if isinstance(one.entry, CertificateAdopted))
    for one in standing:
        if one is None or not isinstance(one.entry, CertificateAdopted):
            continue
        for name, made in one.entry.terms.interpretations.choices().items():
            for choice in get_args(Interpretations.model_fields[name].annotation):
                if choice != made:
                    other = changed(log, one.id, {f"terms.interpretations.{name}": choice})
                    yield _Edited(other, date.min, _other_reading(name, choice))


def _other_reading(name: str, choice: str) -> Reconciled:
    reading = SWITCHES.get(name, "")
    message = f"it agrees under another reading: {name} {choice}" + (f" ({reading})" if reading else "")
    return Reconciled("reading", message, switch=name, choice=choice, reading=reading)
