"""What a float may be asked about a price: only what it surely knows.

Floats stand for prices, shares and money in the columns of the fold, and nowhere else: see `ledger.price.foresight`.
"""

from math import nan

from ledger.numbers.bounded import SCALE_BITS, Bounded
from ledger.price.formula import Number

U = 2.0**-53
"""How far off the float nearest to a number may be of itself."""
LEAST = 1e-200
"""Below this a float may have lost digits, and what was made with it may have, too."""
MOST = 1e200
"""Above this it may have come near the end of what a float can hold."""
_WHOLE = 2**53
FAR = 1e-3
"""What may be off by more than this of itself knows nothing."""


def nearest(numerator: int, denominator: int) -> float:
    """The float nearest to a ratio; no number at all, of which nothing is sure, where it would have lost digits."""
    try:
        found = numerator / denominator
    except OverflowError:
        return nan
    return found if LEAST < abs(found) < MOST or not numerator else nan


def float_of(number: Number) -> float:
    """The float nearest to a number, as `nearest`."""
    if isinstance(number, int) and -_WHOLE < number < _WHOLE:
        return float(number)  # itself
    return nearest(number.numerator, number.denominator)


def off_by(error: float) -> float:
    """How far a number may be from a float that is off by so much of itself, with what comparing rounds."""
    return 2 * error + 8 * U


def knows(price: float, off: float) -> bool:
    """Whether a float that may be off by so much of itself knows anything. What is no number knows nothing."""
    return off < FAR and LEAST < price < MOST


def of_price(price: Bounded) -> tuple[float, float]:
    """The float nearest to a price, and how far off it may be of itself; one that knows nothing for a price of zero."""
    low, high = price.low, price.high
    return (low / (1 << SCALE_BITS), (high - low) / low + 4 * U) if low else (0.0, 1.0)
