"""Claimed prices: whether one agrees with the computed price, and from which step on one that does not parts."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import Annotated, NamedTuple

from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.audit.verdicts import (
    NO_DECIMAL,
    SAFE_PLACES,
    Stated,
    agree,
    as_stated,
    significant,
    stated_as,
    written_with,
)
from projections.members import Hidden, Maybe, Name

ENOUGH, TELLING = 3, 5
"""The digits that a claim must have to be taken for another number as it is written: for want of anything that it is
exactly, and outright."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A price that somebody claims for the conversions of a date: in this row of a file, from that source."""

    on: Annotated[date, Name("date")]
    price: Hidden[Fraction]
    common_per_share: Hidden[Fraction | None] = None
    row: Maybe[int] = None
    source: Maybe[str] = None
    places: Hidden[int | None] = None
    """The decimal places that the price is written with, trailing zeros included; None: those that it needs.

    `NO_DECIMAL` where it is written as a fraction.
    """
    common_places: Hidden[int | None] = None
    """Likewise those of the Common for one share."""

    @property
    def written(self) -> int | None:
        """The decimal places that the price is written with; None where it does not end, or is written otherwise."""
        places = written_with(self.price) if self.places is None else self.places
        return None if places == NO_DECIMAL else places


@dataclass(frozen=True, slots=True)
class Parted:
    """The step from which a claim no longer follows the price."""

    step: int
    entry: str
    clause: str
    governs_from: date
    message: str


class Stale(NamedTuple):
    """A step that a claim does not follow: the claim is the price before it, exactly or as the claim is written."""

    step: PriceStep
    stated: Stated | None

    @property
    def before(self) -> str:
        """What the claim is."""
        before = f"it is the price before step {self.step.number}"
        return before if self.stated is None else f"{before}, as stated ({self.stated.words})"


Said = Callable[[Figure, int], tuple[str, ...]]
"""How a price is said with so many places, in one way or in several."""


def _parted(step: PriceStep, message: str) -> Parted:
    return Parted(step.number, step.entry, step.clause, step.governs_from, message)


class Trail:
    """The steps of the price, to be asked which of them a claim does not follow."""

    def __init__(self, steps: Sequence[PriceStep], agreeing: Sequence[date], places: int | None) -> None:
        self.steps = steps
        self.agreeing = sorted(agreeing)
        self.places = places
        numbers = sorted(range(len(steps)), key=lambda number: steps[number].governs_from)
        self._days = [steps[number].governs_from for number in numbers]
        self._latest = list(accumulate(numbers, max))
        self._before: dict[tuple[str, int], dict[str, list[int]]] = {}

    def parted(self, claim: Claim) -> Parted | None:
        """Where a claim that disagrees parts from the price; None where no step governs its date."""
        at = self._governing(claim.on)
        if at is None:
            return None
        stale = self.stale(claim)
        if stale is not None:
            return _parted(stale.step, f"{stale.before} and does not follow {_named(stale.step)}")
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
        for number in self._alike(claim, at, SAFE_PLACES if self.places is None else self.places, self._rounded):
            if agree(claim.price, self.steps[number].before, self.places):
                return self.steps[number]
        return None

    def stale(self, claim: Claim) -> "Stale | None":
        """The latest step before which the price was what is claimed, exactly or, digits enough given, as written."""
        at, places = self._governing(claim.on), claim.written
        missed = None if at is None else self._missed(claim, at)
        if missed is not None:
            return Stale(missed, None)
        if at is None or places is None or self.places is not None or significant(claim.price, places) < ENOUGH:
            return None
        for number in self._alike(claim, at, places, self._stated_as):
            stated = as_stated(claim.price, self.steps[number].before, places)
            if stated is not None:
                return Stale(self.steps[number], stated)
        return None

    def _alike(self, claim: Claim, at: int, places: int, said: "Said") -> Iterator[int]:
        """The steps up to one before which the price may have been what is claimed; the last first."""
        known = self._before.setdefault((said.__name__, places), {})
        if not known:
            for number, step in enumerate(self.steps):
                for text in said(step.before, places):
                    known.setdefault(text, []).append(number)
        (text, *_) = said(Figure.of(claim.price), places)
        candidates = known.get(text, [])
        return reversed(candidates[: bisect_right(candidates, at)])

    @staticmethod
    def _rounded(price: Figure, places: int) -> tuple[str, ...]:
        return (price.decimal(places),)

    @staticmethod
    def _stated_as(price: Figure, places: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(str, reversed(stated_as(price, places)))))

    def _first_after(self, agreed: date, day: date) -> PriceStep | None:
        first = bisect_right(self._days, agreed)
        return self.steps[self._latest[first]] if first < len(self._days) and self._days[first] <= day else None


def _named(step: PriceStep) -> str:
    return f"{step.entry} ({step.clause}), which governs from {step.governs_from}"
