"""The Conversion Price as a drawing: a step for each change, one mark per cause."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.render.blocks import Drawing, Level
from projections.render.numbers import number

_DRAWN_PLACES = 30


def price_drawing(steps: Sequence[PriceStep], since: date, until: date) -> Drawing:
    """In the share units of the first step, so that a split does not dwarf all else."""
    units, first, last = steps[0].before.factor, steps[0].before, steps[-1].after
    levels = [_level(since, first, units, "")]
    levels += [_level(one.governs_from, one.after, units, f" by {one.entry} ({one.clause})") for one in steps]
    describes = f"From {number(first)} to {number(last)} in {len(steps)} steps; the table below has each."
    return Drawing("Conversion Price, in the share units of the first step", describes, levels, until)


def _level(since: date, price: Figure, units: Fraction, why: str) -> Level:
    height = Figure(price.bounded, units).rounded(_DRAWN_PLACES)
    return Level(since, height, f"{number(price)}{why}")
