"""Claimed prices: whether one agrees with the computed price, and from which step on one that does not parts."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Annotated, NamedTuple

from ledger.errors import ArgumentError
from ledger.names import shown
from ledger.numbers.days import read_day
from ledger.numbers.exact import read_amount
from ledger.numbers.given import reading
from projections.answers.history import PriceStep
from projections.audit.verdicts import NO_DECIMAL, places_of, written_with
from projections.members import Hidden, Maybe, Name

_WHOLE = tuple((name, int, "a whole number") for name in ("row", "places", "common_places"))


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

    def __post_init__(self) -> None:
        """Read what was given, exactly. Raises `ArgumentError`.

        The day may be text like `2006-03-01`; price and Common for one share any exact number, or text, which says as
        well how many places it is written with.
        """
        self._set("on", reading(read_day, self.on, "Claim: on"))
        self._read_number("price", "places")
        if self.common_per_share is not None:
            self._read_number("common_per_share", "common_places")
        for name, kind, what in (*_WHOLE, ("source", str, "text")):
            given = getattr(self, name)
            if given is not None and type(given) is not kind:
                raise ArgumentError(f"Claim: {name}: {shown(given)} is not {what}")

    def _read_number(self, name: str, places: str) -> None:
        given: object = getattr(self, name)
        self._set(name, reading(read_amount, given, f"Claim: {name}"))
        if isinstance(given, str | Decimal) and getattr(self, places) is None:
            self._set(places, places_of(str(given)))

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # while it is made

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


class Missed(NamedTuple):
    """A step that a claim does not follow, and what is said of it: that the claim is the price before it."""

    step: PriceStep
    said: str


def _parted(step: PriceStep, message: str) -> Parted:
    return Parted(step.number, step.entry, step.clause, step.governs_from, message)


class Trail:
    """The steps of the price, to be asked which of them a claim does not follow."""

    def __init__(self, steps: Sequence[PriceStep], agreeing: Sequence[date]) -> None:
        self.steps = steps
        self.agreeing = sorted(agreeing)
        numbers = sorted(range(len(steps)), key=lambda number: steps[number].governs_from)
        self._days = [steps[number].governs_from for number in numbers]
        self._latest = list(accumulate(numbers, max))

    def parted(self, claim: Claim, missed: Missed | None) -> Parted | None:
        """Where a claim that disagrees parts from the price; None where no step governs its date."""
        number = self.governing(claim.on)
        if not number:
            return None
        if missed is not None:
            return _parted(missed.step, f"{missed.said} and does not follow {_named(missed.step)}")
        before = bisect_right(self.agreeing, claim.on)
        agreed = self.agreeing[before - 1] if before else date.max
        after = self._first_after(agreed, claim.on)
        if after is not None:
            last = f"the last claim before it that agrees, exactly or rounded, is of {agreed}"
            return _parted(after, f"{last}; the first step after that is {after.number}, {_named(after)}")
        governs = self.steps[number - 1]
        return _parted(governs, f"the step that governs the date is {number}, {_named(governs)}")

    def governing(self, day: date) -> int:
        """The number of the last step that governs a day; 0 where none does."""
        found = bisect_right(self._days, day)
        return self._latest[found - 1] + 1 if found else 0

    def _first_after(self, agreed: date, day: date) -> PriceStep | None:
        first = bisect_right(self._days, agreed)
        return self.steps[self._latest[first]] if first < len(self._days) and self._days[first] <= day else None


def _named(step: PriceStep) -> str:
    return f"{step.entry} ({step.clause}), which governs from {step.governs_from}"
