"""A figure in a formatted string: exact, rounded half to even, and refused where no figure is written so."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.numbers.figure import Figure

ENDS, GOES_ON, LARGE = Figure.of(Fraction(13, 5000)), Figure.of(Fraction(37, 12000)), Figure.of(Fraction(-12345675, 10))


@pytest.mark.parametrize(
    ("figure", "spec", "written"),
    [
        (ENDS, "", "0.0026"),
        (GOES_ON, "", "0.0030833333…"),
        (ENDS, ".6f", "0.002600"),
        (GOES_ON, ".6f", "0.003083"),
        (ENDS, "f", "0.002600"),
        (ENDS, ".0f", "0"),
        (Figure.of(Fraction(5, 2)), ".0f", "2"),
        (Figure.of(Fraction(7, 2)), ".0f", "4"),
        (LARGE, ",.2f", "-1,234,567.50"),
        (LARGE, ",", "-1,234,567.5"),
        (Figure.of(123), ",.1f", "123.0"),
        (GOES_ON, "/", "37/12000"),
        (Figure.of(4), "/", "4"),
        (LARGE, ">15.3f", "   -1234567.500"),
        (ENDS, "*<10", "0.0026****"),
        (ENDS, "^+9.3f", " +0.003  "),
        (LARGE, "+.1f", "-1234567.5"),
        (GOES_ON, "14", " 0.0030833333…"),
    ],
)
def test_it_is_written_so(figure: Figure, spec: str, written: str) -> None:
    assert format(figure, spec) == written


@pytest.mark.parametrize(
    "spec", ["d", "e", ".2e", "g", "%", "x", ".6", ".f", ",/", "/.2f", "=10", "_", "0.2f", "ff", "\n"]
)
def test_what_no_figure_is_written_as_is_refused_in_a_sentence(spec: str) -> None:
    with pytest.raises(ValueError, match=r"a figure cannot be written as .*; write \.6f for so many places"):
        format(ENDS, spec)


def test_a_price_of_thousands_of_digits_is_written_from_its_bounds() -> None:
    long = Figure.of(Fraction(10**6000 + 1, 3 * 10**6000))
    assert f"{long:.4f} {long}" == "0.3333 0.3333333333…"


@given(st.fractions(), st.integers(0, 30))
def test_it_is_what_decimals_rounded_half_to_even_give(number: Fraction, places: int) -> None:
    with localcontext(prec=400):
        # a multiple of the denominator is exact, so the quotient is rounded once
        scaled, rest = divmod(abs(number.numerator) * 10**places * 2, number.denominator)
        units = Decimal(scaled if not rest else scaled + Decimal("0.5")) / 2
        expected = units.quantize(Decimal(1), ROUND_HALF_EVEN).scaleb(-places)
    sign = "-" if number < 0 and expected else ""
    assert format(Figure.of(number), f".{places}f") == f"{sign}{expected:.{places}f}"
    assert Fraction(format(Figure.of(number), "/")) == number
