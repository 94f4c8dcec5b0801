"""A number between bounds: what it answers does not depend on what it has kept of its own making."""

from fractions import Fraction as F  # noqa: N817

from ledger.bounded import Bounded, is_less, same


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
