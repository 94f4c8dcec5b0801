"""A price that notes what it is compared with, and what it notes of a comparison that no window can tell."""

from fractions import Fraction
from math import inf

from ledger.numbers.bounded import Bounded
from ledger.price.columns import Watched


def test_above_narrows_the_window_to_what_the_comparison_says() -> None:
    price = Watched(Bounded.of(Fraction(1, 2)))
    assert price.is_above(1, 4)
    assert not price.is_above(3, 4)
    assert (price.window.above, price.window.at_most) == (0.25, 0.75)


def test_a_price_that_was_asked_whether_it_is_below_is_sure_of_nothing() -> None:
    price = Watched(Bounded.of(Fraction(1, 2)))
    assert price.is_below(3, 4)
    assert not price.is_below(1, 2)
    assert price.window.above == inf
