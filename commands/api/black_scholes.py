"""A proposal for the fair market value of Additional Rights by the Black-Scholes option pricing model (4E(5), A35).

The ledger never uses it by itself: the value that counts is the one that the Company and the holders agree on, recorded
as `consideration.additional_rights`. Worked out to 50 places without binary floats, then rounded to cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import gmpy2

from ledger.errors import ArgumentError

_PRECISION_BITS = 1000
"""300 digits: the largest sums of which a value can be the difference have some 80, and cents are kept of it."""

_MOST: Mapping[str, int] = {
    "shares": 10**18,
    "stock_price": 10**15,
    "exercise_price": 10**15,
    "years": 1000,
    "volatility": 100,
    "rate": 10,
    "dividend_yield": 10,
}
"""How large an input may be; a rate may be so far below zero."""

_MOST_GROWTH = 100
"""How large a rate times the years may be: money grows by no more than 43 digits."""

_CENT = Decimal("0.01")
_TEN_PLACES = Decimal("1e-10")
_DIGITS = 150


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the model takes: money per share, years, and yearly rates as fractions of one (0.05 is five per cent)."""

    shares: Fraction
    stock_price: Fraction
    exercise_price: Fraction
    years: Fraction
    volatility: Fraction
    rate: Fraction
    dividend_yield: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The value of a right over one share, to ten places, and of all, in cents."""

    per_share: Decimal
    total: Decimal


def propose(inputs: Inputs) -> Proposal:
    """The model's value of a European call. Raises `ArgumentError` where an input makes it meaningless."""
    if min(inputs.stock_price, inputs.exercise_price, inputs.years, inputs.volatility, inputs.shares) <= 0:
        raise ArgumentError("shares, stock price, exercise price, years and volatility must all be above zero")
    _check_sizes(inputs)
    with gmpy2.context(precision=_PRECISION_BITS):
        call = _call(*(gmpy2.mpfr(gmpy2.mpq(number.numerator, number.denominator)) for number in _numbers(inputs)))
        shares = gmpy2.mpq(inputs.shares.numerator, inputs.shares.denominator)
        per_share, total = Decimal(f"{call:.50f}"), Decimal(f"{call * shares:.50f}")
    with localcontext(prec=_DIGITS):
        return Proposal(per_share.quantize(_TEN_PLACES, ROUND_HALF_EVEN), total.quantize(_CENT, ROUND_HALF_EVEN))


def _check_sizes(inputs: Inputs) -> None:
    """Raises `ArgumentError` for what no right has, and for which the digits that are kept would not suffice."""
    for name, most in _MOST.items():
        if abs(getattr(inputs, name)) > most:
            raise ArgumentError(f"{name.replace('_', ' ')} must be no more than {most:,}")
    for name in ("rate", "dividend_yield"):
        if abs(getattr(inputs, name) * inputs.years) > _MOST_GROWTH:
            raise ArgumentError(f"{name.replace('_', ' ')} times years must be no more than {_MOST_GROWTH}")


def _numbers(inputs: Inputs) -> tuple[Fraction, ...]:
    return (
        inputs.stock_price,
        inputs.exercise_price,
        inputs.years,
        inputs.volatility,
        inputs.rate,
        inputs.dividend_yield,
    )


def _call(stock: gmpy2.mpfr, strike: gmpy2.mpfr, years: gmpy2.mpfr, *rates: gmpy2.mpfr) -> gmpy2.mpfr:
    volatility, rate, dividend_yield = rates
    spread = volatility * gmpy2.sqrt(years)
    carry = (rate - dividend_yield + volatility**2 / 2) * years
    d1 = (gmpy2.log(stock / strike) + carry) / spread
    held = stock * gmpy2.exp(-dividend_yield * years) * _normal(d1)
    return held - strike * gmpy2.exp(-rate * years) * _normal(d1 - spread)


def _normal(x: gmpy2.mpfr) -> gmpy2.mpfr:
    """The cumulative normal distribution."""
    return gmpy2.erfc(-x / gmpy2.sqrt(gmpy2.mpfr(2))) / 2
