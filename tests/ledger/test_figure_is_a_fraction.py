"""A figure of an answer is a number as a `Fraction` is: it compares, adds, hashes and copies like one."""

import copy
import operator as op
import pickle
from fractions import Fraction
from math import ceil, floor
from numbers import Rational

import pytest

from ledger.numbers.bounded import Bounded
from ledger.numbers.exact import read_number
from ledger.numbers.figure import Figure

PRICE = Bounded.of(Fraction("0.0033")).affine(10_000_000, 6000, 15_000_000)  # (33,000 + 6,000) / 15,000,000


def test_it_is_one() -> None:
    figure = Figure(PRICE)
    assert isinstance(figure, Rational)
    assert type(figure.fraction) is Fraction
    assert figure == Fraction(13, 5000)
    assert (figure.numerator, figure.denominator) == (13, 5000)
    assert hash(figure) == hash(Fraction(13, 5000))
    assert (str(figure), figure.text()) == ("0.0026", "13/5000")


def test_it_reckons_like_one() -> None:
    figure = Figure(PRICE, Fraction(10_000))
    assert figure == 26
    assert figure / 4 == Fraction(13, 2)
    assert 1 - figure == -25
    assert figure > Figure(PRICE)
    assert round(Figure(PRICE), 3) == Fraction("0.003")
    assert Fraction(figure) == 26
    assert 25 < figure <= Fraction(26)
    assert sum([figure, figure], Fraction(1)) == 53
    assert max(Fraction(3), figure, Figure(PRICE)) is figure


@pytest.mark.parametrize("number", [Fraction(13, 5000), Fraction(-7, 2), Fraction(3)])
@pytest.mark.parametrize("other", [2, Fraction(2, 3), -1])
def test_every_operation_gives_what_a_fraction_gives(number: Fraction, other: Fraction | int) -> None:
    figure = Figure.of(number)
    for operation in (op.add, op.sub, op.mul, op.truediv, op.floordiv, op.mod, op.lt, op.le, op.gt, op.ge, op.eq):
        expected = operation(number, other), operation(other, number)
        assert (operation(figure, other), operation(other, figure)) == expected
        assert operation(figure, Figure.of(other)) == expected[0]
    assert (figure**2, 2 ** Figure.of(3)) == (number**2, 8)
    assert (-figure, +figure, abs(figure)) == (-number, number, abs(number))
    assert (int(figure), floor(figure), ceil(figure), round(figure), bool(figure)) == (
        *(int(number), floor(number), ceil(number), round(number)),
        bool(number),
    )
    assert (float(figure), f"{figure:/}") == (float(number), f"{number}")
    assert read_number(figure) == number


def test_nothing_but_numbers_goes_with_it() -> None:
    figure = Figure(PRICE)
    assert figure != "13/5000"
    assert not bool(Figure.of(0))
    with pytest.raises(TypeError):
        figure + "1"


def test_it_is_copied_as_the_number_that_it_is() -> None:
    figure = Figure(PRICE)
    assert copy.deepcopy({"price": figure})["price"] == Fraction(13, 5000)
    copied = pickle.loads(pickle.dumps(figure))  # noqa: S301  our own bytes
    assert copied == Fraction(13, 5000)
    assert copied.short() == figure.short()


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(0), "0"),
        (Fraction(999), "999"),
        (Fraction(-1000), "-1,000"),
        (Fraction("1234567.5"), "1,234,567.5"),
        (Fraction(-10000, 3), "-3,333.3333333333…"),
        (Fraction(12345) + Fraction(1, 10**12), "12,345…"),
    ],
)
def test_digits_in_threes(number: Fraction, shown: str) -> None:
    figure = Figure.of(number)
    assert figure.short(threes=True) == shown
    assert figure.short() == shown.replace(",", "")
    assert figure.ends_at() != shown.endswith("…")
    assert figure.rounded(3) == round(number, 3)
