"""What in general would make a claim agree; and what its Common for one share follows from."""

from dataclasses import dataclass, field, replace
from datetime import date

from ledger.numbers.figure import Figure
from projections.audit.verdicts import Stated, agree, as_stated
from projections.members import Maybe


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What would make a claim agree, with the particulars.

    `how` is rounding, known, day, units, step, without, point, reading, or of the Common for one share also price.
    Where the claim is that other number only as it is written, `places` says to how many places.
    """

    how: str
    on: Maybe[date] = field(default=None, kw_only=True)
    """The other day."""
    entry: Maybe[str] = field(default=None, kw_only=True)
    """The split, the entry that is left out, or until which it was right, or that of the step that is not followed."""
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
    """The decimal places to which it is rounded, or after which it is cut off: those that the claim is written with."""
    down: Maybe[bool] = field(default=None, kw_only=True)
    """Whether it is cut off."""
    chance: Maybe[bool] = field(default=None, kw_only=True)
    """True where the claim has so few digits that among all that was tried something may well meet it by chance."""
    message: str


def when_stated(reason: Reconciled, stated: Stated) -> Reconciled:
    """A reason for a claim that is the other number as the claim is written."""
    words = f"as stated ({stated.words})" if reason.how == "step" else stated.words
    return replace(reason, places=stated.places, down=stated.down or None, message=f"{reason.message}, {words}")


def doubted(reason: Reconciled, why: str) -> Reconciled:
    """A reason that may be none."""
    return replace(reason, chance=True, message=f"{reason.message}; {why}")


def as_written(stated: Stated) -> Reconciled:
    """That the claim is the computed number, as it is written."""
    return Reconciled("rounding", f"it agrees if {stated.words}", places=stated.places, down=stated.down or None)


def of_common(claimed: Figure, computed: Figure, written: int | None) -> Reconciled | None:
    """That the Common for one share is the computed number, as it is written."""
    stated = as_stated(claimed.fraction, computed, written)
    return None if stated is None else as_written(stated)


def follows(claimed: Figure, supposed: Figure, written: int | None) -> Reconciled | None:
    """That the Common for one share, `supposed` at the price that is claimed, follows from that."""
    reason = Reconciled("price", "it follows from the price that is claimed")
    if agree(claimed.fraction, supposed, None):
        return reason
    stated = as_stated(claimed.fraction, supposed, written)
    return None if stated is None else when_stated(reason, stated)
