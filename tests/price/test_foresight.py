"""The bound of the columns is one: no exact price is farther from its float than it says, and no sure test is wrong."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction as F  # noqa: N817
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.numbers.bounded import Bounded
from ledger.price.columns import Columns, Window
from ledger.price.facts import Distributed, Fact, Moment
from ledger.price.floats import FAR, float_of, nearest, of_price, off_by
from ledger.price.fold import NOTHING, Outcome, moved
from ledger.price.foresight import foresee
from ledger.price.formula import issue

DAY = date(2006, 1, 2)
SHARES = st.one_of(st.integers(1, 10**15), st.fractions(F(1, 10**6), 10**6, max_denominator=10**6))
MONEY = st.one_of(st.integers(0, 10**15), st.fractions(0, 10**9, max_denominator=10**9))
RATIOS = st.fractions(F(1, 10**9), 10**9, max_denominator=10**12)
Row = tuple[Fact, Outcome, F, F]


def issued(outstanding: F, shares: F, money: F, deemed: F) -> tuple[Fact, Outcome]:
    """An issue that adjusts, and so much that is deemed issued by it."""
    one = issue("e", "4E", shares, money)
    return Moment(DAY, F(1), outstanding, (one,)), Outcome((one,), deemed)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A fact, what it does, and the window that it is said to have."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        factor = draw(st.fractions(F(1, 1000), 1, max_denominator=10**9))
        fact, outcome = Distributed(DAY, F(1), "e", factor), Outcome(factor=factor)
    elif kind == 1:
        fact, outcome = issued(F(draw(SHARES)), F(1), F(0), F(0))[0], NOTHING
    else:
        deemed = draw(st.one_of(st.just(F(0)), st.integers(0, 10**12).map(F)))
        fact, outcome = issued(F(draw(SHARES)), F(draw(SHARES)), F(draw(MONEY)), deemed)
    return fact, outcome, draw(RATIOS), draw(RATIOS)


@settings(deadline=None)
@given(st.lists(rows(), min_size=1, max_size=40), RATIOS, st.integers(0, 10**12))
def test_no_price_is_farther_from_its_float_and_no_sure_test_is_wrong(
    given_rows: Sequence[Row], start: F, deemed: int
) -> None:
    columns = Columns()
    for fact, outcome, above, at_most in given_rows:
        columns.add(fact, outcome, Window(float_of(above), float_of(at_most)))
    seen = foresee(columns, 0, float_of(deemed), *of_price(Bounded.of(start)))
    price, before = start, F(deemed)
    for place, (fact, outcome, above, at_most) in enumerate(given_rows):
        if place not in seen.unsure:
            assert above < price <= at_most
        exact = moved(fact, outcome, Bounded.of(price), before).exact()
        price, before = F(int(exact.numerator), int(exact.denominator)), before + outcome.deemed
        if off_by(seen.error) < FAR:
            assert abs(F(seen.after[place]) - price) <= F(seen.error) * price


def test_what_cancels_makes_nothing_sure() -> None:
    # 10**17 and a third are deemed issued before, and taken back within the stretch: what is left is lost in a float
    columns = Columns()
    large = F(10**17) + F(1, 3)
    back = Moment(DAY, F(1), 0, ())
    columns.add(back, Outcome(deemed=-large), Window())
    fact, outcome = issued(F(1, 10), F(1), F(1), F(0))
    columns.add(fact, outcome, Window(0.4))
    seen = foresee(columns, 0, float_of(large), 0.5, 0.0)
    assert 1 in seen.unsure or off_by(seen.error) >= FAR
    columns.add(fact, NOTHING, Window(at_most=1e9))
    assert 2 in foresee(columns, 0, float_of(large), 0.5, 0.0).unsure


@pytest.mark.parametrize("ratio", [F(1, 10**300), F(10**400), F(1, 10**320)])
def test_a_ratio_that_no_float_is_near_to_leaves_all_open(ratio: F) -> None:
    assert isnan(nearest(ratio.numerator, ratio.denominator))
    for is_above in (True, False):
        window = Window()
        window.narrow(ratio.numerator, ratio.denominator, is_above=is_above)
        columns = Columns()
        columns.add(Moment(DAY, F(1), 1, ()), NOTHING, window)
        assert foresee(columns, 0, 0.0, 1.0, 0.0).unsure == [0]


def test_a_price_that_falls_out_of_what_a_float_can_hold_is_looked_at() -> None:
    columns = Columns()
    for _ in range(3):
        columns.add(Distributed(DAY, F(1), "e", F(1, 10**90)), Outcome(factor=F(1, 10**90)), Window())
    assert foresee(columns, 0, 0.0, 1.0, 0.0).unsure == [0, 1, 2]
