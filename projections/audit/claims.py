"""Claimed prices: whether one agrees with the computed price, and from which step on one that does not parts."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import Annotated

from ledger.numbers.exact import decimal_text
from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.members import Hidden, Maybe, Name

SAFE_PLACES = 40
"""Numbers that differ nearly always differ in so many places; only those that do not are compared exactly."""


SIGNIFICANT = 5
"""The digits that a rounded number must have, to be taken for one price rather than another."""

_ROUNDED_TO = range(2, 11)


@dataclass(frozen=True, slots=True)
class Claim:
    """A price that somebody claims for the conversions of a date: in this row of a file, from that source."""

    on: Annotated[date, Name("date")]
    price: Hidden[Fraction]
    common_per_share: Hidden[Fraction | None] = None
    row: Maybe[int] = None
    source: Maybe[str] = None


@dataclass(frozen=True, slots=True)
class Parted:
    """The step from which a claim no longer follows the price."""

    step: int
    entry: str
    clause: str
    governs_from: date
    message: str


def _parted(step: PriceStep, message: str) -> Parted:
    return Parted(step.number, step.entry, step.clause, step.governs_from, message)


def agree(claimed: Fraction, computed: Figure, places: int | None) -> bool:
    """Whether two prices agree: exactly, or after rounding both half to even."""
    if places is not None:
        return decimal_text(claimed, places) == computed.decimal(places)
    # what differs in its decimals differs; only what does not is worked out exactly
    alike = decimal_text(claimed, SAFE_PLACES) == computed.decimal(SAFE_PLACES)
    return alike and claimed == computed.fraction


def places_of(price: Fraction) -> int:
    """The decimal places with which a price is written, from two to ten; ten for more, as a spreadsheet's cell has."""
    return next((places for places in _ROUNDED_TO if (price * 10**places).denominator == 1), max(_ROUNDED_TO))


def significant(price: Fraction, places: int) -> int:
    """How many of its digits signify something."""
    return len(digits(decimal_text(price, places)))


def digits(text: str) -> str:
    """The digits of a number that signify something."""
    return text.replace(".", "").lstrip("0")


class Trail:
    """The steps of the price, to be asked which of them a claim does not follow."""

    def __init__(self, steps: Sequence[PriceStep], agreeing: Sequence[date], places: int | None) -> None:
        self.steps = steps
        self.agreeing = sorted(agreeing)
        self.places = places
        numbers = sorted(range(len(steps)), key=lambda number: steps[number].governs_from)
        self._days = [steps[number].governs_from for number in numbers]
        self._latest = list(accumulate(numbers, max))
        self._before: dict[int, dict[str, list[int]]] = {}

    def parted(self, claim: Claim) -> Parted | None:
        """Where a claim that disagrees parts from the price; None where no step governs its date."""
        at = self._governing(claim.on)
        if at is None:
            return None
        missed = self._missed(claim, at)
        if missed is not None:
            return _parted(missed, f"it is the price before step {missed.number} and does not follow {_named(missed)}")
        stale, rounded = self._missed_rounded(claim, at)
        if stale is not None:
            said = f"it is the price before step {stale.number}, rounded to {rounded} decimal places"
            return _parted(stale, f"{said}, and does not follow {_named(stale)}")
        before = bisect_right(self.agreeing, claim.on)
        agreed = self.agreeing[before - 1] if before else date.max
        after = self._first_after(agreed, claim.on)
        if after is not None:
            last = f"the last claim before it that agrees, exactly or rounded, is of {agreed}"
            return _parted(after, f"{last}; the first step after that is {after.number}, {_named(after)}")
        return _parted(self.steps[at], f"the step that governs the date is {at + 1}, {_named(self.steps[at])}")

    def _governing(self, day: date) -> int | None:
        found = bisect_right(self._days, day)
        return self._latest[found - 1] if found else None

    def _missed(self, claim: Claim, at: int) -> PriceStep | None:
        """The latest step before which the price was what is claimed."""
        for number in self._alike(claim, at, SAFE_PLACES if self.places is None else self.places):
            if agree(claim.price, self.steps[number].before, self.places):
                return self.steps[number]
        return None

    def _missed_rounded(self, claim: Claim, at: int) -> tuple[PriceStep | None, int]:
        """The same, as the claim is rounded, if it has digits enough to tell prices apart; and to how many places."""
        places = places_of(claim.price)
        if self.places is not None or significant(claim.price, places) < SIGNIFICANT:
            return None, 0
        return next(((self.steps[number], places) for number in self._alike(claim, at, places)), (None, 0))

    def _alike(self, claim: Claim, at: int, places: int) -> Iterator[int]:
        """The steps up to one before which the price was what is claimed, rounded to so many places; the last first."""
        if places not in self._before:
            texts = self._before.setdefault(places, {})
            for number, step in enumerate(self.steps):
                texts.setdefault(step.before.decimal(places), []).append(number)
        candidates = self._before[places].get(decimal_text(claim.price, places), [])
        return reversed(candidates[: bisect_right(candidates, at)])

    def _first_after(self, agreed: date, day: date) -> PriceStep | None:
        first = bisect_right(self._days, agreed)
        return self.steps[self._latest[first]] if first < len(self._days) and self._days[first] <= day else None


def _named(step: PriceStep) -> str:
    return f"{step.entry} ({step.clause}), which governs from {step.governs_from}"
