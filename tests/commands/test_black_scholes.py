"""The proposal for Additional Rights against the figure that every textbook prints, and where the model has no meaning."""

from decimal import Decimal
from fractions import Fraction

import pytest

from commands.api.black_scholes import Inputs, propose

TEXTBOOK = {"stock_price": 100, "exercise_price": 100, "years": 1, "volatility": "0.2", "rate": "0.05", "shares": 1000}


def inputs(**changed: object) -> Inputs:
    return Inputs(**{name: Fraction(str(value)) for name, value in (TEXTBOOK | changed).items()})


def test_the_textbook_call_at_the_money() -> None:
    proposal = propose(inputs())
    assert proposal.per_share == Decimal("10.4505835722")
    assert proposal.total == Decimal("10450.58")


def test_without_volatility_to_speak_of_it_is_the_discounted_difference() -> None:
    # 100 - 80 e^-0.05 = 23.9016460399
    assert propose(inputs(exercise_price=80, volatility="0.001")).per_share == Decimal("23.9016460399")


def test_a_dividend_yield_equal_to_the_rate_leaves_the_forward_where_the_stock_is() -> None:
    # at the money then both terms are discounted alike: e^-0.05 x 100 x (2 N(0.1) - 1), N(0.1) = 0.539827837277
    assert propose(inputs(dividend_yield="0.05")).per_share == Decimal("7.5770821464")


@pytest.mark.parametrize("name", ["shares", "stock_price", "exercise_price", "years", "volatility"])
def test_what_must_be_above_zero(name: str) -> None:
    with pytest.raises(ValueError, match="above zero"):
        propose(inputs(**{name: 0}))
