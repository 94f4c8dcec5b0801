"""A figure of an answer is a `Fraction`: it compares, adds, hashes, copies and prints like one."""

import copy
import pickle
from fractions import Fraction

from ledger.numbers.bounded import Bounded
from projections.figures import Figure

PRICE = Bounded.of(Fraction("0.0033")).affine(10_000_000, 6000, 15_000_000)  # (33,000 + 6,000) / 15,000,000


def test_it_is_one() -> None:
    figure = Figure(PRICE)
    assert isinstance(figure, Fraction)
    assert figure == Fraction(13, 5000)
    assert (figure.numerator, figure.denominator) == (13, 5000)
    assert hash(figure) == hash(Fraction(13, 5000))
    assert str(figure) == "13/5000"


def test_it_reckons_like_one() -> None:
    figure = Figure(PRICE, Fraction(10_000))
    assert figure == 26
    assert figure / 4 == Fraction(13, 2)
    assert 1 - figure == -25
    assert figure > Figure(PRICE)
    assert round(Figure(PRICE), 3) == Fraction("0.003")
    assert Fraction(figure) == 26


def test_it_is_copied_as_the_number_that_it_is() -> None:
    figure = Figure(PRICE)
    assert copy.deepcopy({"price": figure})["price"] == Fraction(13, 5000)
    assert pickle.loads(pickle.dumps(figure)) == Fraction(13, 5000)  # noqa: S301  our own bytes
