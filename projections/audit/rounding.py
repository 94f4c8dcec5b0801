"""How a claimed number is rounded that is not the computed one, and what in general would make a claim agree."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.numbers.exact import decimal_text
from ledger.numbers.figure import Figure
from projections.audit.claims import digits, places_of
from projections.members import Maybe

_ROUNDED_TO = range(10, 1, -1)
_SIGNIFICANT = 3
_SIGNIFICANT_WHEN_CUT = 2


class _Rounding(NamedTuple):
    """How a number is rounded: to so many places, in words, and whether it is cut off."""

    places: int
    words: str
    down: bool | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What would make a claim agree, with the particulars.

    `how` is rounding, day, units, point, known, without, reading, or of the Common for one share also price.
    """

    how: str
    on: Maybe[date] = field(default=None, kw_only=True)
    """The other day."""
    entry: Maybe[str] = field(default=None, kw_only=True)
    """The split, the entry that is left out, or until which it was right."""
    units: Maybe[str] = field(default=None, kw_only=True)
    """The share units `before` or `after` a split."""
    left: Maybe[int] = field(default=None, kw_only=True)
    """By how many places its decimal point is moved to the left."""
    switch: Maybe[str] = field(default=None, kw_only=True)
    """The switch of the terms."""
    choice: Maybe[str] = field(default=None, kw_only=True)
    """The other choice of it."""
    reading: Maybe[str] = field(default=None, kw_only=True)
    """The reading that the switch is of."""
    places: Maybe[int] = field(default=None, kw_only=True)
    """The decimal places to which it is rounded, or after which it is cut off."""
    down: Maybe[bool] = field(default=None, kw_only=True)
    """Whether it is cut off."""
    message: str


def rounded(claimed: Fraction, computed: Figure) -> Reconciled | None:
    """That the claim is the computed number, rounded or cut off where it still signifies something."""
    return _agreeing(_rounding(claimed, computed, _SIGNIFICANT))


def _agreeing(rounding: _Rounding | None) -> Reconciled | None:
    return rounding and _as(rounding, "rounding", f"it agrees if {rounding.words}")


def _as(rounding: _Rounding, how: str, message: str) -> Reconciled:
    return Reconciled(how, message, places=rounding.places, down=rounding.down)


def _rounding(claimed: Fraction, computed: Figure, significant: int) -> _Rounding | None:
    """The most places, from ten down to two, to which both round alike, provided that so many digits signify something.

    With fewer than three the claim itself must be the rounded number: that 0.0034 and 0.0026 are both about 0.003
    reconciles nothing. Before it is rounded further than it is written, it may be cut off there.
    """
    written = places_of(claimed)
    for places in _ROUNDED_TO:
        if places == written - 1 and (cut := _cut_off(claimed, computed, _SIGNIFICANT)) is not None:
            return cut
        near, number = computed.rounded(places), len(digits(computed.decimal(places)))
        enough = number >= _SIGNIFICANT or (number >= significant and near == claimed)
        if enough and round(claimed, places) == near:
            return _Rounding(places, f"rounded to {places} decimal places")
    return None


def coarsely(claimed: Fraction, computed: Figure) -> Reconciled | None:
    """That the claim is the computed number rounded to a single digit, or cut off where its digits end."""
    return _agreeing(_coarse(claimed, computed))


def _coarse(claimed: Fraction, computed: Figure) -> _Rounding | None:
    return _rounding(claimed, computed, 1) or _cut_off(claimed, computed, _SIGNIFICANT_WHEN_CUT)


def of_common(claimed: Figure, computed: Figure) -> Reconciled | None:
    """What would reconcile the Common for one share."""
    return _agreeing(_of_common(claimed, computed))


def _of_common(claimed: Figure, computed: Figure) -> _Rounding | None:
    if claimed.fraction == computed.numerator // computed.denominator:
        return _Rounding(0, "rounded down to a whole share (4D)")
    return _coarse(claimed.fraction, computed)


def of_common_at(claimed: Figure, computed: Figure, price: Figure, claimed_price: Fraction) -> Reconciled | None:
    """The same where the price is claimed otherwise: then the Common may follow from the price that is claimed."""
    direct = of_common(claimed, computed)
    if direct is not None or not claimed_price:
        return direct
    supposed = Figure.of(computed.fraction * price.fraction / claimed_price)
    follows = "it follows from the price that is claimed"
    if claimed.fraction == supposed.fraction:
        return Reconciled("price", follows)
    found = _of_common(claimed, supposed)
    return found and _as(found, "price", f"{follows}, {found.words}")


def _cut_off(claimed: Fraction, computed: Figure, fewest: int) -> _Rounding | None:
    """That the claim is the computed number without the digits that follow, provided that so many signify something."""
    places = places_of(claimed)
    if len(digits(decimal_text(claimed, places))) < fewest:
        return None
    scale = 10**places
    if computed.numerator * scale // computed.denominator != claimed * scale:
        return None
    return _Rounding(places, f"cut off after {places} decimal places", down=True)
