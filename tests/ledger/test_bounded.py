"""A number between bounds: what it answers does not depend on what it has kept of its own making."""

from fractions import Fraction as F  # noqa: N817

from gmpy2 import mpq

from ledger.numbers.bounded import Bounded, is_less, quotient, same, size_at_most, total, whole_part


def test_exact_values_of_a_long_history_are_worked_out_again_where_they_were_let_go() -> None:
    # 7 ** 25,000 has some 70,000 bits: more than a number on the way keeps of itself
    large = 7**25_000
    first = Bounded.of(1).affine(1, 1, large)
    before = first.exact()
    then = first.affine(1, 0, 3)
    assert then.exact() * 3 == before
    assert (first._exact, first.exact()) == (None, before)  # let go of, and worked out once more
    assert F(int(before.numerator), int(before.denominator)) == F(2, large)
    assert is_less(then, first)
    assert same(then.affine(3, 0, 1), first)


def test_a_number_shows_itself_by_its_first_digits() -> None:
    assert repr(Bounded.of(F(33, 10_000))) == "Bounded(~0.0033)"


def test_a_divisor_too_small_for_its_bounds_divides_exactly() -> None:
    # a price of 10 ** -80 is less than 2 ** -256, the step of the bounds: 11.1111 over it are 111,111 x 10 ** 76
    price = Bounded.of(F(1, 10**80))
    assert price.low == 0
    assert whole_part(quotient(Bounded.of(F("11.1111")), price, F(1))) == 111_111 * 10**76


def test_the_size_of_a_quotient_and_of_a_sum_is_known_before_they_are_worked_out() -> None:
    preference = total(Bounded.of(F("11.1111")), Bounded.of(F("3.367")))
    found = quotient(preference, Bounded.of(F(33, 10_000)).affine(10, 6_000, 15), F(100))
    over, under = size_at_most(found, {})
    assert found._exact is None
    # (144,781 / 10,000) x 100 x 15 / 6,000.033: the size is at most what was said
    assert found.exact() == mpq(144_781, 10_000) * 1_500 / mpq(6_000_033, 1_000)
    assert found.exact().numerator.bit_length() <= over
    assert found.exact().denominator.bit_length() <= under


def test_below_is_decided_exactly_as_above_is() -> None:
    price = Bounded.of(F(33, 10_000)).affine(10, 6_000, 15)
    exact = F(int(price.exact().numerator), int(price.exact().denominator))
    tiny = F(1, 2**400)  # less than the step of the bounds
    for other in (exact, exact - tiny, exact + tiny, exact / 2, exact * 2, F(0)):
        over, under = other.numerator, other.denominator
        assert (price.is_below(over, under), price.is_above(over, under)) == (exact < other, exact > other)


def test_below_has_the_narrow_bounds_made_where_the_wide_ones_cannot_tell() -> None:
    made: list[Bounded] = []
    price = Bounded.near(0, 1 << 300, lambda: price.become(made[0]))
    made.append(Bounded.of(F(1, 3)))
    assert price.is_below(1 << 50, 1)  # the wide ones can
    assert price.is_near
    assert price.is_below(1, 2)
    assert not price.is_near
    assert not price.is_below(1, 3)
