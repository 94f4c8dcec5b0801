"""The fold of the price over a stretch of facts at once, where each does what it was found to do before.

Every such fact takes a price P to (A·P + D) / (A + C), or to P times a factor, or leaves it. With m = A / (A + C) times
the factor and b = D / (A + C), the price after the j-th is M_j · (P + b_1 / M_1 + ... + b_j / M_j), where M_j is the
product of m_1 to m_j: a cumulative product and a cumulative sum. Then all tests are compared at once.

These are floats, and decide nothing but what they surely know. Nothing here is negative, so nothing cancels, but in
A: that is the Common outstanding, what is deemed issued before the stretch, and what is so within it; K bounds how much
larger those three are, without their signs, than A. With u = 2**-53 a coefficient is then off by less than 6Ku + 4u of
itself, a product of j of them by j times that and a rounding for each, and so is the sum. In all the price is off by
what it began with and less than (j + 1) · (12K + 12)u. `_OFF` takes 32 for 24, for products of errors that are left
out here. Numbers near the ends of what a float can hold are never sure; what is no number compares as false.
"""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ledger.price.columns import Columns
from ledger.price.floats import FAR, LEAST, MOST, U, off_by

_OFF = 32 * U

Floats = NDArray[np.float64]


class Foreseen(NamedTuple):
    """The price after each fact, how far off each may be of itself, and the facts that may do otherwise."""

    after: "array[float]"
    error: float
    unsure: Sequence[int]


def foresee(columns: Columns, start: int, deemed: float, price: float, error: float) -> Foreseen:
    """Fold columns from a row on, with a price and with the Common that is deemed issued before the stretch."""
    with np.errstate(all="ignore"):
        outstanding, offset, shares, money, factor = (
            _floats(one[start:])
            for one in (columns.outstanding, columns.offset, columns.shares, columns.money, columns.factor)
        )
        a = outstanding + (deemed + offset)
        whole = a + shares
        product = (factor * a / whole).cumprod()
        after = product * (price + (money / whole / product).cumsum())
        moving = int(np.count_nonzero((shares != 0.0) | (factor != 1.0)))
        if moving:
            larger = float(((outstanding + (deemed + abs(offset))) / a).max())
            error += (moving + 1) * _OFF * larger
        before = np.empty_like(after)
        before[0], before[1:] = price, after[:-1]
        sure = _sure(columns, start, before, off_by(error))
        if not (off_by(error) < FAR and product.min() > LEAST and after.min() > LEAST and after.max() < MOST):
            sure[:] = False
    return Foreseen(array("d", after.tobytes()), error, [start + row for row in (~sure).nonzero()[0].tolist()])


def _sure(columns: Columns, start: int, before: Floats, off: float) -> "NDArray[np.bool_]":
    """Which tests surely come out as before, whatever the true prices within so much of these."""
    above, at_most = _floats(columns.above[start:]), _floats(columns.at_most[start:])
    return (before * (1 - off) > above) & (before * (1 + off) < at_most)


def _floats(column: "array[float]") -> Floats:
    return np.frombuffer(column, dtype=np.float64)
