"""Figures are shown as Python's own exact numbers would be: rounded half to even, and exact however long."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from gmpy2 import mpz
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ledger.numbers.bounded import Bounded
from ledger.numbers.exact import NotANumberError, decimal_text, read_number, write_number
from ledger.numbers.figure import MOST_DIGITS, Figure

CALM = settings(deadline=None, max_examples=200)

numbers = st.one_of(
    st.fractions(0, 10, max_denominator=10**6),
    st.builds(Fraction, st.integers(0, 10**40), st.integers(1, 10**40)),
    # ties of the tenth place, and a hair beside them
    st.builds(
        lambda whole, hair: Fraction(2 * whole + 1, 2 * 10**10) + hair,
        st.integers(0, 10**15),
        st.sampled_from([Fraction(0), Fraction(1, 10**90), Fraction(-1, 10**90)]),
    ),
)


def half_even(number: Fraction, places: int) -> str:
    """Python's decimals, with digits to spare."""
    with localcontext(prec=400, rounding=ROUND_HALF_EVEN):
        return str((Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(1).scaleb(-places)))


@CALM
@given(numbers, st.sampled_from([0, 1, 4, 10, 20]))
@example(Fraction(5, 10**11), 10)
@example(Fraction(15, 10**11), 10)
def test_decimals_are_rounded_half_to_even(number: Fraction, places: int) -> None:
    shown = Figure.of(number).decimal(places)
    assert Fraction(shown) == Fraction(round(number * 10**places), 10**places)
    assert shown == format(Decimal(half_even(number, places)), "f")
    assert shown == decimal_text(number, places)


@CALM
@given(numbers, st.integers(1, 10**20), st.integers(1, 10**20))
def test_a_figure_in_other_units_is_the_number_in_those_units(number: Fraction, up: int, down: int) -> None:
    made = Bounded.of(number * 3).affine(1, 0, 3)
    figure = Figure(made, Fraction(up, down))
    assert figure.fraction == number * up / down
    assert figure.decimal() == decimal_text(number * up / down)


@CALM
@given(numbers)
def test_short_says_when_it_is_not_all(number: Fraction) -> None:
    shown = Figure.of(number).short()
    whole = (number * 10**10).denominator == 1
    assert shown.endswith("…") != whole
    if whole:
        assert Fraction(shown) == number
    assert not shown.rstrip("…").endswith(".")


@CALM
@given(st.integers(1, 10**9), st.integers(1, 700), st.integers(0, 700))
def test_digits_are_counted_and_the_exact_number_is_there_on_request(seed: int, top: int, bottom: int) -> None:
    number = Fraction(7**top * seed + 1, 3**bottom)
    digits = len(str(number.numerator)) + (len(str(number.denominator)) if number.denominator > 1 else 0)
    shown, everything = Figure.of(number).num(), Figure.of(number).num(everything=True)
    text = str(number.numerator) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"
    assert everything == {"exact": text, "decimal": decimal_text(number)}
    if digits > MOST_DIGITS:
        assert shown == {"exact": None, "decimal": decimal_text(number), "digits": digits}
    else:
        assert shown == everything


@pytest.mark.parametrize("power", [998, 999, 1000, 1001])
def test_powers_of_ten_are_counted_right_at_the_limit(power: int) -> None:
    # 10**p has p + 1 digits: 1,000 is shown, 1,001 is not
    shown = Figure.of(10**power).num()
    assert (shown["exact"] is None) == (power + 1 > MOST_DIGITS)
    assert shown.get("digits", power + 1) == power + 1
    below = Figure.of(10**power - 1).num()
    assert below.get("digits", power) == power


def test_far_beyond_a_thousand_digits() -> None:
    # 40,000 digits, more than Python itself prints
    number = Bounded.of(Fraction(1, 3))
    for _ in range(2_000):
        number = number.affine(10**10 + 19, 1, 10**10 + 33)
    figure = Figure(number)
    answer = figure.num()
    assert answer["exact"] is None
    assert answer["digits"] > 35_000
    top, bottom = figure.num(everything=True)["exact"].split("/")
    assert len(top) + len(bottom) == answer["digits"]
    assert (mpz(top), mpz(bottom)) == (figure.rational.numerator, figure.rational.denominator)
    assert answer["decimal"] == decimal_text(figure.fraction)


# --- numbers as they are read and written -----------------------------------------------------------------------------


@CALM
@given(st.one_of(numbers, st.builds(lambda n: -n, numbers)))
def test_what_is_written_reads_back(number: Fraction) -> None:
    written = write_number(number)
    assert read_number(written) == number
    assert isinstance(written, int) == (number.denominator == 1)


@CALM
@given(st.decimals("-1e30", "1e30", allow_nan=False, places=12))
def test_decimals_are_read_as_written(number: Decimal) -> None:
    assert read_number(f"{number:f}") == Fraction(number)
    assert read_number(f"{number:e}") == Fraction(number)


@given(st.one_of(st.floats(), st.booleans(), st.text(alphabet="0123456789.,/_ e+-xnaif٣", max_size=8)))
def test_what_is_no_plain_number_is_refused(given: object) -> None:
    if isinstance(given, str):
        try:
            value = Fraction(given.strip().replace("_", "x"))
        except (ValueError, ZeroDivisionError):
            value = None
        assume(value is None)
    with pytest.raises(NotANumberError):
        read_number(given)
