"""Certified bounds decide as plain fractions do, at ties too, and never let the number out of their sight."""

from fractions import Fraction
from itertools import accumulate
from random import Random

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ledger.numbers.bounded import (
    SCALE_BITS,
    Affine,
    Bounded,
    compose,
    is_less,
    quotient,
    same,
    size_at_most,
    total,
    whole_part,
)

CALM = settings(deadline=None, max_examples=200)
HAIRS = [Fraction(0), Fraction(1, 10**100), Fraction(-1, 10**100), Fraction(1, 2**300), Fraction(1, 3), Fraction(5)]

whole = st.one_of(st.integers(0, 12), st.integers(0, 10**12), st.integers(0, 10**60))
above = st.one_of(st.integers(1, 12), st.integers(1, 10**12), st.integers(1, 10**60))
starts = st.builds(Fraction, whole, above)
steps = st.tuples(whole, whole, above)
chains = st.tuples(starts, st.lists(steps, max_size=12))


def plainly(start: Fraction, chain: list[Affine]) -> Fraction:
    """The same with fractions."""
    for a, b, c in chain:
        start = (a * start + b) / c
    return start


def bounded(start: Fraction, chain: list[Affine]) -> Bounded:
    """The same with bounds."""
    number = Bounded.of(start)
    for step in chain:
        number = number.affine(*step)
    return number


def exactly(number: Bounded) -> Fraction:
    """The exact number as Python has it."""
    exact = number.exact()
    return Fraction(int(exact.numerator), int(exact.denominator))


@CALM
@given(chains)
def test_the_bounds_enclose_the_number_and_the_number_is_exact(chain: tuple[Fraction, list[Affine]]) -> None:
    expected, number = plainly(*chain), bounded(*chain)
    assert number.low <= expected * 2**SCALE_BITS <= number.high
    assert exactly(number) == expected
    assert number.is_zero() == (expected == 0)


@CALM
@given(chains, st.sampled_from(HAIRS), st.integers(1, 10**20))
@example((Fraction(1, 3), [(10, 1, 7)]), HAIRS[0], 10**20)
def test_is_above_decides_exactly(chain: tuple[Fraction, list[Affine]], hair: Fraction, scale: int) -> None:
    value = plainly(*chain)
    asked = value + hair
    assume(asked >= 0)
    # the fraction asked about need not be in lowest terms
    assert bounded(*chain).is_above(asked.numerator * scale, asked.denominator * scale) == (value > asked)


@CALM
@given(chains, chains, st.sampled_from(HAIRS))
def test_less_and_same_decide_exactly(
    one: tuple[Fraction, list[Affine]], other: tuple[Fraction, list[Affine]], hair: Fraction
) -> None:
    pairs = [(bounded(*one), plainly(*one)), (bounded(*other), plainly(*other))]
    # the same number, or one a hair away from it, made in another way
    near = plainly(*one) + hair
    assume(near >= 0)
    pairs.append((Bounded.of(near * 7).affine(1, 0, 7), near))
    for left, left_value in pairs:
        for right, right_value in pairs:
            assert is_less(left, right) == (left_value < right_value)
            assert same(left, right) == (left_value == right_value)


@CALM
@given(chains, chains, starts)
def test_quotient_sum_and_product(
    one: tuple[Fraction, list[Affine]], other: tuple[Fraction, list[Affine]], factor: Fraction
) -> None:
    number, divisor = plainly(*one), plainly(*other)
    added = total(bounded(*one), bounded(*other))
    assert exactly(added) == number + divisor
    assert added.low <= (number + divisor) * 2**SCALE_BITS <= added.high
    assert exactly(bounded(*one).times(factor)) == number * factor
    assume(divisor > 0)
    divided = quotient(bounded(*one), bounded(*other), factor)
    assert divided.low <= number * factor / divisor * 2**SCALE_BITS <= divided.high
    assert exactly(divided) == number * factor / divisor


@CALM
@given(chains, st.integers(1, 10**30), st.sampled_from(HAIRS))
def test_the_whole_part_is_right_on_the_boundary(
    chain: tuple[Fraction, list[Affine]], shares: int, hair: Fraction
) -> None:
    price = plainly(*chain)
    assume(price > 0)
    # a factor that makes the quotient a whole number but for a hair: shares x price / price
    factor = shares * price + hair
    assume(factor >= 0)
    expected = factor / price
    assert whole_part(quotient(Bounded.of(1), bounded(*chain), factor)) == expected.numerator // expected.denominator
    assert whole_part(bounded(*chain)) == price.numerator // price.denominator


def test_a_number_below_all_bounds_is_still_itself() -> None:
    # 10**-100 is below 2**-256: its lower bound is nothing
    tiny = Bounded.of(Fraction(1, 10**100))
    assert (tiny.low, tiny.high) == (0, 1)
    assert not tiny.is_zero()
    assert tiny.is_above(0, 1)
    assert whole_part(quotient(Bounded.of(1), tiny, Fraction(3))) == 3 * 10**100
    assert exactly(quotient(tiny, tiny, Fraction(3))) == 3


@CALM
@given(starts, st.lists(steps, max_size=9))
def test_composed_steps_do_what_they_do_one_by_one(start: Fraction, chain: list[Affine]) -> None:
    a, b, c = (int(part) for part in compose(chain[::-1]))
    assert (a * start + b) / c == plainly(start, chain)


def test_a_long_history_is_exact_at_every_place_asked() -> None:
    # 2,000 adjustments: over 65,536 bits, so that what was worked out on the way is let go and made again
    numbers_of = Random(1)  # noqa: S311  no secret
    parts = [(numbers_of.randrange(10**12, 10**13), numbers_of.randrange(10**12, 10**13)) for _ in range(2_000)]
    chain: list[Affine] = [(a, 1_000, a + c) for a, c in parts]
    price = Fraction("0.0033")
    numbers = list(accumulate(chain, lambda number, step: number.affine(*step), initial=Bounded.of(price)))
    checked = 0
    for place, (a, b, c) in enumerate(chain, start=1):
        price = (a * price + b) / c
        if place % 500 == 0:
            assert exactly(numbers[place]) == price
            assert not numbers[place].is_above(price.numerator, price.denominator)
            checked += 1
    assert checked == 4
    assert exactly(numbers[-1]) == price  # asked again
    assert price.denominator.bit_length() > 1 << 16
    assert exactly(numbers[250]) == plainly(Fraction("0.0033"), chain[:250])


def test_a_quotient_of_a_very_long_number_is_exact_too() -> None:
    # longer than what is kept: a quotient is worked out by a rule, and then let go by none
    long = bounded(Fraction(1, 3), [(3**50_000, 1, 7**25_000)])
    number = quotient(long, Bounded.of(3), Fraction(1))
    assert exactly(number) * 3 == exactly(long)
    assert exactly(number).denominator.bit_length() > 1 << 16


@CALM
@given(chains, chains, st.builds(Fraction, above, above))
def test_what_is_made_alike_is_the_same(
    one: tuple[Fraction, list[Affine]], other: tuple[Fraction, list[Affine]], factor: Fraction
) -> None:
    pairs = [(bounded(*one), bounded(*other)), (bounded(*one), bounded(*one))]
    for mine, theirs in pairs:
        assert same(mine, theirs) == (exactly(mine) == exactly(theirs))
        summed = total(mine, Bounded.of(factor)), total(theirs, Bounded.of(factor))
        assert same(*summed) == (exactly(mine) == exactly(theirs))
        divided = quotient(mine, summed[0], factor), quotient(theirs, summed[1], factor)
        assert same(*divided) == (exactly(divided[0]) == exactly(divided[1]))


def test_what_is_made_alike_is_known_without_working_it_out() -> None:
    steps = [(3, 1, 7)] * 1000
    one, other = bounded(Fraction(1, 3), steps), bounded(Fraction(1, 3), steps)
    divided = quotient(Bounded.of(1), one, Fraction(2)), quotient(Bounded.of(1), other, Fraction(2))
    assert same(one, other)
    assert same(*divided)
    assert all(number._exact is None for number in (one, other, *divided))


@CALM
@given(st.lists(steps, max_size=12))
def test_no_number_is_longer_than_was_said_before_it_was_worked_out(chain: list[Affine]) -> None:
    known: dict[Bounded, tuple[int, int]] = {}
    number = Bounded.of(Fraction(33, 10_000))
    made = [number]
    for step in chain:
        number = number.affine(*step)
        made += [number, total(number, made[0]), quotient(number, made[0], Fraction(7, 3))]
    said = [size_at_most(one, known) for one in reversed(made)]
    for one, (over, under) in zip(reversed(made), said, strict=True):
        exact = one.exact()
        assert exact.numerator.bit_length() <= over
        assert exact.denominator.bit_length() <= under
