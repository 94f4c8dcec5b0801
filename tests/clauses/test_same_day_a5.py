"""A5: of several issues on one day each meets the price as the one before it left it, and it is said where that decides."""

from fractions import Fraction as F  # noqa: N817

import pytest

from ledger.price.same_day import at_the_close
from tests.clauses.asking import flags_of, made_of, price_after
from tests.reference.figures import (
    MILLION,
    Entry,
    base,
    cancelled,
    changed,
    distribution,
    jan,
    option,
    sale,
)

LEFT = "not below the price as {} left it, but below the price that the day began with"
KEPT = "takes the price so low that {}, recorded after it, would not adjust"

FREE = sale(2, MILLION, name="free")  # 33,000 / 11,000,000 = .003
LOW = sale(2, 10 * MILLION, 16_500, "low")  # .00165: .002475 alone
MID = sale(2, 10 * MILLION, 29_700, "mid")  # .00297
FLOOD = sale(2, 20 * MILLION, name="flood")  # for nothing
OUT = distribution(2, 25_000, "0.01")  # x 3/4 at the close


def order_of(*entries: Entry) -> str | None:
    """What is said about the order of the day with the last entry."""
    found = flags_of(*base(), *entries).get("same_day_order")
    return found and found.message


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ([LOW, MID], "low"),
        # (33,000 + 16,500) / 21,000,000 = .0023...: each of the two has lowered it, the earliest first
        ([FREE, LOW, MID], "free, low"),
        # what takes its place at the close of the day has not
        ([OUT, LOW, MID], "low"),
        ([LOW, OUT, MID], "low"),
        # nor what was sold with it, which meets the price before both
        ([LOW, MID | {"transaction": "t"}, sale(2, MILLION, 1, "beside", transaction="t")], None),
        ([LOW, sale(2, MILLION, 1, "beside", transaction="t"), MID | {"transaction": "t"}], "low"),
        # a change of terms: 33,000 + 5,000 over 15,000,000
        ([option(1, "X", 5 * MILLION, "0.004"), changed(2, "X", exercise_price="0.001"), MID], "change"),
        # at the price that the day began with it is none either way
        ([LOW, MID | {"consideration": {"cash": 33_000}}], None),
        # another day
        ([sale(1, 10 * MILLION, 16_500, "low"), MID], None),
    ],
)
def test_a_price_between_would_have_triggered_before_what_it_came_after(
    entries: list[Entry], names: str | None
) -> None:
    said = order_of(*entries)
    assert (said or "").startswith(LEFT.format(names) if names else "")
    assert (said is None) == (names is None)


A, B, C = sale(2, MILLION, 3_100, "a"), sale(2, MILLION, 3_000, "b"), sale(2, MILLION, 100, "c")


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ([A, FLOOD], "a"),
        # 39,200 / 33,000,000 = .00118...: .0001 is below it, .0031 and .003 are not
        ([A, B, C, FLOOD], "a, b"),
        # at .0030083... the last was none itself
        ([C, B, A, FLOOD], "b"),
        ([C, FLOOD], None),
        # 33,900 / 31,000,000 = .00109...: .0009 is below it, and would not be below three quarters of it
        ([OUT, sale(2, MILLION, 900, "d"), FLOOD], None),
        ([OUT, A, FLOOD], "a"),
        ([A, OUT, FLOOD], "a"),
        # a grant counts with all that is received for it, and one that has ended again does not
        ([option(2, "R", MILLION, "0.0031"), FLOOD], "R"),
        ([option(2, "R", MILLION, "0.003", 100), FLOOD], "R"),
        ([option(2, "R", MILLION, "0.0031"), cancelled(2, "R"), FLOOD], None),
        # of one moment nothing is the earlier one
        ([A | {"transaction": "t"}, FLOOD | {"transaction": "t"}], None),
        ([B, A | {"transaction": "t"}, FLOOD | {"transaction": "t"}], "b"),
        # another day
        ([sale(1, MILLION, 3_100, "a"), FLOOD], None),
    ],
)
def test_what_came_before_would_not_have_triggered_after_it(entries: list[Entry], names: str | None) -> None:
    said = order_of(*entries)
    assert (said or "").startswith(KEPT.format(names) if names else "")
    assert (said is None) == (names is None)


def test_the_close_of_a_day_is_behind_all_but_its_own_distributions() -> None:
    made = made_of(*base(), OUT, distribution(3, 25_000, "0.01", "a"), FREE | {"effective": "2006-01-03"})
    assert at_the_close(made.book.state.course) == 2
    assert at_the_close(made.until(jan(4)).state.course) == 3
    assert at_the_close(made.until(jan(2)).state.course) == 0


def test_the_price_of_the_day_is_the_running_one_in_the_recorded_order() -> None:
    # 33,000 + 16,500 over 20,000,000; the other way 33,000 + 29,700, and then 16,500, over 30,000,000
    assert price_after(*base(), LOW, MID) == F(2_475, MILLION)
    assert price_after(*base(), MID, LOW) == F(79_200, 30 * MILLION)
